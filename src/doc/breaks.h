/*
 * breaks: line breaks written as tags: `<br>`, and `</br>`, which is no tag of HTML and which
 * browsers take for one.
 */
#ifndef CURLINT_DOC_BREAKS_H
#define CURLINT_DOC_BREAKS_H

#include "base/str.h"

struct line_break {
    size_t start, end; /* bytes of the text, '<' to behind '>' */
    bool closing;      /* `</br>` */
};

/* The next break of `text` at or behind `*at`, which moves behind it; false where there is none. */
bool break_next(str text, size_t *at, struct line_break *out);

enum { BREAK_RUN = 16 }; /* breaks in a row that are looked at */

/*
 * `text` without the breaks and blanks that it ends with, and without those that it begins with, as
 * far as BREAK_RUN goes.
 */
str break_trim_right(str text);
str break_trim_left(str text);

#endif
