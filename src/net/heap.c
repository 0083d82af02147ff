#include "net/heap.h"

static void settle(struct heap *heap, size_t place, uint32_t item)
{
    heap->items.at[place] = item;
    heap->places.at[item] = (uint32_t)place + 1;
}

static void rise(struct heap *heap, size_t place)
{
    uint32_t item = heap->items.at[place];
    while (place > 0) {
        size_t above = (place - 1) / 2;
        if (!heap->before(heap->self, item, heap->items.at[above]))
            break;
        settle(heap, place, heap->items.at[above]);
        place = above;
    }
    settle(heap, place, item);
}

static void sink(struct heap *heap, size_t place)
{
    uint32_t item = heap->items.at[place];
    for (;;) {
        size_t below = place * 2 + 1;
        if (below >= heap->items.n)
            break;
        if (below + 1 < heap->items.n &&
            heap->before(heap->self, heap->items.at[below + 1], heap->items.at[below]))
            below++;
        if (!heap->before(heap->self, heap->items.at[below], item))
            break;
        settle(heap, place, heap->items.at[below]);
        place = below;
    }
    settle(heap, place, item);
}

uint32_t heap_first(const struct heap *heap)
{
    return heap->items.n ? heap->items.at[0] : HEAP_NONE;
}

bool heap_has(const struct heap *heap, uint32_t item)
{
    return item < heap->places.n && heap->places.at[item] != 0;
}

void heap_put(struct heap *heap, uint32_t item)
{
    while (heap->places.n <= item)
        vec_push(&heap->places, 0);
    if (heap->places.at[item] == 0) {
        vec_push(&heap->items, item);
        heap->places.at[item] = (uint32_t)heap->items.n;
    }
    rise(heap, heap->places.at[item] - 1);
    sink(heap, heap->places.at[item] - 1);
}

void heap_remove(struct heap *heap, uint32_t item)
{
    if (!heap_has(heap, item))
        return;
    size_t place = heap->places.at[item] - 1;
    heap->places.at[item] = 0;
    uint32_t last = heap->items.at[--heap->items.n];
    if (last == item)
        return;
    settle(heap, place, last);
    rise(heap, place);
    sink(heap, heap->places.at[last] - 1);
}

void heap_free(struct heap *heap)
{
    vec_free(&heap->items);
    vec_free(&heap->places);
}
