/*
 * run: what the parts of the engine share about one run. Private to src/lint.
 *
 *   engine.c       goes through the documents and calls the hooks
 *   rule.c         what a rule calls: reports, edits, options
 *   links.c        which links are asked for, and what came of it
 *   locate.c       where in a document a span stands
 *   directive.c    the comments of a list that switch rules off
 *   suppress.c     which findings are not wanted
 *   settle.c       one defect, one finding
 *   baseline.c     how many findings are known already
 *   fingerprint.c  what a finding is known again by
 */
#ifndef CURLINT_LINT_RUN_H
#define CURLINT_LINT_RUN_H

#include "base/map.h"
#include "base/mem.h"
#include "doc/badge_style.h"
#include "lint/baseline.h"
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
    VEC(struct document *) documents; /* borrowed: the lists, then what is none */
    uint32_t list_count;              /* of these documents */
    bool whole;                       /* they are all lists that there are */
    struct map paths;                 /* a list's path -> its index */
    const struct document *config;    /* borrowed; NULL where no finding can be in it */
    struct baseline *baseline;        /* borrowed; NULL without one */
    const struct answers *answers;    /* borrowed; NULL in a run that does not ask */
    struct match *match;              /* borrowed; NULL where nothing is compared */
    bool wary;                        /* only suppressions that the base has too count */
    struct suppress *suppress;        /* owned by the engine */
    VEC(struct document *) files;     /* owned: those of the documents that a rule reported of */
    VEC(struct draft) drafts;         /* in the order of reporting, then of the report */
    struct arena *arena;              /* of the findings */
    void **memory;                    /* one a rule */
    uint32_t running;                 /* the rule whose hook runs, into settings->rules */
    struct badge_styles badges;       /* once they are asked for */
    bool knows_badges;
};

/* The number of a document of the run. */
uint32_t run_document(const struct lint *lint, const struct document *doc);
/* baseline.c: suppress the drafts that the baseline knows; settle() comes first. */
void baseline_apply(struct lint *lint);

#endif
