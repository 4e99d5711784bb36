#include "cli/depend.h"

#include <string.h>
#include <sys/stat.h>

#include "base/path.h"
#include "cli/files.h"

/* Appends a file name, escaped for make and ninja. */
static void
put_name(struct ag_buf *out, const char *name)
{
    for (const char *p = name; *p; p++) {
        switch (*p) {
        case '$':
            ag_buf_char(out, '$');
            break;
        case ' ':
        case '\t':
            /* Backslashes before it would be read as escapes. */
            for (const char *q = p; q > name && q[-1] == '\\'; q--)
                ag_buf_char(out, '\\');
            ag_buf_char(out, '\\');
            break;
        case '#':
        case ':':
            ag_buf_char(out, '\\');
            break;
        default:
            break;
        }
        ag_buf_char(out, *p);
    }
}

/* `path` with its suffix replaced by .d. */
static const char *
with_suffix(struct ag_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    const char *name = slash ? slash + 1 : path;
    size_t size = dot && dot > name ? (size_t)(dot - path) : strlen(path);

    return ag_arena_fmt(arena, "%.*s.d", (int)size, path).p;
}

/* The path of the only output, or of the first schema in the working directory;
 * NULL if neither has a name. */
static const char *
default_path(struct ag_run *run)
{
    const struct ag_file *file = ag_next_file(run->context, NULL);
    const struct ag_input *input = ag_next_input(run->context, NULL);
    const struct ag_strings *files = &run->args.operands;

    if (file && !file->to_output && !ag_next_file(run->context, file))
        return with_suffix(&run->arena, file->path);
    if (!input || (files->n && ag_files_is_input(files->p[0])))
        return NULL;
    const char *slash = strrchr(input->path, '/');
    return with_suffix(&run->arena, slash ? slash + 1 : input->path);
}

static bool
put_targets(struct ag_run *run, struct ag_buf *out)
{
    const struct ag_args *args = &run->args;
    const struct ag_file *file = NULL;
    const char *before = "";

    for (size_t i = 0; i < args->depend_target.n; i++, before = " ")
        ag_buf_fmt(out, "%s%s", before, args->depend_target.p[i]);
    if (args->depend_target.n)
        return true;
    if (args->stamp) {
        put_name(out, args->stamp);
        return true;
    }
    while ((file = ag_next_file(run->context, file))) {
        if (file->to_output)
            return false;
        ag_buf_fmt(out, "%s", before);
        put_name(out, file->path);
        before = " ";
    }
    return true;
}

/* Whether `path` is an output, which may also be read: a Prisma schema. */
static bool
is_output(struct ag_run *run, const char *path)
{
    const struct ag_file *file = NULL;

    while ((file = ag_next_file(run->context, file)))
        if (!file->to_output && strcmp(file->path, path) == 0)
            return true;
    return false;
}

static bool
is_prerequisite(struct ag_run *run, const struct ag_input *input)
{
    struct stat st;

    return stat(input->path, &st) == 0 && S_ISREG(st.st_mode) &&
           !is_output(run, input->path);
}

/* Whether an operand is this file, maybe written another way: ./auth.ts. */
static bool
is_operand(struct ag_run *run, const char *path)
{
    struct ag_str file = ag_path_normalize(&run->arena, ag_str(path));

    for (size_t i = 0; i < run->args.operands.n; i++) {
        struct ag_str operand = ag_str(run->args.operands.p[i]);
        if (ag_str_eq(ag_path_normalize(&run->arena, operand), file))
            return true;
    }
    return false;
}

bool
ag_depend(struct ag_run *run, struct ag_output *output)
{
    const struct ag_args *args = &run->args;
    const struct ag_input *input = NULL;
    struct ag_buf out;

    output->path = args->depend_file ? args->depend_file : default_path(run);
    if (!output->path) {
        ag_text_say(&run->text, AG_LEVEL_ERROR,
                    "option '-MD' does not know where to write: add -MF FILE");
        return false;
    }
    ag_buf_init(&out, &run->arena);
    if (!put_targets(run, &out)) {
        ag_text_say(&run->text, AG_LEVEL_ERROR,
                    "option '-MD' needs a target for its rule, because the "
                    "output is printed: add -MT TARGET");
        ag_buf_free(&out);
        return false;
    }
    ag_buf_char(&out, ':');
    while ((input = ag_next_input(run->context, input)))
        if (is_prerequisite(run, input)) {
            ag_buf_fmt(&out, " \\\n ");
            put_name(&out, input->path);
        }
    ag_buf_char(&out, '\n');
    while (args->depend_phony && (input = ag_next_input(run->context, input)))
        if (is_prerequisite(run, input) && !is_operand(run, input->path)) {
            ag_buf_char(&out, '\n');
            put_name(&out, input->path);
            ag_buf_fmt(&out, ":\n");
        }
    struct ag_str text = ag_buf_take(&out);
    output->text = text.p;
    output->size = text.n;
    output->foreign = true;
    return true;
}
