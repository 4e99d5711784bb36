#include "cli/json.h"

#include "cli/sanitize.h"

/* Escapes control characters, and U+2028 and U+2029, which some readers treat
 * as line ends. */
static void
put_character(struct ag_buf *out, struct ag_str s, uint32_t c)
{
    if (c == '"' || c == '\\')
        ag_buf_char(out, '\\');
    if (c == '\n')
        ag_buf_str(out, AG_STR("\\n"));
    else if (c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029)
        ag_buf_fmt(out, "\\u%04x", (unsigned)c);
    else
        ag_buf_str(out, s);
}

/* The size of the start of `s` that is ASCII without anything to escape. */
static uint32_t
plain_size(struct ag_str s)
{
    uint32_t n = 0;

    while (n < s.n && s.p[n] >= ' ' && s.p[n] < 0x7f && s.p[n] != '"' &&
           s.p[n] != '\\')
        n++;
    return n;
}

static void
put_string(struct ag_buf *out, struct ag_str s)
{
    ag_buf_char(out, '"');
    while (s.n) {
        uint32_t c, n = plain_size(s);
        if (n) {
            ag_buf_str(out, ag_str_cut(s, 0, n));
            s = ag_str_cut(s, n, s.n);
            continue;
        }
        n = ag_decode(s, &c);
        if (n == 0)
            ag_buf_str(out, AG_STR("\xef\xbf\xbd"));
        else
            put_character(out, ag_str_cut(s, 0, n), c);
        s = ag_str_cut(s, n ? n : 1, s.n);
    }
    ag_buf_char(out, '"');
}

static void
put_key(struct ag_json *json, const char *key)
{
    if (json->comma)
        ag_buf_char(json->out, ',');
    json->comma = true;
    if (!key)
        return;
    put_string(json->out, ag_str(key));
    ag_buf_char(json->out, ':');
}

void
ag_json_open(struct ag_json *json, const char *key, char bracket)
{
    put_key(json, key);
    ag_buf_char(json->out, bracket);
    json->comma = false;
}

void
ag_json_close(struct ag_json *json, char bracket)
{
    ag_buf_char(json->out, bracket);
    json->comma = true;
}

void
ag_json_text(struct ag_json *json, const char *key, struct ag_str text)
{
    put_key(json, key);
    put_string(json->out, text);
}

void
ag_json_number(struct ag_json *json, const char *key, uint32_t number)
{
    /* Not printf: the language server writes a hundred thousand numbers. */
    char digits[10];
    uint32_t n = sizeof digits;

    put_key(json, key);
    do
        digits[--n] = (char)('0' + number % 10);
    while ((number /= 10) != 0);
    ag_buf_put(json->out, digits + n, (uint32_t)sizeof digits - n);
}

void
ag_json_bool(struct ag_json *json, const char *key, bool value)
{
    put_key(json, key);
    ag_buf_str(json->out, value ? AG_STR("true") : AG_STR("false"));
}
