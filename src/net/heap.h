/*
 * heap: small numbers ordered by a caller's relation, the first of them at hand, each of them
 * movable and removable, in logarithmic time.
 */
#ifndef CURLINT_NET_HEAP_H
#define CURLINT_NET_HEAP_H

#include "base/mem.h"

#include <stdbool.h>
#include <stdint.h>

#define HEAP_NONE UINT32_MAX

/* Set `before` and `self`, zero the rest; heap_free() when done. */
struct heap {
    bool (*before)(const void *self, uint32_t a, uint32_t b); /* a strict order */
    const void *self;                                         /* borrowed */
    VEC(uint32_t) items;
    VEC(uint32_t) places; /* of a number in `items`, plus 1; 0: it is not there */
};

/* The first, or HEAP_NONE. */
uint32_t heap_first(const struct heap *heap);
bool heap_has(const struct heap *heap, uint32_t item);
/* Add `item`, or move it to where it now belongs. */
void heap_put(struct heap *heap, uint32_t item);
/* Nothing happens where it is not there. */
void heap_remove(struct heap *heap, uint32_t item);
void heap_free(struct heap *heap);

#endif
