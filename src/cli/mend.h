/*
 * mend: --fix and --diff: rounds of fixing over the documents of a run, and what came of them,
 * written to the files or as a patch. What edits do to bytes is lint/fix.h's.
 */
#ifndef CURLINT_CLI_MEND_H
#define CURLINT_CLI_MEND_H

#include "cli/documents.h"
#include "lint/fix.h"

/* What became of one document. */
struct mended {
    struct document *was;   /* owned: as it was read; NULL where no edit was made */
    struct changes changes; /* from those bytes to those that it has now */
    uint32_t fixed;         /* findings whose edits were made */
    bool left;              /* no edit is to be made */
    bool absent;            /* because there is no file to write; to be said if there are any */
    bool ready;             /* `fresh` is what it is to be next */
    struct buf fresh;
};

/* mend_start() to begin, mend_free() when done; what is borrowed stays alive until then. */
struct mending {
    struct documents *documents; /* borrowed */
    struct place *place;         /* borrowed */
    struct mended *at;           /* owned; one a document */
    enum safety most;            /* the least safe edits to make */
};

/* In a sparse checkout the bytes of a file came out of git, and there is none to write. */
bool mend_is_absent(const struct place *place, const struct file *file);
struct mending mend_start(struct documents *documents, struct place *place, enum safety most);
/*
 * Lint, make edits, and so on until there are none to make: the documents are then as they shall
 * be, and the engine, which the caller frees, holds what is still to be said about them. A document
 * whose fixes do not come to rest is as it was read; that is said.
 */
struct engine *mend_rounds(struct mending *mending, const struct findings **findings);
/*
 * Write the files that changed; what standard input held goes to standard output, changed or not.
 * False: something could not be written. That is said, and the document is as it was read again,
 * so that the findings of before are not those of now.
 */
bool mend_write(struct mending *mending);
/* Append the patch of all changes. */
void mend_patch(const struct mending *mending, struct buf *out);
/* Say on standard error how many would be mended, and how many --unsafe-fixes would mend. */
void mend_tell(const struct mending *mending, const struct findings *remaining);
/* How many findings were mended. */
uint32_t mend_count(const struct mending *mending);
void mend_free(struct mending *mending);

#endif
