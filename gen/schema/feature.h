/*
 * Features that a target or a database may not support: the table in
 * gen/schema/feature.def.
 */
#ifndef AG_GEN_SCHEMA_FEATURE_H
#define AG_GEN_SCHEMA_FEATURE_H

#include "gen/schema/type.h"

/* The level of support for a feature. */
enum ag_support {
    AG_SUPPORT_yes,
    AG_SUPPORT_equivalent, /* an equivalent is used instead */
    AG_SUPPORT_no,         /* not supported; the construct is left out */
};

enum ag_feature {
#define AG_FEATURE(name, s, p, m, q, written, doc) AG_FEATURE_##name,
#include "gen/schema/feature.def"
#undef AG_FEATURE
    AG_NFEATURE
};

struct ag_feature_info {
    const char *name;
    const char *written; /* its syntax: "@@index([x(length: n)])" */
    const char *doc;
    enum ag_support dialects[AG_NDIALECT]; /* independent of the target */
};

extern const struct ag_feature_info ag_features[AG_NFEATURE];

#endif
