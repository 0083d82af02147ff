/*
 * utf16: places of a document as line and column in UTF-16 code units, as SARIF, GitHub and most
 * editors count. A byte order mark is not counted. Bytes that are no UTF-8 count as the decoders
 * of WHATWG, Python and .NET replace them: one U+FFFD for the longest start of a character.
 *
 * A document is counted once; each place then takes the same short time, however long its line.
 */
#ifndef CURLINT_REPORT_UTF16_H
#define CURLINT_REPORT_UTF16_H

#include "report/position.h"

struct utf16_mark;

/* Zero-initialise; utf16_free() when done. */
struct utf16 {
    const struct document *doc; /* borrowed; NULL until opened */
    struct utf16_mark *marks;   /* owned */
};

/* From the first byte of a region to the first behind it. */
struct utf16_region {
    struct position start, end;
};

/* Count `doc`, unless that has been done. */
void utf16_open(struct utf16 *utf16, const struct document *doc);
void utf16_free(struct utf16 *utf16);
/*
 * Of a span, whose ends may be the end of the source. A character that the span only touches is
 * taken whole.
 */
struct utf16_region utf16_region(const struct utf16 *utf16, struct span span);
/* Whether a character begins at the byte, or the source ends; not so within a byte order mark. */
bool utf16_is_between(const struct utf16 *utf16, uint32_t offset);

#endif
