/*
 * comparison: a run beside a base: both sides read, the base linted too, and which findings the
 * change is to be told of.
 */
#ifndef CURLINT_CLI_COMPARISON_H
#define CURLINT_CLI_COMPARISON_H

#include "cli/documents.h"
#include "cli/run.h"
#include "lint/links.h"
#include "report/format.h"

/* comparison_open() to begin, comparison_free() when done. Must stay where it is. */
struct comparison {
    const struct check_options *options; /* borrowed */
    struct place *place;                 /* borrowed */
    struct documents before;             /* the base's; what did not change belongs to the head's */
    struct path_set held;                /* the paths of the base */
    struct tree tree;
    bool wary;                        /* what the change says about itself does not count */
    struct engine *engine;            /* of the base, once it is linted */
    const struct findings *findings;  /* the engine's */
    VEC(const struct finding *) gone; /* of these, what comparison_report() lists */
    struct match *match;              /* with the head as it was linted last; owned */
    struct compared compared;
    struct map selected; /* paths of lists that were asked for, of the head and of the base */
    struct map urls;     /* of references of the base, once they are asked for */
    struct link_filter new_links;
    uint32_t files; /* of these, how many the change touches */
};

void comparison_open(struct comparison *comparison, struct place *place,
                     const struct settings *settings, struct date today,
                     const struct check_options *options, bool wary);
/*
 * Read the lists that the change touches on both sides, and of the others those that rules need:
 * cli/scope.h tells which. `files` hold what was asked for, and then all lists of the head.
 * RC_FAIL: the base can't be read.
 */
enum rc comparison_load(struct comparison *comparison, struct documents *documents,
                        struct files *files, struct err *err) RC_MUST_CHECK;
void comparison_free(struct comparison *comparison);

/* What the head's documents were; lints the base where that has not been done. Borrowed. */
struct match *comparison_match(struct comparison *comparison, const struct documents *documents);
/* Set the status of the findings of the head, whose engine is finished. */
void comparison_judge(struct comparison *comparison, struct engine *head);

/*
 * The references whose URLs no document of the base has that changed: what the change brought, for
 * those who ask for links. Lives as long as the comparison.
 */
const struct link_filter *comparison_links(struct comparison *comparison);

/* Whether the report holds a finding of the head, as --report says. */
bool comparison_shows(const struct comparison *comparison, const struct documents *documents,
                      const struct finding *finding);
/*
 * Complete the report by what was compared; text goes into the place's arena. Of what is gone, that
 * which is as grave as `from` is listed.
 */
void comparison_report(struct comparison *comparison, const struct documents *documents,
                       enum severity from, struct report *report);

#endif
