/*
 * Conventions: what a tool calls the constraints of a table, and what else it
 * chooses where a schema does not say. They are data, the settings of `config`
 * and the presets convention/NAME.
 */
#ifndef AG_GEN_SCHEMA_CONVENTION_H
#define AG_GEN_SCHEMA_CONVENTION_H

#include "base/arena.h"
#include "gen/schema/schema.h"

/* The constraints that have patterns of their own. */
enum ag_constraint {
    AG_CONSTRAINT_primary,           /* a primary key of one column */
    AG_CONSTRAINT_composite_primary, /* of several */
    AG_CONSTRAINT_unique,            /* @unique */
    AG_CONSTRAINT_block_unique,      /* @@unique */
    AG_CONSTRAINT_index,
    AG_CONSTRAINT_foreign_key,
    AG_NCONSTRAINT
};

/* How a name that is too long for the database is shortened. */
enum ag_cut {
    AG_CUT_stem,  /* before the last part of the pattern (prisma-engines, psl
                     parser-database, ConstraintNames) */
    AG_CUT_end,   /* at its end, as PostgreSQL does with every name
                     (PostgreSQL 15 manual 4.1.1); other databases reject it */
    AG_CUT_parts, /* the longer one of table and columns, as PostgreSQL does
                     with names that it makes (indexcmds.c, ChooseIndexName) */
    AG_CUT_hash,  /* the table and a hash of the name (drizzle-kit 1.0,
                     defaultNameForFK) */
    AG_NCUT
};
extern const char *const ag_cut_names[]; /* "stem", …; NULL-ended */

struct ag_name_rule {
    struct ag_str pattern; /* "{table}_{columns}_key"; empty: the database
                              makes the name */
    enum ag_cut cut;
    bool
        is_constraint; /* of uniques: a constraint of the table, not an index */
};

struct ag_convention {
    struct ag_name_rule names[AG_NCONSTRAINT];
};

/* The word of a pattern that is no part, such as "{tables}"; empty if the
 * pattern is good. */
struct ag_str ag_pattern_mistake(struct ag_str pattern);

/* The parts of patterns, "{table} {columns} …", for messages. */
extern const char ag_pattern_parts[];

/* The rule for a key. */
const struct ag_name_rule *ag_key_rule(const struct ag_convention *convention,
                                       const struct ag_key *key);

/* The names that a convention gives, in `arena` unless they are empty; not
 * longer than the dialect's limit. The model and the columns must have their
 * names in the database, and a foreign key its target. */
struct ag_str ag_key_name(const struct ag_convention *convention,
                          const struct ag_key *key, enum ag_dialect dialect,
                          struct ag_arena *arena);
struct ag_str ag_foreign_key_name(const struct ag_convention *convention,
                                  const struct ag_foreign_key *key,
                                  enum ag_dialect dialect,
                                  struct ag_arena *arena);

/* Whether a tool with this convention gives a constraint the name that it has,
 * so that code for this tool need not say the name. */
bool ag_is_key_named_so(const struct ag_convention *convention,
                        const struct ag_key *key, enum ag_dialect dialect,
                        struct ag_arena *arena);
bool ag_is_foreign_key_named_so(const struct ag_convention *convention,
                                const struct ag_foreign_key *key,
                                enum ag_dialect dialect,
                                struct ag_arena *arena);

#endif
