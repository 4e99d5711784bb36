/* Outlines, search, tokens and folding. */
#include "gen/query/query.h"

#include "base/diag.h"
#include "gen/query/symbols.h"
#include "grammar/lexer.h"
#include "grammar/parser.h"

/* Outlines. */

/* The kind of a statement in an outline; none: it declares nothing. */
static enum ag_look_kind
kind_of(const struct ag_decl *d)
{
    switch (d->kind) {
    case AG_DECL_BLOCK:
        return ag_look_block_kind(d->subject);
    case AG_DECL_EXTEND:
        return AG_LOOK_extend;
    case AG_DECL_USE:
    case AG_DECL_OMIT:
    case AG_DECL_RENAME:
        break;
    }
    return AG_LOOK_none;
}

static enum ag_look_kind
kind_of_member(const struct ag_member *m)
{
    switch (m->kind) {
    case AG_MEMBER_FIELD:
        return AG_LOOK_field;
    case AG_MEMBER_VALUE:
        return AG_LOOK_value;
    case AG_MEMBER_SETTING:
        return AG_LOOK_setting;
    case AG_MEMBER_BLOCK:
        break;
    }
    return AG_LOOK_none;
}

/* The type as written, or the value of a setting. */
static struct ag_str
detail_of(const struct ag_member *m)
{
    struct ag_str s = m->type;

    if (m->kind == AG_MEMBER_SETTING)
        return m->value->text;
    if (s.n == 0)
        return s;
    /* Include the suffixes ? and []. */
    while (s.p[s.n] == '?' || s.p[s.n] == '[' || s.p[s.n] == ']')
        s.n++;
    return s;
}

static void
set_member(const struct ag_lookup *look, struct ag_look_outline *out,
           const struct ag_member *m)
{
    out->kind = kind_of_member(m);
    out->name = m->name;
    out->detail = detail_of(m);
    out->all = ag_look_range(look, (struct ag_span){m->name.at, m->end});
    out->at = ag_look_range(look, ag_str_span(m->name));
}

static void
set_decl(const struct ag_lookup *look, struct ag_look_outline *out,
         const struct ag_decl *d)
{
    uint32_t at = d->keyword.at;

    out->kind = kind_of(d);
    out->name = d->name.n ? d->name : d->keyword;
    if (out->kind == AG_LOOK_extend) { /* after the word `extend` */
        const char *p = d->keyword.p;
        while (p[-1] == ' ' || p[-1] == '\t')
            p--;
        at -= (uint32_t)(d->keyword.p - p) + (uint32_t)strlen("extend");
        out->detail = d->keyword;
    }
    out->all = ag_look_range(look, (struct ag_span){at, d->end});
    out->at = ag_look_range(look, ag_str_span(out->name));
}

const struct ag_look_outline *
ag_look_outline(struct ag_context *context, const char *file, size_t *n)
{
    struct ag_lookup *look = ag_look_up(context);
    const struct ag_unit *f = ag_look_file(look, file);
    struct ag_look_outline *list = NULL;

    *n = 0;
    for (const struct ag_decl *d = f ? f->tree.first : NULL; d; d = d->next) {
        struct ag_look_outline *out, *member;
        size_t count = 0;
        if (kind_of(d) == AG_LOOK_none)
            continue;
        list = ag_look_grow(look->arena, list, *n, sizeof *list);
        out = &list[(*n)++];
        *out = (struct ag_look_outline){0};
        set_decl(look, out, d);
        for (const struct ag_member *m = d->members; m; m = m->next)
            count += m->kind != AG_MEMBER_BLOCK;
        out->members = member =
            AG_NEW_ARRAY(look->arena, struct ag_look_outline, count);
        out->nmember = count;
        for (const struct ag_member *m = d->members; m; m = m->next)
            if (m->kind != AG_MEMBER_BLOCK)
                set_member(look, member++, m);
    }
    return list;
}

/* Searching. */

static bool
begins(struct ag_str name, struct ag_str query)
{
    return name.n >= query.n &&
           ag_str_caseeq(ag_str_cut(name, 0, query.n), query);
}

enum rank { BEGINS, CONTAINS, SCATTERED, NRANK };

/* How `name` contains the letters of `query`; NRANK: it lacks some, or has them
 * in another order. */
