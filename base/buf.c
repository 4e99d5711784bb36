#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
ag_buf_init(struct ag_buf *buf, struct ag_arena *arena)
{
    *buf = (struct ag_buf){.arena = arena};
}

void
ag_buf_lend(struct ag_buf *buf, char *memory, uint32_t size)
{
    buf->p = buf->lent = memory;
    buf->room = size;
}

void
ag_buf_free(struct ag_buf *buf)
{
    if (buf->p != buf->lent)
        free(buf->p);
    ag_buf_init(buf, buf->arena);
}

void
ag_buf_reserve(struct ag_buf *buf, uint32_t n)
{
    uint64_t need = (uint64_t)buf->n + n;
    /* Unused room costs only addresses, but each move of a large text touches
     * all of it again. So large buffers grow faster. */
    uint64_t room = (uint64_t)buf->room * (buf->room < AG_LARGE ? 2 : 8);

    if (need <= buf->room)
        return;
    if (room < need)
        room = need;
    if (room < 256)
        room = 256;
    if (room > UINT32_MAX)
        room = UINT32_MAX;
    bool lent = buf->p == buf->lent;
    char *old = lent ? NULL : buf->p;
    char *p = need > UINT32_MAX ? NULL : realloc(old, (size_t)room);
    if (!p)
        ag_arena_nomem(buf->arena);
    if (lent && buf->n)
        memcpy(p, buf->p, buf->n);
    if (buf->arena->large && room >= AG_LARGE)
        buf->arena->large(buf->arena->nomem_self, p, (size_t)room);
    buf->p = p;
    buf->room = (uint32_t)room;
}

void
ag_buf_fmt(struct ag_buf *buf, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n < 0)
        ag_arena_nomem(buf->arena);
    ag_buf_reserve(buf, (uint32_t)n + 1);
    va_start(args, fmt);
    vsnprintf(buf->p + buf->n, (size_t)n + 1, fmt, args);
    va_end(args);
    buf->n += (uint32_t)n;
}

struct ag_str
ag_buf_take(struct ag_buf *buf)
{
    struct ag_str text = ag_arena_copy(buf->arena, ag_buf_text(buf));

    ag_buf_free(buf);
    return text;
}

void
ag_buf_insert(struct ag_buf *buf, uint32_t at, struct ag_str s)
{
    if (s.n == 0)
        return;
    ag_buf_reserve(buf, s.n);
    memmove(buf->p + at + s.n, buf->p + at, buf->n - at);
    memcpy(buf->p + at, s.p, s.n);
    buf->n += s.n;
}
