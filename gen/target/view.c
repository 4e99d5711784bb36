#include "gen/target/view.h"

#include "base/map.h"
#include "gen/schema/convention.h"
#include "gen/schema/literal.h"
#include "gen/schema/naming.h"
#include "gen/schema/sql.h"

/* Computed properties of view.def. */

static struct ag_str
view_ident(const struct ag_view *v, enum ag_name_kind kind, uint32_t index)
{
    return v->idents[kind] ? v->idents[kind][index] : (struct ag_str){0};
}

/* The lists of the schema, as far as they are shown. */

static bool
is_here(const struct ag_view *v, const struct ag_model *m)
{
    return ag_model_module(v->partition, m).n == 0;
}

const struct ag_model *
ag_first_model(const struct ag_view *v)
{
    const struct ag_model *m = v->schema->models;

    if (v->probing)
        return v->probed_model;
    return !m || is_here(v, m) ? m : ag_next_model(v, m);
}

const struct ag_model *
ag_next_model(const struct ag_view *v, const struct ag_model *m)
{
    if (v->probing)
        return NULL;
    do
        m = m->next;
    while (m && !is_here(v, m));
    return m;
}

static const struct ag_model *
last_model(const struct ag_view *v)
{
    const struct ag_model *m = v->schema->last_model;

    if (v->probing)
        return v->probed_model;
    while (m && !is_here(v, m))
        m = m->previous;
    return m;
}

static const struct ag_model *
previous_model(const struct ag_view *v, const struct ag_model *m)
{
    if (v->probing)
        return NULL;
    do
        m = m->previous;
    while (m && !is_here(v, m));
    return m;
}

/* The models of other outputs. */
static const struct ag_model *
next_other(const struct ag_view *v, const struct ag_model *m)
{
    do
        m = m->next;
    while (m && is_here(v, m));
    return m;
}

static const struct ag_model *
first_other(const struct ag_view *v)
{
    const struct ag_model *m = v->partition ? v->schema->models : NULL;

    return m && is_here(v, m) ? next_other(v, m) : m;
}

/* The enum `e` or the next one that is shown and stored in this way. */
static const struct ag_enum *
shown_enum(const struct ag_view *v, const struct ag_enum *e, bool as_text)
{
    while (e && (e->as_text != as_text || ag_enum_module(v->partition, e).n))
        e = e->next;
    return e;
}

const struct ag_enum *
ag_first_enum(const struct ag_view *v, bool as_text)
{
    if (v->probing)
        return as_text ? NULL : v->probed_enum;
    return shown_enum(v, v->schema->enums, as_text);
}

const struct ag_enum *
ag_next_enum(const struct ag_view *v, const struct ag_enum *e)
{
    return v->probing ? NULL : shown_enum(v, e->next, e->as_text);
}

static bool
is_shown(const struct ag_view *v, const struct ag_relation *r)
{
    return !is_here(v, r->field.model) ||
           ag_relation_is_visible(v->partition, r);
}

const struct ag_relation *
ag_shown_relation(const struct ag_view *v, const struct ag_relation *r)
{
    while (r && !is_shown(v, r))
        r = r->next;
    return r;
}

static const struct ag_field *
shown_field(const struct ag_view *v, const struct ag_field *f)
{
    while (f && f->is_relation && !is_shown(v, (const struct ag_relation *)f))
        f = f->next_field;
    return f;
}

/* The first key from `key` on that no foreign key makes by itself. */
static const struct ag_key *
shown_key(const struct ag_key *key)
{
    while (key && ag_is_implied(key))
        key = key->next;
    return key;
}

/* "two-factor" of the preset "better-auth@1.6/two-factor/more". */
static struct ag_str
plugin_name(struct ag_str preset)
{
    uint32_t slash = ag_str_find(preset, '/');
    struct ag_str rest = ag_str_cut(preset, slash + (slash < preset.n),
                                    preset.n);
    return ag_str_cut(rest, 0, ag_str_find(rest, '/'));
}

/* The plugin whose preset added a declaration, or one of its members, to the
 * schema; NULL: none. */
static const struct ag_plugin *
plugin_of(const struct ag_view *v, const struct ag_composed *decl,
          const struct ag_member *member)
{
    const struct ag_unit *by = decl ? decl->unit : NULL;

    for (const struct ag_extension *e = decl ? decl->extensions : NULL;
         e && member; e = e->next)
        if (member->name.at > e->node->keyword.at &&
            member->name.at < e->node->end)
            by = e->unit;
    const struct ag_plugin *plugin = by && by->library ? v->plugins : NULL;
    while (plugin && !(plugin->library == by->library &&
                       ag_str_eq(plugin->name, plugin_name(by->name))))
        plugin = plugin->next;
    return plugin;
}

