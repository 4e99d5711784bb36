/* Symbols, definitions, references and renaming. */
#include "gen/query/query.h"

#include "base/diag.h"
#include "base/path.h"
#include "gen/query/symbols.h"
#include "gen/schema/type.h"
#include "grammar/lexer.h"
#include "grammar/parser.h"

const char *const ag_look_names[AG_NLOOK] = {
    [AG_LOOK_none] = "nothing",
    [AG_LOOK_model] = "model",
    [AG_LOOK_view] = "view",
    [AG_LOOK_mixin] = "mixin",
    [AG_LOOK_enum] = "enum",
    [AG_LOOK_value] = "value",
    [AG_LOOK_field] = "field",
    [AG_LOOK_datasource] = "datasource",
    [AG_LOOK_generator] = "generator",
    [AG_LOOK_config] = "config",
    [AG_LOOK_setting] = "setting",
    [AG_LOOK_choice] = "choice",
    [AG_LOOK_use] = "use",
    [AG_LOOK_target] = "target",
    [AG_LOOK_attribute] = "attribute",
    [AG_LOOK_argument] = "argument",
    [AG_LOOK_function] = "function",
    [AG_LOOK_scalar] = "scalar",
    [AG_LOOK_native] = "native type",
    [AG_LOOK_relation] = "relation",
    [AG_LOOK_keyword] = "keyword",
    [AG_LOOK_extend] = "extend",
    [AG_LOOK_string] = "string",
    [AG_LOOK_number] = "number",
    [AG_LOOK_comment] = "comment",
};

bool
ag_look_symbol(struct ag_context *context, const char *file, uint32_t offset,
               struct ag_look_symbol *symbol)
{
    struct ag_lookup *look = ag_look_up(context);
    struct ag_look_name name = ag_look_name(look, file, offset);

    *symbol = (struct ag_look_symbol){
        .kind = name.kind,
        .name = name.text,
        .at = ag_look_range(look, name.span),
        .declared = name.declares,
    };
    return name.kind != AG_LOOK_none;
}

/* Definitions. */

/* The file of a `use`. If several uses name it, the first one added it. */
static const struct ag_source *
used_source(const struct ag_lookup *look, struct ag_str name)
{
    const struct ag_source *s = look->context->sources.first;
    const struct ag_source *user =
        ag_source_of(&look->context->sources, name.at);
    struct ag_str path;

    while (s && s->used.at != name.at)
        s = s->next;
    if (s || !user || name.n == 0)
        return s;
    path = ag_path_is_source(name)
               ? ag_path_from(look->arena, user->name, name)
               : ag_arena_fmt(look->arena, "presets/%.*s.auth", AG_ARG(name));
    for (s = look->context->sources.first; s; s = s->next)
        if (ag_str_eq(s->name, path))
            return s;
    return NULL;
}

bool
ag_look_definition(struct ag_context *context, const char *file,
                   uint32_t offset, struct ag_look_at *at)
{
    struct ag_lookup *look = ag_look_up(context);
    struct ag_look_name name = ag_look_name(look, file, offset);
    struct ag_str declared = {0};

    *at = (struct ag_look_at){0};
    if (name.kind == AG_LOOK_use) {
        const struct ag_source *source = used_source(look, name.text);
        if (source)
            *at = ag_look_range(
                look, (struct ag_span){source->text.at, source->text.at});
        return source;
    }
    if (name.def == 0)
        return false;
    if (name.kind == AG_LOOK_field || name.kind == AG_LOOK_value)
        declared = ag_look_member(look, name.owner, name.text).name;
    else if (name.owner)
        declared = name.owner->decl->name;
    *at = ag_look_range(look, ag_str_span(declared));
    return at->source;
}

bool
ag_look_used(struct ag_context *context, struct ag_look_at *at)
{
    const struct ag_source *source = at->source;

    *at = ag_look_range(ag_look_up(context),
                        source ? source->used : (struct ag_span){0, 0});
    return at->source;
}

/* References. */

