#include "lsp/rpc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/files.h"

void
ag_rpc_init(struct ag_rpc *rpc, int out, struct ag_arena *arena)
{
    *rpc = (struct ag_rpc){.out = out};
    ag_buf_init(&rpc->input, arena);
}

void
ag_rpc_free(struct ag_rpc *rpc)
{
    ag_buf_free(&rpc->input);
}

/* Reading. */

char *
ag_rpc_room(struct ag_rpc *rpc, uint32_t *size)
{
    struct ag_buf *input = &rpc->input;

    if (rpc->used) {
        input->n -= rpc->used;
        memmove(input->p, input->p + rpc->used, input->n);
        rpc->used = 0;
    }
    uint64_t rest = rpc->state == AG_RPC_BODY ? rpc->length - input->n : 0;
    ag_buf_reserve(input, rest > *size ? (uint32_t)rest : *size);
    *size = input->room - input->n;
    return input->p + input->n;
}

void
ag_rpc_add(struct ag_rpc *rpc, uint32_t size)
{
    rpc->input.n += size;
}

static struct ag_str
unread(const struct ag_rpc *rpc)
{
    return ag_str_cut(ag_buf_text(&rpc->input), rpc->used, rpc->input.n);
}

/* Takes a line of the header; false if it is not complete yet. A line that is
 * too long for a header is taken in pieces. */
static bool
take_line(struct ag_rpc *rpc, struct ag_str *line)
{
    struct ag_str rest = unread(rpc);

    *line = ag_str_cut(rest, 0, ag_str_find(rest, '\n'));
    if (line->n == rest.n) {
        if (rest.n > AG_RPC_LINE)
            rpc->used += rest.n;
        return false;
    }
    rpc->used += line->n + 1;
    if (line->n && line->p[line->n - 1] == '\r')
        line->n--;
    return true;
}

/* Reads the message's length if this line of the header has it. */
static void
read_line(struct ag_rpc *rpc, struct ag_str line)
{
    static const char name[] = "Content-Length:";
    const uint32_t n = sizeof name - 1;
    char digits[20] = "";

    rpc->lines = true;
    if (line.n < n || strncasecmp(line.p, name, n) != 0)
        return;
    line = ag_str_cut(line, n, line.n);
    while (line.n && *line.p == ' ')
        line = ag_str_cut(line, 1, line.n);
    if (line.n == 0 || line.n >= sizeof digits)
        return;
    memcpy(digits, line.p, line.n);
    if (strspn(digits, "0123456789") != line.n)
        return;
    rpc->length = strtoull(digits, NULL, 10);
    rpc->sized = true;
}

/* Handles the empty line; false if the lines before it were not a header. */
static bool
end_header(struct ag_rpc *rpc)
{
    bool good = rpc->sized || !rpc->lines;

    if (rpc->sized)
        rpc->state = rpc->length > AG_RPC_LIMIT ? AG_RPC_SKIP : AG_RPC_BODY;
    rpc->sized = rpc->lines = false;
    return good;
}

/* The code unit written \uXXXX at the start of [p, end), or 0. */
static unsigned
escaped_unit(const char *p, const char *end)
{
    unsigned unit = 0;

    if (end - p < 6 || p[0] != '\\' || p[1] != 'u')
        return 0;
    for (int i = 2; i < 6; i++) {
        int digit = ag_hex_digit(p[i]);
        if (digit < 0)
            return 0;
        unit = unit * 16 + (unsigned)digit;
    }
    return unit;
}

/* Replaces each unpaired surrogate by U+FFFD. An editor's text can contain one,
 * but UTF-8 cannot, and jansson would reject the message. Both are one unit of
 * UTF-16, so positions do not change. */
static void
replace_unpaired_surrogates(char *p, const char *end)
{
    while (p < end) {
        unsigned unit = escaped_unit(p, end);
        if (unit >> 10 == 0xd800 >> 10 &&
            escaped_unit(p + 6, end) >> 10 == 0xdc00 >> 10)
            p += 12;
        else if (unit >> 11 == 0xd800 >> 11)
            memcpy(p, "\\ufffd", 6);
        else
            p += *p == '\\' && p + 1 < end ? 2 : 1;
    }
}

static enum ag_rpc_got
take_body(struct ag_rpc *rpc, json_t **message)
{
    char *body = rpc->input.p + rpc->used;
    size_t n = (size_t)rpc->length;

    rpc->used += (uint32_t)rpc->length;
    rpc->state = AG_RPC_HEADER;
    /* A text may contain NUL, which the schema's lexer reports. */
    *message = json_loadb(body, n, JSON_ALLOW_NUL, NULL);
    if (!*message) {
        replace_unpaired_surrogates(body, body + n);
        *message = json_loadb(body, n, JSON_ALLOW_NUL, NULL);
    }
    return *message ? AG_RPC_MESSAGE : AG_RPC_BROKEN;
}

