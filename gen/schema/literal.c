#include "gen/schema/literal.h"

#include <string.h>

/* The parts of a timestamp. */
struct timestamp {
    int year, month, day;
    int hour, minute, second, micro;
    int zone; /* minutes east of UTC */
    bool has_date, has_time;
};

/* Reads `n` digits at *p; returns -1 and keeps *p if there are fewer. */
static int
digits(const char **p, const char *end, int n)
{
    int value = 0;
    if (end - *p < n)
        return -1;
    for (int i = 0; i < n; i++) {
        if ((*p)[i] < '0' || (*p)[i] > '9')
            return -1;
        value = value * 10 + ((*p)[i] - '0');
    }
    *p += n;
    return value;
}

static bool
skip(const char **p, const char *end, char c)
{
    if (*p == end || **p != c)
        return false;
    ++*p;
    return true;
}

static bool
parse_time(struct timestamp *m, const char **p, const char *end)
{
    m->has_time = true;
    m->hour = digits(p, end, 2);
    if (m->hour < 0 || !skip(p, end, ':'))
        return false;
    m->minute = digits(p, end, 2);
    if (skip(p, end, ':'))
        m->second = digits(p, end, 2);
    if (skip(p, end, '.')) {
        int scale = 100000;
        const char *start = *p;
        for (; *p < end && **p >= '0' && **p <= '9'; ++*p, scale /= 10)
            m->micro += (**p - '0') * scale;
        if (*p == start || *p - start > 6)
            return false;
    }
    return m->minute >= 0 && m->second >= 0 && m->hour < 24 &&
           m->minute < 60 && m->second < 61;
}

static bool
parse_zone(struct timestamp *m, const char **p, const char *end)
{
    int sign = skip(p, end, '+') ? 1 : skip(p, end, '-') ? -1 : 0;
    if (sign == 0)
        return skip(p, end, 'Z') || *p == end;
    int hour = digits(p, end, 2);
    skip(p, end, ':');
    int minute = digits(p, end, 2);
    m->zone = sign * (hour * 60 + minute);
    return hour >= 0 && minute >= 0 && hour < 24 && minute < 60;
}

static int
days_of(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

static bool
parse(struct timestamp *m, struct ag_str text)
{
    const char *p = text.p, *end = ag_str_end(text);

    *m = (struct timestamp){.year = 1970, .month = 1, .day = 1};
    if (text.n > 4 && p[4] == '-') {
        m->has_date = true;
        m->year = digits(&p, end, 4);
        skip(&p, end, '-');
        m->month = digits(&p, end, 2);
        if (!skip(&p, end, '-'))
            return false;
        m->day = digits(&p, end, 2);
        if (m->year < 0 || m->month < 1 || m->month > 12 || m->day < 1 ||
            m->day > days_of(m->year, m->month))
            return false;
        if (p == end)
            return true;
        if (!skip(&p, end, 'T') && !skip(&p, end, ' '))
            return false;
    }
    return parse_time(m, &p, end) && parse_zone(m, &p, end) && p == end;
}

/* Days from 1970-01-01 to a date of the Gregorian calendar. Years begin in
 * March here, so that the leap day is the last day. */
static int64_t
days_since_1970(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
           1 - 719468;
}

static void
date_of_days(int64_t days, struct timestamp *m)
{
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t of_era = z - era * 146097;
    int64_t years =
        (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * years + years / 4 - years / 100);
    int64_t month = (5 * of_year + 2) / 153;

    m->day = (int)(of_year - (153 * month + 2) / 5 + 1);
    m->month = (int)(month < 10 ? month + 3 : month - 9);
    m->year = (int)(years + era * 400 + (m->month <= 2));
}

/* The quotient rounded down; `b` is positive. */
static int64_t
divide(int64_t a, int64_t b)
{
    return (a >= 0 ? a : a - (b - 1)) / b;
}

/* Microseconds since 1970-01-01 00:00:00 UTC. */
static int64_t
epoch(const struct timestamp *m)
{
    int64_t minutes = days_since_1970(m->year, m->month, m->day) * 1440 +
                      m->hour * 60 + m->minute - m->zone;
    return (minutes * 60 + m->second) * 1000000 + m->micro;
}

bool
ag_timestamp_ok(struct ag_str text)
{
    struct timestamp m;
    return parse(&m, text);
}

int64_t
ag_timestamp_epoch(struct ag_str text)
{
    struct timestamp m;
    return parse(&m, text) ? divide(epoch(&m), 1000) : 0;
}

struct ag_str
ag_timestamp_text(struct ag_arena *arena, struct ag_str text, bool local)
{
    struct timestamp m;

    if (!parse(&m, text) || !m.has_date || !m.has_time)
        return text;
    if (local)
        m.zone = 0;
    int64_t seconds = divide(epoch(&m), 1000000), days = divide(seconds, 86400);
    int rest = (int)(seconds - days * 86400);
    bool fine = m.micro % 1000;
    date_of_days(days, &m);
    return ag_arena_fmt(arena, "%04d-%02d-%02d %02d:%02d:%02d.%0*d", m.year,
                        m.month, m.day, rest / 3600, rest / 60 % 60, rest % 60,
                        fine ? 6 : 3, fine ? m.micro : m.micro / 1000);
}

static int
sextet(char c)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *p = c ? strchr(letters, c) : NULL;
    return p ? (int)(p - letters) : -1;
}

