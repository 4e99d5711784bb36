/*
 * Shared by the readers of configurations: values of modules, warnings, and the
 * schema being written. Private to gen/import/, and to gen/drizzle/, which has
 * the same values.
 *
 * A reader must not ignore anything that affects tables. If it needs a value
 * that cannot be determined from the text, it warns at the value's position.
 * `hidden` passes this fact from where the value is lost to the reader.
 */
#ifndef AG_GEN_IMPORT_READER_H
#define AG_GEN_IMPORT_READER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "gen/import/import.h"
#include "gen/script/script.h"

/* A module that was read. */
struct ag_config_module {
    struct ag_config_module *next;
    struct ag_script script;
};

/* A preset that the schema uses. */
struct ag_config_used {
    struct ag_config_used *next;
    struct ag_str name;
};

/* A value, and the module and the call whose names it uses. */
struct ag_config_value {
    const struct ag_config_module *module;
    const struct ag_config_frame *frame; /* NULL: not in a call */
    const struct ag_js *js;              /* NULL: no value */
    bool hidden; /* `js` makes it impossible to determine the value */
};

/* A call: what the parameters of a function are. */
struct ag_config_frame {
    const struct ag_config_frame *outer; /* where the function was made */
    const struct ag_config_module *module;
    uint32_t params;             /* as in struct ag_js */
    struct ag_config_value args; /* js: the first; NULL: none */
};

struct ag_config_reader {
    const struct ag_config_loader *loader;
    const struct ag_source *source; /* the configuration's file */
    struct ag_arena *arena;
    struct ag_diags *diags;
    struct ag_config_used *used; /* presets, in order */
    struct ag_buf config, body;  /* the settings of its `config`; the rest */
    const char *provider;        /* the datasource; NULL: unknown */
    struct ag_guess guess;       /* if it stays unknown */
    const char *library; /* of a configuration that needs no tables, and so
                            uses no preset; otherwise NULL */
    struct ag_config_release release; /* of the library */
    struct ag_config_module *modules;
    struct ag_config_value options; /* of betterAuth */
    struct ag_map warned; /* positions with a warning, their bytes as keys */
    struct ag_map lost;   /* modules with one */
    struct ag_map enums;  /* by their names */
    struct ag_config_own *own;      /* tables that its plugins declare */
    unsigned steps; /* values resolved so far; `depth` of them are nested. A
                       value beyond a limit is unknown */
    unsigned depth;
    bool snake;  /* names in the database are in snake case */
    bool plural; /* names of tables end with an s */
    bool prisma; /* Better Auth uses Prisma's adapter */
    bool kysely; /* it uses Kysely's: a driver, a pool, a dialect */
    const char *convention; /* of the library, for its adapter; NULL: none */
    struct ag_config_value adapter;    /* the options of its adapter */
    struct ag_config_renamed *renamed; /* tables with another modelName */
};

static const struct ag_config_value ag_nothing;

/* value.c, origin.c: values in the text. */

/* The module of a source; NULL after an error. */
const struct ag_config_module *ag_config_module(struct ag_config_reader *c,
                                                const struct ag_source *source);

/* The value that the module exports as `name`; none if no text contains it. */
struct ag_config_value ag_config_export(struct ag_config_reader *c,
                                        const struct ag_config_module *module,
                                        const char *name);

/* Resolves a value through constants, imports, calls and operators, as far as
 * possible. If it depends on a condition that is not in the text, the result is
 * AG_JS_CHOICE: see ag_config_alternatives. */
struct ag_config_value ag_config_resolve(struct ag_config_reader *c,
                                         struct ag_config_value v);

/* The same by one step; none if there is no step. */
struct ag_config_value ag_config_step(struct ag_config_reader *c,
                                      struct ag_config_value v);

/* The same; of a function, the value that it returns. */
struct ag_config_value ag_config_returned(struct ag_config_reader *c,
                                          struct ag_config_value v);

/* The value of the item `js` of `list`, as of a list or a call. */
struct ag_config_value ag_config_within(struct ag_config_value list,
                                        const struct ag_js *js);

