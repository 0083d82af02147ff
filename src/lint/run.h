/*
 * run: what the parts of the engine share about one run. Private to src/lint.
 *
 *   engine.c       goes through the documents and calls the hooks
 *   rule.c         what a rule calls: reports, edits, options
 *   locate.c       where in a document a span stands
 *   settle.c       one defect, one finding
 *   fingerprint.c  what a finding is known again by
 */
#ifndef CURLINT_LINT_RUN_H
#define CURLINT_LINT_RUN_H

#include "base/map.h"
#include "base/mem.h"
#include "lint/settings.h"

/* A finding that may still change. */
struct draft {
    struct finding finding; /* first, so that a rule's finding leads back to its draft */
    str discriminator;      /* arena */
    uint32_t sequence;      /* order of reporting */
    uint32_t pairs;         /* of entries that it alone speaks of: settle.c */
    bool discriminated;     /* the rule gave `discriminator`, which may be empty */
    bool tangled;           /* two of its edits overlap: it has no fix */
    bool dropped;           /* a more specific finding speaks for it */
};

struct lint {
    const struct settings *settings; /* borrowed */
    const struct tree *tree;         /* borrowed; may be NULL */
    struct date today;
    VEC(struct document *) documents; /* borrowed */
    struct map paths;                 /* a document's path -> its index */
    VEC(struct draft) drafts;         /* in the order of reporting, then of the report */
    struct arena *arena;              /* of the findings */
    void **memory;                    /* one a rule */
    uint32_t running;                 /* the rule whose hook runs, into settings->rules */
};

#endif
