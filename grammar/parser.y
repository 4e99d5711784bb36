/*
 * The grammar of schemas and of target manifests.
 *
 * A pure parser. It gets its tokens from ag_yylex at the end of this file,
 * which handles line ends; the lexer does not. The start token selects the
 * grammar. Every line of a block ends with NEWLINE. After an error, `error
 * NEWLINE` resumes at the end of the bad line, and `error "}"` at the end of
 * the bad block.
 *
 * Lists of expected tokens are exact because inconsistent states have no
 * default reductions and states are not merged; unlike LAC this costs nothing
 * per token.
 */
%require "3.8"
%define api.header.include {"grammar/parser.h"}
%define api.prefix {ag_yy}
%define api.pure full
%define api.token.prefix {AG_TOK_}
%define api.token.raw
%define api.location.type {struct ag_span}
%define lr.type canonical-lr
%define lr.default-reduction consistent
%define parse.error custom
%locations
%expect 0
%param {struct ag_parser *pc}

/* bison counts the errors, which nothing reads; clang 15 warns about that. */
%initial-action {
    (void)yynerrs;
}

%code requires {
#include "grammar/lexer.h"
#include "grammar/parse.h"

struct ag_parser;

/* A list under construction. */
struct ag_exprs {
    struct ag_expr *first, *last;
};
struct ag_attrs {
    struct ag_attr *first, *last;
};
struct ag_members {
    struct ag_member *first, *last;
};
}

%code {
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "grammar/line.h"
#include "grammar/node.h"

enum { NONE = -4 }; /* not a token of the lexer */

/* The position among the tokens: what is due before the next one. */
enum place {
    START, /* at the start: the token that selects the grammar */
    LINE_START,
    IN_LINE,
    EXTENDING,   /* after `extend` */
    LINE_ENDED,  /* after NEWLINE */
    BLOCK_ENDED, /* after the last brace: NEWLINE */
};

/* Documentation, which has room for more lines. */
struct doc {
    struct ag_str text;
    char *room; /* the text's own copy; NULL: it is one line of the source */
    uint32_t size;
};

/* The state of a parse. */
struct ag_parser {
    struct ag_tree *tree;
    struct ag_arena *arena;
    struct ag_diags *diags;
    struct ag_lexer lexer;
    enum ag_grammar grammar;
    enum place place;
    int depth;       /* of braces; keywords count at 0 */
    bool may_end;    /* the last token may end a line */
    unsigned lines;  /* ends of lines since the last token or comment */
    bool fields;     /* this block is one of fields, whose plain lines are read
                        in one pass: grammar/line.h */
    int kind;        /* of the pending token; NONE */
    struct ag_token token;
    const char *unusual;      /* a line that is not plain, the last one */
    struct ag_member *member; /* the first of pending LINES */
    struct ag_str comment;    /* the documentation that ends it; .p: or NULL */
    enum ag_subject subject; /* of this declaration */
    bool broken;       /* a line of this block could not be read */
    bool complained;   /* the lexer reported an error of this line */
    bool pending;      /* a NEWLINE, until the next token is known */
    uint32_t line_end; /* its position */
    struct doc *doc;         /* of the comments before this line */
    bool doc_done;           /* the next comment begins a new text */
    bool opened;             /* still on the line of a block's `{` */
    struct doc *line_doc;    /* of this line */
    struct doc *decl_doc;    /* of this block */
};

#define YYMAXDEPTH 2000
#define YYLLOC_DEFAULT(cur, rhs, n)                                            \
    do {                                                                       \
        (cur).at = (n) ? YYRHSLOC(rhs, 1).at : YYRHSLOC(rhs, 0).end;           \
        (cur).end = (n) ? YYRHSLOC(rhs, n).end : (cur).at;                     \
    } while (0)

static void ag_yyerror(const struct ag_span *span, struct ag_parser *pc,
                       const char *message);
static const struct ag_str *doc_text(const struct doc *doc);
static int ag_yylex(AG_YYSTYPE *value, struct ag_span *span,
                    struct ag_parser *pc);
static struct ag_decl *add_decl(struct ag_parser *pc, struct ag_str keyword,
                                struct ag_str name, struct ag_member *members,
                                uint32_t end);
static void add_extend(struct ag_parser *pc, struct ag_str keyword,
                       struct ag_str name, struct ag_member *members,
                       uint32_t end);
static void add_statement(struct ag_parser *pc, enum ag_decl_kind kind,
                          struct ag_str keyword, struct ag_str name,
                          struct ag_str to, uint32_t end);

static void resume(struct ag_parser *pc);

/* Appends to a struct of first and last. */
#define APPEND(list, item)                                                     \
    do {                                                                       \
        if ((list).last)                                                       \
            (list).last->next = (item);                                        \
        else                                                                   \
            (list).first = (item);                                             \
        (list).last = (item);                                                  \
    } while (0)

/* Appends a list that is not empty. */
#define APPEND_ALL(list, more)                                                 \
    do {                                                                       \
        APPEND(list, (more).first);                                            \
        (list).last = (more).last;                                             \
    } while (0)
}

