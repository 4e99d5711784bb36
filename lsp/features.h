/* Parts of the server's capabilities. */
#ifndef AG_LSP_FEATURES_H
#define AG_LSP_FEATURES_H

#include <jansson.h>

/* The kind of the code action that applies all fix-its. */
#define AG_LSP_FIX_ALL "source.fixAll.authgen"

/* The legend of the semantic tokens. */
json_t *ag_lsp_token_types(void);

#endif
