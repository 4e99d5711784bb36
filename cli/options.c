#include "cli/options.h"

#include <stddef.h>
#include <string.h>

#include "base/diag.h"

const struct ag_command ag_commands[AG_NCOMMAND] = {
#define AG_COMMAND(name, operands, doc) {#name, operands, doc},
#include "cli/options.def"
#undef AG_COMMAND
};

const struct ag_option_info ag_option_infos[] = {
/* clang-format off */
#define AG_FLAG(member, name, letter, group, commands, doc)                    \
    {name, letter, AG_OPTION_FLAG, AG_GROUP_##group, commands, NULL, doc,      \
     offsetof(struct ag_args, member)},
#define AG_VALUE(kind, member, name, letter, group, commands, placeholder,     \
                 doc)                                                          \
    {name, letter, kind, AG_GROUP_##group, commands, placeholder, doc,         \
     offsetof(struct ag_args, member)},
#define AG_TEXT(...) AG_VALUE(AG_OPTION_TEXT, __VA_ARGS__)
#define AG_ONCE(...) AG_VALUE(AG_OPTION_ONCE, __VA_ARGS__)
#define AG_LIST(...) AG_VALUE(AG_OPTION_LIST, __VA_ARGS__)
#include "cli/options.def"
/* clang-format on */
#undef AG_FLAG
#undef AG_VALUE
#undef AG_TEXT
#undef AG_ONCE
#undef AG_LIST
    {NULL, 0, AG_OPTION_FLAG, AG_GROUP_general, 0, NULL, NULL, 0},
};

static const struct group {
    const char *title;
    bool brief; /* `authgen --help` lists only the names of its options */
} groups[AG_NGROUP] = {
#define AG_GROUP(name, title, brief) {title, brief},
#include "cli/options.def"
#undef AG_GROUP
};

/* The state of the command line parser. */
struct parser {
    struct ag_args *args;
    char **next; /* the argument after the current one; NULL-ended */
    size_t argc; /* the room of a list */
    struct ag_arena *arena;
    struct ag_text *text;
};

static void
append(struct parser *p, struct ag_strings *list, const char *value)
{
    if (!list->p)
        list->p = AG_NEW_ARRAY(p->arena, const char *, p->argc);
    list->p[list->n++] = value;
}

/* How the user wrote the option: "--target" or "-t". */
struct spelling {
    const char *dashes;
    const char *name;
    int size;
};
#define ARG(s) (s).dashes, (s).size, (s).name

/* Whether `value` is one of the words of "a|b|c". */
static bool
is_word_of(const char *words, struct ag_str value)
{
    struct ag_str rest = ag_str(words);

    for (;;) {
        uint32_t n = ag_str_find(rest, '|');
        if (ag_str_eq(ag_str_cut(rest, 0, n), value))
            return true;
        if (n == rest.n)
            return false;
        rest = ag_str_cut(rest, n + 1, rest.n);
    }
}

bool
ag_option_is_choice(struct ag_str placeholder)
{
    return placeholder.n && placeholder.p[0] >= 'a' && placeholder.p[0] <= 'z';
}

static bool
set_value(struct parser *p, const struct ag_option_info *option,
          struct spelling as, const char *value)
{
    char *member = (char *)p->args + option->member;

    if (ag_option_is_choice(ag_str(option->placeholder)) &&
        !is_word_of(option->placeholder, ag_str(value))) {
        ag_text_say(p->text, AG_LEVEL_ERROR,
                    "the value of '%s%.*s' must be one of %s, not '%s'",
                    ARG(as), option->placeholder, value);
        return false;
    }
    if (option->kind == AG_OPTION_LIST) {
        append(p, (struct ag_strings *)(void *)member, value);
        return true;
    }
    const char **text = (const char **)(void *)member;
    if (*text && option->kind == AG_OPTION_ONCE) {
        ag_text_say(p->text, AG_LEVEL_ERROR, "option '%s%.*s' is given twice",
                    ARG(as));
        return false;
    }
    *text = value;
    return true;
}

/* Sets `option` to `value`, or to the next argument if `value` is NULL. */
static bool
set_option(struct parser *p, const struct ag_option_info *option,
           struct spelling as, const char *value)
{
    if (option->kind == AG_OPTION_FLAG) {
        if (value) {
            ag_text_say(p->text, AG_LEVEL_ERROR,
                        "option '%s%.*s' takes no value", ARG(as));
            return false;
        }
        *(bool *)((char *)p->args + option->member) = true;
        return true;
    }
    if (!value && !*p->next) {
        ag_text_say(p->text, AG_LEVEL_ERROR,
                    "option '%s%.*s' needs a value: %s", ARG(as),
                    option->placeholder);
        return false;
    }
    return set_value(p, option, as, value ? value : *p->next++);
}