enum ag_rpc_got
ag_rpc_next(struct ag_rpc *rpc, json_t **message)
{
    struct ag_str rest = unread(rpc), line;

    switch (rpc->state) {
    case AG_RPC_HEADER:
        while (take_line(rpc, &line)) {
            if (line.n)
                read_line(rpc, line);
            else if (!end_header(rpc))
                return AG_RPC_BROKEN;
            else if (rpc->state != AG_RPC_HEADER)
                return ag_rpc_next(rpc, message);
        }
        return AG_RPC_NONE;
    case AG_RPC_BODY:
        return rest.n < rpc->length ? AG_RPC_NONE : take_body(rpc, message);
    case AG_RPC_SKIP:
        if (rest.n > rpc->length)
            rest.n = (uint32_t)rpc->length;
        rpc->used += rest.n;
        rpc->length -= rest.n;
        if (rpc->length)
            return AG_RPC_NONE;
        rpc->state = AG_RPC_HEADER;
        return AG_RPC_BROKEN;
    }
    return AG_RPC_NONE;
}

/* Writing. */

json_t *
ag_rpc_string(struct ag_str text)
{
    json_t *string = json_stringn(text.p ? text.p : "", text.n);
    char *copy;

    if (string)
        return string;
    copy = malloc(text.n);
    for (uint32_t i = 0; copy && i < text.n; i++)
        copy[i] = text.p[i] & ~0x7f ? '?' : text.p[i];
    string = json_stringn(copy ? copy : "", copy ? text.n : 0);
    free(copy);
    return string;
}

static int
append(const char *p, size_t n, void *buf)
{
    ag_buf_put(buf, p, (uint32_t)n);
    return 0;
}

static void
send_text(struct ag_rpc *rpc, struct ag_str body)
{
    struct ag_buf out;

    ag_buf_init(&out, rpc->input.arena);
    ag_buf_fmt(&out, "Content-Length: %u\r\n\r\n", body.n);
    ag_buf_str(&out, body);
    rpc->failed = rpc->failed || !ag_files_put(rpc->out, out.p, out.n);
    ag_buf_free(&out);
}

static void
send(struct ag_rpc *rpc, json_t *message)
{
    struct ag_buf body;

    ag_buf_init(&body, rpc->input.arena);
    json_dump_callback(message, append, &body, JSON_COMPACT);
    json_decref(message);
    send_text(rpc, ag_buf_text(&body));
    ag_buf_free(&body);
}

void
ag_rpc_notify(struct ag_rpc *rpc, const char *method, json_t *params)
{
    send(rpc, json_pack("{s:s, s:s, s:o*}", "jsonrpc", "2.0", "method", method,
                        "params", params));
}

void
ag_rpc_request(struct ag_rpc *rpc, const char *id, const char *method,
               json_t *params)
{
    send(rpc, json_pack("{s:s, s:s, s:s, s:o*}", "jsonrpc", "2.0", "id", id,
                        "method", method, "params", params));
}

void
ag_rpc_reply(struct ag_rpc *rpc, json_t *id, json_t *result)
{
    send(rpc, json_pack("{s:s, s:O?, s:o?}", "jsonrpc", "2.0", "id", id,
                        "result", result));
}

void
ag_rpc_reply_text(struct ag_rpc *rpc, json_t *id, struct ag_str result)
{
    struct ag_buf body;

    ag_buf_init(&body, rpc->input.arena);
    ag_buf_str(&body, AG_STR("{\"jsonrpc\":\"2.0\",\"id\":"));
    json_dump_callback(id, append, &body, JSON_COMPACT | JSON_ENCODE_ANY);
    ag_buf_str(&body, AG_STR(",\"result\":"));
    ag_buf_str(&body, result);
    ag_buf_char(&body, '}');
    send_text(rpc, ag_buf_text(&body));
    ag_buf_free(&body);
}

void
ag_rpc_refuse(struct ag_rpc *rpc, json_t *id, enum ag_rpc_error error,
              const char *message)
{
    send(rpc, json_pack("{s:s, s:O?, s:{s:i, s:o}}", "jsonrpc", "2.0", "id", id,
                        "error", "code", (int)error, "message",
                        ag_rpc_string(ag_str(message))));
}
