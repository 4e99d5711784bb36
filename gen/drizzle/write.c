/* Writes the schema. */
#include "base/escape.h"
#include "base/words.h"
#include "gen/drizzle/tables.h"
#include "gen/schema/naming.h"
#include "gen/schema/type.h"

/* Notes that the text from here on comes from `v`. */
static void
mark(struct ag_drizzle *d, struct ag_config_value v)
{
    struct ag_origins *o = d->origins;
    bool full = (o->n & (o->n + 1)) == 0; /* 0, 1, 3, 7, … */

    if (full) {
        struct ag_origin *p =
            AG_NEW_ARRAY(d->arena, struct ag_origin, 2 * o->n + 1);
        if (o->n)
            memcpy(p, o->p, o->n * sizeof *p);
        o->p = p;
    }
    o->p[o->n++] = (struct ag_origin){d->out->n, ag_js_span(v.js)};
}

/* A setting of `config`; empty: not given. */
struct setting {
    const char *name;
    struct ag_str value;
};

static void
put_settings(struct ag_buf *out, const struct setting *settings, size_t n)
{
    uint32_t width = 0;

    for (size_t i = 0; i < n; i++)
        if (settings[i].value.n && strlen(settings[i].name) > width)
            width = (uint32_t)strlen(settings[i].name);
    if (width)
        ag_buf_fmt(out, "\nconfig {\n");
    for (size_t i = 0; i < n; i++)
        if (settings[i].value.n)
            ag_buf_fmt(out, "  %-*s = %.*s\n", (int)width, settings[i].name,
                       AG_ARG(settings[i].value));
    if (width)
        ag_buf_fmt(out, "}\n");
}

static struct ag_str
style_name(enum ag_style style)
{
    return style == AG_STYLE_as_is ? (struct ag_str){0}
                                   : ag_str(ag_style_names[style]);
}

static void
put_config(struct ag_drizzle *d)
{
    const struct ag_drizzle_settings *s = &d->settings;
    struct ag_str now = {0};
    struct ag_buf out;

    ag_buf_init(&out, d->arena);
    if (s->now.n)
        ag_config_put_text(&out, "sqlite.dbgenerated(",
                           ag_arena_fmt(d->arena, "(%.*s)", AG_ARG(s->now)),
                           ")");
    now = ag_buf_take(&out);
    ag_buf_free(&out);
    const struct setting settings[] = {
        {"convention", ag_str(!s->convention               ? ""
                              : d->release == AG_DRIZZLE_1 ? "\"drizzle@1\""
                                                           : "drizzle")},
        {"tables", style_name(s->tables)},
        {"columns", style_name(s->columns)},
        {"bigints", ag_str(s->numbers ? "number" : "")},
        {"autoincrement", ag_str(s->identities ? "identity" : "")},
        {"sqlite", ag_str(s->compat ? "compat" : "")},
        {"blockUnique",
         ag_str(s->block_index ? "index(\"{table}_{columns}_index\")" : "")},
        {"now", now},
    };
    put_settings(d->out, settings, sizeof settings / sizeof *settings);
}

/* Schemas inside the database. */

static void
put_schema_name(struct ag_drizzle *d, struct ag_map *seen, struct ag_str name,
                const char **before)
{
    if (!name.n)
        name = AG_STR("public");
    if (ag_drizzle_take(d, seen, name))
        return;
    ag_config_put_text(d->out, *before, name, "");
    *before = ", ";
}

static void
put_datasource(struct ag_drizzle *d)
{
    const char *before =
        d->settings.without_keys ? "  schemas      = [" : "  schemas  = [";
    struct ag_map seen = {0};

    ag_buf_fmt(d->out, "datasource db {\n  provider%s = \"%s\"\n",
               d->settings.without_keys ? "    " : "", d->provider);
    if (d->settings.without_keys)
        ag_buf_fmt(d->out, "  relationMode = \"prisma\"\n");
    if (d->settings.schemas) {
        for (const struct ag_drizzle_table *t = d->tables; t; t = t->next)
            put_schema_name(d, &seen, t->schema, &before);
        for (const struct ag_drizzle_enum *e = d->enums; e; e = e->next)
            if (e->name.n)
                put_schema_name(d, &seen, e->schema, &before);
        ag_buf_fmt(d->out, "]\n");
    }
    ag_buf_fmt(d->out, "}\n");
}

