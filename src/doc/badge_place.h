/*
 * badge_place: where in its entry a badge stands, and where a new one would have to stand so that
 * it is where the others are.
 */
#ifndef CURLINT_DOC_BADGE_PLACE_H
#define CURLINT_DOC_BADGE_PLACE_H

#include "doc/badge_order.h"

enum badge_place_kind {
    PLACE_ELSEWHERE,
    PLACE_LEAD,  /* with other badges before all else in its cell or item */
    PLACE_ALONE, /* the same, and nothing follows: a cell of its own */
    PLACE_CODE,  /* right behind the code link */
};

struct badge_place {
    enum badge_place_kind kind;
    uint16_t cell; /* as in a reference */
    /*
     * Slices of the source. Behind the badges of a PLACE_LEAD and what follows: ` <br> `. Between
     * the code link and the badges of a PLACE_CODE. Between two badges, NULL where there is one.
     */
    str joint, between;
};

/* Where the badges of a run stand. `code` is the entry's code link, or NULL. */
struct badge_place badge_place_of(const struct badge_styles *styles,
                                  struct document *const *documents, struct badge_run run,
                                  const struct reference *code);

/* Where to put a badge: its offset, and the text in front of it and behind it. */
struct badge_spot {
    uint32_t offset;
    str before, behind;
};

/*
 * The spot in `entry` (of documents[document]), which has no such badge, that is `place`; false
 * where it is not certain: other badges are there whose usual order beside it is not known, or the
 * cell that it should have is not empty. `name` is that of the badge's shape.
 */
bool badge_place_find(const struct badge_order *order, const struct badge_styles *styles,
                      struct document *const *documents, uint32_t document,
                      const struct entry *entry, const struct reference *code,
                      const struct badge_place *place, uint32_t name, uint32_t percent,
                      struct badge_spot *out);

#endif
