#include "gen/schema/convention.h"

#include "base/buf.h"
#include "gen/schema/naming.h"

const char *const ag_cut_names[] = {
    [AG_CUT_stem] = "stem", [AG_CUT_end] = "end", [AG_CUT_parts] = "parts",
    [AG_CUT_hash] = "hash", [AG_NCUT] = NULL,
};

/* What a pattern can name. */
struct subject {
    const struct ag_model *model, *target; /* target: of a foreign key */
    const struct ag_key_part *parts;       /* of a key, or … */
    const struct ag_column_ref *columns;   /* … of a foreign key */
    const struct ag_column_ref *references;
    unsigned number; /* of a foreign key in its table, from 1 */
};

/* Appends names with "_" between them. */

static void
put_name(struct ag_buf *out, bool first, struct ag_str name)
{
    if (!first)
        ag_buf_char(out, '_');
    ag_buf_str(out, name);
}

static void
put_refs(struct ag_buf *out, const struct ag_column_ref *refs, bool in_code)
{
    for (const struct ag_column_ref *r = refs; r; r = r->next)
        put_name(out, r == refs,
                 in_code ? r->column->field.name : r->column->db_name);
}

static void
put_parts(struct ag_buf *out, const struct ag_key_part *parts, bool in_code)
{
    for (const struct ag_key_part *p = parts; p; p = p->next)
        put_name(out, p == parts,
                 !p->column ? AG_STR("expr")
                 : in_code  ? p->column->field.name
                            : p->column->db_name);
}

static void
put_table(struct ag_buf *out, const struct subject *s)
{
    ag_buf_str(out, s->model->table);
}

static void
put_columns(struct ag_buf *out, const struct subject *s)
{
    put_parts(out, s->parts, false);
    put_refs(out, s->columns, false);
}

static void
put_model(struct ag_buf *out, const struct subject *s)
{
    ag_buf_str(out, s->model->code.n ? s->model->code : s->model->name);
}

static void
put_fields(struct ag_buf *out, const struct subject *s)
{
    put_parts(out, s->parts, true);
    put_refs(out, s->columns, true);
}

static void
put_referenced_table(struct ag_buf *out, const struct subject *s)
{
    if (s->target)
        ag_buf_str(out, s->target->table);
}

static void
put_referenced_columns(struct ag_buf *out, const struct subject *s)
{
    put_refs(out, s->references, false);
}

static void
put_number(struct ag_buf *out, const struct subject *s)
{
    ag_buf_fmt(out, "%u", s->number);
}

static const struct {
    struct ag_str name;
    void (*put)(struct ag_buf *out, const struct subject *s);
} parts[] = {
    {AG_LIT("table"), put_table},
    {AG_LIT("columns"), put_columns},
    {AG_LIT("model"), put_model},
    {AG_LIT("fields"), put_fields},
    {AG_LIT("referencedTable"), put_referenced_table},
    {AG_LIT("referencedColumns"), put_referenced_columns},
    {AG_LIT("number"), put_number},
};
enum { NPART = sizeof parts / sizeof *parts };

const char ag_pattern_parts[] = "{table}, {columns}, {model}, {fields}, "
                                "{referencedTable}, {referencedColumns} and "
                                "{number}";

/* The length of the part "{name}" at the start of `text`; 0: there is none. Its
 * index is set; NPART: unknown. */
static uint32_t
part_at(struct ag_str text, size_t *part)
{
    if (text.n == 0 || text.p[0] != '{')
        return 0;
    uint32_t end = ag_str_find(text, '}');
    if (end == text.n)
        return 0;
    for (*part = 0; *part < NPART; ++*part)
        if (ag_str_eq(parts[*part].name, ag_str_cut(text, 1, end)))
            break;
    return end + 1;
}

struct ag_str
ag_pattern_mistake(struct ag_str pattern)
{
    for (uint32_t i = 0; i < pattern.n; i++) {
        size_t part = 0;
        uint32_t n = part_at(ag_str_cut(pattern, i, pattern.n), &part);
        if (n && part == NPART)
            return ag_str_cut(pattern, i, i + n);
    }
    return (struct ag_str){0};
}

/* Appends the name for a pattern. Sets *tail to the length of the text after
 * its last part. */
