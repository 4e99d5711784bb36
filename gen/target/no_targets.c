#include "gen/target/compiled.h"

const struct ag_compiled ag_compiled_targets[] = {{.name = NULL}};
