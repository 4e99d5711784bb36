/*
 * A hash map from text to pointers; keys are borrowed, nothing is ever
 * removed. Iteration is not offered: output must never depend on hash order.
 */
#ifndef AG_BASE_MAP_H
#define AG_BASE_MAP_H

#include "base/arena.h"
#include "base/str.h"

struct ag_map_slot {
    const char *key;
    uint32_t n;
    uint32_t hash; /* so that other texts are seldom looked at */
    void *value;   /* NULL: free */
};

struct ag_map {
    struct ag_map_slot *slots;
    uint32_t mask; /* slots less one, a power of two less one; 0: empty */
    uint32_t used;
};

/* The value of `key`, or NULL. */
void *ag_map_get(const struct ag_map *map, struct ag_str key);

/* The place of `key`'s value, made (and NULL) if it was not there: the caller
 * stores a value that is not NULL before the next call. Memory comes from
 * `arena`. */
void **ag_map_put(struct ag_map *map, struct ag_arena *arena,
                  struct ag_str key);

/* Makes room for `n` keys beforehand, so that no table is outgrown. */
void ag_map_reserve(struct ag_map *map, struct ag_arena *arena, uint32_t n);

#endif
