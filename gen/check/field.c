/* Fields to columns and relations: types, native types, defaults. */
#include "base/escape.h"
#include "gen/check/checker.h"
#include "gen/schema/literal.h"
#include "gen/schema/sql.h"

/* The field whose attributes are being applied. */
struct context {
    struct ag_model *model;
    const struct ag_member *member;
    struct ag_field *field;
    struct ag_column *column; /* NULL: a relation */
    enum ag_dialect native; /* ck->dialect if a native type of that database is
                               set */
    bool encoded; /* the list is stored as one JSON value */
    bool untyped; /* its type was reported, so the rest cannot be checked */
};

typedef void attr_fn(struct ag_checker *ck, struct context *cx,
                     const struct ag_attr *attr,
                     const struct ag_expr *const *bound);

void
ag_add_field(struct ag_model *model, struct ag_field *field)
{
    field->model = model;
    if (model->last_field)
        model->last_field->next_field = field;
    else
        model->fields = field;
    model->last_field = field;
    if (field->is_relation) {
        struct ag_relation *relation = (struct ag_relation *)field;
        if (model->last_relation)
            model->last_relation->next = relation;
        else
            model->relations = relation;
        model->last_relation = relation;
    } else {
        struct ag_column *column = (struct ag_column *)field;
        if (model->last_column)
            model->last_column->next = column;
        else
            model->columns = column;
        model->last_column = column;
    }
}

/* Native types. */

static void
report_native(struct ag_checker *ck, struct ag_span span,
              const struct ag_column *column, struct ag_str provider,
              struct ag_str name)
{
    struct ag_diag *diag;
    struct ag_nearest nearest = ag_nearest(name);

    if (provider.n && ag_native_find(provider, name, AG_NSCALAR)) {
        ag_report(ck->diags, AG_BAD_NATIVE_TYPE, span,
                  "%.*s has no native type %.*s for %s", AG_ARG(provider),
                  AG_ARG(name), ag_scalar_name(column->scalar));
        return;
    }
    if (ag_str_eq(name, AG_STR("ObjectId"))) {
        ag_report(ck->diags, AG_MONGODB, span, "only MongoDB has @db.ObjectId");
        return;
    }
    if (provider.n)
        diag = ag_report(ck->diags, AG_BAD_NATIVE_TYPE, span,
                         "%.*s has no native type '%.*s'", AG_ARG(provider),
                         AG_ARG(name));
    else
        diag = ag_report(ck->diags, AG_BAD_NATIVE_TYPE, span,
                         "no database has a native type '%.*s' for %s",
                         AG_ARG(name), ag_scalar_name(column->scalar));
    for (const struct ag_native *t = ag_natives; t->name; t++)
        if (t->scalar == column->scalar &&
            (!provider.n || ag_str_eq(provider, ag_str(t->provider))))
            ag_nearest_try(&nearest, ag_str(t->name));
    ag_note_nearest(ck->diags, diag, ag_str_span(name), &nearest);
}

/* The native type `name` of `provider` for a scalar. A schema without a
 * datasource may use those of any database; the dialect's come first. */
static const struct ag_native *
find_native(const struct ag_checker *ck, enum ag_scalar scalar,
            struct ag_str provider, struct ag_str name)
{
    const struct ag_native *found;

    if (provider.n)
        return ag_native_find(provider, name, scalar);
    found = ag_native_find(ag_str(ag_dialects[ck->dialect].name), name, scalar);
    for (size_t i = 0; !found && i < AG_NDIALECT; i++)
        found = ag_native_find(ag_str(ag_dialects[i].name), name, scalar);
    return found;
}

/* The database that says what `native` means without arguments: NULL if it is
 * the dialect. Without a datasource it is the first database that has the type,
 * which is PostgreSQL for types of several, so that all dialects agree. */
static const struct ag_native *
foreign_native(const struct ag_checker *ck, const struct ag_native *native,
               struct ag_str provider)
{
    enum ag_dialect dialect;
    const struct ag_native *first = ag_natives;

    if (!provider.n) {
        while (first->scalar != native->scalar ||
               strcmp(first->name, native->name) != 0)
            first++;
        native = first;
    }
    return ag_dialect_find(ag_str(native->provider), &dialect) &&
                   dialect == ck->dialect
               ? NULL
               : native;
}

static bool
bad_native_args(struct ag_checker *ck, struct ag_span span,
                const struct ag_native *native, const char *wanted)
{
    ag_report(ck->diags, AG_BAD_NATIVE_TYPE, span, "%s takes %s", native->name,
              wanted);
    return false;
}

/* Checks the parameters of the native type that the schema has, or, with `on`
 * a database, that this type becomes there. Returns false after an error. */
static bool
check_bounds(struct ag_checker *ck, const struct ag_native *native,
             const uint32_t numbers[2], unsigned n, const char *on,
             struct ag_span span)
{
    /* MySQL 8.0 manual 11.1.3: D of DECIMAL(M, D). */
    uint32_t most = strcmp(native->provider, "mysql") == 0 ? 30 : UINT8_MAX;

    if (n > 0 && (numbers[0] < native->low || numbers[0] > native->high))
        ag_report(ck->diags, AG_BAD_NATIVE_TYPE, span,
                  "the argument of %s must be between %u and %u%s",
                  native->name, native->low, native->high, on);
    else if (n == 2 && numbers[1] > numbers[0])
        ag_report(ck->diags, AG_BAD_NATIVE_TYPE, span,
                  "the scale of %s must not exceed its precision",
                  native->name);
    else if (n == 2 && numbers[1] > most)
        ag_report(ck->diags, AG_BAD_NATIVE_TYPE, span,
                  "the scale of %s must be at most %u%s", native->name, most,
                  on);
    else
        return true;
    return false;
}

/* Parses the parameters of a native type. Returns false after an error. */
static bool
native_args(struct ag_checker *ck, const struct ag_native *native,
            const struct ag_expr *args, struct ag_span span,
            struct ag_type *type)
{
    uint32_t numbers[2] = {0, 0};
    unsigned n = 0;

    if (args && native->args == AG_ARGS_max && !args->next &&
        args->kind == AG_EXPR_NAME && ag_str_caseeq(args->text, AG_STR("max"))) {
        type->kind = ag_native_max(native);
        return true;
    }
    for (const struct ag_expr *e = args; e; e = e->next, n++)
        if (n == 2 || ag_label(e).n || e->kind != AG_EXPR_NUMBER ||
            !ag_str_uint(e->text, &numbers[n]))
            return bad_native_args(ck, ag_expr_span(e), native,
                                   native->args == AG_ARGS_none ? "no argument"
                                                                : "numbers");
    if (native->args == AG_ARGS_none && n > 0)
        return bad_native_args(ck, span, native, "no argument");
    if (native->args == AG_ARGS_one && n != 1)
        return bad_native_args(ck, span, native, "one number");
    if (native->args != AG_ARGS_two && n > 1)
        return bad_native_args(ck, span, native, "at most one number");
    type->n = numbers[0];
    type->s = (uint8_t)numbers[1];
    type->nargs = (uint8_t)n;
    return check_bounds(ck, native, numbers, n, "", span);
}

