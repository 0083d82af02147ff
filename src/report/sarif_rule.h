/*
 * sarif_rule: a rule as SARIF describes it (2.1.0, 3.49 reportingDescriptor).
 */
#ifndef CURLINT_REPORT_SARIF_RULE_H
#define CURLINT_REPORT_SARIF_RULE_H

#include "lint/rule.h"
#include "report/json.h"

/* A new reference. */
json_t *sarif_rule(const struct rule_entry *entry);
/* "error", "warning", "note", "none" */
const char *sarif_level(enum severity severity);

#endif
