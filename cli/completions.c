/*
 * The command `completions` prints scripts with which shells complete the
 * arguments of `authgen`. They are generated from the table of options. The
 * scripts run the program to list targets, presets and codes.
 */
#include <string.h>

#include "cli/run.h"
#include "gen/check/language.h"
#include "gen/schema/type.h"

/* The possible values of a placeholder. */
struct value {
    enum {
        ANYTHING,
        WORDS,   /* the words of `text`, separated by blanks */
        PRINTED, /* the words that the pipeline `text` prints; or a path */
        FILES,
        FOLDERS
    } kind;
    struct ag_str text;
};

/* The placeholders that are not a list of words. */
static const struct {
    const char *placeholder;
    struct value value;
} values[] = {
    {"FILE", {FILES, {0}}},
    {"FILE|DIR/", {FILES, {0}}},
    {"DIR", {FOLDERS, {0}}},
    {"TARGET[@V]",
     {PRINTED,
      AG_LIT("authgen targets | sed -n 's/^\\([^ ]\\{1,\\}\\)  .*/\\1/p'")}},
    {"PRESET",
     {PRINTED,
      AG_LIT("authgen presets | sed -n 's/^\\([^ ]\\{1,\\}\\)  .*/\\1/p'")}},
    {"NAME=VALUE",
     {PRINTED,
      AG_LIT("authgen targets | sed -n 's/^  *-O \\([a-z_]*=\\).*/\\1/p' | "
             "sort -u")}},
    {"CODE", {PRINTED, AG_LIT("authgen explain | sed 's/ .*//'")}},
};

static struct ag_str
join(struct ag_arena *arena, struct ag_str list, const char *word)
{
    return ag_arena_fmt(arena, "%.*s%s%s", AG_ARG(list), list.n ? " " : "",
                        word);
}

static struct ag_str
command_names(struct ag_arena *arena)
{
    struct ag_str list = {0};

    for (int i = 0; i < AG_NCOMMAND; i++)
        list = join(arena, list, ag_commands[i].name);
    return list;
}

static struct ag_str
dialect_names(struct ag_arena *arena)
{
    struct ag_str list = {0};

    for (int i = 0; i < AG_NDIALECT; i++)
        list = join(arena, list, ag_dialects[i].name);
    return list;
}

/* The words of "a|b", separated by blanks. */
static struct ag_str
choices(struct ag_arena *arena, struct ag_str words)
{
    char *p = ag_arena_text(arena, words.n);

    for (uint32_t i = 0; i < words.n; i++)
        p[i] = words.p[i] == '|' ? ' ' : words.p[i];
    return (struct ag_str){p, words.n, 0};
}

/* The values of the setting of `config` with the same name as the option. */
static struct ag_str
config_values(struct ag_arena *arena, const char *option)
{
    struct ag_str list = {0};
    struct ag_known known;

    for (size_t i = 0; ag_known_config(i, &known); i++)
        if (ag_str_eq(known.name, ag_str(option)) && known.values)
            for (size_t k = 0; known.values[k]; k++)
                list = join(arena, list, known.values[k]);
    return list;
}

/* The possible values of a placeholder, or of operands: "[FILE...]". */
static struct value
find_value(struct ag_arena *arena, const char *option, const char *placeholder)
{
    struct ag_str name = ag_str(placeholder);
    struct value value = {WORDS, {0}};

    if (ag_str_starts(name, AG_STR("[")))
        name = ag_str_cut(name, 1, name.n - 1);
    if (ag_str_ends(name, AG_STR("...")))
        name.n -= 3;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (ag_str_eq(ag_str(values[i].placeholder), name))
            return values[i].value;
    if (ag_str_eq(name, AG_STR("COMMAND")))
        value.text = command_names(arena);
    else if (ag_str_eq(name, AG_STR("DIALECT")))
        value.text = dialect_names(arena);
    else if (ag_option_is_choice(name))
        value.text = choices(arena, name);
    else
        value.text = config_values(arena, option);
    if (value.text.n == 0)
        value.kind = ANYTHING;
    return value;
}

/* Appends a quoted word; all three shells accept '\''. */
static void
put_quoted(struct ag_buf *out, struct ag_str s)
{
    ag_buf_char(out, '\'');
    for (uint32_t i = 0; i < s.n; i++)
        if (s.p[i] == '\'')
            ag_buf_fmt(out, "'\\''");
        else
            ag_buf_char(out, s.p[i]);
    ag_buf_char(out, '\'');
}

/* bash */

