/*
 * The command `watch` runs `generate` in a new context for each change. Between
 * runs it compares the states of the files that were read, so that neither our
 * outputs nor unrelated files trigger a run.
 */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/path.h"
#include "cli/files.h"
#include "cli/platform.h"
#include "cli/run.h"
#include "cli/sanitize.h"
#include "cli/watcher.h"

/* Milliseconds. */
enum {
    SETTLED = 40, /* a file unchanged for this long is complete */
    CALM = 5,     /* pause after events of unrelated files */
    AGAIN = 2000, /* interval to find changes that a watcher misses */
    POLL = 250,   /* interval without a watcher */
    TICK = 10,    /* resolution of the timestamps of files */
};

struct state {
    bool known; /* false: different from any state */
    int error;  /* errno of stat; if not 0, the rest is unset */
    dev_t dev;
    ino_t ino;
    off_t size;
    struct timespec modified, changed;
};

struct input {
    const char *path;
    char *folder;      /* room for the nearest existing folder */
    struct state read; /* the state that the last run has read */
    struct state now;
};

struct watch {
    struct ag_arena arena; /* lives for all runs */
    struct input *inputs;
    size_t n;
    const char **paths; /* for the watcher: room for files and folders */
    const char *cause;  /* the file that triggers the next run */
    bool doubtful;      /* the next run may be unnecessary */
};

static struct state
look(const char *path)
{
    struct state state = {.known = true};
    struct stat st;

    if (stat(path, &st) != 0) {
        state.error = errno;
        return state;
    }
    state.dev = st.st_dev;
    state.ino = st.st_ino;
    state.size = st.st_size;
    state.modified = ag_platform_modified(&st);
    state.changed = ag_platform_changed(&st);
    return state;
}