/* Appends @@schema, which every declaration has if one of them has it. */
static void
put_schema(struct ag_drizzle *d, struct ag_str name)
{
    if (d->settings.schemas)
        ag_config_put_text(d->out, "  @@schema(",
                           name.n ? name : AG_STR("public"), ")\n");
}

/* Appends @@map, unless the style makes the name. */
static void
put_map(struct ag_drizzle *d, struct ag_str model, struct ag_str name)
{
    if (!ag_str_eq(ag_style_apply(d->arena, d->settings.tables, model), name))
        ag_config_put_text(d->out, "  @@map(", name, ")\n");
}

/* Keys. */

/* Appends map: of a name that a schema does not give by default. */
static void
put_name(struct ag_buf *out, const char *before, struct ag_str name,
         struct ag_str implied)
{
    if (!ag_str_eq(name, implied)) {
        ag_buf_fmt(out, "%s", before);
        ag_config_put_text(out, "map: ", name, "");
    }
}

static void
put_part(struct ag_buf *out, const struct ag_drizzle_part *p)
{
    const char *before = "(";

    ag_buf_str(out, p->column->field);
    if (p->length.n) {
        ag_buf_fmt(out, "(length: %.*s", AG_ARG(p->length));
        before = ", ";
    }
    if (p->ops.n) {
        ag_buf_fmt(out, "%sops: raw(", before);
        ag_put_json(out, p->ops);
        ag_buf_char(out, ')');
        before = ", ";
    }
    if (p->descending) {
        ag_buf_fmt(out, "%ssort: Desc", before);
        before = ", ";
    }
    if (*before == ',')
        ag_buf_char(out, ')');
}

/* The names of index methods in a schema. */
static const char *
method_of(struct ag_drizzle *d, const struct ag_drizzle_key *key)
{
    static const char *const methods[][2] = {
        {"btree", ""},        {"hash", "Hash"}, {"gist", "Gist"},
        {"spgist", "SpGist"}, {"gin", "Gin"},   {"brin", "Brin"},
    };

    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (!key->method.n || ag_str_caseeq(key->method, ag_str(methods[i][0])))
            return key->method.n ? methods[i][1] : "";
    ag_drizzle_warn(d, key->at, "write the index in a migration",
                    "a schema has no index of the method '%.*s'",
                    AG_ARG(key->method));
    return "";
}

/* Whether one of several parts is an expression, which a schema does not have.
 */
static bool
is_mixed(const struct ag_drizzle_key *key)
{
    for (const struct ag_drizzle_part *p = key->parts; p; p = p->next)
        if (!p->column && key->parts->next)
            return true;
    return false;
}

/* The key of a column, by .unique() or .primaryKey(), has no line of its own.
 */
static void
put_key(struct ag_drizzle *d, const struct ag_drizzle_table *table,
        const struct ag_drizzle_key *key)
{
    static const char *const attributes[] = {
        [AG_DRIZZLE_PRIMARY] = "id",
        [AG_DRIZZLE_UNIQUE] = "unique",
        [AG_DRIZZLE_UNIQUE_INDEX] = "unique",
        [AG_DRIZZLE_INDEX] = "index",
    };
    struct ag_buf *out = d->out;
    const char *method = method_of(d, key);
    bool primary = key->kind == AG_DRIZZLE_PRIMARY;

    if (is_mixed(key)) {
        ag_drizzle_warn(d, key->at, "write the index in a migration",
                        "a schema has no index on several expressions");
        return;
    }
    mark(d, key->at);
    ag_buf_fmt(out, "  @@%s(", attributes[key->kind]);
    if (!key->parts->column) {
        ag_config_put_text(out, "expression: ", key->parts->expression, "");
    } else {
        for (const struct ag_drizzle_part *p = key->parts; p; p = p->next) {
            ag_buf_fmt(out, "%s", p == key->parts ? "[" : ", ");
            put_part(out, p);
        }
        ag_buf_char(out, ']');
    }
    if (method[0])
        ag_buf_fmt(out, ", type: %s", method);
    if (key->where.n)
        ag_config_put_text(out, ", where: ", key->where, "");
    if (!primary ||
        (ag_drizzle_has_names(d) && strcmp(d->provider, "mysql") != 0))
        put_name(out, ", ", ag_drizzle_key_name(d, table, key),
                 ag_drizzle_implied_key(d, table, key));
    if (ag_drizzle_is_other_unique(d, key))
        ag_buf_fmt(out, ", constraint: %s",
                   key->kind == AG_DRIZZLE_UNIQUE ? "true" : "false");
    ag_buf_fmt(out, ")\n");
}

