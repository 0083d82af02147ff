/*
 * suppress: which findings are not wanted. Reads the comments of each list before its rules run,
 * marks findings before they are settled, and tells afterwards what came of each suppression.
 */
#ifndef CURLINT_LINT_SUPPRESS_H
#define CURLINT_LINT_SUPPRESS_H

#include "lint/run.h"

struct suppress;

/* `settings` are borrowed and must outlive it. */
struct suppress *suppress_new(const struct settings *settings, struct date today);
void suppress_free(struct suppress *suppress);

/*
 * Read the comments of the next list, in the order of the documents of the run. With a match, which
 * may be NULL, only those that the base has too count (lint/trust.h).
 */
void suppress_read(struct suppress *suppress, const struct document *doc,
                   const struct match *match);
/* Set `suppressed` and the reason of the drafts from number `first` on. */
void suppress_drafts(struct lint *lint, size_t first);
/* Whether a finding of the running rule at the title of the entry would be suppressed. */
bool suppress_is_quiet(struct lint *lint, const struct document *doc, const struct entry *entry);
/* What came of all suppressions, once all drafts are settled. Called once; owned by `suppress`. */
const struct suppressions *suppress_review(struct lint *lint);

#endif
