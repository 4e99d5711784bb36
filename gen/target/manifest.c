#include "gen/target/target.h"

#include "base/embed.h"
#include "base/path.h"
#include "gen/target/compiled.h"
#include "gen/target/view.h"
#include "grammar/parse.h"

/* A manifest that was read, newest first: also where templates are looked for,
 * its own folder before those of what it extends. */
struct manifest {
    struct manifest *next;
    struct ag_str path; /* "drizzle/postgresql.target" */
    bool done;          /* all it extends is read, too */
};

struct loading {
    struct ag_target *target;
    const struct ag_schema *schema; /* NULL: for ag_target_glance */
    const struct ag_target_custom *customs; /* of the project */
    const struct ag_target_loader *loader;
    struct ag_arena *arena;
    struct ag_diags *diags;
    struct ag_tmpl_set *set;
    struct manifest *manifests;
    struct ag_target_rule **last_rule;
    struct ag_decl *decls, *last; /* of all manifests, parents first */
    /* Whether `supports` has the feature: never, only in a block that depends
     * on an option, or always. */
    enum { NEVER, SOMETIMES, ALWAYS } mentioned[AG_NFEATURE];
    const struct ag_capability *other; /* its `else`; or NULL */
    const char *const *searched; /* the last table of find_name, */
    int found;                   /* and what it found there */
};

enum { MOST_COLUMNS = 10000 };

const char *const ag_target_customs[] = {
    "width",   "indent", "tabs",    "quotes",    "semicolons", "commas",
    "spacing", "parens", "newline", "formatter", "imports",    NULL,
};

static struct ag_diag *
bad_entry(struct loading *ld, struct ag_span span, const char *text,
          struct ag_str name)
{
    return ag_report(ld->diags, AG_MANIFEST_ENTRY, span, "%s '%.*s'", text,
                     AG_ARG(name));
}

/* Reading. */

static bool read_manifest(struct loading *ld, struct ag_str path);

/* Reads the manifest `name` that the one at `path` extends. If that one was
 * given by its path, looks first beside its folder. */
static bool
read_parent(struct loading *ld, struct ag_str path, struct ag_str name)
{
    struct ag_str beside = ag_path_folder(path);

    beside.n -= beside.n > 0;
    beside = ag_path_folder(beside);
    if (beside.n) {
        path = ag_arena_join(ld->arena, beside, name);
        path.at = name.at;
        if (read_manifest(ld, path))
            return true;
    }
    return read_manifest(ld, name);
}

/* `extends = "drizzle/drizzle"`, or a list of such. */
static void
read_parents(struct loading *ld, const struct manifest *manifest,
             const struct ag_decl *first)
{
    const struct ag_decl *head = first;
    const struct ag_expr *e;

    while (head && head->subject != AG_SUBJECT_target)
        head = head->next;
    e = ag_setting(head, AG_STR("extends"));
    if (e && e->kind == AG_EXPR_ARRAY)
        e = e->items;
    for (; e; e = e->next) {
        struct ag_str path = ag_arena_join(ld->arena, e->text, AG_STR(".target"));
        path.at = e->text.at;
        if (!read_parent(ld, manifest->path, path))
            bad_entry(ld, ag_expr_span(e), "cannot find manifest", path);
    }
}

static void
append_decls(struct loading *ld, const struct ag_tree *tree)
{
    if (!tree->first)
        return;
    if (ld->last)
        ld->last->next = tree->first;
    else
        ld->decls = tree->first;
    ld->last = tree->last;
}

/* Reads a manifest behind those that it extends; false if there is none. */
static bool
read_manifest(struct loading *ld, struct ag_str path)
{
    struct ag_tree tree = {0};
    struct ag_str text;

    for (const struct manifest *m = ld->manifests; m; m = m->next) {
        if (!ag_str_eq(m->path, path))
            continue;
        if (!m->done)
            ag_report(ld->diags, AG_MANIFEST_CYCLE,
                      (struct ag_span){path.at, path.at},
                      "manifest '%.*s' extends itself", AG_ARG(path));
        return true;
    }
    if (!ld->loader->load(ld->loader->self, path, &text))
        return false;
    struct manifest *manifest = AG_NEW(ld->arena, struct manifest);
    manifest->path = path;
    ag_parse(&tree, AG_GRAMMAR_MANIFEST,
             ag_source_of(ld->loader->sources, text.at), ld->arena, ld->diags);
    /* Parents are entered first, so that the child comes before them. */
    manifest->next = ld->manifests;
    ld->manifests = manifest;
    read_parents(ld, manifest, tree.first);
    manifest->done = true;
    append_decls(ld, &tree);
    return true;
}

/* ag_tmpl_world.load: a template of the manifests' folders, those of the
 * child first. */
static bool
load_template(void *self, struct ag_str name, struct ag_str *text)
{
    struct loading *ld = self;

    for (const struct ag_str *dir = ld->target->folders; dir->p; dir++) {
        struct ag_str path = ag_arena_join(ld->arena, *dir, name);
        if (ld->loader->load(ld->loader->self, path, text))
            return true;
    }
    return false;
}

/* The folders of the manifests: the one asked for was read first and extends
 * the others. */
static void
list_folders(struct loading *ld)
{
    size_t n = 0, i = 0;

    for (const struct manifest *m = ld->manifests; m; m = m->next)
        n++;
    struct ag_str *folders = AG_NEW_ARRAY(ld->arena, struct ag_str, n + 1);
    for (const struct manifest *m = ld->manifests; m; m = m->next)
        folders[n - 1 - i++] = ag_path_folder(m->path);
    ld->target->folders = folders;
}

