/* The pages of the codes: man/codes, which is built in. */
#ifndef AG_CLI_EXPLAIN_H
#define AG_CLI_EXPLAIN_H

#include "base/str.h"

/* What man/codes says of a code: lines of text, examples indented by four.
 * Empty if there is no such code. */
struct ag_str ag_explain(unsigned code);

#endif
