#include "gen/target/view.h"

#include "base/map.h"
#include "gen/schema/literal.h"
#include "gen/schema/naming.h"
#include "gen/target/target.h"

/* A plugin of a library, whose presets brought something. */
struct plugin {
    struct plugin *next;
    const struct ag_library *library;
    struct ag_str name;
};

struct view {
    const struct ag_schema *schema;
    const struct ag_target *target;
    struct ag_arena *arena;
    struct ag_diags *diags;
    struct ag_str sources;
    struct ag_str *idents[AG_NNAME]; /* by the index of model or enum */
    struct plugin *plugins;
    bool *enum_used; /* by its index: some column is of it */
    struct ag_map taken; /* identifiers: the place of their names */
    struct ag_span reserved; /* its address: the place of those not to be had */
};

/* What view.def computes. */

static struct ag_str
view_ident(const struct view *v, enum ag_name_kind kind, uint32_t index)
{
    return v->idents[kind] ? v->idents[kind][index] : (struct ag_str){0};
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

/* What brought a declaration, or, of it, a member, into the schema; NULL: no
 * preset did. */
static const struct plugin *
plugin_of(const struct view *v, const struct ag_decl *decl,
          const struct ag_member *member)
{
    const struct ag_decl *by = decl;

    for (const struct ag_extension *e = decl ? decl->extensions : NULL;
         e && member; e = e->next)
        if (member->name.at > e->by->keyword.at && member->name.at < e->by->end)
            by = e->by;
    const struct plugin *plugin = by && by->library ? v->plugins : NULL;
    while (plugin && !(plugin->library == by->library &&
                       ag_str_eq(plugin->name, plugin_name(by->unit))))
        plugin = plugin->next;
    return plugin;
}

static struct ag_str
former_name(const struct ag_model *m)
{
    return m->decl && m->decl->former.n ? m->decl->former : m->name;
}

static struct ag_str
doc_text(const struct ag_str *doc)
{
    return doc ? *doc : (struct ag_str){0};
}

static struct ag_str
field_doc(const struct ag_field *field)
{
    return doc_text(field->documented ? field->decl->doc : NULL);
}

/* The first `limit` characters of a text; all of them for 0. */
static struct ag_str
head(struct ag_str s, uint32_t limit)
{
    uint32_t n = 0, i = 0;

    for (; limit && i < s.n; i++)
        if (!ag_utf8_goes_on(s.p[i]) && n++ == limit)
            return ag_str_cut(s, 0, i);
    return s;
}

/* What the database keeps of a comment. */
static struct ag_str
comment(const struct view *v, struct ag_str doc, uint32_t limit)
{
    uint32_t n = 0;

    doc = head(doc, limit);
    if (!ag_dialects[v->schema->dialect].basic || ag_str_is_basic(doc))
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

/* Prisma's names tell relations apart between two models, not in one. */
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

static const struct ag_column *
references_of(const struct ag_column *c)
{
    const struct ag_foreign_key *f = c->field.model->foreign_keys;
    while (f && (f->columns->column != c || f->columns->next))
        f = f->next;
    return f ? f->references->column : NULL;
}

static bool
is_auto(const struct ag_column *c)
{
    const struct ag_default *d = c->default_value;
    return d && (d->kind == AG_DEFAULT_autoincrement ||
                 d->kind == AG_DEFAULT_sequence);
}

static bool
is_plain_part(const struct ag_key_part *p)
{
    return p->column && p->sort != AG_SORT_desc && !p->length && !p->extra->ops.n;
}

static bool
is_plain(const struct ag_key *key)
{
    const struct ag_key_part *p = key->parts;
    while (p && is_plain_part(p))
        p = p->next;
    return !p && key->extra->where.n == 0 && key->extra->method.n == 0 &&
           key->kind != AG_KEY_fulltext;
}

/* Whether no part of a key can be NULL. */
static bool
is_required(const struct ag_key *key)
{
    const struct ag_key_part *p = key->parts;
    while (p && p->column && !p->column->nullable)
        p = p->next;
    return !p && key->extra->where.n == 0;
}

/* What tells the rows of a model apart: its primary key, or else the first
 * unique one that is never NULL. */
static const struct ag_key *
identity(const struct ag_model *m)
{
    const struct ag_key *k = m->primary;

    if (k)
        return k;
    for (k = m->keys; k; k = k->next)
        if (k->kind == AG_KEY_unique && is_required(k))
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

/* Whether the columns of a key come in the order of the table's. */
static bool
is_in_order(const struct ag_key *key)
{
    const struct ag_key_part *p = key->parts;
    for (const struct ag_column *c = key->model->columns; c && p; c = c->next)
        if (p->column == c)
            p = p->next;
    return !p;
}

/* Whether @map stands at a field or value. */
static bool
maps_member(const struct ag_member *m)
{
    const struct ag_attr *a = m ? m->attrs : NULL;
    while (a && !ag_str_eq(a->name, AG_STR("map")))
        a = a->next;
    return a != NULL;
}

/* Whether @@map stands in a model or enum. */
static bool
maps_decl(const struct ag_decl *decl)
{
    const struct ag_member *m = decl ? decl->members : NULL;
    while (m && !(m->kind == AG_MEMBER_BLOCK && maps_member(m)))
        m = m->next;
    return m != NULL;
}

/* The native type of the schema language that makes the column's type; NULL:
 * its plain scalar alone makes it, or there is none. */
static const struct ag_native *
native_of(const struct view *v, const struct ag_column *c)
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
native_text(const struct view *v, const struct ag_column *c)
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

/* The scalar that goes with it. */
static int
native_scalar(const struct view *v, const struct ag_column *c)
{
    const struct ag_native *native = native_of(v, c);

    if (native)
        return (int)native->scalar;
    return (int)(c->scalar < AG_NSCALAR ? ag_scalar_plain(c->scalar)
                                        : c->scalar);
}

/* The unique key that is written at a field. */
static const struct ag_key *
field_key(const struct ag_column *c)
{
    const struct ag_key *k = c->field.model->keys;
    while (k && !(k->on_field && k->parts->column == c))
        k = k->next;
    return k;
}

/* "user_role_df": what Prisma calls a constraint of a column. */
static struct ag_str
column_constraint(const struct view *v, const struct ag_column *c,
                  const char *suffix)
{
    return ag_constraint_name(v->arena, c->field.model->table, &c->db_name, 1,
                              suffix,
                              ag_dialects[v->schema->dialect].constraint_limit);
}

static struct ag_str
default_name(const struct view *v, const struct ag_column *c)
{
    const struct ag_default *d = c->default_value;
    return d && d->map ? *d->map : column_constraint(v, c, "_df");
}

static struct ag_str
check_name(const struct view *v, const struct ag_column *c)
{
    return column_constraint(v, c, "_check");
}

static struct ag_str
moment_utc(const struct view *v, const struct ag_default *d)
{
    return ag_moment_utc(v->arena, d->text);
}

/* A moment with `n` digits of a second, at most six. */
static struct ag_str
with_digits(const struct view *v, struct ag_str utc, uint32_t n)
{
    uint32_t point = ag_str_find(utc, '.');
    struct ag_str whole = ag_str_cut(utc, 0, point);

    if (n == 0)
        return whole;
    utc = ag_arena_fmt(v->arena, "%.*s%s000000", AG_ARG(utc),
                       point < utc.n ? "" : ".");
    return ag_str_cut(utc, 0, point + 1 + n);
}

/* Databases show a default otherwise than it was written, and tools compare
 * texts: MySQL as many digits of a second as the column keeps, the others no
 * fraction that is none. */
static struct ag_str
column_moment(const struct view *v, const struct ag_column *c)
{
    const struct ag_default *d = c->default_value;

    if (!d || d->kind != AG_DEFAULT_datetime)
        return (struct ag_str){0};
    const struct ag_str none = AG_STR(".000");
    struct ag_str utc = moment_utc(v, d);
    uint32_t day = ag_str_find(utc, ' ');
    bool clock = c->type.kind == AG_TYPE_time || c->type.kind == AG_TYPE_timetz;
    if (c->type.kind == AG_TYPE_date)
        return ag_str_cut(utc, 0, day);
    if (clock && day < utc.n)
        utc = ag_str_cut(utc, day + 1, utc.n);
    if (v->schema->dialect == AG_DIALECT_mysql)
        return with_digits(v, utc, c->type.nargs ? c->type.n : 0);
    return ag_str_ends(utc, none) ? ag_str_cut(utc, 0, utc.n - none.n) : utc;
}

static int64_t
moment_epoch(const struct ag_default *d)
{
    return ag_moment_epoch(d->text);
}

static struct ag_str
bytes_hex(const struct view *v, const struct ag_default *d)
{
    return ag_base64_hex(v->arena, d->text);
}

/* The getters. */

#define GETTER(class, name, member, value)                                     \
    static struct ag_value get_##class##_##name(const void *env,               \
                                                const void *object)            \
    {                                                                          \
        const struct view *v = env;                                            \
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
        const of##_type *i = item;                                             \
        (void)env;                                                             \
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

/* Identifiers. */

static struct ag_str
render_text(struct view *v, const struct ag_tmpl *tmpl,
            const void *const *args)
{
    struct ag_buf buf;
    ag_buf_init(&buf, v->arena);
    ag_tmpl_render(v->target->templates, tmpl, v, args, &buf);
    return ag_buf_take(&buf);
}

/* Evaluates a template of the names block for one object. */
static struct ag_str
make_ident(struct view *v, const struct ag_tmpl *tmpl, const void *object)
{
    return render_text(v, tmpl, &object);
}

/* Gives `ident` to what stands at `*span`, with a _ at its end if the templates
 * need it for something else; two things cannot have one. */
static struct ag_str
enter_ident(struct view *v, struct ag_str ident, struct ag_span span,
            struct ag_str name)
{
    void **slot = ag_map_put(&v->taken, v->arena, ident);
    while (*slot == &v->reserved) {
        ident = ag_arena_fmt(v->arena, "%.*s_", AG_ARG(ident));
        slot = ag_map_put(&v->taken, v->arena, ident);
    }
    if (*slot) {
        const struct ag_span *first = *slot;
        struct ag_diag *diag = ag_report(
            v->diags, AG_IDENT_COLLISION, span,
            "'%.*s' becomes '%.*s' in %.*s, which another name becomes, too",
            AG_ARG(name), AG_ARG(ident), AG_ARG(v->target->title));
        ag_note(v->diags, diag, *first, "the other one is this");
        ag_note(v->diags, diag, (struct ag_span){0, 0},
                "rename one, and keep its table with @@map");
        return ident;
    }
    struct ag_span *place = AG_NEW(v->arena, struct ag_span);
    *place = span;
    *slot = place;
    return ident;
}

/* What the templates import, and the words that the manifest reserves. */
static void
reserve_idents(struct view *v)
{
    struct ag_str words = v->target->reserved;
    uint32_t end = 0;

    ag_tmpl_imports(v->target->templates, &v->taken, v->arena, &v->reserved);
    for (; words.n; words = ag_str_cut(words, end < words.n ? end + 1 : end,
                                       words.n)) {
        end = ag_str_find(words, ' ');
        *ag_map_put(&v->taken, v->arena, ag_str_cut(words, 0, end)) =
            &v->reserved;
    }
}

static void
name_models(struct view *v, const struct ag_model *models)
{
    const struct ag_tmpl *const *names = v->target->names;

    for (const struct ag_model *m = models; m; m = m->next)
        for (int k = 0; k < AG_NAME_enum; k++)
            if (names[k] && (k == AG_NAME_model || m->relations))
                v->idents[k][m->index] =
                    enter_ident(v, make_ident(v, names[k], m),
                                ag_model_span(m), m->name);
}

static void
name_enums(struct view *v, const struct ag_enum *enums)
{
    for (const struct ag_enum *e = enums; e; e = e->next)
        v->idents[AG_NAME_enum][e->index] =
            enter_ident(v, make_ident(v, v->target->names[AG_NAME_enum], e),
                        ag_str_span(e->name), e->name);
}

static void
make_idents(struct view *v)
{
    const struct ag_target *t = v->target;
    uint32_t n = 0;

    for (int k = 0; k < AG_NNAME; k++) {
        uint32_t of_kind =
            k == AG_NAME_enum ? v->schema->nenum : v->schema->nmodel;
        if (!t->names[k])
            continue;
        v->idents[k] = AG_NEW_ARRAY(v->arena, struct ag_str, of_kind);
        n += of_kind;
    }
    ag_map_reserve(&v->taken, v->arena, n);
    reserve_idents(v);
    name_models(v, v->schema->models);
    name_models(v, v->schema->other_models);
    if (!t->names[AG_NAME_enum])
        return;
    name_enums(v, v->schema->enums);
    name_enums(v, v->schema->other_enums);
}

/* Plugins. */

static void
add_plugin(struct view *v, const struct ag_decl *by)
{
    struct plugin **end = &v->plugins;
    struct ag_str name = plugin_name(by->unit);

    if (!by->library)
        return;
    while (*end && !((*end)->library == by->library &&
                     ag_str_eq((*end)->name, name)))
        end = &(*end)->next;
    if (*end)
        return;
    *end = AG_NEW(v->arena, struct plugin);
    (*end)->library = by->library;
    (*end)->name = name;
}

static void
find_plugins(struct view *v)
{
    for (const struct ag_model *m = v->schema->models; m; m = m->next) {
        const struct ag_extension *e = m->decl ? m->decl->extensions : NULL;
        if (m->decl)
            add_plugin(v, m->decl);
        for (; e; e = e->next)
            add_plugin(v, e->by);
    }
}

/* Losses: what the target cannot hold. */

/* What a loss is reported at. Its place stands in the tree, far from all else
 * that is looked at here, and is hardly ever wanted. */
struct subject {
    const struct ag_model *model;
    const struct ag_field *field; /* NULL: the model itself, or `span` */
    const struct ag_attr *attr;
    struct ag_span span;
};

static struct ag_span
span_of(const struct subject *at)
{
    if (at->attr)
        return ag_attr_span(at->attr);
    if (at->field)
        return ag_field_span(at->field);
    return at->model ? ag_model_span(at->model) : at->span;
}

static void
lose(const struct view *v, const struct ag_loss *loss, const char *what,
     const struct subject *at)
{
    struct ag_diag *diag;

    if (loss->support == AG_SUPPORT_yes)
        return;
    diag = ag_report(v->diags,
                     loss->support == AG_SUPPORT_no ? AG_LOST : AG_EQUIVALENT,
                     span_of(at), "%.*s on %s cannot hold %s",
                     AG_ARG(v->target->title),
                     ag_dialects[v->target->dialect].title, what);
    if (loss->hint.n)
        ag_note(v->diags, diag, (struct ag_span){0, 0}, "%.*s",
                AG_ARG(loss->hint));
}

static void
use(const struct view *v, enum ag_feature feature, const struct subject *at)
{
    lose(v, &v->target->features[feature], ag_features[feature].doc, at);
}

/* Whether `s` holds `part`, which is not empty. */
static bool
holds(struct ag_str s, struct ag_str part)
{
    const char *p = s.p, *end = s.p + s.n;

    while ((p = memchr(p, *part.p, (size_t)(end - p)))) {
        if ((size_t)(end - p) >= part.n && memcmp(p, part.p, part.n) == 0)
            return true;
        if (++p == end)
            break;
    }
    return false;
}

/* A text that stands in the database: what the target garbles in such ones. */
static void
use_text(const struct view *v, enum ag_feature feature, struct ag_str s,
         const struct subject *at)
{
    const struct ag_loss *loss = &v->target->features[feature];
    const struct ag_expr *e = s.n ? loss->texts : NULL;

    while (e && !holds(s, e->text))
        e = e->next;
    if (e)
        lose(v, loss,
             ag_arena_fmt(v->arena, "'%.*s' in %s", AG_ARG(e->text),
                          ag_features[feature].doc).p, at);
}

static bool
may_be_null(const struct ag_key *key)
{
    const struct ag_key_part *p = key->parts;
    while (p && !(p->column && p->column->nullable))
        p = p->next;
    return p;
}

/* Documentation that becomes a comment in the database, of `limit` characters
 * at most. */
static void
use_comment(const struct view *v, enum ag_feature feature, struct ag_str s,
            uint32_t limit, const struct subject *at)
{
    const struct ag_loss *loss = &v->target->features[feature];

    if (loss->limited && head(s, limit).n < s.n)
        lose(v, loss,
             ag_arena_fmt(v->arena, "more than %u characters in %s", limit,
                          ag_features[feature].doc).p, at);
    else if (loss->limited && comment(v, s, limit).n < s.n)
        lose(v, loss,
             ag_arena_fmt(v->arena, "characters beyond U+FFFF in %s",
                          ag_features[feature].doc).p, at);
    else if (loss->texts)
        use_text(v, feature, s, at);
    else if (!loss->limited)
        use(v, feature, at);
}

static void
find_key_losses(const struct view *v, const struct ag_key *key)
{
    bool primary = key->kind == AG_KEY_primary;
    struct subject at = {.model = key->model, .attr = key->attr};

    use_text(v, AG_FEATURE_name_text, key->name, &at);
    use_text(v, AG_FEATURE_key_text, key->name, &at);
    use_text(v, AG_FEATURE_index_text, key->extra->where, &at);
    for (const struct ag_key_part *p = key->parts; p; p = p->next) {
        if (p->column)
            use_text(v, AG_FEATURE_key_text, p->column->db_name, &at);
        use_text(v, AG_FEATURE_index_text, p->extra->expression, &at);
        if (p->sort == AG_SORT_desc)
            use(v, primary ? AG_FEATURE_primary_sort : AG_FEATURE_index_sort,
                &at);
        if (p->length)
            use(v, primary ? AG_FEATURE_primary_sort : AG_FEATURE_index_length,
                &at);
        if (p->extra->ops.n)
            use(v, AG_FEATURE_index_ops, &at);
        if (p->extra->expression.n)
            use(v, AG_FEATURE_index_expression, &at);
    }
    if (key->extra->where.n)
        use(v, key->kind == AG_KEY_unique ? AG_FEATURE_unique_where
                                          : AG_FEATURE_index_where, &at);
    else if (key->kind == AG_KEY_unique && may_be_null(key))
        use(v, key->referenced ? AG_FEATURE_unique_null_referenced
                               : AG_FEATURE_unique_null, &at);
    if (key->extra->method.n && !ag_str_eq(key->extra->method, AG_STR("BTree")))
        use(v, AG_FEATURE_index_method, &at);
    if (key->kind == AG_KEY_fulltext)
        use(v, AG_FEATURE_fulltext, &at);
    if (primary && key->mapped)
        use(v, AG_FEATURE_primary_name, &at);
    if (key->clustered >= 0)
        use(v, AG_FEATURE_clustered, &at);
}

/* Whether SQL needs no quotes for `name`: small letters, digits, _. */
static bool
is_bare(struct ag_str name)
{
    uint32_t i = 0;
    while (i < name.n && ((name.p[i] >= 'a' && name.p[i] <= 'z') ||
                          (name.p[i] >= '0' && name.p[i] <= '9') ||
                          name.p[i] == '_'))
        i++;
    return i == name.n;
}

/* Whether `name` begins with the name of a type that the target knows, and so
 * writes without quotes. */
static bool
begins_as_type(const struct view *v, struct ag_str name)
{
    const struct ag_expr *begin =
        v->target->features[AG_FEATURE_enum_bare].texts;
    while (begin && !ag_str_starts(name, begin->text))
        begin = begin->next;
    return begin;
}

/* Whether MySQL has the default of `c` only as an expression. */
static bool
is_expression(const struct ag_column *c)
{
    const struct ag_default *d = c->default_value;

    switch (d->kind) {
    case AG_DEFAULT_text:
    case AG_DEFAULT_json:
    case AG_DEFAULT_bytes:
        return ag_type_is_long(c->type.kind) || d->kind == AG_DEFAULT_bytes;
    case AG_DEFAULT_now:
        return c->type.kind == AG_TYPE_date || c->type.kind == AG_TYPE_time;
    case AG_DEFAULT_expression:
        return ag_str_starts(d->text, AG_STR("("));
    default:
        return false;
    }
}

static void
find_column_losses(const struct view *v, const struct ag_column *c)
{
    const struct ag_loss *type = &v->target->types[c->type.kind];
    const struct ag_default *d = c->default_value;
    struct subject at = {.field = &c->field};

    use_text(v, AG_FEATURE_name_text, c->db_name, &at);
    if (type->support == AG_SUPPORT_no)
        ag_report(v->diags, AG_NO_TYPE, span_of(&at),
                  "%.*s on %s has no column type %s", AG_ARG(v->target->title),
                  ag_dialects[v->target->dialect].title,
                  ag_type_names[c->type.kind]);
    else
        lose(v, type, ag_type_names[c->type.kind], &at);
    if (d && v->target->defaults[d->kind].support != AG_SUPPORT_yes)
        lose(v, &v->target->defaults[d->kind],
             ag_arena_fmt(v->arena, "%s as a default",
                          ag_default_names[d->kind]).p, &at);
    if (d && d->map)
        use(v, AG_FEATURE_default_name, &at);
    if (c->scalar == AG_SCALAR_enum) {
        v->enum_used[c->enum_type->index] = true;
        if (!ag_str_eq(c->enum_type->db_schema, c->field.model->db_schema))
            use(v, AG_FEATURE_enum_schema, &at);
    }
    if (is_auto(c) && c->type.kind == AG_TYPE_bigint)
        use(v, AG_FEATURE_auto_bigint, &at);
    if (d && v->target->dialect == AG_DIALECT_mysql && is_expression(c))
        use(v, AG_FEATURE_default_expression, &at);
    if (c->type.kind == AG_TYPE_unsupported &&
        !is_bare(c->unsupported->text) &&
        !begins_as_type(v, c->unsupported->text))
        use(v, AG_FEATURE_type_quoted, &at);
    if (c->updated_at)
        use(v, AG_FEATURE_updated_at, &at);
    if (c->list)
        use(v, AG_FEATURE_list, &at);
    if (c->field.documented) {
        use(v, AG_FEATURE_doc, &at);
        use_comment(v, AG_FEATURE_column_comment, field_doc(&c->field),
                    ag_dialects[v->target->dialect].column_comment, &at);
    }
    if (c->field.ignored)
        use(v, AG_FEATURE_ignored, &at);
}

static void
find_check_losses(const struct view *v, const struct ag_check_def *c)
{
    struct subject at = {.attr = c->attr};

    use(v, AG_FEATURE_check, &at);
    use_text(v, AG_FEATURE_name_text, c->name, &at);
    use_text(v, AG_FEATURE_key_text, c->name, &at);
    use_text(v, AG_FEATURE_check_text, c->expression, &at);
}

static void
find_action_losses(const struct view *v, enum ag_action action,
                   const struct subject *at)
{
    if (action == AG_ACTION_set_default)
        use(v, AG_FEATURE_set_default, at);
    if (action == AG_ACTION_restrict)
        use(v, AG_FEATURE_restrict_action, at);
}

static void
find_foreign_key_losses(const struct view *v, const struct ag_foreign_key *f)
{
    struct subject at = {.span = f->span};

    find_action_losses(v, f->on_delete, &at);
    if (f->on_update != f->on_delete)
        find_action_losses(v, f->on_update, &at);
    if (f->mapped)
        use(v, AG_FEATURE_foreign_key_name, &at);
    use_text(v, AG_FEATURE_name_text, f->name, &at);
    use_text(v, AG_FEATURE_key_text, f->name, &at);
    for (const struct ag_column_ref *r = f->columns; r; r = r->next)
        use_text(v, AG_FEATURE_key_text, r->column->db_name, &at);
}

static void
find_enum_losses(const struct view *v, const struct ag_enum *e)
{
    struct subject at = {.span = ag_str_span(e->name)};

    if (!v->enum_used[e->index])
        use(v, AG_FEATURE_enum_unused, &at);
    if (e->decl->doc)
        use(v, AG_FEATURE_doc, &at);
    use_text(v, AG_FEATURE_name_text, e->db_name, &at);
    use_text(v, AG_FEATURE_enum_text, e->db_name, &at);
    if (begins_as_type(v, e->db_name) &&
        (e->db_schema.n || !is_bare(e->db_name)))
        use(v, AG_FEATURE_enum_bare, &at);
    for (const struct ag_value_def *d = e->values; d; d = d->next) {
        at.span = ag_str_span(d->name);
        use_text(v, AG_FEATURE_value_text, d->db_name, &at);
        if (d->decl->doc)
            use(v, AG_FEATURE_doc, &at);
    }
}

static void
find_model_losses(const struct view *v, const struct ag_model *m)
{
    struct subject at = {.model = m};

    if (m->implicit)
        use(v, AG_FEATURE_many_to_many, &at);
    if (!m->primary && !m->view)
        use(v, AG_FEATURE_no_primary, &at);
    if (!identity(m) && !m->view && !m->ignored)
        use(v, AG_FEATURE_no_identity, &at);
    if (m->implicit)
        return;
    use_text(v, AG_FEATURE_name_text, m->table, &at);
    use_text(v, AG_FEATURE_table_text, m->table, &at);
    if (m->view)
        use(v, AG_FEATURE_view, &at);
    if (m->view && m->relations)
        use(v, AG_FEATURE_view_relation, &at);
    if (m->ignored)
        use(v, AG_FEATURE_ignored, &at);
    if (m->db_schema.n)
        use(v, AG_FEATURE_db_schema, &at);
    if (m->decl->doc) {
        use(v, AG_FEATURE_doc, &at);
        use_comment(v, AG_FEATURE_table_comment, *m->decl->doc,
                    ag_dialects[v->target->dialect].table_comment, &at);
    }
    for (const struct ag_column *c = m->columns; c; c = c->next)
        find_column_losses(v, c);
    if (m->primary)
        find_key_losses(v, m->primary);
    for (const struct ag_key *k = m->keys; k; k = k->next)
        find_key_losses(v, k);
    for (const struct ag_check_def *c = m->checks; c; c = c->next)
        find_check_losses(v, c);
    if (v->schema->foreign_keys)
        for (const struct ag_foreign_key *f = m->foreign_keys; f; f = f->next)
            find_foreign_key_losses(v, f);
}

/* What is said of the database as a whole. */
static void
find_datasource_losses(const struct view *v)
{
    const struct ag_block *source = v->schema->datasource;
    const struct ag_expr *extensions =
        source ? ag_setting(source->decl, AG_STR("extensions")) : NULL;

    if (extensions && extensions->items &&
        v->target->dialect == AG_DIALECT_postgresql)
        use(v, AG_FEATURE_extensions,
            &(struct subject){.span = ag_expr_span(extensions)});
}

/* Files. */

/* "schema.auth, app.auth". */
static struct ag_str
join_sources(struct ag_arena *arena, const char *const *sources)
{
    struct ag_buf buf;
    ag_buf_init(&buf, arena);
    for (size_t i = 0; sources[i]; i++) {
        struct ag_str name = ag_str(sources[i]);
        if (i > 0)
            ag_buf_put(&buf, ", ", 2);
        ag_buf_str(&buf, ag_str_eq(name, AG_STR("-")) ? AG_STR("standard input")
                                                      : name);
    }
    return ag_buf_take(&buf);
}

/* Room for all that a target is likely to write of the schema, so that a large
 * text does not move while it grows. What is not used is only addresses. */
static uint32_t
likely_size(const struct ag_schema *schema)
{
    const struct ag_decl *last = schema->tree->last;
    return last && last->end < UINT32_MAX / 4 ? last->end * 4 : 0;
}

/* Renders `output` for one object at `end`; where the next one goes. */
static struct ag_rendered **
render_one(struct view *v, const struct ag_target_output *output,
           const void *each, struct ag_rendered **end)
{
    const void *args[2] = {v->schema, each};

    if (output->when && render_text(v, output->when, args).n == 0)
        return end;
    struct ag_rendered *file = *end = AG_NEW(v->arena, struct ag_rendered);
    file->name = render_text(v, output->file, args);
    ag_buf_init(&file->text, v->arena);
    if (!each)
        ag_buf_reserve(&file->text, likely_size(v->schema));
    ag_tmpl_render(v->target->templates, output->text, v, args, &file->text);
    return &file->next;
}

/* Renders `output`, once or for each model or enum, behind `end`. */
static struct ag_rendered **
render_output(struct view *v, const struct ag_target_output *output,
              struct ag_rendered **end)
{
    switch (output->each) {
    case AG_EACH_schema:
        return render_one(v, output, NULL, end);
    case AG_EACH_model:
        for (const struct ag_model *m = v->schema->models; m; m = m->next)
            end = render_one(v, output, m, end);
        return end;
    case AG_EACH_enum:
        for (const struct ag_enum *e = v->schema->enums; e; e = e->next)
            end = render_one(v, output, e, end);
        return end;
    }
    return end;
}

struct ag_rendered *
ag_view_render(const struct ag_schema *schema, const struct ag_target *target,
               const char *const *sources, struct ag_arena *arena,
               struct ag_diags *diags)
{
    struct view v = {.schema = schema,
                     .target = target,
                     .arena = arena,
                     .diags = diags,
                     .sources = join_sources(arena, sources)};
    struct ag_rendered *first = NULL, **end = &first;

    v.enum_used = AG_NEW_ARRAY(arena, bool, schema->nenum);
    find_datasource_losses(&v);
    for (const struct ag_model *m = schema->models; m; m = m->next)
        find_model_losses(&v, m);
    for (const struct ag_enum *e = schema->enums; e; e = e->next)
        find_enum_losses(&v, e);
    find_plugins(&v);
    make_idents(&v);
    if (diags->errors)
        return NULL;
    for (const struct ag_target_output *o = target->outputs; o; o = o->next)
        end = render_output(&v, o, end);
    return first;
}

/* Probes. */

/* Where the next mark stands in [at, text.n), or text.n; *begins: what kind. */
static uint32_t
find_mark(struct ag_str text, uint32_t at, bool *begins)
{
    for (; at + AG_TMPL_MARK <= text.n; at++) {
        const char *p = memchr(text.p + at, AG_TMPL_BEGIN[0], text.n - at);
        if (!p)
            break;
        at = (uint32_t)(p - text.p);
        if (text.n - at < AG_TMPL_MARK)
            break;
        *begins = memcmp(p, AG_TMPL_BEGIN, AG_TMPL_MARK) == 0;
        if (*begins || memcmp(p, AG_TMPL_END, AG_TMPL_MARK) == 0)
            return at;
    }
    return text.n;
}

/* Adds the part that begins behind the mark at `at`; returns where it ends. */
static uint32_t
take_part(struct view *v, struct ag_str text, uint32_t at,
          struct ag_view_part ***end)
{
    struct ag_buf part;
    uint32_t from = at, depth = 1;
    bool begins = false;

    while (from && text.p[from - 1] == ' ')
        from--;
    ag_buf_init(&part, v->arena);
    if (from == 0 || text.p[from - 1] == '\n')
        ag_buf_put(&part, text.p + from, at - from);
    for (at += AG_TMPL_MARK; depth && at < text.n;) {
        uint32_t mark = find_mark(text, at, &begins);
        ag_buf_str(&part, ag_str_cut(text, at, mark));
        at = mark < text.n ? mark + AG_TMPL_MARK : mark;
        depth = begins ? depth + 1 : depth - 1;
    }
    **end = AG_NEW(v->arena, struct ag_view_part);
    (**end)->text = ag_buf_take(&part);
    *end = &(**end)->next;
    return at;
}

static void
probe_output(struct view *v, const struct ag_target_output *output,
             const void *each, const void *object, struct ag_view_part ***end)
{
    const void *args[2] = {v->schema, each};
    struct ag_buf out;
    bool begins = false;

    ag_buf_init(&out, v->arena);
    if (!output->when || render_text(v, output->when, args).n)
        ag_tmpl_probe(v->target->templates, output->text, v, args, object,
                      &out);
    struct ag_str text = ag_buf_text(&out);
    for (uint32_t at = 0; (at = find_mark(text, at, &begins)) < text.n;)
        at = take_part(v, text, at, end);
    ag_buf_free(&out);
}

struct ag_view_part *
ag_view_probe(struct ag_schema *schema, const struct ag_target *target,
              struct ag_model *model, const void *object,
              const char *const *sources, struct ag_arena *arena,
              struct ag_diags *diags)
{
    const struct ag_schema whole = *schema;
    struct view v = {.schema = schema,
                     .target = target,
                     .arena = arena,
                     .diags = diags,
                     .sources = join_sources(arena, sources)};
    struct ag_enum *e = model ? NULL : (struct ag_enum *)object;
    struct ag_model *next = model ? model->next : NULL;
    const struct ag_model *previous = model ? model->previous : NULL;
    struct ag_enum *next_enum = e ? e->next : NULL;
    struct ag_view_part *parts = NULL, **end = &parts;

    v.enum_used = AG_NEW_ARRAY(arena, bool, schema->nenum);
    make_idents(&v);
    schema->models = model;
    schema->last_model = model;
    schema->enums = e;
    if (model) {
        model->next = NULL;
        model->previous = NULL;
    } else {
        e->next = NULL;
    }
    for (const struct ag_target_output *o = target->outputs; o; o = o->next) {
        if (o->each == AG_EACH_schema)
            probe_output(&v, o, NULL, object, &end);
        else if (o->each == AG_EACH_model && model)
            probe_output(&v, o, model, object, &end);
        else if (o->each == AG_EACH_enum && e)
            probe_output(&v, o, e, object, &end);
    }
    *schema = whole;
    if (model) {
        model->next = next;
        model->previous = previous;
    } else {
        e->next = next_enum;
    }
    return parts;
}