/* A text for people, such as a remark: a string, or a list of strings with a
 * blank between them. */
static struct ag_str
prose(struct loading *ld, const struct ag_expr *e)
{
    char small[AG_SMALL_TEXT];
    struct ag_buf buf;

    if (e->kind != AG_EXPR_ARRAY)
        return e->text;
    ag_buf_init(&buf, ld->arena);
    ag_buf_lend(&buf, small, sizeof small);
    for (e = e->items; e; e = e->next)
        ag_buf_fmt(&buf, "%s%.*s", buf.n ? " " : "", AG_ARG(e->text));
    return ag_buf_take(&buf);
}

/* The texts of a list; NULL: it is none. */
static const struct ag_str *
list_texts(struct loading *ld, const struct ag_expr *list)
{
    size_t n = 0;

    if (!list)
        return NULL;
    for (const struct ag_expr *e = list->items; e; e = e->next)
        n++;
    struct ag_str *texts = AG_NEW_ARRAY(ld->arena, struct ag_str, n + 1);
    n = 0;
    for (const struct ag_expr *e = list->items; e; e = e->next)
        texts[n++] = e->text;
    return texts;
}

/* Support. */

/* yes, yes("remark"), no("hint"), equivalent("hint"); a template too where
 * `text` is asked for: "…", yes("…", "remark"), no("hint"), equivalent("…",
 * "hint"). */
static bool
read_support(struct loading *ld, const struct ag_expr *e,
             struct ag_capability *loss, struct ag_str *text)
{
    const struct ag_expr *arg = e->items;

    if (text && e->kind == AG_EXPR_STRING) {
        *loss = (struct ag_capability){.support = AG_SUPPORT_yes};
        *text = e->text;
        return true;
    }
    if (!text && e->kind == AG_EXPR_NAME && ag_str_eq(e->text, AG_STR("yes"))) {
        *loss = (struct ag_capability){.support = AG_SUPPORT_yes};
        return true;
    }
    bool yes = ag_str_eq(e->text, AG_STR("yes"));
    bool no = ag_str_eq(e->text, AG_STR("no"));
    bool equivalent = ag_str_eq(e->text, AG_STR("equivalent"));
    if (e->kind == AG_EXPR_CALL && (yes || no || equivalent) && arg) {
        if (text && !no) {
            *text = arg->text;
            arg = arg->next ? arg->next : arg;
        }
        *loss = (struct ag_capability){
            .support = yes  ? AG_SUPPORT_yes
                       : no ? AG_SUPPORT_no
                            : AG_SUPPORT_equivalent,
            .hint = prose(ld, arg),
        };
        while ((arg = arg->next)) {
            loss->limited |= ag_str_eq(arg->text, AG_STR("limit"));
            loss->texts = arg->items ? list_texts(ld, arg) : loss->texts;
        }
        return true;
    }
    bad_entry(ld, ag_expr_span(e),
              text ? "expected a template, no(\"…\") or equivalent(\"…\", "
                     "\"…\"), found"
                   : "expected yes, no(\"…\") or equivalent(\"…\"), found",
              e->text);
    return false;
}

/* The index of `name` in `names`, from `from` on; -1: it is not there. */
static int
search(const char *const *names, int from, struct ag_str name)
{
    for (int i = from; names[i]; i++)
        if (*names[i] == *name.p && ag_str_eq(name, ag_str(names[i])))
            return i;
    return -1;
}

/* The same for all of `names`; -1 after a message. Most manifests list names in
 * the order of the table, so the search begins behind the last one found. */
static int
find_name(struct loading *ld, struct ag_str name, const char *const *names,
          const char *what)
{
    struct ag_nearest nearest = ag_nearest(name);
    int from = ld->searched == names ? ld->found + 1 : 0;
    int i = search(names, from, name);

    if (i < 0 && from)
        i = search(names, 0, name);
    if (i >= 0) {
        ld->searched = names;
        ld->found = i;
        return i;
    }
    for (i = 0; names[i]; i++)
        ag_nearest_try(&nearest, ag_str(names[i]));
    ag_note_nearest(ld->diags, bad_entry(ld, ag_str_span(name), what, name),
                    ag_str_span(name), &nearest);
    return -1;
}

/* `else = yes` or `else = no`: the features that have no entry. */
static void
read_other(struct loading *ld, const struct ag_expr *e)
{
    static const struct ag_capability yes = {.support = AG_SUPPORT_yes};
    static const struct ag_capability no = {.support = AG_SUPPORT_no};

    if (e->kind == AG_EXPR_NAME && ag_str_eq(e->text, AG_STR("yes")))
        ld->other = &yes;
    else if (e->kind == AG_EXPR_NAME && ag_str_eq(e->text, AG_STR("no")))
        ld->other = &no;
    else
        bad_entry(ld, ag_expr_span(e), "'else' must be yes or no, not",
                  e->text);
}

/* The feature of this name, noted as mentioned in the block; or NULL. */
static struct ag_capability *
find_feature(struct loading *ld, const struct ag_decl *decl, struct ag_str name)
{
    static const char *const names[] = {
#define AG_FEATURE(name, s, p, m, q, written, doc) #name,
#include "gen/schema/feature.def"
#undef AG_FEATURE
        NULL,
    };
    int i = find_name(ld, name, names, "unknown feature");

    if (i < 0)
        return NULL;
    if (decl->name.n == 0)
        ld->mentioned[i] = ALWAYS;
    else if (ld->mentioned[i] == NEVER)
        ld->mentioned[i] = SOMETIMES;
    return &ld->target->features[i];
}

