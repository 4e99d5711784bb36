/*
 * What the files of the checker share. Private to gen/check/.
 *
 * The work goes in passes over the whole schema, so that a name may be used
 * before it is declared:
 *
 *   declare    names of models, enums, mixins; settings      declare.c
 *   enums      values and their attributes                   enum.c
 *   columns    fields and their attributes                   field.c
 *   keys       @@id, @@unique, @@index, @@check              key.c
 *   relations  both sides, foreign keys, join tables         relation.c
 *   lowering   to what the dialect has                       lower.c
 *   rules      what the dialect refuses, a table of checks   rule.c
 *   defaults   values that a column cannot take              default.c
 *   MySQL      what MySQL 8 alone refuses                    mysql.c
 *   indexes    PostgreSQL's methods, operator classes        index.c
 *   cascades   SQL Server's paths of foreign keys            cascade.c
 */
#ifndef AG_GEN_CHECK_CHECKER_H
#define AG_GEN_CHECK_CHECKER_H

#include "base/diag.h"
#include "base/map.h"
#include "gen/check/check.h"
#include "gen/check/language.h"
#include "gen/schema/feature.h"
#include "gen/schema/naming.h"

/* The symbol of a top-level name; exactly one of the pointers is set. */
struct ag_check_symbol {
    const struct ag_composed *decl;
    struct ag_model *model;
    struct ag_enum *enum_type;
    const struct ag_composed *mixin;
};

/* @references, until relations are made. */
struct ag_reference {
    struct ag_reference *next;
    struct ag_model *model;
    struct ag_column *column;
    const struct ag_attr *attr;
};

/* What `config { id = … }` says. */
struct ag_id_kind {
    const char *name;
    enum ag_scalar scalar;
    enum ag_default_kind default_kind; /* of a key; none: the client's work */
    uint32_t width; /* characters of what that makes */
};

/* A native type that the dialect lacks: where that was said, and how many
 * columns more have it. */
struct ag_translation {
    struct ag_translation *next;
    const struct ag_native *native;
    struct ag_diag *diag;
    unsigned more;
};

/* What `config` blocks say: those of the schema, or those of a library, which
 * hold for what it declares. Of a choice the index of its value, or -1 if
 * nothing is said. */
struct ag_config {
    struct ag_config *next;
    const struct ag_library *library; /* NULL: the schema's own */
    const struct ag_id_kind *id;      /* NULL: nothing is said */
    int tables, columns;              /* enum ag_style */
    int lists, json;                  /* enum ag_lists, enum ag_json */
    struct ag_str prefix, db_schema;
    const struct ag_expr *types[AG_NSCALAR]; /* DateTime = Timestamptz(3) */
};

/* What a list of scalars is. */
enum ag_lists { AG_LISTS_array, AG_LISTS_json, AG_LISTS_array_or_json };
/* What Json is: the database's own type, or text but in PostgreSQL. */
enum ag_json { AG_JSON_native, AG_JSON_jsonb_or_text };

struct ag_checker {
    struct ag_schema *schema;
    struct ag_arena *arena;
    struct ag_diags *diags;
    const struct ag_check_options *options;
    enum ag_dialect dialect;
    struct ag_str provider; /* whose native types the schema is written in */
    bool translated;        /* the dialect is not the provider's */
    struct ag_map symbols;  /* to struct ag_check_symbol */
    struct ag_config *configs; /* the schema's own, then those of libraries;
                                  choices that nobody made are 0 */
    const struct ag_id_kind *id;
    struct ag_reference *references, *last_reference;
    struct ag_translation *translations;
    struct ag_model *last_join; /* the last model, once there is a join */
};

/* attributes: gen/check/attr.c */

enum { AG_MAX_ARGS = 8 };

/* The arguments of attributes that several files bind. */
extern const struct ag_arg_spec ag_map_args[], ag_schema_args[];
extern const struct ag_arg_spec ag_include_args[], ag_check_args[];
extern const struct ag_arg_spec ag_relation_args[], ag_references_args[];

/* Binds arguments of `name` to `specs` (ended by one without name): named ones
 * by name, at most one without name to the first, unless that is AG_ARG_NAMED.
 * bound[i] is NULL where none was given. False after an error. */
bool ag_bind(struct ag_checker *ck, struct ag_str name, struct ag_span span,
             const struct ag_expr *args, const struct ag_arg_spec *specs,
             const struct ag_expr **bound);
bool ag_bind_attr(struct ag_checker *ck, const struct ag_attr *attr,
                  const struct ag_arg_spec *specs,
                  const struct ag_expr **bound);

/* Reports that there is no such attribute among those of `known`. */
void ag_report_attribute(struct ag_checker *ck, const struct ag_attr *attr,
                         bool (*known)(size_t, struct ag_known *));

