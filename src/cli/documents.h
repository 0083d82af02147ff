/*
 * documents: the files of a run, read and parsed.
 */
#ifndef CURLINT_CLI_DOCUMENTS_H
#define CURLINT_CLI_DOCUMENTS_H

#include "base/mem.h"
#include "cli/files.h"
#include "lint/engine.h"

/* What a document is in a run for. */
enum document_role {
    DOCUMENT_CHECKED, /* every rule looks at it */
    DOCUMENT_CONTEXT, /* what others are held against: no rule looks at it alone */
};

struct comparison; /* cli/comparison.h */

/* Zero-initialise but for what is borrowed; documents_free() when done. */
struct documents {
    const struct settings *settings; /* borrowed, as the tree and what is loaded from */
    const struct tree *tree;         /* what links can lead to; NULL where that is not known */
    struct date today;
    const struct answers *answers; /* borrowed: what links lead to; NULL in a run that asks not */
    struct document **at;          /* owned; the lists in order of path, then those that are none */
    size_t n, cap;                 /* n: of the lists alone */
    size_t other_count;            /* files behind them that a finding may point into */
    size_t file_count;             /* files behind those, of the engine that ran last; borrowed */
    struct document *config; /* one of those, where the configuration ignores something; or NULL */
    struct baseline *baseline;      /* owned; NULL without one */
    struct document *baseline_file; /* one of those, where there is a baseline */
    bool whole;                     /* these are all lists that there are */
    VEC(const struct file *) files; /* one a document: where it came from */
    VEC(uint8_t) roles;             /* one a document: enum document_role */
    struct comparison *comparison;  /* borrowed; NULL where nothing is compared */
    VEC(bool) own;                  /* one a document: whether it is freed with these */
    VEC(str) names;                 /* one a document, the others and files too: for people */
    struct place *place;            /* borrowed */
};

/*
 * The bytes of a file as a document; it takes them over. `size` is more than there are where the
 * file is over the limit and was not read.
 */
struct document *documents_build(const struct documents *documents, str path, struct buf *bytes,
                                 size_t size);
/* Add a list behind those in front of it by path, which it takes over where it is its
 * `own`. `file` may be NULL: then it can't be read again. */
void documents_add(struct documents *documents, struct document *doc, const struct file *file,
                   str name, enum document_role role, bool own);
/* Read and parse. A file that cannot be read is said and left out: `files->trouble`. */
void documents_load(struct documents *documents, struct files *files, struct place *place);
/* Let findings point into the configuration, where it ignores something. After all lists. */
void documents_configure(struct documents *documents, struct place *place);
/*
 * Go by the baseline at `path`, or where that is NULL by the one in the root, where there is one.
 * RC_FAIL: `err` says what is wrong with it. After documents_load().
 */
enum rc documents_baseline(struct documents *documents, struct place *place, const char *path,
                           struct err *err) RC_MUST_CHECK;
/* Whether these are all lists that there are, and all were parsed: a suppression can be useless. */
bool documents_are_whole(const struct documents *documents);
/*
 * Lint them all; the caller frees the engine, which owns the findings, before any of them and after
 * the last look at `file_count` of them.
 */
struct engine *documents_lint(struct documents *documents, const struct findings **findings);
/*
 * Another document with these bytes, which it takes over, in the place of the one at `index`, which
 * is returned: the caller frees it.
 */
struct document *documents_replace(struct documents *documents, size_t index, struct buf *bytes);
void documents_free(struct documents *documents);

#endif
