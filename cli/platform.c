/* The same on all systems, but for names that configure finds and that POSIX
 * alone hides on macOS. */
#undef _POSIX_C_SOURCE
#define _DEFAULT_SOURCE
#include "config.h"

#include "cli/platform.h"

struct timespec
ag_platform_modified(const struct stat *st)
{
    return st->AG_ST_MTIM;
}

struct timespec
ag_platform_changed(const struct stat *st)
{
    return st->AG_ST_CTIM;
}