static struct ag_str
former_name(const struct ag_model *m)
{
    return m->decl ? m->decl->node->name : m->name;
}

static struct ag_str
doc_text(const struct ag_str *doc)
{
    return doc ? *doc : (struct ag_str){0};
}

static struct ag_str
decl_doc(const struct ag_composed *decl)
{
    return doc_text(decl ? decl->node->doc : NULL);
}

struct ag_str
ag_field_doc(const struct ag_field *field)
{
    return doc_text(field->documented ? field->decl->doc : NULL);
}

struct ag_str
ag_comment_head(struct ag_str s, uint32_t limit)
{
    uint32_t n = 0, i = 0;

    for (; limit && i < s.n; i++)
        if (!ag_utf8_is_continuation(s.p[i]) && n++ == limit)
            return ag_str_cut(s, 0, i);
    return s;
}

struct ag_str
ag_comment(const struct ag_view *v, struct ag_str doc, uint32_t limit)
{
    uint32_t n = 0;

    doc = ag_comment_head(doc, limit);
    if (!ag_dialects[v->schema->dialect].bmp_only || ag_str_is_bmp(doc))
        return doc;
    char *p = ag_arena_text(v->arena, doc.n);
    for (uint32_t i = 0; i < doc.n; i++) {
        bool beyond = (unsigned char)doc.p[i] >= 0xf0;
        p[n++] = beyond ? '?' : doc.p[i];
        i += beyond ? 3 : 0;
    }
    return (struct ag_str){p, n, doc.at};
}

static bool
is_primary(const struct ag_column *c)
{
    const struct ag_key *primary = c->field.model->primary;
    return primary && primary->parts->column == c && !primary->parts->next;
}

/* Prisma's names distinguish relations between two models, not within one. */
static bool
is_ambiguous(const struct ag_relation *r)
{
    const struct ag_model *models[] = {r->field.model, r->target};

    for (int i = 0; i < 2; i++)
        for (const struct ag_relation *q = models[i]->relations; q; q = q->next)
            if (q != r && q != r->back && q->name.n &&
                ag_str_eq(q->name, r->name))
                return true;
    return false;
}

/* The first foreign key of this column alone; NULL: none. */
static const struct ag_foreign_key *
foreign_key_of(const struct ag_column *c)
{
    const struct ag_foreign_key *f = c->field.model->foreign_keys;
    while (f && (f->columns->column != c || f->columns->next))
        f = f->next;
    return f;
}

static const struct ag_column *
references_of(const struct ag_column *c)
{
    const struct ag_foreign_key *f = foreign_key_of(c);
    return f ? f->references->column : NULL;
}

bool
ag_is_auto(const struct ag_column *c)
{
    const struct ag_default *d = c->default_value;
    return d && (d->kind == AG_DEFAULT_autoincrement ||
                 d->kind == AG_DEFAULT_sequence);
}

const struct ag_field *
ag_joined_field(const struct ag_view *v, const struct ag_key *key,
                struct ag_str *name)
{
    const struct ag_field *field;

    *name = (struct ag_str){0};
    for (const struct ag_key_part *p = key->parts; p && p->column; p = p->next)
        *name = ag_arena_fmt(v->arena, "%.*s%s%.*s", AG_ARG(*name),
                             name->n ? "_" : "", AG_ARG(p->column->field.name));
    field = key->parts->next ? ag_find_field(key->model, *name) : NULL;
    return field && !field->is_relation ? field : NULL;
}

/* Prisma's client calls a key of several columns by the names of their fields,
 * a_b. If a field has that name, a primary key needs another one. */
static struct ag_str
client_name(const struct ag_view *v, const struct ag_key *key)
{
    struct ag_str name;

    if (key->extra->client.n || key->kind != AG_KEY_primary ||
        !ag_joined_field(v, key, &name))
        return key->extra->client;
    do
        name = ag_arena_fmt(v->arena, "%.*s_id", AG_ARG(name));
    while (ag_find_field(key->model, name));
    return name;
}

static bool
is_key_named(const struct ag_view *v, const struct ag_key *key)
{
    return key->name.n &&
           !(v->tool &&
             ag_is_key_named_so(v->tool, key, v->schema->dialect, v->arena));
}

