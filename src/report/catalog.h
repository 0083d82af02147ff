/*
 * catalog: the rules themselves, as text and as JSON.
 */
#ifndef CURLINT_REPORT_CATALOG_H
#define CURLINT_REPORT_CATALOG_H

#include "base/buf.h"
#include "lint/rule.h"

/* One line a rule, groups apart: id, default severity, summary. */
void catalog_text(struct buf *out, const struct rule_entry *rules, size_t rule_count);
/* {"schema":1,"rules":[{"id","group","severity","summary","options":[...]}]}: docs/cli.md */
void catalog_json(struct buf *out, const struct rule_entry *rules, size_t rule_count);

#endif
