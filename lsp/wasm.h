/*
 * The language server of the WebAssembly module. ag_wasm_main returns
 * AG_WASM_SERVES for the command `lsp`, if the server has begun. The host then
 * passes what the client sends, and calls ag_wasm_lsp_step while there is
 * something to do. The server writes each message to standard output at once.
 */
#ifndef AG_LSP_WASM_H
#define AG_LSP_WASM_H

#include <stddef.h>

enum { AG_WASM_SERVES = -1, AG_WASM_BUSY = -2 };

/* Room for `size` bytes of input, which ag_wasm_lsp_receive takes. */
char *ag_wasm_lsp_room(size_t size);
int ag_wasm_lsp_receive(size_t size);

/* Does one thing. This and ag_wasm_lsp_receive return AG_WASM_BUSY if there is
 * something to do, AG_WASM_SERVES if the server waits for input, or else the
 * exit status. */
int ag_wasm_lsp_step(void);

#endif
