/*
 * The template engine.
 *
 * A set holds the templates of one target, compiled and checked: every name
 * and type is known to be right before anything is rendered, so rendering is
 * total and has no error path. The language is described in
 * authgen-templates(5); in short
 *
 *   {{ expr }}                        prints
 *   {% for x in LIST if E sep 'S' %} … {% else %} … {% end %}
 *   {% if E %} … {% elif E %} … {% else %} … {% end %}
 *   {% switch ENUM %}{% case 'a', 'b' %} … {% else %} … {% end %}
 *   {% macro f(x: column, s: text) %} … {% end %}     called as {{ f(c, 's') }}
 *   {% table types(c: column) by c.type %}            see ag_tmpl_entry
 *   {% include 'file' %}
 *   {% deferred %} … {% end %}        filled last, the last one first
 *   {% group %} … {% break %} … {% end %}  breaks only if the line is too long
 *   {% group if E %} … {% end %}           or if E is true
 *   {% align %} … {% cell %} … {% end %}   cells of its lines begin at the same
 *                                          columns; an empty line begins anew
 *   {# comment #}
 *
 * Expressions: names, a.b, 'text' or "text", numbers, true, false, not, and,
 * or, ==, !=, c ? a : b, macro calls, x | filter(args), parentheses, the
 * constants as option.NAME, `imports` and used('module', 'name').
 *
 * Lines: a line of tags and comments leaves no trace; a value alone on its
 * line indents all of its lines, and an empty one leaves no line; `\` at the
 * end joins the next line. The value of a macro lacks the line end before
 * {% end %}. After `sep`, in a group, `break 'flat'` breaks between the items.
 */
#ifndef AG_GEN_TEMPLATE_TEMPLATE_H
#define AG_GEN_TEMPLATE_TEMPLATE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"
#include "gen/template/reflect.h"

/* A constant that all templates of a set see, as `option.NAME`. */
struct ag_tmpl_const {
    struct ag_str name;
    enum ag_kind kind; /* TEXT, SAFE, NUMBER or BOOL */
    struct ag_value value;
};

/* What templates can see. Must outlive the set. */
struct ag_tmpl_world {
    const struct ag_class *const *classes; /* NULL-ended */
    const struct ag_tmpl_const *consts;
    size_t nconst;
    /* Finds the file of an include or of ag_tmpl_file: its whole text, NUL
     * after it, with its place in the sources; false if there is none. */
    bool (*load)(void *self, struct ag_str name, struct ag_str *text);
    void *self;
};

struct ag_tmpl_set; /* in the arena */
struct ag_tmpl;     /* one compiled template, in the set */

/* A parameter of a template: what `{% macro %}` has in parentheses. */
struct ag_tmpl_param {
    const char *name;
    const struct ag_class *cls;
};

struct ag_tmpl_set *ag_tmpl_set(struct ag_arena *arena, struct ag_diags *diags,
                                const struct ag_tmpl_world *world);

/* One entry of the table `table` (a block of the manifest, "types"): the text
 * of `key`, a template of the parameters that `{% table %}` declares. The later
 * entry of a key wins; `text` empty with .p NULL says that the key has none
 * (it renders as nothing, as does an empty text; for these there need not be a
 * table). Call before ag_tmpl_done. */
void ag_tmpl_entry(struct ag_tmpl_set *set, struct ag_str table,
                   struct ag_str key, struct ag_str text);

/* Adds the file `name`, a template with `nparam` parameters, 8 at most; NULL
 * after an error. The place of `name` serves "there is no template". */
const struct ag_tmpl *ag_tmpl_file(struct ag_tmpl_set *set, struct ag_str name,
                                   const struct ag_tmpl_param *params,
                                   size_t nparam);

/* Adds a condition, such as `option.split and schema.enums`: a template that
 * prints something if it is true. NULL after an error. */
const struct ag_tmpl *ag_tmpl_when(struct ag_tmpl_set *set, struct ag_str text,
                                   const struct ag_tmpl_param *params,
                                   size_t nparam);

/* Adds a template from a string, such as the name of an output. The rules about
 * lines do not hold in it, and it defines no macros. */
const struct ag_tmpl *ag_tmpl_string(struct ag_tmpl_set *set,
                                     struct ag_str text,
                                     const struct ag_tmpl_param *params,
                                     size_t nparam);

/* Resolves macros and tables and checks all; false after an error. A table
 * must have an entry for each value of its enum. No template of the set may
 * be rendered before, none added after. */
bool ag_tmpl_done(struct ag_tmpl_set *set);

/* Puts the names that the templates import with a constant `use` into `names`,
 * each with `value`. */
void ag_tmpl_imports(const struct ag_tmpl_set *set, struct ag_map *names,
                     struct ag_arena *arena, void *value);

/* Appends to `out` what `tmpl` makes of `args` (one object for each
 * parameter). `env` is handed to the getters. */
void ag_tmpl_render(const struct ag_tmpl_set *set, const struct ag_tmpl *tmpl,
                    const void *env, const void *const *args,
                    struct ag_buf *out);

/* The same, and what loops write for the item `object` stands between
 * AG_TMPL_BEGIN and AG_TMPL_END, which are no UTF-8 and take no column. A line
 * end at its end is behind. */
void ag_tmpl_probe(const struct ag_tmpl_set *set, const struct ag_tmpl *tmpl,
                   const void *env, const void *const *args,
                   const void *object, struct ag_buf *out);
#define AG_TMPL_BEGIN "\x80\x80\x80\x80\x80\x80\x80\x81"
#define AG_TMPL_END "\x80\x80\x80\x80\x80\x80\x80\x82"
enum { AG_TMPL_MARK = 8 }; /* bytes of each */

/* The filters, for the manual: name, what it does; ended by NULL. */
struct ag_tmpl_filter_doc {
    const char *name;
    const char *doc;
};
extern const struct ag_tmpl_filter_doc ag_tmpl_filter_docs[];

#endif
