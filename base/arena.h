/*
 * An arena: the memory of one compilation, freed as a whole.
 *
 * Objects in an arena have no destructors. Allocation never returns NULL: when
 * memory runs out, the arena calls the handler given to ag_arena_init, which
 * must not return (the library calls neither exit nor setjmp; the command line
 * prints a message and exits, an embedder may trap). Only this file and
 * base/buf.h call malloc.
 */
#ifndef AG_BASE_ARENA_H
#define AG_BASE_ARENA_H

#include <stddef.h>

#include "base/attr.h"
#include "base/str.h"

struct ag_arena_block;

/* Called when memory has run out; must not return. */
typedef void ag_nomem_fn(void *self);

/* Called with each block of AG_LARGE bytes or more before its first use, so
 * that an embedder can ask its system for large pages: for a large schema,
 * touching each page for the first time is most of the cost of its memory. */
typedef void ag_large_fn(void *self, void *memory, size_t size);
enum { AG_LARGE = 1 << 22 };

struct ag_arena {
    char *free; /* next free byte of the current block */
    char *end;
    struct ag_arena_block *blocks; /* newest first */
    struct ag_arena_block *lent;   /* by ag_arena_lend; NULL: none */
    ag_nomem_fn *nomem;            /* NULL: abort() */
    void *nomem_self;
    ag_large_fn *large; /* called with `nomem_self`; NULL: no callback */
};

/* Makes an empty arena. It takes no memory before the first allocation. */
void ag_arena_init(struct ag_arena *arena, ag_nomem_fn *nomem, void *self);

/* Lets an empty arena begin in `memory`, which stays the caller's: what fits
 * costs no malloc, which may be a call of the system. The memory must stay
 * valid until the arena is freed for the last time. */
void ag_arena_lend(struct ag_arena *arena, void *memory, size_t size);

/* Frees all blocks but a lent one. The arena is empty and usable again. */
void ag_arena_free(struct ag_arena *arena);

/* The bytes of all blocks, used or not. */
size_t ag_arena_size(const struct ag_arena *arena);

/* `size` zeroed bytes, aligned for any object. */
void *ag_arena_alloc(struct ag_arena *arena, size_t size);

/* `size` bytes of text, not zeroed, with no alignment. */
char *ag_arena_text(struct ag_arena *arena, size_t size);

/* A copy of `n` bytes, followed by a NUL. */
char *ag_arena_cstr(struct ag_arena *arena, const char *p, size_t n);

/* ag_arena_text as a callback, such as `alloc` of ag_io.read; `self` is a
 * struct ag_arena. */
void *ag_arena_alloc_text(void *self, size_t size);

/* One zeroed object, or an array of `n`. */
#define AG_NEW(arena, type) ((type *)ag_arena_alloc((arena), sizeof(type)))
#define AG_NEW_ARRAY(arena, type, n)                                           \
    ((type *)ag_arena_alloc((arena), sizeof(type) * (size_t)(n)))

/* A copy of `s` in the arena. */
struct ag_str ag_arena_copy(struct ag_arena *arena, struct ag_str s);

/* The two texts, one after the other, such as a folder and a name; followed by a
 * NUL. */
struct ag_str ag_arena_join(struct ag_arena *arena, struct ag_str a,
                            struct ag_str b);

/* A formatted text in the arena. */
struct ag_str ag_arena_fmt(struct ag_arena *arena, const char *fmt, ...)
    AG_PRINTF(2, 3);

/* A place to go back to; see ag_arena_undo. */
struct ag_arena_mark {
    char *free;
    struct ag_arena_block *block;
};

static inline struct ag_arena_mark
ag_arena_mark(const struct ag_arena *arena)
{
    return (struct ag_arena_mark){arena->free, arena->blocks};
}

/* Gives back what was allocated since `mark`, unless a block was added since:
 * then that memory stays unused. */
static inline void
ag_arena_undo(struct ag_arena *arena, struct ag_arena_mark mark)
{
    if (arena->blocks == mark.block)
        arena->free = mark.free;
}

/* Calls the out-of-memory handler; for the other containers of base/. */
AG_NORETURN void ag_arena_nomem(struct ag_arena *arena);

#endif
