/*
 * change: which files two snapshots have differently. Files that have the same bytes on both sides
 * need not be parsed twice; of most of them git knows it without reading.
 */
#ifndef CURLINT_GIT_CHANGE_H
#define CURLINT_GIT_CHANGE_H

#include "base/mem.h"
#include "git/snapshot.h"

/* One path: its entry in each snapshot, STR_NPOS where it is not there. */
struct change {
    size_t base, head;
};

/* Zero-initialise; vec_free() when done. Sorted by path. */
struct changes {
    VEC(struct change) list;
};

struct change_filter {
    /* Whether a path is of interest; others are neither compared nor listed. NULL: all are. */
    bool (*wants)(void *self, str path);
    void *self;
    /* A file of more bytes is not read: it counts as changed. */
    size_t limit;
};

/*
 * List the files (SNAPSHOT_FILE on one side at least, not untracked) that were added, deleted or
 * have other bytes; a file that became a link or came from one is as deleted or added. A renamed
 * file is two changes. A file of the worktree that git does not know to be unchanged is read and
 * compared. RC_FAIL: one could not be read.
 */
enum rc change_list(struct changes *out, const struct snapshot *base, const struct snapshot *head,
                    const struct change_filter *filter, struct err *err) RC_MUST_CHECK;

#endif
