/*
 * Messages of JSON-RPC on two descriptors, framed as the Language Server
 * Protocol wants it: "Content-Length: N", an empty line, N bytes of JSON.
 *
 * What a client sends is not trusted. Half of a pair of surrogates, which JSON
 * can spell, becomes U+FFFD. A message that is none is told apart and
 * passed over; a header that says no length is passed over line by line until
 * one does; a length over AG_RPC_LIMIT is read and thrown away.
 */
#ifndef AG_LSP_RPC_H
#define AG_LSP_RPC_H

#include <jansson.h>

#include "base/buf.h"

enum {
    AG_RPC_LIMIT = 1 << 28, /* bytes of a message */
    AG_RPC_LINE = 4096      /* bytes of a line of a header */
};

/* What JSON-RPC and the protocol call errors. */
enum ag_rpc_error {
    AG_RPC_PARSE = -32700,
    AG_RPC_INVALID = -32600,
    AG_RPC_METHOD = -32601,
    AG_RPC_PARAMS = -32602,
    AG_RPC_EARLY = -32002, /* before `initialize` */
    AG_RPC_CANCELLED = -32800,
    AG_RPC_FAILED = -32803 /* a good request that cannot be served */
};

enum ag_rpc_got {
    AG_RPC_MESSAGE,
    AG_RPC_BROKEN, /* what came was no message */
    AG_RPC_NONE,   /* nothing is there now */
    AG_RPC_END     /* nothing will ever come */
};

struct ag_rpc {
    int in, out;
    struct ag_buf input; /* what was read and not yet used up */
    uint32_t used;       /* of input */
    enum ag_rpc_state {
        AG_RPC_HEADER,
        AG_RPC_BODY, /* of `length` bytes */
        AG_RPC_SKIP  /* one that is too long: `length` bytes are to come */
    } state;
    uint64_t length;
    bool sized, lines; /* of the header: it says a length, anything at all */
    bool failed;       /* nobody reads the output any more */
};

void ag_rpc_init(struct ag_rpc *rpc, int in, int out, struct ag_arena *arena);
void ag_rpc_free(struct ag_rpc *rpc);

/* The next message, of which the caller is an owner. With `wait`, for as long
 * as it takes: AG_RPC_NONE is not returned. */
enum ag_rpc_got ag_rpc_read(struct ag_rpc *rpc, bool wait, json_t **message);

/* The JSON string of a text. One that is no UTF-8, as names of files may be,
 * is shown with '?' for what is not ASCII. */
json_t *ag_rpc_string(struct ag_str text);

/* Each sends a message and takes `params`, `result` away from the caller (both
 * may be NULL: none, or null). `id` is borrowed; NULL is null. */
void ag_rpc_notify(struct ag_rpc *rpc, const char *method, json_t *params);
void ag_rpc_request(struct ag_rpc *rpc, const char *id, const char *method,
                    json_t *params);
void ag_rpc_reply(struct ag_rpc *rpc, json_t *id, json_t *result);
/* The same with a result that is JSON already. */
void ag_rpc_reply_text(struct ag_rpc *rpc, json_t *id, struct ag_str result);
void ag_rpc_refuse(struct ag_rpc *rpc, json_t *id, enum ag_rpc_error error,
                   const char *message);

#endif
