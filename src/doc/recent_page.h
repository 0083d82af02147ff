/*
 * recent_page: a page of recent papers as it stands: the part of it that may be rebuilt, the lists
 * in that part, and what its headings say of the time that it shows.
 *
 * The part lies between two comments, each on a line of its own:
 *
 *   <!-- recent:start -->
 *   <!-- recent:end -->
 */
#ifndef CURLINT_DOC_RECENT_PAGE_H
#define CURLINT_DOC_RECENT_PAGE_H

#include "base/err.h"
#include "base/mem.h"
#include "doc/document.h"
#include "doc/window_text.h"

/* Rows or items of one list that stand in one section, one behind the other. */
struct recent_group {
    struct span span;    /* of the rows: whole lines, without the end of the last; empty: there are
                            none, and this is where the first one's line would end */
    uint32_t list;       /* NO_INDEX: a heading without one */
    uint32_t section;    /* innermost */
    uint32_t first, end; /* entries: [first, end) of `entries` of the page */
    bool bullets;        /* items; else rows of a table */
    const char *unfit;   /* why it can't be rebuilt, for a sentence "the list ..."; NULL: it can */
};

/* Zero-initialise; recent_page_free() when done. */
struct recent_page {
    const struct document *doc; /* borrowed */
    struct span region;
    const char *fault;      /* what is wrong with the comments: static; then there are no groups */
    struct span fault_line; /* where */
    bool marked;            /* by the two comments; else it is all of the page */
    VEC(struct recent_group) groups; /* by place */
    VEC(uint32_t) entries;           /* group by group */
};

/* Whether a comment that marks the start of the part stands in the page. */
bool recent_is_marked(const struct document *doc);
/* Read a page. Without any comments the part is all of it. */
void recent_page_read(struct recent_page *page, const struct document *doc);
/*
 * The group of the section with that heading, in the part; one is added below a heading that has no
 * list yet. NO_INDEX: there is no such heading.
 */
uint32_t recent_page_group(struct recent_page *page, str heading);
void recent_page_free(struct recent_page *page);

/* Whether a section is a heading of that text, letter case and blanks around it aside. */
bool recent_is_heading(const struct document *doc, uint32_t section, str text);

/* A heading that tells a window. */
struct recent_heading {
    uint32_t section;
    struct window_text window;
    struct span told; /* in the source */
};
/*
 * The window of the section's heading or of the nearest one around it that has one; false for
 * none.
 */
bool recent_heading_of(const struct document *doc, uint32_t section, struct recent_heading *out);

#endif
