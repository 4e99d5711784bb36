/* Plain lines; see grammar/line.h. */
#include "grammar/line.h"

#include "grammar/node.h"

/*!re2c
    re2c:api:style = free-form;
    re2c:define:YYCTYPE = "unsigned char";
    re2c:define:YYCURSOR = "cursor";
    re2c:define:YYMARKER = "marker";
    re2c:yyfill:enable = 0;
    re2c:yych:conversion = 1;
    re2c:bit-vectors = 1;
    re2c:tags = 1;

    blank  = [ \t];
    eol    = "\r"? "\n";
    digit  = [0-9];
    word   = [a-zA-Z_] [a-zA-Z0-9_-]*;
    number = "-"? digit+ ("." digit+)?;
    ascii  = [\t\x20-\x7e];

    // UTF-8 without bidirectional controls: the lexer reports the rest.
    trail  = [\x80-\xbf];
    two    = [\xc2-\xdf] trail;
    three  = "\xe0" [\xa0-\xbf] trail
           | [\xe1\xe3-\xec\xee\xef] trail trail
           | "\xe2" ("\x80" [\x80-\xa9\xaf-\xbf] | "\x81" [\x80-\xa5\xaa-\xbf]
                     | [\x82-\xbf] trail)
           | "\xed" [\x80-\x9f] trail;
    four   = "\xf0" [\x90-\xbf] trail trail
           | [\xf1-\xf3] trail trail trail
           | "\xf4" [\x80-\x8f] trail trail;
    other  = two | three | four;
    string = ["] (ascii \ ["\\] | other)* ["];
    note   = "//" ((ascii \ "/" | other) (ascii | other)*)?;

    // What follows the line: not a bracket or a comma, before which the end of
    // the line would not count.
    next   = (blank | eol | "//" [^\n\r\x00]* eol)*
             (("@" "@"?)? [a-zA-Z0-9_] | "}");
*/

enum { DEEPEST = 8 }; /* lists in lists */

struct reader {
    const struct ag_lexer *lexer;
    const char *cursor;
};

static uint32_t
offset(const struct reader *r, const char *p)
{
    return r->lexer->base + (uint32_t)(p - r->lexer->begin);
}

static struct ag_str
slice(const struct reader *r, const char *from, const char *to)
{
    return (struct ag_str){from, (uint32_t)(to - from), offset(r, from)};
}

static bool read_list(struct reader *r, struct ag_expr **list, char close,
                      unsigned depth);

/* Reads an item of a list; NULL: it is not plain. */
static struct ag_expr *
read_item(struct reader *r, char close, unsigned depth)
{
    const char *cursor = r->cursor, *marker, *from, *to;
    /*!stags:re2c:item format = "const char *@@ = NULL;"; */
    struct ag_str label = {0};
    enum ag_expr_kind kind;
    char end = '\0';

    for (;;) {
        /*!re2c:item
        blank* @from word @to             { kind = AG_EXPR_NAME; break; }
        blank* @from word "." word @to    { kind = AG_EXPR_NAME; break; }
        blank* @from number @to           { kind = AG_EXPR_NUMBER; break; }
        blank* @from string @to           { kind = AG_EXPR_STRING; break; }
        blank* @from word @to "("         { kind = AG_EXPR_CALL; break; }
        blank* @from "[" @to              { kind = AG_EXPR_ARRAY; break; }
        blank* @from word @to ":"         {
            if (label.p || close == ']')
                return NULL;
            label = slice(r, from, to);
            continue;
        }
        *                                 { return NULL; }
        */
    }
    struct ag_str text = slice(r, from, to);
    struct ag_span span = {text.at, text.at + text.n};
    struct ag_expr *e = ag_new_expr(r->lexer->arena, kind, span, text);
    r->cursor = cursor;
    if (label.p)
        e->label = ag_new_text(r->lexer->arena, label);
    if (kind == AG_EXPR_STRING)
        e->text = (struct ag_str){from + 1, text.n - 2, text.at};
    if (kind == AG_EXPR_ARRAY)
        e->text = (struct ag_str){.at = text.at};
    if (kind == AG_EXPR_CALL || kind == AG_EXPR_ARRAY) {
        end = kind == AG_EXPR_CALL ? ')' : ']';
        if (depth == DEEPEST || !read_list(r, &e->items, end, depth + 1))
            return NULL;
        e->end = offset(r, r->cursor);
    }
    return e;
}

