/*
 * Queries of editors about a position in a schema: the symbol there, its
 * declaration and references, completions, and the generated code.
 *
 * The context must have read the schema (ag_read, ag_add). It should also have
 * checked it (ag_check_schema), which a language server needs for its
 * diagnostics. Queries work for schemas with errors: they use everything that
 * could be parsed.
 *
 * A position is the name of a file and an offset in bytes. The name is the one
 * given to ag_read or ag_add, or struct ag_source.name of a used file. An
 * unknown file, or an offset after its end, has no results. All results belong
 * to the context and live until ag_free.
 *
 * The first query walks over all declarations; later ones use the result until
 * more files are read. Queries add no diagnostics to a context that was
 * checked.
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
    bool built_in; /* not on disk: a built-in preset, or the schema of a
                      configuration; its text is in `source->text` */
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
    AG_LOOK_setting,   /* the name of one, or of an option of a target */
    AG_LOOK_choice,    /* a word of a fixed list: Cascade, Desc, snake, true */
    AG_LOOK_use,       /* the preset or file of a `use` */
    AG_LOOK_target,    /* the provider or target of a generator */
    AG_LOOK_attribute, /* with its @ or @@ */
    AG_LOOK_argument,  /* the name of one */
    AG_LOOK_function,  /* of @default */
    AG_LOOK_scalar,
    AG_LOOK_native,   /* @db.VarChar */
    AG_LOOK_relation, /* the name of a relation, a string */
    AG_LOOK_keyword,  /* only in completion and tokens */
    AG_LOOK_extend,   /* an `extend` block; only in outlines */
    AG_LOOK_string,   /* only in tokens, like the rest */
    AG_LOOK_number,
    AG_LOOK_comment,
    AG_NLOOK
};

/* The names of the kinds, such as "model", for messages and tests. */
extern const char *const ag_look_names[AG_NLOOK];

struct ag_look_symbol {
    enum ag_look_kind kind;
    struct ag_str name; /* without @; of a string its contents */
    struct ag_look_at at;
    bool declared;      /* it is declared here */
};

/* The name at a position, or directly before it; false if there is none. */
bool ag_look_symbol(struct ag_context *context, const char *file,
                    uint32_t offset, struct ag_look_symbol *symbol);

/* The declaration of the name at a position; for a `use` the start of its file.
 * False if there is none, as for words of the language. */
bool ag_look_definition(struct ag_context *context, const char *file,
                        uint32_t offset, struct ag_look_at *at);

/* Replaces a position in a used file by that of the `use`; false if no `use`
 * names the file. */
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

/* Whether the name at a position can be renamed. Returns NULL, and sets *at to
 * the range of the name. Otherwise returns the reason, a line of text. */
const char *ag_look_renamable(struct ag_context *context, const char *file,
                              uint32_t offset, struct ag_look_at *at);

/* Renames the symbol at a position in all files. Returns NULL and the edits,
 * which do not overlap; otherwise the reason. The name in the database changes,
 * too, unless @map or @@map sets it. */
const char *ag_look_rename(struct ag_context *context, const char *file,
                           uint32_t offset, const char *name,
                           const struct ag_look_edit **edits, size_t *n);

/* A completion. */
struct ag_look_item {
    enum ag_look_kind kind;
    struct ag_str label;
    struct ag_str detail; /* shown next to the label: a type, a title; or
                             empty */
    struct ag_str doc;    /* Markdown; or empty */
    struct ag_str text;   /* inserted in place of [begin, end) of the list */
    bool snippet; /* `text` contains placeholders in LSP's syntax */
};

struct ag_look_items {
    const struct ag_look_item *items; /* the most likely ones first; not
                                         filtered by the word at the cursor,
                                         which the client does */
    size_t n;
    uint32_t begin, end; /* the range that the item's text replaces; end is the
                            cursor */
    bool files; /* paths are possible, too: after `use "./` */
};

struct ag_look_items ag_look_complete(struct ag_context *context,
                                      const char *file, uint32_t offset);

/* Information about the name at a position, as Markdown; empty if there is
 * none. Sets *at (may be NULL) to its range. For a field it includes the output
 * of the targets, and for a model or enum the SQL, if the schema has no errors.
 * The targets are those of the schema's generators, otherwise the newest
 * version of each; SQL is always included. */
struct ag_str ag_look_hover(struct ag_context *context, const char *file,
                            uint32_t offset, struct ag_look_at *at);

/* A declaration and its members. */
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

/* The declarations, fields and values of all files whose names contain the
 * letters of `query` in this order, ignoring case. Names that begin with
 * `query` come first, then names that contain it. */
const struct ag_look_outline *ag_look_search(struct ag_context *context,
                                             const char *query, size_t *n);

/* A range of lines that can be folded; the first line stays visible. */
struct ag_look_fold {
    uint32_t begin, end; /* bytes */
    bool comment;
};

const struct ag_look_fold *ag_look_folds(struct ag_context *context,
                                         const char *file, size_t *n);

/* A token for highlighting. The tokens of a file do not overlap. Only block
 * comments span lines. Punctuation is not included. */
struct ag_look_token {
    uint32_t begin, end;
    enum ag_look_kind kind;
    bool declares;
};

const struct ag_look_token *ag_look_tokens(struct ag_context *context,
                                           const char *file, size_t *n);

#endif
