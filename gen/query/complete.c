/*
 * Completions for a position.
 *
 * The text before the cursor decides which completions fit, by its tokens,
 * because a file is rarely valid while it is being written. The names come from
 * the trees, which contain every line that could be parsed.
 */
#include "gen/query/query.h"

#include "base/buf.h"
#include "base/diag.h"
#include "base/embed.h"
#include "gen/query/symbols.h"
#include "gen/schema/type.h"
#include "gen/target/target.h"
#include "grammar/lexer.h"
#include "grammar/parse.h"
#include "grammar/parser.h"

struct token {
    int kind;
    struct ag_str text;
    uint32_t at;
};

enum { LINE = 256 }; /* tokens of a line that are examined */

/* The position of the cursor. */
struct spot {
    struct ag_lookup *look;
    struct ag_look_items *out;
    struct ag_look_item *items;
    const struct ag_source *source;
    uint32_t offset;    /* of the cursor */
    struct ag_str word; /* the word before the cursor, which is replaced: a
                           name, which may contain dots or begin with @; of a
                           string all of it */
    bool in_string;
    bool in_comment;
    struct token line[LINE]; /* the tokens before the word on its line */
    size_t n;
    int depth;                         /* of braces */
    enum ag_subject subject;           /* of the enclosing block */
    struct ag_str name;                /* of the block */
    uint32_t block;                    /* the offset of the block in the file */
    uint32_t line_at;                  /* the offset of the line */
    bool extend;                       /* it is an `extend` */
    const struct ag_symbol *owner;     /* the model, or NULL */
};

/* Items. */

static struct ag_look_item *
add(struct spot *s, enum ag_look_kind kind, struct ag_str label)
{
    struct ag_look_item *item;

    s->items =
        ag_look_grow(s->look->arena, s->items, s->out->n, sizeof *s->items);
    item = &s->items[s->out->n++];
    *item = (struct ag_look_item){.kind = kind, .label = label, .text = label};
    return item;
}

static void
add_words(struct spot *s, enum ag_look_kind kind, const char *const *words)
{
    for (; words && *words; words++)
        add(s, kind, ag_str(*words));
}

/* A string: with quotes, unless the cursor is between them. */
static struct ag_look_item *
add_string(struct spot *s, enum ag_look_kind kind, struct ag_str text)
{
    struct ag_look_item *item = add(s, kind, text);

    if (!s->in_string)
        item->text = ag_arena_fmt(s->look->arena, "\"%.*s\"", AG_ARG(text));
    return item;
}

static void
add_strings(struct spot *s, const char *const *words)
{
    for (; words && *words; words++)
        add_string(s, AG_LOOK_choice, ag_str(*words));
}

static bool
has_item(const struct spot *s, struct ag_str label)
{
    for (size_t i = 0; i < s->out->n; i++)
        if (ag_str_eq(s->items[i].label, label))
            return true;
    return false;
}

/* The text before the cursor. */

static bool
is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' ||
           (unsigned char)c >= 0x80;
}

/* Opens a block; the tokens before its brace determine its kind. */
static void
open_block(struct spot *s)
{
    size_t i = s->n && ag_look_is(s->line[0].text, "extend");

    s->extend = i == 1;
    s->subject = i < s->n ? ag_subject_find(s->line[i].text) : AG_SUBJECT_none;
    s->name = i + 1 < s->n ? s->line[i + 1].text : (struct ag_str){0};
    s->block = s->n ? s->line[0].at : 0;
}

/* Whether the line that begins with `line[0]` opens a block. Then the block
 * before it has no closing brace; the parser assumes that, too. */
static bool
is_declaration(const struct spot *s)
{
    return s->n == 2 && s->line[0].kind == AG_TOK_NAME &&
           s->line[1].kind == AG_TOK_NAME;
}

static void
take_token(struct spot *s, int kind, const struct ag_token *token)
{
    if (kind == AG_LEX_LINE) {
        if (s->n == 0 || ag_ends_line(s->line[s->n - 1].kind))
            s->n = 0;
        return;
    }
    if (s->n == 0)
        s->line_at = token->text.at;
    if (kind == AG_TOK_LBRACE &&
        (s->depth == 0 || (s->depth == 1 && is_declaration(s)))) {
        open_block(s);
        s->depth = 1;
        s->n = 0;
        return;
    }
    s->depth += (kind == AG_TOK_LBRACE) - (kind == AG_TOK_RBRACE);
    if (s->depth <= 0) {
        s->depth = 0;
        if (kind == AG_TOK_RBRACE) {
            s->subject = AG_SUBJECT_none;
            s->name = (struct ag_str){0};
            s->n = 0;
            return;
        }
    }
    if (s->n < LINE)
        s->line[s->n++] = (struct token){kind, token->text, token->text.at};
}

