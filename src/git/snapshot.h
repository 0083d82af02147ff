/*
 * snapshot: what files a repository has in its worktree, in its index or in a commit, and their
 * bytes. Taken once; a snapshot of the worktree reads a file's bytes when asked for them.
 *
 * Paths are relative to the root, '/' between parts, any bytes but NUL, sorted by byte; nothing
 * says that they are UTF-8. Bytes of the worktree are those on the disk, without git's filters.
 */
#ifndef CURLINT_GIT_SNAPSHOT_H
#define CURLINT_GIT_SNAPSHOT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/path_set.h"
#include "git/repo.h"

enum snapshot_kind {
    SNAPSHOT_FILE,
    SNAPSHOT_SYMLINK,   /* has no bytes to read here: to be skipped with a note */
    SNAPSHOT_SUBMODULE, /* the same; its files are another repository's */
};

struct snapshot_entry {
    str path; /* NUL behind it; lives as long as the snapshot */
    enum snapshot_kind kind;
    /*
     * The id of its bytes, where it is known without reading them: always in a commit and in the
     * index; in the worktree where git takes the file for unchanged since it was added. In that
     * last case a filter (line endings, LFS) may have made other bytes of the blob.
     */
    bool has_blob;
    struct blob_id blob;
    bool sparse;    /* worktree: not checked out, its bytes are the index's */
    bool untracked; /* worktree: git knows nothing of it and does not ignore it */
};

enum snapshot_source { SNAPSHOT_EMPTY, SNAPSHOT_COMMIT, SNAPSHOT_INDEX, SNAPSHOT_WORKTREE };

/* Zero-initialise; snapshot_free() when done, also after a failure. */
struct snapshot {
    struct repo *repo; /* borrowed; NULL where empty */
    enum snapshot_source source;
    struct snapshot_entry *entries; /* owned, `count` of them, sorted by path */
    size_t count;
    struct arena arena; /* of the paths */
};

/*
 * Each of these fails with one line that names the repairing command where libgit2 cannot read the
 * repository: a sparse or split index, one with unresolved conflicts, an object that was not
 * fetched. A zeroed snapshot is the empty one, the base of a first commit.
 */

/* Any revision that git-rev-parse(1) knows and that leads to a tree. */
enum rc snapshot_of_commit(struct snapshot *out, struct repo *repo, const char *revision,
                           struct err *err) RC_MUST_CHECK;
/* Not of a bare repository. Files marked intent-to-add are left out, as `git commit` does. */
enum rc snapshot_of_index(struct snapshot *out, struct repo *repo, struct err *err) RC_MUST_CHECK;
/*
 * The tracked files that are on the disk, and with `untracked` all others that are not ignored.
 * Not of a bare repository.
 */
enum rc snapshot_of_worktree(struct snapshot *out, struct repo *repo, bool untracked,
                             struct err *err) RC_MUST_CHECK;

/* The index of the entry with this path, or STR_NPOS. */
size_t snapshot_find(const struct snapshot *snapshot, str path);
/*
 * Add all paths to `out`, for looking them up as a tree, which lists the files that git tracks.
 * Links and submodules are opaque.
 */
void snapshot_paths(const struct snapshot *snapshot, struct path_set *out);

/*
 * Append the bytes of a SNAPSHOT_FILE. More than `limit` bytes is RC_OK with nothing appended;
 * `*size` (may be NULL) says how many there are. RC_MISSING: the file has gone since.
 */
enum rc snapshot_read(const struct snapshot *snapshot, size_t entry, struct buf *out, size_t limit,
                      size_t *size, struct err *err) RC_MUST_CHECK;

/* Whether a file's bytes stand for others that git LFS keeps elsewhere. */
bool snapshot_is_lfs_pointer(str bytes);

void snapshot_free(struct snapshot *snapshot);

#endif
