/*
 * content: the bytes that cmark-gfm parsed as one run of inline text, and where each stands in the
 * source. The two differ by what the block structure took away: container prefixes, indentation,
 * and in cells the backslash of `\|`.
 */
#ifndef CURLINT_DOC_CONTENT_H
#define CURLINT_DOC_CONTENT_H

#include "base/buf.h"
#include "base/mem.h"
#include "doc/document.h"

struct piece {
    uint32_t content, source; /* from here on, both advance together */
};

/* Zero-initialise; used again and again; content_free() at the end. */
struct content {
    str text; /* borrowed: from the source where the two are equal, else from `copy` or cmark */
    VEC(struct piece) pieces;
    uint32_t limit;  /* bytes of the source: cmark-gfm adds a line end that a file may lack */
    struct buf copy; /* of a cell with escaped pipes */
};

/* `text` as it stands from the byte `source` on. */
void content_in_line(struct content *content, str text, uint32_t source);

/* A cell's content: trimmed, `\|` undone. `source` is what the parser was given. */
void content_of_cell(struct content *content, str source, struct span cell);

/*
 * Find `text`, the content of a paragraph, heading or HTML block, in the lines [first, last] of
 * the source: every line of it is a suffix of a source line (leading blanks aside). False where it
 * is not there. `*found_first` and `*found_last` get the lines.
 */
bool content_locate(struct content *content, const struct document *doc, str source, str text,
                    uint32_t first, uint32_t last, uint32_t *found_first, uint32_t *found_last);

/* The source span of content [start, end). */
struct span content_span(const struct content *content, struct span span);
void content_free(struct content *content);

#endif