/* Reads the tokens up to `limit`. */
static void
read_tokens(struct spot *s, uint32_t limit)
{
    struct ag_diags quiet = ag_look_quiet(s->look);
    const char *copy =
        ag_arena_cstr(s->look->arena, s->source->text.p, limit);
    struct ag_token token;
    int kind;

    struct ag_lexer lx =
        ag_lexer_begin((struct ag_str){copy, limit, 0}, s->look->arena, &quiet);
    while ((kind = ag_lex_again(&lx, &token)) != AG_TOK_END) {
        struct ag_str text = token.text;
        bool last = token.end == limit;
        if (kind == AG_LEX_DOC || kind == AG_LEX_COMMENT) {
            s->in_comment = last && (kind == AG_LEX_DOC || text.p[1] == '/');
        } else if (kind == AG_TOK_STRING && last &&
                   text.p + text.n == lx.limit) { /* without a closing quote */
            s->in_string = true;
            s->word.at = text.at + 1;
        } else {
            take_token(s, kind, &token);
        }
    }
    s->in_comment |= lx.stopped;
}

static void
find_spot(struct spot *s)
{
    const char *text = s->source->text.p;
    uint32_t at = s->offset;

    while (at && is_word(text[at - 1]))
        at--;
    for (int i = 0; i < 2 && at && text[at - 1] == '@'; i++)
        at--;
    s->word.at = at;
    read_tokens(s, at);
    s->word =
        (struct ag_str){text + s->word.at, s->offset - s->word.at, s->word.at};
    s->out->begin = s->word.at;
    s->out->end = s->offset;
    s->owner = ag_look_find(s->look, s->name);
}

/* Declarations. */

/* Sets of kinds of blocks. */
enum {
    MODELS = 1 << AG_LOOK_model | 1 << AG_LOOK_view,
    ENUMS = 1 << AG_LOOK_enum,
    MIXINS = 1 << AG_LOOK_mixin,
    SETTINGS = 1 << AG_LOOK_datasource | 1 << AG_LOOK_generator |
               1 << AG_LOOK_config,
};

static bool
is_model(const struct ag_symbol *owner)
{
    return MODELS >> owner->kind & 1;
}

/* Calls `fn` for all owners of these kinds, in the order of the files. */
static void
each_owner(struct spot *s, unsigned kinds,
           void (*fn)(struct spot *, const struct ag_symbol *))
{
    for (const struct ag_unit *f = s->look->units; f; f = f->next)
        for (const struct ag_decl *d = f->tree.first; d; d = d->next) {
            const struct ag_symbol *owner = d->kind == AG_DECL_BLOCK
                                                ? ag_look_find(s->look, d->name)
                                                : NULL;
            if (owner && owner->decl == d && kinds >> owner->kind & 1)
                fn(s, owner);
        }
}

static void
add_owner(struct spot *s, const struct ag_symbol *owner)
{
    struct ag_look_item *item = add(s, owner->kind, owner->now);

    item->detail = owner->decl->keyword;
    if (owner->decl->doc)
        item->doc = *owner->decl->doc;
}

/* Fields as items. */
struct fields {
    struct spot *s;
    const struct ag_symbol *owner;
    bool columns;               /* without relations */
    bool keys;                  /* only those that are unique without other
                                   fields */
    const char *before, *after; /* inserted before and after the name */
    bool path;                  /* with the name of the model */
};

static bool
is_key(const struct ag_member *m)
{
    return ag_attr_of(m->attrs, AG_ATTR_id) ||
           ag_attr_of(m->attrs, AG_ATTR_unique);
}

static bool
add_field(void *self, const struct ag_symbol *of, const struct ag_member *m)
{
    struct fields *f = self;
    struct ag_arena *arena = f->s->look->arena;
    struct ag_str name = ag_look_renamed(f->owner, m->name);
    const struct ag_symbol *type =
        m->kind == AG_MEMBER_FIELD ? ag_look_type(f->s->look, m->type) : NULL;
    struct ag_look_item *item;

    (void)of;
    if ((f->columns && type && is_model(type)) || (f->keys && !is_key(m)))
        return false;
    if (f->path)
        name = ag_arena_fmt(arena, "%.*s.%.*s", AG_ARG(f->owner->now),
                            AG_ARG(name));
    else if (has_item(f->s, name))
        return false;
    item = add(f->s, m->kind == AG_MEMBER_VALUE ? AG_LOOK_value : AG_LOOK_field,
               name);
    item->detail = m->kind == AG_MEMBER_VALUE ? f->owner->now : m->type;
    if (m->doc)
        item->doc = *m->doc;
    if (f->before)
        item->text =
            ag_arena_fmt(arena, "%s%.*s%s", f->before, AG_ARG(name), f->after);
    return false;
}