static const char bash_begin[] =
    "# Completion of authgen for bash: `authgen completions bash`.\n"
    "_authgen()\n"
    "{\n"
    "    local line=${COMP_LINE:0:COMP_POINT} command='' word='' prev=''\n"
    "    local values='' files='' breaks=${COMP_WORDBREAKS//[^=:@]/}\n"
    "    local cur=${line##*[[:space:]]}\n"
    "    local -a words\n"
    "    read -ra words <<<\"${line%%\"$cur\"}\"\n"
    "    for word in \"${words[@]:1}\"; do\n"
    "        case \" %.*s \" in\n"
    "        *\" $word \"*) command=$word && break ;;\n"
    "        esac\n"
    "    done\n"
    "    ((${#words[@]} < 2)) || prev=${words[${#words[@]} - 1]}\n"
    "    case $cur in\n"
    "    --*=*) prev=${cur%%%%=*} cur=${cur#*=} ;;\n"
    "    esac\n"
    "    case $prev in\n";
static const char bash_end[] =
    "    mapfile -t COMPREPLY < <(\n"
    "        compgen -W \"$values\" -- \"$cur\"\n"
    "        [[ -z $files ]] || compgen \"$files\" -- \"$cur\"\n"
    "    )\n"
    "    [[ -z $files ]] || compopt -o filenames 2>/dev/null\n"
    "    [[ ${COMPREPLY[0]} != *= ]] || compopt -o nospace 2>/dev/null\n"
    "    # Bash replaces only the text after the last word break.\n"
    "    if [[ -n $breaks ]]; then\n"
    "        cur=${cur%\"${cur##*[$breaks]}\"}\n"
    "        COMPREPLY=(\"${COMPREPLY[@]#\"$cur\"}\")\n"
    "    fi\n"
    "}\n"
    "complete -F _authgen authgen\n";

static void
put_bash_value(struct ag_buf *out, struct value value)
{
    switch (value.kind) {
    case ANYTHING:
        ag_buf_fmt(out, "return");
        break;
    case WORDS:
        ag_buf_fmt(out, "values=");
        put_quoted(out, value.text);
        break;
    case PRINTED:
        ag_buf_fmt(out, "values=$(%.*s); [[ $cur != [./]* ]] || files=-f",
                   AG_ARG(value.text));
        break;
    case FILES:
        ag_buf_fmt(out, "files=-f");
        break;
    case FOLDERS:
        ag_buf_fmt(out, "files=-d");
        break;
    }
    ag_buf_fmt(out, " ;;\n");
}

static void
put_bash(struct ag_buf *out, struct ag_arena *arena)
{
    struct ag_str commands = command_names(arena);

    ag_buf_fmt(out, bash_begin, AG_ARG(commands));
    for (const struct ag_option_info *o = ag_option_infos; o->name; o++) {
        if (!o->placeholder)
            continue;
        ag_buf_fmt(out, "    ");
        if (o->letter)
            ag_buf_fmt(out, "-%c | ", o->letter);
        ag_buf_fmt(out, "%s%s) ", ag_option_dashes(o->name), o->name);
        put_bash_value(out, find_value(arena, o->name, o->placeholder));
    }
    ag_buf_fmt(out, "    *)\n"
                    "        case ${command:-generate}:$cur in\n");
    for (unsigned i = 0; i < AG_NCOMMAND; i++) {
        ag_buf_fmt(out, "        %s:-*) values='", ag_commands[i].name);
        for (const struct ag_option_info *o = ag_option_infos; o->name; o++) {
            if (!(o->commands & 1u << i))
                continue;
            if (o->letter)
                ag_buf_fmt(out, "-%c ", o->letter);
            ag_buf_fmt(out, "%s%s ", ag_option_dashes(o->name), o->name);
        }
        ag_buf_fmt(out, "' ;;\n        %s:*) ", ag_commands[i].name);
        put_bash_value(out, find_value(arena, "", ag_commands[i].operands));
    }
    ag_buf_fmt(out,
               "        esac\n"
               "        [[ -n $command || $cur == -* ]] || values='%.*s'\n"
               "        ;;\n"
               "    esac\n",
               AG_ARG(commands));
    ag_buf_str(out, ag_str(bash_end));
}

/* zsh */