/* References. */

static void
put_action(const struct ag_drizzle *d, struct ag_buf *out, const char *name,
           const char *action)
{
    if (action || !d->settings.convention)
        ag_buf_fmt(out, ", %s: %s", name, action ? action : "NoAction");
}

static void
put_reference_end(struct ag_drizzle *d, struct ag_buf *out,
                  const struct ag_drizzle_table *table,
                  const struct ag_drizzle_reference *r)
{
    if (d->settings.without_keys) {
        ag_buf_char(out, ')');
        return;
    }
    put_action(d, out, "onDelete", r->on_delete);
    put_action(d, out, "onUpdate", r->on_update);
    if (ag_drizzle_has_names(d))
        put_name(out, ", ", ag_drizzle_reference_name(d, table, r),
                 ag_drizzle_implied_reference(d, table, r));
    ag_buf_char(out, ')');
}

/* Whether a reference is written at its column. */
static bool
is_on_column(const struct ag_drizzle_table *table,
             const struct ag_drizzle_reference *r)
{
    if (r->columns->next)
        return false;
    for (const struct ag_drizzle_reference *i = table->references; i != r;
         i = i->next)
        if (!i->columns->next && i->columns->column == r->columns->column)
            return false;
    return true;
}

/* The name of a relation: the file's, or else one that is made of its field. */
static struct ag_str
label_of(struct ag_drizzle *d, const struct ag_drizzle_table *table,
         const struct ag_drizzle_reference *r)
{
    return r->label.n ? r->label
                      : ag_arena_fmt(d->arena, "%.*s_%.*s",
                                     AG_ARG(table->model), AG_ARG(r->forward));
}

static void
put_reference(struct ag_drizzle *d, struct ag_buf *out,
              const struct ag_drizzle_table *table,
              const struct ag_drizzle_reference *r)
{
    ag_buf_fmt(out, " @references(%.*s.%.*s", AG_ARG(r->target->model),
               AG_ARG(r->references->column->field));
    if (r->label.n)
        ag_config_put_text(out, ", name: ", r->label, "");
    if (!ag_str_eq(r->forward, ag_drizzle_forward(d, r)))
        ag_buf_fmt(out, ", as: %.*s", AG_ARG(r->forward));
    if (!ag_str_eq(r->back, ag_drizzle_back(d, table, r)))
        ag_buf_fmt(out, ", back: %.*s", AG_ARG(r->back));
    put_reference_end(d, out, table, r);
}

static void
put_fields(struct ag_buf *out, const char *name,
           const struct ag_drizzle_part *parts)
{
    ag_buf_fmt(out, "%s: [", name);
    for (const struct ag_drizzle_part *p = parts; p; p = p->next)
        ag_buf_fmt(out, "%s%.*s", p == parts ? "" : ", ",
                   AG_ARG(p->column->field));
    ag_buf_char(out, ']');
}

/* Fields: lines of names, types and attributes, which are aligned. */

struct line {
    struct line *next;
    struct ag_config_value at;
    struct ag_str name, type, attributes;
};
struct lines {
    struct line *first, **end;
};

static void
add_line(struct ag_drizzle *d, struct lines *lines, struct ag_config_value at,
         struct ag_str name, struct ag_str type, struct ag_buf *attributes)
{
    struct ag_str text = ag_buf_take(attributes);

    if (text.n && text.p[0] == ' ')
        text = ag_str_cut(text, 1, text.n);
    *lines->end = AG_NEW(d->arena, struct line);
    **lines->end = (struct line){NULL, at, name, type, text};
    lines->end = &(*lines->end)->next;
}

static void
pad(struct ag_buf *out, uint32_t n)
{
    while (n-- > 0)
        ag_buf_char(out, ' ');
}

