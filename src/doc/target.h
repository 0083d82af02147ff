/*
 * target: where the destination of a link leads within a repository, as GitHub resolves it: from
 * the folder of the file, or from the repository's root where it begins with a slash.
 */
#ifndef CURLINT_DOC_TARGET_H
#define CURLINT_DOC_TARGET_H

#include "base/buf.h"
#include "doc/document.h"

enum target_kind {
    TARGET_FOREIGN, /* a URL of its own, or a template that something else fills in */
    TARGET_HERE,    /* this file: empty, or only a query or fragment */
    TARGET_PATH,    /* a path of the repository */
    TARGET_OUTSIDE, /* leads out of the root */
    TARGET_FORGE,   /* "../../issues": a page of the forge */
};

struct target {
    enum target_kind kind;
    str path;     /* as written, still encoded, without query and fragment */
    str fragment; /* without '#', still encoded */
};

/*
 * `url` is the destination as a browser gets it. For TARGET_PATH, `path` is replaced by the path
 * from the root, percent-encoding undone, without "." and "..", empty for the root itself.
 */
struct target target_resolve(struct buf *path, const struct document *doc, str url);

/* Definitions whose references were seen: what is wrong with one is said once. */
struct once {
    unsigned char *seen; /* heap; NULL to start */
};
/* True but for the second and later references to one definition. */
bool once_take(struct once *once, const struct document *doc, const struct reference *ref);
void once_free(struct once *once);

#endif
