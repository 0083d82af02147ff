/*
 * tree: what a repository or folder holds, as far as a link can ask. Paths are relative to the
 * root, with '/' between parts and neither "." nor ".." in them.
 */
#ifndef CURLINT_BASE_TREE_H
#define CURLINT_BASE_TREE_H

#include "base/buf.h"

enum tree_answer {
    TREE_MISSING,
    TREE_FILE,
    TREE_DIR,
    TREE_CASE,   /* only under another spelling of letter case, which goes to `actual` */
    TREE_OPAQUE, /* a symbolic link or a submodule, or below one: nothing can be said */
};

struct tree {
    /* `actual` may be NULL. The root itself is the empty path. */
    enum tree_answer (*look)(void *self, str path, struct buf *actual);
    /*
     * Call `visit` for each file that belongs to it, in no order that means anything: of a
     * repository what git tracks, of a plain folder all but what hidden folders hold. NULL where
     * they cannot be listed.
     */
    void (*each)(void *self, void (*visit)(void *to, str path), void *to);
    void *self; /* borrowed */
};

#endif
