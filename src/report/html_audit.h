/*
 * html_audit: the parts of a page that an audit alone has: numbers, what is new, charts, links by
 * file with a patch, hosts.
 */
#ifndef CURLINT_REPORT_HTML_AUDIT_H
#define CURLINT_REPORT_HTML_AUDIT_H

#include "report/format.h"

/* Each of a report that has an audit. */
void html_audit_add_totals(struct buf *out, const struct report *report);
void html_audit_add_history(struct buf *out, const struct report *report);
void html_audit_add_links(struct buf *out, const struct report *report);
void html_audit_add_hosts(struct buf *out, const struct report *report);

#endif
