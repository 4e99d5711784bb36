#include "base/words.h"

/* Classes of ASCII letters, independent of the locale. */
static bool
is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool
is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_word(char c)
{
    return is_lower(c) || is_upper(c) || is_digit(c) || (unsigned char)c > 127;
}

static char
to_lower(char c)
{
    return is_upper(c) ? (char)(c - 'A' + 'a') : c;
}

static char
to_upper(char c)
{
    return is_lower(c) ? (char)(c - 'a' + 'A') : c;
}

/* Whether a word begins at `i`, an index inside a run of letters and digits. */
static bool
begins_word(struct ag_str s, uint32_t i)
{
    if (!is_upper(s.p[i]))
        return false;
    if (!is_upper(s.p[i - 1]))
        return true;
    return i + 1 < s.n && is_lower(s.p[i + 1]);
}

/* The next word of `s` after *at; empty at the end. */
static struct ag_str
next_word(struct ag_str s, uint32_t *at)
{
    uint32_t start = *at, end;

    while (start < s.n && !is_word(s.p[start]))
        start++;
    end = start;
    if (end < s.n)
        end++;
    while (end < s.n &&
           (is_lower(s.p[end]) || (is_word(s.p[end]) && !begins_word(s, end))))
        end++;
    *at = end;
    return ag_str_cut(s, start, end);
}

enum casing { LOWER, CAPITAL };

static void
put_word(struct ag_buf *out, struct ag_str word, enum casing first)
{
    ag_buf_reserve(out, word.n);
    char *to = out->p + out->n;
    for (uint32_t i = 0; i < word.n; i++)
        to[i] = to_lower(word.p[i]);
    if (first == CAPITAL)
        to[0] = to_upper(to[0]);
    out->n += word.n;
}

/* Appends the words of `s`: the first in one case, the others in another, with
 * `join` between them (nothing for NUL). */
static void
put_words(struct ag_buf *out, struct ag_str s, enum casing first,
          enum casing others, char join)
{
    uint32_t at = 0;

    while (at < s.n && s.p[at] == '_')
        at++;
    ag_buf_put(out, s.p, at);
    struct ag_str word = next_word(s, &at);
    for (enum casing casing = first; word.n; casing = others) {
        put_word(out, word, casing);
        word = next_word(s, &at);
        if (word.n && join)
            ag_buf_char(out, join);
    }
}

void
ag_words_camel(struct ag_buf *out, struct ag_str name)
{
    put_words(out, name, LOWER, CAPITAL, 0);
}

void
ag_words_pascal(struct ag_buf *out, struct ag_str name)
{
    put_words(out, name, CAPITAL, CAPITAL, 0);
}

void
ag_words_snake(struct ag_buf *out, struct ag_str name)
{
    put_words(out, name, LOWER, LOWER, '_');
}

void
ag_words_kebab(struct ag_buf *out, struct ag_str name)
{
    put_words(out, name, LOWER, LOWER, '-');
}

/*
 * Plurals.
 *
 * The rules follow npm's `pluralize`, which users of our targets know. A few
 * words (schema, data) follow the usage of databases instead. Whole words are
 * tried first, then the first matching suffix applies.
 */

struct irregular {
    const char *singular;
    const char *plural;
};

/* clang-format off */
static const struct irregular irregulars[] = {
    {"axe", "axes"},          {"base", "bases"},        {"bus", "buses"},
    {"cache", "caches"},      {"cafe", "cafes"},        {"canvas", "canvases"},
    {"carve", "carves"},      {"cave", "caves"},        {"child", "children"},
    {"cookie", "cookies"},    {"database", "databases"},{"die", "dice"},
    {"dingo", "dingoes"},     {"dogma", "dogmata"},     {"eave", "eaves"},
    {"echo", "echoes"},       {"foot", "feet"},         {"gas", "gases"},
    {"genus", "genera"},      {"german", "germans"},    {"goose", "geese"},
    {"groove", "grooves"},    {"hoodie", "hoodies"},    {"human", "humans"},
    {"lease", "leases"},      {"lemma", "lemmata"},     {"lens", "lenses"},
    {"looey", "looies"},      {"move", "moves"},        {"ox", "oxen"},
    {"passerby", "passersby"},{"person", "people"},     {"phase", "phases"},
    {"pickaxe", "pickaxes"},  {"proof", "proofs"},      {"purchase", "purchases"},
    {"quiz", "quizzes"},      {"release", "releases"},  {"roman", "romans"},
    {"save", "saves"},        {"selfie", "selfies"},    {"shaman", "shamans"},
    {"sieve", "sieves"},      {"slave", "slaves"},      {"stigma", "stigmata"},
    {"stoma", "stomata"},     {"talisman", "talismans"},{"that", "those"},
    {"thief", "thieves"},     {"this", "these"},        {"tooth", "teeth"},
    {"tornado", "tornadoes"}, {"torpedo", "torpedoes"}, {"valve", "valves"},
    {"virus", "viruses"},     {"viscus", "viscera"},    {"volcano", "volcanoes"},
    {"wave", "waves"},        {"yes", "yeses"},         {"zombie", "zombies"},
};