%union {
    struct ag_str text;
    struct ag_exprs exprs;
    struct ag_attrs attrs;
    struct ag_members members;
    struct ag_expr *expr;
    struct ag_attr *attr;
    struct ag_member *member;
}

%token END 0 "end of file"
%token SCHEMA MANIFEST
%token <text> FIELDS "model" /* also view, type, mixin */
%token <text> ENUM "enum"
%token <text> SETTINGS "datasource" /* also generator, config */
%token <text> USE "use"
%token <text> EXTEND "extend"
%token <text> OMIT "omit"
%token <text> RENAME "rename"
%token <text> NAME "name"
%token <text> PATH "dotted name"
%token <text> NUMBER "number"
%token <text> STRING "string"
%token <text> ATTRIBUTE "attribute"
%token <text> BLOCK_ATTRIBUTE "block attribute"
%token NEWLINE "end of line"
%token LBRACE "{" RBRACE "}" LPAREN "(" RPAREN ")" LBRACKET "[" RBRACKET "]"
%token OBJECT_END "closing }" /* of an object, not of a block */
%token COMMA "," COLON ":" EQUAL "=" OPTIONAL "?"
%token <members> LINES "lines" /* whole ones: grammar/line.h */

%type <text> block_name path
%type <exprs> arguments argument_list expressions expression_list
%type <expr> expression
%type <attrs> attributes
%type <attr> attribute block_attribute
%type <members> fields values settings
%type <member> field field_type value setting

%%

file:
  SCHEMA declarations
| MANIFEST blocks
;

declarations:
  %empty
| declarations declaration
| declarations error "}" NEWLINE  { pc->depth = 0; }
;

declaration:
  "model" NAME open fields "}" NEWLINE
    { add_decl(pc, $1, $2, $fields.first, @5.end); }
| "model" NAME open fields error "}" NEWLINE
    { pc->broken = true; add_decl(pc, $1, $2, $fields.first, @6.end); yyerrok; }
| "enum" NAME open values "}" NEWLINE
    { add_decl(pc, $1, $2, $values.first, @5.end); }
| "enum" NAME open values error "}" NEWLINE
    { pc->broken = true; add_decl(pc, $1, $2, $values.first, @6.end); yyerrok; }
| "extend" "model" NAME open fields "}" NEWLINE
    { add_extend(pc, $2, $3, $fields.first, @6.end); }
| "extend" "model" NAME open fields error "}" NEWLINE
    { pc->broken = true; add_extend(pc, $2, $3, $fields.first, @7.end); yyerrok; }
| "extend" "enum" NAME open values "}" NEWLINE
    { add_extend(pc, $2, $3, $values.first, @6.end); }
| "extend" "enum" NAME open values error "}" NEWLINE
    { pc->broken = true; add_extend(pc, $2, $3, $values.first, @7.end); yyerrok; }
| statement NEWLINE
| "use" error NEWLINE     { yyerrok; }
| "omit" error NEWLINE    { yyerrok; }
| "rename" error NEWLINE  { yyerrok; }
| block
;

statement:
  "use" STRING
    { add_statement(pc, AG_DECL_USE, $1, $2, (struct ag_str){0}, @2.end); }
| "omit" NAME path
    { add_statement(pc, AG_DECL_OMIT, $2, $3, (struct ag_str){0}, @3.end); }
| "rename" NAME path NAME
    { add_statement(pc, AG_DECL_RENAME, $2, $3, $4, @4.end); }
;

path:
  NAME
| PATH
;

blocks:
  %empty
| blocks block
| blocks error "}" NEWLINE  { pc->depth = 0; }
;

block:
  "datasource" block_name open settings "}" NEWLINE
    { add_decl(pc, $1, $2, $settings.first, @5.end); }
| "datasource" block_name open settings error "}" NEWLINE
    { pc->broken = true; add_decl(pc, $1, $2, $settings.first, @6.end); yyerrok; }
;

block_name:
  %empty  { $$ = (struct ag_str){0}; }
