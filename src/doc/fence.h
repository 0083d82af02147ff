/*
 * fence: which lines are the text of fenced code, told without parsing. Only what is certain
 * counts: code that begins at the left margin, outside of HTML and behind nothing that may be more
 * than it looks. For a guard, which must not be talked out of its count.
 */
#ifndef CURLINT_DOC_FENCE_H
#define CURLINT_DOC_FENCE_H

#include "base/str.h"

enum fence_state {
    FENCE_NONE,    /* no code, comment or tag that began in an earlier line goes on */
    FENCE_CODE,    /* in code, of which `mark` and `length` tell the end */
    FENCE_COMMENT, /* in a comment of HTML: up to its end */
    FENCE_HTML,    /* perhaps in other HTML: up to a blank line */
    FENCE_UNSURE,  /* not known, up to the end of the source */
};

/* Zero-initialise. */
struct fence {
    enum fence_state state;
    char mark; /* '`' or '~' */
    size_t length;
};

/* Go on by a line, without its end: whether it is certainly text of fenced code, or its last line.
 */
bool fence_step(struct fence *fence, str line);

#endif
