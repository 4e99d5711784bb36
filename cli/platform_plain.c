/* Systems without processes, signals and locks. */
#include "config.h"

#include "cli/platform.h"

#include <unistd.h>

void
ag_platform_init(void)
{
}

void
ag_platform_pages(void *self, void *memory, size_t size)
{
    (void)self;
    (void)memory;
    (void)size;
}

void
ag_platform_hold_signals(void)
{
}

void
ag_platform_release_signals(void)
{
}

bool
ag_platform_is_ended(void)
{
    return false;
}

bool
ag_platform_lock(int fd)
{
    (void)fd;
    return true;
}

bool
ag_platform_shield(void (*work)(void *self), void *self, void *result,
                   size_t size)
{
    (void)result;
    (void)size;
    work(self);
    return true;
}

bool
ag_platform_may_write(const char *path)
{
    return access(path, W_OK) == 0;
}

bool
ag_platform_may_replace(const struct stat *file, const struct stat *folder)
{
    (void)file;
    (void)folder;
    return true;
}

bool
ag_platform_inherit(int fd, const struct stat *old)
{
    (void)fd;
    (void)old;
    return true;
}

bool
ag_platform_settle(int fd)
{
    (void)fd;
    return true;
}

void
ag_platform_raise_limit(void)
{
}
