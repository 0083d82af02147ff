/*
 * majority: which of several forms a list uses, from cases of it. What a list does everywhere is
 * its style; one that it does mostly is only proposed.
 */
#ifndef CURLINT_BASE_MAJORITY_H
#define CURLINT_BASE_MAJORITY_H

#include "base/map.h"

enum {
    MAJORITY_CASES = 20,   /* fewer cases than this say nothing */
    MAJORITY_STYLE = 95,   /* percent that make a form the list's own */
    MAJORITY_PROPOSAL = 60 /* percent from which `init` proposes a form */
};

/* Whether a form of `count` of `cases` has `percent` of them, and there are MAJORITY_CASES. */
static inline bool majority_is(uint32_t count, uint32_t cases, uint32_t percent)
{
    return cases >= MAJORITY_CASES && (uint64_t)count * 100 >= (uint64_t)cases * percent;
}

/* Zero-initialise; majority_free() when done. */
struct majority {
    struct map forms; /* form -> cases */
    uint32_t cases;
    uint32_t *last; /* those of the form that was counted last, which is likely the next one too */
};

/* Count a case; `form` is copied. */
void majority_add(struct majority *majority, str form);
/* Count `times` cases of one form. */
void majority_add_times(struct majority *majority, str form, uint32_t times);
/*
 * The form that most cases share, the one seen first among equals, if they are `percent` of at
 * least `cases`; else the slice with a NULL pointer. It lives as long as the majority. `count` (may
 * be NULL) gets the number of its cases.
 */
str majority_form(const struct majority *majority, uint32_t cases, uint32_t percent,
                  uint32_t *count);
/* Whether any case has another form than `form`; false where that is empty. */
bool majority_differs(const struct majority *majority, str form);
void majority_free(struct majority *majority);

#endif
