/* Whose a generator block is: see gen/target/target.h. */
#include "gen/target/target.h"

/* Whether a word of a command is the program authgen or a file of its package:
 * authgen, ./node_modules/.bin/authgen, authgen.cmd, authgen@0.2.0,
 * node_modules/authgen/bin.cjs. */
static bool
is_authgen(struct ag_str word)
{
    struct ag_str before = {0};

    for (;;) {
        uint32_t n = 0;
        while (n < word.n && word.p[n] != '/' && word.p[n] != '\\')
            n++;
        struct ag_str part = ag_str_cut(word, 0, n);
        if (ag_str_eq(part, AG_STR("authgen")) &&
            ag_str_eq(before, AG_STR("node_modules")))
            return true;
        if (n == word.n)
            return ag_str_eq(ag_str_until(ag_str_until(part, '@'), '.'),
                             AG_STR("authgen"));
        before = part;
        word = ag_str_cut(word, n + 1, word.n);
    }
}

bool
ag_provider_is_authgen(struct ag_str provider)
{
    while (provider.n) {
        struct ag_str word = ag_str_until(provider, ' ');
        if (is_authgen(word))
            return true;
        provider =
            ag_str_cut(provider, word.n + (word.n < provider.n), provider.n);
    }
    return false;
}

bool
ag_provider_is_ours(struct ag_str provider)
{
    return ag_target_known(provider) || ag_provider_is_authgen(provider);
}

const struct ag_expr *
ag_generator_target(const struct ag_decl *block)
{
    const struct ag_expr *e = ag_setting(block, AG_STR("provider"));

    if (e && e->kind == AG_EXPR_STRING && ag_provider_is_authgen(e->text))
        e = ag_setting(block, AG_STR("target"));
    else if (e && !ag_target_known(e->text))
        e = NULL;
    return e && e->kind == AG_EXPR_STRING ? e : NULL;
}
