/*
 * The layout of schemas; see grammar/format.h.
 *
 * The text is split into items (tokens and comments), and these into logical
 * lines: the items between two line ends outside of brackets. A line that
 * declares something is a row with columns, which are aligned with the rows
 * around it up to the next blank line. A comment after a block's opening brace
 * stays there: on a line below, it would have another meaning, for us and for
 * Prisma.
 */
#include "grammar/format.h"

#include "grammar/lexer.h"
#include "grammar/parse.h"
#include "grammar/parser.h"

enum {
    INDENT = 2,
    COLUMNS = 3, /* most columns of a row */
    WIDEST = 200 /* what is wider than this widens no column of other rows, so
                    that the output is not much larger than the input */
};

/* A token or a comment. */
struct item {
    struct item *next;
    const struct item *outer; /* of a bracket: the enclosing bracket */
    struct ag_str text;
    int kind;        /* as for ag_lex */
    uint32_t indent; /* of a bracket: the indent of its output line */
    bool first;      /* the first of its line */
    bool parted;     /* a blank line precedes it */
    bool block;      /* a brace of a block, not of an object */
    int8_t nesting;  /* 1: an opening bracket; -1: a closing one; braces of
                        blocks are none */
};

enum shape {
    OPENS,     /* the first line of a block */
    CLOSES,    /* the last line of a block */
    ATTRIBUTE, /* @@name(args) */
    OTHER,     /* a field, a value, a setting, a statement, only comments, or a
                  block on one line */
};

/* A logical line: the items [first, end). */
struct line {
    struct line *next;
    struct item *first, *end;
    struct item *cells[COLUMNS + 1]; /* the first items of a row's cells; the
                                        last is followed by comments */
    unsigned ncell;                  /* 0: not a row */
    enum shape shape;
    bool inside; /* inside a block */
    bool parted; /* a blank line is put before it */
};

struct layout {
    struct ag_arena *arena;
    struct ag_buf *out;
    struct item *items;
    struct line *lines, *last_line;
    struct line *last_row;   /* of this block */
    const struct item *open; /* the innermost bracket */
    uint32_t indent;         /* of the current output line */
    const char *eol;
};

/* Items. */

static bool
is_comment(const struct item *item)
{
    return item->kind == AG_LEX_COMMENT || item->kind == AG_LEX_DOC;
}

static int8_t
nesting_of(int kind)
{
    switch (kind) {
    case AG_TOK_LPAREN:
    case AG_TOK_LBRACKET:
    case AG_TOK_LBRACE:
        return 1;
    case AG_TOK_RPAREN:
    case AG_TOK_RBRACKET:
    case AG_TOK_RBRACE:
        return -1;
    default:
        return 0;
    }
}

/* The whole text of a token, of which the lexer returns a part. */
static struct ag_str
whole(const struct ag_source *source, int kind, const struct ag_token *token,
      struct ag_arena *arena)
{
    struct ag_str sign = kind == AG_LEX_DOC               ? AG_STR("///")
                         : kind == AG_TOK_ATTRIBUTE       ? AG_STR("@")
                         : kind == AG_TOK_BLOCK_ATTRIBUTE ? AG_STR("@@")
                                                          : AG_STR("");
    uint32_t from = token->text.at - source->text.at;
    uint32_t to = token->end - source->text.at;

    if (ag_str_ends(ag_str_cut(source->text, 0, from), sign))
        return ag_str_cut(source->text, from - sign.n, to);
    /* `@ id`, with blanks between. */
    return ag_arena_fmt(arena, "%.*s%.*s", AG_ARG(sign),
                        AG_ARG(ag_str_cut(source->text, from, to)));
}

/* Reads all items of a text that the parser has accepted. */
static void
read_items(struct layout *l, const struct ag_source *source,
           struct ag_diags *diags)
{
    struct ag_lexer lexer = ag_lexer_begin(source->text, l->arena, diags);
    struct ag_token token;
    struct item **end = &l->items;
    unsigned lines = 0;
    int kind;

    while ((kind = ag_lex_again(&lexer, &token)) != AG_TOK_END) {
        if (kind == AG_LEX_LINE) {
            lines++;
            continue;
        }
        struct item *item = AG_NEW(l->arena, struct item);
        item->kind = kind;
        item->nesting = nesting_of(kind);
        item->text = whole(source, kind, &token, l->arena);
        item->first = lines > 0 || end == &l->items;
        item->parted = lines > 1;
        lines = 0;
        *end = item;
        end = &item->next;
    }
}

/* Lines. */

/* Finds the columns of a row: a name, its type and its attributes; a name and
 * the rest; or, outside of blocks, `rename model A` and the new name. A comment
 * belongs to the column that follows it. */