static enum rank
rank(struct ag_str name, struct ag_str query)
{
    if (begins(name, query))
        return BEGINS;
    for (uint32_t i = 1; i < name.n; i++)
        if (begins(ag_str_cut(name, i, name.n), query))
            return CONTAINS;
    for (uint32_t i = 0; query.n && i < name.n; i++)
        if (begins(ag_str_cut(name, i, name.n), ag_str_cut(query, 0, 1)))
            query = ag_str_cut(query, 1, query.n);
    return query.n ? NRANK : SCATTERED;
}

struct found {
    struct ag_arena *arena;
    struct ag_look_outline *items;
    size_t n;
};

static struct ag_look_outline *
add_found(struct found *found)
{
    found->items = ag_look_grow(found->arena, found->items, found->n,
                                sizeof *found->items);
    found->items[found->n] = (struct ag_look_outline){0};
    return &found->items[found->n++];
}

static void
search(struct ag_lookup *look, const struct ag_decl *d, struct ag_str query,
       struct found found[NRANK])
{
    enum ag_look_kind kind = kind_of(d);

    if (kind == AG_LOOK_none)
        return;
    if (kind <= AG_LOOK_enum) {
        enum rank r = rank(d->name, query);
        if (r < NRANK)
            set_decl(look, add_found(&found[r]), d);
    }
    for (const struct ag_member *m = d->members; m; m = m->next) {
        enum rank r = m->kind == AG_MEMBER_FIELD || m->kind == AG_MEMBER_VALUE
                          ? rank(m->name, query)
                          : NRANK;
        if (r == NRANK)
            continue;
        struct ag_look_outline *out = add_found(&found[r]);
        set_member(look, out, m);
        out->detail = d->name;
    }
}

const struct ag_look_outline *
ag_look_search(struct ag_context *context, const char *query, size_t *n)
{
    struct ag_lookup *look = ag_look_up(context);
    struct found found[NRANK] = {{0}};
    struct ag_look_outline *all, *end;

    for (size_t i = 0; i < NRANK; i++)
        found[i].arena = look->arena;
    for (const struct ag_unit *f = look->units; f; f = f->next)
        for (const struct ag_decl *d = f->tree.first; d; d = d->next)
            search(look, d, ag_str(query), found);
    *n = 0;
    for (size_t i = 0; i < NRANK; i++)
        *n += found[i].n;
    all = end = AG_NEW_ARRAY(look->arena, struct ag_look_outline, *n);
    for (size_t i = 0; i < NRANK; i++) {
        if (found[i].n)
            memcpy(end, found[i].items, found[i].n * sizeof *end);
        end += found[i].n;
    }
    return all;
}

/* Tokens. */

struct colours {
    struct ag_arena *arena;
    const struct ag_source *source;
    struct ag_look_token *items;
    size_t n;
};

static void
push(struct colours *c, struct ag_look_token token)
{
    c->items = ag_look_grow(c->arena, c->items, c->n, sizeof *c->items);
    c->items[c->n++] = token;
}

/* Inserts a name by its position. Nearly all names come in source order. */
static void
add_name(void *self, const struct ag_look_name *name)
{
    struct colours *c = self;
    struct ag_look_token token = {
        .begin = name->span.at - c->source->text.at,
        .end = name->span.end - c->source->text.at,
        .kind = name->kind,
        .declares = name->declares,
    };

    push(c, token);
    size_t i = c->n - 1;
    for (; i && c->items[i - 1].begin > token.begin; i--)
        c->items[i] = c->items[i - 1];
    c->items[i] = token;
}

/* The offset of a token in its file. */
static uint32_t
begin_of(const struct ag_source *source, int kind, const struct ag_token *token)
{
    uint32_t slashes = kind == AG_LEX_DOC ? 3 : 0;

    return token->text.at - source->text.at - slashes;
}

/* Recognizes the words of `extend model X` and `omit field X.y`. They begin a
 * line outside of all blocks, and are no names. */
struct words {
    int depth;
    bool line_start;
};

static enum ag_look_kind
colour(struct words *w, int token, struct ag_str text)
{
    bool first = w->line_start && w->depth == 0;

    if (token == AG_LEX_COMMENT || token == AG_LEX_DOC)
        return AG_LOOK_comment;
    w->line_start =
        token == AG_LEX_LINE || token == AG_TOK_LBRACE ||
        token == AG_TOK_RBRACE ||
        (first && (ag_look_is(text, "extend") || ag_look_is(text, "omit") ||
                   ag_look_is(text, "rename")));
    w->depth += (token == AG_TOK_LBRACE) - (token == AG_TOK_RBRACE);
    switch (token) {
    case AG_TOK_STRING:
        return AG_LOOK_string;
    case AG_TOK_NUMBER:
        return AG_LOOK_number;
    case AG_TOK_NAME:
        return first ? AG_LOOK_keyword : AG_LOOK_none;
    default:
        return AG_LOOK_none;
    }
}

