/*
 * insertion: where in a list a new entry goes, and the bytes of the list with it.
 *
 * A section that is in order of dates, arXiv ids or titles (doc/order.h) stays in order; one that
 * is in none gets new entries at its end.
 */
#ifndef CURLINT_DOC_INSERTION_H
#define CURLINT_DOC_INSERTION_H

#include "base/buf.h"
#include "doc/document.h"

/* A list, in the section where the new entry is to stand. */
struct target {
    uint32_t list, section;
};

/* Whether the newest entries of a section stand at its top. */
bool insertion_is_front(const struct document *doc, struct target target);

/* Beside which entry a new one stands. */
struct neighbour {
    uint32_t entry; /* NO_INDEX: the section has none, the new one is the first */
    bool behind;    /* it, or in front of it */
};

/* At the top of the section, behind entries that are in no order, or at its end. */
struct neighbour insertion_outermost(const struct document *doc, struct target target, bool front);
/*
 * Where the entry `fresh`, which stands anywhere in its section of `doc`, belongs by the order of
 * the others. False where it stands there already, or nothing tells.
 */
bool insertion_in_order(const struct document *doc, uint32_t fresh, struct neighbour *out);

/*
 * Append the source of `doc` with the entry `body` (without the marker of an item, line ends LF)
 * put in, in the line ends, with the marker and with the blank lines that its neighbours have.
 * `*at` is where it begins. A file without a line end at its end stays so.
 */
void insertion_make(struct buf *out, const struct document *doc, struct target target,
                    struct neighbour neighbour, str body, uint32_t *at);

#endif