/* Checks the parameters that a native type gets in a database without it. */
static void
check_translation(struct ag_checker *ck, const struct ag_column *column,
                  struct ag_span span)
{
    const struct ag_dialect_info *dialect = &ag_dialects[ck->dialect];
    const struct ag_type type = column->type;
    const struct ag_native *own =
        ag_native_for(ag_str(dialect->name), type.kind, column->scalar);

    if (own && own->high)
        check_bounds(ck, own, (const uint32_t[]){type.n, type.s}, type.nargs,
                     ag_arena_fmt(ck->arena, " on %s", dialect->title).p, span);
}

/* Reports a native type that the dialect lacks at its first use, and counts the
 * others; see ag_note_translations. */
static void
report_translation(struct ag_checker *ck, const struct ag_native *native,
                   enum ag_type_kind kind, struct ag_span span)
{
    struct ag_translation **at = &ck->translations;

    while (*at && (*at)->native != native)
        at = &(*at)->next;
    if (*at) {
        (*at)->more++;
        return;
    }
    *at = AG_NEW(ck->arena, struct ag_translation);
    (*at)->native = native;
    (*at)->diag = ag_report(ck->diags, AG_NATIVE_TRANSLATED, span,
                            "%s has no %s; the column becomes %s",
                            ag_dialects[ck->dialect].title, native->name,
                            ag_type_names[kind]);
}

void
ag_note_translations(struct ag_checker *ck)
{
    for (const struct ag_translation *t = ck->translations; t; t = t->next)
        if (t->more)
            ag_note(ck->diags, t->diag, (struct ag_span){0, 0},
                    "and %u more column%s of %s", t->more,
                    t->more > 1 ? "s" : "", t->native->name);
}

/* Sets a native type of `provider`. The column gets the dialect's nearest type.
 */
static void
set_native(struct ag_checker *ck, struct ag_column *column,
           struct ag_str provider, struct ag_str name,
           const struct ag_expr *args, struct ag_span span)
{
    const struct ag_native *native =
        find_native(ck, column->scalar, provider, name);
    const struct ag_native *foreign;
    struct ag_type type;

    if (!native) {
        report_native(ck, span, column, provider, name);
        return;
    }
    type = (struct ag_type){.kind = native->type};
    if (!native_args(ck, native, args, span, &type))
        return;
    foreign = foreign_native(ck, native, provider);
    if (foreign && !args)
        ag_native_bare(foreign, ck->dialect, &type);
    column->native = native;
    column->type = ag_type_nearest(type, ck->dialect);
    if (foreign)
        check_translation(ck, column, span);
    /* MySQL's Text becomes text. */
    if (column->type.kind != type.kind &&
        !ag_str_caseeq(ag_str(native->name),
                       ag_str(ag_type_names[column->type.kind])))
        report_translation(ck, native, column->type.kind, span);
}

/* "@mysql.VarChar(255)" applies to MySQL only, and overrides "@db.…". An `Id`
 * takes it only if it fits the type of Id that config sets. A type for another
 * database may be for the declared `scalar`, which config stores as another
 * one.
 */
static void
set_qualified(struct ag_checker *ck, struct ag_column *column,
              enum ag_dialect dialect, struct ag_str name,
              enum ag_scalar scalar, const struct ag_expr *args,
              struct ag_span span)
{
    struct ag_str provider = ag_str(ag_dialects[dialect].name);
    bool id = scalar == AG_SCALAR_Id;
    uint32_t length;

    if (id && !ag_native_find(provider, name, column->scalar))
        return;
    if (id && args && ag_str_uint(args->text, &length) &&
        length < ck->id->width)
        return;
    if (dialect == ck->dialect)
        set_native(ck, column, provider, name, args, span);
    else if (!ag_native_find(provider, name, column->scalar) &&
             !ag_native_find(provider, name, scalar))
        report_native(ck, span, column, provider, name);
}

static void
attr_native(struct ag_checker *ck, struct context *cx,
            const struct ag_attr *attr, const struct ag_expr *const *bound)
{
    uint32_t dot = ag_str_find(attr->name, '.');
    struct ag_str prefix = ag_str_cut(attr->name, 0, dot);
    struct ag_str name = ag_str_cut(attr->name, dot + 1, attr->name.n);
    const struct ag_block *block = ck->schema->datasource;
    struct ag_str source =
        block && block->decl->name.n ? block->decl->name : AG_STR("db");
    enum ag_dialect dialect = AG_NDIALECT;
    bool qualified = ag_is_qualified(ck, attr->name, &dialect, &name);

    (void)bound;
    if (!qualified && !ag_str_eq(prefix, source)) {
        struct ag_diag *diag =
            ag_report(ck->diags, AG_UNKNOWN_ATTRIBUTE, ag_attr_span(attr),
                      "a native type must begin with the name of the "
                      "datasource, '%.*s', or of a database",
                      AG_ARG(source));
        ag_note(ck->diags, diag, (struct ag_span){0, 0},
                "did you mean '@%.*s.%.*s'?", AG_ARG(source), AG_ARG(name));
        if (ag_str_eq(prefix, AG_STR("db")))
            ag_fix(ck->diags, diag, ag_str_span(prefix), source);
        return;
    }
    if (!cx->column || cx->column->scalar >= AG_NSCALAR) {
        ag_report(ck->diags, AG_ATTRIBUTE_PLACE, ag_attr_span(attr),
                  "only a field of a scalar type can have a native type");
        return;
    }
    for (const struct ag_attr *a = cx->member->attrs; a != attr; a = a->next)
        if (ag_str_starts(a->name, ag_str_cut(attr->name, 0, dot + 1))) {
            ag_note(ck->diags,
                    ag_report(ck->diags, AG_DUPLICATE_ATTRIBUTE,
                              ag_attr_span(attr), "'%.*s' has two native types",
                              AG_ARG(cx->field->name)),
                    ag_attr_span(a), "first declared here");
            return;
        }
    if (qualified)
        set_qualified(ck, cx->column, dialect, name,
                      ag_scalar_find(cx->member->type), attr->args,
                      ag_attr_span(attr));
    else if (cx->native != ck->dialect)
        set_native(ck, cx->column, ck->provider, name, attr->args,
                   ag_attr_span(attr));
    if (dialect == ck->dialect)
        cx->native = dialect;
    cx->column->typed |= !qualified || dialect == ck->dialect;
}

/* Defaults. */

enum {
    TEXTS = 1 << AG_SCALAR_String | 1 << AG_SCALAR_Uuid | 1 << AG_SCALAR_Id,
    INTEGERS = 1 << AG_SCALAR_Int | 1 << AG_SCALAR_BigInt | 1 << AG_SCALAR_Id,
    TIMES = 1 << AG_SCALAR_DateTime | 1 << AG_SCALAR_Date | 1 << AG_SCALAR_Time,
    ALL = ~0,
};

