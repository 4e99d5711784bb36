/* Information about a name, and the code that targets generate for it. */
#include "gen/query/query.h"

#include "base/buf.h"
#include "base/diag.h"
#include "base/embed.h"
#include "gen/query/symbols.h"
#include "gen/schema/type.h"
#include "gen/target/probe.h"
#include "gen/target/target.h"

struct hover {
    struct ag_lookup *look;
    struct ag_look_name name;
    struct ag_buf out;
};

/* Starts a paragraph. */
static void
part(struct hover *h)
{
    if (h->out.n)
        ag_buf_fmt(&h->out, "\n\n");
}

static void
put_code(struct hover *h, struct ag_str language, struct ag_str code)
{
    while (code.n && (code.p[code.n - 1] == '\n' || code.p[code.n - 1] == ' '))
        code.n--;
    while (code.n && code.p[0] == '\n')
        code = ag_str_cut(code, 1, code.n);
    part(h);
    ag_buf_fmt(&h->out, "```%.*s\n%.*s\n```", AG_ARG(language), AG_ARG(code));
}

static void
put_text(struct hover *h, struct ag_str text)
{
    part(h);
    ag_buf_str(&h->out, text);
}

/* The comment of a declaration, if it has one. */
static void
put_doc(struct hover *h, const struct ag_str *doc)
{
    if (doc && doc->n)
        put_text(h, *doc);
}

/* The text of the file in [at, end). */
static struct ag_str
text_at(const struct hover *h, uint32_t at, uint32_t end)
{
    struct ag_look_at place = ag_look_range(h->look, (struct ag_span){at, end});

    return place.source ? ag_str_cut(place.source->text, place.begin, place.end)
                        : (struct ag_str){0};
}

/* Outputs. */

/* The object to look for in each output. */
struct probe {
    const struct ag_symbol *owner;
    struct ag_str field; /* of the owner; empty: the owner itself */
    bool sql_only;
    struct shown *shown;
};

/* The checked schema, if it can be rendered. */
static const struct ag_schema *
schema_of(struct ag_lookup *look)
{
    static const struct ag_request any;

    if (look->context->diags.errors)
        return NULL;
    return ag_context_check(look->context, &any, true);
}

/* The schema for the request. NULL also if the request is for another database
 * than the schema's own. */
static const struct ag_schema *
schema_for(struct ag_lookup *look, const struct ag_request *r)
{
    const struct ag_schema *schema = schema_of(look);
    enum ag_dialect dialect;

    if (!schema || !r)
        return schema;
    if (r->dialect && (!ag_dialect_find(ag_str(r->dialect), &dialect) ||
                       dialect != schema->dialect))
        return NULL;
    return ag_context_check(look->context, r, true);
}

static const struct ag_model *
find_model(const struct ag_schema *schema, const struct ag_symbol *owner)
{
    const struct ag_model *m = schema ? schema->models : NULL;

    while (m && !(m->decl && ag_str_eq(m->name, owner->now)))
        m = m->next;
    return m;
}

static const struct ag_enum *
find_enum(const struct ag_schema *schema, const struct ag_symbol *owner)
{
    const struct ag_enum *e = schema ? schema->enums : NULL;

    while (e && !ag_str_eq(e->name, owner->now))
        e = e->next;
    return e;
}

static const struct ag_field *
find_field(const struct ag_model *model, struct ag_str name)
{
    const struct ag_field *f = model ? model->fields : NULL;

    while (f && !ag_str_eq(f->name, name))
        f = f->next_field;
    return f;
}

/* The object of the probe; NULL: the schema does not contain it. */
static const void *
find_object(const struct ag_schema *schema, const struct probe *p,
            const struct ag_model **model)
{
    *model = NULL;
    if (p->owner->kind == AG_LOOK_enum)
        return find_enum(schema, p->owner);
    *model = find_model(schema, p->owner);
    if (p->field.n)
        return find_field(*model, p->field);
    return *model;
}

/* The extension of a target's file, which selects the highlighting of code. */
static struct ag_str
extension(const struct ag_target *target)
{
    struct ag_str file =
        target->outputs ? target->outputs->file_text : AG_STR("");
    uint32_t at = file.n;

    while (at && file.p[at - 1] != '.')
        at--;
    return at ? ag_str_cut(file, at, file.n) : (struct ag_str){0};
}

/* A target in the hover, and its output. */
struct shown {
    struct shown *next;
    struct ag_str text;
};

