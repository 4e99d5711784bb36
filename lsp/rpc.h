/*
 * JSON-RPC messages, framed as in the Language Server Protocol:
 * "Content-Length: N", an empty line, N bytes of JSON. The caller adds the
 * bytes that a client sends. Each message to the client is one write.
 *
 * Input from a client is not trusted. An unpaired surrogate becomes U+FFFD. An
 * invalid message is reported and skipped. A header without a length is skipped
 * line by line until one has a length. A message over AG_RPC_LIMIT is read and
 * discarded.
 */
#ifndef AG_LSP_RPC_H
#define AG_LSP_RPC_H

#include <jansson.h>

#include "base/buf.h"

enum {
    AG_RPC_LIMIT = 1 << 28, /* bytes of a message */
    AG_RPC_LINE = 4096      /* bytes of a line of a header */
};

/* Error codes of JSON-RPC and of the protocol. */
enum ag_rpc_error {
    AG_RPC_PARSE = -32700,
    AG_RPC_INVALID = -32600,
    AG_RPC_METHOD = -32601,
    AG_RPC_PARAMS = -32602,
    AG_RPC_EARLY = -32002, /* before `initialize` */
    AG_RPC_CANCELLED = -32800,
    AG_RPC_FAILED = -32803 /* a valid request that cannot be served */
};

enum ag_rpc_got {
    AG_RPC_MESSAGE,
    AG_RPC_BROKEN, /* the input was not a message */
    AG_RPC_NONE    /* the input has no complete message yet */
};

struct ag_rpc {
    int out;
    struct ag_buf input; /* bytes added and not yet discarded */
    uint32_t used;       /* of input */
    enum ag_rpc_state {
        AG_RPC_HEADER,
        AG_RPC_BODY, /* of `length` bytes */
        AG_RPC_SKIP  /* of a message that is too long: `length` bytes remain */
    } state;
    uint64_t length;
    bool sized, lines; /* the header has a length; has any line */
    bool failed;       /* the output is closed */
};

/* `out` is the descriptor of the client. */
void ag_rpc_init(struct ag_rpc *rpc, int out, struct ag_arena *arena);
void ag_rpc_free(struct ag_rpc *rpc);

/* Room for at least `*size` bytes of input; sets `*size` to what there is. The
 * caller writes to it and then calls ag_rpc_add. */
char *ag_rpc_room(struct ag_rpc *rpc, uint32_t *size);
void ag_rpc_add(struct ag_rpc *rpc, uint32_t size);

/* Takes the next message of the input, which the caller must release. */
enum ag_rpc_got ag_rpc_next(struct ag_rpc *rpc, json_t **message);

/* The JSON string of a text. If it is not UTF-8, as file names may be, each
 * byte that is not ASCII becomes '?'. */
json_t *ag_rpc_string(struct ag_str text);

/* Each sends a message and takes ownership of `params` or `result`, which may
 * be NULL (no parameters, or null). `id` is borrowed; NULL means null. */
void ag_rpc_notify(struct ag_rpc *rpc, const char *method, json_t *params);
void ag_rpc_request(struct ag_rpc *rpc, const char *id, const char *method,
                    json_t *params);
void ag_rpc_reply(struct ag_rpc *rpc, json_t *id, json_t *result);
/* The same with a result that is already JSON. */
void ag_rpc_reply_text(struct ag_rpc *rpc, json_t *id, struct ag_str result);
void ag_rpc_refuse(struct ag_rpc *rpc, json_t *id, enum ag_rpc_error error,
                   const char *message);

#endif
