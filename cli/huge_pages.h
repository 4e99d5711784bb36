/*
 * Memory in large pages, where the system has them: a schema of ten thousand
 * models takes tens of megabytes, and without them a sixth of its time goes
 * into the first touch of each small page.
 */
#ifndef AG_CLI_HUGE_PAGES_H
#define AG_CLI_HUGE_PAGES_H

#include <stddef.h>

/* For ag_io.large: asks for large pages for the whole ones within `memory`. */
void ag_pages_large(void *self, void *memory, size_t size);

#endif
