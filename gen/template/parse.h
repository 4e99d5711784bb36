/*
 * The compiler of templates; private to the template engine.
 *
 * One pass from text to checked tree. A parser belongs to one file or string;
 * an included file has its own, which shares the scope. After a syntax error
 * the rest of the tag is passed over in silence (`panic`), and the value of
 * what was not understood fits everywhere, so that one mistake gives one
 * message.
 */
#ifndef AG_GEN_TEMPLATE_PARSE_H
#define AG_GEN_TEMPLATE_PARSE_H

#include "gen/template/lexer.h"
#include "gen/template/tree.h"

/* The names that are visible while a unit is compiled. */
struct scope {
    struct unit *unit;
    struct param vars[PARAM_LIMIT + BLOCK_LIMIT + EXPR_LIMIT + 1];
    uint32_t nvar;
    unsigned depth; /* of blocks */
    bool deferred;  /* in a deferred part */
    bool groups;    /* in a group, or in a macro, which may be called in one */
    bool rows;      /* the same of an alignment */
    bool macro;     /* the unit is a macro, a test or a table */
};

struct parser {
    struct ag_tmpl_set *set;
    struct ag_tmpl_lexer lexer;
    struct scope *scope;
    enum ag_tmpl_token token; /* in a tag: the one to be read next */
    struct ag_str text;       /* its text */
    struct ag_str tag;        /* the word of the tag that is being read */
    unsigned nest;            /* of parentheses and the like */
    unsigned base;            /* scope->depth where the file begins */
    bool panic;
    bool abandoned; /* the rest of the input is not read */
    bool lost;      /* a tag was not known: an `end` may be left over */
    bool defines;   /* a macro or a table was defined */
    const struct file *file; /* NULL: a string */
    const struct parser *up; /* the file that includes this one */
    struct ag_span included; /* the name in its include */
};

/* An expression with what is known of it while compiling. */
struct term {
    struct expr *expr;
    struct type type;
    struct ag_span span;
    unsigned depth;
};

/* template.c */

/* Reports an error and marks the set as failed. */
struct ag_diag *ag_tmpl_error(struct ag_tmpl_set *set, enum ag_code code,
                              struct ag_span span, const char *fmt, ...)
    AG_PRINTF(4, 5);

/* The file `name`, or NULL after a report at the name's place. */
struct file *ag_tmpl_find_file(struct ag_tmpl_set *set, struct ag_str name);

/* A new unit of the set. */
struct unit *ag_tmpl_unit(struct ag_tmpl_set *set, struct unit *unit);

/* statement.c */

/* Compiles the text as the body of a unit whose parameters are known. `file`
 * is NULL for a string. */
const struct node *ag_tmpl_body(struct ag_tmpl_set *set, struct unit *unit,
                                struct ag_str text, struct file *file,
                                bool macro);

/* Compiles the text, a condition, as a body that prints something if it is
 * true. */
const struct node *ag_tmpl_when_body(struct ag_tmpl_set *set, struct unit *unit,
                                     struct ag_str text);

/* expr.c */

/* Tokens of a tag. */
void ag_tmpl_next(struct parser *p);
bool ag_tmpl_accept(struct parser *p, enum ag_tmpl_token token);
bool ag_tmpl_accept_word(struct parser *p, const char *word);
bool ag_tmpl_expect(struct parser *p, enum ag_tmpl_token token);

/* Reports that something else was expected; once in a tag, the rest of which
 * is passed over. */
void ag_tmpl_expected(struct parser *p, const char *what);
void ag_tmpl_skip(struct parser *p);

/* A name that the text defines; empty after a report. */
struct ag_str ag_tmpl_name(struct parser *p);

/* A string literal, decoded; its place is that of the literal. */
struct ag_str ag_tmpl_literal(struct parser *p);

/* The same as an expression. */
const struct expr *ag_tmpl_literal_expr(struct parser *p);

/* An expression that is a constant or an option, such as option.comma. */
const struct expr *ag_tmpl_constant(struct parser *p);

/* Makes `name` mean the next slot of the frame. */
void ag_tmpl_declare(struct parser *p, struct ag_str name, struct type type);

/* As a condition, as text that may be printed, as a list, as an enum. */
const struct expr *ag_tmpl_condition(struct parser *p);
const struct expr *ag_tmpl_printable(struct parser *p);
struct term ag_tmpl_list(struct parser *p);
struct term ag_tmpl_enum(struct parser *p);

/* The index of a name of an enum; negative after a report. */
int ag_tmpl_enum_value(struct ag_tmpl_set *set, const char *const *names,
                       struct ag_str name, enum ag_code code);

/* Whether a term of type `from` can be used as one of type `to`; converts
 * `expr` if necessary. */
bool ag_tmpl_fit(struct ag_tmpl_set *set, struct type from, struct type to,
                 struct expr **expr);

/* For messages: "a number", "a list of column". */
struct ag_str ag_tmpl_describe(struct ag_tmpl_set *set, struct type type);

#endif
