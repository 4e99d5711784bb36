#include "base/map.h"

/* Multiplies and mixes eight bytes at a time; the keys are short names. */
static uint32_t
hash(struct ag_str s)
{
    uint64_t h = 0x9e3779b97f4a7c15u ^ s.n;
    const char *p = s.p;
    uint32_t n = s.n;
    uint64_t word;

    for (; n >= 8; p += 8, n -= 8) {
        memcpy(&word, p, 8);
        h = (h ^ word) * 0xff51afd7ed558ccdu;
        h ^= h >> 32;
    }
    if (n) {
        word = 0;
        memcpy(&word, p, n);
        h = (h ^ word) * 0xff51afd7ed558ccdu;
        h ^= h >> 32;
    }
    h *= 0xc4ceb9fe1a85ec53u;
    return (uint32_t)(h >> 32);
}

/* The slot of `key`, or the free slot where it belongs. */
static struct ag_map_slot *
find(const struct ag_map *map, struct ag_str key, uint32_t h)
{
    for (uint32_t i = h & map->mask;; i = (i + 1) & map->mask) {
        struct ag_map_slot *slot = &map->slots[i];
        if (!slot->value)
            return slot;
        if (slot->hash == h && slot->n == key.n &&
            (key.n == 0 || memcmp(slot->key, key.p, key.n) == 0))
            return slot;
    }
}

void *
ag_map_find(const struct ag_map *map, struct ag_str key)
{
    return find(map, key, hash(key))->value;
}

/* Copies a slot of the old, smaller table; its key is not in `map` yet. */
static void
move(struct ag_map *map, const struct ag_map_slot *slot)
{
    uint32_t i = slot->hash & map->mask;
    while (map->slots[i].value)
        i = (i + 1) & map->mask;
    map->slots[i] = *slot;
}

void
ag_map_reserve(struct ag_map *map, struct ag_arena *arena, uint32_t n)
{
    struct ag_map old = *map;
    uint32_t size = 8;

    if (map->slots && n <= (map->mask + 1) / 4 * 3)
        return;
    while (size / 4 * 3 < n)
        size *= 2;
    map->slots = AG_NEW_ARRAY(arena, struct ag_map_slot, size);
    map->mask = size - 1;
    for (uint32_t i = 0; old.slots && i <= old.mask; i++)
        if (old.slots[i].value)
            move(map, &old.slots[i]);
}

void **
ag_map_put(struct ag_map *map, struct ag_arena *arena, struct ag_str key)
{
    uint32_t h = hash(key);

    ag_map_reserve(map, arena, map->used + 1);
    struct ag_map_slot *slot = find(map, key, h);
    if (!slot->value) {
        *slot = (struct ag_map_slot){key.p, key.n, h, NULL};
        map->used++;
    }
    return &slot->value;
}
