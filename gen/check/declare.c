#include "gen/check/checker.h"

/* The name of a model or enum in the database: @@map, or the config's style. */
struct ag_str
ag_table_name(struct ag_checker *ck, const struct ag_composed *decl)
{
    for (const struct ag_member *m = decl->members; m; m = m->next) {
        const struct ag_expr *e;
        if (!ag_is_block_attr(m, AG_ATTR_map))
            continue;
        e = m->attrs->args;
        if (e && e->kind == AG_EXPR_STRING)
            return e->text;
    }
    const struct ag_config *config = ag_config_of(ck, decl);
    struct ag_str name =
        ag_style_apply(ck->arena, (enum ag_style)config->tables, decl->name);
    if (config->prefix.n)
        name = ag_arena_fmt(ck->arena, "%.*s%.*s", AG_ARG(config->prefix),
                            AG_ARG(name));
    return name;
}

/* The fixed name in code of a model without @@code; empty: none. */
static struct ag_str
code_name(struct ag_checker *ck, const struct ag_composed *decl)
{
    const struct ag_config *config = ag_config_of(ck, decl);

    return config->code < 0
               ? (struct ag_str){0}
               : ag_style_apply(ck->arena, (enum ag_style)config->code,
                                decl->name);
}

/* Returns NULL if Prisma accepts the name. */
struct ag_diag *
ag_check_name(struct ag_checker *ck, struct ag_str name)
{
    if ((name.p[0] >= '0' && name.p[0] <= '9') || name.p[0] == '_' ||
        ag_str_find(name, '-') < name.n)
        return ag_report(
            ck->diags, AG_BAD_NAME, ag_str_span(name),
            "a name must begin with a letter and must not contain '-'; use "
            "@map or @@map for any other name in the database");
    return NULL;
}

/* Needs all configs: they decide whether @@map would change anything. */
void
ag_check_decl_name(struct ag_checker *ck, const struct ag_composed *decl)
{
    struct ag_diag *diag = ag_check_name(ck, decl->name);

    if (diag)
        ag_fix_decl_name(ck, diag, decl);
}

static void
declare_model(struct ag_checker *ck, struct ag_check_symbol *symbol,
              struct ag_model ***end)
{
    struct ag_model *model = AG_NEW(ck->arena, struct ag_model);
    model->decl = symbol->decl;
    model->name = symbol->decl->name;
    model->view = symbol->decl->node->subject == AG_SUBJECT_view;
    model->index = ck->schema->nmodel++;
    symbol->model = model;
    **end = model;
    *end = &model->next;
}

static void
declare_enum(struct ag_checker *ck, struct ag_check_symbol *symbol,
             struct ag_enum ***end)
{
    struct ag_enum *e = AG_NEW(ck->arena, struct ag_enum);
    e->decl = symbol->decl;
    e->name = symbol->decl->name;
    e->index = ck->schema->nenum++;
    symbol->enum_type = e;
    **end = e;
    *end = &e->next;
}

/* Words that cannot be names in TypeScript. Prisma rejects them, too. */
static const struct ag_str reserved[] = {
    /* clang-format off */
#define W(word) AG_LIT(#word)
    W(PrismaClient), W(async), W(await), W(break), W(case), W(catch), W(class),
    W(const), W(continue), W(debugger), W(default), W(delete), W(do), W(else),
    W(enum), W(export), W(extends), W(false), W(finally), W(for), W(function),
    W(if), W(implements), W(import), W(in), W(instanceof), W(interface),
    W(let), W(new), W(null), W(package), W(private), W(protected), W(public),
    W(return), W(super), W(switch), W(this), W(throw), W(true), W(try),
    W(typeof), W(using), W(var), W(void), W(while), W(with), W(yield),
#undef W
    /* clang-format on */
};

bool
ag_known_reserved(struct ag_str name)
{
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (ag_str_eq(name, reserved[i]))
            return true;
    return false;
}

static void
check_reserved(struct ag_checker *ck, struct ag_str name)
{
    if (ag_known_reserved(name))
        ag_report(ck->diags, AG_BAD_NAME, ag_str_span(name),
                  "'%.*s' is a reserved word of TypeScript; choose another "
                  "name and add @@map(\"%.*s\") to keep it in the database",
                  AG_ARG(name), AG_ARG(name));
}

/* Enters a name. Returns NULL if the name is taken or missing; a missing name
 * was reported as a syntax error. */
static struct ag_check_symbol *
declare(struct ag_checker *ck, const struct ag_composed *decl)
{
    if (decl->name.n == 0)
        return NULL;
    void **slot = ag_map_put(&ck->symbols, ck->arena, decl->name);

    if (*slot) {
        const struct ag_check_symbol *first = *slot;
        ag_report_duplicate(ck, "name", decl->name,
                            ag_str_span(first->decl->name));
        return NULL;
    }
    if (ag_scalar_is_prisma(ag_scalar_find(decl->name)))
        ag_report(ck->diags, AG_BAD_NAME, ag_str_span(decl->name),
                  "'%.*s' is the name of a built-in type", AG_ARG(decl->name));
    check_reserved(ck, decl->name);
    struct ag_check_symbol *symbol = AG_NEW(ck->arena, struct ag_check_symbol);
    symbol->decl = decl;
    *slot = symbol;
    if (ag_is_renamed(decl)) {
        slot = ag_map_put(&ck->symbols, ck->arena, decl->node->name);
        if (!*slot)
            *slot = symbol;
    }
    return symbol;
}

