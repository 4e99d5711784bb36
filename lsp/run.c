/* The command `lsp`. */
#include "config.h"

#include <unistd.h>

#include "cli/run.h"

#ifdef AG_LSP
#include "lsp/server.h"

int
ag_run_lsp(struct ag_run *run)
{
    return ag_lsp_serve(&run->args, STDIN_FILENO, STDOUT_FILENO);
}
#else
int
ag_run_lsp(struct ag_run *run)
{
    ag_text_say(&run->text, AG_LEVEL_ERROR,
                "this authgen was built without the language server, which "
                "needs the library jansson");
    return AG_STATUS_USAGE;
}
#endif
