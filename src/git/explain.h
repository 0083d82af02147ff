/*
 * explain: what libgit2 could not do, said with the command that repairs it.
 */
#ifndef CURLINT_GIT_EXPLAIN_H
#define CURLINT_GIT_EXPLAIN_H

#include "base/err.h"

struct repo;

/* Set `err` from libgit2's last message, `what` (a path or a revision) before it. RC_FAIL. */
enum rc explain(struct err *err, const char *what);
/*
 * The same for an object that is not in the repository: says whether the clone was cut short
 * (shallow), made with a filter, or is damaged, and how to get the object.
 */
enum rc explain_absent(struct err *err, const struct repo *repo, const char *what);

#endif