/* Words with one form for both; '~' matches any beginning. */
static const char *const unchanging[] = {
    "adulthood", "advice", "agenda", "aid", "aircraft", "alcohol", "ammo",
    "analytics", "anime", "athletics", "audio", "bison", "blood", "bream",
    "buffalo", "butter", "carp", "cash", "chassis", "chess", "clothing",
    "cod", "commerce", "cooperation", "corps", "data", "debris", "diabetes",
    "digestion", "elk", "energy", "equipment", "excretion", "expertise",
    "feedback", "firmware", "flounder", "fun", "gallows", "garbage",
    "graffiti", "hardware", "headquarters", "health", "herpes",
    "highjinks", "homework", "housework", "information", "jeans",
    "justice", "kudos", "labour", "literature", "machinery", "mackerel",
    "mail", "media", "metadata", "mews", "moose", "music", "mud", "manga",
    "news", "only", "personnel", "pike", "plankton", "pliers", "police",
    "pollution", "premises", "rain", "research", "rice", "salmon",
    "scissors", "series", "sewage", "shambles", "shrimp", "software",
    "species", "staff", "swine", "tennis", "traffic", "transportation",
    "trout", "tuna", "wealth", "welfare", "whiting", "wildebeest",
    "wildlife", "you", "~pokemon", "~deer", "~fish", "~measles", "~ois",
    "~ius", "~pox", "~sheep",
};

/* If a word ends with `suffix`, `cut` bytes are removed and `add` is appended.
 * In a suffix, V matches a vowel, C any other letter, X a letter that is
 * neither a vowel nor y, and ^ the beginning of the word. */
struct rule {
    const char *suffix;
    unsigned cut;
    const char *add;
};

static const struct rule plurals[] = {
    {"eaux", 0, ""},       {"men", 0, ""},        {"man", 2, "en"},
    {"children", 0, ""},   {"people", 0, ""},
    {"^mice", 0, ""},      {"^lice", 0, ""},      {"^titmice", 0, ""},
    {"^mouse", 4, "ice"},  {"^louse", 4, "ice"},  {"^titmouse", 4, "ice"},
    {"matrix", 2, "ices"}, {"codex", 2, "ices"},  {"murex", 2, "ices"},
    {"silex", 2, "ices"},  {"vertex", 2, "ices"}, {"index", 2, "ices"},
    {"appendix", 2, "ices"},
    {"matrices", 0, ""},   {"codices", 0, ""},    {"vertices", 0, ""},
    {"indices", 0, ""},    {"appendices", 0, ""},
    {"x", 0, "es"},        {"ch", 0, "es"},       {"ss", 0, "es"},
    {"sh", 0, "es"},       {"zz", 0, "es"},
    {"money", 0, "s"},     {"Xy", 1, "ies"},      {"quy", 1, "ies"},
    {"knife", 2, "ves"},   {"wife", 2, "ves"},    {"life", 2, "ves"},
    {"arf", 1, "ves"},     {"lf", 1, "ves"},      {"leaf", 1, "ves"},
    {"oaf", 1, "ves"},     {"hoof", 1, "ves"},
    {"sis", 2, "es"},      {"sses", 0, ""},       {"^axis", 2, "es"},
    {"testis", 2, "es"},
    {"phenomenon", 2, "a"},  {"criterion", 2, "a"}, {"automaton", 2, "a"},
    {"phenomena", 0, ""},    {"criteria", 0, ""},   {"automata", 0, ""},
    {"addendum", 2, "a"},    {"bacterium", 2, "a"}, {"curriculum", 2, "a"},
    {"datum", 2, "a"},       {"erratum", 2, "a"},   {"extremum", 2, "a"},
    {"millennium", 2, "a"},  {"stratum", 2, "a"},   {"symposium", 2, "a"},
    {"addenda", 0, ""},      {"bacteria", 0, ""},   {"curricula", 0, ""},
    {"errata", 0, ""},       {"extrema", 0, ""},    {"millennia", 0, ""},
    {"strata", 0, ""},       {"symposia", 0, ""},
    {"hero", 0, "es"},       {"potato", 0, "es"},   {"tomato", 0, "es"},
    {"veto", 0, "es"},       {"embargo", 0, "es"},  {"negro", 0, "es"},
    {"seraph", 0, "im"},     {"cherub", 0, "im"},
    {"seraphim", 0, ""},     {"cherubim", 0, ""},
    {"alumna", 0, "e"},      {"alga", 0, "e"},      {"vertebra", 0, "e"},
    {"alumnae", 0, ""},      {"algae", 0, ""},      {"vertebrae", 0, ""},
    {"alumnus", 2, "i"},     {"bacillus", 2, "i"},  {"cactus", 2, "i"},
    {"focus", 2, "i"},       {"fungus", 2, "i"},    {"locus", 2, "i"},
    {"nucleus", 2, "i"},     {"radius", 2, "i"},    {"stimulus", 2, "i"},
    {"syllabus", 2, "i"},    {"terminus", 2, "i"},
    {"alumni", 0, ""},       {"bacilli", 0, ""},    {"cacti", 0, ""},
    {"foci", 0, ""},         {"fungi", 0, ""},      {"loci", 0, ""},
    {"nuclei", 0, ""},       {"radii", 0, ""},      {"stimuli", 0, ""},
    {"syllabi", 0, ""},      {"termini", 0, ""},
    {"bias", 0, "es"},       {"alias", 0, "es"},    {"atlas", 0, "es"},
    {"christmas", 0, "es"},  {"^iris", 0, "es"},    {"tris", 0, "es"},
    {"aus", 0, ""},          {"ous", 0, ""},      {"uus", 0, ""},
    {"menus", 0, ""},        {"emus", 0, ""},       {"us", 0, "es"},
    {"Cese", 0, ""},         {"s", 0, ""},          {"", 0, "s"},
};