static const char zsh_begin[] =
    "#compdef authgen\n"
    "# Completion of authgen for zsh: `authgen completions zsh`.\n"
    "\n"
    "# Completes the words that a pipeline prints, or a path.\n"
    "_authgen_printed() {\n"
    "  local -a printed=(${(f)\"$(eval $1)\"})\n"
    "  if [[ $PREFIX == [./]* ]]; then\n"
    "    _files\n"
    "  else\n"
    "    compadd -- ${printed:#*=}\n"
    "    compadd -S '' -- ${(M)printed:#*=}\n"
    "  fi\n"
    "}\n"
    "\n";
static const char zsh_end[] = "\n"
                              "_authgen \"$@\"\n";

static void
put_zsh_action(struct ag_buf *out, struct value value)
{
    switch (value.kind) {
    case ANYTHING:
        ag_buf_fmt(out, " ");
        break;
    case WORDS:
        ag_buf_fmt(out, "(%.*s)", AG_ARG(value.text));
        break;
    case PRINTED:
        ag_buf_fmt(out, " _authgen_printed ");
        put_quoted(out, value.text);
        break;
    case FILES:
        ag_buf_fmt(out, "_files");
        break;
    case FOLDERS:
        ag_buf_fmt(out, "_files -/");
        break;
    }
}

/* Appends "[doc]" or ":doc", escaping the characters special there. */
static void
put_zsh_doc(struct ag_buf *out, const char *doc)
{
    for (; *doc; doc++) {
        if (strchr("\\[]:", *doc))
            ag_buf_char(out, '\\');
        ag_buf_char(out, *doc);
    }
}

static void
put_zsh_option(struct ag_buf *out, struct ag_arena *arena,
               const struct ag_option_info *o)
{
    const char *dashes = ag_option_dashes(o->name);
    const char *end = !o->placeholder ? "" : dashes[1] ? "=" : "+";
    struct ag_buf spec;

    ag_buf_fmt(out, " \\\n      ");
    if (o->kind == AG_OPTION_LIST)
        ag_buf_fmt(out, "'*'");
    else if (o->letter)
        ag_buf_fmt(out, "'(-%c --%s)'", o->letter, o->name);
    if (o->letter)
        ag_buf_fmt(out, "{-%c%s,%s%s%s}", o->letter, o->placeholder ? "+" : "",
                   dashes, o->name, end);
    else
        ag_buf_fmt(out, "%s%s%s", dashes, o->name, end);
    ag_buf_init(&spec, arena);
    ag_buf_char(&spec, '[');
    put_zsh_doc(&spec, o->doc);
    ag_buf_char(&spec, ']');
    if (o->placeholder) {
        ag_buf_char(&spec, ':');
        put_zsh_doc(&spec, o->placeholder);
        ag_buf_char(&spec, ':');
        put_zsh_action(&spec, find_value(arena, o->name, o->placeholder));
    }
    put_quoted(out, ag_buf_text(&spec));
    ag_buf_free(&spec);
}

static void
put_zsh_command(struct ag_buf *out, struct ag_arena *arena, unsigned command)
{
    struct value value = find_value(arena, "", ag_commands[command].operands);
    struct ag_buf spec;

    ag_buf_fmt(out, "  %s)\n    _arguments -S $first",
               ag_commands[command].name);
    for (const struct ag_option_info *o = ag_option_infos; o->name; o++)
        if (o->commands & 1u << command)
            put_zsh_option(out, arena, o);
    if (value.kind != ANYTHING) {
        ag_buf_init(&spec, arena);
        ag_buf_fmt(&spec, "*:");
        put_zsh_doc(&spec, ag_commands[command].operands);
        ag_buf_char(&spec, ':');
        put_zsh_action(&spec, value);
        ag_buf_fmt(out, " \\\n      ");
        put_quoted(out, ag_buf_text(&spec));
        ag_buf_free(&spec);
    }
    ag_buf_fmt(out, "\n    ;;\n");
}

static void
put_zsh(struct ag_buf *out, struct ag_arena *arena)
{
    struct ag_str commands = command_names(arena);

    ag_buf_str(out, ag_str(zsh_begin));
    ag_buf_fmt(out, "_authgen() {\n  local command=generate word\n"
                    "  local -a first commands=(\n");
    for (int i = 0; i < AG_NCOMMAND; i++) {
        struct ag_buf spec;
        ag_buf_init(&spec, arena);
        ag_buf_fmt(&spec, "%s:", ag_commands[i].name);
        put_zsh_doc(&spec, ag_commands[i].doc);
        ag_buf_fmt(out, "    ");
        put_quoted(out, ag_buf_text(&spec));
        ag_buf_char(out, '\n');
        ag_buf_free(&spec);
    }
    ag_buf_fmt(out,
               "  )\n"
               "  first=('1: :{_describe command commands; _files}')\n"
               "  for word in ${words[2,CURRENT-1]}; do\n"
               "    if [[ \" %.*s \" == *\" $word \"* ]]; then\n"
               "      command=$word\n"
               "      first=('1: : ')\n"
               "      break\n"
               "    fi\n"
               "  done\n"
               "  case $command in\n",
               AG_ARG(commands));
    for (unsigned i = 0; i < AG_NCOMMAND; i++)
        put_zsh_command(out, arena, i);
    ag_buf_fmt(out, "  esac\n}\n");
    ag_buf_str(out, ag_str(zsh_end));
}