/* Whether the declaration is a block of settings, whose name is no symbol. */
static bool
is_settings(const struct ag_composed *decl)
{
    return decl->node->subject == AG_SUBJECT_datasource ||
           decl->node->subject == AG_SUBJECT_generator ||
           decl->node->subject == AG_SUBJECT_config;
}

static void
declare_block(struct ag_checker *ck, const struct ag_composed *decl,
              struct ag_block ***end)
{
    bool config = decl->node->subject == AG_SUBJECT_config;

    ag_check_settings(ck, decl);
    if (decl->name.n == 0 && !config)
        ag_report(ck->diags, AG_BAD_NAME, ag_str_span(decl->node->keyword),
                  "missing name of this %.*s; write '%.*s %s {', for example",
                  AG_ARG(decl->node->keyword), AG_ARG(decl->node->keyword),
                  decl->node->subject == AG_SUBJECT_datasource ? "db"
                                                               : "client");
    else if (decl->name.n && config)
        ag_report(ck->diags, AG_BAD_NAME, ag_str_span(decl->name),
                  "a config block must not have a name; write 'config {'");
    if (decl->node->subject == AG_SUBJECT_generator) {
        **end = ag_new_block(ck, decl);
        void **slot = decl->name.n
                          ? ag_map_put(&ck->generators, ck->arena, decl->name)
                          : NULL;
        const struct ag_block *first = slot ? *slot : NULL;
        if (first)
            ag_report_duplicate(ck, "generator", decl->name,
                                ag_str_span(first->decl->name));
        else if (slot)
            *slot = **end;
        *end = &(**end)->next;
    } else if (config) {
        return; /* its values depend on the dialect: ag_settle_configs */
    } else if (!ck->schema->datasource) {
        ck->schema->datasource = ag_new_block(ck, decl);
        ag_check_datasource(ck, decl);
    } else {
        ag_note(ck->diags,
                ag_report(ck->diags, AG_DUPLICATE_NAME,
                          ag_str_span(decl->node->keyword),
                          "a schema can have only one datasource"),
                ag_str_span(ck->schema->datasource->decl->keyword),
                "first declared here");
    }
}

static void
declare_mixin(struct ag_checker *ck, struct ag_check_symbol *symbol)
{
    symbol->mixin = symbol->decl;
    ag_check_name(ck, symbol->decl->name);
}

void
ag_declare_all(struct ag_checker *ck)
{
    struct ag_model **models = &ck->schema->models;
    struct ag_enum **enums = &ck->schema->enums;
    struct ag_block **generators = &ck->schema->generators;

    for (const struct ag_composed *d = ck->schema->composition->first; d;
         d = d->next) {
        if (is_settings(d)) {
            declare_block(ck, d, &generators);
            continue;
        }
        struct ag_check_symbol *symbol = declare(ck, d);
        if (!symbol)
            continue;
        if (d->node->subject == AG_SUBJECT_enum)
            declare_enum(ck, symbol, &enums);
        else if (d->node->subject == AG_SUBJECT_mixin)
            declare_mixin(ck, symbol);
        else if (d->node->subject == AG_SUBJECT_type)
            ag_report(ck->diags, AG_MONGODB, ag_str_span(d->name),
                      "only MongoDB has composite types; use a model or a Json "
                      "column instead");
        else
            declare_model(ck, symbol, &models);
    }
}

void
ag_check_model_names(struct ag_checker *ck, struct ag_model *model)
{
    struct ag_member_iter walk = ag_members(ck, model->decl, false);
    const struct ag_member *m;

    model->table = ag_table_name(ck, model->decl);
    model->code = code_name(ck, model->decl);
    ag_check_decl_name(ck, model->decl);
    while ((m = ag_next_member(&walk))) {
        if (ag_is_block_attr(m, AG_ATTR_map)) {
            struct ag_str name = ag_mapped_name(ck, m->attrs, ag_map_args);
            if (name.p)
                model->table = name;
        } else if (ag_is_block_attr(m, AG_ATTR_code)) {
            struct ag_str name = ag_mapped_name(ck, m->attrs, ag_code_args);
            if (name.p)
                model->code = name;
        } else if (ag_is_block_attr(m, AG_ATTR_schema)) {
            model->db_schema = ag_db_schema_name(ck, m->attrs);
        } else if (ag_is_block_attr(m, AG_ATTR_ignore)) {
            model->ignored = true;
        }
    }
    if (!model->db_schema.n)
        model->db_schema = ag_default_db_schema(ck, model->decl);
    ag_check_has_schema(ck, model->decl, model->db_schema, model->name);
}
