/*
 * What a target or a database may be unable to hold: the table of
 * gen/schema/feature.def.
 */
#ifndef AG_GEN_SCHEMA_FEATURE_H
#define AG_GEN_SCHEMA_FEATURE_H

#include "gen/schema/type.h"

/* What becomes of a construct. */
enum ag_support {
    AG_SUPPORT_yes,
    AG_SUPPORT_equivalent, /* something else does its work */
    AG_SUPPORT_no,         /* it would be lost */
};

enum ag_feature {
#define AG_FEATURE(name, s, p, m, q, written, doc) AG_FEATURE_##name,
#include "gen/schema/feature.def"
#undef AG_FEATURE
    AG_NFEATURE
};

struct ag_feature_info {
    const char *name;
    const char *written; /* in a schema: "@@index([x(length: n)])" */
    const char *doc;
    enum ag_support dialects[AG_NDIALECT]; /* whatever the target is */
};

extern const struct ag_feature_info ag_features[AG_NFEATURE];

#endif