static void
put_pattern(struct ag_buf *out, struct ag_str pattern, const struct subject *s,
            uint32_t *tail)
{
    *tail = 0;
    while (pattern.n) {
        size_t part = NPART;
        uint32_t n = part_at(pattern, &part);
        if (n && part < NPART) {
            parts[part].put(out, s);
            *tail = 0;
        } else {
            n = 1;
            ag_buf_char(out, pattern.p[0]);
            ++*tail;
        }
        pattern = ag_str_cut(pattern, n, pattern.n);
    }
}

/* The length up to which `s` can be cut so that it has at most `limit` bytes
 * and no character is divided. */
static uint32_t
whole_characters(struct ag_str s, uint32_t limit)
{
    if (s.n <= limit)
        return s.n;
    while (limit > 0 && ag_utf8_is_continuation(s.p[limit]))
        limit--;
    return limit;
}

/* The longer one of table and columns is shortened until the name fits
 * (PostgreSQL, makeObjectName). */
static struct ag_str
cut_parts(struct ag_arena *arena, const struct subject *s, struct ag_str name,
          uint32_t tail, uint32_t limit)
{
    struct ag_str table = s->model->table, columns = {0};
    struct ag_buf text;

    if (name.n > table.n + tail) {
        ag_buf_init(&text, arena);
        put_columns(&text, s);
        columns = ag_buf_take(&text);
    }
    uint32_t t = table.n, c = columns.n, rest = tail + (c > 0);
    while (t + c + rest > limit && t + c > 0)
        *(t > c ? &t : &c) -= 1;
    t = whole_characters(table, t);
    c = whole_characters(columns, c);
    return ag_arena_fmt(arena, "%.*s%s%.*s%.*s", (int)t, table.p, c ? "_" : "",
                        (int)c, columns.p, (int)tail, name.p + name.n - tail);
}

/* A number modulo 62 to the power of 12. */
enum { BASE = 62, LENGTH = 12 };
struct hash {
    uint64_t digits[LENGTH]; /* in base 62, the lowest one first */
};

/* Adds `n` times `b` to `a`. */
static void
hash_add(struct hash *a, const struct hash *b, uint64_t n)
{
    uint64_t carry = 0;

    for (int i = 0; i < LENGTH; i++) {
        carry += a->digits[i] + b->digits[i] * n;
        a->digits[i] = carry % BASE;
        carry /= BASE;
    }
}

/* drizzle-kit's hash: the sum of the characters, each times a power of 53. */
static void
put_hash(struct ag_buf *out, struct ag_str name)
{
    static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz"
                                 "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    struct hash hash = {{0}}, power = {{1}};

    while (name.n) {
        uint32_t code;
        name = ag_str_cut(name, ag_utf8_code(name, &code), name.n);
        hash_add(&hash, &power, code);
        hash_add(&power, &power, 52);
    }
    for (int i = LENGTH - 1; i >= 0; i--)
        ag_buf_char(out, digits[hash.digits[i]]);
}

/* The table, if it leaves room for the hash, and the hash. */
static struct ag_str
cut_hash(struct ag_arena *arena, const struct subject *s, struct ag_str name,
         uint32_t tail, uint32_t limit)
{
    struct ag_buf out;

    ag_buf_init(&out, arena);
    if (s->model->table.n + 1 + LENGTH + tail < limit) {
        ag_buf_str(&out, s->model->table);
        ag_buf_char(&out, '_');
    }
    put_hash(&out, name);
    ag_buf_put(&out, name.p + name.n - tail, tail);
    return ag_buf_take(&out);
}

/* The longest name that the rule leaves as it is. drizzle-kit has PostgreSQL's
 * limit for MySQL as well. */
static uint32_t
limit_of(const struct ag_name_rule *rule, enum ag_dialect dialect)
{
    if (rule->cut == AG_CUT_hash && dialect == AG_DIALECT_mysql)
        dialect = AG_DIALECT_postgresql;
    return ag_dialects[dialect].constraint_limit;
}