/* Parses the block around the cursor up to its line. Needed if the tree lacks
 * the block because its end is missing. */
static const struct ag_symbol *
read_block(struct spot *s)
{
    struct ag_str text = ag_str_cut(s->source->text, s->block, s->line_at);
    struct ag_source source = {0};
    struct ag_diags quiet = ag_look_quiet(s->look);
    struct ag_tree tree = {0};

    source.text = ag_arena_fmt(s->look->arena, "%.*s\n}\n", AG_ARG(text));
    ag_parse(&tree, AG_GRAMMAR_SCHEMA, &source, s->look->arena, &quiet);
    if (!tree.first)
        return NULL;
    struct ag_symbol *owner = AG_NEW(s->look->arena, struct ag_symbol);
    owner->decl = tree.first;
    owner->kind = AG_LOOK_model;
    owner->now = tree.first->name;
    return owner;
}

static void
add_fields(struct fields fields)
{
    if (!fields.owner && fields.s->block < fields.s->line_at)
        fields.owner = read_block(fields.s);
    if (fields.owner)
        ag_look_members(fields.s->look, fields.owner, add_field, &fields);
}

static void
add_key(struct spot *s, const struct ag_symbol *owner)
{
    add_fields((struct fields){
        .s = s, .owner = owner, .columns = true, .keys = true, .path = true});
}

/* User.id: the keys of all models, or the columns of the model before the dot.
 */
static void
add_paths(struct spot *s, bool keys)
{
    uint32_t dot = ag_str_find(s->word, '.');
    const struct ag_symbol *owner =
        ag_look_find(s->look, ag_str_cut(s->word, 0, dot));

    if (dot < s->word.n && owner)
        add_fields((struct fields){
            .s = s, .owner = owner, .columns = keys, .path = true});
    else if (keys)
        each_owner(s, MODELS, add_key);
    else
        each_owner(s, MODELS, add_owner);
}

/* Outside of all blocks. */

static void
add_keywords(struct spot *s)
{
    static const struct {
        const char *word, *snippet, *doc;
    } keywords[] = {
#define AG_KEYWORD(word, token, snippet, doc) {#word, snippet, doc},
#define AG_STATEMENT AG_KEYWORD
#include "grammar/keyword.def"
#undef AG_KEYWORD
#undef AG_STATEMENT
    };

    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        struct ag_look_item *item;
        if (!*keywords[i].snippet)
            continue;
        item = add(s, AG_LOOK_keyword, ag_str(keywords[i].word));
        item->text = ag_str(keywords[i].snippet);
        item->snippet = true;
        item->doc = ag_str(keywords[i].doc);
    }
}

/* The presets that `use` can name, or the conventions. */
static void
add_presets(struct spot *s, bool conventions)
{
    const struct ag_embedded *e = NULL;
    struct ag_str folder = AG_STR(AG_CONVENTIONS);

    while ((e = ag_preset_after(e))) {
        struct ag_str name = ag_preset_name(e);
        if (ag_str_starts(name, folder) != conventions)
            continue;
        if (conventions)
            name = ag_str_cut(name, folder.n, name.n);
        add_string(s, conventions ? AG_LOOK_choice : AG_LOOK_use, name)->detail =
            ag_preset_title(e);
    }
    s->out->files = s->in_string;
}