/* Calls `each` for the resolved value or, of a choice, for each alternative. */
typedef void ag_config_alternative_fn(struct ag_config_reader *c,
                                      struct ag_config_value v, void *more);
void ag_config_alternatives(struct ag_config_reader *c,
                            struct ag_config_value v,
                            ag_config_alternative_fn *each, void *more);

/* What the function `function` returns for one argument; none if unknown. */
struct ag_config_value ag_config_call(struct ag_config_reader *c,
                                      struct ag_config_value function,
                                      struct ag_config_value argument);

/* Whether `v` is a name or call from a module that was not found or not read;
 * stores the module, and the places that were tried: empty if it cannot be read.
 */
bool ag_config_lost(struct ag_config_reader *c, struct ag_config_value v,
                    struct ag_str *module, struct ag_str *tried);

/* The name under which a module exports the value `v`, if it is a name that is
 * imported; otherwise the name itself. Empty: no name. */
struct ag_str ag_config_exported_name(struct ag_config_reader *c,
                                      struct ag_config_value v);

/* The item `n` of a list or call, counted from 0; none if it is too short. */
struct ag_config_value ag_config_item(struct ag_config_value list, unsigned n);

/* The last item of a call. */
struct ag_config_value ag_config_last(struct ag_config_value call);

/* The value at a path such as "advanced.database.generateId". */
struct ag_config_value ag_config_get(struct ag_config_reader *c,
                                     struct ag_config_value object,
                                     struct ag_str path);
struct ag_config_value ag_config_option(struct ag_config_reader *c,
                                        struct ag_config_value object,
                                        const char *path);

/* Whether a resolved value is this name or string, or nothing: undefined, null.
 */
bool ag_config_is_name(struct ag_config_value v, const char *name);
bool ag_config_is_text(struct ag_config_value v, const char *text);
bool ag_config_is_nothing(struct ag_config_value v);

static inline bool
ag_config_is_kind(struct ag_config_value v, enum ag_js_kind kind)
{
    return v.js && !v.hidden && v.js->kind == kind;
}

enum ag_truth { AG_NO, AG_YES, AG_UNKNOWN };

/* Whether a value counts as true. */
enum ag_truth ag_config_truth(struct ag_config_reader *c,
                              struct ag_config_value v);

/* The original name of a called function; *package is the module that exports
 * it, or empty if unknown. */
struct ag_str ag_config_function(struct ag_config_reader *c,
                                 struct ag_config_value call,
                                 struct ag_str *package);

/* The call in `v` that `is` accepts: `v` itself, or the first one in what it
 * wraps: arguments of another call, a spread in an object, what a function
 * returns. None if there is none. */
typedef bool ag_config_is_call_fn(struct ag_config_reader *c,
                                  struct ag_config_value call);
struct ag_config_value ag_config_find_call(struct ag_config_reader *c,
                                           struct ag_config_value v,
                                           ag_config_is_call_fn *is);

/* option.c: options. */

/* Warns about a value that cannot be determined, and notes the cause; `advice`
 * says what to write instead. Warns only once at a position. */
void ag_config_warn(struct ag_config_reader *c, struct ag_config_value v,
                    const char *advice, const char *fmt, ...) AG_PRINTF(4, 5);

/* Why the text does not contain a value: the text at the value's place. Empty if
 * there is no more to say than that. */
struct ag_str ag_config_cause(struct ag_config_reader *c,
                              struct ag_config_value v);

/* Whether the option at `path` may be set, as a schema has what may run. */
bool ag_config_may_be_set(struct ag_config_reader *c,
                          struct ag_config_value object, const char *path);

/* Whether the option at `path` is set. If that cannot be determined, warns and
 * returns false. */
bool ag_config_is_set(struct ag_config_reader *c, struct ag_config_value object,
                      const char *path, const char *advice);

/* The text of a string. If it is computed, warns and returns an empty text; if
 * it depends on a condition, warns and returns the first possible one. `what`
 * names the value in the warning. */
struct ag_str ag_config_text(struct ag_config_reader *c,
                             struct ag_config_value v, const char *advice,
                             const char *what);

