/*
 * The template engine.
 *
 * A set contains the templates of one target, compiled and checked. All names
 * and types are checked before anything is rendered, so that rendering cannot
 * fail. authgen-templates(5) describes the language. In short:
 *
 *   {{ expr }}                        prints
 *   {% for x in LIST if E sep 'S' %} … {% else %} … {% end %}
 *   {% if E %} … {% elif E %} … {% else %} … {% end %}
 *   {% switch ENUM %}{% case 'a', 'b' %} … {% else %} … {% end %}
 *   {% macro f(x: column, s: text) %} … {% end %}     called as {{ f(c, 's') }}
 *   {% table types(c: column) by c.type %}            see ag_tmpl_entry
 *   {% include 'file' %}
 *   {% deferred %} … {% end %}        rendered last, the last one first
 *   {% group %} … {% break %} … {% end %}  breaks only if the line is too long
 *   {% group if E %} … {% end %}           or if E is true
 *   {% group hug %} … {% end %}            or breaks only its last group
 *   {% group key %} … {% end %}            or breaks unless its key is short
 *   {% group last %} … {% end %}           nothing follows it on its line
 *   {% align %} … {% cell %} … {% end %}   aligns the cells of its lines; an
 *                                          empty line begins a new alignment
 *   {# comment #}
 *
 * Expressions: names, a.b, 'text' or "text", numbers, true, false, not, and,
 * or, ==, !=, c ? a : b, macro calls, x | filter(args), parentheses, the
 * constants as option.NAME, `imports` and used('module', 'name').
 *
 * Lines: a line of tags and comments prints nothing. A value alone on its line
 * indents all of its lines, and an empty one prints no line. `\` at the end
 * joins the next line. The value of a macro does not include the line end
 * before
 * {% end %}. After `sep`, in a group, `break 'flat'` breaks between the items.
 */
#ifndef AG_GEN_TEMPLATE_TEMPLATE_H
#define AG_GEN_TEMPLATE_TEMPLATE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"
#include "gen/template/reflect.h"

/* A value that all templates of a set see, as `option.NAME`. */
struct ag_tmpl_const {
    struct ag_str name;
    enum ag_kind kind; /* TEXT, SAFE, NUMBER or BOOL */
    struct ag_value value;
    bool open; /* the compiled templates can be rendered with another value, so
                  this one decides nothing before */
};

/* How outputs are laid out, and how filters quote. */
struct ag_tmpl_style {
    uint32_t width;  /* columns of a line, in code points; 0: 100 */
    uint32_t indent; /* columns of a step of indentation; 0: 2 */
    bool tabs;       /* a step is a tab */
    bool single;     /* single quotes are preferred to double ones */
    bool crlf;       /* a line ends with \r\n */
};

/* The objects that templates see. Must outlive the set. */
struct ag_tmpl_world {
    const struct ag_class *const *classes; /* NULL-ended */
    const struct ag_tmpl_const *consts;
    uint32_t nconst;
    /* Finds the file of an include or of ag_tmpl_file: its whole text, NUL
     * after it, with its place in the sources; false if there is none. */
    bool (*load)(void *self, struct ag_str name, struct ag_str *text);
    void *self;
    struct ag_tmpl_style style;
};

struct ag_tmpl_set;  /* templates that are being added; in the arena */
struct ag_templates; /* those of a set, compiled; see program.h */

/* A parameter of a template, as in the parentheses of `{% macro %}`. */
struct ag_tmpl_param {
    const char *name;
    const struct ag_class *cls;
};

struct ag_tmpl_set *ag_tmpl_set(struct ag_arena *arena, struct ag_diags *diags,
                                const struct ag_tmpl_world *world);

/* One entry of the table `table` (a block of the manifest, "types"): the text
 * of `key`, a template of the parameters that `{% table %}` declares. A later
 * entry of a key replaces an earlier one. An empty text prints nothing; with .p
 * NULL, it marks a key that needs no entry. For empty texts, the table may be
 * missing. Call before ag_tmpl_done. */
void ag_tmpl_entry(struct ag_tmpl_set *set, struct ag_str table,
                   struct ag_str key, struct ag_str text);

/* Adds the file `name`, a template with `nparam` parameters, 8 at most. Returns
 * its number in the set, from 1 in the order of additions; 0 after an error.
 * The position of `name` is used to report a missing file. */
uint32_t ag_tmpl_file(struct ag_tmpl_set *set, struct ag_str name,
                      const struct ag_tmpl_param *params, size_t nparam);

/* Adds a condition, such as `option.split and schema.enums`: a template that
 * prints something if it is true. Its number; 0 after an error. */
uint32_t ag_tmpl_when(struct ag_tmpl_set *set, struct ag_str text,
                      const struct ag_tmpl_param *params, size_t nparam);

/* Adds a template from a string, such as the name of an output. The rules about
 * lines do not apply to it, and it defines no macros. Its number; 0 after an
 * error. */
uint32_t ag_tmpl_string(struct ag_tmpl_set *set, struct ag_str text,
                        const struct ag_tmpl_param *params, size_t nparam);

/* Resolves macros and tables, checks all and compiles it, in the arena; NULL
 * after an error. A table must have an entry for each value of its enum. No
 * template can be added after. */
const struct ag_templates *ag_tmpl_done(struct ag_tmpl_set *set);

/* Puts the names that the templates import with a constant `use` into `names`,
 * each with `value`. */
void ag_tmpl_imports(const struct ag_templates *templates, struct ag_map *names,
                     struct ag_arena *arena, void *value);

/* Appends to `out` what the template `number` makes of `args` (one object for
 * each parameter). `env` is handed to the getters. */
void ag_tmpl_render(const struct ag_templates *templates, uint32_t number,
                    const void *env, const void *const *args,
                    struct ag_buf *out);

/* The same, with the output of loops for the item `object` between
 * AG_TMPL_BEGIN and AG_TMPL_END, which are not UTF-8 and have no width. A line
 * end at the end of this output comes after AG_TMPL_END. */
void ag_tmpl_probe(const struct ag_templates *templates, uint32_t number,
                   const void *env, const void *const *args, const void *object,
                   struct ag_buf *out);
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
