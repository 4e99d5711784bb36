/*
 * The command `check` and its option --fix. --fix applies the fix-its of the
 * diagnostics in memory and checks the result again, until no fix-its are left.
 * Then it writes all files as one unit. It edits only files named on the
 * command line: neither presets nor files included by `use`.
 */
#include <string.h>

#include "cli/files.h"
#include "cli/output.h"
#include "cli/run.h"

enum { ROUNDS = 20 }; /* fixing one mistake may reveal the next */

/* A file that may be edited. */
struct file {
    struct ag_overlay overlay;    /* its current text */
    unsigned fixed;               /* mistakes fixed so far */
    const struct ag_edit **edits; /* of this round, in order */
    size_t nedit;
};

struct fixer {
    struct ag_run *run;
    struct file *files;
    size_t nfile;
};

/* Checks for each dialect that the generator blocks request, or for the
 * schema's dialect if there are none. Returns an exit status that does not
 * cover the diagnostics in the context. */
static int
check(struct ag_run *run)
{
    const struct ag_request *asked = NULL;
    struct ag_request request = {0};
    int status = ag_run_read(run);

    if (status == AG_STATUS_FINE && !run->args.dialect)
        while ((asked = ag_next_request(run->context, asked))) {
            request = *asked;
            ag_run_override(&request, &run->args);
            ag_check_schema(run->context, &request);
        }
    if (status == AG_STATUS_FINE && !request.target) {
        ag_run_override(&request, &run->args);
        ag_check_schema(run->context, &request);
    }
    return status;
}

static struct file *
find_file(const struct fixer *f, const char *path)
{
    for (size_t i = 0; i < f->nfile; i++)
        if (strcmp(f->files[i].overlay.path, path) == 0)
            return &f->files[i];
    return NULL;
}

/* Whether two edits cannot both be applied because they touch. Two different
 * insertions at one position are fine. */
static bool
clashes(const struct ag_edit *a, const struct ag_edit *b)
{
    if (a->begin.offset == a->end.offset && b->begin.offset == b->end.offset)
        return a->begin.offset == b->begin.offset &&
               strcmp(a->text, b->text) == 0;
    return a->begin.offset <= b->end.offset && b->begin.offset <= a->end.offset;
}

/* Whether a diagnostic is fixed in this round. If edits clash, the first one is
 * applied and the other waits for the next round. */
static bool
accepts(const struct fixer *f, const struct ag_diagnostic *d)
{
    for (size_t i = 0; i < d->nedit; i++) {
        const struct file *file = find_file(f, d->edits[i].file);
        if (!file)
            return false;
        for (size_t k = 0; k < file->nedit; k++)
            if (clashes(file->edits[k], &d->edits[i]))
                return false;
    }
    return d->nedit != 0;
}

static void
add_edit(struct fixer *f, struct file *file, const struct ag_edit *edit)
{
    const struct ag_edit **edits =
        AG_NEW_ARRAY(&f->run->arena, const struct ag_edit *, file->nedit + 1);
    size_t n = 0;

    while (n < file->nedit &&
           file->edits[n]->begin.offset <= edit->begin.offset) {
        edits[n] = file->edits[n];
        n++;
    }
    edits[n] = edit;
    for (; n < file->nedit; n++)
        edits[n + 1] = file->edits[n];
    file->edits = edits;
    file->nedit++;
}

static void
apply(struct fixer *f, struct file *file)
{
    struct ag_overlay *overlay = &file->overlay;
    struct ag_buf out;
    uint32_t at = 0;

    ag_buf_init(&out, &f->run->arena);
    for (size_t i = 0; i < file->nedit; i++) {
        const struct ag_edit *edit = file->edits[i];
        ag_buf_put(&out, overlay->text + at, edit->begin.offset - at);
        ag_buf_str(&out, ag_str(edit->text));
        at = edit->end.offset;
    }
    ag_buf_put(&out, overlay->text + at, (uint32_t)overlay->size - at);
    overlay->size = out.n;
    ag_buf_char(&out, '\0');
    overlay->text = ag_buf_take(&out).p;
    file->nedit = 0;
}

/* Applies the edits of the context's diagnostics; false if there are none. */
static bool
fix(struct fixer *f)
{
    const struct ag_diagnostic *d = NULL;
    bool any = false;

    while ((d = ag_next_diagnostic(f->run->context, d))) {
        if (!accepts(f, d))
            continue;
        for (size_t i = 0; i < d->nedit; i++)
            add_edit(f, find_file(f, d->edits[i].file), &d->edits[i]);
        find_file(f, d->edits[0].file)->fixed++;
        any = true;
    }
    for (size_t i = 0; i < f->nfile; i++)
        if (f->files[i].nedit)
            apply(f, &f->files[i]);
    return any;
}

/* Reads the operands; false if one cannot be read, which the check reports. */
static bool
read_files(struct fixer *f)
{
    struct ag_run *run = f->run;
    const struct ag_strings *operands = &run->args.operands;

    f->files = AG_NEW_ARRAY(&run->arena, struct file, operands->n);
    for (size_t i = 0; i < operands->n; i++) {
        struct ag_overlay *overlay = &f->files[f->nfile].overlay;
        overlay->path = operands->p[i];
        if (ag_files_is_input(overlay->path) || find_file(f, overlay->path))
            continue;
        if (ag_files_read(NULL, overlay->path, ag_arena_alloc_text, &run->arena,
                          &overlay->text, &overlay->size))
            return false;
        overlay->next = run->overlay;
        run->overlay = overlay;
        f->nfile++;
    }
    return true;
}

static int
write_files(struct fixer *f)
{
    struct ag_output *outputs =
        AG_NEW_ARRAY(&f->run->arena, struct ag_output, f->nfile);
    size_t n = 0;

    for (size_t i = 0; i < f->nfile; i++)
        if (f->files[i].fixed) {
            outputs[n].path = f->files[i].overlay.path;
            outputs[n].text = f->files[i].overlay.text;
            outputs[n].size = f->files[i].overlay.size;
            outputs[n++].foreign = true;
        }
    if (n && !ag_outputs_write(outputs, n, true, &f->run->arena, &f->run->text))
        return AG_STATUS_IO;
    for (size_t i = 0; i < f->nfile; i++)
        if (f->files[i].fixed)
            ag_text_say(&f->run->text, AG_LEVEL_NOTE,
                        "fixed %u mistake%s in %s", f->files[i].fixed,
                        f->files[i].fixed == 1 ? "" : "s",
                        f->files[i].overlay.path);
    return AG_STATUS_FINE;
}

int
ag_run_check(struct ag_run *run)
{
    struct fixer f = {.run = run};
    int status, written = AG_STATUS_FINE;
    bool fixes = run->args.fix;

    if (fixes && !ag_run_usual(run))
        return AG_STATUS_USAGE;
    fixes = fixes && read_files(&f);
    status = check(run);
    for (int round = 0; fixes && run->context && round < ROUNDS && fix(&f);
         round++) {
        ag_free(run->context);
        run->context = NULL;
        status = check(run);
    }
    if (fixes)
        written = write_files(&f);
    if (run->context) {
        ag_text_diagnostics(&run->text, run->context);
        if (status == AG_STATUS_FINE)
            status = (int)ag_status(run->context);
    }
    return written > status ? written : status;
}
