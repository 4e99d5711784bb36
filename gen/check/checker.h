/*
 * Shared by the files of the checker; private to gen/check/.
 *
 * Each pass covers the whole schema, so a name may be used before it is
 * declared:
 *
 *   declare    names of models, enums, mixins; settings      declare.c
 *   enums      values and their attributes                   enum.c
 *   columns    fields and their attributes                   field.c
 *   keys       @@id, @@unique, @@index, @@check              key.c
 *   relations  both sides, foreign keys, join tables         relation.c
 *   lowering   replaces what the dialect lacks               lower.c
 *   rules      what the dialect rejects, a table of checks   rule.c
 *   names      those that a database has or cannot have      names.c
 *   defaults   values that a column cannot store             default.c
 *   MySQL      what only MySQL 8 or MariaDB rejects          mysql.c
 *   indexes    PostgreSQL's methods, operator classes        index.c
 *   cascades   paths of foreign keys on SQL Server           cascade.c
 *   facts      circles, and names that tables share          derive.c
 */
#ifndef AG_GEN_CHECK_CHECKER_H
#define AG_GEN_CHECK_CHECKER_H

#include "base/diag.h"
#include "base/map.h"
#include "gen/check/check.h"
#include "gen/check/language.h"
#include "gen/schema/convention.h"
#include "gen/schema/feature.h"
#include "gen/schema/naming.h"

/* The symbol of a top-level name; exactly one of the pointers is set. */
struct ag_check_symbol {
    const struct ag_composed *decl;
    struct ag_model *model;
    struct ag_enum *enum_type;
    const struct ag_composed *mixin;
};

/* A @references attribute, until its relation is made. */
struct ag_reference {
    struct ag_reference *next;
    struct ag_model *model;
    struct ag_column *column;
    const struct ag_attr *attr;
};

/* A value of `config { id = … }`. */
struct ag_id_kind {
    const char *name;
    enum ag_scalar scalar;
    enum ag_default_kind default_kind; /* of a key; none: the client provides
                                          the value */
    uint32_t width; /* characters of a generated value */
};

/* A native type that the dialect lacks: the diagnostic of its first use, and
 * the number of further columns that use it. */
struct ag_translation {
    struct ag_translation *next;
    const struct ag_native *native;
    struct ag_diag *diag;
    unsigned more;
};

/* The settings of `config` blocks: those of the schema; those of a library,
 * which apply to the declarations of that library; or those of a convention. A
 * choice is the index of its value, or -1 if it is not set. Texts and values
 * that are not set are NULL. */
struct ag_config {
    struct ag_config *next;
    const struct ag_library *library; /* NULL: the schema's own */
    const struct ag_config *base; /* its convention; NULL: none, or not settled
                                     yet */
    const struct ag_id_kind *id;
    int tables, columns;              /* enum ag_style */
    int code;      /* enum ag_style; -1: names in code are the target's */
    int relations; /* enum ag_relations */
    int lists, json, bigints; /* enum ag_lists, enum ag_json, enum ag_bigints */
    int enums;                /* enum ag_enums */
    int autoincrement;        /* enum ag_autoincrement */
    int defaults;             /* enum ag_defaults */
    int cut;                  /* enum ag_cut */
    int on_delete, on_update; /* enum ag_action; -1: Prisma's rule */
    int sqlite;               /* enum ag_sqlite; -1: not set */
    struct ag_str prefix, db_schema, convention;
    const struct ag_expr *types[AG_NSCALAR]; /* DateTime = Timestamptz(3) */
    const struct ag_expr *names[AG_NCONSTRAINT]; /* unique = "{table}_key" */
    const struct ag_expr *now, *updated_now; /* sqlite.dbgenerated("…") */
    const struct ag_expr *uuid;              /* likewise, of keys */
    /* Once settled: */
    struct ag_convention named; /* from `names` and `cut` */
};

/* How relations of @references are named: by rule; by the fixed names in code of
 * the models; the same in lower case. */