/* The functions of @default, and the scalars that each is for. */
static const struct {
    struct ag_str name;
    enum ag_default_kind kind;
    int scalars;
    enum { NO_ARGS, VERSION, LENGTH, SQL, ANY_ARGS } args;
    const char *takes;
    const char *doc;
} functions[] = {
    {AG_LIT("now"), AG_DEFAULT_now, TIMES, NO_ARGS, "no argument",
     "The time when the row is created."},
    {AG_LIT("autoincrement"), AG_DEFAULT_autoincrement, INTEGERS, NO_ARGS,
     "no argument", "The next number, generated by the database."},
    {AG_LIT("uuid"), AG_DEFAULT_uuid, TEXTS, VERSION, "the version, 4 or 7",
     "A UUID of version 4 or 7, generated by the application."},
    {AG_LIT("cuid"), AG_DEFAULT_cuid, TEXTS, VERSION, "the version, 1 or 2",
     "A CUID of version 1 or 2, generated by the application."},
    {AG_LIT("ulid"), AG_DEFAULT_ulid, TEXTS, NO_ARGS, "no argument",
     "A ULID, generated by the application."},
    {AG_LIT("nanoid"), AG_DEFAULT_nanoid, TEXTS, LENGTH,
     "a length between 2 and 255",
     "A nano ID of 21 characters, or of the given length, generated by the "
     "application."},
    {AG_LIT("dbgenerated"), AG_DEFAULT_expression, ALL, SQL,
     "one string with SQL", "The value of an SQL expression in the database."},
    {AG_LIT("sequence"), AG_DEFAULT_sequence, INTEGERS, ANY_ARGS, NULL,
     "The next number of a sequence; only in CockroachDB."},
};

bool
ag_known_function(size_t i, struct ag_known *known)
{
    static const struct ag_arg_spec sql[] = {
        {"expression", AG_ARG_sql, AG_ARG_REQUIRED, NULL},
        {0},
    };

    if (i >= sizeof functions / sizeof *functions)
        return false;
    *known = (struct ag_known){.name = functions[i].name,
                               .doc = functions[i].doc,
                               .args = functions[i].args == SQL ? sql : NULL,
                               .places = (unsigned)functions[i].scalars};
    return true;
}

/* Adds the fix-it for quotes that are missing or superfluous. */
static void
fix_default(struct ag_checker *ck, struct ag_diag *diag,
            const struct ag_expr *e, const struct ag_column *column)
{
    const struct ag_str text = e->text;
    uint32_t number;
    bool bare = false;

    if (e->kind == AG_EXPR_NAME)
        for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
            if (ag_str_eq(text, functions[i].name) &&
                column->scalar < AG_NSCALAR &&
                functions[i].scalars >> column->scalar & 1) {
                ag_fix(ck->diags, diag, (struct ag_span){e->end, e->end},
                       AG_STR("()"));
                return;
            }
    if (column->scalar == AG_SCALAR_String &&
        (e->kind == AG_EXPR_NAME || e->kind == AG_EXPR_NUMBER))
        ag_fix_quotes(ck, diag, e);
    if (e->kind != AG_EXPR_STRING)
        return;
    if (column->scalar == AG_SCALAR_Int)
        bare = ag_str_uint(text, &number);
    else if (column->scalar == AG_SCALAR_Boolean)
        bare = ag_str_eq(text, AG_STR("true")) ||
               ag_str_eq(text, AG_STR("false"));
    else if (column->scalar == AG_SCALAR_enum)
        for (const struct ag_value_def *v = column->enum_type->values; v;
             v = v->next)
            bare |= ag_str_eq(text, v->name);
    if (bare)
        ag_fix(ck->diags, diag, ag_expr_span(e), text);
}

static void
bad_default(struct ag_checker *ck, const struct ag_expr *e,
            const struct ag_column *column)
{
    static const char *const wanted[AG_NSCALAR] = {
        [AG_SCALAR_String] = "a string",
        [AG_SCALAR_Boolean] = "true or false",
        [AG_SCALAR_Int] = "a whole number",
        [AG_SCALAR_BigInt] = "a whole number of 64 bits",
        [AG_SCALAR_Float] = "a number",
        [AG_SCALAR_Decimal] = "a number",
        [AG_SCALAR_DateTime] = "now() or a string, \"2026-01-31T12:00:00Z\"",
        [AG_SCALAR_Json] = "a string with JSON",
        [AG_SCALAR_Bytes] = "a string with base64",
        [AG_SCALAR_Date] = "now() or a string, \"2026-01-31\"",
        [AG_SCALAR_Time] = "now() or a string, \"12:00:00\"",
        [AG_SCALAR_Uuid] = "uuid() or a string",
        [AG_SCALAR_Id] = "a function or a string",
    };
    struct ag_diag *diag;

    if (column->scalar == AG_SCALAR_enum)
        diag = ag_report(ck->diags, AG_BAD_DEFAULT, ag_expr_span(e),
                         "the default of '%.*s' must be a value of %.*s",
                         AG_ARG(column->field.name),
                         AG_ARG(column->enum_type->name));
    else if (column->scalar == AG_SCALAR_unsupported)
        diag = ag_report(
            ck->diags, AG_BAD_DEFAULT, ag_expr_span(e),
            "the default of an Unsupported column must be dbgenerated()");
    else
        diag =
            ag_report(ck->diags, AG_BAD_DEFAULT, ag_expr_span(e),
                      "the default of a column of type %s must be %s",
                      ag_scalar_name(column->scalar), wanted[column->scalar]);
    fix_default(ck, diag, e, column);
}

static void
function_args(struct ag_checker *ck, struct ag_default *d,
              const struct ag_expr *e, size_t function)
{
    const struct ag_expr *arg = e->items;
    uint32_t number = 0;

    if (functions[function].args == ANY_ARGS || !arg)
        return;
    if (functions[function].args == SQL && arg->kind == AG_EXPR_STRING &&
        arg->text.n && !arg->next) {
        d->text = arg->text;
        return;
    }
    bool counted = arg->kind == AG_EXPR_NUMBER && !arg->next &&
                   ag_str_uint(arg->text, &number);
    if (functions[function].args == LENGTH && counted && number >= 2 &&
        number <= 255) {
        d->text = arg->text;
    } else if (functions[function].args == VERSION && counted && number == 7 &&
               d->kind == AG_DEFAULT_uuid) {
        d->kind = AG_DEFAULT_uuid7;
    } else if (functions[function].args == VERSION && counted && number == 2 &&
               d->kind == AG_DEFAULT_cuid) {
        d->kind = AG_DEFAULT_cuid2;
    } else if (functions[function].args != VERSION || !counted ||
               number != (d->kind == AG_DEFAULT_uuid ? 4 : 1)) {
        ag_report(ck->diags, AG_BAD_DEFAULT, ag_expr_span(arg),
                  "%.*s() takes %s", AG_ARG(e->text),
                  functions[function].takes);
    }
}

