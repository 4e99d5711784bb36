/*
 * Shared by the files of gen/query/, and private to them: the declarations of
 * all files by name, and one walk over all names in a declaration.
 *
 * They use the syntax tree of each file, which contains `extend`, `omit` and
 * `rename` as written. They do not use the composed declarations of
 * gen/compose/compose.h.
 */
#ifndef AG_GEN_QUERY_SYMBOLS_H
#define AG_GEN_QUERY_SYMBOLS_H

#include "base/map.h"
#include "gen/api/context.h"
#include "gen/check/language.h"
#include "gen/query/query.h"

struct ag_symbol;

/* A relation that the `back:` of another model declares. */
struct ag_look_back {
    struct ag_look_back *next;
    struct ag_str name;
    const struct ag_member *column; /* the column with the `back:` */
    const struct ag_symbol *from;
};

struct ag_look_rename {
    struct ag_look_rename *next;
    struct ag_str from, to;
};

struct ag_look_extend {
    struct ag_look_extend *next;
    const struct ag_decl *decl;
};

/* A model, view, enum or mixin: its declaration, and what extends, renames and
 * relations elsewhere add. */
struct ag_symbol {
    const struct ag_decl *decl;
    enum ag_look_kind kind;
    struct ag_str now; /* its name, after a rename */
    struct ag_look_extend *extends;
    struct ag_look_back *backs;
    struct ag_look_rename *renames;
};

struct ag_lookup {
    struct ag_context *context;
    struct ag_arena *arena; /* the context's */
    const struct ag_unit *units;  /* of the composition, one for each file */
    struct ag_map owners;         /* to struct ag_symbol, by all its names */
    const struct ag_decl *source; /* the datasource; NULL: none */
};

/* An occurrence of a name. */
struct ag_look_name {
    enum ag_look_kind kind;
    bool declares;
    struct ag_str text;  /* without @; of a string its contents */
    struct ag_span span; /* with the @, with the quotes */
    uint32_t def; /* the position of the name in its declaration; equal for all
                     references to one symbol; 0: not declared */
    const struct ag_decl *decl;     /* the declaration that contains it */
    const struct ag_symbol *owner;  /* itself, or the owner of the member */
    const struct ag_symbol *other;  /* of a relation's name: the other model */
    const struct ag_arg_spec *spec; /* of an argument or its choice; or NULL */
    const struct ag_member *member; /* the declaration of a field or value; of
                                       an attribute its member; or NULL */
};

typedef void ag_look_fn(void *self, const struct ag_look_name *name);

/* The lookup of a context, made by the first call. */
struct ag_lookup *ag_look_up(struct ag_context *context);

/* The file with a name; NULL: none. */
const struct ag_unit *ag_look_file(const struct ag_lookup *look,
                                   const char *name);

/* Calls `fn` for each name in the declaration, in source order. */
void ag_look_walk(struct ag_lookup *look, const struct ag_decl *decl,
                  ag_look_fn *fn, void *self);

/* The name at a position; .kind is AG_LOOK_none if there is none. */
struct ag_look_name ag_look_name(struct ag_lookup *look, const char *file,
                                 uint32_t offset);

/* The kind of symbol that a block of this subject declares; AG_LOOK_none: none.
 */
enum ag_look_kind ag_look_block_kind(enum ag_subject subject);

/* The model, view, enum or mixin with a name; NULL: none. */
struct ag_symbol *ag_look_find(const struct ag_lookup *look,
                               struct ag_str name);

/* The model or enum of a type; NULL: a scalar, or unknown. */
const struct ag_symbol *ag_look_type(const struct ag_lookup *look,
                                     struct ag_str type);

/* A field or value. `member` is NULL for a relation that an attribute declares.
 */
struct ag_look_member {
    const struct ag_member *member;
    const struct ag_symbol *of; /* NULL: not found */
    struct ag_str name; /* as declared */
};

struct ag_look_member ag_look_member(const struct ag_lookup *look,
                                     const struct ag_symbol *owner,
                                     struct ag_str name);

/* Calls `fn` for the members of an owner, including those of its mixins and
 * extends, until it returns true. */
typedef bool ag_look_member_fn(void *self, const struct ag_symbol *of,
                               const struct ag_member *member);
bool ag_look_members(const struct ag_lookup *look,
                     const struct ag_symbol *owner, ag_look_member_fn *fn,
                     void *self);

/* The name of a member after renames. */
struct ag_str ag_look_renamed(const struct ag_symbol *owner,
                              struct ag_str name);

struct ag_look_at ag_look_range(const struct ag_lookup *look,
                                struct ag_span span);

/* The word `name` of a list. If the list lacks it, returns false and zeroes
 * *known. */
typedef bool ag_look_list(size_t i, struct ag_known *known);
bool ag_look_known(ag_look_list *list, struct ag_str name,
                   struct ag_known *known);

/* The argument called `label`. If `label` is empty, the first one, unless it
 * requires its name. NULL: none. */
const struct ag_arg_spec *ag_look_spec(const struct ag_arg_spec *specs,
                                       struct ag_str label);

/* The provider of the native types with the prefix `@PREFIX.`: a database, or
 * that of the datasource. Empty: unknown. */
struct ag_str ag_look_provider(const struct ag_lookup *look,
                               struct ag_str prefix);

/* The target `name` without its templates, for the schema's database if it
 * supports that, otherwise for another one. NULL: none. */
const struct ag_target *ag_look_target(struct ag_lookup *look,
                                       struct ag_str name);
/* The options of a generator's target; NULL: none, or not a target of authgen.
 */
const struct ag_target_opt *ag_look_options(struct ag_lookup *look,
                                            const struct ag_decl *generator);

/* Makes room for one more after `n` items of `size` bytes; returns the items,
 * which may have moved. */
void *ag_look_grow(struct ag_arena *arena, void *items, size_t n, size_t size);

/* Diagnostics that are discarded. */
struct ag_diags ag_look_quiet(struct ag_lookup *look);

static inline bool
ag_look_is(struct ag_str s, const char *word)
{
    return ag_str_eq(s, ag_str(word));
}

#endif
