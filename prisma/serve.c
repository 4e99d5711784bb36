#include "config.h"

#include "prisma/serve.h"

#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "base/path.h"
#include "cli/files.h"
#include "cli/json.h"

enum { PIECE = 1 << 16 };

struct server {
    struct ag_run *run;
    int in, out;
    struct ag_buf input;
    uint32_t used; /* of input: the lines before it are served */
    bool failed;   /* nobody reads the answers */
};

/* Reading. */

/* Waits for more input; false at its end. */
static bool
fill(struct server *s)
{
    struct ag_buf *input = &s->input;

    if (s->used) {
        input->n -= s->used;
        memmove(input->p, input->p + s->used, input->n);
        s->used = 0;
    }
    if (input->n > AG_PRISMA_LIMIT)
        return false;
    ag_buf_reserve(input, input->n < PIECE ? PIECE : input->n);
    ssize_t n = ag_files_get(s->in, input->p + input->n, input->room - input->n);
    if (n <= 0)
        return false;
    input->n += (uint32_t)n;
    return true;
}

/* Reads a line, which is valid until the next is read; false at the end. */
static bool
next_line(struct server *s, struct ag_str *line)
{
    uint32_t searched = 0;

    for (;;) {
        struct ag_str rest =
            ag_str_cut(ag_buf_text(&s->input), s->used, s->input.n);
        struct ag_str more = ag_str_cut(rest, searched, rest.n);
        uint32_t n = searched + ag_str_find(more, '\n');
        if (n < rest.n) {
            *line = ag_str_cut(rest, 0, n);
            s->used += n + 1;
            return true;
        }
        searched = rest.n;
        if (!fill(s))
            return false;
    }
}

/* The string `key` of an object, or an empty text. */
static const char *
text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text ? text : "";
}

/* Answering. */

static void
begin_answer(struct server *s, struct ag_json *json, const json_t *request)
{
    json_int_t id = json_integer_value(json_object_get(request, "id"));

    ag_buf_init(json->out, &s->run->arena);
    ag_json_open(json, NULL, '{');
    ag_json_text(json, "jsonrpc", AG_STR("2.0"));
    ag_json_number(json, "id", (uint32_t)id);
}

static void
end_answer(struct server *s, struct ag_json *json)
{
    ag_json_close(json, '}');
    ag_buf_char(json->out, '\n');
    s->failed |= !ag_files_put(s->out, json->out->p, json->out->n);
    ag_buf_free(json->out);
}

/* `status` is an exit status. */
static void
refuse(struct server *s, const json_t *request, int status,
       struct ag_str message)
{
    struct ag_buf out;
    struct ag_json json = {&out, false};

    begin_answer(s, &json, request);
    ag_json_open(&json, "error", '{');
    ag_json_number(&json, "code", (uint32_t)status);
    ag_json_text(&json, "message", message);
    ag_json_close(&json, '}');
    end_answer(s, &json);
}

/* getManifest: the parameters are the generator block. Prisma itself reports a
 * block without an output, since the manifest has no default. */
static void
describe(struct server *s, const json_t *request)
{
    const json_t *block = json_object_get(request, "params");
    const char *target = text_of(json_object_get(block, "config"), "target");
    struct ag_buf out;
    struct ag_json json = {&out, false};

    begin_answer(s, &json, request);
    ag_json_open(&json, "result", '{');
    ag_json_open(&json, "manifest", '{');
    ag_json_text(&json, "prettyName",
                 ag_arena_fmt(&s->run->arena, "authgen%s%s", *target ? " " : "",
                              target));
    ag_json_text(&json, "version", AG_STR(PACKAGE_VERSION));
    ag_json_close(&json, '}');
    ag_json_close(&json, '}');
    end_answer(s, &json);
}

/* Generating. */

/* A path of Prisma's as a user would write it: relative if it is below the
 * working directory, and with '/' between its parts. */
static const char *
shown_path(const char *path, struct ag_arena *arena)
{
    char *copy = ag_arena_cstr(arena, path, strlen(path)), folder[4096];
    size_t n = getcwd(folder, sizeof folder) ? strlen(folder) : 0;
    bool drive = path[0] && path[1] == ':';

    for (char *p = copy; drive && *p; p++)
        if (*p == '\\')
            *p = '/';
    return n && strncmp(copy, folder, n) == 0 && copy[n] == '/' ? copy + n + 1
                                                               : copy;
}

/* generate: the output of one block. Warnings go to standard output. */
static void
generate(struct server *s, const json_t *request)
{
    const json_t *params = json_object_get(request, "params");
    const json_t *block = json_object_get(params, "generator");
    const char *path = text_of(params, "schemaPath");
    struct ag_run once = {.args = s->run->args, .text = s->run->text};
    struct ag_buf out;
    struct ag_json json = {&out, false};

    ag_arena_init(&once.arena, ag_run_out_of_memory, NULL);
    ag_buf_init(&once.text.out, &once.arena);
    path = shown_path(path, &once.arena);
    once.args.operands = (struct ag_strings){&path, 1};
    once.generator = text_of(block, "name");
    int status = ag_run_generate(&once);
    struct ag_str messages = ag_text_end(&once.text);
    if (status == AG_STATUS_FINE) {
        ag_files_put(STDOUT_FILENO, messages.p, messages.n);
        begin_answer(s, &json, request);
        ag_json_open(&json, "result", '{');
        ag_json_close(&json, '}');
        end_answer(s, &json);
    } else {
        refuse(s, request, status,
               ag_arena_fmt(&once.arena, "\n%.*s", AG_ARG(messages)));
    }
    ag_free(once.context);
    ag_buf_free(&once.text.out);
    ag_arena_free(&once.arena);
}

/* Serves a request; false if it is none. */
static bool
serve(struct server *s, struct ag_str line)
{
    json_t *request = json_loadb(line.p, line.n, 0, NULL);
    const char *method = text_of(request, "method");
    const bool good = *method;

    if (strcmp(method, "getManifest") == 0)
        describe(s, request);
    else if (strcmp(method, "generate") == 0)
        generate(s, request);
    else if (good)
        refuse(s, request, AG_STATUS_USAGE, AG_STR("unknown method"));
    json_decref(request);
    return good;
}

int
ag_prisma_serve(struct ag_run *run, int in, int out)
{
    struct server s = {.run = run, .in = in, .out = out};
    struct ag_str line;
    bool any = false;
    int status = AG_STATUS_FINE;

    ag_buf_init(&s.input, &run->arena);
    while (status == AG_STATUS_FINE && !s.failed && next_line(&s, &line)) {
        any = true;
        if (!serve(&s, line)) {
            ag_text_say(&run->text, AG_LEVEL_ERROR,
                        "standard input is not Prisma's generator protocol");
            status = AG_STATUS_USAGE;
        }
    }
    ag_buf_free(&s.input);
    return any ? status : ag_run_generate(run);
}