static bool
was_shown(const struct shown *shown, struct ag_str text)
{
    while (shown && !ag_str_eq(shown->text, text))
        shown = shown->next;
    return shown;
}

/* The line of `text` that begins at `at`, and the blanks before it. */
static struct ag_str
line_at(struct ag_str text, uint32_t at, uint32_t *blanks)
{
    struct ag_str line = ag_str_cut(text, at, text.n);

    line.n = ag_str_find(line, '\n');
    *blanks = 0;
    while (*blanks < line.n && line.p[*blanks] == ' ')
        ++*blanks;
    return line;
}

/* Appends the lines of a part. Removes their common indentation, and empty
 * lines at the start and the end. */
static void
put_part(struct ag_buf *out, struct ag_str text)
{
    uint32_t margin = UINT32_MAX, blanks, empty = 0;
    struct ag_str line;
    bool any = false;

    for (uint32_t at = 0; at < text.n; at += line.n + 1) {
        line = line_at(text, at, &blanks);
        if (line.n > blanks && blanks < margin)
            margin = blanks;
    }
    for (uint32_t at = 0; at < text.n; at += line.n + 1) {
        line = line_at(text, at, &blanks);
        if (line.n == blanks) {
            empty += any;
            continue;
        }
        for (; empty; empty--)
            ag_buf_char(out, '\n');
        ag_buf_str(out, ag_str_cut(line, margin, line.n));
        ag_buf_char(out, '\n');
        any = true;
    }
}

/* Joins all parts to one text. */
static struct ag_str
join(struct ag_arena *arena, const struct ag_probe_part *part)
{
    struct ag_buf out;

    ag_buf_init(&out, arena);
    for (; part; part = part->next)
        put_part(&out, part->text);
    return ag_buf_take(&out);
}

/* Shows the output of the target `name`, for a request or without one (NULL).
 * Skips output that another target has shown. */
static void
show(struct hover *h, struct probe *p, struct ag_str name,
     const struct ag_request *r)
{
    struct ag_lookup *look = h->look;
    struct ag_target_loader loader = ag_target_files(look->context);
    struct ag_diags quiet = ag_look_quiet(look);
    const struct ag_schema *schema = schema_for(look, r);
    const struct ag_target *target;
    const struct ag_model *model;
    const void *object = find_object(schema, p, &model);

    if (!object)
        return;
    target =
        ag_target_load(&loader, name, schema,
                       r ? ag_context_customs(look->context, r) : NULL,
                       r ? r->options : NULL, r ? r->noption : 0, look->arena,
                       &quiet);
    if (!target || (p->sql_only && !ag_look_is(extension(target), "sql")))
        return;
    struct ag_str text =
        join(look->arena,
             ag_probe(schema, target,
                      ag_context_tool(look->context, target, look->arena, &quiet),
                      model, object, look->context->names, look->arena, &quiet));
    if (text.n == 0 || was_shown(p->shown, text))
        return;
    struct shown *shown = AG_NEW(look->arena, struct shown);
    *shown = (struct shown){p->shown, text};
    p->shown = shown;
    put_text(h, target->title);
    put_code(h, extension(target), text);
}

/* Shows the targets of generators; without generators, the newest version of
 * every tool. Targets with SQL are always shown. */
static void
show_outputs(struct hover *h, struct probe p)
{
    const struct ag_request *r = NULL;
    struct ag_str name = {0};
    bool asked = false;

    if (!schema_of(h->look))
        return;
    while ((r = ag_next_request(h->look->context, r))) {
        show(h, &p, ag_str(r->target), r);
        asked = true;
    }
    p.sql_only |= asked;
    while ((name = ag_target_next(name)).n)
        if (ag_str_find(name, '@') == name.n)
            show(h, &p, name, NULL);
}

/* Names of the schema. */

static void
hover_owner(struct hover *h)
{
    const struct ag_symbol *owner = h->name.owner;
    struct ag_str text;

    if (!owner)
        return;
    text = text_at(h, owner->decl->keyword.at, owner->decl->end);
    if (owner->kind == AG_LOOK_model || owner->kind == AG_LOOK_view)
        text = ag_str_cut(text, 0, ag_str_find(text, '{'));
    put_code(h, AG_STR("prisma"), text);
    put_doc(h, owner->decl->doc);
    show_outputs(h, (struct probe){.owner = owner, .sql_only = true});
}