static bool
is_time(struct timespec a, struct timespec b)
{
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static bool
is_same(const struct state *a, const struct state *b)
{
    return a->known && b->known && a->error == b->error && a->dev == b->dev &&
           a->ino == b->ino && a->size == b->size &&
           is_time(a->modified, b->modified) && is_time(a->changed, b->changed);
}

static double
milliseconds(struct timespec from, struct timespec to)
{
    return (double)(to.tv_sec - from.tv_sec) * 1e3 +
           (double)(to.tv_nsec - from.tv_nsec) / 1e6;
}

/* Stores the inputs of a run that began at `start`. If it read none, keeps
 * waiting for the inputs of the previous run. */
static void
remember(struct watch *w, struct ag_context *context, struct timespec start)
{
    const struct ag_input *in = NULL;
    struct timespec end;
    size_t n = 0;

    while (context && (in = ag_next_input(context, in)))
        n++;
    if (n > 0) {
        ag_arena_free(&w->arena);
        ag_arena_init(&w->arena, ag_run_out_of_memory, NULL);
        w->inputs = AG_NEW_ARRAY(&w->arena, struct input, n);
        w->paths = AG_NEW_ARRAY(&w->arena, const char *, 2 * n);
        w->n = 0;
        while ((in = ag_next_input(context, in))) {
            struct input *input = &w->inputs[w->n++];
            size_t size = strlen(in->path) + 1;
            char *path = ag_arena_text(&w->arena, size);
            input->path = memcpy(path, in->path, size);
            input->folder = ag_arena_text(&w->arena, size + 1);
            input->read.error = in->missing ? ENOENT : 0;
        }
    }
    clock_gettime(CLOCK_REALTIME, &end);
    for (size_t i = 0; i < w->n; i++) {
        struct input *input = &w->inputs[i];
        struct state now = look(input->path);
        /* It may have been made, removed or changed after it was read. */
        bool missing = now.error == ENOENT || now.error == ENOTDIR;
        double since = milliseconds(start, now.modified);
        if ((n > 0 && missing != (input->read.error == ENOENT)) ||
            (!now.error && since > -TICK &&
             since < milliseconds(start, end) + TICK))
            now.known = false;
        input->read = now;
    }
}

/* Whether an input has changed since it was read and has settled. */
static bool
has_changed(struct watch *w)
{
    bool changed = false, moving;

    for (size_t i = 0; i < w->n; i++)
        w->inputs[i].now = look(w->inputs[i].path);
    do {
        moving = changed = false;
        for (size_t i = 0; i < w->n; i++)
            changed |= !is_same(&w->inputs[i].now, &w->inputs[i].read);
        if (!changed)
            break;
        poll(NULL, 0, SETTLED);
        for (size_t i = 0; i < w->n; i++) {
            struct state before = w->inputs[i].now;
            w->inputs[i].now = look(w->inputs[i].path);
            moving |= !is_same(&w->inputs[i].now, &before);
        }
    } while (moving);
    return changed;
}

/* The folder of the input, or the nearest above it that exists. */
static const char *
find_folder(struct input *input)
{
    size_t n = strlen(input->path);

    memcpy(input->folder, input->path, n);
    while (n > 0) {
        while (n > 0 && input->folder[n - 1] != '/')
            n--;
        input->folder[n] = '\0';
        if (n > 0 && !look(input->folder).error)
            return input->folder;
        while (n > 0 && input->folder[n - 1] == '/')
            n--;
    }
    return input->path[0] == '/' ? "/" : ".";
}

static void
await_change(struct watch *w)
{
    bool changed;

    do {
        for (size_t i = 0; i < w->n; i++) {
            w->paths[2 * i] = w->inputs[i].path;
            w->paths[2 * i + 1] = find_folder(&w->inputs[i]);
        }
        struct ag_watcher *watcher = ag_watcher_open(w->paths, 2 * w->n);
        /* Finds changes from before the watcher was opened. */
        changed = has_changed(w);
        if (!changed && watcher)
            ag_watcher_wait(watcher, AGAIN);
        ag_watcher_close(watcher);
        if (!changed)
            poll(NULL, 0, watcher ? CALM : POLL);
    } while (!changed);

    size_t i = 0;
    while (is_same(&w->inputs[i].now, &w->inputs[i].read))
        i++;
    w->cause = w->inputs[i].path;
    w->doubtful = !w->inputs[i].read.known;
}

/* Prints "12:03:01 schema.auth: wrote 2 files in 1.2 ms"; false if standard
 * output is closed. */
static bool
print_line(const struct watch *w, struct ag_run *run, int status,
           struct timespec start)
{
    const struct ag_input *first =
        run->context ? ag_next_input(run->context, NULL) : NULL;
    struct timespec now;
    struct tm tm;
    char clock[sizeof "12:03:01"];
    struct ag_buf line;

    if (w->doubtful && status == AG_STATUS_FINE && run->written == 0)
        return true;
    clock_gettime(CLOCK_REALTIME, &now);
    localtime_r(&now.tv_sec, &tm);
    strftime(clock, sizeof clock, "%H:%M:%S", &tm);
    ag_buf_init(&line, &run->arena);
    ag_buf_fmt(&line, "%s ", clock);
    if (w->cause || first) {
        ag_put_shown(&line, ag_str(w->cause ? w->cause : first->path));
        ag_buf_fmt(&line, ": ");
    }
    if (status != AG_STATUS_FINE)
        ag_buf_fmt(&line, "failed");
    else if (run->written == 0)
        ag_buf_fmt(&line, "nothing to write");
    else
        ag_buf_fmt(&line, "wrote %zu file%s", run->written,
                   run->written == 1 ? "" : "s");
    ag_buf_fmt(&line, " in %.1f ms\n", milliseconds(start, now));
    bool good = ag_files_put(STDOUT_FILENO, line.p, line.n);
    ag_buf_free(&line);
    return good;
}

/* Whether the schema or its target comes from a file. The settings of the
 * project's formatter are inputs, too, but nobody watches those alone. */
static bool
has_files(const struct ag_args *args)
{
    for (size_t i = 0; i < args->operands.n; i++)
        if (strcmp(args->operands.p[i], "-") != 0)
            return true;
    for (size_t i = 0; i < args->use.n; i++)
        if (ag_path_is_source(ag_str(args->use.p[i])))
            return true;
    return args->preset_dir.n || args->template_dir.n;
}

/* Does one run and stores its exit status. False if it is the last run. */
static bool
generate(struct watch *w, const struct ag_run *run, int *status)
{
    struct ag_run once = {.args = run->args, .text = run->text};
    struct timespec start;
    bool good = false;

    ag_arena_init(&once.arena, ag_run_out_of_memory, NULL);
    ag_buf_init(&once.text.out, &once.arena);
    clock_gettime(CLOCK_REALTIME, &start);
    *status = ag_run_generate(&once);
    if (*status == AG_STATUS_FINE && !has_files(&once.args)) {
        ag_text_say(&once.text, AG_LEVEL_ERROR,
                    "nothing to watch: the schema comes from no file");
        *status = AG_STATUS_USAGE;
    }
    ag_text_flush(&once.text);
    if (*status != AG_STATUS_USAGE || w->n > 0) {
        good = print_line(w, &once, *status, start);
        remember(w, once.context, start);
    }
    ag_free(once.context);
    ag_buf_free(&once.text.out);
    ag_arena_free(&once.arena);
    /* Without inputs, no change can trigger another run. */
    return good && w->n > 0;
}

int
ag_run_watch(struct ag_run *run)
{
    struct watch w = {.n = 0};
    const struct ag_strings *files = &run->args.operands;
    int status;

    for (size_t i = 0; i < files->n; i++)
        if (ag_files_is_input(files->p[i])) {
            ag_text_say(&run->text, AG_LEVEL_ERROR,
                        "cannot watch standard input: name a file");
            return AG_STATUS_USAGE;
        }
    ag_arena_init(&w.arena, ag_run_out_of_memory, NULL);
    while (generate(&w, run, &status))
        await_change(&w);
    ag_arena_free(&w.arena);
    return status == AG_STATUS_USAGE ? status : AG_STATUS_IO;
}