| NAME
| STRING
;

open:
  "{"
    {
      pc->decl_doc = pc->line_doc;
      pc->line_doc = NULL;
      pc->broken = false;
    }
;

/* Blocks of fields. */

fields:
  %empty              { $$ = (struct ag_members){0}; }
| fields LINES        { $$ = $1; APPEND_ALL($$, $2); }
| fields field        { $$ = $1; APPEND($$, $2); }
| fields error NEWLINE { $$ = $1; yyerrok; resume(pc); }
;

field:
  NAME field_type attributes NEWLINE
    {
      $$ = $2;
      $$->name = $1;
      $$->attrs = $3.first;
      $$->end = $3.last ? $3.last->end : @2.end;
      $$->doc = doc_text(pc->line_doc);
    }
| block_attribute NEWLINE
    {
      $$ = ag_new_member(pc->arena, AG_MEMBER_BLOCK, $1->name, @1.end);
      $$->attrs = $1;
    }
;

field_type:
  NAME
    {
      $$ = ag_new_member(pc->arena, AG_MEMBER_FIELD, $1, @$.end);
      $$->type = $1;
    }
| NAME "(" STRING ")"
    {
      $$ = ag_new_member(pc->arena, AG_MEMBER_FIELD, $1, @$.end);
      $$->type = $1;
      $$->value = ag_new_expr(pc->arena, AG_EXPR_STRING, @3, $3);
    }
| field_type "?"      { $$ = $1; $$->arity |= AG_OPTIONAL; }
| field_type "[" "]"  { $$ = $1; $$->arity |= AG_LIST; }
;

attributes:
  %empty               { $$ = (struct ag_attrs){0}; }
| attributes attribute { $$ = $1; APPEND($$, $2); }
;

attribute:
  ATTRIBUTE             { $$ = ag_new_attr(pc->arena, $1, @$); }
| ATTRIBUTE arguments   { $$ = ag_new_attr(pc->arena, $1, @$);
                          $$->args = $2.first; }
;

block_attribute:
  BLOCK_ATTRIBUTE           { $$ = ag_new_attr(pc->arena, $1, @$); }
| BLOCK_ATTRIBUTE arguments { $$ = ag_new_attr(pc->arena, $1, @$);
                              $$->args = $2.first; }
;

/* Enums. */

values:
  %empty               { $$ = (struct ag_members){0}; }
| values value         { $$ = $1; APPEND($$, $2); }
| values error NEWLINE { $$ = $1; yyerrok; resume(pc); }
;

value:
  NAME attributes NEWLINE
    {
      $$ = ag_new_member(pc->arena, AG_MEMBER_VALUE, $1,
                         $2.last ? $2.last->end : @1.end);
      $$->attrs = $2.first;
      $$->doc = doc_text(pc->line_doc);
    }
| block_attribute NEWLINE
    {
      $$ = ag_new_member(pc->arena, AG_MEMBER_BLOCK, $1->name, @1.end);
      $$->attrs = $1;
    }
;

/* Blocks of settings. */

settings:
  %empty                 { $$ = (struct ag_members){0}; }
| settings setting       { $$ = $1; APPEND($$, $2); }
| settings error NEWLINE { $$ = $1; yyerrok; resume(pc); }
;

setting:
  NAME "=" expression NEWLINE
    {
      $$ = ag_new_member(pc->arena, AG_MEMBER_SETTING, $1, @3.end);
      $$->value = $3;
      $$->doc = doc_text(pc->line_doc);
    }
;

/* Expressions. */

arguments:
  "(" ")"                   { $$ = (struct ag_exprs){0}; }
| "(" argument_list ")"     { $$ = $2; }
| "(" argument_list "," ")" { $$ = $2; }
;

argument_list:
  expression
    { $$ = (struct ag_exprs){$1, $1}; }
| NAME ":" expression
    { $$ = (struct ag_exprs){$3, $3}; $3->label = ag_new_text(pc->arena, $1); }
| argument_list "," expression
    { $$ = $1; APPEND($$, $3); }
| argument_list "," NAME ":" expression
    { $$ = $1; APPEND($$, $5); $5->label = ag_new_text(pc->arena, $3); }
;

expression:
  NAME              { $$ = ag_new_expr(pc->arena, AG_EXPR_NAME, @$, $1); }
| PATH              { $$ = ag_new_expr(pc->arena, AG_EXPR_NAME, @$, $1); }
| NUMBER            { $$ = ag_new_expr(pc->arena, AG_EXPR_NUMBER, @$, $1); }
| STRING            { $$ = ag_new_expr(pc->arena, AG_EXPR_STRING, @$, $1); }
| NAME arguments    { $$ = ag_new_expr(pc->arena, AG_EXPR_CALL, @$, $1);
                      $$->items = $2.first; }
