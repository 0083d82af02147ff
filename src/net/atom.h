/*
 * atom: a feed of Atom (RFC 4287) with arXiv's own elements, as entries.
 */
#ifndef CURLINT_NET_ATOM_H
#define CURLINT_NET_ATOM_H

#include "base/arena.h"

/* UTF-8, blanks and line ends within a text made one blank; what is not there is empty. */
struct atom_entry {
    str id, title, summary, published;
    str authors;               /* names with ", " between them */
    str comment, doi, journal; /* arXiv's */
    bool has_pdf;              /* a link of that type or title */
};

struct atom_feed {
    size_t entries;
    uint32_t per_page; /* opensearch:itemsPerPage; 0: not told */
    str updated;       /* "2026-06-01T00:00:00-04:00"; empty: not told; lives in the arena */
};

/*
 * Call `visit` for each entry, whose slices live in `arena`. False: it is no such feed, not well
 * formed, or more than one could mean (a DOCTYPE, deep nesting, huge texts); entries before that
 * were visited.
 */
bool atom_read(str xml, struct arena *arena, struct atom_feed *feed,
               void (*visit)(void *self, const struct atom_entry *entry), void *self);

#endif
