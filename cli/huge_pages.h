/*
 * Memory in large pages, if the system has them. A schema of ten thousand
 * models takes tens of megabytes; without large pages, a sixth of the run time
 * goes into the first touch of each small page.
 */
#ifndef AG_CLI_HUGE_PAGES_H
#define AG_CLI_HUGE_PAGES_H

#include <stddef.h>

/* Implements ag_io.large: requests large pages for the part of `memory` that
 * consists of whole large pages. */
void ag_pages_large(void *self, void *memory, size_t size);

#endif