static void
find_cells(struct line *line)
{
    struct item *start = NULL;
    unsigned tokens = 0;
    bool typed = false;
    int depth = 0;

    for (struct item *i = line->first; i != line->end; i = i->next) {
        if (i->block) {
            line->ncell = 0;
            return;
        }
        start = start ? start : i;
        if (is_comment(i))
            continue;
        if (tokens == 1)
            typed = i->kind == AG_TOK_NAME;
        if (line->inside
                ? tokens < 2 || (line->ncell == 2 && typed && depth == 0 &&
                                 i->kind == AG_TOK_ATTRIBUTE)
                : tokens == 0 || tokens == 3)
            line->cells[line->ncell++] = start;
        depth += i->nesting;
        tokens++;
        start = NULL;
    }
    if (!line->inside && line->ncell < 2)
        line->ncell = 0;
    line->cells[line->ncell] = start ? start : line->end;
}

/* The shape of a line inside a block. */
static enum shape
shape_of(const struct line *line)
{
    const struct item *i = line->first;

    while (i != line->end && is_comment(i))
        i = i->next;
    if (i == line->end)
        return OTHER;
    if (i->block)
        return CLOSES;
    return i->kind == AG_TOK_BLOCK_ATTRIBUTE ? ATTRIBUTE : OTHER;
}

/* Puts a blank line between the declarations of a block and the attributes at
 * its end, including the comments before them. */
static void
part_attributes(struct line *after, const struct line *close)
{
    struct line *start = NULL;

    for (struct line *line = after->next; line != close; line = line->next) {
        if (!start || line->parted)
            start = line;
        if (line->shape == ATTRIBUTE) {
            start->parted = true;
            return;
        }
    }
}

/* Whether a blank line must follow: after a block, but not between a comment
 * there and the line that it may belong to. */
static bool
ends_alone(const struct line *line)
{
    return line->shape == CLOSES && line->first->next == line->end;
}

static void
add_line(struct layout *l, struct item *first, struct item *end, bool inside,
         bool leaves_open)
{
    struct line *line = AG_NEW(l->arena, struct line);
    const struct line *before = l->last_line;

    line->first = first;
    line->end = end;
    line->inside = inside;
    line->shape = leaves_open ? OPENS : inside ? shape_of(line) : OTHER;
    line->parted = before && before->shape != OPENS && line->shape != CLOSES &&
                   (first->parted || ends_alone(before));
    if (before)
        l->last_line->next = line;
    else
        l->lines = line;
    l->last_line = line;
    if (line->shape == OTHER)
        find_cells(line);
    if (line->shape == CLOSES && l->last_row)
        part_attributes(l->last_row, line);
    if (line->ncell)
        l->last_row = line;
    if (!inside || line->shape == CLOSES)
        l->last_row = NULL;
}

/* Splits the items into lines. A block's closing brace gets a separate line,
 * unless the whole block is on one line. So does a declaration after another
 * one on the same line. */
static void
cut_lines(struct layout *l)
{
    struct item *start = l->items;
    bool in_block = false; /* at the current item */
    bool inside = false;   /* at the start of its line */
    bool closed = false;   /* the block of this line */
    int depth = 0;

    for (struct item *i = l->items; i; i = i->next) {
        i->block =
            depth == 0 && i->kind == (in_block ? AG_TOK_RBRACE : AG_TOK_LBRACE);
        bool closes = i->block && in_block;
        if (i->block)
            i->nesting = 0;
        if (i != start && depth == 0 &&
            (i->first || (closes && inside) || (closed && !is_comment(i)))) {
            add_line(l, start, i, inside, in_block && !inside);
            start = i;
            inside = in_block;
            closed = false;
        }
        if (i->block)
            in_block = !closes;
        closed |= closes;
        depth += i->nesting;
    }
    if (start)
        add_line(l, start, NULL, inside, false);
}

/* Output. */

static void
put_eol(struct layout *l)
{
    ag_buf_str(l->out, ag_str(l->eol));
}

static void
put_blanks(struct layout *l, uint32_t n)
{
    while (n--)
        ag_buf_char(l->out, ' ');
}

/* Whether two items of a line have no blank between them. */
static bool
is_glued(const struct item *before, const struct item *item)
{
    bool opened =
        before->kind == AG_TOK_LPAREN || before->kind == AG_TOK_LBRACKET;

    switch (item->kind) {
    case AG_TOK_COMMA:
    case AG_TOK_COLON:
    case AG_TOK_OPTIONAL:
    case AG_TOK_LPAREN:
    case AG_TOK_RPAREN:
    case AG_TOK_RBRACKET:
        return true;
    case AG_TOK_LBRACKET:
        return opened || before->kind == AG_TOK_NAME ||
               before->kind == AG_TOK_OPTIONAL ||
               before->kind == AG_TOK_RPAREN || before->kind == AG_TOK_RBRACKET;
    case AG_TOK_RBRACE:
        return before->kind == AG_TOK_LBRACE;
    default:
        return opened && !is_comment(item);
    }
}