static bool
default_function(struct ag_checker *ck, struct ag_default *d,
                 const struct ag_expr *e, const struct ag_column *column)
{
    size_t n = sizeof functions / sizeof *functions, i = 0;

    if (ag_str_eq(e->text, AG_STR("auto"))) {
        ag_report(ck->diags, AG_MONGODB, ag_expr_span(e),
                  "only MongoDB has auto()");
        return false;
    }
    while (i < n && !ag_str_eq(e->text, functions[i].name))
        i++;
    if (i == n) {
        struct ag_nearest nearest = ag_nearest(e->text);
        for (i = 0; i < n; i++)
            ag_nearest_try(&nearest, functions[i].name);
        struct ag_diag *diag =
            ag_report(ck->diags, AG_BAD_DEFAULT, ag_expr_span(e),
                      "unknown function '%.*s'", AG_ARG(e->text));
        ag_note_nearest(ck->diags, diag,
                        (struct ag_span){e->text.at, e->text.at + e->text.n},
                        &nearest);
        return false;
    }
    if (functions[i].scalars != ALL &&
        (column->scalar >= AG_NSCALAR ||
         !(functions[i].scalars >> column->scalar & 1))) {
        ag_report(ck->diags, AG_BAD_DEFAULT, ag_expr_span(e),
                  "%.*s() cannot be the default of a column of type %s",
                  AG_ARG(e->text), ag_scalar_name(column->scalar));
        return false;
    }
    d->kind = functions[i].kind;
    d->args = e->items;
    function_args(ck, d, e, i);
    return true;
}

static bool
default_enum(struct ag_checker *ck, struct ag_default *d,
             const struct ag_expr *e, const struct ag_enum *type)
{
    struct ag_nearest nearest = ag_nearest(e->text);

    if (type->decl->broken)
        return false;
    d->value = ag_map_get(&type->by_name, e->text);
    if (d->value) {
        d->kind = AG_DEFAULT_enum;
        return true;
    }
    struct ag_diag *diag =
        ag_report(ck->diags, AG_UNKNOWN_VALUE, ag_expr_span(e),
                  "enum '%.*s' has no value '%.*s'", AG_ARG(type->name),
                  AG_ARG(e->text));
    for (const struct ag_value_def *v = diag->dropped ? NULL : type->values; v;
         v = v->next)
        ag_nearest_try(&nearest, v->name);
    ag_note_nearest(ck->diags, diag, ag_expr_span(e), &nearest);
    return false;
}

/* The kind of a literal for a scalar; AG_DEFAULT_none if it does not fit. */
static enum ag_default_kind
literal_kind(const struct ag_expr *e, enum ag_scalar scalar)
{
    bool string = e->kind == AG_EXPR_STRING;
    bool number = e->kind == AG_EXPR_NUMBER;
    bool whole = number && ag_str_find(e->text, '.') == e->text.n;
    struct ag_str s = e->text;
    bool fits = false;
    enum ag_default_kind kind = AG_DEFAULT_text;

    switch (scalar) {
    case AG_SCALAR_String:
    case AG_SCALAR_Uuid:
        fits = string;
        break;
    case AG_SCALAR_Id:
        fits = string || whole;
        kind = whole ? AG_DEFAULT_number : AG_DEFAULT_text;
        break;
    case AG_SCALAR_Boolean:
        fits = ag_is_boolean(e);
        kind = AG_DEFAULT_boolean;
        break;
    case AG_SCALAR_Int:
    case AG_SCALAR_BigInt:
        fits = whole && ag_int64_ok(s);
        kind = AG_DEFAULT_number;
        break;
    case AG_SCALAR_Float:
        fits = number;
        kind = AG_DEFAULT_number;
        break;
    case AG_SCALAR_Decimal:
        fits = number || (string && ag_number_ok(s));
        kind = AG_DEFAULT_number;
        break;
    case AG_SCALAR_DateTime:
        fits = string && s.n > 10 && s.p[4] == '-' && ag_timestamp_ok(s);
        kind = AG_DEFAULT_datetime;
        break;
    case AG_SCALAR_Date:
        fits = string && s.n == 10 && ag_timestamp_ok(s);
        kind = AG_DEFAULT_datetime;
        break;
    case AG_SCALAR_Time:
        fits = string && s.n > 2 && s.p[2] == ':' && ag_timestamp_ok(s);
        kind = AG_DEFAULT_datetime;
        break;
    case AG_SCALAR_Json:
        fits = string && ag_json_ok(s);
        kind = AG_DEFAULT_json;
        break;
    case AG_SCALAR_Bytes:
        fits = string && ag_base64_ok(s);
        kind = AG_DEFAULT_bytes;
        break;
    case AG_SCALAR_enum:
    case AG_SCALAR_unsupported:
        break;
    }
    return fits ? kind : AG_DEFAULT_none;
}

/* A number without zeros at the end of its fraction: databases and tools show
 * 1.50 as 1.5, and compare the text. */
static struct ag_str
without_zeros(struct ag_str number)
{
    uint32_t point = ag_str_find(number, '.');

    while (number.n > point &&
           (number.p[number.n - 1] == '0' || number.n == point + 1))
        number.n--;
    return number;
}

/* One value; false after an error. */
static bool
lower_value(struct ag_checker *ck, struct ag_default *d,
            const struct ag_expr *e, const struct ag_column *column)
{
    if (column->scalar == AG_SCALAR_enum && e->kind == AG_EXPR_NAME)
        return default_enum(ck, d, e, column->enum_type);
    if (column->values && e->kind == AG_EXPR_NAME) {
        if (!default_enum(ck, d, e, column->values))
            return false;
        d->kind = AG_DEFAULT_text;
        d->text = d->value->db_name;
        return true;
    }
    if (column->scalar < AG_NSCALAR)
        d->kind = literal_kind(e, column->scalar);
    d->text = column->scalar == AG_SCALAR_Float ? without_zeros(e->text)
                                                : e->text;
    if (d->kind == AG_DEFAULT_none)
        bad_default(ck, e, column);
    return d->kind != AG_DEFAULT_none;
}

static bool
lower_list(struct ag_checker *ck, struct ag_default *d,
           const struct ag_expr *e, const struct ag_column *column)
{
    struct ag_default **end = &d->items;

    d->kind = AG_DEFAULT_list;
    for (const struct ag_expr *item = e->items; item; item = item->next) {
        *end = AG_NEW(ck->arena, struct ag_default);
        if (!lower_value(ck, *end, item, column))
            return false;
        end = &(*end)->next;
    }
    return true;
}

