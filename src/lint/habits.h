/*
 * habits: what a list does again and again, with the number of cases behind each: what `init` makes
 * a configuration of. A habit is a form that at least MAJORITY_PROPOSAL percent of at least
 * MAJORITY_CASES cases share (base/majority.h); how sure it is, the numbers say. What is no UTF-8
 * no configuration can name: it is a case like others, and no habit.
 */
#ifndef CURLINT_LINT_HABITS_H
#define CURLINT_LINT_HABITS_H

#include "base/mem.h"
#include "lint/form.h"

/* A form and its cases; `form` is empty where there is no habit. */
struct habit {
    str form;
    uint32_t count, cases;
};

/* Tables that have the same columns. `required`: no cell of that column is empty. */
struct table_habit {
    str names; /* columns_names() */
    struct column *columns;
    uint32_t column_count;
    uint32_t tables, rows;
};

/* A family of badges that are written alike. */
struct badge_habit {
    str name, template;    /* "star"; as `badges:` of the configuration takes it */
    uint32_t count, cases; /* of the aspect that is shared least */
    uint32_t badges;
};

/* A page most of whose entries stand in other files too. */
struct copies_habit {
    str page;
    str *of; /* the files that have them */
    uint32_t of_count;
    uint32_t count, cases; /* entries that have a twin, and all */
};

struct habits {
    VEC(struct table_habit) tables; /* in the order in which they are met */
    uint32_t table_count;           /* of all kinds */
    VEC(struct habit) labels;       /* one a label that has a habit: how it is spelt */
    VEC(struct habit) open_texts;   /* texts of links that have no target, however often */
    VEC(struct copies_habit) copies;
    VEC(struct badge_habit) badges;
    struct habit arxiv_form, arxiv_version; /* "abs"; "none" or "v" */
    uint32_t entries, hidden_dates, hidden_others;
    struct arena arena;
};

/* Zero-initialise first. The documents are borrowed, and texts of `habits` are its own. */
void habits_read(struct habits *habits, struct document *const *docs, uint32_t count);
void habits_free(struct habits *habits);
/* Whether a habit is the list's style, not only what it mostly does. */
bool habit_is_style(uint32_t count, uint32_t cases);

#endif
