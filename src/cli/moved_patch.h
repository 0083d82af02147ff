/*
 * moved_patch: the patch that writes links to what has moved for good the way they are now, where
 * that is safe (rules/link/moved.md), file by file, for `git apply`. Nothing is changed.
 */
#ifndef CURLINT_CLI_MOVED_PATCH_H
#define CURLINT_CLI_MOVED_PATCH_H

#include "cli/documents.h"
#include "report/audit.h"

/* Zero-initialise; moved_patch_free() when done. */
struct moved_patch {
    VEC(struct report_patch) at; /* the texts are in `arena` */
    uint32_t links;              /* that all of them mend */
    uint32_t left;               /* moved links with a fix that is to be looked at first */
    struct arena arena;
};

/* Make it of the findings of these documents. */
void moved_patch_make(struct moved_patch *patch, const struct documents *documents,
                      const struct findings *findings);
void moved_patch_free(struct moved_patch *patch);

#endif
