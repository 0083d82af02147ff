/*
 * markdown: the pieces of a summary as Markdown for GitHub. Of a list, a message or a name nothing
 * gets through that is a mention, a reference, a link, a picture, a tag or the end of a cell.
 */
#ifndef CURLINT_REPORT_MARKDOWN_H
#define CURLINT_REPORT_MARKDOWN_H

#include "report/format.h"

/* Append `text`, cut after `columns`, as what a cell of a table holds: prose (report/prose.h). */
void markdown_add_cell(struct buf *out, str text, uint32_t columns);
/* Append `text` as one code span in a cell, cut after `columns`; nothing where it is empty. */
void markdown_add_code(struct buf *out, str text, uint32_t columns);
/* Append a name where Markdown says nothing: in a block of HTML, which a title is not. */
void markdown_add_name(struct buf *out, str name);
/* Append "[badge/repository](its page)". */
void markdown_add_rule(struct buf *out, const struct rule_entry *rule);
/* Append "[10:47](README.md#L10)": line and column, with the address of the line. */
void markdown_add_place(struct buf *out, const struct report *report, uint32_t document,
                        struct span span);
/* Append, for a cell, what the edits would do: "write `b` for `a`". There is at least one. */
void markdown_add_edits(struct buf *out, const struct document *doc, const struct finding *finding);

#endif