static void
complete_top(struct spot *s)
{
    static const char *const blocks[] = {"model", "enum", NULL};
    static const char *const things[] = {"model", "enum", "field", NULL};
    struct ag_str first = s->n ? s->line[0].text : (struct ag_str){0};
    enum ag_subject subject =
        s->n > 1 ? ag_subject_find(s->line[1].text) : AG_SUBJECT_none;
    bool extend = ag_look_is(first, "extend");
    bool change = ag_look_is(first, "omit") || ag_look_is(first, "rename");

    if (s->n == 1 && ag_look_is(first, "use"))
        add_presets(s, false);
    else if (s->in_string)
        return;
    else if (s->n == 0)
        add_keywords(s);
    else if (s->n == 1 && extend)
        add_words(s, AG_LOOK_keyword, blocks);
    else if (s->n == 1 && change)
        add_words(s, AG_LOOK_keyword, things);
    else if (s->n == 2 && (extend || change) && subject == AG_SUBJECT_enum)
        each_owner(s, ENUMS, add_owner);
    else if (s->n == 2 && (extend || change) && subject == AG_SUBJECT_model)
        each_owner(s, MODELS, add_owner);
    else if (s->n == 2 && change && subject == AG_SUBJECT_field)
        add_paths(s, false);
}

/* Attributes. */

/* The arguments that are almost always given, as a snippet: ("$1"). */
static struct ag_str
arguments(struct ag_arena *arena, const struct ag_arg_spec *specs)
{
    struct ag_str text = {0};
    int n = 0;

    for (const struct ag_arg_spec *a = specs; a && a->name; a++) {
        const char *open = "", *close = "";
        bool string = a->kind == AG_ARG_db_name || a->kind == AG_ARG_sql ||
                      a->kind == AG_ARG_string;
        if (a->need != AG_ARG_REQUIRED && a->kind != AG_ARG_fields)
            continue;
        if (string)
            open = close = "\"";
        if (a->kind == AG_ARG_fields)
            open = "[", close = "]";
        text = ag_arena_fmt(arena, "%.*s%s%s%s%s$%d%s", AG_ARG(text),
                            n ? ", " : "", a == specs ? "" : a->name,
                            a == specs ? "" : ": ", open, n + 1, close);
        n++;
    }
    return text.n ? ag_arena_fmt(arena, "(%.*s)", AG_ARG(text)) : text;
}

/* Whether the line has the attribute before the cursor. */
static bool
has_attribute(const struct spot *s, struct ag_str name)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->line[i].kind == AG_TOK_ATTRIBUTE &&
            ag_str_eq(s->line[i].text, name))
            return true;
    return false;
}

static void
add_attribute(struct spot *s, const struct ag_known *known, const char *mark)
{
    struct ag_arena *arena = s->look->arena;
    struct ag_str label =
        ag_arena_fmt(arena, "%s%.*s", mark, AG_ARG(known->name));
    struct ag_str args = arguments(arena, known->args);
    struct ag_look_item *item = add(s, AG_LOOK_attribute, label);

    item->doc = ag_str(known->doc);
    item->snippet = args.n > 0;
    item->text = ag_arena_fmt(arena, "%.*s%.*s", AG_ARG(label), AG_ARG(args));
}

static void
add_attributes(struct spot *s, ag_look_list *list, const char *mark,
               unsigned places)
{
    struct ag_known known;

    for (size_t i = 0; list(i, &known); i++)
        if (known.places & places && !has_attribute(s, known.name))
            add_attribute(s, &known, mark);
}

/* The native types for `scalar`, of one provider or of all. */
static void
add_natives(struct spot *s, struct ag_str of, enum ag_scalar scalar,
            struct ag_str prefix)
{
    struct ag_arena *arena = s->look->arena;

    scalar = ag_scalar_plain(scalar);
    for (const struct ag_native *t = ag_natives; t->name; t++) {
        struct ag_str label =
            ag_arena_fmt(arena, "%.*s%s", AG_ARG(prefix), t->name);
        struct ag_look_item *item;
        if (t->scalar != scalar || (of.n && !ag_look_is(of, t->provider)) ||
            has_item(s, label))
            continue;
        item = add(s, AG_LOOK_native, label);
        item->detail = ag_str(t->provider);
        item->doc =
            ag_arena_fmt(arena, "A column of type %s.", ag_type_names[t->type]);
        item->snippet = t->args != AG_ARGS_none;
        if (item->snippet)
            item->text =
                ag_arena_fmt(arena, "%.*s(%s)", AG_ARG(label),
                             t->args == AG_ARGS_two ? "${1:10}, ${2:2}" : "$1");
    }
}

/* @db.…, or @mysql.… if that is the prefix before the cursor. */
static void
add_native_attributes(struct spot *s, enum ag_scalar scalar)
{
    const struct ag_decl *source = s->look->source;
    struct ag_str word = s->word, name = AG_STR("db");
    uint32_t dot = ag_str_find(word, '.');
    enum ag_dialect dialect;

    if (source && source->name.n)
        name = source->name;
    if (dot < word.n && word.p[0] == '@' &&
        ag_dialect_find(ag_str_cut(word, 1, dot), &dialect))
        name = ag_str_cut(word, 1, dot);
    add_natives(s, ag_look_provider(s->look, name), scalar,
                ag_arena_fmt(s->look->arena, "@%.*s.", AG_ARG(name)));
}