/* `yes = [check, view]`: features that the target represents exactly. */
static void
read_supported(struct loading *ld, const struct ag_decl *decl,
               const struct ag_expr *e)
{
    struct ag_capability *feature;

    if (e->kind != AG_EXPR_ARRAY) {
        bad_entry(ld, ag_expr_span(e), "'yes' must be a list of features, not",
                  e->text);
        return;
    }
    for (e = e->items; e; e = e->next)
        if ((feature = find_feature(ld, decl, e->text)))
            *feature = (struct ag_capability){.support = AG_SUPPORT_yes};
}

static void
read_supports(struct loading *ld, const struct ag_decl *decl)
{
    struct ag_capability *feature;

    for (const struct ag_member *m = decl->members; m; m = m->next) {
        if (ag_str_eq(m->name, AG_STR("yes")))
            read_supported(ld, decl, m->value);
        else if (ag_str_eq(m->name, AG_STR("else")))
            read_other(ld, m->value);
        else if ((feature = find_feature(ld, decl, m->name)))
            read_support(ld, m->value, feature, NULL);
    }
}

/* The place for a new entry of `supports`: the last such block, or the head of
 * the requested manifest. */
static struct ag_span
supports_span(const struct loading *ld)
{
    const struct ag_decl *block = NULL, *head = NULL;

    for (const struct ag_decl *d = ld->decls; d; d = d->next) {
        if (d->subject == AG_SUBJECT_supports && d->name.n == 0)
            block = d;
        if (d->subject == AG_SUBJECT_target)
            head = d;
    }
    if (!block)
        block = head;
    return block ? ag_str_span(block->keyword) : (struct ag_span){0, 0};
}

/* Fills in `else`, or reports the features without an entry. Those that the
 * database cannot represent need none, because the checks report them. */
static void
complete_supports(struct loading *ld)
{
    struct ag_buf list;

    ag_buf_init(&list, ld->arena);
    for (int i = 0; i < AG_NFEATURE; i++) {
        enum ag_support database = ag_features[i].dialects[ld->target->dialect];
        if (ld->mentioned[i] == ALWAYS || database == AG_SUPPORT_no)
            continue;
        if (!ld->other)
            ag_buf_fmt(&list, "%s'%s'", list.n ? ", " : "",
                       ag_features[i].name);
        else if (ld->mentioned[i] == NEVER)
            ld->target->features[i] = *ld->other;
    }
    if (list.n)
        ag_note(ld->diags,
                ag_report(ld->diags, AG_MANIFEST_SUPPORTS, supports_span(ld),
                          "'supports' has no entry for %.*s",
                          AG_ARG(ag_buf_text(&list))),
                (struct ag_span){0, 0},
                "add an entry for each, or one for all of them: else = yes, "
                "or else = no");
    ag_buf_free(&list);
}

/* A block of spellings, such as `types`: entries of the template table of the
 * same name. */
static void
read_spellings(struct loading *ld, const struct ag_decl *decl,
               const char *const *names, struct ag_capability *losses)
{
    for (const struct ag_member *m = decl->members; m; m = m->next) {
        struct ag_str text = {0};
        int i = find_name(ld, m->name, names, "unknown entry");
        if (i < 0 || !read_support(ld, m->value, &losses[i], &text))
            continue;
        if (text.at)
            text.at++; /* the quote */
        ag_tmpl_entry(ld->set, decl->keyword, m->name, text);
    }
}

static void
read_types(struct loading *ld, const struct ag_decl *decl)
{
    read_spellings(ld, decl, ag_type_names, ld->target->types);
}

static void
read_defaults(struct loading *ld, const struct ag_decl *decl)
{
    read_spellings(ld, decl, ag_default_names, ld->target->defaults);
}

/* Options. */

/* `setting = "sqlite"`: the schema's value is the default of the option; if the
 * option does not have it, its last value is. */
static void
take_setting(struct loading *ld, struct ag_target_opt *option,
             const struct ag_expr *setting)
{
    static const char *const known[] = {"sqlite", NULL};

    if (find_name(ld, setting->text, known, "config has no setting") < 0)
        return;
    option->setting = setting->text;
    if (!ld->schema || !ld->schema->sqlite.n || !option->values)
        return;
    for (const struct ag_str *value = option->values; value->p; value++) {
        option->value = *value;
        if (ag_str_eq(*value, ld->schema->sqlite))
            return;
    }
    struct ag_diag *diag = ag_report(
        ld->diags, AG_EQUIVALENT, (struct ag_span){0, 0},
        "%.*s does not have the column types of config { %.*s = %.*s }",
        AG_ARG(ld->target->name), AG_ARG(setting->text),
        AG_ARG(ld->schema->sqlite));
    ag_note(ld->diags, diag, (struct ag_span){0, 0},
            "written instead: those of '%.*s', which is another database; to "
            "have it in all targets, write config { %.*s = %.*s }",
            AG_ARG(option->value), AG_ARG(setting->text),
            AG_ARG(option->value));
}

bool
ag_target_allows(const struct ag_target_opt *option, struct ag_str value)
{
    const struct ag_str *allowed = option->values;
    uint32_t n;

    if (option->number)
        return ag_str_uint(value, &n) && n > 0 && n <= MOST_COLUMNS;
    if (option->boolean)
        return ag_str_eq(value, AG_STR("true")) ||
               ag_str_eq(value, AG_STR("false"));
    while (allowed && allowed->p && !ag_str_eq(*allowed, value))
        allowed++;
    return !allowed || allowed->p;
}

