/* What `prisma generate` runs. */
#include "config.h"

#include <unistd.h>

#include "cli/run.h"

#ifdef AG_JANSSON
#include "prisma/serve.h"

int
ag_run_prisma(struct ag_run *run)
{
    return ag_prisma_serve(run, STDIN_FILENO, STDERR_FILENO);
}
#else
int
ag_run_prisma(struct ag_run *run)
{
    ag_text_say(&run->text, AG_LEVEL_ERROR,
                "this authgen was built without Prisma's generator protocol, "
                "which needs the library jansson");
    return AG_STATUS_USAGE;
}
#endif