/* The attributes of the field on the line. */
static void
complete_attribute(struct spot *s)
{
    struct ag_str type = s->line[1].text;
    const struct ag_symbol *owner = ag_look_type(s->look, type);
    enum ag_scalar scalar = ag_scalar_find(type);

    if (s->in_string)
        return;
    add_attributes(s, ag_known_attribute, "@",
                   owner && is_model(owner) ? AG_KNOWN_RELATION
                                            : AG_KNOWN_COLUMN);
    if (!owner && scalar < AG_NSCALAR)
        add_native_attributes(s, scalar);
}

/* Arguments. */

/* The attribute whose parentheses the cursor is in. */
struct inside {
    enum ag_attr_kind attr;
    struct ag_known known;
    size_t open[8]; /* open brackets: indices into the line */
    size_t depth;
    const struct ag_symbol *type;  /* of the field */
    const struct ag_symbol *other; /* the model it refers to */
    enum ag_scalar scalar;
};

static bool
is_open(int kind)
{
    return kind == AG_TOK_LPAREN || kind == AG_TOK_LBRACKET ||
           kind == AG_TOK_LBRACE;
}

static bool
is_close(int kind)
{
    return kind == AG_TOK_RPAREN || kind == AG_TOK_RBRACKET ||
           kind == AG_TOK_RBRACE;
}

static void
find_brackets(const struct spot *s, struct inside *in)
{
    enum { DEEPEST = sizeof in->open / sizeof *in->open };

    for (size_t i = 0; i < s->n; i++) {
        if (is_open(s->line[i].kind) && in->depth < DEEPEST)
            in->open[in->depth++] = i;
        else if (is_close(s->line[i].kind) && in->depth)
            in->depth--;
    }
}

/* The label of the argument that contains the token `at`, in the bracket at
 * `open`. */
static struct ag_str
label_at(const struct spot *s, size_t open, size_t at)
{
    size_t begin = open + 1, depth = 0;

    for (size_t i = open + 1; i < at; i++) {
        if (is_open(s->line[i].kind))
            depth++;
        else if (is_close(s->line[i].kind))
            depth -= depth > 0;
        else if (s->line[i].kind == AG_TOK_COMMA && depth == 0)
            begin = i + 1;
    }
    if (begin + 1 < at && s->line[begin + 1].kind == AG_TOK_COLON)
        return s->line[begin].text;
    return (struct ag_str){0};
}

/* Whether the bracket at `open` already has an argument `label`. */
static bool
has_label(const struct spot *s, size_t open, const char *label)
{
    for (size_t i = open + 1; i + 1 < s->n; i++)
        if (s->line[i + 1].kind == AG_TOK_COLON &&
            ag_look_is(s->line[i].text, label))
            return true;
    return false;
}

/* The names of arguments, without the first one, which needs no name unless it
 * is a choice. */
static void
add_labels(struct spot *s, size_t open, const struct ag_arg_spec *specs)
{
    if (s->in_string || ag_str_find(s->word, '.') < s->word.n)
        return;
    for (const struct ag_arg_spec *a = specs; a && a->name; a++) {
        struct ag_look_item *item;
        bool bare = a == specs && a->need != AG_ARG_NAMED && !a->values;
        if (bare || has_label(s, open, a->name))
            continue;
        item = add(s, AG_LOOK_argument, ag_str(a->name));
        item->text = ag_arena_fmt(s->look->arena, "%s: ", a->name);
    }
}

static void
add_booleans(struct spot *s)
{
    static const char *const booleans[] = {"true", "false", NULL};

    add_words(s, AG_LOOK_choice, booleans);
}

/* The values of an enum, or true and false. */
static void
add_values(struct spot *s, const struct ag_symbol *type, enum ag_scalar scalar)
{
    if (type && type->kind == AG_LOOK_enum)
        add_fields((struct fields){.s = s, .owner = type});
    else if (scalar == AG_SCALAR_Boolean)
        add_booleans(s);
}

