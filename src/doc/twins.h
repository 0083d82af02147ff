/*
 * twins: the entries of some files by what they are, so that the original of a copy on another page
 * is found again, and a copy and its original side by side.
 *
 * The two are one paper by key, else by title; how each is written does not matter: a row may have
 * a bullet as original.
 */
#ifndef CURLINT_DOC_TWINS_H
#define CURLINT_DOC_TWINS_H

#include "base/map.h"
#include "base/mem.h"
#include "doc/holdings.h"

enum { TWINS_MAX = 8 }; /* originals of one entry that are looked at */

struct twin {
    const struct document *doc; /* borrowed */
    const struct entry *entry;
    uint32_t next; /* of the same key, in order of place; or NO_INDEX */
    uint32_t last; /* of the first of a key: the last one */
};

/* Zero-initialise; twins_free() when done. */
struct twins {
    VEC(struct twin) at;
    struct map keys, titles; /* into `at`; titles: NO_INDEX where several have it */
    struct buf text;
};

/* Whether an entry is one of a list: no table of contents, no news. */
bool twins_takes(const struct document *doc, const struct entry *entry);
/* Add all entries of a file that are. The document must outlive the twins. */
void twins_add(struct twins *twins, const struct document *doc);
/* The first that is the same paper by key, then by `next`; `*titled`: by its title alone, and the
 * only one. NO_INDEX for none. */
uint32_t twins_find(struct twins *twins, const struct document *doc, const struct entry *entry,
                    bool *titled);
void twins_free(struct twins *twins);

/* The title of an entry without a number in front of it. */
str twins_title(const struct document *doc, const struct entry *entry);

/* A copy and an original side by side; pair_free() when done. */
struct twin_pair {
    const struct document *page, *file; /* borrowed, as the entries */
    const struct entry *copy, *original;
    struct holdings here, there; /* what each holds: badges and links */
    bool titles_differ;
    uint32_t differences;
};

void pair_read(struct twin_pair *pair, const struct document *page, const struct entry *copy,
               const struct document *file, const struct entry *original);
void pair_free(struct twin_pair *pair);

/*
 * What of the original stands in the place of a holding of the copy that the original has not: both
 * titles, both "Code", both badges of a venue. `told` has a place for each holding of the original
 * and marks those that were given. NULL where nothing does: only the copy has it.
 */
const struct holding *pair_replacement(const struct twin_pair *pair, const struct holding *own,
                                       bool *told);
/* The first holding that only the copy has; NULL for none. */
const struct holding *pair_extra(const struct twin_pair *pair);

#endif