static struct ag_str
name_of(const struct ag_name_rule *rule, const struct subject *s,
        uint32_t limit, struct ag_arena *arena)
{
    char small[AG_SMALL_TEXT];
    uint32_t tail;
    struct ag_buf out;

    ag_buf_init(&out, arena);
    ag_buf_lend(&out, small, sizeof small);
    put_pattern(&out, rule->pattern, s, &tail);
    struct ag_str name = ag_buf_take(&out);
    if (name.n <= limit)
        return name;
    switch (rule->cut) {
    case AG_CUT_stem:
        return ag_cut_stem(arena, name, tail, limit);
    case AG_CUT_parts:
        return cut_parts(arena, s, name, tail, limit);
    case AG_CUT_hash:
        return cut_hash(arena, s, name, tail, limit);
    default:
        return ag_str_cut(name, 0, whole_characters(name, limit));
    }
}

static struct subject
key_subject(const struct ag_key *key)
{
    return (struct subject){.model = key->model, .parts = key->parts};
}

static struct subject
foreign_key_subject(const struct ag_foreign_key *key)
{
    struct subject s = {
        .model = key->model,
        .target = key->target,
        .columns = key->columns,
        .references = key->references,
        .number = 1,
    };

    for (const struct ag_foreign_key *f = key->model->foreign_keys;
         f && f != key; f = f->next)
        s.number++;
    return s;
}

const struct ag_name_rule *
ag_key_rule(const struct ag_convention *convention, const struct ag_key *key)
{
    enum ag_constraint which = AG_CONSTRAINT_index;

    if (key->kind == AG_KEY_primary)
        which = key->parts->next ? AG_CONSTRAINT_composite_primary
                                 : AG_CONSTRAINT_primary;
    else if (key->kind == AG_KEY_unique)
        which =
            key->on_field ? AG_CONSTRAINT_unique : AG_CONSTRAINT_block_unique;
    return &convention->names[which];
}

struct ag_str
ag_key_name(const struct ag_convention *convention, const struct ag_key *key,
            enum ag_dialect dialect, struct ag_arena *arena)
{
    const struct ag_name_rule *rule = ag_key_rule(convention, key);
    struct subject s = key_subject(key);

    return name_of(rule, &s, limit_of(rule, dialect), arena);
}

struct ag_str
ag_foreign_key_name(const struct ag_convention *convention,
                    const struct ag_foreign_key *key, enum ag_dialect dialect,
                    struct ag_arena *arena)
{
    const struct ag_name_rule *rule =
        &convention->names[AG_CONSTRAINT_foreign_key];
    struct subject s = foreign_key_subject(key);

    return name_of(rule, &s, limit_of(rule, dialect), arena);
}

/* The text after the last part of a pattern, which most names keep. */
static struct ag_str
tail_of(struct ag_str pattern)
{
    uint32_t i = pattern.n;

    while (i > 0 && pattern.p[i - 1] != '}')
        i--;
    return ag_str_cut(pattern, i, pattern.n);
}

/* Whether the tool's own name for `s` becomes `name`. Long names that a tool
 * does not shorten are shortened by PostgreSQL and rejected elsewhere. */
static bool
is_named_so(const struct ag_name_rule *rule, const struct subject *s,
            struct ag_str name, enum ag_dialect dialect, struct ag_arena *arena)
{
    bool uncut = rule->cut == AG_CUT_end && dialect != AG_DIALECT_postgresql;

    if (name.n < limit_of(rule, dialect) &&
        !ag_str_ends(name, tail_of(rule->pattern)))
        return false;
    return ag_str_eq(
        name_of(rule, s, uncut ? UINT32_MAX : limit_of(rule, dialect), arena),
        name);
}

bool
ag_is_key_named_so(const struct ag_convention *convention,
                   const struct ag_key *key, enum ag_dialect dialect,
                   struct ag_arena *arena)
{
    struct subject s = key_subject(key);

    return is_named_so(ag_key_rule(convention, key), &s, key->name, dialect,
                       arena);
}

bool
ag_is_foreign_key_named_so(const struct ag_convention *convention,
                           const struct ag_foreign_key *key,
                           enum ag_dialect dialect, struct ag_arena *arena)
{
    struct subject s = foreign_key_subject(key);

    return is_named_so(&convention->names[AG_CONSTRAINT_foreign_key], &s,
                       key->name, dialect, arena);
}
