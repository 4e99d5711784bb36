/*
 * Texts of users as they are shown: whatever a file holds, a terminal and a log
 * are safe from it.
 */
#ifndef AG_CLI_SANITIZE_H
#define AG_CLI_SANITIZE_H

#include "base/buf.h"

enum { AG_SHOWN_LONGEST = 1000 /* bytes of a message */ };

/* The bytes of the well-formed character of UTF-8 at the start of `s`, which is
 * not empty, and itself; 0 if it is ill-formed. */
uint32_t ag_decode(struct ag_str s, uint32_t *c);

/* A character as it is shown. */
struct ag_shown {
    uint32_t size; /* bytes of the source */
    int width;     /* columns */
    char text[5];
};

/* How the character at the start of `s` is shown: itself, the picture of a
 * control character (U+2400 and on), or U+FFFD. A tab stays a tab. */
struct ag_shown ag_show(struct ag_str s);

/* Puts `s` made harmless, line ends and tabs as well; what is longer than
 * AG_SHOWN_LONGEST is cut. */
void ag_put_shown(struct ag_buf *out, struct ag_str s);

#endif