/* Whether SQLite makes the index of a key: that of a constraint, but not that
 * of an INTEGER PRIMARY KEY. */
static bool
is_auto_key(const struct ag_key *key)
{
    if (key->kind == AG_KEY_primary)
        return key->parts->next ||
               !ag_type_is(key->parts->column->type.kind, AG_FAMILY_integer);
    return key->kind == AG_KEY_unique &&
           ag_is_constraint(key, AG_DIALECT_sqlite);
}

/* Where a key is declared: in its column, counted from 1, or after all of them,
 * the primary key first. */
static uint32_t
auto_place(const struct ag_key *key)
{
    bool primary = key->kind == AG_KEY_primary;
    uint32_t n = 1;

    if (primary ? key->parts->next != NULL : key->name.n || !key->on_field)
        return primary ? UINT32_MAX - 1 : UINT32_MAX;
    for (const struct ag_column *c = key->model->columns;
         c != key->parts->column; c = c->next)
        n++;
    return n;
}

/* SQLite numbers the indexes that it makes for the keys of a table as they are
 * declared (build.c, sqlite3CreateIndex), and Prisma sees their names. */
static struct ag_str
auto_name(const struct ag_view *v, const struct ag_key *key)
{
    const struct ag_key *primary = key->model->primary;
    unsigned n = 1;
    uint32_t place;
    bool before = true;

    if (v->schema->dialect != AG_DIALECT_sqlite || key->name.n ||
        key->kind != AG_KEY_unique)
        return (struct ag_str){0};
    place = auto_place(key);
    if (primary && is_auto_key(primary) && auto_place(primary) < place)
        n++;
    for (const struct ag_key *k = key->model->keys; k; k = k->next) {
        before = before && k != key;
        if (k != key && is_auto_key(k))
            n += auto_place(k) < place || (before && auto_place(k) == place);
    }
    return ag_arena_fmt(v->arena, "sqlite_autoindex_%.*s_%u",
                        AG_ARG(key->model->table), n);
}

static bool
is_foreign_key_named(const struct ag_view *v, const struct ag_foreign_key *key)
{
    return key->name.n &&
           !(v->tool && ag_is_foreign_key_named_so(
                            v->tool, key, v->schema->dialect, v->arena));
}

const struct ag_key *
ag_identity(const struct ag_model *m)
{
    const struct ag_key *k = m->primary;

    if (k)
        return k;
    for (k = m->keys; k; k = k->next)
        if (k->kind == AG_KEY_unique && ag_is_required_key(k))
            return k;
    return NULL;
}

static bool
in_key(const struct ag_key *key, const struct ag_column *c)
{
    const struct ag_key_part *p = key ? key->parts : NULL;
    while (p && p->column != c)
        p = p->next;
    return p;
}

/* Whether the columns of a key are in the order of the table. */
static bool
is_in_order(const struct ag_key *key)
{
    const struct ag_key_part *p = key->parts;
    for (const struct ag_column *c = key->model->columns; c && p; c = c->next)
        if (p->column == c)
            p = p->next;
    return !p;
}

/* Whether a field or value has @map. */
static bool
maps_member(const struct ag_member *m)
{
    return m && ag_attr_of(m->attrs, AG_ATTR_map);
}

/* Whether a model or enum has @@map. */
static bool
maps_decl(const struct ag_composed *decl)
{
    const struct ag_member *m = decl ? decl->members : NULL;
    while (m && !ag_is_block_attr(m, AG_ATTR_map))
        m = m->next;
    return m != NULL;
}

/* The native type of the schema language for the column's type; NULL: the
 * scalar alone gives this type, or there is none. */
static const struct ag_native *
native_of(const struct ag_view *v, const struct ag_column *c)
{
    struct ag_str provider = AG_STR("cockroachdb");
    enum ag_scalar scalar = c->scalar;

    if (!ag_str_eq(v->schema->provider, provider))
        provider = ag_str(ag_dialects[v->schema->dialect].name);
    if (c->native && ag_str_eq(ag_str(c->native->provider), provider))
        return c->native;
    if (scalar >= AG_NSCALAR)
        return NULL;
    scalar = ag_scalar_plain(scalar);
    struct ag_type plain = ag_scalar_type(scalar, v->schema->dialect);
    if (plain.kind == c->type.kind && plain.nargs == c->type.nargs &&
        plain.n == c->type.n && plain.s == c->type.s)
        return NULL;
    return ag_native_for(provider, c->type.kind, scalar);
}

