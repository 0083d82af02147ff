/*
 * repo: the git repository that holds a path, opened for reading. Nothing here or in the rest of
 * src/git writes into a repository, runs a hook or a filter, or starts a process.
 *
 * Paths are bytes, NUL-terminated. libgit2's start and end are counted by it, once for each open
 * repository; the switches of it that are global (known extensions, ownership, hashing what is
 * read) are set back or only ever set to one value. Not for use by several threads at once.
 */
#ifndef CURLINT_GIT_REPO_H
#define CURLINT_GIT_REPO_H

#include "base/buf.h"
#include "base/err.h"

struct repo;

/* What the environment says; NULL where it says nothing. All borrowed for the call. */
struct repo_options {
    /*
     * GIT_DIR, GIT_WORK_TREE and GIT_INDEX_FILE as git sets them for its hooks. Used only where the
     * path lies in the worktree that they are about, so that a hook of one repository can still
     * check another. `git commit` sets GIT_INDEX_FILE alone, and a linked worktree GIT_DIR too.
     */
    const char *git_dir, *git_work_tree, *git_index_file;
    /* GIT_CEILING_DIRECTORIES: folders, ':' between them, above which nothing is searched. */
    const char *ceilings;
    /*
     * GITHUB_WORKSPACE: a repository that belongs to another user is opened all the same when this
     * is its root; in a container the owner always differs (actions/runner issue 2033).
     */
    const char *workspace;
};

/*
 * The repository in whose worktree `path` (a file or folder that exists) lies, or that is bare and
 * holds `path`. RC_MISSING: it lies in none. RC_FAIL: there is one that cannot be read, and `err`
 * names the command that changes that. The caller calls repo_close().
 */
enum rc repo_open(struct repo **out, const char *path, const struct repo_options *options,
                  struct err *err) RC_MUST_CHECK;
/* NULL is fine. Snapshots taken of the repository must have been freed. */
void repo_close(struct repo *repo);

/* The top of the worktree, absolute and without links, no '/' at its end; "" where bare. */
const char *repo_root(const struct repo *repo);
/* The repository's own folder (of a linked worktree: its part of it), no '/' at the end. */
const char *repo_git_dir(const struct repo *repo);
bool repo_is_bare(const struct repo *repo);
bool repo_is_shallow(const struct repo *repo);
/* Whether blobs may be missing because the clone was made with a filter. */
bool repo_is_partial(const struct repo *repo);

/*
 * Replace `out` by `path` relative to the root, as a snapshot names it: "" for the root itself. A
 * link that `path` ends in is named, not followed. RC_MISSING: it lies outside.
 */
enum rc repo_relative(const struct repo *repo, const char *path, struct buf *out,
                      struct err *err) RC_MUST_CHECK;

/* The name that git gives to bytes. */
struct blob_id {
    uint8_t bytes[20];
};

/* The id that `bytes` would have as a blob; `repo` is any open repository. */
struct blob_id repo_blob_id(const struct repo *repo, str bytes);

#endif
