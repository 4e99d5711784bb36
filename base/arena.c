#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ALIGN = 8,             /* enough for pointers and uint64_t */
    FIRST_BLOCK = 1 << 14, /* a small schema costs one malloc and few pages */
    LARGEST_BLOCK = 1 << 26,
    BLOCK_GROWTH = 4, /* a block's size divided by that of the one before */
};

struct ag_arena_block {
    struct ag_arena_block *next;
    size_t size;
};

_Static_assert(sizeof(struct ag_arena_block) % ALIGN == 0,
               "the first object of a block is aligned");

void
ag_arena_init(struct ag_arena *arena, ag_nomem_fn *nomem, void *self)
{
    *arena = (struct ag_arena){.nomem = nomem, .nomem_self = self};
}

/* Makes `block` the one that is used next. */
static char *
begin(struct ag_arena *arena, struct ag_arena_block *block, size_t room)
{
    char *start = (char *)(block + 1);

    block->size = room;
    block->next = arena->blocks;
    arena->blocks = block;
    arena->free = start;
    arena->end = start + room;
    return start;
}

void
ag_arena_lend(struct ag_arena *arena, void *memory, size_t size)
{
    size_t pad = (size_t)(-(uintptr_t)memory & (ALIGN - 1));

    if (size < pad + sizeof *arena->lent)
        return;
    arena->lent = (void *)((char *)memory + pad);
    begin(arena, arena->lent, size - pad - sizeof *arena->lent);
}

void
ag_arena_free(struct ag_arena *arena)
{
    struct ag_arena_block *block = arena->blocks;
    while (block) {
        struct ag_arena_block *next = block->next;
        if (block != arena->lent)
            free(block);
        block = next;
    }
    arena->blocks = NULL;
    arena->free = arena->end = NULL;
    if (arena->lent)
        begin(arena, arena->lent, arena->lent->size);
}

size_t
ag_arena_size(const struct ag_arena *arena)
{
    size_t size = 0;

    for (const struct ag_arena_block *b = arena->blocks; b; b = b->next)
        size += sizeof *b + b->size;
    return size;
}

void
ag_arena_nomem(struct ag_arena *arena)
{
    if (arena->nomem)
        arena->nomem(arena->nomem_self);
    abort();
}

/* Starts a block with room for `size` bytes. A large object gets a separate
 * block, so that the free rest of the current one stays in use. */
static char *
grow(struct ag_arena *arena, size_t size)
{
    size_t room = FIRST_BLOCK;
    if (arena->blocks)
        room = arena->blocks->size * BLOCK_GROWTH;
    if (room > LARGEST_BLOCK)
        room = LARGEST_BLOCK;
    bool alone = size > room / 4;
    if (alone)
        room = size;
    if (room > SIZE_MAX - sizeof(struct ag_arena_block))
        ag_arena_nomem(arena);

    struct ag_arena_block *block = malloc(sizeof *block + room);
    if (!block)
        ag_arena_nomem(arena);
    if (arena->large && room >= AG_LARGE)
        arena->large(arena->nomem_self, block, sizeof *block + room);
    if (alone && arena->blocks) {
        block->size = room;
        block->next = arena->blocks->next;
        arena->blocks->next = block;
        return (char *)(block + 1);
    }
    char *start = begin(arena, block, room);
    arena->free += size;
    return start;
}

char *
ag_arena_text(struct ag_arena *arena, size_t size)
{
    if (size <= (size_t)(arena->end - arena->free)) {
        char *p = arena->free;
        arena->free += size;
        return p;
    }
    return grow(arena, size);
}

char *
ag_arena_cstr(struct ag_arena *arena, const char *p, size_t n)
{
    char *copy = ag_arena_text(arena, n + 1);

    if (n)
        memcpy(copy, p, n);
    copy[n] = '\0';
    return copy;
}

void *
ag_arena_alloc_text(void *self, size_t size)
{
    return ag_arena_text(self, size);
}

void *
ag_arena_alloc(struct ag_arena *arena, size_t size)
{
    size_t pad = (size_t)(-(uintptr_t)arena->free & (ALIGN - 1));
    char *p;

    size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (pad + size <= (size_t)(arena->end - arena->free)) {
        p = arena->free + pad;
        arena->free = p + size;
    } else {
        p = grow(arena, size);
    }
    memset(p, 0, size);
    return p;
}

struct ag_str
ag_arena_copy(struct ag_arena *arena, struct ag_str s)
{
    char *p = ag_arena_text(arena, s.n);
    if (s.n)
        memcpy(p, s.p, s.n);
    return (struct ag_str){p, s.n, s.at};
}

struct ag_str
ag_arena_join(struct ag_arena *arena, struct ag_str a, struct ag_str b)
{
    char *p = ag_arena_text(arena, (size_t)a.n + b.n + 1);

    if (a.n)
        memcpy(p, a.p, a.n);
    if (b.n)
        memcpy(p + a.n, b.p, b.n);
    p[a.n + b.n] = '\0';
    return (struct ag_str){p, a.n + b.n, 0};
}

struct ag_str
ag_arena_fmt(struct ag_arena *arena, const char *fmt, ...)
{
    char small[128]; /* most texts fit, so they are formatted once */
    va_list args;

    va_start(args, fmt);
    int n = vsnprintf(small, sizeof small, fmt, args);
    va_end(args);
    if (n < 0)
        ag_arena_nomem(arena);
    char *p = ag_arena_text(arena, (size_t)n + 1);
    if ((size_t)n < sizeof small) {
        memcpy(p, small, (size_t)n + 1);
    } else {
        va_start(args, fmt);
        vsnprintf(p, (size_t)n + 1, fmt, args);
        va_end(args);
    }
    return (struct ag_str){p, (uint32_t)n, 0};
}
