/*
 * history: commits by name, their parents as written, and where two lines of history part, in
 * clones that may have been cut short. For src/git only.
 *
 * libgit2 before 1.7 does not honour .git/shallow: a commit at the cut has parents which are not
 * there, and a walk that meets one fails. Later ones show such a commit without parents. Both are
 * read here as "the parents are written in the commit, and may be absent".
 */
#ifndef CURLINT_GIT_HISTORY_H
#define CURLINT_GIT_HISTORY_H

#include "base/err.h"

#include <git2.h>

struct repo;

/* The commit that `revision` leads to. RC_MISSING where there is none here; `err` is then unset. */
enum rc history_resolve(git_oid *out, const struct repo *repo, const char *revision,
                        struct err *err) RC_MUST_CHECK;
bool history_has(const struct repo *repo, const git_oid *commit);
/* The first two parents as the commit's text has them; returns how many there are in all. */
size_t history_parents(const struct repo *repo, const git_oid *commit, git_oid parents[2]);
/*
 * The best common ancestor, in a shallow clone the best of those that it holds, as
 * git-merge-base(1) has it. RC_MISSING where there is none.
 */
enum rc history_merge_base(git_oid *out, const struct repo *repo, const git_oid *one,
                           const git_oid *two) RC_MUST_CHECK;

#endif