/* Encodes a list's default as the JSON that its column stores. */
static bool
encode_list(struct ag_checker *ck, struct ag_default *d,
            const struct ag_expr *e, const struct ag_column *column)
{
    struct ag_buf json;

    ag_buf_init(&json, ck->arena);
    ag_buf_char(&json, '[');
    for (const struct ag_expr *item = e->items; item; item = item->next) {
        if (item != e->items)
            ag_buf_char(&json, ',');
        struct ag_default value = {0};
        if (column->values && item->kind == AG_EXPR_NAME) {
            if (!default_enum(ck, &value, item, column->values))
                return false;
            ag_put_json(&json, value.value->db_name);
        } else if (item->kind == AG_EXPR_STRING)
            ag_put_json(&json, item->text);
        else
            ag_buf_fmt(&json, "%.*s", AG_ARG(item->text));
    }
    ag_buf_char(&json, ']');
    d->text = ag_buf_take(&json);
    d->text.at = e->text.at;
    d->kind = column->scalar == AG_SCALAR_Json ? AG_DEFAULT_json
                                               : AG_DEFAULT_text;
    if (ag_json_ok(d->text))
        return true;
    bad_default(ck, e, column);
    return false;
}

static void
attr_default(struct ag_checker *ck, struct context *cx,
             const struct ag_attr *attr, const struct ag_expr *const *bound)
{
    const struct ag_expr *e = bound[0];
    struct ag_default *d = AG_NEW(ck->arena, struct ag_default);
    struct ag_column *column = cx->column;
    bool good;

    (void)attr;
    if (e->kind == AG_EXPR_CALL) {
        good = default_function(ck, d, e, column);
    } else if (cx->encoded && e->kind == AG_EXPR_ARRAY) {
        good = encode_list(ck, d, e, column);
    } else if (column->list != (e->kind == AG_EXPR_ARRAY)) {
        ag_report(
            ck->diags, AG_BAD_DEFAULT, ag_expr_span(e),
            column->list
                ? "the default of a list must be a list, such as []"
                : "the default of a field that is not a list cannot be a list");
        good = false;
    } else if (column->list) {
        good = lower_list(ck, d, e, column);
    } else {
        good = lower_value(ck, d, e, column);
    }
    d->map = bound[1] ? &bound[1]->text : NULL;
    if (good)
        column->default_value = d;
}

/* The other attributes of a field. */

static void
attr_map(struct ag_checker *ck, struct context *cx, const struct ag_attr *attr,
         const struct ag_expr *const *bound)
{
    (void)ck;
    (void)attr;
    cx->column->db_name = bound[0]->text;
}

static void
attr_ignore(struct ag_checker *ck, struct context *cx,
            const struct ag_attr *attr, const struct ag_expr *const *bound)
{
    (void)ck;
    (void)attr;
    (void)bound;
    cx->field->ignored = true;
}

static void
attr_shard_key(struct ag_checker *ck, struct context *cx,
               const struct ag_attr *attr, const struct ag_expr *const *bound)
{
    struct ag_column_ref *ref = AG_NEW(ck->arena, struct ag_column_ref);

    (void)bound;
    ref->column = cx->column;
    ag_set_shard_key(ck, cx->model, attr, ref);
}

static void
attr_updated_at(struct ag_checker *ck, struct context *cx,
                const struct ag_attr *attr, const struct ag_expr *const *bound)
{
    (void)bound;
    if (cx->column->scalar != AG_SCALAR_DateTime || cx->column->list)
        ag_report(ck->diags, AG_ATTRIBUTE_PLACE, ag_attr_span(attr),
                  "only a field of type DateTime can have @updatedAt");
    cx->column->updated_at = true;
}

static void
attr_not_null(struct ag_checker *ck, struct context *cx,
              const struct ag_attr *attr, const struct ag_expr *const *bound)
{
    (void)bound;
    if (!(cx->member->arity & AG_LIST))
        ag_report(ck->diags, AG_ATTRIBUTE_PLACE, ag_attr_span(attr),
                  "only a list can have @notNull; other fields are not null "
                  "without a '?'");
    cx->column->nullable = false;
}

enum { KEY_MAP, KEY_LENGTH, KEY_SORT, KEY_CLUSTERED, KEY_CONSTRAINT };
static const char *const sorts[] = {"Asc", "Desc", NULL};

static void
attr_key(struct ag_checker *ck, struct context *cx, const struct ag_attr *attr,
         const struct ag_expr *const *bound)
{
    bool primary = attr->kind == AG_ATTR_id;
    struct ag_key_part *part =
        ag_new_part(ck, cx->column, (struct ag_str){0});

    if (bound[KEY_LENGTH])
        ag_str_uint(bound[KEY_LENGTH]->text, &part->length);
    if (bound[KEY_SORT])
        part->sort = (enum ag_sort)(AG_SORT_asc +
                                    ag_arg_choice(bound[KEY_SORT], sorts));
    if (primary && cx->model->primary) {
        struct ag_diag *diag =
            ag_report(ck->diags, AG_DUPLICATE_KEY, ag_attr_span(attr),
                      "model '%.*s' already has a primary key; use @@id([…]) "
                      "for a key of several columns",
                      AG_ARG(cx->model->name));
        ag_note(ck->diags, diag, ag_attr_span(cx->model->primary->attr),
                "first declared here");
        return;
    }
    struct ag_key *key =
        ag_add_key(ck, cx->model, primary ? AG_KEY_primary : AG_KEY_unique,
                   part, ag_arg_text(bound[KEY_MAP]), true);
    key->attr = attr;
    if (bound[KEY_CLUSTERED])
        key->clustered =
            ag_str_eq(bound[KEY_CLUSTERED]->text, AG_STR("true"));
    if (!primary)
        ag_set_constraint(ck, key, bound[KEY_CONSTRAINT]);
}

/* Takes the name. relation.c binds the other arguments, with the other side. */
static void
attr_relation(struct ag_checker *ck, struct context *cx,
              const struct ag_attr *attr, const struct ag_expr *const *bound)
{
    struct ag_relation *relation = (struct ag_relation *)cx->field;

    (void)ck;
    (void)bound;
    for (const struct ag_expr *e = attr->args; e; e = e->next)
        if (e->kind == AG_EXPR_STRING && relation->name.n == 0 &&
            (ag_label(e).n == 0 || ag_str_eq(ag_label(e), AG_STR("name"))))
            relation->name = e->text;
    relation->name_given = relation->name.n > 0;
}

static void
attr_references(struct ag_checker *ck, struct context *cx,
                const struct ag_attr *attr, const struct ag_expr *const *bound)
{
    struct ag_reference *reference = AG_NEW(ck->arena, struct ag_reference);

    (void)bound;
    reference->model = cx->model;
    reference->column = cx->column;
    reference->attr = attr;
    if (ck->last_reference)
        ck->last_reference->next = reference;
    else
        ck->references = reference;
    ck->last_reference = reference;
}

static void
attr_check(struct ag_checker *ck, struct context *cx,
           const struct ag_attr *attr, const struct ag_expr *const *bound)
{
    ag_add_check(ck, cx->model, cx->column, attr, bound);
}

