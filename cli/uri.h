/* URIs of files, and the paths that they mean. */
#ifndef AG_CLI_URI_H
#define AG_CLI_URI_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/* Appends a path as a reference of a URI (RFC 3986): of "file:", if it begins
 * at the root. */
void ag_put_uri(struct ag_buf *out, struct ag_str path);

/* The path of a "file:" URI, tidied. Any other URI is a name as it is, such as
 * that of a buffer without a file. NUL-terminated; empty if it is no name. */
struct ag_str ag_uri_path(struct ag_str uri, struct ag_arena *arena);

/* The same of a folder, with a '/' at its end; empty if it is not one of
 * "file:". */
struct ag_str ag_uri_folder(struct ag_str uri, struct ag_arena *arena);

/* The URI of a path, which ag_uri_path makes of it again; NUL-terminated. */
struct ag_str ag_uri_of(struct ag_str path, struct ag_arena *arena);

#endif
