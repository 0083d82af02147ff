/*
 * row_title: what a finding's row is called where a report tells of rows.
 */
#ifndef CURLINT_REPORT_ROW_TITLE_H
#define CURLINT_REPORT_ROW_TITLE_H

#include "report/format.h"

/*
 * Append the title of the finding's entry, or where it has none the line of the finding, as
 * much of it as anybody shows, without passwords and not escaped.
 */
void row_title_add(struct buf *out, const struct document *doc, const struct finding *finding);

#endif
