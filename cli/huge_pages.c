/* Large pages are no part of POSIX: what the C library has beyond it. */
#define _DEFAULT_SOURCE
#include "cli/huge_pages.h"

#include <stdint.h>
#include <sys/mman.h>

void
ag_pages_large(void *self, void *memory, size_t size)
{
    (void)self;
#ifdef MADV_HUGEPAGE
    enum { PAGE = 1 << 21 };
    uintptr_t begin = ((uintptr_t)memory + PAGE - 1) & ~(uintptr_t)(PAGE - 1);
    uintptr_t end = ((uintptr_t)memory + size) & ~(uintptr_t)(PAGE - 1);

    /* Advice: where it is not taken, all is as before. */
    if (begin < end)
        (void)madvise((void *)begin, end - begin, MADV_HUGEPAGE);
#else
    (void)memory;
    (void)size;
#endif
}
