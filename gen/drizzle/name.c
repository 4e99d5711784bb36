/* Names: those of the schema, which must not collide, and those of constraints
 * in the database: by default drizzle-kit 0.31's, and by the schema's
 * convention. */
#include "gen/drizzle/tables.h"
#include "gen/schema/type.h"

enum {
    LONGEST = 63
}; /* bytes of a name in PostgreSQL, which cuts longer ones */

static struct ag_str
free_model(struct ag_drizzle *d, struct ag_str name, const char *end)
{
    struct ag_str result = name;
    enum ag_scalar scalar = ag_scalar_find(name);

    if (ag_map_get(&d->models, name) ||
        (scalar != AG_NSCALAR && ag_scalar_is_prisma(scalar)))
        name = result = ag_arena_fmt(d->arena, "%.*s%s", AG_ARG(name), end);
    for (unsigned n = 2; ag_drizzle_take(d, &d->models, result); n++)
        result = ag_arena_fmt(d->arena, "%.*s%u", AG_ARG(name), n);
    return result;
}

static void
name_fields(struct ag_drizzle *d, struct ag_drizzle_table *t)
{
    struct ag_buf out;

    ag_buf_init(&out, d->arena);
    for (struct ag_drizzle_column *c = t->columns; c; c = c->next) {
        ag_config_put_field(&d->values, &out, c->key);
        struct ag_str name = ag_buf_take(&out);
        c->field = name;
        for (unsigned n = 2; ag_drizzle_take(d, &t->fields, c->field); n++)
            c->field = ag_arena_fmt(d->arena, "%.*s%u", AG_ARG(name), n);
    }
    ag_buf_free(&out);
}

void
ag_drizzle_name(struct ag_drizzle *d)
{
    static const struct ag_str suffix = AG_LIT("Enum");

    for (struct ag_drizzle_table *t = d->tables; t; t = t->next) {
        t->model = free_model(d, ag_config_model(&d->values, t->code), "Table");
        name_fields(d, t);
    }
    for (struct ag_drizzle_enum *e = d->enums; e; e = e->next) {
        struct ag_str code = ag_config_model(&d->values, e->code);
        if (code.n > suffix.n && ag_str_ends(code, suffix))
            code.n -= suffix.n;
        e->model = free_model(d, code, "Enum");
    }
}

/* Names in the database. */

static void
put_columns(struct ag_buf *out, const struct ag_drizzle_part *parts)
{
    for (; parts; parts = parts->next)
        if (parts->column)
            ag_buf_fmt(out, "_%.*s", AG_ARG(parts->column->name));
}

/* The name as the database keeps it. */
static struct ag_str
stored(const struct ag_drizzle *d, struct ag_str name)
{
    if (strcmp(d->provider, "postgresql") != 0 || name.n <= LONGEST)
        return name;
    name.n = LONGEST;
    while (name.n && ag_utf8_is_continuation(name.p[name.n]))
        name.n--;
    return name;
}

/* TABLE_COLUMNS and an end. */
static struct ag_str
joined(struct ag_drizzle *d, const struct ag_drizzle_table *table,
       const struct ag_drizzle_part *parts, const char *end)
{
    struct ag_str name;
    struct ag_buf out;

    ag_buf_init(&out, d->arena);
    ag_buf_str(&out, table->name);
    put_columns(&out, parts);
    ag_buf_fmt(&out, "%s", end);
    name = ag_buf_take(&out);
    ag_buf_free(&out);
    return name;
}

static struct ag_str
joined_reference(struct ag_drizzle *d, const struct ag_drizzle_table *table,
                 const struct ag_drizzle_reference *r)
{
    struct ag_str target = joined(d, r->target, r->references, "_fk");

    return joined(d, table, r->columns,
                  ag_arena_fmt(d->arena, "_%.*s", AG_ARG(target)).p);
}

struct ag_str
ag_drizzle_key_name(struct ag_drizzle *d, const struct ag_drizzle_table *table,
                    const struct ag_drizzle_key *key)
{
    static const char *const ends[] = {
        [AG_DRIZZLE_PRIMARY] = "_pk",
        [AG_DRIZZLE_UNIQUE] = "_unique",
        [AG_DRIZZLE_UNIQUE_INDEX] = "_index",
        [AG_DRIZZLE_INDEX] = "_index",
    };

    return stored(d, key->name.n
                         ? key->name
                         : joined(d, table, key->parts, ends[key->kind]));
}

struct ag_str
ag_drizzle_reference_name(struct ag_drizzle *d,
                          const struct ag_drizzle_table *table,
                          const struct ag_drizzle_reference *r)
{
    return stored(d, r->name.n ? r->name : joined_reference(d, table, r));
}

/* Whether the convention of Drizzle 1.0 gives a key the name that its kit does:
 * one that the file does not say, unless it is one of indexes for a unique. */
static bool
is_implied(const struct ag_drizzle *d, const struct ag_drizzle_key *key)
{
    return !key->name.n && key->kind != AG_DRIZZLE_UNIQUE_INDEX &&
           !ag_drizzle_is_other_unique(d, key);
}

struct ag_str
ag_drizzle_implied_key(struct ag_drizzle *d,
                       const struct ag_drizzle_table *table,
                       const struct ag_drizzle_key *key)
{
    const char *block = d->settings.block_index ? "_index" : "_unique";
    const char *const ends[][2] = {
        [AG_DRIZZLE_PRIMARY] = {"_pkey", key->parts->next ? "_pk" : "_pkey"},
        [AG_DRIZZLE_UNIQUE] = {"_key", key->on_column ? "_unique" : block},
        [AG_DRIZZLE_UNIQUE_INDEX] = {"_key", block},
        [AG_DRIZZLE_INDEX] = {"_idx", "_index"},
    };
    bool convention = d->settings.convention;

    if (convention && d->release == AG_DRIZZLE_1)
        return is_implied(d, key) ? ag_drizzle_key_name(d, table, key)
                                  : (struct ag_str){0};
    bool alone =
        key->kind == AG_DRIZZLE_PRIMARY && (!convention || !key->parts->next);

    return stored(d, joined(d, table, alone ? NULL : key->parts,
                            ends[key->kind][convention]));
}

struct ag_str
ag_drizzle_implied_reference(struct ag_drizzle *d,
                             const struct ag_drizzle_table *table,
                             const struct ag_drizzle_reference *r)
{
    if (d->settings.convention && d->release == AG_DRIZZLE_1)
        return r->name.n ? (struct ag_str){0}
                         : ag_drizzle_reference_name(d, table, r);
    return stored(d, d->settings.convention
                         ? joined_reference(d, table, r)
                         : joined(d, table, r->columns, "_fkey"));
}
