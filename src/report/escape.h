/*
 * escape: bytes of a list, a file's name or a message as a terminal may see them. Rows are a
 * stranger's text: an escape sequence could hide a finding, a line break forge one.
 *
 *   control characters of ASCII, bytes that are no UTF-8   \x1b
 *   controls, format characters (bidi, zero-width), line
 *   and paragraph separators, private use, unassigned       <U+202E>
 *   a tab                                                   one blank
 */
#ifndef CURLINT_REPORT_ESCAPE_H
#define CURLINT_REPORT_ESCAPE_H

#include "base/buf.h"

/* What is shown for one character or invalid byte. */
struct glyph {
    size_t bytes;     /* that it stands for; at least 1 */
    uint32_t columns; /* 0, 1 or 2, more where it is escaped */
    bool mark;        /* joins the character before it: never to be parted from that */
    uint8_t length;
    char text[12]; /* not NUL-terminated */
};

/* The glyph at the start of `s`, which is not empty. */
struct glyph escape_next(str s);
/* The one that ends at the end of `s`, which is not empty. */
struct glyph escape_last(str s);
/* Append all of `s`. */
void escape_add(struct buf *out, str s);
/* Append as much as fits `columns`, with "…" in the last one where that is not all. */
void escape_add_cut(struct buf *out, str s, uint32_t columns);

#endif