enum ag_relations { AG_RELATIONS_rule, AG_RELATIONS_code, AG_RELATIONS_lower };
/* What code has for a BigInt: a bigint, or a number. */
enum ag_bigints { AG_BIGINTS_bigint, AG_BIGINTS_number };
/* How a list of scalars is stored. */
enum ag_lists {
    AG_LISTS_array,
    AG_LISTS_json,
    AG_LISTS_array_or_json,
    AG_LISTS_text
};
/* The defaults that a column has: all, or of the values only booleans or none. */
enum ag_defaults { AG_DEFAULTS_all, AG_DEFAULTS_booleans, AG_DEFAULTS_none };
/* How Json is stored: as the database's own type, or as jsonb in PostgreSQL and
 * as text elsewhere. */
enum ag_json { AG_JSON_native, AG_JSON_jsonb_or_text };
/* How a column of an enum is stored: as the database's own type, or as text. */
enum ag_enums { AG_ENUMS_native, AG_ENUMS_text };
/* What makes the numbers of autoincrement() in PostgreSQL. */
enum ag_autoincrement { AG_AUTOINCREMENT_serial, AG_AUTOINCREMENT_identity };
/* The declared types on SQLite. */
enum ag_sqlite { AG_SQLITE_native, AG_SQLITE_compat, AG_SQLITE_kysely };

struct ag_checker {
    struct ag_schema *schema;
    struct ag_arena *arena;
    struct ag_diags *diags;
    const struct ag_check_options *options;
    enum ag_dialect dialect;
    struct ag_str provider; /* the database of the schema's native types */
    bool translated;        /* the dialect is not the provider's */
    struct ag_map symbols;  /* to struct ag_check_symbol */
    struct ag_map generators; /* to struct ag_block, by name */
    struct ag_map listed_schemas; /* to the datasource's expressions, once one
                                     was looked up */
    struct ag_map db_schemas;     /* to struct ag_db_schema, of the schema */
    struct ag_db_schema *last_db_schema;
    struct ag_config *configs; /* the schema's own, then those of libraries;
                                  choices that are not set become 0,
                                  except code and actions */
    struct ag_map own_settings; /* of the schema's own configs: to the first
                                   struct ag_member of each name */
    struct ag_map conventions; /* those that were read, to struct ag_config */
    const struct ag_id_kind *id;
    const struct ag_config *id_config; /* whose native types `Id` has */
    struct ag_reference *references, *last_reference;
    struct ag_translation *translations;
    struct ag_model *last_join; /* the end of the list of models, once there is
                                   a join */
};

/* attributes: gen/check/attr.c */

enum { AG_MAX_ARGS = 8 };

/* The arguments of attributes that several files bind. */
extern const struct ag_arg_spec ag_map_args[], ag_code_args[], ag_schema_args[];
extern const struct ag_arg_spec ag_include_args[], ag_check_args[];
extern const struct ag_arg_spec ag_relation_args[], ag_references_args[];

/* The words of enum ag_action, NULL-ended. */
extern const char *const ag_known_actions[];

/* Binds the arguments of `name` to `specs`, which end with one without a name.
 * Named arguments are bound by name. One argument may be unnamed: it is bound
 * to the first spec, unless that is AG_ARG_NAMED. bound[i] is NULL for an
 * argument that is not given. Returns false after an error. */
bool ag_bind(struct ag_checker *ck, struct ag_str name, struct ag_span span,
             const struct ag_expr *args, const struct ag_arg_spec *specs,
             const struct ag_expr **bound);
bool ag_bind_attr(struct ag_checker *ck, const struct ag_attr *attr,
                  const struct ag_arg_spec *specs,
                  const struct ag_expr **bound);

/* Reports an attribute that `first` has already given, perhaps in a mixin.
 * Returns the message. */
struct ag_diag *ag_report_twice(struct ag_checker *ck,
                                const struct ag_attr *attr,
                                const struct ag_attr *first);

/* Reports an attribute that is not among those of `known`. */
void ag_report_attribute(struct ag_checker *ck, const struct ag_attr *attr,
                         bool (*known)(size_t, struct ag_known *));

/* The text of a string, a name or raw("…"); empty for NULL. */
struct ag_str ag_arg_text(const struct ag_expr *arg);

