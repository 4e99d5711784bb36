/*
 * Sanitizes users' texts for output: no content of a file can harm a terminal
 * or a log.
 */
#ifndef AG_CLI_SANITIZE_H
#define AG_CLI_SANITIZE_H

#include "base/buf.h"

enum { AG_SHOWN_LONGEST = 1000 /* bytes of a message */ };

/* Decodes the UTF-8 character at the start of `s`, which must not be empty.
 * Stores it in *c and returns its size in bytes; 0 if it is ill-formed. */
uint32_t ag_decode(struct ag_str s, uint32_t *c);

/* How a character is shown. */
struct ag_shown {
    uint32_t size; /* bytes of the source */
    int width;     /* columns */
    char text[5];
};

/* How to show the character at the start of `s`: unchanged, as the picture of a
 * control character (from U+2400 on), or as U+FFFD. A tab stays a tab. */
struct ag_shown ag_show(struct ag_str s);

/* Appends `s` sanitized, including line ends and tabs, and cut to
 * AG_SHOWN_LONGEST bytes. */
void ag_put_shown(struct ag_buf *out, struct ag_str s);

#endif
