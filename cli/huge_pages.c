/* Large pages are not part of POSIX, so this needs the C library's extensions.
 */
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

    /* This is only advice: if it is ignored, nothing changes. */
    if (begin < end)
        (void)madvise((void *)begin, end - begin, MADV_HUGEPAGE);
#else
    (void)memory;
    (void)size;
#endif
}