static const struct rule singulars[] = {
    {"men", 2, "an"},       {"eaux", 1, ""},
    {"^mice", 3, "ouse"},   {"^lice", 3, "ouse"},  {"^titmice", 3, "ouse"},
    {"matrices", 4, "ix"},  {"appendices", 4, "ix"},
    {"codices", 4, "ex"},   {"vertices", 4, "ex"}, {"indices", 4, "ex"},
    {"phenomena", 1, "on"}, {"criteria", 1, "on"}, {"automata", 1, "on"},
    {"addenda", 1, "um"},   {"bacteria", 1, "um"}, {"curricula", 1, "um"},
    {"errata", 1, "um"},    {"extrema", 1, "um"},  {"millennia", 1, "um"},
    {"strata", 1, "um"},    {"symposia", 1, "um"},
    {"alumnae", 1, ""},     {"algae", 1, ""},      {"vertebrae", 1, ""},
    {"seraphim", 2, ""},    {"cherubim", 2, ""},
    {"alumni", 1, "us"},    {"bacilli", 1, "us"},  {"cacti", 1, "us"},
    {"foci", 1, "us"},      {"fungi", 1, "us"},    {"loci", 1, "us"},
    {"nuclei", 1, "us"},    {"radii", 1, "us"},    {"stimuli", 1, "us"},
    {"syllabi", 1, "us"},   {"termini", 1, "us"},
    {"analyses", 2, "is"},  {"bases", 1, ""},      {"crises", 2, "is"},
    {"diagnoses", 2, "is"}, {"emphases", 2, "is"}, {"hypotheses", 2, "is"},
    {"neuroses", 2, "is"},  {"parentheses", 2, "is"}, {"prognoses", 2, "is"},
    {"synopses", 2, "is"},  {"syntheses", 2, "is"}, {"theses", 2, "is"},
    {"testes", 2, "is"},    {"sis", 0, ""},        {"^axis", 0, ""},
    {"knives", 3, "fe"},    {"wives", 3, "fe"},    {"^lives", 3, "fe"},
    {"halflives", 3, "fe"}, {"midlives", 3, "fe"},
    {"scarves", 3, "f"},    {"dwarves", 3, "f"},   {"wharves", 3, "f"},
    {"halves", 3, "f"},     {"calves", 3, "f"},    {"elves", 3, "f"},
    {"wolves", 3, "f"},     {"leaves", 3, "f"},    {"loaves", 3, "f"},
    {"hooves", 3, "f"},     {"sheaves", 3, "f"},
    {"^ties", 1, ""},       {"^lies", 1, ""},      {"^pies", 1, ""},
    {"^dies", 1, ""},       {"^vies", 1, ""},      {"movies", 1, ""},
    {"calories", 1, ""},    {"genies", 1, ""},     {"moneys", 1, ""},
    {"monies", 3, "ey"},    {"rookies", 1, ""},    {"brownies", 1, ""},
    {"ies", 3, "y"},
    {"heroes", 2, ""},      {"potatoes", 2, ""},   {"tomatoes", 2, ""},
    {"vetoes", 2, ""},      {"embargoes", 2, ""},  {"negroes", 2, ""},
    {"abuses", 1, ""},      {"causes", 1, ""},     {"clauses", 1, ""},
    {"excuses", 1, ""},     {"houses", 1, ""},     {"pauses", 1, ""},
    {"spouses", 1, ""},     {"fuses", 1, ""},      {"muses", 1, ""},
    {"^uses", 1, ""},       {"caches", 1, ""},
    {"sses", 2, ""},        {"xes", 2, ""},        {"ches", 2, ""},
    {"shes", 2, ""},        {"zzes", 2, ""},       {"uses", 2, ""},
    {"aliases", 2, ""},     {"biases", 2, ""},     {"atlases", 2, ""},
    {"christmases", 2, ""}, {"irises", 2, ""},
    {"alias", 0, ""},       {"bias", 0, ""},       {"atlas", 0, ""},
    {"christmas", 0, ""},   {"iris", 0, ""},       {"tennis", 0, ""},
    {"menus", 1, ""},       {"emus", 1, ""},       {"us", 0, ""},
    {"ss", 0, ""},          {"s", 1, ""},          {"", 0, ""},
};
/* clang-format on */

