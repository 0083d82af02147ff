/*
 * audit_record: what an audit knows beside its findings, as JSON; docs/json.md tells its fields.
 */
#ifndef CURLINT_REPORT_AUDIT_RECORD_H
#define CURLINT_REPORT_AUDIT_RECORD_H

#include "report/format.h"

#include <jansson.h>

/* Numbers, hosts, patches and past audits of a report that has an audit: a new reference. */
json_t *audit_record(const struct report *report);
/* A link: a finding and whether it is new: a new reference. */
json_t *audit_record_link(const struct report *report, const struct report_link *link);

#endif
