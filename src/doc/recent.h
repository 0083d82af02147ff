/*
 * recent: what a page of recent papers should hold: which entries of the files that it repeats, in
 * which section and in which order. What is written for each, lint/recent_text.h says. Pure.
 *
 * - A file goes with the section that is configured for it, else with the one that shows the most
 *   of its entries, if that is more than half of those that the page has.
 * - An entry is recent by its date (doc/entry_day.h), else by the month of its arXiv id, else by
 *   git's history, where that is given; a list may name another order. Of an original without a
 *   date the copy's counts. A month that the window begins in counts for rows that are there, and
 *   is not enough to add one.
 * - Marked rows stay, in front and in their order; then the others, the newest first.
 * - A row goes only if it is too old and has an original. One without stays where it is.
 * - A paper is added once, to the first section that shows its file, if no section has it.
 */
#ifndef CURLINT_DOC_RECENT_H
#define CURLINT_DOC_RECENT_H

#include "doc/entry_day.h"
#include "doc/recent_page.h"
#include "doc/recent_wish.h"
#include "doc/twins.h"

/* The marks of a list that names none; NULL-ended. */
extern const char *const recent_marks[];

/* A file whose entries the page repeats. */
struct recent_file {
    const struct document *doc; /* borrowed */
    struct entry_day *days;     /* one an entry; owned */
    uint32_t first_twin;        /* of its entries, into `twins` */
    uint32_t group;             /* that shows it, or NO_INDEX */
    uint32_t homeless;          /* recent entries that no group shows, because of that */
    uint32_t first_homeless;    /* the first of them */
};

struct recent_row {
    uint32_t entry;    /* of the page, or NO_INDEX: it is new */
    uint32_t original; /* into `twins`, or NO_INDEX: only the page has it */
    int64_t day;       /* or DAY_UNKNOWN */
    bool marked;
    bool dropped; /* too old: not to be written */
    int64_t rank; /* what it is sorted by */
};

/* The rows of a group of the page, as they are to be; those that are dropped last. */
struct recent_part {
    size_t first, count; /* into `rows` */
    uint32_t group;
    bool shown; /* some file goes with it; else it is left as it is */
};

struct recent_window {
    int64_t since;    /* the first day that is shown */
    uint32_t days;    /* 0: the window does not move */
    uint32_t heading; /* the section that says so; NO_INDEX: the configuration */
};

/* Zero-initialise; recent_plan_free() when done. */
struct recent_plan {
    struct recent_page *page; /* borrowed, as the wish; groups may be added */
    const struct recent_wish *wish;
    struct date today;
    struct recent_window window;
    struct twins twins;
    int64_t *ages; /* of each twin: the last day that it can be of, or DAY_UNKNOWN; owned */
    VEC(struct recent_file) files;
    VEC(struct recent_part) parts; /* one a group */
    VEC(struct recent_row) rows;
    uint32_t linkless; /* recent ones that no row can be made of: they have no link of their own */
    uint32_t undated;  /* entries of the files of which nothing says how old they are */
};

/* Whether the page repeats entries of the file. */
bool recent_repeats(const struct recent_wish *wish, str page, str file);
/*
 * The window that the wish says, else the headings around the groups; RC_MISSING: nobody does;
 * RC_FAIL: it begins in the future, so that nothing could be in it.
 * To be called before the next, which goes by it.
 */
enum rc recent_window_find(struct recent_plan *plan, struct recent_page *page,
                           const struct recent_wish *wish, struct date today) RC_MUST_CHECK;
/* Add what a list held on the day before the window to the `past` below. */
void recent_past_add(struct map *past, const struct document *doc);
/*
 * Plan the page from `docs`, those that recent_repeats() takes. `past`: what git had on the day
 * before the window, or NULL. RC_FAIL: a configured section is not on the page. O(n log n).
 */
enum rc recent_plan_make(struct recent_plan *plan, struct document *const *docs, size_t doc_count,
                         const struct map *past, struct err *err) RC_MUST_CHECK;
/* RC_FAIL: a list that some file goes with is not one that can be rebuilt. */
enum rc recent_plan_check(const struct recent_plan *plan, struct err *err) RC_MUST_CHECK;
void recent_plan_free(struct recent_plan *plan);

/* The file that an original is in. */
const struct recent_file *recent_file_of(const struct recent_plan *plan, uint32_t twin);
/*
 * Whether a row of the page has a mark, in front of its title or in its hidden cell, that its
 * original has not there. `file` and `original`: NULL where it has none.
 */
bool recent_is_marked_row(const struct recent_wish *wish, const struct document *page,
                          const struct entry *copy, const struct document *file,
                          const struct entry *original);
/* Where an entry's mark in front of its title stands, blanks around it included; empty for none. */
struct span recent_front_mark(const struct recent_wish *wish, const struct document *doc,
                              const struct entry *entry);
/* Whether the hidden cell of a row is a mark. */
bool recent_is_hidden_mark(const struct recent_wish *wish, const struct document *doc,
                           const struct entry *entry);

#endif
