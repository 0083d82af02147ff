/*
 * path_set: paths and the folders that follow from them, asked for exactly or with letter case set
 * aside. A tree (base/tree.h) of what a snapshot or a folder holds.
 */
#ifndef CURLINT_BASE_PATH_SET_H
#define CURLINT_BASE_PATH_SET_H

#include "base/map.h"
#include "base/mem.h"
#include "base/tree.h"

/* Zero-initialise to start; path_set_free() when done. */
struct path_set {
    struct arena arena;             /* of the paths */
    struct map exact;               /* path -> enum tree_answer */
    struct map folded;              /* path in lower case -> index of the first such in `paths` */
    VEC(str) paths;                 /* in the order of adding, folders included */
    VEC(str) files;                 /* of these, those that each() of its tree lists */
    size_t folded_count;            /* of `paths`, how many `folded` has; the rest when asked */
    size_t longest, longest_opaque; /* bytes */
};

/*
 * Add a plain path (base/path.h), copied, as TREE_FILE, TREE_DIR or TREE_OPAQUE, and the folders
 * above it. What is there already stays as it was.
 */
void path_set_add(struct path_set *set, str path, enum tree_answer what);
/* Add a TREE_FILE that belongs to what the set is of, so that each() of its tree lists it. */
void path_set_add_file(struct path_set *set, str path);
/* What is at `path`; a final '/' makes no difference. `actual` may be NULL. */
enum tree_answer path_set_look(struct path_set *set, str path, struct buf *actual);
/* The same as a tree; the set must outlive it and stay where it is. */
struct tree path_set_tree(struct path_set *set);
void path_set_free(struct path_set *set);

#endif
