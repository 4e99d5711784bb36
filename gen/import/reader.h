/*
 * What the readers of configurations share: values of modules, what is warned
 * of, and the schema as it is written. Private to gen/import/.
 *
 * Nothing that decides about tables may be passed over: what is not known from
 * the text is warned of by whoever asks for it, at its place. `hidden` carries
 * that from where the text breaks off to whoever asks.
 */
#ifndef AG_GEN_IMPORT_READER_H
#define AG_GEN_IMPORT_READER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "gen/import/import.h"
#include "gen/import/script.h"

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

/* A value, and the module whose names it uses. */
struct ag_config_value {
    const struct ag_config_module *module;
    const struct ag_js *js; /* NULL: there is none */
    bool hidden; /* whether there is one cannot be known for what `js` says */
};

struct ag_config_reader {
    const struct ag_config_loader *loader;
    struct ag_arena *arena;
    struct ag_diags *diags;
    struct ag_config_used *used; /* presets, in their order */
    struct ag_buf config, body;  /* more parts of what is written */
    const char *provider;        /* the datasource; NULL: not known */
    struct ag_config_module *modules;
    struct ag_config_value options; /* of betterAuth */
    struct ag_config_place *warned; /* places, each warned of once */
    struct ag_config_own *own;      /* tables that its plugins declare */
    unsigned steps; /* looks at values so far, and those in each other: what is
                       beyond a bound is not known */
    unsigned depth;
    bool snake;  /* names in the database are in snake case */
    bool plural; /* and those of tables have an s behind */
};

static const struct ag_config_value ag_nothing;

/* value.c: what the text says. */

/* Warns of what cannot be known: what, and what to write instead. */
void ag_config_warn(struct ag_config_reader *c, struct ag_config_value v,
                    const char *advice, const char *fmt, ...) AG_PRINTF(4, 5);

/* The module of a source; NULL after an error. */
const struct ag_config_module *ag_config_module(struct ag_config_reader *c,
                                                const struct ag_source *source);

/* What the module exports as `name`; none if that is in no text. */
struct ag_config_value ag_config_export(struct ag_config_reader *c,
                                        const struct ag_config_module *module,
                                        const char *name);

/* Follows names of constants, imports, and calls of functions that only return
 * a value, as far as it goes. */
struct ag_config_value ag_config_resolve(struct ag_config_reader *c,
                                         struct ag_config_value v);

/* The same; of a function what it returns. */
struct ag_config_value ag_config_returned(struct ag_config_reader *c,
                                          struct ag_config_value v);

/* The item of a list or call that is `n` behind the first; none if there are
 * fewer. */
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

/* Whether a value is this name or string, or nothing: undefined, null. They
 * want what was resolved. */
bool ag_said_is_name(struct ag_config_value v, const char *name);
bool ag_said_is_text(struct ag_config_value v, const char *text);
bool ag_said_is_nothing(struct ag_config_value v);

static inline bool
ag_said_is(struct ag_config_value v, enum ag_js_kind kind)
{
    return v.js && !v.hidden && v.js->kind == kind;
}

enum ag_truth { AG_NO, AG_YES, AG_UNKNOWN };

/* Whether a value counts as true. */
enum ag_truth ag_config_truth(struct ag_config_reader *c,
                              struct ag_config_value v);

/* Whether the option at `path` is set; if that is computed it is not, after a
 * warning. */
bool ag_config_is_set(struct ag_config_reader *c, struct ag_config_value object,
                      const char *path, const char *advice);

/* The text of a string; empty, after a warning, if it is computed. `what` is
 * what it says. */
struct ag_str ag_config_text(struct ag_config_reader *c,
                             struct ag_config_value v, const char *advice,
                             const char *what);

/* What to write instead of the name of a model, or of a table. */
extern const char ag_say_model[], ag_say_table[];

/* Calls `each` for every property of an object, also of those spread in it;
 * what is not known of them is warned of as of `what`. */
typedef void ag_config_each_fn(struct ag_config_reader *c, struct ag_str key,
                               struct ag_config_value v, void *more);