/* Whether an option is spelt like those of gcc: -MF. */
static bool
is_gcc(const char *name)
{
    return name[0] >= 'A' && name[0] <= 'Z';
}

const char *
ag_option_dashes(const char *name)
{
    return is_gcc(name) ? "-" : "--";
}

/* Says what to do instead of a command or option of other programs. Returns
 * false if there is no advice. */
static bool
advise(struct ag_text *text, const char *dashes, struct ag_str name)
{
    static const struct {
        const char *word, *advice;
    } table[] = {
/* clang-format off */
#define AG_ADVICE(word, advice) {word, advice},
#include "cli/options.def"
        /* clang-format on */
#undef AG_ADVICE
    };
    uint32_t n = (uint32_t)strlen(dashes);

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct ag_str word = ag_str(table[i].word);
        if (!ag_str_starts(word, ag_str(dashes)) ||
            !ag_str_eq(ag_str_cut(word, n, word.n), name))
            continue;
        ag_text_say(text, AG_LEVEL_HELP, "%s", table[i].advice);
        return true;
    }
    return false;
}

static bool
unknown_option(struct parser *p, struct spelling as)
{
    const struct ag_option_info *o = ag_option_infos;
    struct ag_str name = {as.name, (uint32_t)as.size, 0};
    struct ag_nearest nearest = ag_nearest(name);

    ag_text_say(p->text, AG_LEVEL_ERROR, "unknown option '%s%.*s'", ARG(as));
    if (advise(p->text, as.dashes, name))
        return false;
    for (; as.size > 1 && o->name; o++)
        ag_nearest_try_start(&nearest, ag_str(o->name));
    if (nearest.best.n)
        ag_text_say(p->text, AG_LEVEL_HELP, "did you mean '%s%.*s'?",
                    ag_option_dashes(nearest.best.p), AG_ARG(nearest.best));
    else
        ag_text_say(p->text, AG_LEVEL_HELP,
                    "run `authgen --help` to list all options");
    return false;
}

/* --name or --name=value */
static bool
parse_long(struct parser *p, const char *name)
{
    size_t size = strcspn(name, "=");
    const struct ag_option_info *o = ag_option_infos;
    struct spelling as = {"--", name, (int)size};

    while (o->name && strcmp(o->name, name) != 0)
        o++;
    if (o->name && !is_gcc(o->name)) /* also --name=WORD, a flag */
        return set_option(p, o, as, NULL);
    o = ag_option_infos;
    while (o->name && (is_gcc(o->name) || strlen(o->name) != size ||
                       memcmp(o->name, name, size) != 0))
        o++;
    if (!o->name)
        return unknown_option(p, as);
    return set_option(p, o, as, name[size] ? name + size + 1 : NULL);
}

/* -abc: flags; the last may be an option, and the rest is its value */
static bool
parse_short(struct parser *p, const char *letters)
{
    for (; *letters; letters++) {
        const struct ag_option_info *o = ag_option_infos;
        /* Show all bytes of a multi-byte letter. */
        int size = 1;
        while (ag_utf8_is_continuation(letters[size]))
            size++;
        struct spelling as = {"-", letters, size};

        while (o->name && o->letter != *letters)
            o++;
        if (!o->name)
            return unknown_option(p, as);
        if (o->kind != AG_OPTION_FLAG)
            return set_option(p, o, as, letters[1] ? letters + 1 : NULL);
        if (!set_option(p, o, as, NULL))
            return false;
    }
    return true;
}

/* -MD, -MF value or -MFvalue; otherwise letters. */
static bool
parse_gcc(struct parser *p, const char *text)
{
    const struct ag_option_info *o = ag_option_infos;

    for (; o->name; o++) {
        size_t size = strlen(o->name);
        struct spelling as = {"-", o->name, (int)size};
        if (is_gcc(o->name) && strncmp(text, o->name, size) == 0 &&
            (text[size] == '\0' || o->kind != AG_OPTION_FLAG))
            return set_option(p, o, as, text[size] ? text + size : NULL);
    }
    return parse_short(p, text);
}

static enum ag_command_id
find_command(const char *name)
{
    unsigned i = 0;

    while (i < AG_NCOMMAND && strcmp(ag_commands[i].name, name) != 0)
        i++;
    return (enum ag_command_id)i;
}