/* Advice for a computed name of a model, or of a table. */
extern const char ag_config_advice_model[], ag_config_advice_table[];

/* Calls `each` for every property that an object may have, including those of
 * spread objects. Warns about unknown properties; `what` names the object. */
typedef void ag_config_each_fn(struct ag_config_reader *c, struct ag_str key,
                               struct ag_config_value v, void *more);
void ag_config_each(struct ag_config_reader *c, struct ag_config_value object,
                    ag_config_each_fn *each, void *more, const char *what);

/* Whether the text contains `part`. */
bool ag_config_contains(struct ag_str text, struct ag_str part);

/* release.c */

/* Finds the release of `package`, and with `choose` the presets for it: those of
 * the library with the same name. */
void ag_config_find_release(struct ag_config_reader *c, const char *package,
                            bool choose);

/* Whether the library is of this release or a later one; an unknown release is
 * the newest. */
bool ag_config_since(const struct ag_config_reader *c, uint32_t major,
                     uint32_t minor);

/* name.c: names in the schema. The parameter `table` is the library's key of a
 * table: "user", "twoFactor". */

bool ag_config_is_identifier(struct ag_str name);

/* Appends `before`, the text in quotes, and `after`. */
void ag_config_put_text(struct ag_buf *out, const char *before,
                        struct ag_str text, const char *after);

/* The model of a table. */
struct ag_str ag_config_model(struct ag_config_reader *c, struct ag_str table);

/* Appends a field's name. If our language does not allow the name, appends a
 * similar one and @map. */
void ag_config_put_field(struct ag_config_reader *c, struct ag_buf *out,
                         struct ag_str name);

/* Appends @@map and @@code, unless the naming styles convert `model` to `name`,
 * the library's name of the table. */
void ag_config_put_names(struct ag_config_reader *c, struct ag_buf *out,
                       struct ag_str model, struct ag_str name);

/* Adds `extend model … { text }`, unless `text` is empty. */
void ag_config_extend(struct ag_config_reader *c, struct ag_str table,
                      struct ag_str text);

/* Applies modelName: the table's name in code and in the database. */
void ag_config_rename_table(struct ag_config_reader *c, struct ag_str table,
                            struct ag_str name);

/* Applies the names of a table that is not in camel case. */
void ag_config_name_odd(struct ag_config_reader *c, struct ag_str table);

/* The table whose modelName is `name`, or `name` itself. */
struct ag_str ag_config_table_of(struct ag_config_reader *c,
                                 struct ag_str name);

/* Applies a table's name in the database, the string `v`. */
void ag_config_map_table(struct ag_config_reader *c, struct ag_str table,
                         struct ag_config_value v);

/* Applies a table's schema inside the database, the string `v`, if any. */
void ag_config_map_schema(struct ag_config_reader *c, struct ag_str table,
                          struct ag_config_value v);

/* Applies the name in code of a table: what the module of the value `v` exports
 * it as. `key`, if not empty, is the name by which the library looks it up.
 * False if `v` is not a name. */
bool ag_config_name_code(struct ag_config_reader *c, struct ag_str table,
                         struct ag_config_value v, struct ag_str key);

/* Applies `v`, the fieldName of a field. */
void ag_config_rename_column(struct ag_config_reader *c, struct ag_str table,
                             struct ag_str field, struct ag_config_value v);

/* Applies fields: { email: "email_address" } of a table. */
void ag_config_rename_columns(struct ag_config_reader *c, struct ag_str table,
                              struct ag_config_value fields);

/* Adds `use "PRESET"`, unless it has been added. The first preset must be that
 * of the library. */
void ag_config_use(struct ag_config_reader *c, const char *preset);

/* field.c */

/* Appends a literal as JSON, with which the literals of the language agree;
 * false if a part of it is computed. */
bool ag_config_put_literal(struct ag_config_reader *c, struct ag_buf *out,
                           struct ag_config_value v);

/* Appends @default for the defaultValue of the field `key`; `type` is Better
 * Auth's type. */
void ag_config_put_default(struct ag_config_reader *c, struct ag_buf *out,
                           struct ag_str key, struct ag_config_value v,
                           struct ag_str type);

