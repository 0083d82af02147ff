/*
 * tree_fs: a plain folder on the disk as a tree, for lists outside a repository. A folder is read
 * when a path first leads into it and then remembered. Links are not followed, so that nothing
 * outside the folder is ever looked at.
 */
#ifndef CURLINT_BASE_TREE_FS_H
#define CURLINT_BASE_TREE_FS_H

#include "base/path_set.h"

/* Zero-initialise, then tree_fs_open(); tree_fs_close() when done. */
struct tree_fs {
    struct buf root;      /* NUL-terminated */
    struct path_set seen; /* what the folders read so far hold */
    struct map read;      /* the folders read so far */
};

/* `root` is copied. A folder that cannot be read holds nothing that can be judged. */
void tree_fs_open(struct tree_fs *fs, const char *root);
/* The tree; `fs` must outlive it and stay where it is. */
struct tree tree_fs_tree(struct tree_fs *fs);
void tree_fs_close(struct tree_fs *fs);

#endif