static void
add_defaults(struct spot *s, const struct inside *in)
{
    struct ag_known known;

    add_values(s, in->type, in->scalar);
    for (size_t i = 0; ag_known_function(i, &known); i++) {
        struct ag_look_item *item;
        struct ag_str args = arguments(s->look->arena, known.args);
        bool any = known.places == ~0u;
        if (!any && (in->type || in->scalar >= AG_NSCALAR ||
                     !(known.places >> in->scalar & 1)))
            continue;
        item = add(s, AG_LOOK_function,
                   ag_arena_fmt(s->look->arena, "%.*s()", AG_ARG(known.name)));
        item->doc = ag_str(known.doc);
        item->snippet = args.n > 0;
        if (args.n)
            item->text = ag_arena_fmt(s->look->arena, "%.*s%.*s",
                                      AG_ARG(known.name), AG_ARG(args));
    }
}

/* The model whose fields a list names. */
static const struct ag_symbol *
owner_of(const struct spot *s, const struct inside *in,
         const struct ag_arg_spec *spec)
{
    return in->attr == AG_ATTR_relation && strcmp(spec->name, "references") == 0
               ? in->other
               : s->owner;
}

static void
add_argument(struct spot *s, const struct inside *in,
             const struct ag_arg_spec *spec)
{
    bool references = in->attr == AG_ATTR_references;

    if (s->in_string)
        return;
    if (spec->kind == AG_ARG_fields)
        add_fields((struct fields){.s = s,
                                   .owner = owner_of(s, in, spec),
                                   .columns = true,
                                   .before = "[",
                                   .after = "]"});
    else if (references && strcmp(spec->name, "to") == 0)
        add_paths(s, true);
    else if (in->attr == AG_ATTR_include)
        each_owner(s, MIXINS, add_owner);
    else if (in->attr == AG_ATTR_default && spec->kind == AG_ARG_any)
        add_defaults(s, in);
    else if (spec->kind == AG_ARG_boolean)
        add_booleans(s);
    else
        add_words(s, AG_LOOK_choice, spec->values);
}

/* In a list of fields, or of the values of a default. */
static void
complete_list(struct spot *s, const struct inside *in,
              const struct ag_arg_spec *spec)
{
    size_t deepest = in->open[in->depth - 1];
    int last = s->line[s->n - 1].kind;

    if (in->depth == 3 && s->line[deepest].kind == AG_TOK_LPAREN) {
        const struct ag_arg_spec *parts = ag_known_part_args();
        const struct ag_arg_spec *part =
            ag_look_spec(parts, label_at(s, deepest, s->n));
        if (last == AG_TOK_COLON)
            add_argument(s, in, part ? part : spec);
        else if (last != AG_TOK_NUMBER && last != AG_TOK_NAME)
            add_labels(s, deepest, parts);
    } else if (in->depth == 2 &&
               (last == AG_TOK_LBRACKET || last == AG_TOK_COMMA)) {
        if (spec->kind == AG_ARG_fields)
            add_fields((struct fields){
                .s = s, .owner = owner_of(s, in, spec), .columns = true});
        else
            add_values(s, in->type, in->scalar);
    }
}

/* In where: { … }. */
static void
complete_condition(struct spot *s, const struct inside *in)
{
    static const char *const null[] = {"null", NULL};
    size_t open = in->open[in->depth - 1];
    struct ag_str label = label_at(s, open, s->n);
    const struct ag_member *m;

    if (s->line[s->n - 1].kind != AG_TOK_COLON) {
        if (in->depth == 2)
            add_fields((struct fields){.s = s,
                                       .owner = s->owner,
                                       .columns = true,
                                       .before = "",
                                       .after = ": "});
        return;
    }
    if (in->depth == 3)
        label = label_at(s, in->open[1], open);
    m = ag_look_member(s->look, s->owner, label).member;
    add_words(s, AG_LOOK_choice, null);
    if (m)
        add_values(s, ag_look_type(s->look, m->type), ag_scalar_find(m->type));
}

/* In the parentheses of an attribute. */
static void
complete_argument(struct spot *s, struct inside *in)
{
    size_t open = in->open[0];
    int last = s->line[s->n - 1].kind;
    struct ag_str label = label_at(s, open, s->n);
    const struct ag_arg_spec *spec = ag_look_spec(in->known.args, label);

    if (in->depth > 1) {
        if (s->line[in->open[1]].kind == AG_TOK_LBRACKET && spec)
            complete_list(s, in, spec);
        else if (s->line[in->open[1]].kind == AG_TOK_LBRACE)
            complete_condition(s, in);
        return;
    }
    if (last == AG_TOK_COLON) {
        if (spec)
            add_argument(s, in, spec);
        return;
    }
    if (last != AG_TOK_LPAREN && last != AG_TOK_COMMA)
        return;
    if (last == AG_TOK_LPAREN && spec)
        add_argument(s, in, spec);
    add_labels(s, open, in->known.args);
}

