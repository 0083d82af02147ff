/*
 * fix: which edits of a document's findings are made together, and what its bytes are then. Pure:
 * nothing is read or written here (cli/mend.h does that).
 */
#ifndef CURLINT_LINT_FIX_H
#define CURLINT_LINT_FIX_H

#include "base/buf.h"
#include "lint/finding.h"

/* A part of a file that fixing replaced: bytes `before` of what it was are `after` of what it is.
 */
struct change {
    struct span before, after;
};

/*
 * All that differs between the bytes that a file had and those it got. By place; between two of
 * them at least one byte stayed.
 */
struct changes {
    struct change *at; /* heap, owned: changes_free() */
    size_t n, cap;
};

/*
 * Whether the edits of a finding may be made: `most` is FIX_SAFE for --fix, FIX_UNSAFE for
 * --unsafe-fixes. What is suppressed, was there before the change that is looked at, or would
 * change no byte, is left alone.
 */
bool fix_is_wanted(const struct document *doc, const struct finding *finding, enum safety most);

/*
 * One round over the `count` findings of a document, in the order of the report: the edits of each
 * that is wanted, all of them or none. Where two findings' edits overlap or touch, the first has
 * the right of way and the other waits for the next round, which goes by new findings. The new
 * bytes are appended to `out`; `changes`, which lead to the document's source, then lead to them.
 * Returns how many findings' edits were made; with none of them nothing is touched. O(n log n).
 */
uint32_t fix_round(const struct document *doc, const struct finding *findings, size_t count,
                   enum safety most, struct changes *changes, struct buf *out);

void changes_free(struct changes *changes);

#endif
