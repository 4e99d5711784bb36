/* Chooses the `config` of the schema: naming styles and the convention with
 * which it needs the fewest attributes. */
#include "gen/drizzle/tables.h"

/* Styles. */

static unsigned
count_tables(struct ag_drizzle *d, enum ag_style style)
{
    unsigned n = 0;

    for (const struct ag_drizzle_table *t = d->tables; t; t = t->next)
        n += !ag_str_eq(ag_style_apply(d->arena, style, t->model), t->name);
    for (const struct ag_drizzle_enum *e = d->enums; e; e = e->next)
        n += e->name.n &&
             !ag_str_eq(ag_style_apply(d->arena, style, e->model), e->name);
    return n;
}

static unsigned
count_columns(struct ag_drizzle *d, enum ag_style style)
{
    unsigned n = 0;

    for (const struct ag_drizzle_table *t = d->tables; t; t = t->next)
        for (const struct ag_drizzle_column *c = t->columns; c; c = c->next)
            n += !ag_str_eq(ag_style_apply(d->arena, style, c->field), c->name);
    return n;
}

/* The style with the fewest names that need a map. */
static enum ag_style
best_style(struct ag_drizzle *d,
           unsigned (*count)(struct ag_drizzle *d, enum ag_style style),
           enum ag_style last)
{
    enum ag_style best = AG_STYLE_as_is;
    unsigned least = count(d, best);

    for (enum ag_style s = AG_STYLE_as_is; s <= last; s++) {
        unsigned n = least ? count(d, s) : 0;
        if (n < least) {
            best = s;
            least = n;
        }
    }
    return best;
}

/* Whether code has numbers for all columns of BigInt, of which there is one. */
static bool
has_numbers(const struct ag_drizzle *d)
{
    bool any = false;

    for (const struct ag_drizzle_table *t = d->tables; t; t = t->next)
        for (const struct ag_drizzle_column *c = t->columns; c; c = c->next) {
            if (!ag_str_eq(c->type, AG_STR("BigInt")))
                continue;
            if (!c->number)
                return false;
            any = true;
        }
    return any;
}

/* Whether all columns that PostgreSQL counts are identities. If only some are,
 * warns about them. */
static bool
has_identities(struct ag_drizzle *d)
{
    bool any = false, all = true;

    for (const struct ag_drizzle_table *t = d->tables; t; t = t->next)
        for (const struct ag_drizzle_column *c = t->columns; c; c = c->next) {
            any |= c->identity.js != NULL;
            all &= c->identity.js ||
                   !ag_str_eq(c->value, AG_STR("autoincrement()"));
        }
    if (all || !any)
        return any;
    for (const struct ag_drizzle_table *t = d->tables; t; t = t->next)
        for (const struct ag_drizzle_column *c = t->columns; c; c = c->next)
            if (c->identity.js)
                ag_drizzle_warn(d, c->identity,
                                "keep its identity in a migration",
                                "'%.*s' is an identity, but other columns are "
                                "serial numbers",
                                AG_ARG(c->key));
    return false;
}

/* Whether anything is in a schema inside the database. */
static bool
has_schemas(const struct ag_drizzle *d)
{
    for (const struct ag_drizzle_table *t = d->tables; t; t = t->next)
        if (t->schema.n)
            return true;
    for (const struct ag_drizzle_enum *e = d->enums; e; e = e->next)
        if (e->schema.n)
            return true;
    return false;
}

/* Conventions. */

bool
ag_drizzle_has_constraints(const struct ag_drizzle *d)
{
    return strcmp(d->provider, "postgresql") == 0 ||
           strcmp(d->provider, "sqlserver") == 0;
}

bool
ag_drizzle_has_names(const struct ag_drizzle *d)
{
    return strcmp(d->provider, "sqlite") != 0 || d->release == AG_DRIZZLE_1;
}

bool
ag_drizzle_is_plain(const struct ag_drizzle_key *key)
{
    for (const struct ag_drizzle_part *p = key->parts; p; p = p->next)
        if (!p->column || p->descending || p->ops.n || p->length.n)
            return false;
    return !key->where.n && !key->method.n;
}

