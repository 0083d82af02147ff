/*
 * summary_audit: what an audit adds to a summary in Markdown: numbers, what is new, links by file.
 */
#ifndef CURLINT_REPORT_SUMMARY_AUDIT_H
#define CURLINT_REPORT_SUMMARY_AUDIT_H

#include "report/format.h"

/* The first line of an audit in Markdown, by which it can be known again. Text of a list cannot be
 * it. */
#define SUMMARY_AUDIT_MARK "<!-- curlint audit -->"

/* Append the mark and the title; then the numbers, a line a number; the report has an audit. */
void summary_audit_add_title(struct buf *out, const struct report *report);
void summary_audit_add_numbers(struct buf *out, const struct report *report);
/* Append the links with something the matter, the most important that fit `room` bytes. */
void summary_audit_add_links(struct buf *out, const struct report *report, size_t room);

#endif
