/*
 * recent_text: the bytes that a page of recent papers gets, by its plan (doc/recent.h). Pure.
 *
 * A row is its original's, byte for byte but for targets that lead elsewhere from the page's
 * folder, and for what only the page has: marks, and a hidden cell where the original has none.
 * An original of another shape, a bullet for a table, is written by the template. A row of the page
 * stays as it is where it has no original, where it holds a badge, link or mark that its original
 * lacks, and where an original of another shape says the same.
 */
#ifndef CURLINT_LINT_RECENT_TEXT_H
#define CURLINT_LINT_RECENT_TEXT_H

#include "base/err.h"
#include "doc/recent.h"

/* What became of a row. */
enum recent_kind {
    RECENT_SAME,    /* is its original's, byte for byte */
    RECENT_MARKED,  /* but for what only the page has */
    RECENT_ALIKE,   /* says what an original of another shape says */
    RECENT_APART,   /* stays: it has what its original lacks */
    RECENT_ALONE,   /* stays: it has no original */
    RECENT_CHANGED, /* is taken from its original anew */
    RECENT_NEW,
    RECENT_DROPPED,
    RECENT_KINDS
};

struct recent_note {
    enum recent_kind kind;
    size_t row; /* of the plan */
    str lacks;  /* of RECENT_APART: what the original lacks; arena */
};

/* Zero-initialise; recent_text_free() when done. */
struct recent_text {
    struct buf bytes; /* of the whole page */
    uint32_t count[RECENT_KINDS];
    VEC(struct recent_note) notes; /* of RECENT_APART and behind it, in the order of the page */
    uint32_t moved;                /* rows that stood in another place of their section */
    bool heading;                  /* a heading tells another window */
    struct arena arena;
};

/*
 * Write the page anew. RC_FAIL: a row has to be written by a template and there is none, or a list
 * has to be begun and there is no other to take its header from.
 */
enum rc recent_text_make(struct recent_text *out, const struct recent_plan *plan,
                         struct err *err) RC_MUST_CHECK;
void recent_text_free(struct recent_text *text);

#endif