/* The model before the dot of @references(User.id … */
static const struct ag_symbol *
referred(const struct spot *s, size_t open)
{
    struct ag_str to;

    if (open + 1 >= s->n)
        return NULL;
    to = s->line[open + 1].text;
    return ag_look_find(s->look, ag_str_cut(to, 0, ag_str_find(to, '.')));
}

/* Completes inside brackets. False if the cursor is not in brackets. */
static bool
complete_arguments(struct spot *s)
{
    struct inside in = {.scalar = AG_NSCALAR};
    const struct token *attr;
    bool block;

    find_brackets(s, &in);
    if (in.depth == 0 || in.open[0] == 0 ||
        s->line[in.open[0]].kind != AG_TOK_LPAREN)
        return in.depth > 0;
    attr = &s->line[in.open[0] - 1];
    in.attr = ag_attr_find(attr->text);
    block = attr->kind == AG_TOK_BLOCK_ATTRIBUTE;
    if (attr->kind != AG_TOK_ATTRIBUTE && !block)
        return true;
    ag_look_known(block ? ag_known_block_attribute : ag_known_attribute,
                  attr->text, &in.known);
    if (!block && in.open[0] > 2) {
        in.type = in.other = ag_look_type(s->look, s->line[1].text);
        in.scalar = ag_scalar_find(s->line[1].text);
    }
    if (in.attr == AG_ATTR_references)
        in.other = referred(s, in.open[0]);
    if (in.known.args)
        complete_argument(s, &in);
    return true;
}

/* Blocks. */

static void
complete_type(struct spot *s)
{
    for (int i = 0; i < AG_NSCALAR; i++) {
        enum ag_scalar scalar = (enum ag_scalar)i;
        struct ag_look_item *item =
            add(s, AG_LOOK_scalar, ag_str(ag_scalar_name(scalar)));
        item->doc = ag_str(ag_scalar_doc(scalar));
    }
    each_owner(s, ENUMS, add_owner);
    each_owner(s, MODELS, add_owner);
    struct ag_look_item *item = add(s, AG_LOOK_scalar, AG_STR("Unsupported"));
    item->text = AG_STR("Unsupported(\"$1\")");
    item->snippet = true;
    item->doc = AG_STR("A type of the database that the language lacks.");
}

static void
complete_member(struct spot *s, bool values)
{
    bool at = s->word.n && s->word.p[0] == '@';

    if (complete_arguments(s) || s->in_string)
        return;
    if (s->n == 0) {
        add_attributes(s, ag_known_block_attribute, "@@",
                       values ? AG_KNOWN_ENUM : AG_KNOWN_MODEL);
        if (s->extend && !at && s->owner)
            add_fields((struct fields){.s = s, .owner = s->owner});
    } else if (values) {
        struct ag_known known; /* a value can have no other attribute than
                                  @map */
        ag_look_known(ag_known_attribute, ag_attr_names[AG_ATTR_map], &known);
        add_attribute(s, &known, "@");
    } else if (s->n == 1 && !at) {
        complete_type(s);
    } else if (s->n > 1) {
        complete_attribute(s);
    }
}

/* Settings. */

/* The block around the cursor; NULL: the tree does not contain it. */
static const struct ag_decl *
this_block(const struct spot *s)
{
    const struct ag_unit *unit = s->look->units;
    const struct ag_decl *d;

    while (unit && unit->source != s->source)
        unit = unit->next;
    d = unit ? unit->tree.first : NULL;
    while (d && d->keyword.at != s->source->text.at + s->block)
        d = d->next;
    return d;
}

static void
add_setting(struct spot *s, struct ag_str name, struct ag_str doc,
            const struct ag_decl *block)
{
    struct ag_look_item *item;

    if (ag_setting(block, name) || has_item(s, name))
        return;
    item = add(s, AG_LOOK_setting, name);
    item->doc = doc;
    item->text = ag_arena_fmt(s->look->arena, "%.*s = ", AG_ARG(name));
}

