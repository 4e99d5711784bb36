#include "gen/view.h"

#include "base/map.h"
#include "gen/literal.h"
#include "gen/target.h"

struct view {
    const struct ag_schema *schema;
    const struct ag_target *target;
    struct ag_arena *arena;
    struct ag_diags *diags;
    struct ag_str sources;
    struct ag_str *idents[AG_NNAME]; /* by the index of model or enum */
    struct ag_map taken; /* identifiers: the place of their names */
    struct ag_span reserved; /* its address: the place of those not to be had */
};

/* What view.def computes. */

static struct ag_str
view_ident(const struct view *v, enum ag_name_kind kind, uint32_t index)
{
    return v->idents[kind] ? v->idents[kind][index] : (struct ag_str){0};
}

static struct ag_str
doc_text(const struct ag_str *doc)
{
    return doc ? *doc : (struct ag_str){0};
}

static bool
is_primary(const struct ag_column *c)
{
    const struct ag_key *primary = c->field.model->primary;
    return primary && primary->parts->column == c && !primary->parts->next;
}

static bool
is_plain(const struct ag_key *key)
{
    const struct ag_key_part *p = key->parts;
    while (p && p->column && p->sort != AG_SORT_desc && !p->length && !p->ops.n)
        p = p->next;
    return !p && key->where.n == 0 && key->method.n == 0 &&
           key->kind != AG_KEY_fulltext;
}

