/*
 * hooks: where git looks for the hooks of a repository.
 */
#ifndef CURLINT_GIT_HOOKS_H
#define CURLINT_GIT_HOOKS_H

#include "base/buf.h"
#include "base/err.h"

struct repo;

/*
 * Replace `folder` by the absolute path of that folder, NUL behind it, which need not be there:
 * what core.hooksPath says, else `hooks` of the repository, which linked worktrees share. Empty
 * where core.hooksPath is: git then runs none.
 * `*shared`: core.hooksPath stands in a configuration of the user or the system, so that the
 * folder serves other repositories too.
 */
enum rc hooks_folder(struct buf *folder, bool *shared, const struct repo *repo,
                     struct err *err) RC_MUST_CHECK;

#endif