/* Whether the file leaves the name of a constraint to drizzle-kit, or has a
 * unique that is a constraint, which is an index by default. */
static bool
needs_convention(const struct ag_drizzle *d)
{
    for (const struct ag_drizzle_table *t = d->tables; t; t = t->next) {
        for (const struct ag_drizzle_key *k = t->keys; k; k = k->next)
            if (k->kind == AG_DRIZZLE_UNIQUE
                    ? !k->name.n || ag_drizzle_has_constraints(d)
                    : !k->name.n && (k->kind != AG_DRIZZLE_PRIMARY ||
                                     ag_drizzle_has_names(d)))
                return true;
        for (const struct ag_drizzle_reference *r =
                 d->settings.without_keys ? NULL : t->references;
             r; r = r->next)
            if (!r->name.n &&
                (ag_drizzle_has_names(d) || !r->on_update || !r->on_delete))
                return true;
    }
    return false;
}

/* Whether a unique is written as @@unique. */
static bool
is_block(const struct ag_drizzle_key *key, enum ag_drizzle_key_kind kind)
{
    return key->kind == kind && !key->on_column && ag_drizzle_is_plain(key);
}

bool
ag_drizzle_is_other_unique(const struct ag_drizzle *d,
                           const struct ag_drizzle_key *key)
{
    return d->settings.convention && ag_drizzle_has_constraints(d) &&
           is_block(key, d->settings.block_index ? AG_DRIZZLE_UNIQUE
                                                 : AG_DRIZZLE_UNIQUE_INDEX);
}

/* Chooses what @@unique is: most keys are constraints, or most are indexes. */
static void
choose_block_unique(struct ag_drizzle *d)
{
    unsigned constraints = 0, indexes = 0;

    for (const struct ag_drizzle_table *t = d->tables; t; t = t->next)
        for (const struct ag_drizzle_key *k = t->keys; k; k = k->next) {
            constraints += is_block(k, AG_DRIZZLE_UNIQUE);
            indexes += is_block(k, AG_DRIZZLE_UNIQUE_INDEX);
        }
    d->settings.block_index = indexes > constraints;
}

/* Whether the SQL is the time of the insertion. */
static bool
is_now(struct ag_str sql)
{
    return ag_config_contains(sql, AG_STR("unixepoch(")) ||
           ag_config_contains(sql, AG_STR("julianday(")) ||
           ag_str_caseeq(sql, AG_STR("CURRENT_TIMESTAMP"));
}

static void
choose_now(struct ag_drizzle *d)
{
    for (const struct ag_drizzle_table *t = d->tables; t; t = t->next)
        for (const struct ag_drizzle_column *c = t->columns; c; c = c->next)
            if (!d->settings.now.n && is_now(c->sql) &&
                strcmp(d->provider, "sqlite") == 0)
                d->settings.now = c->sql;
}

/* In SQLite, every column that is numbered is an INTEGER. It is a BigInt if a
 * column that refers to it is one. */
static void
widen_numbers(struct ag_drizzle *d)
{
    for (const struct ag_drizzle_table *t = d->tables; t; t = t->next)
        for (const struct ag_drizzle_reference *r = t->references; r;
             r = r->next)
            for (struct ag_drizzle_column *c = r->target->columns; c;
                 c = c->next)
                if (c == r->references->column && !r->references->next &&
                    ag_str_eq(c->type, AG_STR("Int")) &&
                    ag_str_eq(r->columns->column->type, AG_STR("BigInt")))
                    c->type = AG_STR("BigInt");
}

void
ag_drizzle_choose_settings(struct ag_drizzle *d)
{
    if (d->settings.compat)
        widen_numbers(d);
    d->settings.tables = best_style(d, count_tables, AG_NSTYLE - 1);
    d->settings.columns = best_style(d, count_columns, AG_STYLE_camel);
    d->settings.numbers = has_numbers(d);
    d->settings.identities = has_identities(d);
    d->settings.schemas = has_schemas(d);
    d->settings.convention = needs_convention(d);
    if (d->settings.convention)
        choose_block_unique(d);
    choose_now(d);
}