static struct ag_str
moment_utc(const struct view *v, const struct ag_default *d)
{
    return ag_moment_utc(v->arena, d->text);
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
#include "gen/view.def"

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
#include "gen/view.def"

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
#include "gen/view.def"

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
#include "gen/view.def"

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
#include "gen/view.def"
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

/* Evaluates a template of the names block for one object. */
static struct ag_str
make_ident(struct view *v, const struct ag_tmpl *tmpl, const void *object)
{
    struct ag_buf buf;
    ag_buf_init(&buf, v->arena);
    ag_tmpl_render(v->target->templates, tmpl, v, &object, &buf);
    struct ag_str ident = ag_arena_copy(v->arena, ag_buf_text(&buf));
    ag_buf_free(&buf);
    return ident;
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
make_idents(struct view *v)
{
    const struct ag_target *t = v->target;

    reserve_idents(v);
    for (int k = 0; k < AG_NNAME; k++) {
        bool of_enum = k == AG_NAME_enum;
        if (t->names[k])
            v->idents[k] = AG_NEW_ARRAY(v->arena, struct ag_str,
                                        of_enum ? v->schema->nenum
                                                : v->schema->nmodel);
    }
    for (const struct ag_model *m = v->schema->models; m; m = m->next)
        for (int k = 0; k < AG_NAME_enum; k++)
            if (t->names[k] && (k == AG_NAME_model || m->relations))
                v->idents[k][m->index] =
                    enter_ident(v, make_ident(v, t->names[k], m),
                                ag_model_span(m), m->name);
    if (!t->names[AG_NAME_enum])
        return;
    for (const struct ag_enum *e = v->schema->enums; e; e = e->next)
        v->idents[AG_NAME_enum][e->index] =
            enter_ident(v, make_ident(v, t->names[AG_NAME_enum], e),
                        ag_str_span(e->name), e->name);
}

/* Losses: what the target cannot hold. */

static void
lose(const struct view *v, const struct ag_loss *loss, const char *what,
     struct ag_span span)
{
    struct ag_diag *diag;

    if (loss->support == AG_SUPPORT_yes)
        return;
    diag = ag_report(v->diags,
                     loss->support == AG_SUPPORT_no ? AG_LOST : AG_EQUIVALENT,
                     span, "%.*s on %s cannot hold %s", AG_ARG(v->target->title),
                     ag_dialects[v->target->dialect].title, what);
    if (loss->hint.n)
        ag_note(v->diags, diag, (struct ag_span){0, 0}, "%.*s",
                AG_ARG(loss->hint));
}

static void
use(const struct view *v, enum ag_feature feature, struct ag_span span)
{
    lose(v, &v->target->features[feature], ag_features[feature].doc, span);
}

/* Whether `s` holds `part`, which is not empty. */
static bool
holds(struct ag_str s, struct ag_str part)
{
    uint32_t at = 0;
    while ((at += ag_str_find(ag_str_cut(s, at, s.n), *part.p)) < s.n &&
           !ag_str_starts(ag_str_cut(s, at, s.n), part))
        at++;
    return at < s.n;
}

/* A text that stands in the database: what the target garbles in such ones. */
static void
use_text(const struct view *v, enum ag_feature feature, struct ag_str s,
         struct ag_span span)
{
    const struct ag_loss *loss = &v->target->features[feature];
    const struct ag_expr *e = s.n ? loss->texts : NULL;

    while (e && !holds(s, e->text))
        e = e->next;
    if (e)
        lose(v, loss,
             ag_arena_fmt(v->arena, "'%.*s' in %s", AG_ARG(e->text),
                          ag_features[feature].doc).p, span);
}

static struct ag_span
key_span(const struct ag_key *key)
{
    return key->attr ? ag_attr_span(key->attr) : ag_model_span(key->model);
}

static void
find_key_losses(const struct view *v, const struct ag_key *key)
{
    bool primary = key->kind == AG_KEY_primary;
    struct ag_span span = key_span(key);

    use_text(v, AG_FEATURE_name_text, key->name, span);
    use_text(v, AG_FEATURE_key_text, key->name, span);
    use_text(v, AG_FEATURE_index_text, key->where, span);
    for (const struct ag_key_part *p = key->parts; p; p = p->next) {
        if (p->column)
            use_text(v, AG_FEATURE_key_text, p->column->db_name, span);
        use_text(v, AG_FEATURE_index_text, p->expression, span);
        if (p->sort == AG_SORT_desc)
            use(v, primary ? AG_FEATURE_primary_sort : AG_FEATURE_index_sort,
                span);
        if (p->length)
            use(v, primary ? AG_FEATURE_primary_sort : AG_FEATURE_index_length,
                span);
        if (p->ops.n)
            use(v, AG_FEATURE_index_ops, span);
        if (p->expression.n)
            use(v, AG_FEATURE_index_expression, span);
    }
    if (key->where.n)
        use(v, key->kind == AG_KEY_unique ? AG_FEATURE_unique_where
                                          : AG_FEATURE_index_where, span);
    if (key->method.n && !ag_str_eq(key->method, AG_STR("BTree")))
        use(v, AG_FEATURE_index_method, span);
    if (key->kind == AG_KEY_fulltext)
        use(v, AG_FEATURE_fulltext, span);
    if (primary && key->mapped)
        use(v, AG_FEATURE_primary_name, span);
    if (key->clustered >= 0)
        use(v, AG_FEATURE_clustered, span);
}

static void
find_column_losses(const struct view *v, const struct ag_column *c)
{
    const struct ag_loss *type = &v->target->types[c->type.kind];
    const struct ag_default *d = c->default_value;
    struct ag_span span = ag_field_span(&c->field);

    use_text(v, AG_FEATURE_name_text, c->db_name, span);
    if (type->support == AG_SUPPORT_no)
        ag_report(v->diags, AG_NO_TYPE, span,
                  "%.*s on %s has no column type %s", AG_ARG(v->target->title),
                  ag_dialects[v->target->dialect].title,
                  ag_type_names[c->type.kind]);
    else
        lose(v, type, ag_type_names[c->type.kind], span);
    if (d)
        lose(v, &v->target->defaults[d->kind], ag_default_names[d->kind], span);
    if (c->updated_at)
        use(v, AG_FEATURE_updated_at, span);
    if (c->field.ignored)
        use(v, AG_FEATURE_ignored, span);
}

static void
find_check_losses(const struct view *v, const struct ag_check_def *c)
{
    struct ag_span span = ag_attr_span(c->attr);

    use(v, AG_FEATURE_check, span);
    use_text(v, AG_FEATURE_name_text, c->name, span);
    use_text(v, AG_FEATURE_key_text, c->name, span);
    use_text(v, AG_FEATURE_check_text, c->expression, span);
}

static void
find_foreign_key_losses(const struct view *v, const struct ag_foreign_key *f)
{
    use_text(v, AG_FEATURE_name_text, f->name, f->span);
    use_text(v, AG_FEATURE_key_text, f->name, f->span);
    for (const struct ag_column_ref *r = f->columns; r; r = r->next)
        use_text(v, AG_FEATURE_key_text, r->column->db_name, f->span);
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

static void
find_enum_losses(const struct view *v, const struct ag_enum *e)
{
    const struct ag_loss *bare = &v->target->features[AG_FEATURE_enum_bare];
    const struct ag_expr *begin = bare->texts;
    struct ag_span span = ag_str_span(e->name);

    use_text(v, AG_FEATURE_name_text, e->db_name, span);
    while (begin && !ag_str_starts(e->db_name, begin->text))
        begin = begin->next;
    if (begin && (e->db_schema.n || !is_bare(e->db_name)))
        use(v, AG_FEATURE_enum_bare, span);
    for (const struct ag_value_def *d = e->values; d; d = d->next)
        use_text(v, AG_FEATURE_value_text, d->db_name, ag_str_span(d->name));
}

static void
find_model_losses(const struct view *v, const struct ag_model *m)
{
    struct ag_span span = ag_model_span(m);

    if (m->implicit)
        return;
    use_text(v, AG_FEATURE_name_text, m->table, span);
    if (m->view)
        use(v, AG_FEATURE_view, span);
    if (m->view && m->relations)
        use(v, AG_FEATURE_view_relation, span);
    if (m->ignored)
        use(v, AG_FEATURE_ignored, span);
    if (m->db_schema.n)
        use(v, AG_FEATURE_db_schema, span);
    if (!m->primary && !m->view)
        use(v, AG_FEATURE_no_primary, span);
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

/* Files. */

/* "schema.auth, app.auth" without folders, which are the machine's. */
static struct ag_str
join_sources(struct ag_arena *arena, const char *const *sources)
{
    struct ag_buf buf;
    ag_buf_init(&buf, arena);
    for (size_t i = 0; sources[i]; i++) {
        const char *slash = strrchr(sources[i], '/');
        struct ag_str name = ag_str(slash ? slash + 1 : sources[i]);
        if (i > 0)
            ag_buf_put(&buf, ", ", 2);
        ag_buf_str(&buf, ag_str_eq(name, AG_STR("-")) ? AG_STR("standard input")
                                                      : name);
    }
    struct ag_str joined = ag_arena_copy(arena, ag_buf_text(&buf));
    ag_buf_free(&buf);
    return joined;
}

static struct ag_rendered *
render_one(struct view *v, const struct ag_target_output *output,
           const void *each)
{
    struct ag_rendered *file = AG_NEW(v->arena, struct ag_rendered);
    const void *args[2] = {v->schema, each};
    struct ag_buf name;

    ag_buf_init(&name, v->arena);
    ag_tmpl_render(v->target->templates, output->file, v, args, &name);
    file->name = ag_arena_copy(v->arena, ag_buf_text(&name));
    ag_buf_free(&name);
    ag_buf_init(&file->text, v->arena);
    ag_tmpl_render(v->target->templates, output->text, v, args, &file->text);
    return file;
}

/* Renders `output`, once or for each model or enum, behind `end`. */
static struct ag_rendered **
render_output(struct view *v, const struct ag_target_output *output,
              struct ag_rendered **end)
{
    if (output->each == AG_EACH_schema) {
        *end = render_one(v, output, NULL);
        return &(*end)->next;
    }
    if (output->each == AG_EACH_enum) {
        for (const struct ag_enum *e = v->schema->enums; e; e = e->next) {
            *end = render_one(v, output, e);
            end = &(*end)->next;
        }
        return end;
    }
    for (const struct ag_model *m = v->schema->models; m; m = m->next) {
        *end = render_one(v, output, m);
        end = &(*end)->next;
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

    for (const struct ag_model *m = schema->models; m; m = m->next)
        find_model_losses(&v, m);
    for (const struct ag_enum *e = schema->enums; e; e = e->next)
        find_enum_losses(&v, e);
    make_idents(&v);
    if (diags->errors)
        return NULL;
    for (const struct ag_target_output *o = target->outputs; o; o = o->next)
        end = render_output(&v, o, end);
    return first;
}
