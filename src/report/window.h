/*
 * window: as much of a line as fits around a span. Rows of a list are 300 to 900 bytes wide; what
 * is cut off is shown by "…". The time is bounded by the window, not by the line.
 */
#ifndef CURLINT_REPORT_WINDOW_H
#define CURLINT_REPORT_WINDOW_H

#include "base/buf.h"
#include "doc/span.h"

/* Columns of the window, from 0, that the span takes. */
struct window {
    uint32_t start;
    uint32_t columns; /* at least 1, for an empty span too */
};

/*
 * Append the part of `line` (without its end) that fits `width` columns (20 where less is asked
 * for), escaped as report/escape.h says. `mark` is the span within the line in bytes, clipped to
 * it. A character and the marks that join it are shown together or not at all. Where the span is
 * wider than the window, its beginning is shown.
 */
struct window window_write(struct buf *out, str line, struct span mark, uint32_t width);

#endif
