/*
 * recent_age: how old an entry is, by what its list goes by. For doc/recent alone.
 */
#ifndef CURLINT_DOC_RECENT_AGE_H
#define CURLINT_DOC_RECENT_AGE_H

#include "doc/recent.h"

/* From when to when an entry can have come; DAY_UNKNOWN where nothing tells. */
struct age {
    int64_t first, last;
    bool by_history; /* then all that is known is on which side of the window it lies */
};

/*
 * The age of an original (into plan->twins, or NO_INDEX), of a copy on the page (or NULL), or of
 * both: a date is looked for beside the original first.
 */
struct age age_of(const struct recent_plan *plan, uint32_t twin, const struct entry *copy,
                  const struct map *past);

#endif
