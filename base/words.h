/*
 * Names as words: the cases of programming languages, and English plurals.
 *
 * A name is cut into words at '_', '-', blanks and other bytes that no
 * identifier has, before a capital that follows a small letter or digit, and
 * before the last capital of a run that a small letter follows
 * ("HTMLParser" is HTML, Parser). Bytes over 127 belong to words.
 */
#ifndef AG_BASE_WORDS_H
#define AG_BASE_WORDS_H

#include "base/buf.h"
#include "base/str.h"

typedef void ag_words_fn(struct ag_buf *out, struct ag_str name);

/* What one of these makes of `name`, in the arena; without a place. */
struct ag_str ag_words(struct ag_arena *arena, ag_words_fn *words,
                       struct ag_str name);

/* userId / UserId / user_id / user-id, appended to `out`. Leading
 * underscores are kept. */
void ag_words_camel(struct ag_buf *out, struct ag_str name);
void ag_words_pascal(struct ag_buf *out, struct ag_str name);
void ag_words_snake(struct ag_buf *out, struct ag_str name);
void ag_words_kebab(struct ag_buf *out, struct ag_str name);

/* The plural or singular of the last word, its case kept: category ->
 * categories, UserPerson -> UserPeople. A plural stays as it is. Rules are
 * tables (suffixes, irregular, uncountable) in words.c, of the scope of npm's
 * `pluralize`. */
void ag_words_plural(struct ag_buf *out, struct ag_str name);
void ag_words_singular(struct ag_buf *out, struct ag_str name);

#endif
