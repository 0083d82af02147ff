/*
 * mem: heap memory that is never NULL, and growable arrays on it.
 *
 * When memory runs out the process aborts, as cmark-gfm does in the same case (its arena.c,
 * xcalloc): a linter that goes on with half a list would say that the rest is fine. Inputs are
 * bounded before anything is allocated for them (doc/limits.h), so this is not a way for a
 * stranger to end a run.
 */
#ifndef CURLINT_BASE_MEM_H
#define CURLINT_BASE_MEM_H

#include <stddef.h>

/* Zeroed memory for `count` items of `size` bytes; the caller frees it with mem_free(). */
void *mem_alloc(size_t count, size_t size);
/* Grow or shrink to `count` items; new memory is not zeroed. NULL grows from nothing. */
void *mem_resize(void *old, size_t count, size_t size);
void mem_free(void *p);

/*
 * A growable array: `VEC(struct entry) entries = {0};`, then `entries.at[i]`, `entries.n`.
 * The owner calls vec_free(). Pushing may move the items: keep indices, not pointers.
 */
#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *at;                                                                                  \
        size_t n, cap;                                                                             \
    }

/* Append an item: vec_push(&v, item). */
#define vec_push(v, ...)                                                                           \
    do {                                                                                           \
        if ((v)->n == (v)->cap) {                                                                  \
            (v)->cap = (v)->cap ? (v)->cap * 2 : 16;                                               \
            (v)->at = mem_resize((v)->at, (v)->cap, sizeof *(v)->at);                              \
        }                                                                                          \
        (v)->at[(v)->n++] = (__VA_ARGS__);                                                         \
    } while (0)

#define vec_free(v)                                                                                \
    do {                                                                                           \
        mem_free((v)->at);                                                                         \
        (v)->at = NULL;                                                                            \
        (v)->n = (v)->cap = 0;                                                                     \
    } while (0)

/* Give back what the array reserved and does not use. */
#define vec_fit(v)                                                                                 \
    do {                                                                                           \
        if ((v)->n < (v)->cap) {                                                                   \
            (v)->cap = (v)->n;                                                                     \
            (v)->at =                                                                              \
                (v)->n ? mem_resize((v)->at, (v)->n, sizeof *(v)->at) : (mem_free((v)->at), NULL); \
        }                                                                                          \
    } while (0)

#endif