/* `project = width`: what the project says is the default of the option. */
static void
take_custom(struct loading *ld, struct ag_target_opt *option,
            const struct ag_expr *custom)
{
    int i = find_name(ld, custom->text, ag_target_customs,
                      "a project has no setting");

    if (i < 0)
        return;
    option->custom = ag_target_customs[i];
    for (const struct ag_target_custom *c = ld->customs; c && c->name; c++)
        if (strcmp(c->name, option->custom) == 0 && c->value.p &&
            ag_target_allows(option, c->value))
            option->value = c->value;
}

static void
read_option(struct loading *ld, const struct ag_decl *decl)
{
    struct ag_target_opt **at = &ld->target->options;
    const struct ag_expr *value = ag_setting(decl, AG_STR("default"));
    const struct ag_expr *doc = ag_setting(decl, AG_STR("doc"));
    const struct ag_expr *setting = ag_setting(decl, AG_STR("setting"));
    const struct ag_expr *custom = ag_setting(decl, AG_STR("project"));

    if (!value || !doc) {
        bad_entry(ld, ag_str_span(decl->keyword),
                  "'default' and 'doc' are required in option", decl->name);
        return;
    }
    while (*at && !ag_str_eq((*at)->name, decl->name))
        at = &(*at)->next;
    if (!*at)
        *at = AG_NEW(ld->arena, struct ag_target_opt);
    (*at)->name = decl->name;
    (*at)->value = value->text;
    (*at)->boolean = value->kind == AG_EXPR_NAME;
    (*at)->number = value->kind == AG_EXPR_NUMBER;
    (*at)->doc = prose(ld, doc);
    (*at)->values = list_texts(ld, ag_setting(decl, AG_STR("values")));
    (*at)->setting = (struct ag_str){0};
    (*at)->custom = NULL;
    if (setting)
        take_setting(ld, *at, setting);
    if (custom)
        take_custom(ld, *at, custom);
}

/* An option in place of a setting changes the database of this run only. */
static void
report_override(struct loading *ld, const struct ag_target_opt *option,
                struct ag_str value, struct ag_span span)
{
    struct ag_diag *diag =
        ag_report(ld->diags, AG_OPTION_OVERRIDES, span,
                  "option '%.*s' overrides config { %.*s = %.*s }",
                  AG_ARG(option->name), AG_ARG(option->setting),
                  AG_ARG(option->value));
    ag_note(ld->diags, diag, (struct ag_span){0, 0},
            "write config { %.*s = %.*s } in the schema, so that all targets "
            "make the same database",
            AG_ARG(option->setting), AG_ARG(value));
}

static void
set_option(struct loading *ld, const struct ag_option *given)
{
    struct ag_target_opt *option = ld->target->options;
    struct ag_str name = ag_str(given->name), value = ag_str(given->value);
    struct ag_span span = {given->at, given->at ? given->at + name.n : 0};
    struct ag_nearest nearest = ag_nearest(name);
    struct ag_diag *diag;

    for (; option && !ag_str_eq(option->name, name); option = option->next)
        ag_nearest_try(&nearest, option->name);
    if (!option) {
        diag = ag_report(ld->diags, AG_UNKNOWN_OPTION, span,
                         "target '%.*s' has no option '%.*s'",
                         AG_ARG(ld->target->name), AG_ARG(name));
        ag_note_nearest(ld->diags, diag, span, &nearest);
        return;
    }
    if (ag_target_allows(option, value)) {
        if (option->setting.n && !ag_str_eq(option->value, value))
            report_override(ld, option, value, span);
        option->value = value;
        return;
    }
    diag = ag_report(ld->diags, AG_BAD_OPTION, span,
                     "option '%.*s' cannot be '%.*s'", AG_ARG(name),
                     AG_ARG(value));
    if (option->boolean)
        ag_note(ld->diags, diag, (struct ag_span){0, 0},
                "use true or false");
    nearest = ag_nearest(value);
    for (const struct ag_str *v = option->values; v && v->p; v++) {
        ag_nearest_try(&nearest, *v);
        ag_note(ld->diags, diag, (struct ag_span){0, 0}, "use '%.*s'",
                AG_ARG(*v));
    }
}

/* Whether a block with this name, such as `supports schema {`, is for a value of
 * the option: it lists the value, or has the name and is true or false. */
static bool
decides(const struct ag_target_opt *option, struct ag_str name)
{
    return option->boolean
               ? ag_str_eq(option->name, name)
               : option->values && ag_target_allows(option, name);
}

/* Whether a block with a name applies: if an option has the value, or is true. */
static bool
counts(const struct ag_target *target, struct ag_str name)
{
    const struct ag_target_opt *o = target->options;

    while (o &&
           !(decides(o, name) &&
             ag_str_eq(o->value, o->boolean ? AG_STR("true") : name)))
        o = o->next;
    return o;
}

/* `set { module = "drizzle-orm/pg-core" }`: a constant and its value. */
static void
read_set(struct loading *ld, const struct ag_decl *decl)
{
    for (const struct ag_member *m = decl->members; m; m = m->next) {
        struct ag_target_const **c = &ld->target->consts;
        while (*c && !ag_str_eq((*c)->name, m->name))
            c = &(*c)->next;
        if (!*c)
            *c = AG_NEW(ld->arena, struct ag_target_const);
        (*c)->name = m->name;
        (*c)->open |= decl->name.n > 0;
        struct ag_target_rule *rule = AG_NEW(ld->arena, struct ag_target_rule);
        rule->when = decl->name;
        rule->name = m->name;
        rule->value = m->value->text;
        *ld->last_rule = rule;
        ld->last_rule = &rule->next;
    }
}

