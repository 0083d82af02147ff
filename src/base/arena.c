#include "base/arena.h"

#include "base/mem.h"

#include <stdio.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_BLOCK_EACH 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_BLOCK_EACH 1
#endif
#endif
#ifndef ARENA_BLOCK_EACH
#define ARENA_BLOCK_EACH 0
#endif

enum { ARENA_BLOCK_BYTES = 16 * 1024, ARENA_ALIGN = 16 };

struct arena_block {
    struct arena_block *next;
    size_t used, size; /* of `data` */
    _Alignas(ARENA_ALIGN) char data[];
};

static struct arena_block *add_block(struct arena *arena, size_t size)
{
    struct arena_block *block = mem_alloc(1, sizeof *block + size);
    block->size = size;
    block->next = arena->blocks;
    arena->blocks = block;
    arena->bytes += sizeof *block + size;
    return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    size_t rounded =
        ARENA_BLOCK_EACH ? size : (size + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
    struct arena_block *block = arena->blocks;
    if (ARENA_BLOCK_EACH) {
        block = add_block(arena, rounded);
    } else if (!block || block->size - block->used < rounded) {
        if (rounded > ARENA_BLOCK_BYTES / 4 && block) {
            /* A big piece gets a block of its own behind the one in use, which stays open. */
            struct arena_block *open = block;
            block = add_block(arena, rounded);
            arena->blocks = open;
            block->next = open->next;
            open->next = block;
        } else {
            block = add_block(arena, rounded > ARENA_BLOCK_BYTES ? rounded : ARENA_BLOCK_BYTES);
        }
    }
    void *p = block->data + block->used;
    block->used += rounded;
    return p;
}

void *arena_copy(struct arena *arena, const void *items, size_t count, size_t size)
{
    if (count == 0)
        return NULL;
    void *copy = arena_alloc(arena, count * size);
    memcpy(copy, items, count * size);
    return copy;
}

str arena_str(struct arena *arena, str s)
{
    char *copy = arena_alloc(arena, s.n + 1);
    if (s.n)
        memcpy(copy, s.at, s.n);
    return (str){copy, s.n};
}

str arena_vprintf(struct arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n < 0)
        n = 0;
    char *text = arena_alloc(arena, (size_t)n + 1);
    vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return (str){text, (size_t)n};
}

str arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    str text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

void arena_free(struct arena *arena)
{
    for (struct arena_block *block = arena->blocks, *next; block; block = next) {
        next = block->next;
        mem_free(block);
    }
    *arena = (struct arena){0};
}
