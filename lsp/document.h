/*
 * The text of an open buffer, and places in texts as a client counts them.
 *
 * A line ends with LF or CRLF, as everywhere in authgen.
 */
#ifndef AG_LSP_DOCUMENT_H
#define AG_LSP_DOCUMENT_H

#include "base/buf.h"

/* What `character` counts; UTF-16 is what every client knows. */
enum ag_lsp_unit { AG_LSP_UTF16, AG_LSP_UTF8 };

struct ag_lsp_position {
    uint32_t line, character; /* from 0 */
};

/* The byte of `text` at a position. A character behind the end of its line is
 * that end, a line behind the last the end of the text, and one half of a
 * character is its begin. */
uint32_t ag_lsp_offset(struct ag_str text, struct ag_lsp_position position,
                       enum ag_lsp_unit unit);

/* Goes through a text, forth and back, for the positions of offsets: a step
 * costs what is between the places. */
struct ag_lsp_cursor {
    struct ag_str text;
    enum ag_lsp_unit unit;
    uint32_t line; /* where the line of `position` begins */
    uint32_t offset;
    struct ag_lsp_position position;
};

struct ag_lsp_position ag_lsp_position(struct ag_lsp_cursor *cursor,
                                       uint32_t offset);

/* How many units the bytes of a text are. */
uint32_t ag_lsp_length(struct ag_str text, enum ag_lsp_unit unit);

/* Puts `with` into the place of the bytes [begin, end) of `text`. */
void ag_lsp_splice(struct ag_buf *text, uint32_t begin, uint32_t end,
                   struct ag_str with);

/* Calls `edit` for each run of blanks and line ends of `old` that is another
 * one in `new`: [begin, end) of `old` becomes `text`. The two differ in nothing
 * else; if they do, it is called once, for all of them. */
void ag_lsp_compare_blanks(struct ag_str old, struct ag_str new,
                           void (*edit)(void *self, uint32_t begin,
                                        uint32_t end, struct ag_str text),
                           void *self);

#endif