const struct ag_value *
ag_target_values(struct ag_target *target, struct ag_arena *arena)
{
    size_t n = 0;

    for (const struct ag_target_rule *r = target->rules; r; r = r->next) {
        struct ag_target_const *c = target->consts;
        while (!ag_str_eq(c->name, r->name))
            c = c->next;
        if (r->when.n == 0 || counts(target, r->when))
            c->value = r->value;
    }
    for (const struct ag_target_opt *o = target->options; o; o = o->next)
        n++;
    for (const struct ag_target_const *c = target->consts; c; c = c->next)
        n++;
    struct ag_value *values = AG_NEW_ARRAY(arena, struct ag_value, n);
    struct ag_value *v = values;
    for (const struct ag_target_opt *o = target->options; o; o = o->next, v++)
        if (o->boolean)
            v->number = ag_str_eq(o->value, AG_STR("true"));
        else
            v->text = o->value;
    for (const struct ag_target_const *c = target->consts; c; c = c->next, v++)
        v->text = c->value;
    return values;
}

/* The options and constants that templates see. Text of a fixed choice is
 * safe: it is the manifest's, not the user's. */
static void
make_consts(struct loading *ld, struct ag_tmpl_world *world)
{
    const struct ag_value *values = ag_target_values(ld->target, ld->arena);
    uint32_t n = 0;

    for (struct ag_target_opt *o = ld->target->options; o; o = o->next)
        n++;
    for (struct ag_target_const *c = ld->target->consts; c; c = c->next)
        n++;
    struct ag_tmpl_const *consts =
        AG_NEW_ARRAY(ld->arena, struct ag_tmpl_const, n);
    world->consts = consts;
    world->nconst = n;
    for (struct ag_target_opt *o = ld->target->options; o; o = o->next)
        *consts++ = (struct ag_tmpl_const){
            .name = o->name,
            .kind = o->boolean               ? AG_KIND_BOOL
                    : o->values || o->number ? AG_KIND_SAFE
                                             : AG_KIND_TEXT,
            .open = !o->fixed,
            .value = *values++,
        };
    for (struct ag_target_const *c = ld->target->consts; c; c = c->next)
        *consts++ = (struct ag_tmpl_const){
            .name = c->value.p ? c->name : (struct ag_str){0},
            .kind = AG_KIND_SAFE,
            .open = c->open,
            .value = *values++,
        };
}

struct ag_tmpl_style
ag_target_style(const struct ag_target *target)
{
    struct ag_tmpl_style style = {0};

    for (const struct ag_target_opt *o = target->options; o; o = o->next) {
        if (!o->custom)
            continue;
        if (strcmp(o->custom, "width") == 0)
            ag_str_uint(o->value, &style.width);
        else if (strcmp(o->custom, "indent") == 0)
            ag_str_uint(o->value, &style.indent);
        else if (strcmp(o->custom, "tabs") == 0)
            style.tabs = ag_str_eq(o->value, AG_STR("true"));
        else if (strcmp(o->custom, "quotes") == 0)
            style.single = ag_str_eq(o->value, AG_STR("single"));
        else if (strcmp(o->custom, "newline") == 0)
            style.crlf = ag_str_eq(o->value, AG_STR("crlf"));
    }
    return style;
}

/* Outputs and identifiers. */

static const char *const each_names[] = {
    [AG_EACH_schema] = "schema",
    [AG_EACH_model] = "model",
    [AG_EACH_enum] = "enum",
    NULL,
};

static void
read_output(struct loading *ld, const struct ag_decl *decl)
{
    const struct ag_expr *each = ag_setting(decl, AG_STR("each"));
    const struct ag_expr *file = ag_setting(decl, AG_STR("file"));
    const struct ag_expr *text = ag_setting(decl, AG_STR("template"));
    const struct ag_expr *when = ag_setting(decl, AG_STR("when"));
    struct ag_target_output **at = &ld->target->outputs;
    int kind = each ? find_name(ld, each->text, each_names,
                                "'each' must be schema, model or enum, not")
                    : AG_EACH_schema;

    if (!file || !text || kind < 0) {
        bad_entry(ld, ag_str_span(decl->keyword),
                  "'file' and 'template' are required in output", decl->name);
        return;
    }
    while (*at && !ag_str_eq((*at)->name, decl->name))
        at = &(*at)->next;
    if (!*at)
        *at = AG_NEW(ld->arena, struct ag_target_output);
    (*at)->name = decl->name;
    (*at)->each = (enum ag_each)kind;
    (*at)->file_text = file->text;
    (*at)->template_name = text->text;
    (*at)->when_text = when ? when->text : (struct ag_str){0};
}

static void
compile_outputs(struct loading *ld)
{
    for (struct ag_target_output *o = ld->target->outputs; o; o = o->next) {
        struct ag_tmpl_param params[2] = {
            {"schema", ag_view_class(AG_STR("schema"))},
            {each_names[o->each], ag_view_class(ag_str(each_names[o->each]))},
        };
        size_t n = o->each == AG_EACH_schema ? 1 : 2;
        o->file_text.at += o->file_text.at != 0;
        o->file =
            ag_tmpl_string(ld->set, o->file_text, params, n);
        o->text =
            ag_tmpl_file(ld->set, o->template_name, params, n);
        if (o->when_text.n == 0)
            continue;
        o->when_text.at++; /* the quote */
        o->when = ag_tmpl_when(ld->set, o->when_text, params, n);
    }
}

