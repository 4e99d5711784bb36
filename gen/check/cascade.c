/*
 * Cascades on SQL Server, which rejects a table that one change could reach
 * twice (error 1785). The causes are a foreign key from a table to itself, a
 * cycle of foreign keys, and two paths between two tables. Foreign keys with
 * NoAction for both actions change no rows and do not count.
 *
 * This follows Prisma's validator ("relations", cycles and multiple cascading
 * paths). Unlike Prisma it includes implicit join tables, because SQL Server
 * does.
 *
 * Without foreign keys, the client of Prisma carries the actions out, and Prisma
 * rejects cycles of them for all databases. Other clients do nothing, so these
 * cycles are only marked, for the targets of Prisma.
 */
#include "gen/check/checker.h"

#include "base/buf.h"

static bool
changes_rows(const struct ag_foreign_key *f)
{
    return (f->on_delete != AG_ACTION_no_action &&
            f->on_delete != AG_ACTION_restrict) ||
           (f->on_update != AG_ACTION_no_action &&
            f->on_update != AG_ACTION_restrict);
}

/* `f` or the next foreign key after it that changes rows of another table. */
static const struct ag_foreign_key *
next_edge(const struct ag_foreign_key *f)
{
    while (f && (f->self || !changes_rows(f)))
        f = f->next;
    return f;
}

static void
note_way_out(struct ag_checker *ck, struct ag_diag *diag)
{
    ag_note(
        ck->diags, diag, (struct ag_span){0, 0},
        "add onDelete: NoAction, onUpdate: NoAction to one of these relations");
}

static void
put_edge(struct ag_buf *out, const struct ag_foreign_key *f)
{
    ag_buf_fmt(out, "%.*s.%.*s → ", AG_ARG(f->model->name),
               AG_ARG(f->relation->field.name));
}

/* Marks the foreign key as the end of a cycle if the database has none. */
static bool
is_marked(struct ag_checker *ck, const struct ag_foreign_key *f)
{
    /* The search sees foreign keys as const; the checker owns them. */
    if (!ck->schema->foreign_keys)
        ((struct ag_foreign_key *)f)->cycle = true;
    return f->cycle;
}

/* Tables that refer to themselves. */
static void
check_self(struct ag_checker *ck, const struct ag_model *model)
{
    for (const struct ag_foreign_key *f = model->foreign_keys; f; f = f->next) {
        if (!f->self || !changes_rows(f) || is_marked(ck, f))
            continue;
        struct ag_diag *diag =
            ag_report(ck->diags, AG_CASCADES, f->span,
                      "'%.*s' references its own table: SQL Server allows only "
                      "the action NoAction",
                      AG_ARG(f->relation->field.name));
        ag_note(ck->diags, diag, (struct ag_span){0, 0},
                "add onDelete: NoAction, onUpdate: NoAction");
    }
}

/* Cycles: a depth-first search, with its stack in an array. */

struct step {
    const struct ag_model *model;
    const struct ag_foreign_key *edge; /* the edge being followed */
};

enum state { UNSEEN, ON_PATH, DONE };

static void
report_cycle(struct ag_checker *ck, const struct step *path, size_t n)
{
    const struct ag_model *begin = path[n - 1].edge->target;
    size_t i = n;
    struct ag_buf buf;

    if (is_marked(ck, path[n - 1].edge))
        return;

    while (path[i - 1].model != begin)
        i--;
    ag_buf_init(&buf, ck->arena);
    for (i--; i < n; i++)
        put_edge(&buf, path[i].edge);
    ag_buf_str(&buf, begin->name);
    struct ag_diag *diag = ag_report(
        ck->diags, AG_CASCADES, path[n - 1].edge->span,
        "SQL Server does not allow a cycle of foreign keys with actions: %.*s",
        AG_ARG(ag_buf_text(&buf)));
    ag_buf_free(&buf);
    note_way_out(ck, diag);
}

/* Searches all models that `root` can reach; `path` has room for all models. */
static void
walk(struct ag_checker *ck, const struct ag_model *root, char *states,
     struct step *path)
{
    size_t n = 0;

