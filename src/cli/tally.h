/*
 * tally: numbers in place of findings: --statistics and --debug-model.
 */
#ifndef CURLINT_CLI_TALLY_H
#define CURLINT_CLI_TALLY_H

#include "report/format.h"

/* Findings a rule, most frequent first. */
void tally_rules(struct buf *out, const struct findings *findings, const struct rule_entry *rules,
                 size_t rule_count);
/* What was understood of each document, and the sums. `names` has one a document. */
void tally_model(struct buf *out, struct document *const *documents, const str *names,
                 uint32_t count);

#endif
