/* pnpm-workspace.yaml: the lines of `packages`, `catalog` and `catalogs`. Other
 * YAML is ignored. */
#include "gen/project/files.h"

struct reader {
    struct ag_project *project;
    struct ag_pnpm_entry *first, **end;
    struct ag_str section; /* the key at the start of a line */
    struct ag_str catalog; /* in `catalogs` */
    uint32_t indent;       /* of `catalog` */
};

static struct ag_str
trim(struct ag_str s)
{
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
        s = ag_str_cut(s, 1, s.n);
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t' ||
                   s.p[s.n - 1] == '\r'))
        s.n--;
    return s;
}

/* A scalar without its quotes, or without a comment after it. */
static struct ag_str
scalar(struct ag_str s)
{
    s = trim(s);
    if (s.n && (s.p[0] == '"' || s.p[0] == '\''))
        return ag_str_until(ag_str_cut(s, 1, s.n), s.p[0]);
    for (uint32_t i = 0; i < s.n; i++)
        if (s.p[i] == '#' && (i == 0 || s.p[i - 1] == ' '))
            s.n = i;
    return trim(s);
}

static void
add(struct reader *r, struct ag_str list, struct ag_str key, struct ag_str text)
{
    struct ag_pnpm_entry *entry;

    if (text.n == 0)
        return;
    entry = AG_NEW(r->project->arena, struct ag_pnpm_entry);
    *entry = (struct ag_pnpm_entry){NULL, list, key, text};
    *r->end = entry;
    r->end = &entry->next;
}

/* Adds the items of `packages: ["a", "b"]`. */
static void
add_items(struct reader *r, struct ag_str list)
{
    list = ag_str_until(ag_str_cut(list, 1, list.n), ']');
    while (list.n) {
        struct ag_str item = ag_str_until(list, ',');
        list = ag_str_cut(list, item.n + (item.n < list.n), list.n);
        add(r, AG_STR("packages"), (struct ag_str){0}, scalar(item));
    }
}

/* Splits "key: value"; the key may be in quotes. */
static bool
split(struct ag_str line, struct ag_str *key, struct ag_str *value)
{
    uint32_t colon = 0;

    if (line.n && (line.p[0] == '"' || line.p[0] == '\'')) {
        *key = ag_str_until(ag_str_cut(line, 1, line.n), line.p[0]);
        colon = key->n + 2;
    } else {
        *key = ag_str_until(line, ':');
        colon = key->n;
    }
    if (colon >= line.n || line.p[colon] != ':')
        return false;
    *value = trim(ag_str_cut(line, colon + 1, line.n));
    *key = trim(*key);
    return true;
}

static void
read_line(struct reader *r, struct ag_str line)
{
    struct ag_str text = trim(line), key, value;
    uint32_t indent = 0;

    while (indent < line.n && line.p[indent] == ' ')
        indent++;
    if (text.n == 0 || text.p[0] == '#')
        return;
    if (text.p[0] == '-') {
        if (ag_str_eq(r->section, AG_STR("packages")))
            add(r, r->section, (struct ag_str){0},
                scalar(ag_str_cut(text, 1, text.n)));
        return;
    }
    if (!split(text, &key, &value))
        return;
    if (indent == 0) {
        r->section = key;
        r->catalog = (struct ag_str){0};
        if (ag_str_eq(key, AG_STR("packages")) && value.n && value.p[0] == '[')
            add_items(r, value);
    } else if (ag_str_eq(r->section, AG_STR("catalog"))) {
        add(r, r->section, key, scalar(value));
    } else if (ag_str_eq(r->section, AG_STR("catalogs"))) {
        if (r->catalog.n == 0 || indent <= r->indent) {
            r->catalog =
                ag_arena_fmt(r->project->arena, "catalogs.%.*s", AG_ARG(key));
            r->indent = indent;
        } else {
            add(r, r->catalog, key, scalar(value));
        }
    }
}

const struct ag_pnpm_entry *
ag_project_pnpm(struct ag_project *p, struct ag_str folder)
{
    struct ag_project_file *file = ag_project_file(
        p, ag_arena_join(p->arena, folder, AG_STR("pnpm-workspace.yaml")));
    struct reader r = {.project = p};
    struct ag_str text;

    if (!file->source || file->parsed)
        return file->lists;
    r.end = &r.first;
    for (text = file->source->text; text.n;) {
        struct ag_str line = ag_str_until(text, '\n');
        text = ag_str_cut(text, line.n + (line.n < text.n), text.n);
        read_line(&r, line);
    }
    file->parsed = true;
    file->lists = r.first;
    return r.first;
}
