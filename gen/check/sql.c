/* The names in SQL, as far as a lexer can tell them from strings. */
#include "gen/check/checker.h"

bool
ag_is_sql_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_' || (unsigned char)c >= 0x80;
}

/* The end of the quoted string or name that begins at `at`. Only MySQL's
 * strings have backslashes. */
static uint32_t
quoted_end(enum ag_dialect dialect, struct ag_str sql, uint32_t at)
{
    char quote = sql.p[at] == '[' ? ']' : sql.p[at];
    bool escapes = dialect == AG_DIALECT_mysql && quote != '`';

    for (at++; at < sql.n && sql.p[at] != quote; at++)
        if (escapes && sql.p[at] == '\\')
            at++;
    return at < sql.n ? at + 1 : sql.n;
}

/* The quotes of names; the others are those of strings. */
static const char *const quotes[AG_NDIALECT] = {
    [AG_DIALECT_sqlite] = "\"`[",
    [AG_DIALECT_postgresql] = "\"",
    [AG_DIALECT_mysql] = "`",
    [AG_DIALECT_sqlserver] = "\"[",
};

struct ag_str
ag_next_name(enum ag_dialect dialect, struct ag_str sql, uint32_t *at)
{
    uint32_t i = *at;

    for (; i < sql.n && !ag_is_sql_word(sql.p[i]);
         i = sql.p[i] == '\'' || sql.p[i] == '"' ? quoted_end(dialect, sql, i)
                                                 : i + 1)
        if (strchr(quotes[dialect], sql.p[i])) {
            *at = quoted_end(dialect, sql, i);
            return ag_str_cut(sql, i + 1, *at - 1);
        }
    *at = i;
    while (*at < sql.n && ag_is_sql_word(sql.p[*at]))
        (*at)++;
    return ag_str_cut(sql, i, *at);
}

bool
ag_is_any(struct ag_str name, const struct ag_str *names)
{
    while (names->n && !ag_str_caseeq(name, *names))
        names++;
    return names->n;
}
