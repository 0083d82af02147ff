/*
 * badge_change: what has to be written otherwise so that a badge takes the usual form, or that of
 * another badge.
 */
#ifndef CURLINT_DOC_BADGE_CHANGE_H
#define CURLINT_DOC_BADGE_CHANGE_H

#include "doc/badge_style.h"

struct badge_change {
    enum badge_aspect aspect;
    str is;     /* slice of the badge; where it is empty, its place */
    str wanted; /* arena or norm; NULL where it cannot be told */
};

struct badge_changes {
    struct badge_change at[BADGE_ASPECT_COUNT];
    unsigned count;
};

/* Replace the bytes [start, end) of the badge's text. */
struct badge_edit {
    size_t start, end;
    str text; /* arena */
};

enum { BADGE_EDITS = BADGE_ASPECT_COUNT + 1 };

/* What brings `aspects` (1 << aspect) of a badge to the usual forms of its family. */
void badge_changes_usual(struct badge_changes *out, struct arena *arena,
                         const struct badge_family *family, const struct badge_text *badge,
                         uint32_t aspects);
/*
 * What turns a badge into `wanted`; where both are read from texts that agree in what they say,
 * these are all differences.
 */
void badge_changes_between(struct badge_changes *out, const struct badge_text *badge,
                           const struct badge_text *wanted);
/*
 * The edits in order of place, touching ones joined; their number. 0 where a change cannot be told,
 * or would take a link's target away.
 */
unsigned badge_changes_edits(const struct badge_changes *changes, const struct badge_text *badge,
                             struct arena *arena, struct badge_edit edits[BADGE_EDITS]);

/* Append the text with the edits made. */
void badge_edits_apply(const struct badge_edit *edits, unsigned count, str text, struct buf *out);
/*
 * The edits that turn a badge into `wanted`, of which `changes` are the differences between the
 * two; where these are not all, one edit of all that differs.
 */
unsigned badge_changes_edits_to(const struct badge_changes *changes, const struct badge_text *badge,
                                const struct badge_text *wanted, struct arena *arena,
                                struct badge_edit edits[BADGE_EDITS]);

#endif
