/*
 * Text to syntax tree: the lexer, the parser, and the loop between them.
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
};

/* Parses one file and appends its declarations to `tree`, which nobody changes
 * afterwards. Mistakes go to `diags`; what could be read is in the tree all the
 * same, so that one run reports every line. A schema file is parsed once: its
 * tree serves all that ask. */
void ag_parse(struct ag_tree *tree, enum ag_grammar grammar,
              struct ag_source *source, struct ag_arena *arena,
              struct ag_diags *diags);

#endif
