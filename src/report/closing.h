/*
 * closing: the last line of a report for people.
 */
#ifndef CURLINT_REPORT_CLOSING_H
#define CURLINT_REPORT_CLOSING_H

#include "report/format.h"

/*
 * Append "3 errors, 2 warnings in 894 entries, 17 files", then what was found and is not listed,
 * what was fixed and what could be: "; 12 infos not shown (--severity info); fixed 3; 2 fixable
 * with --fix, 1 more with --unsafe-fixes". Without a line end.
 */
void closing_add(struct buf *out, const struct report *report);

#endif