/* Whether `e` is the name `word`; whether it is true or false. */
bool ag_is_word(const struct ag_expr *e, struct ag_str word);
bool ag_is_boolean(const struct ag_expr *e);

/* The index of `arg`'s text in `values`, which must contain it. */
int ag_arg_choice(const struct ag_expr *arg, const char *const *values);

/* Whether the dialect lacks a feature, whatever the target. */
static inline bool
ag_lacks(const struct ag_checker *ck, enum ag_feature feature)
{
    return ag_features[feature].dialects[ck->dialect] != AG_SUPPORT_yes;
}

/* The name that @map, @@map or @@schema gives; binds its arguments to `specs`.
 * After an error the result has no p. */
struct ag_str ag_mapped_name(struct ag_checker *ck, const struct ag_attr *attr,
                             const struct ag_arg_spec *specs);

/* edits: gen/check/fix.c */

/* Puts an expression in quotes. */
void ag_fix_quotes(struct ag_checker *ck, struct ag_diag *diag,
                   const struct ag_expr *e);
/* Makes a field optional or required. */
void ag_fix_optional(struct ag_checker *ck, struct ag_diag *diag,
                     const struct ag_member *m, bool optional);
/* Removes an attribute. */
void ag_fix_drop(struct ag_checker *ck, struct ag_diag *diag,
                 const struct ag_attr *attr);
/* Replaces a name that Prisma rejects. Keeps the name in the database with @map
 * or @@map, unless a naming style makes it. For a field or value of `decl`, or
 * for a declaration. */
void ag_fix_member_name(struct ag_checker *ck, struct ag_diag *diag,
                        const struct ag_composed *decl,
                        const struct ag_member *m);
void ag_fix_decl_name(struct ag_checker *ck, struct ag_diag *diag,
                      const struct ag_composed *decl);
/* Adds a line at the end of a block. */
void ag_fix_member(struct ag_checker *ck, struct ag_diag *diag,
                   const struct ag_composed *decl, struct ag_str line);

/* names: gen/check/symbol.c */

/* The symbol of a top-level name, before or after a rename; NULL: none. */
struct ag_check_symbol *ag_find_symbol(const struct ag_checker *ck,
                                       struct ag_str name);

/* Reports DUPLICATE_NAME at `name` with a note at `first`. */
void ag_report_duplicate(struct ag_checker *ck, const char *what,
                         struct ag_str name, struct ag_span first);

/* Reports that `model` has no field `name`, unless some of its lines could not
 * be parsed. */
void ag_report_field(struct ag_checker *ck, const struct ag_model *model,
                     struct ag_str name, struct ag_span span);

/* declarations: gen/check/declare.c */

/* Enters every declaration of the tree: the names of models, enums and mixins,
 * and the settings of blocks. */
void ag_declare_all(struct ag_checker *ck);

/* The name of a model or enum in the database: @@map, or the config's style. */
struct ag_str ag_table_name(struct ag_checker *ck,
                            const struct ag_composed *decl);

/* Reports a name that Prisma rejects; NULL if Prisma accepts it. */
struct ag_diag *ag_check_name(struct ag_checker *ck, struct ag_str name);

/* The same for a declaration, with a fix-it. All configs must be entered,
 * because they decide whether @@map would change anything. */
void ag_check_decl_name(struct ag_checker *ck, const struct ag_composed *decl);

/* Sets the names of a model: its table, and its schema inside the database. */
void ag_check_model_names(struct ag_checker *ck, struct ag_model *model);

/* settings of blocks: gen/check/settings.c */

/* Reports that a block has no setting of this name; `known` is NULL-ended. */
void ag_report_setting(struct ag_checker *ck, const struct ag_member *m,
                       const struct ag_composed *decl,
                       const char *const *known);

/* The index of `value` in `values`, which is NULL-ended. Returns -1 after an
 * error, which lists the values that the setting `name` can have. */
int ag_choose(struct ag_checker *ck, struct ag_str name, struct ag_str value,
              struct ag_span span, const char *const *values);

/* Reports settings that occur twice in a block, and configs that disagree. */
void ag_check_settings(struct ag_checker *ck, const struct ag_composed *decl);

