/*
 * fingerprint: what a finding is known again by after the list has changed around it.
 */
#ifndef CURLINT_LINT_FINGERPRINT_H
#define CURLINT_LINT_FINGERPRINT_H

#include "lint/run.h"

/*
 * The hash (base/hash.h) of the rule's id, the identity key of the entry (or the slug of the
 * heading above it, where the finding is on no entry) and what the rule discriminates by: by
 * default the bytes of the span without blanks, which re-aligning a table does not change. No line,
 * column or path is in it; two findings of a run may be equal. Other programs keep fingerprints:
 * what goes into one never changes without a new `schema` (docs/json.md).
 */
uint64_t fingerprint_of(const struct document *doc, const struct draft *draft);
/* The same of what is wrong alone, wherever it stands: for comparing two runs of one program. */
uint64_t fingerprint_fault(const struct document *doc, const struct draft *draft);

#endif
