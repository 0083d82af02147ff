/*
 * needles: which of many texts hold one of some short strings, ASCII letter case aside. One pass
 * over a text, for passing over most of a repository at little more than what reading it costs.
 */
#ifndef CURLINT_BASE_NEEDLES_H
#define CURLINT_BASE_NEEDLES_H

#include "base/arena.h"
#include "base/mem.h"

/* Zero-initialise; needles_free() when done. */
struct needles {
    VEC(str) strings; /* in the arena */
    uint16_t *heads;  /* by hash of the last bytes of a string: its number + 1; NULL while empty */
    uint16_t *next;   /* of one string: the next of that hash, the same way */
    bool any;         /* too short or too many to be told apart: every text holds one */
    struct arena arena;
};

/* Add a copy of a string. */
void needles_add(struct needles *needles, str string);
bool needles_are_none(const struct needles *needles);
bool needles_found(const struct needles *needles, str text);
void needles_free(struct needles *needles);

#endif