void ag_config_each(struct ag_config_reader *c, struct ag_config_value object,
                    ag_config_each_fn *each, void *more, const char *what);

/* Whether `part` is somewhere in the text. */
bool ag_config_contains(struct ag_str text, struct ag_str part);

/* The name that the function of a call has where it comes from; *package is the
 * module that is, empty if nothing says so. */
struct ag_str ag_config_function(struct ag_config_reader *c,
                                 struct ag_config_value call,
                                 struct ag_str *package);

/* config.c */

/* use "PRESET", once, however often it is asked for. The first one is that of
 * the library itself. */
void ag_config_use(struct ag_config_reader *c, const char *preset);

/* name.c: names in the schema. Those of tables are keys of the library:
 * "user", "twoFactor". */

bool ag_config_is_identifier(struct ag_str name);

/* A text in quotes, between what stands before and behind it. */
void ag_config_put_text(struct ag_buf *out, const char *before,
                        struct ag_str text, const char *after);

/* The model of a table. */
struct ag_str ag_config_model(struct ag_config_reader *c, struct ag_str table);

/* A field's name; @map says what it is where our language cannot. */
void ag_config_put_field(struct ag_config_reader *c, struct ag_buf *out,
                         struct ag_str name);

/* @@map, where the style of names does not make `name` of `model`. */
void ag_config_put_map(struct ag_config_reader *c, struct ag_buf *out,
                       struct ag_str model, struct ag_str name);

/* The same in an `extend` of the model of `table`. */
void ag_config_extend_map(struct ag_config_reader *c, struct ag_str table,
                          struct ag_str model, struct ag_str name);

/* extend model … { `text` }, if there is something to say. */
void ag_config_extend(struct ag_config_reader *c, struct ag_str table,
                      struct ag_str text);

/* modelName: what code and the database call the table. */
void ag_config_rename_table(struct ag_config_reader *c, struct ag_str table,
                            struct ag_str name);

/* What the database calls a table, which is the string `v`. */
void ag_config_map_table(struct ag_config_reader *c, struct ag_str table,
                         struct ag_config_value v);

/* fieldName, `v`, of a field. */
void ag_config_rename_column(struct ag_config_reader *c, struct ag_str table,
                             struct ag_str field, struct ag_config_value v);

/* fields: { email: "email_address" } of a table. */
void ag_config_rename_columns(struct ag_config_reader *c, struct ag_str table,
                              struct ag_config_value fields);

/* field.c */

/* defaultValue of a field that has Better Auth's type `type`. */
void ag_config_put_default(struct ag_config_reader *c, struct ag_buf *out,
                           struct ag_config_value v, struct ag_str type);

/* table.c */

/* What the options `options` say of one table: modelName, fields,
 * additionalFields. */
void ag_config_read_table(struct ag_config_reader *c, struct ag_str table,
                          struct ag_config_value options);

/* The tables that a plugin in the text declares: its `schema`. */
void ag_config_read_own_tables(struct ag_config_reader *c,
                               struct ag_config_value schema);

/* Those of Better Auth itself, each with options of its own. */
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
void ag_config_read_plugins(struct ag_config_reader *c,
                            struct ag_config_value list);

/* database.c */

/* The datasource, from a driver or an adapter around one; false if it is none
 * that is known. */
bool ag_config_read_driver(struct ag_config_reader *c,
                           struct ag_config_value database);

/* `database` of betterAuth: the datasource, and styles of names to `settings`.
 */
void ag_config_read_database(struct ag_config_reader *c,
                             struct ag_config_value database,
                             struct ag_buf *settings);

/* The table of Drizzle's that `v` is: its name in the database to @@map of the
 * model of `table`, its database to the datasource. */
void ag_config_read_drizzle_table(struct ag_config_reader *c,
                                  struct ag_str table,
                                  struct ag_config_value v);

/* better_auth.c, auth_js.c: libraries, from the call that AG_ROOT
 * names, or from the options alone. */
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
