/*
 * summary: a report as a page of Markdown, for the summary of a job or for an issue.
 */
#ifndef CURLINT_REPORT_SUMMARY_H
#define CURLINT_REPORT_SUMMARY_H

#include "report/format.h"

/*
 * Append the sums, the findings of each file as a table, and what the change fixed, in at most
 * `limit` bytes (4096 at least): where that is too little the most important are there and the
 * rest is counted.
 */
void summary_add(struct buf *out, const struct report *report, size_t limit);
/* Append a table of how many findings each rule has. */
void summary_add_rules(struct buf *out, const struct statistics *statistics);

#endif