/* "VarChar(255)" */
static struct ag_str
native_text(const struct ag_view *v, const struct ag_column *c)
{
    const struct ag_native *native = native_of(v, c);
    struct ag_type t = c->type;

    if (!native)
        return (struct ag_str){0};
    if (native->args == AG_ARGS_max && native->type != t.kind)
        return ag_arena_fmt(v->arena, "%s(Max)", native->name);
    if (native->args == AG_ARGS_one && t.nargs == 0)
        t.n = ag_scalar_type(native->scalar, v->schema->dialect).kind == t.kind
                  ? ag_scalar_type(native->scalar, v->schema->dialect).n
                  : native->low;
    if (native->args == AG_ARGS_none ||
        (native->args != AG_ARGS_one && t.nargs == 0))
        return ag_str(native->name);
    if (native->args == AG_ARGS_two)
        return ag_arena_fmt(v->arena, "%s(%u, %u)", native->name, (unsigned)t.n,
                            (unsigned)t.s);
    return ag_arena_fmt(v->arena, "%s(%u)", native->name, (unsigned)t.n);
}

/* The scalar for this native type. */
static int
native_scalar(const struct ag_view *v, const struct ag_column *c)
{
    const struct ag_native *native = native_of(v, c);

    if (native)
        return (int)native->scalar;
    return (int)(c->scalar < AG_NSCALAR ? ag_scalar_plain(c->scalar)
                                        : c->scalar);
}

/* The unique key written at a field. */
static const struct ag_key *
field_key(const struct ag_column *c)
{
    const struct ag_key *k = c->field.model->keys;
    while (k && !(k->on_field && k->parts->column == c))
        k = k->next;
    return k;
}

/* "user_role_df": Prisma's name of a column's constraint. */
static struct ag_str
column_constraint(const struct ag_view *v, const struct ag_column *c,
                  const char *suffix)
{
    return ag_constraint_name(v->arena, c->field.model->table, &c->db_name, 1,
                              suffix,
                              ag_dialects[v->schema->dialect].constraint_limit);
}

static struct ag_str
default_name(const struct ag_view *v, const struct ag_column *c)
{
    const struct ag_default *d = c->default_value;
    return d && d->map ? *d->map : column_constraint(v, c, "_df");
}

static struct ag_str
check_name(const struct ag_view *v, const struct ag_column *c)
{
    return column_constraint(v, c, "_check");
}

static struct ag_str
timestamp_utc(const struct ag_view *v, const struct ag_default *d)
{
    return ag_timestamp_text(v->arena, d->text, false);
}

/* A timestamp with `n` digits of a second, at most six. */
static struct ag_str
with_digits(const struct ag_view *v, struct ag_str utc, uint32_t n)
{
    uint32_t point = ag_str_find(utc, '.');
    struct ag_str whole = ag_str_cut(utc, 0, point);

    if (n == 0)
        return whole;
    utc = ag_arena_fmt(v->arena, "%.*s%s000000", AG_ARG(utc),
                       point < utc.n ? "" : ".");
    return ag_str_cut(utc, 0, point + 1 + n);
}

/* Without zeros at the end of its fraction of a second, as PostgreSQL shows it. */
static struct ag_str
without_zeros(struct ag_str utc)
{
    uint32_t point = ag_str_find(utc, '.');

    while (utc.n > point && (utc.p[utc.n - 1] == '0' || utc.n == point + 1))
        utc.n--;
    return utc;
}

static struct ag_str
timestamp_date(const struct ag_view *v, const struct ag_default *d)
{
    return ag_str_until(timestamp_utc(v, d), ' ');
}

static struct ag_str
timestamp_time(const struct ag_view *v, const struct ag_default *d)
{
    struct ag_str utc = timestamp_utc(v, d);
    uint32_t day = ag_str_find(utc, ' ');

    return without_zeros(ag_str_cut(utc, day < utc.n ? day + 1 : 0, utc.n));
}

/* Tools compare defaults as texts, but databases show them in their own form:
 * MySQL with the digits of a second of the column, PostgreSQL without zeros at
 * the end, the others without a zero fraction. */