bool
ag_base64_ok(struct ag_str text)
{
    uint32_t n = text.n;

    while (n && text.n - n < 2 && text.p[n - 1] == '=')
        n--;
    for (uint32_t i = 0; i < n; i++)
        if (sextet(text.p[i]) < 0)
            return false;
    return text.n % 4 == 0;
}

struct ag_str
ag_base64_hex(struct ag_arena *arena, struct ag_str text)
{
    static const char hex[] = "0123456789abcdef";
    char *out = ag_arena_text(arena, (size_t)text.n / 4 * 6);
    struct ag_str made = {out, 0, 0};
    uint32_t bits = 0;
    int have = 0;

    if (!ag_base64_ok(text))
        return made;
    for (uint32_t i = 0; i < text.n && text.p[i] != '='; i++) {
        bits = bits << 6 | (uint32_t)sextet(text.p[i]);
        have += 6;
        if (have < 8)
            continue;
        have -= 8;
        *out++ = hex[bits >> (have + 4) & 15];
        *out++ = hex[bits >> have & 15];
    }
    made.n = (uint32_t)(out - made.p);
    return made;
}

/* Numbers. */

static bool
skip_digits(const char **p, const char *end)
{
    const char *start = *p;
    while (*p < end && **p >= '0' && **p <= '9')
        ++*p;
    return *p > start;
}

static bool
skip_number(const char **p, const char *end)
{
    skip(p, end, '-');
    if (!skip_digits(p, end) || (skip(p, end, '.') && !skip_digits(p, end)))
        return false;
    if (!skip(p, end, 'e') && !skip(p, end, 'E'))
        return true;
    if (!skip(p, end, '+'))
        skip(p, end, '-');
    return skip_digits(p, end);
}

bool
ag_number_ok(struct ag_str text)
{
    const char *p = text.p, *end = ag_str_end(text);
    return skip_number(&p, end) && p == end;
}

bool
ag_int64_ok(struct ag_str text)
{
    static const char most[] = "9223372036854775808";
    const char *p = text.p, *end = ag_str_end(text);
    bool negative = skip(&p, end, '-');

    while (end - p > 1 && *p == '0')
        p++;
    if (end - p != 19)
        return end - p < 19;
    int order = memcmp(p, most, 19);
    return negative ? order <= 0 : order < 0;
}

/* JSON. */

enum { JSON_DEPTH = 128 };

static void
skip_blanks(const char **p, const char *end)
{
    while (*p < end && strchr(" \t\r\n", **p) && **p)
        ++*p;
}

static bool
skip_word(const char **p, const char *end, const char *word)
{
    size_t n = strlen(word);
    if ((size_t)(end - *p) < n || memcmp(*p, word, n) != 0)
        return false;
    *p += n;
    return true;
}

static bool
skip_string(const char **p, const char *end)
{
    if (!skip(p, end, '"'))
        return false;
    for (; *p < end && **p != '"'; ++*p) {
        if ((unsigned char)**p < ' ')
            return false;
        if (**p != '\\')
            continue;
        if (++*p == end || !**p || !strchr("\"\\/bfnrtu", **p))
            return false;
        for (int i = 0; **p == 'u' && i < 4; i++)
            if (end - *p < 6 || !strchr("0123456789abcdefABCDEF", (*p)[i + 1]))
                return false;
    }
    return skip(p, end, '"');
}

static bool skip_json(const char **p, const char *end, int depth);

/* Skips the items of an array or object after its opening bracket. */
static bool
skip_items(const char **p, const char *end, char close, int depth)
{
    skip_blanks(p, end);
    if (skip(p, end, close))
        return true;
    do {
        skip_blanks(p, end);
        if (close == '}') {
            if (!skip_string(p, end))
                return false;
            skip_blanks(p, end);
            if (!skip(p, end, ':'))
                return false;
        }
        if (!skip_json(p, end, depth - 1))
            return false;
    } while (skip(p, end, ','));
    return skip(p, end, close);
}

static bool
skip_json(const char **p, const char *end, int depth)
{
    bool good;

    skip_blanks(p, end);
    if (*p == end || depth == 0)
        return false;
    if (**p == '"')
        good = skip_string(p, end);
    else if (skip(p, end, '{'))
        good = skip_items(p, end, '}', depth);
    else if (skip(p, end, '['))
        good = skip_items(p, end, ']', depth);
    else
        good = skip_word(p, end, "true") || skip_word(p, end, "false") ||
               skip_word(p, end, "null") || skip_number(p, end);
    skip_blanks(p, end);
    return good;
}

bool
ag_json_ok(struct ag_str text)
{
    const char *p = text.p, *end = ag_str_end(text);
    return skip_json(&p, end, JSON_DEPTH) && p == end;
}