/* The config of a library (NULL: the schema's own), which is made if needed. */
struct ag_config *ag_config_for(struct ag_checker *ck,
                                const struct ag_library *library);

/* Reads the configs, once the dialect is known. Options of the command line
 * override the schema's own config, which overrides conventions, which override
 * the configs of libraries. All of them have the same `Id`. */
void ag_settle_configs(struct ag_checker *ck);

/* The config for what `decl` declares; for NULL the schema's own. */
const struct ag_config *ag_config_of(const struct ag_checker *ck,
                                     const struct ag_composed *decl);

/* Splits "mysql.VarChar" of an attribute or a config. False if the prefix is no
 * database, or is the name of the datasource. */
bool ag_is_qualified(const struct ag_checker *ck, struct ag_str name,
                     enum ag_dialect *dialect, struct ag_str *rest);

/* conventions: gen/check/pattern.c */

/* Checks the value of a setting for the names of constraints, and for `now`.
 * Returns false after an error. */
bool ag_check_pattern(struct ag_checker *ck, const struct ag_member *m);
bool ag_check_now(struct ag_checker *ck, const struct ag_member *m);

/* The word of a value that may be for one database: "constraint" of
 * mysql.constraint("…"), "text" of mysql.text; and whether it is for the
 * dialect. */
struct ag_str ag_setting_word(const struct ag_checker *ck,
                              const struct ag_expr *e, bool *fits);

/* The value of such a setting for the dialect: the first of a list that is for
 * it, or for all. NULL: none. */
const struct ag_expr *ag_for_dialect(const struct ag_checker *ck,
                                     const struct ag_expr *value);

/* Sets config->named from its settings, which are settled. */
void ag_settle_convention(struct ag_config *config);

/* the database: gen/check/datasource.c */

/* A datasource or generator block, with its provider. */
struct ag_block *ag_new_block(struct ag_checker *ck,
                              const struct ag_composed *decl);
void ag_check_datasource(struct ag_checker *ck, const struct ag_composed *decl);

/* Sets the dialect: that of the options, otherwise the datasource's, otherwise
 * SQLite. */
void ag_find_dialect(struct ag_checker *ck);

/* Whether the dialect is PostgreSQL, and the database CockroachDB. */
bool ag_is_cockroachdb(const struct ag_checker *ck);

/* The schema inside the database that @@schema names; it must be in the
 * datasource's list. Without @@schema: the config's, or empty. */
struct ag_str ag_db_schema_name(struct ag_checker *ck,
                                const struct ag_attr *attr);
struct ag_str ag_default_db_schema(struct ag_checker *ck,
                                   const struct ag_composed *decl);

/* Reports a model or enum without @@schema if the datasource lists schemas. */
void ag_check_has_schema(struct ag_checker *ck, const struct ag_composed *decl,
                         struct ag_str schema, struct ag_str name);

/* mixins: gen/check/mixin.c */

/* Iterates over the members of a model, with those of included mixins in their
 * place. Each mixin is included once. Otherwise a few mixins that include each
 * other several times could make billions of members. */
struct ag_member_iter {
    struct ag_checker *ck;
    const struct ag_member *at[16];
    const struct ag_composed *of[16];
    int depth;
    struct ag_included *included;
    bool quiet; /* errors of @@include were reported before */
};
struct ag_member_iter ag_members(struct ag_checker *ck,
                                 const struct ag_composed *decl, bool quiet);
/* The next member; NULL at the end. */
const struct ag_member *ag_next_member(struct ag_member_iter *iter);

/* the passes */

void ag_check_enum(struct ag_checker *ck, struct ag_enum *e);
void ag_check_fields(struct ag_checker *ck, struct ag_model *model);
/* Called when all fields are checked: completes the warnings with the number of
 * columns that they are about. */
void ag_note_translations(struct ag_checker *ck);
void ag_check_keys(struct ag_checker *ck, struct ag_model *model);
void ag_check_relations(struct ag_checker *ck);

/* Changes the schema to what the database supports. Removes schemas inside the
 * database and kinds of index that it lacks, with a message. Adds indexes for
 * relations without foreign keys. Nothing changes the schema afterwards. */
