#include "lsp/wasm.h"

#include <unistd.h>

#include "cli/run.h"
#include "lsp/server.h"

/* An instance of the module is one server. */
static struct {
    struct ag_args args;
    struct ag_arena arena; /* for the arguments */
    struct ag_lsp_server server;
} lsp;

int
ag_run_lsp(struct ag_run *run)
{
    lsp.args = run->args;
    lsp.arena = run->arena;
    ag_arena_init(&run->arena, ag_run_out_of_memory, NULL);
    ag_lsp_init(&lsp.server, &lsp.args, STDOUT_FILENO);
    return AG_WASM_SERVES;
}

char *
ag_wasm_lsp_room(size_t size)
{
    uint32_t room = (uint32_t)size;

    return ag_rpc_room(&lsp.server.rpc, &room);
}

static int
status(void)
{
    if (ag_lsp_gone(&lsp.server))
        return ag_lsp_free(&lsp.server);
    return ag_lsp_busy(&lsp.server) ? AG_WASM_BUSY : AG_WASM_SERVES;
}

int
ag_wasm_lsp_receive(size_t size)
{
    ag_rpc_add(&lsp.server.rpc, (uint32_t)size);
    ag_lsp_receive(&lsp.server);
    return status();
}

int
ag_wasm_lsp_step(void)
{
    ag_lsp_step(&lsp.server);
    return status();
}