static void
put_lines(struct ag_drizzle *d, const struct lines *lines)
{
    struct ag_buf *out = d->out;
    uint32_t name = 0, type = 0;

    for (const struct line *l = lines->first; l; l = l->next) {
        name = l->name.n > name ? l->name.n : name;
        type = l->type.n > type ? l->type.n : type;
    }
    for (const struct line *l = lines->first; l; l = l->next) {
        mark(d, l->at);
        ag_buf_fmt(out, "  %.*s", AG_ARG(l->name));
        if (l->type.n || l->attributes.n)
            pad(out, name - l->name.n + 1);
        ag_buf_str(out, l->type);
        if (l->attributes.n) {
            pad(out, type - l->type.n + (type > 0));
            ag_buf_str(out, l->attributes);
        }
        ag_buf_char(out, '\n');
    }
}

/* The relation of a reference that is not at a column: the side with the
 * columns, and the other one, which have one name. */
static void
add_forward(struct ag_drizzle *d, struct lines *lines,
            const struct ag_drizzle_table *table,
            const struct ag_drizzle_reference *r)
{
    bool nullable = false;
    struct ag_buf out;

    ag_buf_init(&out, d->arena);
    for (const struct ag_drizzle_part *p = r->columns; p; p = p->next)
        nullable |= !p->column->required;
    ag_config_put_text(&out, "@relation(", label_of(d, table, r), ", ");
    put_fields(&out, "fields", r->columns);
    put_fields(&out, ", references", r->references);
    put_reference_end(d, &out, table, r);
    add_line(d, lines, r->at, r->forward,
             ag_arena_fmt(d->arena, "%.*s%s", AG_ARG(r->target->model),
                          nullable ? "?" : ""),
             &out);
    ag_buf_free(&out);
}

static void
add_backs(struct ag_drizzle *d, struct lines *lines,
          const struct ag_drizzle_table *target)
{
    struct ag_buf out;

    ag_buf_init(&out, d->arena);
    for (const struct ag_drizzle_table *t = d->tables; t; t = t->next)
        for (const struct ag_drizzle_reference *r = t->references; r;
             r = r->next) {
            if (r->target != target || is_on_column(t, r))
                continue;
            ag_config_put_text(&out, "@relation(", label_of(d, t, r), ")");
            add_line(
                d, lines, r->at, r->back,
                ag_arena_fmt(d->arena, "%.*s%s", AG_ARG(t->model),
                             ag_drizzle_is_unique(t, r->columns) ? "?" : "[]"),
                &out);
        }
    ag_buf_free(&out);
}

/* Columns. */

/* The key of a column by .unique(), which is written at the column. */
static const struct ag_drizzle_key *
unique_of(const struct ag_drizzle_table *table,
          const struct ag_drizzle_column *column)
{
    for (const struct ag_drizzle_key *k = table->keys; k; k = k->next)
        if (k->on_column && k->parts->column == column)
            return k;
    return NULL;
}

static void
put_unique(struct ag_drizzle *d, struct ag_buf *out,
           const struct ag_drizzle_table *table,
           const struct ag_drizzle_key *unique)
{
    uint32_t before;

    ag_buf_fmt(out, " @unique");
    before = out->n;
    put_name(out, "(", ag_drizzle_key_name(d, table, unique),
             ag_drizzle_implied_key(d, table, unique));
    if (out->n > before)
        ag_buf_char(out, ')');
}

/* The default of a column, which is now() if its SQL is that of now(). */
static struct ag_str
default_of(const struct ag_drizzle *d, const struct ag_drizzle_column *c)
{
    bool now =
        strcmp(d->provider, "mysql") == 0
            ? d->settings.convention && ag_str_caseeq(c->sql, AG_STR("(now())"))
            : c->sql.n && ag_str_eq(c->sql, d->settings.now);

    return now ? AG_STR("now()") : c->value;
}