static void
complete_setting(struct spot *s)
{
    const struct ag_decl *block = this_block(s);
    struct ag_known known;
    const char *name, *doc;

    if (s->subject == AG_SUBJECT_datasource) {
        for (size_t i = 0; ag_known_datasource(i, &known); i++)
            add_setting(s, known.name, ag_str(known.doc), block);
        return;
    }
    if (s->subject == AG_SUBJECT_config) {
        for (size_t i = 0; ag_known_config(i, &known); i++)
            add_setting(s, known.name, ag_str(known.doc), block);
        for (int i = 0; i < AG_NSCALAR; i++)
            add_setting(s, ag_str(ag_scalar_name((enum ag_scalar)i)),
                        AG_STR("The native type of all columns of this type."),
                        block);
        return;
    }
    const struct ag_expr *provider = ag_setting(block, AG_STR("provider"));
    for (size_t i = 0; ag_request_setting(i, &name, &doc); i++) {
        if (provider && strcmp(name, "target") == 0 &&
            !ag_provider_is_authgen(provider->text))
            continue;
        if (!doc && ag_look_known(ag_known_config, ag_str(name), &known))
            doc = known.doc;
        add_setting(s, ag_str(name), ag_str(doc ? doc : ""), block);
    }
    for (const struct ag_target_opt *o = ag_look_options(s->look, block); o;
         o = o->next)
        add_setting(s, o->name, o->doc, block);
}

static void
add_targets(struct spot *s)
{
    struct ag_str name = {0};

    while ((name = ag_target_next(name)).n) {
        const struct ag_target *target = ag_look_target(s->look, name);
        if (target)
            add_string(s, AG_LOOK_target, name)->detail = target->title;
    }
}

/* The values of an option; one of them may be the empty string. */
static void
add_option(struct spot *s, const struct ag_target_opt *option)
{
    if (option->boolean && !s->in_string)
        add_booleans(s);
    for (const struct ag_str *v = option->values; v && v->p; v++)
        if (v->n)
            add_string(s, AG_LOOK_choice, *v);
        else if (!s->in_string)
            add(s, AG_LOOK_choice, AG_STR("\"\""));
}

static void
complete_generator_value(struct spot *s, struct ag_str name)
{
    const struct ag_target_opt *o = ag_look_options(s->look, this_block(s));
    struct ag_known known;

    if (ag_look_is(name, "provider"))
        add_string(s, AG_LOOK_choice, AG_STR("authgen"));
    if (ag_look_is(name, "provider") || ag_look_is(name, "target")) {
        add_targets(s);
        return;
    }
    if (ag_look_is(name, "dialect"))
        add_strings(s, ag_dialect_names);
    for (; o; o = o->next)
        if (ag_str_eq(name, o->name))
            add_option(s, o);
    if (ag_look_is(name, "convention"))
        add_presets(s, true);
    else if (s->out->n == 0 && ag_look_known(ag_known_config, name, &known))
        add_strings(s, known.values);
}

static void
complete_value(struct spot *s)
{
    struct ag_str name = s->line[0].text;
    enum ag_scalar scalar = ag_scalar_find(name);
    struct ag_known known;

    if (s->subject == AG_SUBJECT_generator) {
        complete_generator_value(s, name);
    } else if (s->subject == AG_SUBJECT_datasource) {
        if (ag_look_known(ag_known_datasource, name, &known))
            add_strings(s, known.values);
    } else if (scalar < AG_NSCALAR && !s->in_string) {
        add_natives(s, ag_look_provider(s->look, (struct ag_str){0}), scalar,
                    (struct ag_str){0});
    } else if (ag_look_is(name, "convention")) {
        add_presets(s, true);
    } else if (ag_look_known(ag_known_config, name, &known)) {
        add_words(s, AG_LOOK_choice, known.values);
    }
}

static void
complete_settings(struct spot *s)
{
    if (s->n == 0 && !s->in_string)
        complete_setting(s);
    else if (s->n == 2 && s->line[1].kind == AG_TOK_EQUAL)
        complete_value(s);
}

struct ag_look_items
ag_look_complete(struct ag_context *context, const char *file, uint32_t offset)
{
    struct ag_look_items out = {0};
    struct spot s = {
        .look = ag_look_up(context), .out = &out, .offset = offset};
    const struct ag_unit *f = ag_look_file(s.look, file);

    if (!f || offset > f->source->text.n)
        return out;
    s.source = f->source;
    find_spot(&s);
    if (s.in_comment)
        return out;
    enum ag_look_kind block = ag_look_block_kind(s.subject);
    if (s.depth == 0)
        complete_top(&s);
    else if (SETTINGS >> block & 1)
        complete_settings(&s);
    else
        complete_member(&s, block == AG_LOOK_enum);
    out.items = s.items;
    return out;
}