static const struct ag_arg_spec no_args[] = {{0}};
static const struct ag_arg_spec default_args[] = {
    {"value", AG_ARG_any, AG_ARG_REQUIRED, NULL},
    {"map", AG_ARG_db_name, AG_ARG_OPTIONAL, NULL},
    {0},
};
/* clang-format off */
#define KEY_ARGS                                                               \
    [KEY_MAP] = {"map", AG_ARG_db_name, AG_ARG_NAMED, NULL},                   \
    [KEY_LENGTH] = {"length", AG_ARG_integer, AG_ARG_OPTIONAL, NULL},          \
    [KEY_SORT] = {"sort", AG_ARG_name, AG_ARG_OPTIONAL, sorts},                \
    [KEY_CLUSTERED] = {"clustered", AG_ARG_boolean, AG_ARG_OPTIONAL, NULL}
/* clang-format on */
static const struct ag_arg_spec key_args[] = {KEY_ARGS, {0}};
static const struct ag_arg_spec unique_args[] = {
    KEY_ARGS,
    [KEY_CONSTRAINT] = {"constraint", AG_ARG_boolean, AG_ARG_OPTIONAL, NULL},
    {0},
};

/* The attributes of a field. @relation and @references are bound when the
 * relations are made (gen/check/relation.c). */
static const struct {
    enum ag_attr_kind kind;
    enum { COLUMN = AG_KNOWN_COLUMN, RELATION = AG_KNOWN_RELATION } place;
    const struct ag_arg_spec *args;
    attr_fn *apply;
    bool unbound; /* relation.c binds the arguments */
    const char *doc;
} attributes[] = {
    {AG_ATTR_id, COLUMN, key_args, attr_key, false,
     "The primary key of the model."},
    {AG_ATTR_unique, COLUMN, unique_args, attr_key, false,
     "No two rows have the same value."},
    {AG_ATTR_default, COLUMN, default_args, attr_default, false,
     "The value in new rows that do not set this column."},
    {AG_ATTR_map, COLUMN, ag_map_args, attr_map, false,
     "The name of the column in the database."},
    {AG_ATTR_updatedAt, COLUMN, no_args, attr_updated_at, false,
     "The time of the last change, set by the application."},
    {AG_ATTR_notNull, COLUMN, no_args, attr_not_null, false,
     "The column of a list is not null."},
    {AG_ATTR_ignore, COLUMN | RELATION, no_args, attr_ignore, false,
     "The field is in the database but not in code."},
    {AG_ATTR_relation, RELATION, ag_relation_args, attr_relation, true,
     "The columns of the relation, the columns they reference, and its name."},
    {AG_ATTR_references, COLUMN, ag_references_args, attr_references, true,
     "The column references a key of another model; the fields of both sides "
     "are generated."},
    {AG_ATTR_shardKey, COLUMN, no_args, attr_shard_key, false,
     "The column that chooses the shard of a row; only for Prisma."},
    {AG_ATTR_check, COLUMN, ag_check_args, attr_check, false,
     "A condition in SQL that the database checks for the column."},
};
enum { NATTRIBUTE = sizeof attributes / sizeof *attributes };

bool
ag_known_attribute(size_t i, struct ag_known *known)
{
    if (i >= NATTRIBUTE)
        return false;
    *known = (struct ag_known){.name = ag_attr_names[attributes[i].kind],
                               .doc = attributes[i].doc,
                               .args = attributes[i].args,
                               .places = attributes[i].place};
    return true;
}

static void
apply_attribute(struct ag_checker *ck, struct context *cx,
                const struct ag_attr *attr, const struct ag_attr *seen[NATTRIBUTE])
{
    const struct ag_expr *bound[AG_MAX_ARGS];
    size_t i = 0;

    if (attr->kind == AG_ATTR_native) {
        if (!cx->untyped)
            attr_native(ck, cx, attr, NULL);
        return;
    }
    while (i < NATTRIBUTE && attributes[i].kind != attr->kind)
        i++;
    if (i == NATTRIBUTE) {
        ag_report_attribute(ck, attr, ag_known_attribute);
        return;
    }
    if (seen[i]) {
        struct ag_diag *diag = ag_report_twice(ck, attr, seen[i]);
        if (!attr->args)
            ag_fix_drop(ck, diag, attr);
        return;
    }
    seen[i] = attr;
    if (cx->untyped && attributes[i].apply != attr_key &&
        attributes[i].args != ag_map_args)
        return;
    if (!(attributes[i].place & (cx->column ? COLUMN : RELATION))) {
        ag_report(ck->diags, AG_ATTRIBUTE_PLACE, ag_attr_span(attr),
                  cx->column
                      ? "@%.*s is allowed only on fields whose type is a model"
                      : "@%.*s is not allowed on a relation field",
                  AG_ARG(attr->name));
        return;
    }
    if (attributes[i].unbound ||
        ag_bind_attr(ck, attr, attributes[i].args, bound))
        attributes[i].apply(ck, cx, attr, bound);
}

/* Types. */

static void
report_type(struct ag_checker *ck, const struct ag_member *m)
{
    struct ag_nearest nearest = ag_nearest(m->type);
    struct ag_span span = ag_str_span(m->type);
    struct ag_diag *diag = ag_report(ck->diags, AG_UNKNOWN_TYPE, span,
                                     "unknown type '%.*s'", AG_ARG(m->type));

    if (diag->dropped)
        return;
    const struct ag_check_symbol *symbol = ag_find_symbol(ck, m->type);
    if (symbol && symbol->mixin) {
        ag_note(ck->diags, diag, (struct ag_span){0, 0},
                "use @@include(%.*s) to include the fields of this mixin",
                AG_ARG(m->type));
        return;
    }
    for (int i = 0; i < AG_NSCALAR; i++)
        ag_nearest_try(&nearest, ag_str(ag_scalar_name((enum ag_scalar)i)));
    for (const struct ag_model *t = ck->schema->models; t; t = t->next)
        ag_nearest_try(&nearest, t->name);
    for (const struct ag_enum *e = ck->schema->enums; e; e = e->next)
        ag_nearest_try(&nearest, e->name);
    ag_note_nearest(ck->diags, diag, span, &nearest);
}

/* The type of a field, resolved. */
struct lookup {
    enum ag_scalar scalar;
    const struct ag_enum *enum_type;
    const struct ag_model *model;
};

static bool
look_up_type(struct ag_checker *ck, const struct ag_member *m,
             struct lookup *found)
{
    *found = (struct lookup){.scalar = ag_scalar_find(m->type)};
    if (m->value) {
        found->scalar = AG_SCALAR_unsupported;
        if (ag_str_eq(m->type, AG_STR("Unsupported")))
            return true;
        ag_report(ck->diags, AG_UNKNOWN_TYPE, ag_str_span(m->type),
                  "only the type Unsupported(\"…\") has an argument");
        return false;
    }
    if (ag_scalar_is_prisma(found->scalar))
        return true;
    const struct ag_check_symbol *symbol = ag_find_symbol(ck, m->type);
    if (symbol && symbol->enum_type) {
        found->scalar = AG_SCALAR_enum;
        found->enum_type = symbol->enum_type;
        return true;
    }
    if (symbol && symbol->model) {
        found->model = symbol->model;
        return true;
    }
    if (found->scalar < AG_NSCALAR)
        return true;
    /* A composite type was reported at its declaration. */
    if (!symbol || symbol->mixin)
        report_type(ck, m);
    return false;
}

