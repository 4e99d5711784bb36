#include "lsp/document.h"

#include <string.h>

/* Offset of the LF at or after `from`, or the end of the text. */
static uint32_t
line_end(struct ag_str text, uint32_t from)
{
    return from + ag_str_find(ag_str_cut(text, from, text.n), '\n');
}

/* The number of bytes of the character at `at`. */
static uint32_t
char_size(struct ag_str text, uint32_t at)
{
    uint32_t end = at + 1;

    while (end < text.n && ag_utf8_is_continuation(text.p[end]))
        end++;
    return end - at;
}

static uint32_t
char_units(struct ag_str text, uint32_t at, uint32_t size,
           enum ag_lsp_unit unit)
{
    if (unit == AG_LSP_UTF8)
        return size;
    return (unsigned char)text.p[at] >= 0xf0 ? 2 : 1;
}

uint32_t
ag_lsp_offset(struct ag_str text, struct ag_lsp_position position,
              enum ag_lsp_unit unit)
{
    uint32_t at = 0, units = 0;

    for (uint32_t line = 0; line < position.line; line++) {
        at = line_end(text, at);
        if (at == text.n)
            return at;
        at++;
    }
    uint32_t end = line_end(text, at);
    if (end > at && end < text.n && text.p[end - 1] == '\r')
        end--;
    while (at < end) {
        uint32_t size = char_size(text, at);
        units += char_units(text, at, size, unit);
        if (units > position.character)
            break;
        at += size;
    }
    return at;
}

/* Moves back to the start of the line that contains `offset`. */
static void
go_back(struct ag_lsp_cursor *cursor, uint32_t offset)
{
    while (offset < cursor->line) {
        do
            cursor->line--;
        while (cursor->line && cursor->text.p[cursor->line - 1] != '\n');
        cursor->position.line--;
    }
    cursor->offset = cursor->line;
    cursor->position.character = 0;
}

struct ag_lsp_position
ag_lsp_position(struct ag_lsp_cursor *cursor, uint32_t offset)
{
    struct ag_str text = cursor->text;
    struct ag_lsp_position *p = &cursor->position;

    if (offset > text.n)
        offset = text.n;
    if (offset < cursor->offset)
        go_back(cursor, offset);
    for (;;) {
        uint32_t end = line_end(text, cursor->offset);
        if (end >= offset)
            break;
        cursor->line = cursor->offset = end + 1;
        p->line++;
        p->character = 0;
    }
    while (cursor->offset < offset) {
        uint32_t size = char_size(text, cursor->offset);
        p->character += char_units(text, cursor->offset, size, cursor->unit);
        cursor->offset += size;
    }
    return *p;
}

uint32_t
ag_lsp_length(struct ag_str text, enum ag_lsp_unit unit)
{
    uint32_t units = 0;

    for (uint32_t at = 0; at < text.n;) {
        uint32_t size = char_size(text, at);
        units += char_units(text, at, size, unit);
        at += size;
    }
    return units;
}

void
ag_lsp_splice(struct ag_buf *text, uint32_t begin, uint32_t end,
              struct ag_str with)
{
    if (with.n > end - begin)
        ag_buf_reserve(text, with.n - (end - begin));
    if (end < text->n)
        memmove(text->p + begin + with.n, text->p + end, text->n - end);
    if (with.n)
        memcpy(text->p + begin, with.p, with.n);
    text->n = text->n - (end - begin) + with.n;
}

static uint32_t
skip_blanks(struct ag_str text, uint32_t at)
{
    while (at < text.n && memchr(" \t\r\n", text.p[at], 4))
        at++;
    return at;
}

/* Moves *a and *b to the next runs of blanks. False if the texts before them
 * differ. */
static bool
skip_same(struct ag_str old, struct ag_str new, uint32_t *a, uint32_t *b)
{
    while (*a < old.n && *b < new.n && old.p[*a] == new.p[*b]) {
        ++*a;
        ++*b;
    }
    /* Go back to the start of the run, over common blanks. */
    while (*a && memchr(" \t\r\n", old.p[*a - 1], 4)) {
        --*a;
        --*b;
    }
    uint32_t i = skip_blanks(old, *a), k = skip_blanks(new, *b);
    return (i > *a || k > *b || i == old.n) && (i == old.n) == (k == new.n) &&
           (i == old.n || old.p[i] == new.p[k]);
}

void
ag_lsp_compare_blanks(struct ag_str old, struct ag_str new,
                      void (*edit)(void *self, uint32_t begin, uint32_t end,
                                   struct ag_str text),
                      void *self)
{
    uint32_t a = 0, b = 0;

    for (int pass = 0; pass < 2; pass++)
        for (a = b = 0; a < old.n || b < new.n;) {
            if (!skip_same(old, new, &a, &b)) {
                edit(self, 0, old.n, new);
                return;
            }
            uint32_t i = skip_blanks(old, a), k = skip_blanks(new, b);
            struct ag_str blanks = ag_str_cut(new, b, k);
            if (pass == 1 && !ag_str_eq(ag_str_cut(old, a, i), blanks))
                edit(self, a, i, blanks);
            a = i;
            b = k;
        }
}