/* table.c */

/* Applies the options of one table: modelName, fields, additionalFields. */
void ag_config_read_table(struct ag_config_reader *c, struct ag_str table,
                          struct ag_config_value options);

/* Whether the table exists in Better Auth, in a plugin in the text, or in a
 * preset of the schema. */
bool ag_config_is_declared(struct ag_config_reader *c, struct ag_str table);

/* Adds the tables of a plugin defined in the text, from its `schema`. */
void ag_config_read_own_tables(struct ag_config_reader *c,
                               struct ag_config_value schema);

/* The tables of Better Auth itself, which have separate options. */
enum {
    AG_CONFIG_USER,
    AG_CONFIG_SESSION,
    AG_CONFIG_ACCOUNT,
    AG_CONFIG_VERIFICATION,
    AG_CONFIG_RATE_LIMIT,
    AG_CONFIG_NTABLE
};
extern const char *const ag_config_tables[AG_CONFIG_NTABLE];

/* plugin.c */

/* Whether the call makes a plugin that has a preset, or needs none. */
bool ag_config_is_plugin(struct ag_config_reader *c,
                         struct ag_config_value call);

void ag_config_read_plugins(struct ag_config_reader *c,
                            struct ag_config_value list);

/* database.c */

/* Sets the datasource from a driver or an adapter around one; false if it is
 * unknown. */
bool ag_config_read_driver(struct ag_config_reader *c,
                           struct ag_config_value database);

/* The same for an adapter; then from what its first argument is made of; then
 * from the files of Drizzle or Prisma around the module that makes it, or around
 * the configuration. If none of them says it, the database is a guess. The value
 * may also be no adapter; then there was a warning, and this makes no other. */
void ag_config_find_database(struct ag_config_reader *c,
                             struct ag_config_value adapter);

/* The target and the convention for the project's release of Drizzle. */
const char *ag_config_drizzle(const struct ag_config_reader *c);

/* Whether `database` of betterAuth has one of its adapters. */
bool ag_config_has_adapter(struct ag_config_reader *c,
                           struct ag_config_value database);

/* Reads `database` of betterAuth: sets the datasource, and appends naming
 * styles to `settings`. */
void ag_config_read_database(struct ag_config_reader *c,
                             struct ag_config_value database,
                             struct ag_buf *settings);

/* Applies the option `schema` of drizzleAdapter, after all tables: the names
 * under which the application exports them. */
void ag_config_read_mapping(struct ag_config_reader *c);

/* A call that makes a Drizzle table, or a view or an enum of a schema. */
struct ag_config_maker {
    const char *provider;          /* NULL: it makes none */
    struct ag_config_value rename; /* a function for the table's name */
    struct ag_config_value schema; /* the schema inside the database */
};

/* What `call` makes: pgTable("x"), createTable("x") of createTable =
 * pgTableCreator(rename), auth.table("x") of auth = pgSchema(schema). */
struct ag_config_maker ag_config_drizzle_maker(struct ag_config_reader *c,
                                               struct ag_config_value call);

/* Reads the Drizzle table `v`: its name in the database becomes @@map of the
 * table's model, its database becomes the datasource. */
void ag_config_read_drizzle_table(struct ag_config_reader *c,
                                  struct ag_str table,
                                  struct ag_config_value v);

/* import.c: whether the module calls the function of a library with a
 * configuration. */
bool ag_config_has_call(const struct ag_config_module *module);

/* better_auth.c, auth_js.c: the libraries. `call` is the call that AG_ROOT
 * names, or only its options. */
void ag_config_read_better_auth(struct ag_config_reader *c,
                                struct ag_config_value call);
void ag_config_read_auth_js(struct ag_config_reader *c,
                            struct ag_config_value call);
void ag_config_read_lucia1(struct ag_config_reader *c,
                           struct ag_config_value call);
void ag_config_read_lucia2(struct ag_config_reader *c,
                           struct ag_config_value call);
void ag_config_read_lucia3(struct ag_config_reader *c,
                           struct ag_config_value call);

#endif
