/*
 * past: what a repository was at a time: the newest commit that was there before it.
 */
#ifndef CURLINT_GIT_PAST_H
#define CURLINT_GIT_PAST_H

#include "git/base.h"

/*
 * The newest commit before `time` (seconds since 1970) on the line of first parents from HEAD, in
 * hex; "" where the history begins later. RC_MISSING: there is no HEAD, or the clone is cut short
 * behind that time, so that nothing can be said.
 */
enum rc past_commit(char out[BASE_REVISION_BYTES], struct repo *repo, int64_t time,
                    struct err *err) RC_MUST_CHECK;

#endif
