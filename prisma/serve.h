/*
 * The protocol by which `prisma generate` (6 and 7) runs a generator: JSON-RPC, a
 * line for each message. Requests come on standard input, answers go to standard
 * error; Prisma passes standard output on to its user.
 *
 * Prisma starts a process for each generator block. It first asks for the
 * manifest, which describes the generator, and then to generate. Its request
 * contains the schema in several forms. Only the path and the name of the block
 * are used, so that the output is the one of plain authgen, and messages name
 * places in the files.
 */
#ifndef AG_PRISMA_SERVE_H
#define AG_PRISMA_SERVE_H

#include "cli/run.h"

enum { AG_PRISMA_LIMIT = 1 << 30 /* bytes of a message */ };

/* Answers the requests from `in` until it ends. If it ends without any, Prisma
 * did not start this process, and the command runs as usual. Returns an exit
 * status. */
int ag_prisma_serve(struct ag_run *run, int in, int out);

#endif