static bool
is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static bool
fits_class(char class, char c)
{
    switch (class) {
    case 'V':
        return is_vowel(c);
    case 'C':
        return !is_vowel(c);
    case 'X':
        return !is_vowel(c) && c != 'y';
    default:
        return class == c;
    }
}

/* Whether the word matches the pattern `suffix`, ignoring case. */
static bool
ends_with(struct ag_str word, const char *suffix)
{
    bool whole = *suffix == '^';
    suffix += whole;
    size_t n = strlen(suffix);

    if (whole ? word.n != n : word.n < n)
        return false;
    const char *end = word.p + word.n - n;
    while (n-- > 0)
        if (!fits_class(suffix[n], to_lower(end[n])))
            return false;
    return true;
}

static bool
is_unchanging(struct ag_str word)
{
    size_t n = sizeof unchanging / sizeof *unchanging;

    for (size_t i = 0; i < n; i++) {
        const char *s = unchanging[i];
        if (*s == '~' ? ends_with(word, s + 1) : ag_str_caseeq(word, ag_str(s)))
            return true;
    }
    return false;
}

/* The last word of a name: the one whose number changes. */
static struct ag_str
last_word(struct ag_str name)
{
    struct ag_str last = {name.p, 0, 0}, word;
    uint32_t at = 0;

    while ((word = next_word(name, &at)).n)
        last = word;
    return last;
}

/* Whether letters added to `word` must be capitals: it is in capitals. */
static bool
is_shouted(struct ag_str word)
{
    bool capitals = false;

    for (uint32_t i = 0; i < word.n; i++) {
        if (is_lower(word.p[i]))
            return false;
        capitals |= is_upper(word.p[i]);
    }
    return capitals && word.n > 1;
}

static void
put_cased(struct ag_buf *out, const char *s, bool shouted)
{
    for (; *s; s++)
        ag_buf_char(out, shouted ? to_upper(*s) : *s);
}

/* Appends `form` in place of `word`, with the same capitalisation. */
static void
put_form(struct ag_buf *out, struct ag_str word, const char *form)
{
    uint32_t at = out->n;

    put_cased(out, form, is_shouted(word));
    if (is_upper(word.p[0]))
        out->p[at] = to_upper(out->p[at]);
}

static void
apply(struct ag_buf *out, struct ag_str word, const struct rule *rule)
{
    while (!ends_with(word, rule->suffix))
        rule++;
    ag_buf_put(out, word.p, word.n - rule->cut);
    put_cased(out, rule->add, is_shouted(word));
}

enum number { SINGULAR, PLURAL };

static void
put_number(struct ag_buf *out, struct ag_str name, enum number number)
{
    struct ag_str word = last_word(name);
    size_t n = sizeof irregulars / sizeof *irregulars;

    if (word.n == 0 || is_unchanging(word)) {
        ag_buf_str(out, name);
        return;
    }
    uint32_t after = (uint32_t)(word.p - name.p) + word.n;
    ag_buf_put(out, name.p, after - word.n);
    for (size_t i = 0; i < n; i++) {
        const struct irregular *pair = &irregulars[i];
        if (ag_str_caseeq(word, ag_str(pair->singular)) ||
            ag_str_caseeq(word, ag_str(pair->plural))) {
            put_form(out, word,
                     number == PLURAL ? pair->plural : pair->singular);
            goto rest;
        }
    }
    apply(out, word, number == PLURAL ? plurals : singulars);
rest:
    ag_buf_str(out, ag_str_cut(name, after, name.n));
}

void
ag_words_plural(struct ag_buf *out, struct ag_str name)
{
    put_number(out, name, PLURAL);
}

void
ag_words_singular(struct ag_buf *out, struct ag_str name)
{
    put_number(out, name, SINGULAR);
}

struct ag_str
ag_words(struct ag_arena *arena, ag_words_fn *words, struct ag_str name)
{
    struct ag_buf buf;

    ag_buf_init(&buf, arena);
    words(&buf, name);
    return ag_buf_take(&buf);
}