static void
read_names(struct loading *ld, const struct ag_decl *decl)
{
    static const char *const names[] = {
        [AG_NAME_code] = "code",
        [AG_NAME_model] = "model",
        [AG_NAME_relations] = "relations",
        [AG_NAME_enum] = "enum",
        NULL,
    };
    for (const struct ag_member *m = decl->members; m; m = m->next) {
        struct ag_str text = m->value->text;
        if (ag_str_eq(m->name, AG_STR("reserved"))) {
            ld->target->reserved = prose(ld, m->value);
            continue;
        }
        if (ag_str_eq(m->name, AG_STR("doc"))) {
            ld->target->names_doc = prose(ld, m->value);
            continue;
        }
        int i = find_name(ld, m->name, names, "'names' has no setting");
        if (i < 0)
            continue;
        const char *of = i == AG_NAME_enum ? "enum" : "model";
        struct ag_tmpl_param param = {of, ag_view_class(ag_str(of))};
        text.at++;
        ld->target->names[i] =
            text.n ? ag_tmpl_string(ld->set, text, &param, 1) : 0;
    }
}

static void
read_head(struct loading *ld, const struct ag_decl *decl)
{
    static const char *const known[] = {
        "title", "extends", "whole", "release", "convention", "packages", NULL};
    const struct ag_expr *title = ag_setting(decl, AG_STR("title"));
    const struct ag_expr *convention = ag_setting(decl, AG_STR("convention"));
    const struct ag_expr *whole = ag_setting(decl, AG_STR("whole"));

    for (const struct ag_member *m = decl->members; m; m = m->next)
        find_name(ld, m->name, known, "'target' has no setting");
    if (title)
        ld->target->title = title->text;
    if (convention)
        ld->target->convention = convention->text;
    if (whole)
        ld->target->whole = ag_str_eq(whole->text, AG_STR("true"));
}

/* The blocks of a manifest. Options come first: templates see them. */
static const struct {
    int pass;
    enum {
        NAME_WHEN, /* it applies for a value of an option: counts() */
        NAME_RULE, /* the same, but all such blocks are kept */
        NAME_OWN,  /* it is what the block declares */
    } name;
    void (*read)(struct loading *ld, const struct ag_decl *decl);
} blocks[AG_NSUBJECT] = {
    [AG_SUBJECT_target] = {0, NAME_WHEN, read_head},
    [AG_SUBJECT_option] = {0, NAME_OWN, read_option},
    [AG_SUBJECT_supports] = {2, NAME_WHEN, read_supports},
    [AG_SUBJECT_types] = {2, NAME_WHEN, read_types},
    [AG_SUBJECT_defaults] = {2, NAME_WHEN, read_defaults},
    [AG_SUBJECT_names] = {2, NAME_WHEN, read_names},
    [AG_SUBJECT_output] = {2, NAME_OWN, read_output},
    [AG_SUBJECT_set] = {1, NAME_RULE, read_set},
};

/* Notes which options decide about blocks that a run does not read again. */
static void
fix_options(struct loading *ld)
{
    for (const struct ag_decl *d = ld->decls; d; d = d->next)
        if (d->subject != AG_SUBJECT_none && d->name.n &&
            blocks[d->subject].name == NAME_WHEN)
            for (struct ag_target_opt *o = ld->target->options; o; o = o->next)
                o->fixed |= decides(o, d->name);
}

static bool
applies(const struct loading *ld, const struct ag_decl *d)
{
    return d->name.n == 0 || blocks[d->subject].name != NAME_WHEN ||
           counts(ld->target, d->name);
}

static void
unknown_block(struct loading *ld, struct ag_str name)
{
    struct ag_nearest nearest = ag_nearest(name);
    struct ag_span span = ag_str_span(name);

#define AG_BLOCK(word) ag_nearest_try(&nearest, AG_STR(#word));
#include "grammar/block.def"
#undef AG_BLOCK
    ag_note_nearest(ld->diags,
                    bad_entry(ld, span, "unknown block", name), span,
                    &nearest);
}

static void
read_blocks(struct loading *ld, int pass)
{
    for (const struct ag_decl *d = ld->decls; d; d = d->next) {
        if (d->subject == AG_SUBJECT_none) {
            if (pass == 0)
                unknown_block(ld, d->keyword);
        } else if (blocks[d->subject].pass == pass && applies(ld, d)) {
            blocks[d->subject].read(ld, d);
        }
    }
}

/* Adds empty entries that a manifest need not have: for types that the dialect
 * lacks, which never reach the target, and for columns without a default. */
static void
enter_needless(struct loading *ld)
{
    for (int i = 0; i < AG_NTYPE; i++) {
        struct ag_type type = {.kind = (enum ag_type_kind)i};
        if (ag_type_nearest(type, ld->target->dialect).kind != type.kind)
            ag_tmpl_entry(ld->set, AG_STR("types"),
                          ag_str(ag_type_names[i]), (struct ag_str){0});
    }
    ag_tmpl_entry(ld->set, AG_STR("defaults"), AG_STR("none"),
                  (struct ag_str){0});
}

/* Finding. */

/* "drizzle/postgresql.target" of "drizzle" and a dialect; a path stays. */
static struct ag_str
manifest_path(struct ag_arena *arena, struct ag_str name,
              enum ag_dialect dialect)
{
    if (ag_str_ends(name, AG_STR(".target")))
        return name;
    return ag_arena_fmt(arena, "%.*s/%s.target", AG_ARG(name),
                        ag_dialects[dialect].name);
}