static struct ag_str
column_timestamp(const struct ag_view *v, const struct ag_column *c)
{
    const struct ag_default *d = c->default_value;

    if (!d || d->kind != AG_DEFAULT_datetime)
        return (struct ag_str){0};
    const struct ag_str none = AG_STR(".000");
    /* PostgreSQL ignores the zone, which Prisma writes, if the type has none.
     */
    bool zoneless = v->schema->dialect == AG_DIALECT_postgresql &&
                    c->type.kind != AG_TYPE_timestamptz &&
                    c->type.kind != AG_TYPE_timetz;
    struct ag_str utc = ag_timestamp_text(v->arena, d->text, zoneless);
    uint32_t day = ag_str_find(utc, ' ');
    bool clock = c->type.kind == AG_TYPE_time || c->type.kind == AG_TYPE_timetz;
    if (c->type.kind == AG_TYPE_date)
        return ag_str_cut(utc, 0, day);
    if (clock && day < utc.n)
        utc = ag_str_cut(utc, day + 1, utc.n);
    if (v->schema->dialect == AG_DIALECT_mysql)
        return with_digits(v, utc, c->type.nargs ? c->type.n : 0);
    if (v->schema->dialect == AG_DIALECT_postgresql)
        return without_zeros(utc);
    return ag_str_ends(utc, none) ? ag_str_cut(utc, 0, utc.n - none.n) : utc;
}

static struct ag_sql_default
read_default(const struct ag_view *v, const struct ag_default *d)
{
    if (d->kind != AG_DEFAULT_expression && d->kind != AG_DEFAULT_now)
        return (struct ag_sql_default){0};
    return ag_read_default(d->text, v->schema->dialect, v->arena);
}

/* Whether Prisma reads `s` as an item of a literal '{…}' of PostgreSQL: letters,
 * digits and these characters (prisma-engines, sql-schema-describer). */
static bool
is_literal_item(struct ag_str s)
{
    static const char others[] = " \",-\\_{}\n\t";
    uint32_t i = 0;

    while (i < s.n && ((s.p[i] >= 'a' && s.p[i] <= 'z') ||
                       (s.p[i] >= 'A' && s.p[i] <= 'Z') ||
                       (s.p[i] >= '0' && s.p[i] <= '9') ||
                       (s.p[i] && strchr(others, s.p[i]))))
        i++;
    return i == s.n;
}

/* Only of texts: TypeORM's SQL has no casts to other types. */
bool
ag_is_array_call(const struct ag_default *d)
{
    const struct ag_default *i = d->kind == AG_DEFAULT_list ? d->items : NULL;

    while (i && (i->kind != AG_DEFAULT_text || is_literal_item(i->text)))
        i = i->next;
    return i;
}

/* What Prisma reads as an Int: ten digits may be more. */
enum { INT_DIGITS = 9 };

bool
ag_is_misread_list(const struct ag_column *c)
{
    const struct ag_default *d = c->default_value;
    const struct ag_default *i = d->kind == AG_DEFAULT_list ? d->items : NULL;

    for (; i; i = i->next)
        if (i->kind == AG_DEFAULT_bytes || c->type.kind == AG_TYPE_uuid ||
            (i->kind == AG_DEFAULT_json && !is_literal_item(i->text)) ||
            (i->kind == AG_DEFAULT_enum &&
             !is_literal_item(i->value->db_name)) ||
            (c->type.kind == AG_TYPE_bigint && i->text.n > INT_DIGITS))
            break;
    return i;
}

static int64_t
timestamp_epoch(const struct ag_default *d)
{
    return ag_timestamp_epoch(d->text);
}

static struct ag_str
bytes_hex(const struct ag_view *v, const struct ag_default *d)
{
    return ag_base64_hex(v->arena, d->text);
}

static void
add_plugin(struct ag_view *v, const struct ag_unit *by)
{
    struct ag_plugin **end = &v->plugins;
    struct ag_str name = plugin_name(by->name);

    if (!by->library)
        return;
    while (*end &&
           !((*end)->library == by->library && ag_str_eq((*end)->name, name)))
        end = &(*end)->next;
    if (*end)
        return;
    *end = AG_NEW(v->arena, struct ag_plugin);
    (*end)->library = by->library;
    (*end)->name = name;
}

void
ag_view_find_plugins(struct ag_view *v)
{
    for (const struct ag_model *m = ag_first_model(v); m;
         m = ag_next_model(v, m)) {
        const struct ag_extension *e = m->decl ? m->decl->extensions : NULL;
        if (m->decl)
            add_plugin(v, m->decl->unit);
        for (; e; e = e->next)
            add_plugin(v, e->unit);
    }
}

/* The getters. */

#define GETTER(class, name, member, value)                                     \
    static struct ag_value get_##class##_##name(const void *env,               \
                                                const void *object)            \
    {                                                                          \
        const struct ag_view *v = env;                                         \
        const class##_type *o = object;                                        \
        (void)v;                                                               \
        (void)o;                                                               \
        return (struct ag_value){.member = (value)};                           \
    }

