/*
 * What the files of gen/query/query.h share: the declarations of all files by name,
 * and one walk over every name of a declaration. Private to them.
 *
 * They work on the trees as they were read, one for each file, where `extend`,
 * `omit` and `rename` stand as they are written, and not on what gen/compose/compose.h
 * makes of them.
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
    const struct ag_member *column; /* that says so */
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

/* A model, view, enum or mixin: its declaration, and what is said of it
 * elsewhere. */
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
    const struct ag_unit *units;  /* of the composition: one for each file */
    struct ag_map owners;         /* to struct ag_symbol, by any name */
    const struct ag_decl *source; /* the datasource; NULL: none */
};

/* An occurrence of a name. */
struct ag_look_name {
    enum ag_look_kind kind;
    bool declares;
    struct ag_str text;  /* without @; of a string what it says */
    struct ag_span span; /* with the @, with the quotes */
    uint32_t def; /* the position of the name in its declaration; equal for all
                     references to one symbol; 0: not declared */
    const struct ag_decl *decl;     /* the declaration that contains it */
    const struct ag_symbol *owner;  /* that it is, or is a member of */
    const struct ag_symbol *other;  /* of the name of a relation */
    const struct ag_arg_spec *spec; /* of an argument or its choice; or NULL */
    const struct ag_member *member; /* of a field or value its declaration, of
                                       an attribute what it is about; or NULL */
};

typedef void ag_look_fn(void *self, const struct ag_look_name *name);

/* Of a context; made by the first call. */
struct ag_lookup *ag_look_up(struct ag_context *context);

/* The file of that name; NULL: the schema has none. */
const struct ag_unit *ag_look_file(const struct ag_lookup *look,
                                   const char *name);

/* Calls `fn` for each name of the declaration, in the order of the text. */
void ag_look_walk(struct ag_lookup *look, const struct ag_decl *decl,
                  ag_look_fn *fn, void *self);

/* The name at a place; .kind is AG_LOOK_none if there is none. */
struct ag_look_name ag_look_name(struct ag_lookup *look, const char *file,
                                 uint32_t offset);

/* What a block of this subject declares; AG_LOOK_none: nothing. */
enum ag_look_kind ag_look_block_kind(enum ag_subject subject);

/* The model, view, enum or mixin of that name; NULL: there is none. */
struct ag_symbol *ag_look_find(const struct ag_lookup *look,
                               struct ag_str name);

/* The model or enum that a type is; NULL: it is a scalar, or nothing. */
const struct ag_symbol *ag_look_type(const struct ag_lookup *look,
                                     struct ag_str type);

/* A field or value, or, without `member`, the relation that an attribute
 * makes. */
struct ag_look_member {
    const struct ag_member *member;
    const struct ag_symbol *of; /* NULL: nothing was found */
    struct ag_str name; /* as it is declared */
};

struct ag_look_member ag_look_member(const struct ag_lookup *look,
                                     const struct ag_symbol *owner,
                                     struct ag_str name);

/* Calls `fn` for the members of an owner, its mixins' and extends' among them,
 * until it returns true. */
typedef bool ag_look_member_fn(void *self, const struct ag_symbol *of,
                               const struct ag_member *member);
bool ag_look_members(const struct ag_lookup *look,
                     const struct ag_symbol *owner, ag_look_member_fn *fn,
                     void *self);

/* Its name now. */
struct ag_str ag_look_renamed(const struct ag_symbol *owner,
                              struct ag_str name);

struct ag_look_at ag_look_place(const struct ag_lookup *look,
                                struct ag_span span);

/* The word of a list; false (and zeroes) if it has none of that name. */
typedef bool ag_look_list(size_t i, struct ag_known *known);
bool ag_look_known(ag_look_list *list, struct ag_str name,
                   struct ag_known *known);

/* The argument that `label` names, or, where it is empty, the first, if that
 * may do without; NULL: there is none. */
const struct ag_arg_spec *ag_look_spec(const struct ag_arg_spec *specs,
                                       struct ag_str label);

/* The provider whose native types `@PREFIX.` means: a database's own, or that
 * of the datasource; empty: nobody says. */
struct ag_str ag_look_provider(const struct ag_lookup *look,
                               struct ag_str prefix);

/* The target `name`, without its templates, for the database of the schema, or
 * else for another one; NULL: there is none. */
const struct ag_target *ag_look_target(struct ag_lookup *look,
                                       struct ag_str name);
/* The options of a generator's target; NULL: none, or it is not ours. */
const struct ag_target_opt *ag_look_options(struct ag_lookup *look,
                                            const struct ag_decl *generator);

/* Room for one more of `n` items of `size` bytes: where they are now. */
void *ag_look_grow(struct ag_arena *arena, void *items, size_t n, size_t size);

/* Diagnostics that nobody wants. */
struct ag_diags ag_look_quiet(struct ag_lookup *look);

static inline bool
ag_look_is(struct ag_str s, const char *word)
{
    return ag_str_eq(s, ag_str(word));
}

#endif
