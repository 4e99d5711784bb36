/*
 * String escapes that several languages share.
 */
#ifndef AG_BASE_ESCAPE_H
#define AG_BASE_ESCAPE_H

#include "base/buf.h"

/* Whether a byte is an ASCII control character: below 0x20, or 0x7f. */
bool ag_is_control(unsigned char c);

/* Appends \uXXXX for a code point below 0x10000. */
void ag_put_unicode(struct ag_buf *out, unsigned code);

/* Appends the escape of a control character: \n, \r, \t or \u00XX. */
void ag_put_control(struct ag_buf *out, unsigned char c);

/* Appends a string in double quotes, as JSON (RFC 8259, section 7) and Prisma
 * write it: `"` and `\` are escaped, and control characters as by
 * ag_put_control. */
void ag_put_json(struct ag_buf *out, struct ag_str s);

/* Appends a text between two quotes and doubles the quotes in it, as SQL writes
 * strings and identifiers. */
void ag_put_quoted(struct ag_buf *out, struct ag_str s, char quote);

#endif