/* The text of a string, a name or raw("…"); empty for NULL. */
struct ag_str ag_arg_text(const struct ag_expr *arg);

/* Whether it is the name `word`; true or false. */
bool ag_is_word(const struct ag_expr *e, struct ag_str word);
bool ag_is_boolean(const struct ag_expr *e);

/* The index of `arg`'s text in `values`, which it was checked against. */
int ag_arg_choice(const struct ag_expr *arg, const char *const *values);

/* Whether the dialect has no such thing, whatever the target. */
static inline bool
ag_lacks(const struct ag_checker *ck, enum ag_feature feature)
{
    return ag_features[feature].dialects[ck->dialect] != AG_SUPPORT_yes;
}

/* edits: gen/check/fix.c */

/* Puts an expression between quotes. */
void ag_fix_quotes(struct ag_checker *ck, struct ag_diag *diag,
                   const struct ag_expr *e);
/* Makes a field optional or required. */
void ag_fix_optional(struct ag_checker *ck, struct ag_diag *diag,
                     const struct ag_member *m, bool optional);
/* Takes an attribute away. */
void ag_fix_drop(struct ag_checker *ck, struct ag_diag *diag,
                 const struct ag_attr *attr);
/* Gives what Prisma does not let be called so a name that it does, and its own
 * in the database, where that is not made by a style: a field or a value of
 * `decl`, or a declaration. */
void ag_fix_member_name(struct ag_checker *ck, struct ag_diag *diag,
                        const struct ag_composed *decl,
                        const struct ag_member *m);
void ag_fix_decl_name(struct ag_checker *ck, struct ag_diag *diag,
                      const struct ag_composed *decl);
/* Adds a line at the end of a block. */
void ag_fix_member(struct ag_checker *ck, struct ag_diag *diag,
                   const struct ag_composed *decl, struct ag_str line);

/* names and declarations: gen/check/declare.c */

/* Enters every declaration of the tree: names of models, enums and mixins;
 * settings of blocks. */
void ag_declare_all(struct ag_checker *ck);

/* The symbol of a top-level name, before or after a rename; NULL: none. */
struct ag_check_symbol *ag_find_symbol(const struct ag_checker *ck,
                                       struct ag_str name);

/* Reports DUPLICATE_NAME at `name` with a note at `first`. */
void ag_report_duplicate(struct ag_checker *ck, const char *what,
                         struct ag_str name, struct ag_span first);

/* Reports that `model` has no field `name`, unless a line of it could not be
 * read. */
void ag_report_field(struct ag_checker *ck, const struct ag_model *model,
                     struct ag_str name, struct ag_span span);

/* The name of a model or enum in the database: @@map, or the config's style. */
struct ag_str ag_table_name(struct ag_checker *ck,
                            const struct ag_composed *decl);

/* What @map, @@map or @@schema gives, its arguments bound to `specs`; without
 * p after an error. */
struct ag_str ag_mapped_name(struct ag_checker *ck, const struct ag_attr *attr,
                             const struct ag_arg_spec *specs);

/* Reports a name that Prisma does not take; NULL: it takes it. */
struct ag_diag *ag_check_name(struct ag_checker *ck, struct ag_str name);

/* The same for a declaration, with a fix-it; once the configs are known, which
 * decide whether @@map would change anything. */
void ag_check_decl_name(struct ag_checker *ck, const struct ag_composed *decl);

/* The names of a model: table, schema inside the database. */
void ag_check_model_names(struct ag_checker *ck, struct ag_model *model);

/* settings of blocks: gen/check/settings.c */

/* Reports that a block has no setting of that name; `known` is NULL-ended. */
void ag_report_setting(struct ag_checker *ck, const struct ag_member *m,
                       const struct ag_composed *decl,
                       const char *const *known);

/* The index of `value` in `values`, which is NULL-ended; -1 after an error,
 * which names what the setting `name` may be. */
int ag_choose(struct ag_checker *ck, struct ag_str name, struct ag_str value,
              struct ag_span span, const char *const *values);

/* Reports settings that a block has twice, and configs that disagree. */
void ag_check_settings(struct ag_checker *ck, const struct ag_composed *decl);

/* Enters what a `config` block says. */
void ag_check_config(struct ag_checker *ck, const struct ag_composed *decl);

/* The config of a library (NULL: the schema's own), made if there is none. */
struct ag_config *ag_config_for(struct ag_checker *ck,
                                const struct ag_library *library);

/* Once all configs are entered: the options of the command line override the
 * schema's own config, which overrides those of libraries. They share `Id`. */
void ag_settle_configs(struct ag_checker *ck);

/* The config for what `decl` declares; NULL: the schema's. */
const struct ag_config *ag_config_of(const struct ag_checker *ck,
                                     const struct ag_composed *decl);

