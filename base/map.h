/*
 * A hash map from text to pointers. It borrows its keys and never removes an
 * entry. It cannot be iterated: output must never depend on hash order.
 */
#ifndef AG_BASE_MAP_H
#define AG_BASE_MAP_H

#include "base/arena.h"
#include "base/str.h"

struct ag_map_slot {
    const char *key;
    uint32_t n;
    uint32_t hash; /* compared first; saves comparing the keys */
    void *value;   /* NULL: free */
};

struct ag_map {
    struct ag_map_slot *slots;
    uint32_t mask; /* number of slots, a power of two, minus 1; 0: empty */
    uint32_t used;
};

/* ag_map_get of a map that is not empty. */
void *ag_map_find(const struct ag_map *map, struct ag_str key);

/* The value of `key`, or NULL. Many maps are empty: most models, for example,
 * rename nothing. */
static inline void *
ag_map_get(const struct ag_map *map, struct ag_str key)
{
    return map->slots ? ag_map_find(map, key) : NULL;
}

/* Returns where `key`'s value is stored. A new key has the value NULL, and the
 * caller must store another one before the next call. Memory comes from
 * `arena`. */
void **ag_map_put(struct ag_map *map, struct ag_arena *arena,
                  struct ag_str key);

/* Makes room for `n` keys, so that the table need not grow later. */
void ag_map_reserve(struct ag_map *map, struct ag_arena *arena, uint32_t n);

#endif