#define AG_CLASS(class, type, doc) typedef struct type class##_type;
#define AG_TEXT(class, name, value, doc)
#define AG_SAFE(class, name, value, doc)
#define AG_NUMBER(class, name, value, doc)
#define AG_BOOL(class, name, value, doc)
#define AG_ENUM(class, name, names, value, doc)
#define AG_OBJECT(class, name, of, value, doc)
#define AG_LIST(class, name, of, first, next, doc)
#define AG_END(class) static const struct ag_class class##_class;
#include "gen/target/view.def"

#define AG_CLASS(class, type, doc)
#define AG_TEXT(class, name, value, doc) GETTER(class, name, text, value)
#define AG_SAFE(class, name, value, doc) GETTER(class, name, text, value)
#define AG_NUMBER(class, name, value, doc) GETTER(class, name, number, value)
#define AG_BOOL(class, name, value, doc) GETTER(class, name, number, value)
#define AG_ENUM(class, name, names, value, doc)                                \
    GETTER(class, name, number, value)
#define AG_OBJECT(class, name, of, value, doc)                                 \
    GETTER(class, name, object, value)
#define AG_END(class)
#define AG_LIST(class, name, of, first, following, doc)                        \
    GETTER(class, name, object, first)                                         \
    static const void *next_##class##_##name(const void *env,                  \
                                             const void *item)                 \
    {                                                                          \
        const struct ag_view *v = env;                                         \
        const of##_type *i = item;                                             \
        (void)v;                                                               \
        return following;                                                      \
    }
#include "gen/target/view.def"

#define PROP(class, name, kind, cls, names, doc)                               \
    {#name, doc, kind, cls, names, get_##class##_##name, NULL},

#define AG_CLASS(class, type, doc) static const struct ag_prop class##_props[] = {
#define AG_TEXT(class, name, value, doc)                                       \
    PROP(class, name, AG_KIND_TEXT, NULL, NULL, doc)
#define AG_SAFE(class, name, value, doc)                                       \
    PROP(class, name, AG_KIND_SAFE, NULL, NULL, doc)
#define AG_NUMBER(class, name, value, doc)                                     \
    PROP(class, name, AG_KIND_NUMBER, NULL, NULL, doc)
#define AG_BOOL(class, name, value, doc)                                       \
    PROP(class, name, AG_KIND_BOOL, NULL, NULL, doc)
#define AG_ENUM(class, name, names, value, doc)                                \
    PROP(class, name, AG_KIND_ENUM, NULL, names, doc)
#define AG_OBJECT(class, name, of, value, doc)                                 \
    PROP(class, name, AG_KIND_OBJECT, &of##_class, NULL, doc)
#define AG_LIST(class, name, of, first, following, doc)                        \
    {#name, doc, AG_KIND_LIST, &of##_class, NULL, get_##class##_##name,        \
     next_##class##_##name},
#define AG_END(class)                                                          \
    {0}                                                                        \
    }                                                                          \
    ;
#include "gen/target/view.def"

#define AG_CLASS(class, type, doc)                                             \
    static const struct ag_class class##_class = {#class, doc, class##_props};
#define AG_TEXT(class, name, value, doc)
#define AG_SAFE(class, name, value, doc)
#define AG_NUMBER(class, name, value, doc)
#define AG_BOOL(class, name, value, doc)
#define AG_ENUM(class, name, names, value, doc)
#define AG_OBJECT(class, name, of, value, doc)
#define AG_LIST(class, name, of, first, following, doc)
#define AG_END(class)
#include "gen/target/view.def"

const struct ag_class *const ag_view_classes[] = {
#define AG_CLASS(class, type, doc) &class##_class,
#define AG_TEXT(class, name, value, doc)
#define AG_SAFE(class, name, value, doc)
#define AG_NUMBER(class, name, value, doc)
#define AG_BOOL(class, name, value, doc)
#define AG_ENUM(class, name, names, value, doc)
#define AG_OBJECT(class, name, of, value, doc)
#define AG_LIST(class, name, of, first, following, doc)
#define AG_END(class)
#include "gen/target/view.def"
    NULL,
};

const struct ag_class *
ag_view_class(struct ag_str name)
{
    size_t i = 0;
    while (ag_view_classes[i] && !ag_str_eq(name, ag_str(ag_view_classes[i]->name)))
        i++;
    return ag_view_classes[i];
}