/* Applies a native type, or the one for the dialect from a list. False if there
 * is none. */
static bool
apply_config(struct ag_checker *ck, struct ag_column *column,
             enum ag_scalar scalar, const struct ag_expr *e)
{
    bool list = e && e->kind == AG_EXPR_ARRAY, applied = false;

    for (e = list ? e->items : e; e; e = list ? e->next : NULL) {
        enum ag_dialect dialect = ck->dialect;
        struct ag_str name;
        if (ag_is_qualified(ck, e->text, &dialect, &name))
            set_qualified(ck, column, dialect, name, scalar, e->items,
                          ag_expr_span(e));
        else
            set_native(ck, column, ck->provider, e->text, e->items,
                       ag_expr_span(e));
        applied |= dialect == ck->dialect;
    }
    return applied;
}

/* Applies the native type of the scalar in the schema's config, otherwise that
 * in a convention, otherwise that in the library's. */
static void
default_native(struct ag_checker *ck, const struct context *cx,
               struct ag_column *column, enum ag_scalar scalar)
{
    const struct ag_config *own = ck->configs;
    const struct ag_config *config = scalar == AG_SCALAR_Id
                                         ? ck->id_config
                                         : ag_config_of(ck, cx->model->decl);

    if (apply_config(ck, column, scalar, own->types[scalar]))
        return;
    for (const struct ag_config *c = config->base; c; c = c->base)
        if (apply_config(ck, column, scalar, c->types[scalar]))
            return;
    if (config != own)
        apply_config(ck, column, scalar, config->types[scalar]);
}

/* Whether a native type for Json applies to a field. */
static bool
has_json_type(const struct ag_checker *ck, const struct ag_member *m)
{
    for (const struct ag_attr *a = m->attrs; a; a = a->next) {
        enum ag_dialect dialect = ck->dialect;
        struct ag_str provider = ck->provider, name;
        if (a->kind != AG_ATTR_native)
            continue;
        if (ag_is_qualified(ck, a->name, &dialect, &name))
            provider = ag_str(ag_dialects[dialect].name);
        else
            name =
                ag_str_cut(a->name, ag_str_find(a->name, '.') + 1, a->name.n);
        if (dialect == ck->dialect &&
            find_native(ck, AG_SCALAR_Json, provider, name))
            return true;
    }
    return false;
}

/* Applies the config's choice of how lists and Json are stored. */
static void
encode(struct ag_checker *ck, struct context *cx, struct ag_column *column)
{
    const struct ag_config *config = ag_config_of(ck, cx->model->decl);
    bool arrays = config->lists == AG_LISTS_array ||
                  (config->lists == AG_LISTS_array_or_json &&
                   !ag_lacks(ck, AG_FEATURE_list));

    if (column->scalar >= AG_NSCALAR)
        return;
    if (column->list && !arrays) {
        cx->encoded = true;
        column->list = false;
        column->scalar = config->lists == AG_LISTS_text ? AG_SCALAR_String
                                                        : AG_SCALAR_Json;
        column->native = NULL;
        column->type = ag_scalar_type(column->scalar, ck->dialect);
        default_native(ck, cx, column, column->scalar);
    }
    if (column->scalar == AG_SCALAR_Json &&
        config->json == AG_JSON_jsonb_or_text &&
        ck->dialect != AG_DIALECT_postgresql &&
        !has_json_type(ck, cx->member)) {
        column->scalar = AG_SCALAR_String;
        column->native = NULL;
        column->type = (struct ag_type){.kind = AG_TYPE_text};
    }
}

static void
set_type(struct ag_checker *ck, const struct context *cx,
         struct ag_column *column, const struct lookup *type,
         const struct ag_member *m)
{
    column->scalar = type->scalar;
    if (type->scalar == AG_SCALAR_enum && type->enum_type->as_text) {
        column->scalar = AG_SCALAR_String;
        column->values = type->enum_type;
        column->type = ag_scalar_type(AG_SCALAR_String, ck->dialect);
        default_native(ck, cx, column, AG_SCALAR_String);
        return;
    }
    column->enum_type = type->enum_type;
    if (type->scalar == AG_SCALAR_enum) {
        column->type.kind = AG_TYPE_enum;
    } else if (type->scalar == AG_SCALAR_unsupported) {
        column->type.kind = AG_TYPE_unsupported;
        column->unsupported = m->value;
    } else {
        if (type->scalar == AG_SCALAR_Id)
            column->scalar = ck->id->scalar;
        column->type = ag_scalar_type(type->scalar == AG_SCALAR_Id &&
                                              ck->id->scalar != AG_SCALAR_String
                                          ? ck->id->scalar
                                          : type->scalar,
                                      ck->dialect);
        default_native(ck, cx, column, type->scalar);
    }
}

static void
note_arity(struct ag_checker *ck, const struct ag_member *m, bool *list,
           bool *nullable)
{
    *list = m->arity & AG_LIST;
    *nullable = m->arity & AG_OPTIONAL;
    if (*list && *nullable) {
        ag_fix_optional(
            ck,
            ag_report(ck->diags, AG_OPTIONAL_LIST, ag_str_span(m->type),
                      "a list cannot be optional; use an empty list instead"),
            m, false);
        *nullable = false;
    }
}

static struct ag_field *
new_column(struct ag_checker *ck, struct context *cx,
           const struct lookup *type)
{
    struct ag_column *column = AG_NEW(ck->arena, struct ag_column);

    note_arity(ck, cx->member, &column->list, &column->nullable);
    /* As in Prisma, an empty list may be NULL. */
    column->nullable |= column->list;
    column->db_name = ag_style_apply(
        ck->arena, (enum ag_style)ag_config_of(ck, cx->model->decl)->columns,
        ag_renamed(cx->model->decl, cx->member->name));
    set_type(ck, cx, column, type, cx->member);
    column->as_number = ag_config_of(ck, cx->model->decl)->bigints ==
                        AG_BIGINTS_number;
    encode(ck, cx, column);
    cx->column = column;
    return &column->field;
}

static struct ag_field *
new_relation(struct ag_checker *ck, const struct context *cx,
             const struct lookup *type)
{
    struct ag_relation *relation = AG_NEW(ck->arena, struct ag_relation);

    relation->field.is_relation = true;
    relation->target = type->model;
    note_arity(ck, cx->member, &relation->list, &relation->nullable);
    return &relation->field;
}

/* Gives `id Id @id` the default that `config { id }` sets. The database makes
 * it if it can, because not all programs use the target. */
