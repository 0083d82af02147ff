/*
 * recent: a page of recent papers that is being rebuilt, as command_recent.c does it, and what is
 * said of it.
 */
#ifndef CURLINT_CLI_RECENT_H
#define CURLINT_CLI_RECENT_H

#include "cli/documents.h"
#include "cli/run.h"
#include "lint/recent_text.h"

struct recent_options {
    struct check_options check;
    bool check_only, show;
};

/* Everything that one rebuilding has in hand; all owned. */
struct rebuilding {
    const struct recent_options *options;
    struct place place;
    struct settings settings;
    struct files files;
    struct documents documents;
    struct recent_page page;
    struct recent_wish wish;
    struct recent_plan plan;
    struct recent_text text;
    VEC(struct document *) sources; /* of the plan; borrowed */
    struct map past;                /* what git had before the window */
    bool has_past;
    size_t index; /* of the page, among the documents */
};

/* The page as a person calls it. */
const char *recent_page_name(const struct rebuilding *all);
/* Whether its bytes are to be others. */
bool recent_is_changed(const struct rebuilding *all);
/*
 * Print what became of the rows, and of the page. Gives `outcome`, or OUTCOME_TROUBLE where that
 * failed.
 */
enum outcome recent_tell(const struct rebuilding *all, enum outcome outcome);

#endif
