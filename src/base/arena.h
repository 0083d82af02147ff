/*
 * arena: memory that is freed all at once. Everything taken from an arena lives until
 * arena_free(); there is no way to free a part. Under AddressSanitizer every piece is a heap block
 * of its own, so that a read past its end is caught.
 */
#ifndef CURLINT_BASE_ARENA_H
#define CURLINT_BASE_ARENA_H

#include "base/str.h"

#include <stdarg.h>

struct arena_block;

/* Zero-initialise to start: `struct arena arena = {0};`. */
struct arena {
    struct arena_block *blocks; /* owned */
    size_t bytes;               /* what the blocks hold, for measuring */
};

/* `size` zeroed bytes, aligned for any type; never NULL (base/mem.h says what happens instead). */
void *arena_alloc(struct arena *arena, size_t size);
/* A copy of `count` items of `size` bytes each; NULL where there are none. */
void *arena_copy(struct arena *arena, const void *items, size_t count, size_t size);
/* A copy of `s`, with a NUL behind it that its length does not count. */
str arena_str(struct arena *arena, str s);
/* printf into the arena; the result's pointer is NUL-terminated. */
str arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
str arena_vprintf(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
void arena_free(struct arena *arena);

#endif