| PATH arguments    { $$ = ag_new_expr(pc->arena, AG_EXPR_CALL, @$, $1);
                      $$->items = $2.first; }
| "[" expressions "]"
    {
      $$ = ag_new_expr(pc->arena, AG_EXPR_ARRAY, @$,
                       (struct ag_str){.at = @$.at});
      $$->items = $2.first;
    }
| "{" "closing }"
    {
      $$ = ag_new_expr(pc->arena, AG_EXPR_OBJECT, @$,
                       (struct ag_str){.at = @$.at});
    }
| "{" argument_list newline "closing }"
    {
      $$ = ag_new_expr(pc->arena, AG_EXPR_OBJECT, @$,
                       (struct ag_str){.at = @$.at});
      $$->items = $2.first;
    }
;

newline:
  %empty
| NEWLINE
| "," NEWLINE
;

expressions:
  %empty               { $$ = (struct ag_exprs){0}; }
| expression_list
| expression_list ","
;

expression_list:
  expression                      { $$ = (struct ag_exprs){$1, $1}; }
| expression_list "," expression  { $$ = $1; APPEND($$, $3); }
;

%%

static struct ag_decl *
add_decl(struct ag_parser *pc, struct ag_str keyword, struct ag_str name,
         struct ag_member *members, uint32_t end)
{
    struct ag_decl *decl = AG_NEW(pc->arena, struct ag_decl);
    decl->keyword = keyword;
    decl->subject = pc->subject;
    decl->name = name;
    decl->members = members;
    decl->doc = doc_text(pc->decl_doc);
    decl->end = end;
    decl->broken = pc->broken;
    APPEND(*pc->tree, decl);
    pc->depth = 0;
    return decl;
}

static void
add_extend(struct ag_parser *pc, struct ag_str keyword, struct ag_str name,
           struct ag_member *members, uint32_t end)
{
    add_decl(pc, keyword, name, members, end)->kind = AG_DECL_EXTEND;
    pc->tree->statements = true;
}

static void
add_statement(struct ag_parser *pc, enum ag_decl_kind kind,
              struct ag_str keyword, struct ag_str name, struct ag_str to,
              uint32_t end)
{
    struct ag_decl *decl;

    pc->subject = ag_subject_find(keyword);
    pc->broken = false;
    pc->decl_doc = NULL;
    decl = add_decl(pc, keyword, name, NULL, end);
    decl->kind = kind;
    decl->to = to;
    pc->tree->statements = true;
}

/* Resumes after a line that could not be parsed; its brackets are closed. */
static void
resume(struct ag_parser *pc)
{
    pc->broken = true;
    pc->depth = 1;
}

/* Bison's own errors: only "memory exhausted", which here means depth. */
static void
ag_yyerror(const struct ag_span *span, struct ag_parser *pc,
           const char *message)
{
    (void)message;
    ag_report(pc->diags, AG_TOO_DEEP, *span,
              "lists and calls are nested too deeply");
    pc->lexer.stopped = true;
}

/* Whether a declaration may begin here. */
static bool
expects(const yysymbol_kind_t *expected, int n)
{
    while (n > 0 && expected[n - 1] != YYSYMBOL_FIELDS)
        n--;
    return n > 0;
}

static bool
ends_here(const char *p)
{
    while (*p == ' ' || *p == '\t')
        p++;
    return strchr("\r\n", *p) || (p[0] == '/' && p[1] == '/');
}

/* Adds fix-its for the syntax of other languages: a comma at the end of a line,
 * a colon before a type or a value, a missing '=', a name instead of a string.
 */
static void
fix_syntax(struct ag_parser *pc, struct ag_diag *diag, struct ag_span span,
            yysymbol_kind_t found, const yysymbol_kind_t *expected, int n)
{
    const struct ag_span before = {span.at, span.at};
    const struct ag_span after = {span.end, span.end};
    const char *end = pc->lexer.begin + (span.end - pc->lexer.base);
    bool equals = n == 1 && expected[0] == YYSYMBOL_EQUAL;

    if (found == YYSYMBOL_COMMA && pc->depth == 1 && ends_here(end)) {
        ag_fix(pc->diags, diag, span, AG_STR(""));
    } else if (found == YYSYMBOL_COLON && equals) {
        ag_fix(pc->diags, diag, span, end[0] == ' ' ? AG_STR(" =")
                                                    : AG_STR(" = "));
    } else if (found == YYSYMBOL_COLON && n == 1 && !ends_here(end) &&
               expected[0] == YYSYMBOL_NAME) {
        ag_fix(pc->diags, diag, span, AG_STR(""));
    } else if (found == YYSYMBOL_STRING && equals) {
        ag_fix(pc->diags, diag, before, AG_STR("= "));
    } else if ((found == YYSYMBOL_NAME || found == YYSYMBOL_PATH) && n == 1 &&
               expected[0] == YYSYMBOL_STRING) {
        ag_fix(pc->diags, diag, before, AG_STR("\""));
        ag_fix(pc->diags, diag, after, AG_STR("\""));
    }
}

