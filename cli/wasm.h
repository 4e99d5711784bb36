/*
 * The functions that the host of the WebAssembly module calls. An instance of
 * the module serves one call of ag_wasm_main or ag_wasm_files. Their arguments
 * are in memory from ag_wasm_alloc, which need not be freed.
 */
#ifndef AG_CLI_WASM_H
#define AG_CLI_WASM_H

#include "cli/run.h"

void *ag_wasm_alloc(size_t size);

/* The command line in the working directory `folder`. Returns the exit status.
 */
int ag_wasm_main(const char *folder, int argc, char **argv);

/* The same, but `generate` prints [{"path": "x.ts", "text": "…"}] instead of
 * writing files. */
int ag_wasm_files(const char *folder, int argc, char **argv);

#endif