static bool
has_dialect(const struct ag_target_loader *loader, struct ag_arena *arena,
            struct ag_str name, enum ag_dialect dialect)
{
    struct ag_str text;
    return loader->load(loader->self, manifest_path(arena, name, dialect),
                        &text);
}

/* Whether a target is not only there for others to extend. */
static bool
has_any_dialect(const struct ag_target_loader *loader, struct ag_arena *arena,
                struct ag_str name)
{
    int i = 0;

    while (i < AG_NDIALECT &&
           !has_dialect(loader, arena, name, (enum ag_dialect)i))
        i++;
    return i < AG_NDIALECT;
}

static void
report_missing(struct loading *ld, struct ag_str name)
{
    struct ag_nearest nearest = ag_nearest(name);
    struct ag_str known = {0}, targets = {0};
    const struct ag_span nowhere = {0, 0}, span = ag_str_span(name);
    struct ag_diag *diag = NULL;
    enum ag_dialect dialect;

    for (int i = 0; i < AG_NDIALECT; i++) {
        if (!has_dialect(ld->loader, ld->arena, name, (enum ag_dialect)i))
            continue;
        if (!diag)
            diag = ag_report(ld->diags, AG_TARGET_DIALECT, span,
                             "target '%.*s' does not support %s", AG_ARG(name),
                             ag_dialects[ld->target->dialect].title);
        ag_note(ld->diags, diag, nowhere, "it supports %s",
                ag_dialects[i].title);
    }
    if (diag)
        return;
    diag = ag_report(ld->diags, AG_UNKNOWN_TARGET, span,
                     "unknown target '%.*s'", AG_ARG(name));
    while ((known = ag_target_next(known)).n) {
        if (!has_any_dialect(ld->loader, ld->arena, known))
            continue;
        ag_nearest_try_start(&nearest, known);
        targets = ag_arena_fmt(ld->arena, "%.*s%s%.*s", AG_ARG(targets),
                               targets.n ? ", " : "", AG_ARG(known));
    }
    ag_note_nearest(ld->diags, diag, span, &nearest);
    if (ag_dialect_find(name, &dialect))
        ag_note(ld->diags, diag, nowhere,
                "'%.*s' is a database: add --dialect %s, and choose a target",
                AG_ARG(name), ag_dialects[dialect].name);
    ag_note(ld->diags, diag, nowhere, "the targets are %.*s", AG_ARG(targets));
}

/* Reads the manifests; false if there are none for the dialect. */
static bool
begin(struct loading *ld, struct ag_str name, enum ag_dialect dialect)
{
    ld->target = AG_NEW(ld->arena, struct ag_target);
    ld->target->name = name;
    ld->target->dialect = dialect;
    ld->last_rule = &ld->target->rules;
    return read_manifest(ld, manifest_path(ld->arena, name, dialect));
}

bool
ag_target_packages(const struct ag_target_loader *loader, struct ag_str name,
                   struct ag_str *packages, struct ag_str *release,
                   struct ag_arena *arena)
{
    struct ag_str file = ag_arena_fmt(arena, "%.*s/%.*s.target", AG_ARG(name),
                                      AG_ARG(name));
    struct loading ld = {.arena = arena};
    struct ag_source source = {.parsed = false};
    struct ag_tree tree = {0};
    struct ag_diags quiet;
    struct ag_str text;
    uint32_t end = 0;

    if (!loader->load(loader->self, file, &text))
        return false;
    /* The block `target` is the first; the others take time to parse. */
    while (end < text.n &&
           (text.p[end] != '}' || end == 0 || text.p[end - 1] != '\n'))
        end++;
    source.text = ag_str(ag_arena_cstr(arena, text.p, end + (end < text.n)));
    ag_diags_init(&quiet, arena);
    ag_parse(&tree, AG_GRAMMAR_MANIFEST, &source, arena, &quiet);
    if (!tree.first)
        return false;
    const struct ag_expr *p = ag_setting(tree.first, AG_STR("packages"));
    const struct ag_expr *r = ag_setting(tree.first, AG_STR("release"));
    if (!p || !r)
        return false;
    *packages = prose(&ld, p);
    *release = r->text;
    return true;
}

const struct ag_target *
ag_target_glance(const struct ag_target_loader *loader, struct ag_str name,
                 enum ag_dialect dialect, struct ag_arena *arena,
                 struct ag_diags *diags)
{
    struct loading ld = {.loader = loader, .arena = arena, .diags = diags};
    const struct ag_target *compiled =
        loader->own ? NULL : ag_compiled_glance(name, dialect, arena);

    if (compiled)
        return compiled;
    if (!begin(&ld, name, dialect) || diags->errors)
        return NULL;
    read_blocks(&ld, 0);
    return ld.target;
}

const struct ag_target *
ag_target_load(const struct ag_target_loader *loader, struct ag_str name,
               const struct ag_schema *schema,
               const struct ag_target_custom *customs,
               const struct ag_option *options, size_t noption,
               struct ag_arena *arena, struct ag_diags *diags)
{
    struct loading ld = {.schema = schema,
                         .customs = customs,
                         .loader = loader,
                         .arena = arena,
                         .diags = diags};
    unsigned errors = diags->errors;
    struct ag_tmpl_world *world = AG_NEW(arena, struct ag_tmpl_world);
    const struct ag_target *compiled =
        loader->own ? NULL
                    : ag_compiled_load(name, schema, customs, options, noption,
                                       arena);