static void
default_id(struct ag_checker *ck, struct context *cx)
{
    struct ag_column *column = cx->column;
    const struct ag_key *primary = cx->model->primary;

    if (column->default_value || ck->id->default_kind == AG_DEFAULT_none ||
        !primary || !primary->on_field || primary->parts->column != column)
        return;
    if (ag_attr_of(cx->member->attrs, AG_ATTR_references))
        return;
    const struct ag_expr *sql = ag_config_of(ck, cx->model->decl)->uuid;
    if (ck->id->default_kind == AG_DEFAULT_uuid && sql &&
        sql->items->text.n == 0)
        return; /* the application makes it */
    struct ag_default *d = AG_NEW(ck->arena, struct ag_default);
    d->kind = ck->id->default_kind;
    if (d->kind == AG_DEFAULT_uuid && sql) {
        d->kind = AG_DEFAULT_expression;
        d->text = sql->items->text;
    } else if (d->kind == AG_DEFAULT_uuid &&
               column->type.kind == AG_TYPE_uuid &&
               ag_dialects[ck->dialect].uuid[0]) {
        d->kind = AG_DEFAULT_expression;
        d->text = ag_str(ag_dialects[ck->dialect].uuid);
    }
    column->default_value = d;
}

/* Whether SQL of a number is a default that a field of `scalar` may have. */
static bool
is_number_of(enum ag_scalar scalar, struct ag_str number)
{
    if (scalar == AG_SCALAR_Int || scalar == AG_SCALAR_BigInt)
        return ag_str_find(number, '.') == number.n;
    return scalar == AG_SCALAR_Float || scalar == AG_SCALAR_Decimal;
}

/* Makes dbgenerated("5") the default 5: all tools recognise a literal in the
 * database, but few recognise SQL. */
static void
settle_literal(const struct ag_checker *ck, const struct ag_column *column,
               struct ag_default *d)
{
    struct ag_sql_default sql;

    if (d->kind != AG_DEFAULT_expression || column->list)
        return;
    sql = ag_read_default(d->text, ck->dialect, ck->arena);
    if (sql.on_update.n)
        return;
    if (sql.form == AG_SQL_number && is_number_of(column->scalar, sql.text))
        d->kind = AG_DEFAULT_number;
    else if (sql.form == AG_SQL_string && column->scalar == AG_SCALAR_String)
        d->kind = AG_DEFAULT_text;
    else if (sql.form == AG_SQL_string && column->scalar == AG_SCALAR_Json)
        d->kind = AG_DEFAULT_json;
    else
        return;
    d->text = sql.text;
}

/* Applies the config to the default of a column: gives now() its SQL, or removes
 * what the config says that columns do not have. */
static void
settle_default(struct ag_checker *ck, const struct ag_model *model,
               struct ag_column *column)
{
    const struct ag_config *config = ag_config_of(ck, model->decl);
    const struct ag_expr *now = column->updated_at && config->updated_now
                                    ? config->updated_now
                                    : config->now;
    /* The checker owns the default. */
    struct ag_default *d = (struct ag_default *)column->default_value;
    enum ag_type_kind type = column->type.kind;
    bool removed = false;

    if (!d)
        return;
    column->identity = d->kind == AG_DEFAULT_autoincrement &&
                       config->autoincrement == AG_AUTOINCREMENT_identity &&
                       ck->dialect == AG_DIALECT_postgresql;
    if (d->kind == AG_DEFAULT_boolean)
        removed = config->defaults == AG_DEFAULTS_none;
    else if (d->kind <= AG_DEFAULT_list)
        removed = config->defaults != AG_DEFAULTS_all;
    else if (d->kind == AG_DEFAULT_now && now &&
             (type == AG_TYPE_datetime || type == AG_TYPE_timestamp ||
              type == AG_TYPE_timestamptz)) {
        d->text = now->items->text;
        removed = d->text.n == 0;
    }
    if (removed)
        column->default_value = NULL;
    settle_literal(ck, column, d);
}

static void
check_field(struct ag_checker *ck, struct ag_model *model,
            const struct ag_member *m)
{
    const struct ag_attr *seen[NATTRIBUTE] = {NULL};
    struct context cx = {
        .model = model, .member = m, .native = AG_NDIALECT};
    struct lookup type;

    if (!look_up_type(ck, m, &type)) {
        /* The field is kept, so that its name is known elsewhere. */
        type = (struct lookup){.scalar = AG_SCALAR_unsupported};
        cx.untyped = true;
    }
    cx.field = type.model ? new_relation(ck, &cx, &type)
                          : new_column(ck, &cx, &type);
    cx.field->decl = m;
    cx.field->documented = m->doc != NULL;
    cx.field->name = ag_renamed(model->decl, m->name);
    ag_add_field(model, cx.field);
    /* @map first: other attributes make names from the column's. */
    for (const struct ag_attr *a = m->attrs; a; a = a->next)
        if (a->kind == AG_ATTR_map)
            apply_attribute(ck, &cx, a, seen);
    for (const struct ag_attr *a = m->attrs; a; a = a->next)
        if (a->kind != AG_ATTR_map)
            apply_attribute(ck, &cx, a, seen);
    if (type.scalar == AG_SCALAR_Id && !type.model)
        default_id(ck, &cx);
    if (cx.column)
        settle_default(ck, model, cx.column);
}

/* Enters a field's name; models with many fields get a map. */
static void
check_field_name(struct ag_checker *ck, struct ag_model *model,
                 const struct ag_member *m, unsigned *count)
{
    enum { FEW = 24 };
    struct ag_str name = ag_renamed(model->decl, m->name);
    const struct ag_field *first = ag_find_field(model, name);

    if (first)
        ag_report_duplicate(ck, "field", name, ag_field_span(first));
    if ((name.p[0] >= '0' && name.p[0] <= '9') || name.p[0] == '_' ||
        ag_str_find(name, '-') < name.n)
        ag_fix_member_name(
            ck,
            ag_report(
                ck->diags, AG_BAD_NAME, ag_str_span(name),
                "the name of a field must begin with a letter and must not "
                "contain '-'; use @map for any other name of its column"),
            model->decl, m);
    if (++*count == FEW)
        for (struct ag_field *f = model->fields; f; f = f->next_field)
            *ag_map_put(&model->by_name, ck->arena, f->name) = f;
}

void
ag_check_fields(struct ag_checker *ck, struct ag_model *model)
{
    struct ag_member_iter walk = ag_members(ck, model->decl, true);
    const struct ag_member *m;
    unsigned count = 0;

    while ((m = ag_next_member(&walk))) {
        if (m->kind != AG_MEMBER_FIELD)
            continue;
        check_field_name(ck, model, m, &count);
        check_field(ck, model, m);
        if (model->by_name.slots)
            *ag_map_put(&model->by_name, ck->arena, model->last_field->name) =
                model->last_field;
    }
    if (!model->columns && !model->decl->broken)
        ag_report(ck->diags, AG_EMPTY_BLOCK, ag_model_span(model),
                  "model '%.*s' has no columns", AG_ARG(model->name));
}
