/*
 * Queries of editors about a position in a schema: the symbol there, its
 * declaration and references, completions, and the generated code.
 *
 * The context has read the schema (ag_read, ag_add) and, best, checked it
 * (ag_check_schema), which a language server does anyway for its diagnostics.
 * Errors are no hindrance: whatever could be read of the text is answered from.
 * A place is the name of a file, as it was given to ag_read or ag_add or as a
 * `use` made it (struct ag_source.name), and an offset in bytes. All results
 * belong to the context, as its texts do, and live until ag_free; a file that
 * is unknown and an offset behind its end have no answers.
 *
 * A first question costs a pass over the declarations, later ones find what it
 * made; reading more makes them begin anew. Nothing is added to the diagnostics
 * of a context that was checked.
 */
#ifndef AG_GEN_QUERY_QUERY_H
#define AG_GEN_QUERY_QUERY_H

#include "authgen/authgen.h"
#include "base/source.h"
#include "base/str.h"

/* A range of a file. */
struct ag_look_at {
    const struct ag_source *source; /* its name and text; NULL: nowhere */
    uint32_t begin, end;            /* bytes from the start of the file */
    bool built_in; /* there is no such file: a preset of the program, or what a
                      configuration became; `source->text` can be shown */
};

/* The kind of a symbol. Server and client map it to their own kinds. */
enum ag_look_kind {
    AG_LOOK_none,
    AG_LOOK_model,
    AG_LOOK_view,
    AG_LOOK_mixin,
    AG_LOOK_enum,
    AG_LOOK_value, /* of an enum */
    AG_LOOK_field,
    AG_LOOK_datasource, /* the blocks of settings */
    AG_LOOK_generator,
    AG_LOOK_config,
    AG_LOOK_setting,   /* the name of one, also an option of a target */
    AG_LOOK_choice,    /* a word out of a list: Cascade, Desc, snake, true */
    AG_LOOK_use,       /* the preset or file of a `use` */
    AG_LOOK_target,    /* the provider of a generator */
    AG_LOOK_attribute, /* with its @ or @@ */
    AG_LOOK_argument,  /* the name of one */
    AG_LOOK_function,  /* of @default */
    AG_LOOK_scalar,
    AG_LOOK_native,   /* @db.VarChar */
    AG_LOOK_relation, /* the name of a relation, a string */
    AG_LOOK_keyword,  /* only in completion and tokens */
    AG_LOOK_extend,   /* an `extend` block; only in outlines */
    AG_LOOK_string,   /* only in tokens, as the rest */
    AG_LOOK_number,
    AG_LOOK_comment,
    AG_NLOOK
};

/* Their names, such as "model", for people and for tests. */
extern const char *const ag_look_names[AG_NLOOK];

struct ag_look_symbol {
    enum ag_look_kind kind;
    struct ag_str name; /* without @; of a string what it says */
    struct ag_look_at at;
    bool declared;      /* it is declared here */
};

/* The name at a place, or just before it; false if there is none. */
bool ag_look_symbol(struct ag_context *context, const char *file,
                    uint32_t offset, struct ag_look_symbol *symbol);

/* Where the name at a place is declared. The file of a `use` is its begin.
 * False if that is nowhere, as of what the language itself has. */
bool ag_look_definition(struct ag_context *context, const char *file,
                        uint32_t offset, struct ag_look_at *at);

/* Makes a place that of the `use` which brought its file; false if none did. */
bool ag_look_used(struct ag_context *context, struct ag_look_at *at);

/* All references to the name at a position in all files of the schema, in the
 * order of the files and of their texts. Sets *n; NULL if there is no name. */
const struct ag_look_at *ag_look_references(struct ag_context *context,
                                            const char *file, uint32_t offset,
                                            bool with_declaration, size_t *n);

struct ag_look_edit {
    struct ag_look_at at;
    struct ag_str text; /* the replacement */
};

/* Whether the name at a place could be renamed: NULL, and what would be
 * replaced here; or why not, a line for people. */
const char *ag_look_renamable(struct ag_context *context, const char *file,
                              uint32_t offset, struct ag_look_at *at);

/* Gives the name at a place another one, in all files. Returns NULL and the
 * edits, which do not overlap; or why it cannot be done. The name in the
 * database changes with it, unless @map or @@map says it. */
const char *ag_look_rename(struct ag_context *context, const char *file,
                           uint32_t offset, const char *name,
                           const struct ag_look_edit **edits, size_t *n);

/* What could be written. */
struct ag_look_item {
    enum ag_look_kind kind;
    struct ag_str label;
    struct ag_str detail; /* beside the label: a type, a title; or empty */
    struct ag_str doc;    /* one line or more of Markdown; or empty */
    struct ag_str text;   /* to be inserted for [begin, end) of the list */
    bool snippet; /* `text` has places to be filled in, as LSP writes them */
};

struct ag_look_items {
    const struct ag_look_item *items; /* the most likely ones first; all that
                                         the place could have: the client
                                         compares them with what is there */
    size_t n;
    uint32_t begin, end; /* what the item's text replaces; end is the cursor */
    bool files; /* a path could stand here, too: after `use "./` */
};

struct ag_look_items ag_look_complete(struct ag_context *context,
                                      const char *file, uint32_t offset);

/* What is known of the name at a place, as Markdown, and its range in *at (may
 * be NULL). Of a field also what the targets write for it, of a model or enum
 * what SQL has, if the schema has no errors: the targets of its generators, or
 * else all in their newest form, and SQL. Empty: nothing is known. */
struct ag_str ag_look_hover(struct ag_context *context, const char *file,
                            uint32_t offset, struct ag_look_at *at);

/* A declaration, and what is in it. */
struct ag_look_outline {
    enum ag_look_kind kind;
    struct ag_str name;
    struct ag_str detail; /* the type of a field, the container of a result of
                             ag_look_search; or empty */
    struct ag_look_at all;
    struct ag_look_at at; /* the name alone */
    const struct ag_look_outline *members;
    size_t nmember;
};

const struct ag_look_outline *ag_look_outline(struct ag_context *context,
                                              const char *file, size_t *n);

/* The declarations, fields and values of all files whose names have the letters
 * of `query` in their order, without regard to case; those that begin with it
 * first, then those that contain it. */
const struct ag_look_outline *ag_look_search(struct ag_context *context,
                                             const char *query, size_t *n);

/* A range of lines that can be folded, the first of which stays. */
struct ag_look_fold {
    uint32_t begin, end; /* bytes */
    bool comment;
};

const struct ag_look_fold *ag_look_folds(struct ag_context *context,
                                         const char *file, size_t *n);

/* A token to be coloured. Those of a file do not overlap; none spans lines but
 * a block comment. Punctuation is in none. */
struct ag_look_token {
    uint32_t begin, end;
    enum ag_look_kind kind;
    bool declares;
};

const struct ag_look_token *ag_look_tokens(struct ag_context *context,
                                           const char *file, size_t *n);

#endif
