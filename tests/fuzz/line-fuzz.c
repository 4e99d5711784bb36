/*
 * Whatever the bytes of a schema are, the scanner of plain lines and the
 * grammar read the same. The first byte chooses whether they are in a block of
 * fields.
 */
#include <stdlib.h>
#include <string.h>

#include "tests/trees.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ag_str begin =
        size && data[0] & 1 ? AG_STR("model A {\n") : AG_STR("");
    char *text = malloc(begin.n + size + 1);

    if (!text)
        abort();
    memcpy(text, begin.p, begin.n);
    if (size)
        memcpy(text + begin.n, data + 1, --size);
    text[begin.n + size] = '\0';
    if (trees_compare(text, begin.n + (uint32_t)size))
        abort();
    free(text);
    return 0;
}
