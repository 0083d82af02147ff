/*
 * prose: text that holds pieces of a list, as Markdown for GitHub. Plain words stay prose;
 * everything else, and what is quoted, goes into code spans, in which nothing is a mention, an
 * image, a tag, a reference to an issue, an emoji or a link.
 */
#ifndef CURLINT_REPORT_PROSE_H
#define CURLINT_REPORT_PROSE_H

#include "base/buf.h"

/*
 * Append `text`, escaped as report/escape.h says and cut after `columns`, as inline Markdown in one
 * line. It must not begin a line, nor a cell of a table.
 */
void prose_add(struct buf *out, str text, uint32_t columns);
/* Append `text` (one line, escaped before) as one code span. */
void prose_add_code(struct buf *out, str text);

#endif
