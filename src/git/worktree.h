/*
 * worktree: which of the index's files are on the disk, and whether they are as they were added,
 * told from lstat() alone. For src/git only.
 */
#ifndef CURLINT_GIT_WORKTREE_H
#define CURLINT_GIT_WORKTREE_H

#include "base/buf.h"
#include "base/err.h"
#include "base/map.h"

#include <git2.h>
#include <time.h>

struct repo;

enum worktree_state {
    WORKTREE_ABSENT,  /* not there, or there as a folder, or behind a link */
    WORKTREE_SAME,    /* size, times and inode are those that the index keeps */
    WORKTREE_CHANGED, /* anything else: whoever wants to know has to read */
    WORKTREE_SYMLINK,
};

/* Zero-initialise, then worktree_open(); worktree_close() when done. */
struct worktree {
    struct buf path;       /* the root and '/', then the path being looked at */
    size_t root;           /* bytes of `path` that are the root and '/' */
    struct timespec index; /* when the index was written; zero where unknown */
    struct map folders;    /* folder -> whether every part of it is a folder and not a link */
};

void worktree_open(struct worktree *worktree, const struct repo *repo);
enum worktree_state worktree_look(struct worktree *worktree, const git_index_entry *entry);
void worktree_close(struct worktree *worktree);

/* All files on the disk that are not ignored, as deltas; tracked ones may be among them. */
enum rc worktree_list(git_diff **out, struct repo *repo, struct err *err) RC_MUST_CHECK;

#endif
