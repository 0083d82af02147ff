/*
 * map: from byte strings to 32-bit values, on uthash. Keys are borrowed unless map_put_copy() is
 * used. Iteration is in the order of insertion, so that output made from a map is stable.
 */
#ifndef CURLINT_BASE_MAP_H
#define CURLINT_BASE_MAP_H

#include "base/arena.h"
#include "base/str.h"

struct map_item;

/* Zero-initialise to start; map_free() when done. */
struct map {
    struct map_item *items; /* owned */
    struct arena arena;     /* of the items and of copied keys */
};

/* The value slot of `key`, or NULL. It stays where it is while the map lives. */
uint32_t *map_get(const struct map *map, str key);
/*
 * The slot of `key`, made with the value `fresh` if it was not there; `*added` (may be NULL) tells
 * which. `key` must outlive the map.
 */
uint32_t *map_put(struct map *map, str key, uint32_t fresh, bool *added);
/* The same with a copy of `key` owned by the map. */
uint32_t *map_put_copy(struct map *map, str key, uint32_t fresh, bool *added);
/* The key that a slot is the value of. */
str map_key(const uint32_t *slot);
size_t map_count(const struct map *map);
/* Call `visit` for each pair in the order of insertion. */
void map_each(const struct map *map, void (*visit)(void *self, str key, uint32_t value),
              void *self);
void map_free(struct map *map);

#endif
