/*
 * match: which entry of a change is which entry of before. Entries are known again by their key,
 * then by what they hold, wherever they have moved: neither line, section nor file is part of it.
 */
#ifndef CURLINT_LINT_MATCH_H
#define CURLINT_LINT_MATCH_H

#include "doc/document.h"

/* What the change did to an entry, or to a line that belongs to none. */
enum fate {
    FATE_SAME,   /* nothing, or it was moved, re-aligned, re-wrapped */
    FATE_EDITED, /* its text is another */
    FATE_ADDED,
};

/* An entry of the head, and what it was. */
struct counterpart {
    uint32_t document, entry; /* in the base; NO_INDEX where it was added */
    uint8_t fate;             /* enum fate */
};

/* The documents of one side, in order of path. Borrowed. */
struct match_side {
    struct document *const *documents;
    uint32_t count;
};

struct match;

/*
 * Match the entries of two sides. A document that did not change may be the same object on both:
 * its entries are their own counterparts and no others'. Both sides must outlive the match; the
 * caller frees it with match_free(). The time is n log n in the entries of what changed.
 */
struct match *match_new(struct match_side base, struct match_side head);
void match_free(struct match *match);

/* Whether a document of the head is the same object in the base. */
bool match_is_shared(const struct match *match, uint32_t document);
/* What an entry of the head was. */
struct counterpart match_entry(const struct match *match, uint32_t document, uint32_t entry);
/* What became of an entry of the base: whether the head still has it. */
bool match_is_kept(const struct match *match, uint32_t document, uint32_t entry);
/*
 * What the change did to a finding's place in the head: to the entry that it is on, or where that
 * is NO_INDEX to the lines of its span. They are the same where each stood somewhere in the base,
 * blanks aside; so is an entry that stood there as lines of no entry.
 */
enum fate match_fate(struct match *match, uint32_t document, uint32_t entry, struct span span);
/*
 * Which of two entries of the head is older: of those that were left alone the one that stood first
 * in the base, then those that were edited, then what was added.
 */
uint64_t match_age(const struct match *match, uint32_t document, uint32_t entry);

/* The documents of a match. */
struct match_side match_base(const struct match *match);
struct match_side match_head(const struct match *match);

#endif
