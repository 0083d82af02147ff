/*
 * scope: which lists a comparison reads. What the change touches is read on both sides; of the
 * others, which are the same on both, only what can make a difference:
 *
 *   - those that name something that came or went: a file, a heading, and where repeats are looked
 *     for across files an entry. They are checked on both sides, and found by a search for the
 *     name;
 *   - the page of recent papers that the configuration names, which is checked too;
 *   - so many that styles can be learned, at most SCOPE_CONTEXT_BYTES: for context alone;
 *   - all, where a list came or went, and checked where the configuration or the baseline changed.
 */
#ifndef CURLINT_CLI_SCOPE_H
#define CURLINT_CLI_SCOPE_H

#include "cli/comparison.h"

enum { SCOPE_CONTEXT_BYTES = 512 * 1024 };

/*
 * Add the documents of both sides, in order of path. What can't be read of the head is said; of the
 * base it is RC_FAIL, for nothing can be said then of what is new.
 */
enum rc scope_load(struct comparison *comparison, struct documents *documents, struct files *files,
                   struct err *err) RC_MUST_CHECK;

#endif
