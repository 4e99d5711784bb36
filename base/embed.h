/*
 * Files built into the program: templates, manifests, presets and the pages of
 * the diagnostic codes. build-aux/embed.sh makes base/embedded.c.
 */
#ifndef AG_BASE_EMBED_H
#define AG_BASE_EMBED_H

#include <stddef.h>
#include <stdint.h>

struct ag_embedded {
    const char *name; /* "drizzle/drizzle.target": without its first folder */
    const char *text; /* with a NUL after it */
    uint32_t size;    /* without the NUL */
};

/* Sorted by name in byte order, ended by an entry without a name. */
extern const struct ag_embedded ag_embedded[];

/* Their number, without that entry. */
extern const size_t ag_nembedded;

#endif
