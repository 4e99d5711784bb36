/*
 * Dependency files for make and ninja, like those of gcc -MD: a rule whose
 * prerequisites are all files that were read. It does not list built-in files
 * or files that are not regular.
 */
#ifndef AG_CLI_DEPEND_H
#define AG_CLI_DEPEND_H

#include "cli/output.h"
#include "cli/run.h"

/* Makes the dependency file of the generated outputs. If it cannot determine
 * the name of the file or of its target, it reports an error and returns false.
 */
bool ag_depend(struct ag_run *run, struct ag_output *output);

#endif