enum ag_command_id
ag_command_find(const char *name, struct ag_text *text)
{
    enum ag_command_id id = find_command(name);
    struct ag_nearest nearest = ag_nearest(ag_str(name));
    struct ag_buf names;

    if (id != AG_NCOMMAND)
        return id;
    ag_text_say(text, AG_LEVEL_ERROR, "unknown command '%s'", name);
    ag_buf_init(&names, text->out.arena);
    for (int i = 0; i < AG_NCOMMAND; i++) {
        ag_nearest_try_start(&nearest, ag_str(ag_commands[i].name));
        ag_buf_fmt(&names, "%s%s", i ? ", " : "", ag_commands[i].name);
    }
    if (!advise(text, "", ag_str(name)) && nearest.best.n)
        ag_text_say(text, AG_LEVEL_HELP, "did you mean '%.*s'?",
                    AG_ARG(nearest.best));
    ag_text_say(text, AG_LEVEL_HELP, "the commands are %.*s",
                AG_ARG(ag_buf_text(&names)));
    ag_buf_free(&names);
    return id;
}

static void
operand(struct parser *p, const char *value)
{
    struct ag_args *args = p->args;

    if (args->operands.n == 0 && !args->has_command) {
        enum ag_command_id id = find_command(value);
        if (id != AG_NCOMMAND) {
            args->command = id;
            args->has_command = true;
            return;
        }
    }
    append(p, &args->operands, value);
}

static bool
is_set(const struct ag_args *args, const struct ag_option_info *option)
{
    const char *member = (const char *)args + option->member;

    switch (option->kind) {
    case AG_OPTION_FLAG:
        return *(const bool *)member;
    case AG_OPTION_TEXT:
    case AG_OPTION_ONCE:
        return *(const char *const *)(const void *)member != NULL;
    case AG_OPTION_LIST:
        return ((const struct ag_strings *)(const void *)member)->n != 0;
    }
    return false;
}

/* Whether the command takes the given options and operands. This check comes
 * last because options may precede the command. */
static bool
check_command(const struct parser *p)
{
    const struct ag_command *command = &ag_commands[p->args->command];
    const struct ag_option_info *o = ag_option_infos;

    for (; o->name; o++)
        if (!(o->commands & 1u << p->args->command) && is_set(p->args, o)) {
            ag_text_say(p->text, AG_LEVEL_ERROR,
                        "command '%s' has no option '%s%s'", command->name,
                        ag_option_dashes(o->name), o->name);
            return false;
        }
    /* "", "FILE" or "[FILE...]" */
    size_t most = command->operands[0] != '\0';
    if (p->args->operands.n > most && !strstr(command->operands, "...")) {
        ag_text_say(p->text, AG_LEVEL_ERROR,
                    "unexpected operand '%s' of command '%s'",
                    p->args->operands.p[most], command->name);
        return false;
    }
    return true;
}

bool
ag_args_parse(struct ag_args *args, int argc, char **argv,
              struct ag_arena *arena, struct ag_text *text)
{
    struct parser p = {args, argc ? argv + 1 : argv, (size_t)argc, arena, text};
    bool options = true, good = true;

    *args = (struct ag_args){.command = AG_COMMAND_generate};
    while (*p.next) {
        const char *arg = *p.next++;
        if (!options || arg[0] != '-' || arg[1] == '\0')
            operand(&p, arg);
        else if (strcmp(arg, "--") == 0)
            options = false;
        else if (arg[1] == '-' ? !parse_long(&p, arg + 2)
                               : !parse_gcc(&p, arg + 1))
            good = false;
    }
    return good && (args->help || args->version || check_command(&p));
}

enum { DOC_COLUMN = 27, WIDTH = 80 };

/* Puts a line break if a word of `n` bytes after a blank would not fit, else
 * the blank. The line has `column` columns so far; returns its new length. */
static uint32_t
put_gap(struct ag_buf *out, uint32_t column, uint32_t n, uint32_t indent)
{
    if (column + 1 + n > WIDTH) {
        ag_buf_fmt(out, "\n%*s", (int)indent, "");
        return indent;
    }
    ag_buf_char(out, ' ');
    return column + 1;
}

/* Puts `doc` at DOC_COLUMN of a line that has `used` columns already, words
 * wrapped. Beyond DOC_COLUMN it follows on the same line if it fits. */
