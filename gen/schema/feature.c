#include "gen/schema/feature.h"

/* Short names for the table: yes, eqv and no. */
#define yes AG_SUPPORT_yes
#define eqv AG_SUPPORT_equivalent
#define no AG_SUPPORT_no

const struct ag_feature_info ag_features[AG_NFEATURE] = {
#define AG_FEATURE(name, s, p, m, q, written, doc)                             \
    {#name,                                                                    \
     written,                                                                  \
     doc,                                                                      \
     {[AG_DIALECT_sqlite] = s,                                                 \
      [AG_DIALECT_postgresql] = p,                                             \
      [AG_DIALECT_mysql] = m,                                                  \
      [AG_DIALECT_sqlserver] = q}},
#include "gen/schema/feature.def"
#undef AG_FEATURE
};