static void
add_column(struct ag_drizzle *d, struct lines *lines,
           const struct ag_drizzle_table *table,
           const struct ag_drizzle_column *c)
{
    struct ag_str type = c->of ? c->of->model : c->type;
    const struct ag_drizzle_key *unique = unique_of(table, c);
    struct ag_buf out;

    ag_buf_init(&out, d->arena);
    if (c->primary)
        ag_buf_fmt(&out, " @id");
    if (unique)
        put_unique(d, &out, table, unique);
    if (c->value.n)
        ag_buf_fmt(&out, " @default(%.*s)", AG_ARG(default_of(d, c)));
    if (c->updated)
        ag_buf_fmt(&out, " @updatedAt");
    if (c->list && c->required)
        ag_buf_fmt(&out, " @notNull");
    if (!ag_str_eq(ag_style_apply(d->arena, d->settings.columns, c->field),
                   c->name))
        ag_config_put_text(&out, " @map(", c->name, ")");
    if (c->native.n)
        ag_buf_fmt(&out, " @db.%.*s", AG_ARG(c->native));
    for (const struct ag_drizzle_reference *r = table->references; r;
         r = r->next)
        if (r->columns->column == c && is_on_column(table, r))
            put_reference(d, &out, table, r);
    add_line(d, lines, c->at, c->field,
             ag_arena_fmt(d->arena, "%.*s%s", AG_ARG(type),
                          c->list        ? "[]"
                          : !c->required ? "?"
                                         : ""),
             &out);
    ag_buf_free(&out);
}

/* Declarations. */

/* Appends the block attributes of an enum after an empty line. */
static void
put_enum_end(struct ag_drizzle *d, const struct ag_drizzle_enum *e)
{
    uint32_t before = d->out->n;

    ag_buf_char(d->out, '\n');
    put_map(d, e->model, e->name);
    put_schema(d, e->schema);
    if (d->out->n == before + 1)
        d->out->n = before;
}

static void
put_enum(struct ag_drizzle *d, const struct ag_drizzle_enum *e)
{
    struct lines lines = {.first = NULL};
    struct ag_buf map;
    unsigned n = 0;

    ag_buf_init(&map, d->arena);
    lines.end = &lines.first;
    for (const struct ag_drizzle_text *t = e->values; t; t = t->next) {
        struct ag_str name = t->text;
        n++;
        if (!ag_config_is_identifier(name)) {
            name = ag_arena_fmt(d->arena, "value%u", n);
            ag_config_put_text(&map, "@map(", t->text, ")");
        }
        add_line(d, &lines, e->at, name, (struct ag_str){0}, &map);
    }
    ag_buf_free(&map);
    ag_buf_char(d->out, '\n');
    mark(d, e->at);
    ag_buf_fmt(d->out, "enum %.*s {\n", AG_ARG(e->model));
    put_lines(d, &lines);
    if (e->name.n)
        put_enum_end(d, e);
    ag_buf_fmt(d->out, "}\n");
}

static void
put_table(struct ag_drizzle *d, const struct ag_drizzle_table *t)
{
    struct lines lines = {.first = NULL};
    struct ag_buf *out = d->out;
    uint32_t before;

    lines.end = &lines.first;
    for (const struct ag_drizzle_column *c = t->columns; c; c = c->next)
        add_column(d, &lines, t, c);
    for (const struct ag_drizzle_reference *r = t->references; r; r = r->next)
        if (!is_on_column(t, r))
            add_forward(d, &lines, t, r);
    add_backs(d, &lines, t);
    ag_buf_char(out, '\n');
    mark(d, t->at);
    ag_buf_fmt(out, "%s %.*s {\n", t->view ? "view" : "model",
               AG_ARG(t->model));
    put_lines(d, &lines);
    before = out->n;
    ag_buf_char(out, '\n');
    for (const struct ag_drizzle_key *k = t->keys; k; k = k->next)
        if (!k->on_column)
            put_key(d, t, k);
    for (const struct ag_drizzle_check *c = t->checks; c; c = c->next) {
        mark(d, c->at);
        ag_config_put_text(out, "  @@check(", c->expression, "");
        ag_config_put_text(out, ", map: ", c->name, ")\n");
    }
    mark(d, t->at);
    put_map(d, t->model, t->name);
    if (!ag_str_eq(ag_words(d->arena, ag_words_camel, t->model), t->code))
        ag_config_put_text(out, "  @@code(", t->code, ")\n");
    put_schema(d, t->schema);
    if (out->n == before + 1)
        out->n = before;
    ag_buf_fmt(out, "}\n");
}

void
ag_drizzle_write(struct ag_drizzle *d)
{
    ag_drizzle_choose_settings(d);
    put_datasource(d);
    put_config(d);
    for (const struct ag_drizzle_enum *e = d->enums; e; e = e->next)
        put_enum(d, e);
    for (const struct ag_drizzle_table *t = d->tables; t; t = t->next)
        put_table(d, t);
}
