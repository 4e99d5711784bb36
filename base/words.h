/*
 * Naming styles (camel case, snake case, …) and English plurals.
 *
 * A name is split into words at '_', '-', blanks and other bytes that cannot be
 * in an identifier; before a capital that follows a small letter or digit; and
 * before the last of several capitals if a small letter follows ("HTMLParser"
 * is HTML, Parser). Bytes over 127 belong to words.
 */
#ifndef AG_BASE_WORDS_H
#define AG_BASE_WORDS_H

#include "base/buf.h"
#include "base/str.h"

typedef void ag_words_fn(struct ag_buf *out, struct ag_str name);

/* Applies one of the functions below to `name`. The result is in the arena and
 * has no position. */
struct ag_str ag_words(struct ag_arena *arena, ag_words_fn *words,
                       struct ag_str name);

/* userId / UserId / user_id / user-id, appended to `out`. Leading
 * underscores are kept. */
void ag_words_camel(struct ag_buf *out, struct ag_str name);
void ag_words_pascal(struct ag_buf *out, struct ag_str name);
void ag_words_snake(struct ag_buf *out, struct ag_str name);
void ag_words_kebab(struct ag_buf *out, struct ag_str name);

/* Appends `name` with its last word in plural or singular, keeping its case:
 * category -> categories, UserPerson -> UserPeople. A plural stays unchanged.
 * The rules are tables in words.c (suffixes, irregular and uncountable words)
 * with the scope of npm's `pluralize`. */
void ag_words_plural(struct ag_buf *out, struct ag_str name);
void ag_words_singular(struct ag_buf *out, struct ag_str name);

#endif
