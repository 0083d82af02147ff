/*
 * shown: what a reader sees of a piece of inline Markdown, for comparing names as they are
 * rendered.
 */
#ifndef CURLINT_DOC_SHOWN_H
#define CURLINT_DOC_SHOWN_H

#include "base/buf.h"

/*
 * Append `text` (of a cell, a heading, a label) without the marks of emphasis, code and links,
 * without tags, comments and pictures; escapes and character references undone; blanks as one space
 * each, none at the ends. Reference-style links keep their brackets. Linear.
 */
void shown_text(struct buf *out, str text);
/* Runs of letters and digits in such a text; what is beyond ASCII counts as a letter. */
size_t shown_words(str text);

#endif