/* The range of a name; the name of a relation is without its quotes. */
static struct ag_look_at
name_range(const struct ag_lookup *look, const struct ag_look_name *name)
{
    struct ag_look_at at = ag_look_range(look, name->span);

    if (name->kind == AG_LOOK_relation) {
        at.begin++;
        at.end--;
    }
    return at;
}

struct uses {
    struct ag_lookup *look;
    struct ag_look_name of;
    bool spelled; /* only names spelled like `of` */
    bool declaration;
    struct ag_look_at *items;
    size_t n;
};

static bool
same_name(const struct ag_look_name *a, const struct ag_look_name *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind != AG_LOOK_relation)
        return a->def && a->def == b->def;
    return ag_str_eq(a->text, b->text) &&
           ((a->owner == b->owner && a->other == b->other) ||
            (a->owner == b->other && a->other == b->owner));
}

static void
add_use(void *self, const struct ag_look_name *name)
{
    struct uses *uses = self;

    if (!same_name(name, &uses->of) ||
        (uses->spelled && !ag_str_eq(name->text, uses->of.text)) ||
        (!uses->declaration && name->declares))
        return;
    uses->items = ag_look_grow(uses->look->arena, uses->items, uses->n,
                               sizeof *uses->items);
    uses->items[uses->n++] = name_range(uses->look, name);
}

static void
find_uses(struct uses *uses)
{
    for (const struct ag_unit *f = uses->look->units; f; f = f->next)
        for (const struct ag_decl *d = f->tree.first; d; d = d->next)
            ag_look_walk(uses->look, d, add_use, uses);
}

const struct ag_look_at *
ag_look_references(struct ag_context *context, const char *file,
                   uint32_t offset, bool with_declaration, size_t *n)
{
    struct ag_lookup *look = ag_look_up(context);
    struct uses uses = {
        .look = look,
        .of = ag_look_name(look, file, offset),
        .declaration = with_declaration,
    };

    if (uses.of.kind != AG_LOOK_none)
        find_uses(&uses);
    *n = uses.n;
    return uses.items;
}

/* Renaming. */

/* Whether there are syntax errors, so that the trees are incomplete. */
static bool
is_unread(const struct ag_context *context)
{
    for (const struct ag_diag *d = context->diags.first; d; d = d->next)
        if (d->info->code < AG_DUPLICATE_NAME && d->info->severity == AG_ERROR)
            return true;
    return false;
}

static const char *
why_not(const struct ag_lookup *look, const struct ag_look_name *name)
{
    if (name->kind == AG_LOOK_none)
        return "no name at this position";
    if (name->kind == AG_LOOK_relation)
        return name->text.n ? NULL : "this relation has no name";
    if (name->kind > AG_LOOK_field)
        return ag_arena_fmt(look->arena,
                            "'%.*s' is a word of the language or of a tool, so "
                            "it cannot be renamed",
                            AG_ARG(name->text))
            .p;
    if (name->def == 0)
        return ag_arena_fmt(look->arena, "'%.*s' is not declared",
                            AG_ARG(name->text))
            .p;
    if (is_unread(look->context))
        return "cannot rename while the schema has syntax errors, because a "
               "line with an error may contain the name";
    return NULL;
}

const char *
ag_look_renamable(struct ag_context *context, const char *file, uint32_t offset,
                  struct ag_look_at *at)
{
    struct ag_lookup *look = ag_look_up(context);
    struct ag_look_name name = ag_look_name(look, file, offset);
    const char *why = why_not(look, &name);

    if (at && !why)
        *at = name_range(look, &name);
    return why;
}

/* Whether `name` is one token, and a valid name. */
static bool
is_name(struct ag_lookup *look, const char *name)
{
    struct ag_diags quiet = ag_look_quiet(look);
    struct ag_str s = ag_str(name);
    struct ag_lexer lexer = ag_lexer_begin(s, look->arena, &quiet);
    struct ag_token token;

    return ag_lex_again(&lexer, &token) == AG_TOK_NAME && token.text.n == s.n &&
           quiet.errors == 0 && (*name < '0' || *name > '9') && *name != '_' &&
           ag_str_find(s, '-') == s.n;
}

