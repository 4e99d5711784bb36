/* Converts between "file:" URIs and paths. */
#ifndef AG_CLI_URI_H
#define AG_CLI_URI_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/* Appends a path as a URI reference (RFC 3986): a "file:" URI if the path is
 * absolute. */
void ag_put_uri(struct ag_buf *out, struct ag_str path);

/* The normalized path of a "file:" URI. Any other URI, such as that of a buffer
 * without a file, is returned unchanged. NUL-terminated; empty if invalid. */
struct ag_str ag_uri_path(struct ag_str uri, struct ag_arena *arena);

/* The same for a folder, with a '/' at its end; empty if it is not a "file:"
 * URI. */
struct ag_str ag_uri_folder(struct ag_str uri, struct ag_arena *arena);

/* The URI of a path, the inverse of ag_uri_path; NUL-terminated. */
struct ag_str ag_uri_of(struct ag_str path, struct ag_arena *arena);

#endif
