#include "base/map.h"

#include "base/hash.h"
#include "base/mem.h"

/*
 * uthash's default is Jenkins' hash, byte by byte in macros; FNV-1a is as good and is ours. A key's
 * last byte only reaches the bits below 17 and above 39 of it; uthash takes the lowest bits for
 * its buckets, and doubles them again and again where keys crowd. Multiplying by 2^64 / phi brings
 * all bits into the upper half.
 */
#define HASH_FUNCTION(key, length, value)                                                          \
    (value) = (unsigned)((hash_add(HASH_START, (str){(const char *)(key), (length)}) *             \
                          UINT64_C(0x9e3779b97f4a7c15)) >>                                         \
                         32)
#define uthash_malloc(size)     mem_alloc(1, (size))
#define uthash_free(p, size)    mem_free(p)
#define uthash_bzero(p, length) memset((p), 0, (length))
#include <string.h>
#include <uthash.h>

struct map_item {
    str key;
    uint32_t value;
    UT_hash_handle hh;
};

static struct map_item *find(const struct map *map, str key)
{
    struct map_item *item = NULL;
    const char *bytes = key.at ? key.at : ""; /* uthash compares with memcmp() */
    if (map->items)
        HASH_FIND(hh, map->items, bytes, key.n, item);
    return item;
}

uint32_t *map_get(const struct map *map, str key)
{
    struct map_item *item = find(map, key);
    return item ? &item->value : NULL;
}

static uint32_t *put(struct map *map, str key, uint32_t fresh, bool *added, bool copy)
{
    struct map_item *item = find(map, key);
    if (added)
        *added = !item;
    if (item)
        return &item->value;
    item = arena_alloc(&map->arena, sizeof *item);
    item->key = copy || !key.at ? arena_str(&map->arena, key) : key;
    item->value = fresh;
    HASH_ADD_KEYPTR(hh, map->items, item->key.at, item->key.n, item);
    return &item->value;
}

uint32_t *map_put(struct map *map, str key, uint32_t fresh, bool *added)
{
    return put(map, key, fresh, added, false);
}

uint32_t *map_put_copy(struct map *map, str key, uint32_t fresh, bool *added)
{
    return put(map, key, fresh, added, true);
}

str map_key(const uint32_t *slot)
{
    const char *item = (const char *)slot - offsetof(struct map_item, value);
    return ((const struct map_item *)item)->key;
}

size_t map_count(const struct map *map)
{
    return HASH_COUNT(map->items);
}

void map_each(const struct map *map, void (*visit)(void *self, str key, uint32_t value), void *self)
{
    for (struct map_item *item = map->items; item; item = item->hh.next)
        visit(self, item->key, item->value);
}

void map_free(struct map *map)
{
    HASH_CLEAR(hh, map->items);
    arena_free(&map->arena);
    map->items = NULL;
}