    if (compiled)
        return compiled;
    if (!begin(&ld, name, schema->dialect)) {
        report_missing(&ld, name);
        return NULL;
    }
    if (diags->errors != errors)
        return NULL;
    list_folders(&ld);
    read_blocks(&ld, 0);
    for (size_t i = 0; i < noption; i++)
        set_option(&ld, &options[i]);
    fix_options(&ld);
    read_blocks(&ld, 1);
    world->classes = ag_view_classes;
    world->load = load_template;
    world->self = &ld;
    make_consts(&ld, world);
    world->style = ag_target_style(ld.target);
    ld.set = ag_tmpl_set(arena, diags, world);
    enter_needless(&ld);
    read_blocks(&ld, 2);
    if (diags->errors == errors)
        complete_supports(&ld);
    compile_outputs(&ld);
    ld.target->templates = ag_tmpl_done(ld.set);
    return diags->errors == errors ? ld.target : NULL;
}

/* Listing. */

bool
ag_target_known(struct ag_str name)
{
    uint32_t n = ag_str_find(name, '@');

    for (const struct ag_embedded *e = ag_embedded; e->name && n; e++) {
        struct ag_str file = ag_str(e->name);
        if (ag_str_find(file, '/') == n &&
            ag_str_starts(file, ag_str_cut(name, 0, n)) &&
            ag_str_ends(file, AG_STR(".target")))
            return true;
    }
    return false;
}

static const char *
cstr(struct ag_arena *arena, struct ag_str s)
{
    return ag_arena_cstr(arena, s.p, s.n);
}

/* "true false", or what the manifest lists; NULL for any text. */
static const char *
list_values(const struct ag_target_opt *option, struct ag_arena *arena)
{
    const struct ag_str *v = option->values;
    struct ag_str values = {0};

    if (option->boolean)
        return "true false";
    for (; v && v->p; v++)
        values = ag_arena_fmt(arena, "%.*s%s%.*s", AG_ARG(values),
                              values.n ? " " : "",
                              AG_ARG(v->n ? *v : AG_STR("''")));
    return values.n ? cstr(arena, values) : NULL;
}

static bool
same_option(const struct ag_target_option *a, const struct ag_target_option *b)
{
    return strcmp(a->name, b->name) == 0 && strcmp(a->value, b->value) == 0 &&
           strcmp(a->doc, b->doc) == 0 && !a->values == !b->values &&
           (!a->values || strcmp(a->values, b->values) == 0);
}

/* "sqlite mysql" and the next name. */
static const char *
add_name(struct ag_arena *arena, const char *names, const char *name)
{
    return names ? ag_arena_fmt(arena, "%s %s", names, name).p : name;
}

/* Adds the options of a target for one dialect to those of the others. */
static size_t
list_options(struct ag_target_option *list, size_t n,
             const struct ag_target *target, struct ag_arena *arena)
{
    const char *dialect = ag_dialects[target->dialect].name;

    for (const struct ag_target_opt *o = target->options; o; o = o->next) {
        struct ag_target_option option = {
            .name = cstr(arena, o->name),
            .value = cstr(arena, o->value),
            .values = list_values(o, arena),
            .doc = cstr(arena, o->doc),
        };
        size_t i = 0;
        while (i < n && !same_option(&list[i], &option))
            i++;
        if (i == n)
            list[n++] = option;
        list[i].dialects = add_name(arena, list[i].dialects, dialect);
    }
    return n;
}

/* The entry of a target: its dialects and their options. NULL if it is only
 * there for others to extend. */
static struct ag_target_entry *
list_target(const struct ag_target_loader *loader, struct ag_str name,
            struct ag_arena *arena, struct ag_diags *diags)
{
    struct ag_target_entry *entry = AG_NEW(arena, struct ag_target_entry);
    struct ag_target_info *info = &entry->info;
    const struct ag_target *targets[AG_NDIALECT] = {NULL};
    size_t n = 0;

    for (int i = 0; i < AG_NDIALECT; i++) {
        if (has_dialect(loader, arena, name, (enum ag_dialect)i))
            targets[i] = ag_target_glance(loader, name, (enum ag_dialect)i,
                                          arena, diags);
        if (!targets[i])
            continue;
        info->title = cstr(arena, targets[i]->title);
        info->dialects = add_name(arena, info->dialects, ag_dialects[i].name);
        for (const struct ag_target_opt *o = targets[i]->options; o; o = o->next)
            n++;
    }
    if (!info->dialects)
        return NULL;
    struct ag_target_option *list =
        AG_NEW_ARRAY(arena, struct ag_target_option, n);
    for (int i = 0; i < AG_NDIALECT; i++)
        if (targets[i])
            info->noption =
                list_options(list, info->noption, targets[i], arena);
    info->name = cstr(arena, name);
    info->options = list;
    return entry;
}

struct ag_str
ag_target_next(struct ag_str previous)
{
    bool found = previous.n == 0;

    for (const struct ag_embedded *e = ag_embedded; e->name; e++) {
        struct ag_str path = ag_str(e->name);
        struct ag_str name = ag_str_cut(path, 0, ag_str_find(path, '/'));
        bool same = ag_str_eq(name, previous);
        if (found && !same && ag_str_ends(path, AG_STR(".target")))
            return name;
        found |= same;
    }
    return (struct ag_str){0};
}

struct ag_target_entry *
ag_target_list(const struct ag_target_loader *loader, struct ag_arena *arena,
               struct ag_diags *diags)
{
    struct ag_target_entry *first = NULL, **end = &first;
    struct ag_str name = {0};

    while ((name = ag_target_next(name)).n) {
        *end = list_target(loader, name, arena, diags);
        if (*end)
            end = &(*end)->next;
    }
    return first;
}
