/*
 * badge_frame: the bytes around what a badge says. Nearly all badges of a list have one of a few
 * frames, so that most need not be taken apart to tell how they are written.
 */
#ifndef CURLINT_DOC_BADGE_FRAME_H
#define CURLINT_DOC_BADGE_FRAME_H

#include "base/arena.h"
#include "doc/badge_text.h"

struct badge_frame {
    str head, tail; /* arena; in front of owner or message, and behind repository or message */
    bool stars;
    bool twice;       /* stars: behind `tail` the repository comes again, in the link */
    const char *form; /* static badges: of the year, as in a venue */
    size_t label;     /* bytes of the head up to the label */
};

/* The frame of a badge; false where it has none that is told by its bytes alone. */
bool badge_frame_of(const struct badge_text *badge, struct arena *arena, struct badge_frame *out);
/*
 * Whether badge_text_read() would find in `text` the same in all but what is said. Then `name` is
 * what a static badge says up to the year, label included; empty for stars. False says nothing.
 */
bool badge_frame_fits(const struct badge_frame *frame, str text, str *name);

#endif
