/*
 * pattern_private: what choosing a shape and filling it share.
 */
#ifndef CURLINT_LINT_PATTERN_PRIVATE_H
#define CURLINT_LINT_PATTERN_PRIVATE_H

#include "lint/pattern.h"

/* Which examples are asked, from the nearest on. */
enum reach {
    REACH_NEAR,    /* in the section, nearest to the place */
    REACH_SECTION, /* of one list and section */
    REACH_FILE,    /* comparable lists of the file */
    REACH_ALL,     /* comparable lists */
    REACH_COUNT
};

/* A piece of the entry that is being written: what stands in front of it, and what it is. */
struct slot {
    str joint;
    enum piece_kind kind; /* of the last: PIECE_KINDS, it is but the joint */
    uint32_t turn;        /* the how manieth of its kind in the shape that it comes from */
};

enum { SLOTS = 72 };

/* The shape of an entry, made to what is known of a paper. */
struct plan {
    struct slot slots[SLOTS]; /* the last is the end */
    uint32_t count;           /* without it */
    uint32_t shape;           /* that it comes from */
    enum reach reach;         /* where that is usual */
};

/* Whether the examples that are asked at `reach` hold this one, of those that the place has. */
bool pattern_reaches(const struct patterns *patterns, const struct pattern_place *place,
                     enum reach reach, size_t example);

/* What a paper has to say, 1 << kind for each. */
uint32_t paper_kinds(const struct paper *paper);

/* Choose; made-up joints live in `arena`. False: no entry can be taken for an example. */
bool pattern_plan(const struct patterns *patterns, const struct pattern_place *place,
                  const struct paper *paper, struct plan *plan, struct arena *arena);

/*
 * The form of a slot by most of the examples, or a slice with a NULL pointer. It lives in `arena`.
 */
str pattern_form(const struct patterns *patterns, const struct pattern_place *place,
                 const struct plan *plan, const struct paper *paper, const struct slot *slot,
                 struct arena *arena);

/* Append the form with the values of the paper; false where one that it needs is not known. */
bool pattern_fill(const struct patterns *patterns, const struct pattern_place *place,
                  const struct paper *paper, str form, bool front, struct buf *out);

#endif