/* Reads a comma or a closing bracket and returns it; 0: there is neither. */
static char
read_separator(struct reader *r)
{
    const char *cursor = r->cursor, *marker;

    /*!re2c:separator
    blank* [,)\]] { r->cursor = cursor; return cursor[-1]; }
    *             { return '\0'; }
    */
}

/* Reads the rest of a list after its opening bracket. */
static bool
read_list(struct reader *r, struct ag_expr **list, char close, unsigned depth)
{
    char next = ',';

    if (*r->cursor == close)
        next = *r->cursor++;
    while (next == ',') {
        *list = read_item(r, close, depth);
        if (!*list)
            return false;
        list = &(*list)->next;
        next = read_separator(r);
    }
    return next == close;
}

/* Reads an attribute after its name, which is in [from, to). */
static struct ag_attr *
read_attr(struct reader *r, const char *from, const char *to, unsigned signs)
{
    struct ag_str name = slice(r, from, to);
    struct ag_span span = {name.at - signs, name.at + name.n};
    struct ag_attr *a = ag_new_attr(r->lexer->arena, name, span);

    r->cursor = to;
    if (*to == '(') {
        r->cursor++;
        if (!read_list(r, &a->args, ')', 0))
            return NULL;
        a->end = offset(r, r->cursor);
    }
    return a;
}

/* Reads the attributes of a member and the end of the line. */
static bool
read_rest(struct reader *r, struct ag_member *m, struct ag_str *doc)
{
    struct ag_attr **next = &m->attrs;

    for (;;) {
        const char *cursor = r->cursor, *marker, *from, *to, *end;
        /*!stags:re2c:rest format = "const char *@@ = NULL;"; */
        /*!re2c:rest
        blank* "@" @from word ("." word)? @to { goto attribute; }
        blank* note? eol @end next {
            r->cursor = end;
            return true;
        }
        blank* "///" @from (ascii | other)* @to eol @end next {
            *doc = slice(r, from, to);
            r->cursor = end;
            return true;
        }
        * { return false; }
        */
    attribute:
        if (m->kind != AG_MEMBER_FIELD)
            return false;
        *next = read_attr(r, from, to, 1);
        if (!*next)
            return false;
        m->end = (*next)->end;
        next = &(*next)->next;
    }
}

/* Reads the member for a block attribute. */
static struct ag_member *
read_block_attr(struct reader *r, const char *from, const char *to)
{
    struct ag_attr *a = read_attr(r, from, to, 2);
    if (!a)
        return NULL;
    struct ag_member *m = ag_new_member(r->lexer->arena, AG_MEMBER_BLOCK,
                                        a->name, a->end);
    m->attrs = a;
    return m;
}

/* Reads a line up to the attributes of its field; NULL: it is not plain. */
static struct ag_member *
read_member(struct reader *r)
{
    const char *cursor = r->cursor, *marker, *from, *to, *type, *end;
    /*!stags:re2c:member format = "const char *@@ = NULL;"; */
    enum ag_arity arity;

    /*!re2c:member
    field = blank* @from word @to blank+ @type word @end;
    field              { arity = AG_REQUIRED; goto found; }
    field "?"          { arity = AG_OPTIONAL; goto found; }
    field "[]"         { arity = AG_LIST; goto found; }
    blank* "@@" @from word @to { return read_block_attr(r, from, to); }
    *                  { return NULL; }
    */
    struct ag_member *m;
found:
    m = ag_new_member(r->lexer->arena, AG_MEMBER_FIELD, slice(r, from, to),
                      offset(r, cursor));
    m->type = slice(r, type, end);
    m->arity = arity;
    r->cursor = cursor;
    return m;
}

struct ag_member *
ag_read_line(struct ag_lexer *lexer, struct ag_str *doc)
{
    struct ag_arena_mark mark = ag_arena_mark(lexer->arena);
    struct reader reader = {lexer, lexer->cursor};
    struct ag_member *m = read_member(&reader);

    doc->p = NULL;
    if (!m || !read_rest(&reader, m, doc)) {
        ag_arena_undo(lexer->arena, mark);
        return NULL;
    }
    lexer->cursor = reader.cursor;
    return m;
}
