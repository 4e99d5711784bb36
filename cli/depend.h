/*
 * Dependency files, as gcc -MD writes them for make and ninja: a rule whose
 * prerequisites are all files that were read. What is built into the program is
 * not among them, nor is what is no regular file.
 */
#ifndef AG_CLI_DEPEND_H
#define AG_CLI_DEPEND_H

#include "cli/output.h"
#include "cli/run.h"

/* Makes the dependency file of what was generated; false, and says why, if
 * nothing tells what it or its target is called. */
bool ag_depend(struct ag_run *run, struct ag_output *output);

#endif