void ag_lower(struct ag_checker *ck);
void ag_check_rules(struct ag_checker *ck);

/* Finds different names that are equal in the database. ag_scopes_open enters
 * the names of tables and types, and ag_scopes_enter those of one model.
 * ag_scopes_close frees the memory of the scopes. */
struct ag_scopes;
struct ag_scopes *ag_scopes_open(struct ag_checker *ck);
void ag_scopes_enter(struct ag_checker *ck, struct ag_scopes *scopes,
                     const struct ag_model *model);
void ag_scopes_close(struct ag_scopes *scopes);

/* Checks the method and the operator classes of an index of PostgreSQL. */
void ag_check_index(struct ag_checker *ck, const struct ag_key *key);

/* The next name of `sql` from `*at` on, without its quotes; moves `*at` behind
 * it. Skips strings. Empty at the end. */
struct ag_str ag_next_name(enum ag_dialect dialect, struct ag_str sql,
                           uint32_t *at);

/* Whether `c` belongs to a name without quotes. */
bool ag_is_sql_word(char c);

/* Whether `names`, which end with an empty one, contain `name` in any case. */
bool ag_is_any(struct ag_str name, const struct ag_str *names);

/* Checks the names of enums, and of the schemas inside the database. */
void ag_check_type_names(struct ag_checker *ck);

/* `s` with the letters A to Z in lower case. */
struct ag_str ag_folded(struct ag_arena *arena, struct ag_str s);

/* Rules with files of their own. */
void ag_rule_names(struct ag_checker *ck, const struct ag_model *model);
void ag_rule_default(struct ag_checker *ck, const struct ag_model *model);
void ag_rule_mysql(struct ag_checker *ck, const struct ag_model *model);

void ag_check_cascades(struct ag_checker *ck);

/* Sets what depends on the whole schema and only targets ask for. */
void ag_derive(struct ag_checker *ck);

/* A part of a key over `column`, or over `expression` if `column` is NULL. */
struct ag_key_part *ag_new_part(struct ag_checker *ck,
                                const struct ag_column *column,
                                struct ag_str expression);

/* Adds a key over `parts` to `model`; `on_field` as in struct ag_key. Makes its
 * name if `map` is not given. */
struct ag_key *ag_add_key(struct ag_checker *ck, struct ag_model *model,
                          enum ag_key_kind kind, struct ag_key_part *parts,
                          struct ag_str map, bool on_field);

/* Makes a unique key a constraint or an index, as its argument `constraint`
 * says; NULL: as the convention does. */
void ag_set_constraint(struct ag_checker *ck, struct ag_key *key,
                       const struct ag_expr *arg);

/* Whether a key begins with the columns, so that a foreign key needs no other
 * index. */
bool ag_is_indexed(const struct ag_model *model,
                   const struct ag_column_ref *columns);

/* Sets the shard key of `model`, which `attr` gives. */
void ag_set_shard_key(struct ag_checker *ck, struct ag_model *model,
                      const struct ag_attr *attr,
                      struct ag_column_ref *columns);

/* Adds a CHECK to `model` from the bound ag_check_args. `column` has the
 * @check; NULL for @@check. */
void ag_add_check(struct ag_checker *ck, struct ag_model *model,
                  const struct ag_column *column, const struct ag_attr *attr,
                  const struct ag_expr *const *bound);

/* Adds `field` at the end of the model's lists. */
void ag_add_field(struct ag_model *model, struct ag_field *field);

/* Whether `columns`, which are those of `key`, have the order of the key. */
bool ag_key_in_order(const struct ag_key *key,
                     const struct ag_column_ref *columns);
/* The primary or unique key of exactly these columns that applies to every row.
 * Prefers one with the same order of columns; NULL: none. */
struct ag_key *ag_find_key(const struct ag_model *model,
                           const struct ag_column_ref *columns);

/* Makes the name of a constraint of `table`. */
struct ag_str ag_make_name(struct ag_checker *ck, struct ag_str table,
                           const struct ag_column_ref *columns,
                           const char *suffix);

#endif
