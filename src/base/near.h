/*
 * near: which of the right names a mistyped one is nearest to, for "did you mean".
 */
#ifndef CURLINT_BASE_NEAR_H
#define CURLINT_BASE_NEAR_H

#include "base/str.h"

/* A search: near_start(), near_offer() for each right name, then read `best`. */
struct near {
    str word;         /* borrowed: what was written */
    const char *best; /* borrowed from an offer; NULL where none is near */
    size_t distance;  /* of `best`; the first of two equal ones stays */
};

struct near near_start(str word);
/* Consider a right name, which must outlive the search. */
void near_offer(struct near *near, const char *name);

/*
 * Edits from one word to the other: a byte changed, dropped, added, or swapped with its neighbour;
 * no place is edited twice (optimal string alignment). ASCII letter case is ignored. Words of more
 * than 64 bytes are SIZE_MAX apart.
 */
size_t near_distance(str a, str b);

#endif
