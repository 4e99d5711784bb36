/* The command `lsp`: a server on standard input and output. */
#include "config.h"

#include "cli/run.h"

#ifdef AG_JANSSON
#include "cli/files.h"
#include "lsp/server.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

enum got { INPUT, NOTHING, END };

/* Adds the available input; with `wait`, waits for some. */
static enum got
fill(struct ag_rpc *rpc, bool wait)
{
    struct pollfd fd = {STDIN_FILENO, POLLIN, 0};
    uint32_t room = 1 << 16;

    for (;;) {
        int ready = poll(&fd, 1, wait ? -1 : 0);
        if (ready == 0)
            return NOTHING;
        if (ready > 0)
            break;
        if (errno != EINTR)
            return END;
    }
    char *p = ag_rpc_room(rpc, &room);
    ssize_t n = ag_files_get(STDIN_FILENO, p, room);
    if (n <= 0)
        return END;
    ag_rpc_add(rpc, (uint32_t)n);
    return INPUT;
}

/* Receives all available messages; waits for one if there is nothing else to
 * do. False if the client is gone. */
static bool
receive(struct ag_lsp_server *server)
{
    while (!ag_lsp_gone(server)) {
        switch (fill(&server->rpc, !ag_lsp_busy(server))) {
        case INPUT:
            ag_lsp_receive(server);
            break;
        case NOTHING:
            return true;
        case END:
            return ag_lsp_busy(server);
        }
    }
    return false;
}

int
ag_run_lsp(struct ag_run *run)
{
    struct ag_lsp_server server;

    ag_lsp_init(&server, &run->args, STDOUT_FILENO);
    while (receive(&server))
        ag_lsp_step(&server);
    return ag_lsp_free(&server);
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