/* the database: gen/check/datasource.c */

/* A datasource or generator block, with its provider. */
struct ag_block *ag_new_block(struct ag_checker *ck,
                              const struct ag_composed *decl);
void ag_check_datasource(struct ag_checker *ck, const struct ag_composed *decl);

/* Sets the dialect: the option, else the datasource's, else SQLite. */
void ag_find_dialect(struct ag_checker *ck);

/* Whether PostgreSQL's dialect is written for CockroachDB. */
bool ag_is_cockroachdb(const struct ag_checker *ck);

/* The schema inside the database that @@schema names, which the datasource must
 * list, and the one of what has no @@schema: the config's, or empty. */
struct ag_str ag_db_schema_name(struct ag_checker *ck,
                                const struct ag_attr *attr);
struct ag_str ag_default_db_schema(struct ag_checker *ck,
                                   const struct ag_composed *decl);

/* Reports a model or enum without @@schema if the datasource lists schemas. */
void ag_check_has_schema(struct ag_checker *ck, const struct ag_composed *decl,
                         struct ag_str schema, struct ag_str name);

/* mixins: gen/check/mixin.c */

/* The members of a model, those of included mixins in their place. A mixin
 * comes once, or some that include each other often would have no end in sight.
 */
struct ag_member_iter {
    struct ag_checker *ck;
    const struct ag_member *at[16];
    const struct ag_composed *of[16];
    int depth;
    struct ag_included *included;
    bool quiet; /* mistakes of @@include were reported before */
};
struct ag_member_iter ag_members(struct ag_checker *ck,
                                 const struct ag_composed *decl, bool quiet);
/* The next member; NULL at the end. */
const struct ag_member *ag_next_member(struct ag_member_iter *iter);

/* the passes */

void ag_check_enum(struct ag_checker *ck, struct ag_enum *e);
void ag_check_fields(struct ag_checker *ck, struct ag_model *model);
/* When all fields are checked: how many columns the warnings are about. */
void ag_note_translations(struct ag_checker *ck);
void ag_check_keys(struct ag_checker *ck, struct ag_model *model);
void ag_check_relations(struct ag_checker *ck);

/* Turns the schema into one that the database has: drops schemas inside it, and
 * kinds of index that it lacks, with a message; adds indexes for relations
 * without foreign keys. Nothing changes the schema afterwards. */
void ag_lower(struct ag_checker *ck);
void ag_check_rules(struct ag_checker *ck);

/* Names that become one in the database. Opened with the names of tables and
 * types; each model then enters what it has. What it holds is in memory of its
 * own, which ag_scopes_close gives back. */
struct ag_scopes;
struct ag_scopes *ag_scopes_open(struct ag_checker *ck);
void ag_scopes_enter(struct ag_checker *ck, struct ag_scopes *scopes,
                     const struct ag_model *model);
void ag_scopes_close(struct ag_scopes *scopes);

/* The method and the operator classes of an index of PostgreSQL. */
void ag_check_index(struct ag_checker *ck, const struct ag_key *key);

/* Rules that have files of their own. */
void ag_rule_default(struct ag_checker *ck, const struct ag_model *model);
void ag_rule_mysql(struct ag_checker *ck, const struct ag_model *model);

void ag_check_cascades(struct ag_checker *ck);

/* A part of a key over `column`, or over an expression if that is NULL. */
struct ag_key_part *ag_new_part(struct ag_checker *ck,
                                const struct ag_column *column,
                                struct ag_str expression);

/* A key of `model` over `parts`; its name is made unless `map` is given. */
struct ag_key *ag_add_key(struct ag_checker *ck, struct ag_model *model,
                          enum ag_key_kind kind, struct ag_key_part *parts,
                          struct ag_str map);

/* A CHECK of `model`, by the bound ag_check_args; `column`: whose it is, or
 * NULL. */
void ag_add_check(struct ag_checker *ck, struct ag_model *model,
                  const struct ag_column *column, const struct ag_attr *attr,
                  const struct ag_expr *const *bound);

/* Adds `field` at the end of the model's lists. */
void ag_add_field(struct ag_model *model, struct ag_field *field);

/* Whether these columns, which are those of `key`, stand in its order. */
bool ag_key_in_order(const struct ag_key *key,
                     const struct ag_column_ref *columns);
/* The primary or unique key of just these columns, which must hold for every
 * row: the first one in their order, else the first in any; NULL: none. */
struct ag_key *ag_find_key(const struct ag_model *model,
                           const struct ag_column_ref *columns);

/* A constraint name of the model's table. */
struct ag_str ag_make_name(struct ag_checker *ck, struct ag_str table,
                           const struct ag_column_ref *columns,
                           const char *suffix);

#endif