static void
put_doc(struct ag_buf *out, uint32_t used, const char *doc)
{
    struct ag_str rest = ag_str(doc);

    if (used + 2 > DOC_COLUMN && used + 2 + rest.n <= WIDTH) {
        ag_buf_fmt(out, "  %s\n", doc);
        return;
    }
    if (used + 2 > DOC_COLUMN) {
        ag_buf_char(out, '\n');
        used = 0;
    }
    ag_buf_fmt(out, "%*s", (int)(DOC_COLUMN - used), "");
    for (uint32_t column = DOC_COLUMN; rest.n;) {
        struct ag_str word = ag_str_cut(rest, 0, ag_str_find(rest, ' '));
        if (rest.p != doc)
            column = put_gap(out, column, word.n, DOC_COLUMN);
        ag_buf_str(out, word);
        column += word.n;
        rest = ag_str_cut(rest, word.n + (word.n < rest.n), rest.n);
    }
    ag_buf_char(out, '\n');
}

/* Whether the help of a set of commands lists `option` in `group`. */
static bool
is_listed(const struct ag_option_info *option, unsigned group,
          unsigned commands)
{
    return option->group == group && option->commands & commands;
}

static void
put_option(struct ag_buf *out, const struct ag_option_info *o)
{
    uint32_t start = out->n;

    if (o->letter)
        ag_buf_fmt(out, "  -%c, --%s", o->letter, o->name);
    else
        ag_buf_fmt(out, "%s%s%s", is_gcc(o->name) ? "  " : "      ",
                   ag_option_dashes(o->name), o->name);
    if (o->placeholder)
        ag_buf_fmt(out, " %s", o->placeholder);
    put_doc(out, out->n - start, o->doc);
}

/* Puts a group's options with their descriptions. */
static void
put_group(struct ag_buf *out, unsigned group, unsigned commands)
{
    const struct ag_option_info *o = ag_option_infos;

    while (o->name && !is_listed(o, group, commands))
        o++;
    if (!o->name)
        return;
    ag_buf_fmt(out, "\n%s:\n", groups[group].title);
    for (; o->name; o++)
        if (is_listed(o, group, commands))
            put_option(out, o);
}

/* Puts the names of a group's options. */
static void
put_names(struct ag_buf *out, unsigned group)
{
    uint32_t column, start = out->n;

    ag_buf_fmt(out, "%s:", groups[group].title);
    column = out->n - start;
    for (const struct ag_option_info *o = ag_option_infos; o->name; o++) {
        const char *dashes = ag_option_dashes(o->name);
        uint32_t n = (uint32_t)(strlen(dashes) + strlen(o->name));
        if (o->group != group)
            continue;
        column = put_gap(out, column, n, 2) + n;
        ag_buf_fmt(out, "%s%s", dashes, o->name);
    }
    ag_buf_char(out, '\n');
}

void
ag_help_all(struct ag_buf *out)
{
    ag_buf_str(out, AG_STR("Usage: authgen [COMMAND] [OPTION]... [FILE]...\n"
                           "One schema, every target, the same database.\n"
                           "Example: authgen -t drizzle src/lib/auth.ts\n"
                           "\nCommands (default: generate):\n"));
    for (int i = 0; i < AG_NCOMMAND; i++) {
        uint32_t start = out->n;
        ag_buf_fmt(out, "  %s %s", ag_commands[i].name,
                   ag_commands[i].operands);
        put_doc(out, out->n - start, ag_commands[i].doc);
    }
    for (unsigned i = 0; i < AG_NGROUP; i++)
        if (!groups[i].brief)
            put_group(out, i, AG_ALL);
    ag_buf_str(out, AG_STR("\nMore options; `authgen help COMMAND` explains them:\n"));
    for (unsigned i = 0; i < AG_NGROUP; i++)
        if (groups[i].brief)
            put_names(out, i);
}

static const char files_help[] =
    "\n"
    "FILE is a schema, a configuration such as auth.ts, or `-` for standard\n"
    "input. Several files are one schema (fmt formats each of them). Default:\n"
    "schema.auth, schema.prisma or prisma/schema.prisma, whichever exists first.\n"
    "\n"
    "Exit status: 0 success, 1 errors in the schema or files that would change,\n"
    "2 usage, 3 input or output, 70 a bug of authgen or out of memory.\n";

void
ag_help_command(struct ag_buf *out, enum ag_command_id command)
{
    const struct ag_command *c = &ag_commands[command];

    ag_buf_fmt(out, "Usage: authgen %s [OPTION]...%s%s\n\n%s\n", c->name,
               c->operands[0] ? " " : "", c->operands, c->doc);
    for (unsigned i = 0; i < AG_NGROUP; i++)
        put_group(out, i, 1u << command);
    if (strstr(c->operands, "FILE"))
        ag_buf_str(out, ag_str(files_help));
}
