/*
 * record: a report as objects of JSON, docs/json.md and docs/findings.schema.json tell which. Each
 * is a new reference.
 */
#ifndef CURLINT_REPORT_RECORD_H
#define CURLINT_REPORT_RECORD_H

#include "report/format.h"

#include <jansson.h>

enum { RECORD_SCHEMA = 1 };

json_t *record_finding(const struct report *report, const struct finding *finding);
json_t *record_summary(const struct report *report);
/* Of a report whose comparison has a source. */
json_t *record_comparison(const struct report *report);

#endif
