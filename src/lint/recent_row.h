/*
 * recent_row: one row of a page of recent papers. Private to src/lint, with recent_text.
 */
#ifndef CURLINT_LINT_RECENT_ROW_H
#define CURLINT_LINT_RECENT_ROW_H

#include "lint/recent_text.h"
#include "lint/row_template.h"

/* The list that rows are written for. */
struct recent_list {
    const struct recent_plan *plan;
    const struct recent_group *group;
    str line_end;
    char bullet;             /* of its items */
    uint32_t columns;        /* of its table */
    struct row_order *order; /* how the page orders badges and links */
};

/* What a row becomes. `stays`: it is the page's, whose bytes are taken as they are. */
struct recent_outcome {
    enum recent_kind kind;
    bool stays;
    str text;  /* of a row that does not stay; arena of the text */
    str lacks; /* as struct recent_note */
};

/* Decide and write one row. RC_FAIL as recent_text_make(). */
enum rc recent_row_make(struct recent_text *text, const struct recent_list *list,
                        const struct recent_row *row, struct recent_outcome *out,
                        struct err *err) RC_MUST_CHECK;

#endif
