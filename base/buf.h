/*
 * A growing text, for output. It owns its bytes. All output goes through a
 * buffer and never directly to a file, so that a run can be compared, checked
 * or discarded before it changes any file.
 */
#ifndef AG_BASE_BUF_H
#define AG_BASE_BUF_H

#include "base/arena.h"
#include "base/attr.h"
#include "base/str.h"

struct ag_buf {
    char *p;
    uint32_t n;
    uint32_t room;
    char *lent; /* by ag_buf_lend; NULL: nothing */
    struct ag_arena *arena; /* its handler is called when memory runs out */
};

/* Makes an empty buffer. `arena` provides the out-of-memory handler, and the
 * memory for ag_buf_take. */
void ag_buf_init(struct ag_buf *buf, struct ag_arena *arena);
void ag_buf_free(struct ag_buf *buf);

/* Lets an empty buffer begin in `memory`, which stays the caller's: a text that
 * fits costs no malloc. AG_SMALL_TEXT has room for most names. */
enum { AG_SMALL_TEXT = 256 };
void ag_buf_lend(struct ag_buf *buf, char *memory, uint32_t size);

/* Makes room for `n` more bytes. A text over 4 GiB counts as out of memory. */
void ag_buf_reserve(struct ag_buf *buf, uint32_t n);

static inline void
ag_buf_put(struct ag_buf *buf, const char *p, uint32_t n)
{
    if (buf->room - buf->n < n)
        ag_buf_reserve(buf, n);
    if (n)
        memcpy(buf->p + buf->n, p, n);
    buf->n += n;
}

static inline void
ag_buf_str(struct ag_buf *buf, struct ag_str s)
{
    ag_buf_put(buf, s.p, s.n);
}

static inline void
ag_buf_char(struct ag_buf *buf, char c)
{
    ag_buf_put(buf, &c, 1);
}

void ag_buf_fmt(struct ag_buf *buf, const char *fmt, ...) AG_PRINTF(2, 3);

/* Returns a copy of the text in the arena, without a position, and empties the
 * buffer. */
struct ag_str ag_buf_take(struct ag_buf *buf);

/* Inserts `s` at the byte offset `at`. */
void ag_buf_insert(struct ag_buf *buf, uint32_t at, struct ag_str s);

/* The text so far; valid until the next change. */
static inline struct ag_str
ag_buf_text(const struct ag_buf *buf)
{
    return (struct ag_str){buf->p, buf->n, 0};
}

#endif
