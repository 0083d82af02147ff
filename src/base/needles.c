#include "base/needles.h"

#include <string.h>

enum {
    WINDOW = 4, /* bytes at the end of a string that are looked for first */
    MOST = 512, /* strings; a text that is passed over is compared with few */
    SLOTS = 1 << 16,
};

/* The bytes with letter case out of the way; what is no letter may fall together, that is seen
 * later. */
static uint32_t hash_at(const char *at)
{
    uint32_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    return (bytes | 0x20202020u) * 0x9e3779b1u >> 16;
}

void needles_add(struct needles *needles, str string)
{
    if (string.n < WINDOW || needles->strings.n == MOST)
        needles->any = true;
    if (needles->any)
        return;
    if (!needles->heads) {
        needles->heads = mem_alloc(SLOTS, sizeof *needles->heads);
        needles->next = mem_alloc(MOST + 1, sizeof *needles->next);
    }
    vec_push(&needles->strings, arena_str(&needles->arena, string));
    uint16_t number = (uint16_t)needles->strings.n;
    uint16_t *head = &needles->heads[hash_at(string.at + string.n - WINDOW)];
    needles->next[number] = *head;
    *head = number;
}

bool needles_are_none(const struct needles *needles)
{
    return !needles->any && needles->strings.n == 0;
}

static bool ends_in(const struct needles *needles, uint16_t number, str text)
{
    for (; number > 0; number = needles->next[number])
        if (str_ends_nocase(text, needles->strings.at[number - 1]))
            return true;
    return false;
}

bool needles_found(const struct needles *needles, str text)
{
    if (needles->any || needles->strings.n == 0)
        return needles->any;
    for (size_t end = WINDOW; end <= text.n; end++) {
        uint16_t number = needles->heads[hash_at(text.at + end - WINDOW)];
        if (number > 0 && ends_in(needles, number, str_sub(text, 0, end)))
            return true;
    }
    return false;
}

void needles_free(struct needles *needles)
{
    vec_free(&needles->strings);
    mem_free(needles->heads);
    mem_free(needles->next);
    arena_free(&needles->arena);
}