/* Why the symbol cannot be renamed to `to`; NULL: it can. */
static const char *
why_not_to(struct ag_lookup *look, const struct ag_look_name *name,
           const char *to)
{
    struct ag_str s = ag_str(to);

    if (name->kind == AG_LOOK_relation)
        return s.n && strcspn(to, "\"\\\r\n") == s.n
                   ? NULL
                   : "the name of a relation must be a text without quotes";
    if (!is_name(look, to))
        return ag_arena_fmt(look->arena,
                            "'%s' is not a valid name: a name begins with a "
                            "letter and contains letters, digits and '_'",
                            to)
            .p;
    if (name->kind == AG_LOOK_field || name->kind == AG_LOOK_value) {
        if (ag_look_member(look, name->owner, s).of)
            return ag_arena_fmt(look->arena, "%s '%.*s' already has '%s'",
                                ag_look_names[name->owner->kind],
                                AG_ARG(name->owner->now), to)
                .p;
        return NULL;
    }
    if (ag_scalar_is_prisma(ag_scalar_find(s)))
        return ag_arena_fmt(look->arena, "'%s' is the name of a built-in type",
                            to)
            .p;
    if (ag_known_reserved(s))
        return ag_arena_fmt(look->arena,
                            "'%s' is a reserved word of TypeScript", to)
            .p;
    const struct ag_symbol *owner = ag_look_find(look, s);
    if (owner)
        return ag_arena_fmt(look->arena, "there is already %s '%s'",
                            owner->kind == AG_LOOK_enum ? "an enum" : "a model",
                            to)
            .p;
    return NULL;
}

/* Why a name in a preset cannot be changed, and what to do instead. */
static const char *
why_built_in(struct ag_lookup *look, const struct ag_look_name *name,
             const struct ag_look_at *at, const char *to)
{
    bool field = name->kind == AG_LOOK_field;
    bool is_enum = name->kind == AG_LOOK_enum;

    if (name->kind == AG_LOOK_value || name->kind == AG_LOOK_mixin ||
        name->kind == AG_LOOK_relation)
        return ag_arena_fmt(look->arena, "'%.*s' is declared in %.*s",
                            AG_ARG(name->text), AG_ARG(at->source->name))
            .p;
    return ag_arena_fmt(look->arena,
                        "'%.*s' is declared in %.*s; add `rename %s %.*s%s%.*s "
                        "%s` instead",
                        AG_ARG(name->text), AG_ARG(at->source->name),
                        field     ? "field"
                        : is_enum ? "enum"
                                  : "model",
                        field ? (int)name->owner->decl->name.n : 0,
                        field ? name->owner->decl->name.p : "",
                        field ? "." : "", AG_ARG(name->text), to)
        .p;
}

const char *
ag_look_rename(struct ag_context *context, const char *file, uint32_t offset,
               const char *name, const struct ag_look_edit **edits, size_t *n)
{
    struct ag_lookup *look = ag_look_up(context);
    struct uses uses = {
        .look = look,
        .of = ag_look_name(look, file, offset),
        .spelled = true,
        .declaration = true,
    };
    const char *why = why_not(look, &uses.of);
    struct ag_look_edit *list;

    *edits = NULL;
    *n = 0;
    if (why)
        return why;
    if (ag_look_is(uses.of.text, name))
        return NULL;
    why = why_not_to(look, &uses.of, name);
    if (why)
        return why;
    find_uses(&uses);
    list = AG_NEW_ARRAY(look->arena, struct ag_look_edit, uses.n);
    struct ag_str text = ag_arena_copy(look->arena, ag_str(name));
    for (size_t i = 0; i < uses.n; i++) {
        if (uses.items[i].built_in)
            return why_built_in(look, &uses.of, &uses.items[i], name);
        list[i] = (struct ag_look_edit){uses.items[i], text};
    }
    *edits = list;
    *n = uses.n;
    return NULL;
}
