/*
 * Facts about the whole schema that no rule needs, but targets do: circles of
 * foreign keys, and names of MySQL's indexes that are used twice.
 */
#include "gen/check/checker.h"

/* A foreign key from `f` on: an optional one can be set later, so it counts
 * only in the order of declarations. */
static struct ag_foreign_key *
next_edge(struct ag_foreign_key *f, bool optional)
{
    while (f && !optional && f->relation->nullable)
        f = f->next;
    return f;
}

/*
 * Circles: Tarjan's strongly connected components, with its two stacks in
 * arrays. A foreign key is circular if both of its models are in the same
 * component.
 */
struct step {
    const struct ag_model *model;
    struct ag_foreign_key *edge; /* the edge being followed */
};

struct search {
    bool optional;   /* whether optional foreign keys count */
    uint32_t *order; /* by index of a model: when it was found, from 1 */
    uint32_t *low;   /* the first found model that it leads back to; UINT32_MAX:
                        its component is complete */
    uint32_t *component;
    struct step *path;
    const struct ag_model **open; /* found models without component */
    uint32_t found, npath, nopen;
};

static void
enter(struct search *s, const struct ag_model *m)
{
    s->order[m->index] = s->low[m->index] = ++s->found;
    s->open[s->nopen++] = m;
    s->path[s->npath++] =
        (struct step){m, next_edge(m->foreign_keys, s->optional)};
}

static void
lower(uint32_t *low, uint32_t value)
{
    if (value < *low)
        *low = value;
}

/* Leaves the last model of the path, whose edges are done. */
static void
leave(struct search *s)
{
    const struct ag_model *m = s->path[--s->npath].model, *of;
    uint32_t low = s->low[m->index];

    if (low == s->order[m->index])
        do {
            of = s->open[--s->nopen];
            s->component[of->index] = low;
            s->low[of->index] = UINT32_MAX;
        } while (of != m);
    else
        lower(&s->low[s->path[s->npath - 1].model->index], low);
}

static void
search_from(struct search *s, const struct ag_model *root)
{
    enter(s, root);
    while (s->npath) {
        struct step *top = &s->path[s->npath - 1];
        const struct ag_model *to = top->edge ? top->edge->target : NULL;
        if (!to) {
            leave(s);
            continue;
        }
        top->edge = next_edge(top->edge->next, s->optional);
        if (!s->order[to->index])
            enter(s, to);
        else if (s->low[to->index] != UINT32_MAX)
            lower(&s->low[top->model->index], s->order[to->index]);
    }
}

static void
find_circles(struct ag_checker *ck, bool optional)
{
    uint32_t n = ck->schema->nmodel;
    struct search s = {
        .optional = optional,
        .order = AG_NEW_ARRAY(ck->arena, uint32_t, n),
        .low = AG_NEW_ARRAY(ck->arena, uint32_t, n),
        .component = AG_NEW_ARRAY(ck->arena, uint32_t, n),
        .path = AG_NEW_ARRAY(ck->arena, struct step, n),
        .open = AG_NEW_ARRAY(ck->arena, const struct ag_model *, n),
    };

    for (const struct ag_model *m = ck->schema->models; m; m = m->next)
        if (!s.order[m->index])
            search_from(&s, m);
    for (struct ag_model *m = ck->schema->models; m; m = m->next)
        for (struct ag_foreign_key *f = next_edge(m->foreign_keys, optional); f;
             f = next_edge(f->next, optional))
            *(optional ? &f->mutual : &f->circular) =
                s.component[m->index] == s.component[f->target->index];
}

/* Marks a key whose name another one has that was entered before. */
static void
enter_name(struct ag_checker *ck, struct ag_map *names, struct ag_key *k)
{
    void **slot = ag_map_put(names, ck->arena, k->name);
    struct ag_key *first = *slot;

    if (first)
        first->shared = k->shared = true;
    else
        *slot = k;
}

/* In MySQL each table has its own names of indexes, and the database has those
 * of foreign keys. An empty name is made by the database. */
static void
find_shared_names(struct ag_checker *ck)
{
    struct ag_map keys = {0}, foreign = {0};

    for (struct ag_model *m = ck->schema->models; m; m = m->next)
        for (struct ag_foreign_key *f = m->foreign_keys; f; f = f->next)
            if (f->name.n && ck->schema->foreign_keys)
                *ag_map_put(&foreign, ck->arena, f->name) = f;
    for (struct ag_model *m = ck->schema->models; m; m = m->next)
        for (struct ag_key *k = m->keys; k; k = k->next)
            if (k->name.n) {
                enter_name(ck, &keys, k);
                k->hidden = ag_map_get(&foreign, k->name);
            }
}

void
ag_derive(struct ag_checker *ck)
{
    find_circles(ck, false);
    find_circles(ck, true);
    if (ck->dialect == AG_DIALECT_mysql)
        find_shared_names(ck);
}
