/*
 * row: a line of a table split into cells as it is written. cmark-gfm drops excess cells and makes
 * up missing ones (table.c:384), so the raw line is the only witness.
 */
#ifndef CURLINT_DOC_ROW_H
#define CURLINT_DOC_ROW_H

#include "base/mem.h"
#include "doc/document.h"

struct cell_vec {
    struct cell *at;
    size_t n, cap;
};

struct row_split {
    size_t first, count; /* of the cells appended */
    bool leading_pipe, trailing_pipe;
};

/*
 * Append the cells of `line` (without line end and container prefix), whose first byte stands at
 * `offset` of the source. A pipe is escaped by the one byte before it, whatever stands before that
 * (GFM 4.10; "a \\| b" is one cell). Blanks behind the last pipe are no cell.
 */
struct row_split row_split(struct cell_vec *cells, str line, size_t offset);

/*
 * Whether `line` is a delimiter row (`|:--|:-:|`), and of how many columns.
 */
bool row_is_delimiter(str line, size_t *columns);

/*
 * Whether a cell, trimmed, is only a bold name (`**Name**`, `<b>Name</b>`) without a link, as a row
 * that names a section has it. `name` gets what stands between the marks.
 */
bool cell_is_bold_name(str cell, str *name);

#endif
