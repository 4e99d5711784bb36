#include "gen/schema/sql.h"

#include "base/buf.h"
#include "gen/schema/literal.h"

const char *const ag_sql_form_names[] = {"other", "string", "number", "null",
                                         "now",   "call",   NULL};

/* A text that is read from its start. */
struct reader {
    struct ag_str rest;
    enum ag_dialect dialect;
    unsigned depth; /* of calls */
};

enum { MAX_DEPTH = 16 };

static bool
is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct ag_str
trim(struct ag_str s)
{
    while (s.n && is_space(*s.p))
        s = ag_str_cut(s, 1, s.n);
    while (s.n && is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_word_part(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           is_digit(c);
}

static bool
take(struct reader *r, const char *text)
{
    struct ag_str s = ag_str(text);

    if (!ag_str_starts(r->rest, s))
        return false;
    r->rest = ag_str_cut(r->rest, s.n, r->rest.n);
    return true;
}

static struct ag_str
take_while(struct reader *r, bool (*is_part)(char c))
{
    uint32_t n = 0;

    while (n < r->rest.n && is_part(r->rest.p[n]))
        n++;
    struct ag_str taken = ag_str_cut(r->rest, 0, n);
    r->rest = ag_str_cut(r->rest, n, r->rest.n);
    return taken;
}

/* The end of the string that begins at `i`; s.n + 1: it has none. */
static uint32_t
string_end(struct ag_str s, uint32_t i, enum ag_dialect dialect)
{
    for (i++; i < s.n; i++)
        if (s.p[i] == '\\' && dialect == AG_DIALECT_mysql)
            i++;
        else if (s.p[i] == '\'' && !(i + 1 < s.n && s.p[i + 1] == '\''))
            return i + 1;
        else if (s.p[i] == '\'')
            i++;
    return s.n + 1;
}

static bool
take_string(struct reader *r)
{
    uint32_t end;

    if (r->rest.n == 0 || *r->rest.p != '\'')
        return false;
    end = string_end(r->rest, 0, r->dialect);
    if (end > r->rest.n)
        return false;
    r->rest = ag_str_cut(r->rest, end, r->rest.n);
    return true;
}

static bool
is_one_of(struct ag_str word, const char *const *words)
{
    while (*words && !ag_str_caseeq(word, ag_str(*words)))
        words++;
    return *words;
}

/* PostgreSQL prints these as its grammar has them: in quotes, in capitals, or
 * with words between the arguments. */
static const char *const special_calls[] = {
    "coalesce",  "collation", "extract", "greatest", "least",   "left",
    "normalize", "nullif",    "overlay", "position", "right",   "row",
    "substring", "trim",      "values",  "xmlforest", NULL};

/* MariaDB 10.11 prints these by other names or as operators. */
static const char *const renamed_calls[] = {
    "adddate",      "bin",          "ceil",           "character_length",
    "current_date", "current_time", "current_timestamp", "date",
    "date_add",     "date_sub",     "datediff",       "day",
    "if",           "instr",        "interval",       "length",
    "localtime",    "localtimestamp", "lower",        "mid",
    "mod",          "now",          "oct",            "pi",
    "position",     "power",        "round",          "schema",
    "session_user", "sha1",         "subdate",        "substring",
    "system_user",  "upper",        "version",        "weekofyear",
    NULL};

/* Words that PostgreSQL prints unchanged. */
static const char *const plain_words[] = {
    "current_catalog", "current_date",   "current_role", "current_schema",
    "current_time",    "current_user",   "false",        "localtime",
    "localtimestamp",  "session_user",   "true",         "user", NULL};

/* PostgreSQL takes a string without a cast for one of these anyway. */
static const char *const text_casts[] = {"::text", "::character varying",
                                         "::bpchar", NULL};
static const char *const interval_cast[] = {"::interval", NULL};

static bool
take_one_of(struct reader *r, const char *const *words)
{
    while (*words && !take(r, *words))
        words++;
    return *words;
}

static bool take_call(struct reader *r, struct ag_str name);

/* An argument that the database prints unchanged, apart from a cast. */
static bool
take_argument(struct reader *r)
{
    struct ag_str word;

    if (take_string(r)) {
        if (r->dialect == AG_DIALECT_postgresql)
            take_one_of(r, text_casts);
        return true;
    }
    word = take_while(r, is_word_part);
    if (word.n == 0)
        return false;
    if (is_digit(*word.p))
        return ag_number_ok(word);
    if (r->rest.n && *r->rest.p == '(')
        return take_call(r, word);
    return r->dialect == AG_DIALECT_postgresql && is_one_of(word, plain_words);
}

/* The call of `name` from its parenthesis on. */
static bool
take_call(struct reader *r, struct ag_str name)
{
    bool postgresql = r->dialect == AG_DIALECT_postgresql;

    for (uint32_t i = 0; i < name.n; i++)
        if (name.p[i] >= 'A' && name.p[i] <= 'Z')
            return false;
    if (is_one_of(name, postgresql ? special_calls : renamed_calls) ||
        r->depth == MAX_DEPTH)
        return false;
    take(r, "(");
    if (take(r, ")"))
        return true;
    r->depth++;
    do {
        take_while(r, is_space);
        if (!take_argument(r))
            return false;
    } while (take(r, ","));
    r->depth--;
    return take(r, ")");
}

/* CURRENT_TIMESTAMP, now(), now(3), in any case. */
static bool
is_now(struct ag_str s)
{
    struct reader r = {.rest = s};
    struct ag_str word = take_while(&r, is_word_part);
    bool now = ag_str_caseeq(word, AG_STR("now"));

    if (!now && !ag_str_caseeq(word, AG_STR("current_timestamp")))
        return false;
    if (r.rest.n == 0)
        return !now;
    if (!take(&r, "("))
        return false;
    take_while(&r, is_digit);
    return take(&r, ")") && r.rest.n == 0;
}

/* The type of a cast: words, a length, brackets, quotes. */
static bool
is_type(struct ag_str s)
{
    for (uint32_t i = 0; i < s.n; i++)
        if (!is_word_part(s.p[i]) && !strchr(" .[]()\",", s.p[i]))
            return false;
    return s.n;
}

/* Whether nothing follows, or only a cast in PostgreSQL. */
static bool
is_at_end(struct reader *r)
{
    return r->rest.n == 0 ||
           (r->dialect == AG_DIALECT_postgresql && take(r, "::") &&
            is_type(r->rest));
}

/* 'text', or 'text'::type. */
static bool
is_string(struct ag_str s, enum ag_dialect dialect, struct ag_str *inner)
{
    struct reader r = {s, dialect, 0};

    if (!take_string(&r))
        return false;
    *inner = ag_str_cut(s, 1, s.n - r.rest.n - 1);
    return is_at_end(&r) && (dialect != AG_DIALECT_mysql ||
                             ag_str_find(*inner, '\\') == inner->n);
}

static bool
is_null(struct ag_str s, enum ag_dialect dialect)
{
    struct reader r = {s, dialect, 0};
    struct ag_str word = take_while(&r, is_word_part);

    return ag_str_caseeq(word, AG_STR("null")) && is_at_end(&r);
}

/* Without the second of two quotes. */
static struct ag_str
undoubled(struct ag_str s, struct ag_arena *arena)
{
    char *p = ag_arena_text(arena, s.n);
    uint32_t n = 0;

    for (uint32_t i = 0; i < s.n; i++) {
        p[n++] = s.p[i];
        i += s.p[i] == '\'';
    }
    return (struct ag_str){p, n, s.at};
}

/* Without casts, and with one blank behind each comma in PostgreSQL and none in
 * MySQL. */
static struct ag_str
printed(struct ag_str s, enum ag_dialect dialect, struct ag_arena *arena)
{
    char *p = ag_arena_text(arena, 2 * s.n);
    struct reader r = {s, dialect, 0};
    uint32_t n = 0;

    while (r.rest.n) {
        struct ag_str from = r.rest;
        bool is_text = take_string(&r);
        if (!is_text)
            r.rest = ag_str_cut(r.rest, 1, r.rest.n);
        memcpy(p + n, from.p, from.n - r.rest.n);
        n += from.n - r.rest.n;
        if (is_text && !take_one_of(&r, text_casts))
            take_one_of(&r, interval_cast);
        if (is_text || *from.p != ',')
            continue;
        take_while(&r, is_space);
        if (dialect == AG_DIALECT_postgresql)
            p[n++] = ' ';
    }
    return (struct ag_str){p, n, s.at};
}

/* Whether each string has a cast and one blank is behind each comma, as
 * PostgreSQL prints it. */
static bool
has_casts(struct ag_str s)
{
    struct reader r = {s, AG_DIALECT_postgresql, 0};

    while (r.rest.n) {
        bool comma = *r.rest.p == ',';
        if (take_string(&r)) {
            if (!take(&r, "::"))
                return false;
            continue;
        }
        r.rest = ag_str_cut(r.rest, 1, r.rest.n);
        if (comma && (!take(&r, " ") || ag_str_starts(r.rest, AG_STR(" "))))
            return false;
    }
    return true;
}

/* An item of PostgreSQL's text of an array. */
static void
put_item(struct ag_buf *out, struct ag_str s)
{
    bool plain = s.n && !ag_str_caseeq(s, AG_STR("null"));

    for (uint32_t i = 0; i < s.n; i++)
        plain &= !is_space(s.p[i]) && !strchr("\"\\{},", s.p[i]);
    if (!plain)
        ag_buf_char(out, '"');
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"' || s.p[i] == '\\')
            ag_buf_char(out, '\\');
        ag_buf_char(out, s.p[i]);
    }
    if (!plain)
        ag_buf_char(out, '"');
}

/* The type of an item's cast, which its array has anyway. */
static void
skip_cast(struct reader *r)
{
    if (take(r, "::"))
        while (r->rest.n && !strchr(",]", *r->rest.p))
            r->rest = ag_str_cut(r->rest, 1, r->rest.n);
}

/* ARRAY['a', 'b']::text[] as the string {a,b}, which is the same default. */
static bool
is_array(struct ag_str s, struct ag_str *text, struct ag_arena *arena)
{
    struct reader r = {s, AG_DIALECT_postgresql, 0};
    struct ag_buf buf;
    bool good = take(&r, "ARRAY["), first = true;

    if (!good)
        return false;
    ag_buf_init(&buf, arena);
    ag_buf_char(&buf, '{');
    while (good && !take(&r, "]")) {
        good = first || take(&r, ",");
        take_while(&r, is_space);
        struct ag_str from = r.rest;
        if (!first)
            ag_buf_char(&buf, ',');
        first = false;
        if (take_string(&r))
            put_item(&buf, undoubled(ag_str_cut(from, 1, from.n - r.rest.n - 1),
                                     arena));
        else if (take_while(&r, is_digit).n)
            ag_buf_put(&buf, from.p, from.n - r.rest.n);
        else
            good = false;
        skip_cast(&r);
    }
    ag_buf_char(&buf, '}');
    *text = ag_buf_take(&buf);
    return good && is_at_end(&r);
}

/* Whether the parentheses at both ends belong together. */
static bool
is_enclosed(struct ag_str s, enum ag_dialect dialect)
{
    unsigned depth = 0;

    if (s.n < 2 || *s.p != '(' || s.p[s.n - 1] != ')')
        return false;
    for (uint32_t i = 0; i + 1 < s.n; i++) {
        if (s.p[i] == '\'') {
            uint32_t end = string_end(s, i, dialect);
            if (end >= s.n)
                return false;
            i = end - 1;
        } else if (s.p[i] == '(') {
            depth++;
        } else if (s.p[i] == ')' && --depth == 0) {
            return false;
        }
    }
    return true;
}

/* "(a + b)", as both print it. In PostgreSQL an interval is added to a time. */
static bool
is_sum(struct ag_str s, enum ag_dialect dialect)
{
    static const char *const times[] = {"now()", "CURRENT_TIMESTAMP", NULL};
    static const char *const operators[] = {" + ", " - ", " * ", " / ", NULL};
    struct reader r = {s, dialect, 0};

    if (dialect == AG_DIALECT_postgresql && take_one_of(&r, times) &&
        take(&r, " + ") && take_string(&r)) {
        take_one_of(&r, interval_cast);
        return r.rest.n == 0;
    }
    r.rest = s;
    return take_argument(&r) && take_one_of(&r, operators) &&
           take_argument(&r) && r.rest.n == 0;
}

static enum ag_sql_form
form_of(struct ag_str s, enum ag_dialect dialect, struct ag_str *inner)
{
    struct reader r = {s, dialect, 0};

    if (is_string(s, dialect, inner))
        return AG_SQL_string;
    if (ag_number_ok(s))
        return AG_SQL_number;
    if (is_null(s, dialect))
        return AG_SQL_null;
    if (is_now(s))
        return AG_SQL_now;
    return take_argument(&r) && r.rest.n == 0 ? AG_SQL_call : AG_SQL_other;
}

/* Cuts "ON UPDATE …" off the SQL and returns what follows. */
static struct ag_str
cut_on_update(struct ag_str *sql)
{
    struct ag_str mark = AG_STR("on update ");

    for (uint32_t i = 0; i + mark.n < sql->n; i++) {
        if (sql->p[i] == '\'') {
            i = string_end(*sql, i, AG_DIALECT_mysql) - 1;
            continue;
        }
        if ((i && !is_space(sql->p[i - 1])) ||
            !ag_str_caseeq(ag_str_cut(*sql, i, i + mark.n), mark))
            continue;
        struct ag_str rest = trim(ag_str_cut(*sql, i + mark.n, sql->n));
        *sql = trim(ag_str_cut(*sql, 0, i));
        return rest;
    }
    return (struct ag_str){0};
}

struct ag_str
ag_sql_bare(struct ag_str sql, enum ag_dialect dialect)
{
    struct ag_str bare = trim(sql);

    while (is_enclosed(bare, dialect))
        bare = trim(ag_str_cut(bare, 1, bare.n - 1));
    return bare;
}

struct ag_sql_default
ag_read_default(struct ag_str sql, enum ag_dialect dialect,
                struct ag_arena *arena)
{
    struct ag_sql_default read = {.text = trim(sql)};
    struct ag_str inner;

    if (dialect == AG_DIALECT_mysql)
        read.on_update = cut_on_update(&read.text);
    struct ag_str bare = ag_sql_bare(read.text, dialect);
    read.form = form_of(bare, dialect, &inner);
    if (read.form == AG_SQL_string) {
        read.text = undoubled(inner, arena);
    } else if (dialect == AG_DIALECT_postgresql &&
               is_array(bare, &inner, arena)) {
        read.form = AG_SQL_string;
        read.text = inner;
    } else if (read.form == AG_SQL_other && is_sum(bare, dialect)) {
        read.form = AG_SQL_call;
        read.text = ag_arena_fmt(arena, "(%.*s)", AG_ARG(bare));
    } else {
        read.text = bare;
    }
    if (read.form == AG_SQL_call) {
        read.uncast = dialect == AG_DIALECT_postgresql &&
                    !(ag_str_eq(read.text, trim(sql)) && has_casts(read.text));
        read.text = printed(read.text, dialect, arena);
    }
    return read;
}