/* Begins a line inside brackets, if the source has a line end there. */
static void
put_break(struct layout *l, const struct item *before, const struct item *item)
{
    put_eol(l);
    if (item->parted && before != l->open && item->nesting >= 0)
        put_eol(l);
    l->indent = l->open->indent + (item->nesting < 0 ? 0 : INDENT);
    put_blanks(l, l->indent);
}

static void
put_items(struct layout *l, struct item *from, const struct item *end)
{
    const struct item *before = NULL;

    for (struct item *i = from; i != end; i = i->next) {
        if (i->first && l->open)
            put_break(l, before, i);
        else if (before && !is_glued(before, i))
            ag_buf_char(l->out, ' ');
        ag_buf_str(l->out, i->text);
        if (i->nesting > 0) {
            i->outer = l->open;
            i->indent = l->indent;
            l->open = i;
        } else if (i->nesting < 0) {
            l->open = l->open->outer;
        }
        before = i;
    }
}

/* The number of characters put since `from`; 0 if they are on several lines. */
static uint32_t
width_since(const struct layout *l, uint32_t from)
{
    struct ag_str text = ag_str_cut(ag_buf_text(l->out), from, l->out->n);

    return ag_str_find(text, '\n') < text.n ? 0 : ag_str_chars(text);
}

/* Widens the columns to fit a row; the last one needs no width. */
static void
measure_row(struct layout *l, const struct line *line, uint32_t *widths)
{
    uint32_t from = l->out->n, indent = l->indent;

    for (unsigned i = 0; i < line->ncell && i < COLUMNS - 1; i++) {
        put_items(l, line->cells[i], line->cells[i + 1]);
        uint32_t width = width_since(l, from);
        if (width > widths[i] && width <= WIDEST)
            widths[i] = width;
        l->out->n = from;
    }
    l->indent = indent;
}

static void
put_row(struct layout *l, const struct line *line, const uint32_t *widths)
{
    for (unsigned i = 0; i < line->ncell; i++) {
        uint32_t from = l->out->n;
        put_items(l, line->cells[i], line->cells[i + 1]);
        if (i + 1 == line->ncell)
            break;
        uint32_t width = width_since(l, from);
        put_blanks(l, (width < widths[i] ? widths[i] - width : 0) + 1);
    }
    if (line->cells[line->ncell] != line->end) {
        ag_buf_char(l->out, ' ');
        put_items(l, line->cells[line->ncell], line->end);
    }
}

static bool
is_edge(const struct line *line)
{
    return line->shape == OPENS || line->shape == CLOSES;
}

/* Puts the lines up to the next blank line or the edge of a block; returns the
 * line after them. */
static const struct line *
put_group(struct layout *l, const struct line *group)
{
    uint32_t widths[COLUMNS - 1] = {0};
    const struct line *end = group;

    do {
        measure_row(l, end, widths);
        end = end->next;
    } while (end && !end->parted && !is_edge(group) && !is_edge(end));
    if (group->parted)
        put_eol(l);
    for (; group != end; group = group->next) {
        l->indent = group->inside && !is_edge(group) ? INDENT : 0;
        put_blanks(l, l->indent);
        if (group->ncell)
            put_row(l, group, widths);
        else
            put_items(l, group->first, group->end);
        put_eol(l);
    }
    return end;
}

/* Whether the text's first line ends with CRLF. */
static bool
has_crlf(struct ag_str text)
{
    uint32_t end = ag_str_find(text, '\n');

    return end > 0 && end < text.n && text.p[end - 1] == '\r';
}

bool
ag_format_source(struct ag_source *source, struct ag_buf *out,
                 struct ag_arena *arena, struct ag_diags *diags)
{
    struct layout l = {.arena = arena, .out = out};
    struct ag_tree tree = {0};
    unsigned errors = diags->errors;

    ag_parse(&tree, AG_GRAMMAR_SCHEMA, source, arena, diags);
    if (diags->errors != errors)
        return false;
    read_items(&l, source, diags);
    cut_lines(&l);
    l.eol = has_crlf(source->text) ? "\r\n" : "\n";
    if (ag_str_starts(source->text, AG_STR("\xef\xbb\xbf")))
        ag_buf_str(out, AG_STR("\xef\xbb\xbf"));
    for (const struct line *line = l.lines; line;)
        line = put_group(&l, line);
    return true;
}