/* Adds the names in a token; without names, the token itself: a word, string,
 * number or comment. `*next` is the first name that was not added. */
static void
add_token(struct colours *all, struct ag_look_token token,
          const struct colours *names, size_t *next)
{
    bool named = false;

    for (; *next < names->n && names->items[*next].begin < token.end; ++*next) {
        const struct ag_look_token *name = &names->items[*next];
        if (all->n == 0 || all->items[all->n - 1].end <= name->begin)
            push(all, *name);
        named = true;
    }
    if (!named && token.kind != AG_LOOK_none)
        push(all, token);
}

const struct ag_look_token *
ag_look_tokens(struct ag_context *context, const char *file, size_t *n)
{
    struct ag_lookup *look = ag_look_up(context);
    const struct ag_unit *f = ag_look_file(look, file);
    struct ag_diags quiet = ag_look_quiet(look);
    struct colours names = {.arena = look->arena}, all = {.arena = look->arena};
    struct words words = {.line_start = true};
    struct ag_token token;
    size_t next = 0;
    int kind;

    *n = 0;
    if (!f)
        return NULL;
    names.source = f->source;
    for (const struct ag_decl *d = f->tree.first; d; d = d->next)
        ag_look_walk(look, d, add_name, &names);
    struct ag_lexer lx = ag_lexer_begin(f->source->text, look->arena, &quiet);
    while ((kind = ag_lex_again(&lx, &token)) != AG_TOK_END)
        add_token(
            &all,
            (struct ag_look_token){.begin = begin_of(f->source, kind, &token),
                                   .end = token.end - f->source->text.at,
                                   .kind = colour(&words, kind, token.text)},
            &names, &next);
    *n = all.n;
    return all.items;
}

/* Folding. */

static bool
spans_lines(const struct ag_source *source, struct ag_look_fold fold)
{
    return memchr(source->text.p + fold.begin, '\n', fold.end - fold.begin);
}

struct folds {
    struct ag_arena *arena;
    const struct ag_source *source;
    struct ag_look_fold *items;
    size_t n;
    struct ag_look_fold comment; /* the current comment; .comment: there is
                                    one */
    int lines;                   /* line ends after it */
};

static void
add_fold(struct folds *folds, struct ag_look_fold fold)
{
    if (!spans_lines(folds->source, fold))
        return;
    folds->items = ag_look_grow(folds->arena, folds->items, folds->n,
                                sizeof *folds->items);
    folds->items[folds->n++] = fold;
}

/* Merges comments on adjacent lines. */
static void
take_comment(struct folds *folds, int kind, const struct ag_token *token)
{
    bool is_comment = kind == AG_LEX_COMMENT || kind == AG_LEX_DOC;
    struct ag_look_fold *open = &folds->comment;

    if (kind == AG_LEX_LINE) {
        folds->lines++;
        return;
    }
    if (open->comment && (!is_comment || folds->lines > 1)) {
        add_fold(folds, *open);
        open->comment = false;
    }
    folds->lines = 0;
    if (!is_comment)
        return;
    if (!open->comment)
        open->begin = begin_of(folds->source, kind, token);
    open->comment = true;
    open->end = token->end - folds->source->text.at;
}

const struct ag_look_fold *
ag_look_folds(struct ag_context *context, const char *file, size_t *n)
{
    struct ag_lookup *look = ag_look_up(context);
    const struct ag_unit *f = ag_look_file(look, file);
    struct ag_diags quiet = ag_look_quiet(look);
    struct folds folds = {.arena = look->arena};
    struct ag_token token;
    uint32_t block = 0;
    int kind, depth = 0;

    *n = 0;
    if (!f)
        return NULL;
    folds.source = f->source;
    struct ag_lexer lx = ag_lexer_begin(f->source->text, look->arena, &quiet);
    do {
        kind = ag_lex_again(&lx, &token);
        take_comment(&folds, kind, &token);
        if (kind == AG_TOK_LBRACE && depth++ == 0)
            block = begin_of(f->source, kind, &token);
        if (kind == AG_TOK_RBRACE && depth && --depth == 0)
            add_fold(&folds, (struct ag_look_fold){
                                 block, token.end - f->source->text.at, false});
    } while (kind != AG_TOK_END);
    *n = folds.n;
    return folds.items;
}