/* fish */

/* A condition for the commands of a set; `generate` is also the default. */
static void
put_fish_condition(struct ag_buf *out, unsigned set)
{
    bool others = set & AG_FOR(generate);
    unsigned named = others ? ~set : set;

    ag_buf_fmt(out, "complete -c authgen");
    if ((named & ((1u << AG_NCOMMAND) - 1)) == 0)
        return;
    ag_buf_fmt(out, " -n '%s__fish_seen_subcommand_from", others ? "not " : "");
    for (unsigned i = 0; i < AG_NCOMMAND; i++)
        if (named & 1u << i)
            ag_buf_fmt(out, " %s", ag_commands[i].name);
    ag_buf_char(out, '\'');
}

static void
put_fish_value(struct ag_buf *out, struct ag_arena *arena, struct value value)
{
    switch (value.kind) {
    case ANYTHING:
        break;
    case WORDS:
        ag_buf_fmt(out, " -a ");
        put_quoted(out, value.text);
        break;
    case PRINTED:
        ag_buf_fmt(out, " -a ");
        put_quoted(out, ag_arena_fmt(arena, "(%.*s)", AG_ARG(value.text)));
        break;
    case FILES:
        ag_buf_fmt(out, " -F");
        break;
    case FOLDERS:
        ag_buf_fmt(out, " -a '(__fish_complete_directories)'");
        break;
    }
}

static void
put_fish(struct ag_buf *out, struct ag_arena *arena)
{
    ag_buf_fmt(out, "# Completion of authgen for fish: `authgen completions "
                    "fish`.\ncomplete -c authgen -f\n");
    for (unsigned i = 0; i < AG_NCOMMAND; i++) {
        struct value value = find_value(arena, "", ag_commands[i].operands);
        ag_buf_fmt(out,
                   "complete -c authgen -n __fish_use_subcommand -a %s "
                   "-d ",
                   ag_commands[i].name);
        put_quoted(out, ag_str(ag_commands[i].doc));
        ag_buf_char(out, '\n');
        if (value.kind == ANYTHING)
            continue;
        put_fish_condition(out, 1u << i);
        put_fish_value(out, arena, value);
        ag_buf_char(out, '\n');
    }
    for (const struct ag_option_info *o = ag_option_infos; o->name; o++) {
        put_fish_condition(out, o->commands);
        if (o->letter)
            ag_buf_fmt(out, " -s %c", o->letter);
        ag_buf_fmt(out, " -%c %s -d ", ag_option_dashes(o->name)[1] ? 'l' : 'o',
                   o->name);
        put_quoted(out, ag_str(o->doc));
        if (o->placeholder) {
            struct value value = find_value(arena, o->name, o->placeholder);
            ag_buf_fmt(out, value.kind == FILES ? " -r" : " -x");
            put_fish_value(out, arena, value);
        }
        ag_buf_char(out, '\n');
    }
}

int
ag_run_completions(struct ag_run *run)
{
    static const struct {
        const char *name;
        void (*put)(struct ag_buf *out, struct ag_arena *arena);
    } shells[] = {{"bash", put_bash}, {"zsh", put_zsh}, {"fish", put_fish}};
    const struct ag_strings *names = &run->args.operands;
    struct ag_buf out;

    for (size_t i = 0; names->n && i < sizeof shells / sizeof *shells; i++)
        if (strcmp(shells[i].name, names->p[0]) == 0) {
            ag_buf_init(&out, &run->arena);
            shells[i].put(&out, &run->arena);
            int status = ag_run_print(run, ag_buf_text(&out));
            ag_buf_free(&out);
            return status;
        }
    ag_text_say(&run->text, AG_LEVEL_ERROR,
                "missing the name of a shell: use one of %s",
                ag_commands[AG_COMMAND_completions].operands);
    return AG_STATUS_USAGE;
}