    path[n++] = (struct step){root, next_edge(root->foreign_keys)};
    states[root->index] = ON_PATH;
    while (n > 0) {
        struct step *top = &path[n - 1];
        const struct ag_model *to = top->edge ? top->edge->target : NULL;
        if (!to) {
            states[top->model->index] = DONE;
            n--;
        } else if (states[to->index] == UNSEEN) {
            states[to->index] = ON_PATH;
            path[n++] = (struct step){to, next_edge(to->foreign_keys)};
            continue;
        } else if (states[to->index] == ON_PATH) {
            report_cycle(ck, path, n);
        }
        if (n > 0)
            path[n - 1].edge = next_edge(path[n - 1].edge->next);
    }
}

/* Several paths. */

/* How the search from one model reached another. */
struct reach {
    const struct ag_foreign_key *by;    /* the last step */
    const struct ag_foreign_key *first; /* the first step */
    const struct ag_model *from;        /* the start of the search */
};

static void
put_path(struct ag_buf *out, const struct reach *reached,
         const struct ag_foreign_key *last)
{
    const struct ag_foreign_key *f, *done = NULL;
    const struct ag_model *from = reached[last->target->index].from;

    /* The links lead backwards, so each round searches for the step before the
     * one that was printed last. */
    while (done != last) {
        f = last;
        while (f->model != from && reached[f->model->index].by != done)
            f = reached[f->model->index].by;
        put_edge(out, f);
        done = f;
    }
}

static void
report_paths(struct ag_checker *ck, const struct reach *reached,
             const struct ag_foreign_key *first,
             const struct ag_foreign_key *last)
{
    const struct ag_model *to = last->target;
    const struct ag_foreign_key *const ends[] = {reached[to->index].by, last};
    struct ag_diag *diag = ag_report(
        ck->diags, AG_CASCADES, first->span,
        "SQL Server does not allow two paths of actions from '%.*s' to '%.*s'",
        AG_ARG(to->name), AG_ARG(first->model->name));

    for (size_t i = 0; i < 2; i++) {
        struct ag_buf buf;
        ag_buf_init(&buf, ck->arena);
        put_path(&buf, reached, ends[i]);
        ag_note(ck->diags, diag, (struct ag_span){0, 0}, "%.*s%.*s",
                AG_ARG(ag_buf_text(&buf)), AG_ARG(to->name));
        ag_buf_free(&buf);
    }
    note_way_out(ck, diag);
}

/* Searches from `model` through the foreign key `first`. Stops at a model that
 * another foreign key of `model` has reached. */
static void
follow(struct ag_checker *ck, const struct ag_foreign_key *first,
       struct reach *reached, const struct ag_model **queue)
{
    const struct ag_model *model = first->model;
    const struct ag_foreign_key *f = first;
    size_t done = 0, n = 0;

    for (;;) {
        for (; f; f = f == first ? NULL : next_edge(f->next)) {
            struct reach *r = &reached[f->target->index];
            if (f->target == model)
                continue;
            if (r->from != model) {
                *r = (struct reach){f, first, model};
                queue[n++] = f->target;
            } else if (r->first != first) {
                report_paths(ck, reached, first, f);
                return;
            }
        }
        if (done == n)
            return;
        f = next_edge(queue[done++]->foreign_keys);
    }
}

void
ag_check_cascades(struct ag_checker *ck)
{
    const struct ag_model *models = ck->schema->models;
    uint32_t n = ck->schema->nmodel;

    if (ck->dialect != AG_DIALECT_sqlserver && ck->schema->foreign_keys)
        return;
    char *states = AG_NEW_ARRAY(ck->arena, char, n);
    struct step *path = AG_NEW_ARRAY(ck->arena, struct step, n);
    for (const struct ag_model *m = models; m; m = m->next) {
        check_self(ck, m);
        if (states[m->index] == UNSEEN)
            walk(ck, m, states, path);
    }
    if (!ck->schema->foreign_keys)
        return;
    struct reach *reached = AG_NEW_ARRAY(ck->arena, struct reach, n);
    const struct ag_model **queue =
        AG_NEW_ARRAY(ck->arena, const struct ag_model *, n);
    for (const struct ag_model *m = models; m; m = m->next) {
        const struct ag_foreign_key *f = next_edge(m->foreign_keys);
        bool several = f && next_edge(f->next);
        for (; several && f; f = next_edge(f->next))
            follow(ck, f, reached, queue);
    }
}
