/*
 * The text of an open buffer, and positions as a client counts them.
 *
 * A line ends with LF or CRLF, as everywhere in authgen.
 */
#ifndef AG_LSP_DOCUMENT_H
#define AG_LSP_DOCUMENT_H

#include "base/buf.h"

/* The unit of `character`. Every client supports UTF-16. */
enum ag_lsp_unit { AG_LSP_UTF16, AG_LSP_UTF8 };

struct ag_lsp_position {
    uint32_t line, character; /* from 0 */
};

/* The byte offset of a position in `text`. A character after the end of its
 * line means the end of the line. A line after the last means the end of the
 * text. A position inside a character means its start. */
uint32_t ag_lsp_offset(struct ag_str text, struct ag_lsp_position position,
                       enum ag_lsp_unit unit);

/* Converts offsets in a text to positions. It may move forwards and backwards;
 * a move costs time proportional to its distance. */
struct ag_lsp_cursor {
    struct ag_str text;
    enum ag_lsp_unit unit;
    uint32_t line; /* the offset of the start of the line */
    uint32_t offset;
    struct ag_lsp_position position;
};

struct ag_lsp_position ag_lsp_position(struct ag_lsp_cursor *cursor,
                                       uint32_t offset);

/* The length of a text in units. */
uint32_t ag_lsp_length(struct ag_str text, enum ag_lsp_unit unit);

/* Replaces the bytes [begin, end) of `text` by `with`. */
void ag_lsp_splice(struct ag_buf *text, uint32_t begin, uint32_t end,
                   struct ag_str with);

/* Calls `edit` for each run of blanks and line ends that differs: [begin, end)
 * of `old` becomes `text`. If the texts differ in anything else, calls it once
 * to replace all of `old`. */
void ag_lsp_compare_blanks(struct ag_str old, struct ag_str new,
                           void (*edit)(void *self, uint32_t begin,
                                        uint32_t end, struct ag_str text),
                           void *self);

#endif