/* A relation that @references makes has no line in the source. */
static void
put_made(struct hover *h)
{
    const struct ag_field *field =
        find_field(find_model(schema_of(h->look), h->name.owner), h->name.text);
    const struct ag_relation *r = (const struct ag_relation *)field;

    if (field && field->is_relation)
        put_code(h, AG_STR("prisma"),
                 ag_arena_fmt(h->look->arena, "%.*s %.*s%s",
                              AG_ARG(field->name), AG_ARG(r->target->name),
                              r->list       ? "[]"
                              : r->nullable ? "?"
                                            : ""));
}

static void
hover_field(struct hover *h)
{
    const struct ag_symbol *owner = h->name.owner;
    const struct ag_member *m = h->name.member;
    struct ag_str name = m ? m->name : h->name.text;

    if (!owner)
        return;
    if (m) {
        put_code(h, AG_STR("prisma"), text_at(h, m->name.at, m->end));
        put_doc(h, m->doc);
    } else {
        put_made(h);
    }
    show_outputs(h, (struct probe){.owner = owner,
                                   .field = ag_look_renamed(owner, name)});
}

static void
hover_value(struct hover *h)
{
    const struct ag_member *m = h->name.member;

    if (!m || !h->name.owner)
        return;
    put_code(h, AG_STR("prisma"), text_at(h, m->name.at, m->end));
    part(h);
    ag_buf_fmt(&h->out, "A value of `%.*s`.", AG_ARG(h->name.owner->now));
    put_doc(h, m->doc);
}

/* Words of the language. */

static void
hover_attribute(struct hover *h)
{
    struct ag_known known;
    struct ag_str title = text_at(h, h->name.span.at, h->name.span.end);
    bool block = ag_str_starts(title, AG_STR("@@"));

    if (!ag_look_known(block ? ag_known_block_attribute : ag_known_attribute,
                       h->name.text, &known))
        return;
    put_code(h, AG_STR("prisma"), title);
    put_text(h, ag_str(known.doc));
    for (const struct ag_arg_spec *a = known.args; a && a->name; a++)
        ag_buf_fmt(&h->out, "%s`%s`",
                   a == known.args ? "\n\nArguments: " : ", ", a->name);
}

/* An argument, or a choice as its value. */
static void
hover_argument(struct hover *h)
{
    const struct ag_arg_spec *spec = h->name.spec;

    if (!spec)
        return;
    part(h);
    ag_buf_fmt(&h->out, "`%s` is %s", spec->name, ag_known_form(spec->kind));
    for (size_t i = 0; spec->values && spec->values[i]; i++)
        ag_buf_fmt(&h->out, "%s`%s`", i ? ", " : ": ", spec->values[i]);
    ag_buf_char(&h->out, '.');
}

static void
hover_function(struct hover *h)
{
    struct ag_known known;

    if (!ag_look_known(ag_known_function, h->name.text, &known))
        return;
    put_code(h, AG_STR("prisma"),
             ag_arena_fmt(h->look->arena, "%.*s()", AG_ARG(known.name)));
    put_text(h, ag_str(known.doc));
}

static void
put_type(struct hover *h, struct ag_type type)
{
    ag_buf_fmt(&h->out, "`%s", ag_type_names[type.kind]);
    if (type.nargs == 1)
        ag_buf_fmt(&h->out, "(%u)", type.n);
    else if (type.nargs == 2)
        ag_buf_fmt(&h->out, "(%u, %u)", type.n, type.s);
    ag_buf_char(&h->out, '`');
}

static void
hover_scalar(struct hover *h)
{
    enum ag_scalar scalar = ag_scalar_find(h->name.text);

    if (scalar == AG_NSCALAR)
        return;
    put_code(h, AG_STR("prisma"), h->name.text);
    put_text(h, ag_str(ag_scalar_doc(scalar)));
    if (scalar == AG_SCALAR_Id)
        return;
    for (int i = 0; i < AG_NDIALECT; i++) {
        ag_buf_fmt(&h->out, "%s%s: ", i ? "  \n" : "\n\n",
                   ag_dialects[i].title);
        put_type(h, ag_scalar_type(scalar, (enum ag_dialect)i));
    }
}

