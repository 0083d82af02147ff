/*
 * loose: lines of prose that were meant as rows of a table. GitHub makes a table only of a header
 * row right above a delimiter row of the same width (GFM 4.10); all else with pipes is a paragraph.
 */
#ifndef CURLINT_DOC_LOOSE_H
#define CURLINT_DOC_LOOSE_H

#include "doc/row.h"

struct loose_line {
    struct span span;   /* without container prefix and line end */
    uint32_t cells;     /* a hidden trailer (`[//]: #05/29`, a comment) aside */
    uint32_t pipes;     /* unescaped ones */
    bool leading, code; /* begins with a pipe; begins inside code or a comment */
    bool closed;        /* ends with a pipe, the hidden trailer aside */
    bool delimiter;     /* `|---|---|`, with at least one pipe */
};

/* What line `line` of the document looks like, read as part of `block`. */
struct loose_line loose_line(const struct document *doc, const struct block *block, uint32_t line);
/* Whether this and the next line are a header and its delimiter row, but of different widths. */
bool loose_is_header(const struct loose_line *line, const struct loose_line *next);
/* The lines of a block that stand in it: *first to *last, both included. */
void loose_range(const struct document *doc, const struct block *block, uint32_t *first,
                 uint32_t *last);

#endif