/* The words that begin a declaration. Anywhere else they are ordinary names. */
static const struct keyword {
    struct ag_str word;
    int token;
    enum ag_subject subject;
    bool offered;
} keywords[] = {
#define AG_KEYWORD(word, token, snippet, doc)                                  \
    {AG_LIT(#word), AG_TOK_##token, AG_SUBJECT_##word, sizeof snippet > 1},
#define AG_STATEMENT(word, token, snippet, doc)                                \
    {AG_LIT(#word), AG_TOK_##token, AG_SUBJECT_none, sizeof snippet > 1},
#include "grammar/keyword.def"
#undef AG_KEYWORD
#undef AG_STATEMENT
};
enum { NKEYWORD = sizeof keywords / sizeof *keywords };

/* NULL: it is an ordinary name. */
static const struct keyword *
find_keyword(struct ag_str word)
{
    for (size_t i = 0; i < NKEYWORD; i++)
        if (ag_str_eq(word, keywords[i].word))
            return &keywords[i];
    return NULL;
}

enum { LIST_SIZE = 256, MOST_EXPECTED = 8 };

/* Adds item `i` of `n` to a list in words that begins with `begin`. */
static void
add_item(char list[LIST_SIZE], const char *begin, int i, int n,
         const char *item)
{
    const char *glue = i == 0 ? begin : i < n - 1 ? ", " : " or ";
    size_t used = strlen(list), room = LIST_SIZE - used;

    if ((size_t)snprintf(list + used, room, "%s%s", glue, item) >= room)
        list[used] = '\0';
}

/* "model, enum, … or rename". */
static void
list_keywords(char list[LIST_SIZE])
{
    int n = 0, k = 0;

    for (size_t i = 0; i < NKEYWORD; i++)
        n += keywords[i].offered;
    for (size_t i = 0; i < NKEYWORD; i++)
        if (keywords[i].offered)
            add_item(list, "", k++, n, keywords[i].word.p);
}

/* Lists the tokens that may be next, without those that no user knows. Returns
 * their number; 0: there are too many. */
static int
list_expected(const yypcontext_t *context,
              yysymbol_kind_t expected[MOST_EXPECTED + 1])
{
    int all = yypcontext_expected_tokens(context, expected, MOST_EXPECTED + 1);
    int n = 0;

    for (int i = 0; i < all; i++)
        if (expected[i] != YYSYMBOL_LINES)
            expected[n++] = expected[i];
    return n <= MOST_EXPECTED ? n : 0;
}

/* "unexpected 'x', expected end of line, @ or ?". */
static int
yyreport_syntax_error(const yypcontext_t *context, struct ag_parser *pc)
{
    yysymbol_kind_t expected[MOST_EXPECTED + 1];
    yysymbol_kind_t found = yypcontext_token(context);
    struct ag_span span = *yypcontext_location(context);
    int n = list_expected(context, expected);
    bool word = found == YYSYMBOL_NAME && pc->depth == 0 && expects(expected, n);
    char list[LIST_SIZE] = "";

    pc->lexer.quiet = true;
    /* The lexer has already reported an error of this line or file. */
    if (pc->complained || pc->lexer.stopped)
        return 0;

    for (int i = 0; i < n && !word; i++)
        add_item(list, ", expected ", i, n, yysymbol_name(expected[i]));
    if (word)
        list_keywords(list);
    struct ag_diag *diag;
    if (word)
        diag = ag_report(pc->diags, AG_SYNTAX, span,
                         "unknown keyword '%.*s'; use one of %s",
                         (int)(span.end - span.at),
                         pc->lexer.begin + (span.at - pc->lexer.base), list);
    else if (span.end > span.at)
        diag = ag_report(pc->diags, AG_SYNTAX, span, "unexpected '%.*s'%s",
                         (int)(span.end - span.at),
                         pc->lexer.begin + (span.at - pc->lexer.base), list);
    else
        diag = ag_report(pc->diags, AG_SYNTAX, span, "unexpected %s%s",
                         yysymbol_name(found), list);
    if (found == YYSYMBOL_ATTRIBUTE)
        ag_note(pc->diags, diag, (struct ag_span){0, 0},
                "write attributes on the line of their field");
    fix_syntax(pc, diag, span, found, expected, n);
    return 0;
}

/* The keyword that `token` was meant to be, after a message; NULL: none. */
static const struct keyword *
misspelt_keyword(struct ag_parser *pc, const struct ag_token *token)
{
    struct ag_nearest nearest = ag_nearest(token->text);
    struct ag_span span = ag_str_span(token->text);
    struct ag_diag *diag;

    for (size_t i = 0; i < NKEYWORD; i++)
        ag_nearest_try(&nearest, keywords[i].word);
    if (nearest.best.n == 0)
        return NULL;
    diag = ag_report(pc->diags, AG_SYNTAX, span, "unknown keyword '%.*s'",
                     AG_ARG(token->text));
    ag_note_nearest(pc->diags, diag, span, &nearest);
    return find_keyword(nearest.best);
}

/* The token of the name that begins a line outside of all blocks, whose subject
 * is then that of the declaration. In a manifest every name may begin a block;
 * gen/target/manifest.c reports those that are unknown. */
static int
keyword(struct ag_parser *pc, const struct ag_token *token)
{
    const struct keyword *found;

    if (pc->grammar == AG_GRAMMAR_MANIFEST) {
        pc->subject = ag_subject_of_block(token->text);
        return AG_TOK_SETTINGS;
    }
    found = find_keyword(token->text);
    if (!found)
        found = misspelt_keyword(pc, token);
    pc->fields = found && found->token == AG_TOK_FIELDS &&
                 pc->grammar != AG_GRAMMAR_TOKENS;
    if (!found)
        return AG_TOK_NAME;
    pc->subject = found->subject;
    return found->token;
}

static const struct ag_str *
doc_text(const struct doc *doc)
{
    return doc ? &doc->text : NULL;
}

/* Adds a line of documentation to `doc`. Blanks at its end are kept. */
static struct doc *
add_doc(struct ag_parser *pc, struct doc *doc, struct ag_str text)
{
    if (text.n && (text.p[0] == ' ' || text.p[0] == '\t'))
        text = ag_str_cut(text, 1, text.n);
    if (!doc) {
        doc = AG_NEW(pc->arena, struct doc);
        doc->text = text;
        return doc;
    }
    uint32_t n = doc->text.n, more = text.n + 1;
    if (!doc->room || more > doc->size - n) {
        doc->size = (n + more) * (doc->room ? 2 : 1);
        doc->room = ag_arena_text(pc->arena, doc->size);
        memcpy(doc->room, doc->text.p, n);
    }
    doc->room[n] = '\n';
    memcpy(doc->room + n + 1, text.p, text.n);
    doc->text.p = doc->room;
    doc->text.n += more;
    return doc;
}

/* The text between the marks of a block comment, without blanks around it. */
static struct ag_str
block_text(struct ag_str comment)
{
    uint32_t from = 2, to = comment.n - 2;

    while (from < to && strchr(" \t\r\n", comment.p[from]))
        from++;
    while (to > from && strchr(" \t\r\n", comment.p[to - 1]))
        to--;
    return ag_str_cut(comment, from, to);
}

/* As in Prisma, documentation belongs to the declaration that follows, or to
 * the line that it ends. Block comments count, too. A comment after a block's
 * `{` belongs to no declaration. */
static void
take_doc(struct ag_parser *pc, int kind, const struct ag_token *token)
{
    bool before = pc->place == LINE_START || pc->pending;
    bool block = kind == AG_LEX_COMMENT && token->text.p[1] == '*';
    struct ag_str text = block ? block_text(token->text) : token->text;

    if (pc->opened)
        return;
    if (before && pc->doc_done)
        pc->doc = NULL;
    pc->doc_done &= !before;
    if (kind != AG_LEX_DOC && !block)
        return;
    if (before)
        pc->doc = add_doc(pc, pc->doc, text);
    else
        pc->line_doc = add_doc(pc, pc->line_doc, text);
}

/* Handles comments and line ends, which are not tokens of the grammar. A blank
 * line separates a comment from the declaration that follows; inside a block,
 * only from another comment. */
static void
take_layout(struct ag_parser *pc, int kind, const struct ag_token *token,
            unsigned *lines)
{
    if (kind == AG_LEX_LINE) {
        pc->opened = false;
        if (++*lines < 2)
            return;
        pc->doc_done = true;
        if (pc->depth == 0)
            pc->doc = NULL;
        return;
    }
    *lines = 0;
    take_doc(pc, kind, token);
}

/* Whether the pending token begins a line such as `model X {` inside a block.
 * Then the block's brace is missing, and this mistake must not swallow the rest
 * of the file. */
static bool
lacks_brace(const struct ag_parser *pc)
{
    struct ag_str name = pc->token.text;

    if (pc->kind != AG_TOK_NAME || pc->depth == 0 ||
        pc->grammar == AG_GRAMMAR_MANIFEST || !find_keyword(name))
        return false;
    const char *p = name.p + name.n;
    p += strspn(p, " \t");
    p += strcspn(p, " \t\r\n{}()[]@:=?,\"/");
    p += strspn(p, " \t");
    return *p == '{';
}

/* Returns a token to the parser. */
static int
give(int kind, struct ag_str text, uint32_t end, AG_YYSTYPE *value,
     struct ag_span *span)
{
    value->text = text;
    *span = (struct ag_span){text.at, end};
    if (kind == AG_TOK_ATTRIBUTE)
        span->at -= 1;
    if (kind == AG_TOK_BLOCK_ATTRIBUTE)
        span->at -= 2;
    return kind;
}

static int
give_newline(struct ag_parser *pc, AG_YYSTYPE *value, struct ag_span *span)
{
    pc->place = LINE_ENDED;
    return give(AG_TOK_NEWLINE, (struct ag_str){"", 0, pc->line_end},
                pc->line_end, value, span);
}

/* The end of the block before the declaration at `at`: above its comments and
 * blank lines. */
static uint32_t
block_end(const struct ag_parser *pc, uint32_t at)
{
    const char *end = pc->lexer.begin + (at - pc->lexer.base), *line = end;

    while (line > pc->lexer.begin) {
        while (end > pc->lexer.begin && strchr(" \t\r\n", end[-1]))
            end--;
        for (line = end; line > pc->lexer.begin && line[-1] != '\n';)
            line--;
        const char *first = line + strspn(line, " \t");
        if (first[0] != '/' || first[1] != '/')
            break;
        end = line;
    }
    return pc->lexer.base + (uint32_t)(end - pc->lexer.begin);
}

/* Returns the brace that is missing before the pending token. */
static int
give_brace(struct ag_parser *pc, AG_YYSTYPE *value, struct ag_span *span)
{
    uint32_t at = pc->token.text.at;

    struct ag_diag *diag =
        ag_report(pc->diags, AG_SYNTAX, (struct ag_span){at, pc->token.end},
                  "missing '}' before this line");
    uint32_t end = block_end(pc, at);
    ag_fix(pc->diags, diag, (struct ag_span){end, end}, AG_STR("\n}"));
    pc->line_end = at;
    pc->depth = 0;
    pc->place = BLOCK_ENDED;
    return give(AG_TOK_RBRACE, (struct ag_str){"}", 1, at}, at, value, span);
}

/* Handles a pending token at the start of a line or after `extend`, where some
 * names are keywords. */
static void
begin_line(struct ag_parser *pc)
{
    bool extends = pc->place == EXTENDING;

    if (pc->kind == AG_TOK_NAME && pc->depth == 0)
        pc->kind = keyword(pc, &pc->token);
    pc->place = pc->kind == AG_TOK_EXTEND ? EXTENDING : IN_LINE;
    if (extends)
        return;
    /* Documentation before a block attribute belongs to the next field. */
    pc->doc_done = pc->kind == AG_TOK_BLOCK_ATTRIBUTE ||
                   (pc->kind == AG_TOK_LINES &&
                    pc->member->kind == AG_MEMBER_BLOCK);
    pc->line_doc = pc->doc_done ? NULL : pc->doc;
    if (!pc->doc_done)
        pc->doc = NULL;
}

/* Resets the state after the parser got a NEWLINE. */
static void
end_line(struct ag_parser *pc)
{
    pc->place = LINE_START;
    pc->pending = false;
    pc->line_doc = NULL;
    pc->complained = pc->lexer.quiet = false;
}

/* Whether a line of a block of fields begins at the lexer's cursor. */
static bool
at_field(const struct ag_parser *pc)
{
    return pc->fields && pc->depth == 1 && pc->lines > 0 &&
           (pc->pending || pc->place == LINE_START);
}

/* Reads a whole line, if it is plain; it is then pending. */
static bool
read_line(struct ag_parser *pc)
{
    const char *line = pc->lexer.cursor;

    if (line == pc->unusual)
        return false;
    pc->member = ag_read_line(&pc->lexer, &pc->comment);
    if (!pc->member) {
        pc->unusual = line;
        return false;
    }
    pc->kind = AG_TOK_LINES;
    pc->lines = 1;
    return true;
}

/* Reads up to the next token of the grammar, which is then pending. */
static void
read_token(struct ag_parser *pc)
{
    for (;;) {
        if (at_field(pc) && read_line(pc))
            return;
        int kind = ag_lex(&pc->lexer, &pc->token);
        if (pc->may_end && (kind == AG_LEX_LINE || kind == AG_TOK_END ||
                            (kind == AG_TOK_RBRACE && pc->depth < 2))) {
            pc->pending = true;
            pc->line_end = pc->token.text.at;
            pc->may_end = false;
        }
        if (kind < 0) {
            take_layout(pc, kind, &pc->token, &pc->lines);
            continue;
        }
        pc->lines = 0;
        if (pc->pending && (kind == AG_TOK_RBRACKET || kind == AG_TOK_RPAREN ||
                            kind == AG_TOK_COMMA))
            pc->pending = false;
        pc->kind = kind;
        return;
    }
}

/* Gives the pending line and the plain lines that follow it at once. */
static int
give_lines(struct ag_parser *pc, AG_YYSTYPE *value, struct ag_span *span)
{
    struct ag_members lines = {0};

    *span = ag_str_span(pc->member->name);
    do {
        begin_line(pc);
        if (pc->comment.p)
            pc->line_doc = add_doc(pc, pc->line_doc, pc->comment);
        if (pc->member->kind == AG_MEMBER_FIELD)
            pc->member->doc = doc_text(pc->line_doc);
        APPEND(lines, pc->member);
        end_line(pc);
    } while (read_line(pc));
    span->end = lines.last->end;
    value->members = lines;
    pc->kind = NONE;
    return AG_TOK_LINES;
}

/* The next token: the pending one, or a token that is due before it. */
static int
ag_yylex(AG_YYSTYPE *value, struct ag_span *span, struct ag_parser *pc)
{
    switch (pc->place) {
    case START:
        pc->place = LINE_START;
        return give(pc->grammar == AG_GRAMMAR_MANIFEST ? AG_TOK_MANIFEST
                                                       : AG_TOK_SCHEMA,
                    (struct ag_str){"", 0, pc->lexer.base}, pc->lexer.base,
                    value, span);
    case BLOCK_ENDED:
        return give_newline(pc, value, span);
    case LINE_ENDED:
        end_line(pc);
        if (pc->kind != NONE)
            break;
        /* fall through */
    default:
        read_token(pc);
        if (pc->pending)
            return give_newline(pc, value, span);
    }
    if (pc->lexer.complained) {
        pc->complained = true;
        pc->lexer.complained = false;
    }
    if (pc->kind == AG_TOK_LINES)
        return give_lines(pc, value, span);
    if (pc->place != IN_LINE) {
        if (lacks_brace(pc))
            return give_brace(pc, value, span);
        begin_line(pc);
    }
    int kind = pc->kind;
    pc->kind = NONE;
    pc->may_end = ag_ends_line(kind);
    if (kind == AG_TOK_LBRACE && pc->depth++ == 0) {
        pc->opened = true;
        pc->place = LINE_START;
    } else if (kind == AG_TOK_RBRACE && pc->depth > 1) {
        pc->depth--;
        kind = AG_TOK_OBJECT_END;
    } else if (kind == AG_TOK_RBRACE) {
        /* A declaration may follow another one on the same line. */
        pc->depth = 0;
        pc->may_end = false;
        pc->doc = NULL;
        pc->line_end = pc->token.end;
        pc->place = BLOCK_ENDED;
    }
    return give(kind, pc->token.text, pc->token.end, value, span);
}

void
ag_parse(struct ag_tree *tree, enum ag_grammar grammar,
         struct ag_source *source, struct ag_arena *arena,
         struct ag_diags *diags)
{
    assert(!source->parsed || grammar == AG_GRAMMAR_MANIFEST);
    source->parsed = true;
    struct ag_parser pc = {
        .tree = tree,
        .arena = arena,
        .diags = diags,
        .grammar = grammar,
        .kind = NONE,
        .lexer = ag_lexer_begin(source->text, arena, diags),
    };

    ag_yyparse(&pc);
}
