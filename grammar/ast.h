/*
 * The syntax tree: what the text says, before anything is known to be right.
 *
 * Schema files and target manifests share it. The parser builds it in the
 * arena; from then on it is const. Every slice keeps its place in the source,
 * so that any node can be pointed at. Children are singly linked lists in the
 * order of the source.
 */
#ifndef AG_GRAMMAR_AST_H
#define AG_GRAMMAR_AST_H

#include "base/str.h"

enum ag_expr_kind {
    AG_EXPR_NAME,    /* ADMIN, User.id; text as written */
    AG_EXPR_STRING,  /* text is decoded */
    AG_EXPR_NUMBER,  /* text as written, with its sign */
    AG_EXPR_CALL,    /* now(), title(sort: Desc); text is the name, items its
                        arguments */
    AG_EXPR_ARRAY,   /* [a, b]; items */
    AG_EXPR_OBJECT,  /* { a: 1 }; items, each with a label */
};

/* The names of the kinds in templates, NULL-ended. */
extern const char *const ag_expr_names[];

/* An expression, or an argument in a list. */
struct ag_expr {
    struct ag_expr *next;
    struct ag_expr *items;
    const struct ag_str *label; /* `fields` of `fields: [a]`; NULL: positional.
                                   Few have one: see ag_label */
    struct ag_str text;  /* .at is where the expression begins, also for an
                            array, an object and a decoded string */
    uint32_t end;        /* just after its last byte */
    enum ag_expr_kind kind;
};

/* What an attribute is by its name; the parser sets it. */
enum ag_attr_kind {
    AG_ATTR_unknown,
    AG_ATTR_native, /* a name with a dot: @db.VarChar */
#define AG_ATTRIBUTE(name) AG_ATTR_##name,
#include "grammar/attribute.def"
#undef AG_ATTRIBUTE
    AG_NATTR
};

/* The name of each kind without @; empty for the first two. */
extern const struct ag_str ag_attr_names[AG_NATTR];

/* The kind of an attribute of that name, without @. */
enum ag_attr_kind ag_attr_find(struct ag_str name);

/* @name(args) or @@name(args). */
struct ag_attr {
    struct ag_attr *next;
    struct ag_expr *args;
    struct ag_str name; /* without @; a path for native types: "db.VarChar" */
    uint32_t end;
    enum ag_attr_kind kind : 8;
    bool block; /* @@ */
};

enum ag_member_kind {
    AG_MEMBER_FIELD,   /* name Type? @attrs */
    AG_MEMBER_VALUE,   /* NAME @attrs, in an enum */
    AG_MEMBER_SETTING, /* name = value, in a block of settings */
    AG_MEMBER_BLOCK,   /* @@name(args): attrs holds exactly that attribute */
};

enum ag_arity { AG_REQUIRED, AG_OPTIONAL, AG_LIST };

/* A line of a block. */
struct ag_member {
    struct ag_member *next;
    struct ag_attr *attrs;
    struct ag_expr *value;      /* of a setting; of Unsupported("…") */
    const struct ag_str *doc;   /* the text of /// lines, one leading blank of
                                   each taken off, and of block comments; LF
                                   between them; NULL: none */
    struct ag_str name;         /* of a @@block: the attribute's */
    struct ag_str type;         /* of a field; "Unsupported" for Unsupported() */
    uint32_t end;               /* just after its last byte */
    enum ag_member_kind kind : 8;
    enum ag_arity arity : 8;
};

/* What a declaration declares or changes. The parser sets it; a word that is
 * misspelt counts as the one that it is near to. */
enum ag_subject {
    AG_SUBJECT_none, /* of AG_DECL_USE, and of an unknown word */
#define AG_KEYWORD(word, token, snippet, doc) AG_SUBJECT_##word,
#define AG_STATEMENT(word, token, snippet, doc)
#include "grammar/keyword.def"
#undef AG_KEYWORD
#undef AG_STATEMENT
    AG_SUBJECT_field, /* only of AG_DECL_OMIT and AG_DECL_RENAME */
#define AG_BLOCK(word) AG_SUBJECT_##word,
#include "grammar/block.def"
#undef AG_BLOCK
    AG_NSUBJECT
};

/* The subject of a word of schemas, and of one of manifests; AG_SUBJECT_none:
 * there is no such word. */
enum ag_subject ag_subject_find(struct ag_str word);
enum ag_subject ag_subject_of_block(struct ag_str word);

enum ag_decl_kind {
    AG_DECL_BLOCK,  /* model User { members }; datasource db { members } */
    AG_DECL_EXTEND, /* extend model User { members } */
    AG_DECL_USE,    /* use "name" */
    AG_DECL_OMIT,   /* omit model User; omit field User.image */
    AG_DECL_RENAME, /* rename model User Member; to is the last word */
};

/* A top-level declaration. */
struct ag_decl {
    struct ag_decl *next;
    struct ag_member *members;
    const struct ag_str *doc;
    struct ag_str keyword; /* the word of the subject, as it is written, also if
                              it is misspelt; of AG_DECL_USE `use` */
    struct ag_str name;    /* empty for `config { … }` */
    struct ag_str to;      /* of a rename */
    uint32_t end;          /* just after `}` */
    enum ag_decl_kind kind : 8;
    enum ag_subject subject : 8;
    bool broken; /* some of its lines could not be read, so what it
                    lacks is no news */
};

/* One file. */
struct ag_tree {
    struct ag_decl *first;
    struct ag_decl *last;
    bool statements; /* not all of it is AG_DECL_BLOCK */
};

/* The value of the setting `name` of a block; NULL: it has no such setting, or
 * `decl` is NULL. */
const struct ag_expr *ag_setting(const struct ag_decl *decl,
                                 struct ag_str name);

/* The label of an argument; empty: it is positional. */
static inline struct ag_str
ag_label(const struct ag_expr *e)
{
    return e->label ? *e->label : (struct ag_str){0};
}

/* The range of an expression, without its label. */
static inline struct ag_span
ag_expr_span(const struct ag_expr *e)
{
    return (struct ag_span){e->text.at, e->end};
}

/* The range of an attribute, including its @. */
static inline struct ag_span
ag_attr_span(const struct ag_attr *a)
{
    return (struct ag_span){a->name.at - (a->block ? 2 : 1), a->end};
}

/* The name of an attribute with its @ or @@, as written. */
static inline struct ag_str
ag_attr_title(const struct ag_attr *a)
{
    uint32_t n = a->block ? 2 : 1;
    return (struct ag_str){a->name.p - n, a->name.n + n, a->name.at - n};
}

/* The first attribute of a kind in a list, which may be empty; NULL: none. */
static inline const struct ag_attr *
ag_attr_of(const struct ag_attr *attrs, enum ag_attr_kind kind)
{
    while (attrs && attrs->kind != kind)
        attrs = attrs->next;
    return attrs;
}

/* Whether a line of a block is a block attribute of that kind. */
static inline bool
ag_is_block_attr(const struct ag_member *m, enum ag_attr_kind kind)
{
    return m->kind == AG_MEMBER_BLOCK && m->attrs->kind == kind;
}

#endif