/* "@db.VarChar" of the datasource, "@mysql.VarChar", or "VarChar" in config. */
static void
hover_native(struct hover *h)
{
    struct ag_str name = h->name.text, prefix = {0}, provider;
    uint32_t dot = ag_str_find(name, '.');

    if (dot < name.n) {
        prefix = ag_str_cut(name, 0, dot);
        name = ag_str_cut(name, dot + 1, name.n);
    }
    provider = ag_look_provider(h->look, prefix);
    for (const struct ag_native *t = ag_natives; t->name; t++) {
        if (!ag_look_is(name, t->name) ||
            (provider.n && !ag_look_is(provider, t->provider)))
            continue;
        if (h->out.n == 0)
            put_code(h, AG_STR("prisma"),
                     text_at(h, h->name.span.at, h->name.span.end));
        part(h);
        ag_buf_fmt(&h->out, "%s's column type `%s`, for `%s`", t->provider,
                   ag_type_names[t->type], ag_scalar_name(t->scalar));
        if (t->high)
            ag_buf_fmt(&h->out, "; its argument is between %u and %u", t->low,
                       t->high);
        ag_buf_char(&h->out, '.');
    }
}

/* The documentation of an option of a generator's target; NULL: no option. */
static const char *
option_doc(struct hover *h)
{
    const struct ag_target_opt *o = ag_look_options(h->look, h->name.decl);

    while (o && !ag_str_eq(o->name, h->name.text))
        o = o->next;
    return o ? ag_arena_cstr(h->look->arena, o->doc.p, o->doc.n) : NULL;
}

static void
hover_setting(struct hover *h)
{
    enum ag_subject block = h->name.decl->subject;
    struct ag_known known;
    const char *name, *doc;

    ag_look_known(block == AG_SUBJECT_datasource ? ag_known_datasource
                                                 : ag_known_config,
                  h->name.text, &known);
    if (block == AG_SUBJECT_generator) {
        bool of_request = false;
        for (size_t i = 0; ag_request_setting(i, &name, &doc); i++) {
            if (!ag_look_is(h->name.text, name))
                continue;
            of_request = true;
            if (doc)
                known.doc = doc;
        }
        if (!of_request)
            known.doc = option_doc(h);
    }
    if (known.doc)
        put_text(h, ag_str(known.doc));
}

static void
hover_target(struct hover *h)
{
    const struct ag_target *t = ag_look_target(h->look, h->name.text);
    struct ag_target_loader loader = ag_target_files(h->look->context);
    const char *glue = " (";

    if (!t)
        return;
    put_text(h, t->title);
    for (int i = 0; i < AG_NDIALECT; i++) {
        struct ag_diags quiet = ag_look_quiet(h->look);
        if (!ag_target_glance(&loader, h->name.text, (enum ag_dialect)i,
                              h->look->arena, &quiet))
            continue;
        ag_buf_fmt(&h->out, "%s%s", glue, ag_dialects[i].title);
        glue = ", ";
    }
    ag_buf_char(&h->out, ')');
    for (const struct ag_target_opt *o = t->options; o; o = o->next)
        ag_buf_fmt(&h->out, "%s- `%.*s`: %.*s", o == t->options ? "\n\n" : "\n",
                   AG_ARG(o->name), AG_ARG(o->doc));
}

static void
hover_use(struct hover *h)
{
    const struct ag_embedded *e = NULL;

    while ((e = ag_preset_after(e)))
        if (ag_str_eq(ag_preset_name(e), h->name.text))
            put_text(h, ag_preset_title(e));
}

typedef void hover_fn(struct hover *h);

/* NULL: names of this kind have no information */
static hover_fn *const hovers[AG_NLOOK] = {
    [AG_LOOK_model] = hover_owner,
    [AG_LOOK_view] = hover_owner,
    [AG_LOOK_mixin] = hover_owner,
    [AG_LOOK_enum] = hover_owner,
    [AG_LOOK_value] = hover_value,
    [AG_LOOK_field] = hover_field,
    [AG_LOOK_setting] = hover_setting,
    [AG_LOOK_choice] = hover_argument,
    [AG_LOOK_use] = hover_use,
    [AG_LOOK_target] = hover_target,
    [AG_LOOK_attribute] = hover_attribute,
    [AG_LOOK_argument] = hover_argument,
    [AG_LOOK_function] = hover_function,
    [AG_LOOK_scalar] = hover_scalar,
    [AG_LOOK_native] = hover_native,
};

struct ag_str
ag_look_hover(struct ag_context *context, const char *file, uint32_t offset,
              struct ag_look_at *at)
{
    struct hover h = {.look = ag_look_up(context)};

    h.name = ag_look_name(h.look, file, offset);
    ag_buf_init(&h.out, h.look->arena);
    if (hovers[h.name.kind])
        hovers[h.name.kind](&h);
    if (at)
        *at = ag_look_range(h.look, h.name.span);
    return ag_buf_take(&h.out);
}
