/* The pages that explain the codes: man/codes, which is built in. */
#ifndef AG_CLI_EXPLAIN_H
#define AG_CLI_EXPLAIN_H

#include "base/str.h"

/* The page of a code in man/codes: lines of text, examples indented by four
 * blanks. Empty if the code does not exist. */
struct ag_str ag_explain(unsigned code);

#endif
