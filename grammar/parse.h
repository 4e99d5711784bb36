/*
 * Parses a text to a syntax tree.
 */
#ifndef AG_GRAMMAR_PARSE_H
#define AG_GRAMMAR_PARSE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "grammar/ast.h"

enum ag_grammar {
    AG_GRAMMAR_SCHEMA,
    AG_GRAMMAR_MANIFEST, /* only blocks of settings */
    AG_GRAMMAR_TOKENS,   /* a schema, but also plain lines (grammar/line.h) token
                            by token, so that tests can compare the two */
};

/* Parses one file and appends its declarations to `tree`, which is const
 * afterwards. Errors go to `diags`. The tree contains all lines that could be
 * parsed, so that one run reports the errors of every line. A schema file is
 * parsed only once, and its tree is shared. */
void ag_parse(struct ag_tree *tree, enum ag_grammar grammar,
              struct ag_source *source, struct ag_arena *arena,
              struct ag_diags *diags);

#endif
