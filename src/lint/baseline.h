/*
 * baseline: the findings that a list had when it began to use curlint, counted by rule and entry.
 * They are suppressed for as long as there are no more of them. No line is in it, so that rows may
 * move; config/baseline.h reads and writes the file.
 */
#ifndef CURLINT_LINT_BASELINE_H
#define CURLINT_LINT_BASELINE_H

#include "base/map.h"
#include "lint/settings.h"

struct baseline_record {
    str rule;         /* its id; may be of a rule that there is no more */
    str place;        /* the key of an entry, or the path of a file below the root; valid UTF-8 */
    bool is_file;     /* the latter: for findings that are on no entry */
    uint32_t count;   /* of findings; at least 1 */
    uint32_t found;   /* in the run that it was applied to */
    struct span span; /* in the file that it was read from */
};

/* Zero-initialise; baseline_free() when done. */
struct baseline {
    struct baseline_record *at; /* heap, owned; its texts in the arena */
    size_t n, cap;
    struct map index;            /* rule and place -> record */
    const struct document *file; /* borrowed: what the spans are of; NULL for a new one */
    struct arena arena;
};

/*
 * The record of a rule and place, or NULL; it stays where it is until one is added. `place` may
 * hold any bytes: what is not UTF-8 is replaced as in JSON.
 */
struct baseline_record *baseline_find(const struct baseline *baseline, str rule, str place,
                                      bool is_file);
/* The same, added with the count 0 where it was not there. */
struct baseline_record *baseline_add(struct baseline *baseline, str rule, str place, bool is_file);
/* Order by rule, then entries before files, then by place; records of count 0 go. */
void baseline_sort(struct baseline *baseline);
void baseline_free(struct baseline *baseline);

/* Count the findings that belong into a baseline: errors and warnings that are not suppressed. */
void baseline_count(struct baseline *baseline, const struct findings *findings,
                    struct document *const *documents);
/*
 * What a baseline of all lists becomes after a run of these settings that found `fresh`, which is
 * changed to it. What the run has not looked for stays as it was: `whole` tells whether it looked
 * at all lists.
 */
void baseline_keep(struct baseline *fresh, const struct baseline *old,
                   const struct settings *settings, bool whole);
/* Lower the counts of `fresh` to those of `old`, 0 where it has none. */
void baseline_shrink(struct baseline *fresh, const struct baseline *old);
/* The first record of `fresh` that counts more than in `old`, or NULL; `*more`: all in all. */
const struct baseline_record *baseline_growth(const struct baseline *fresh,
                                              const struct baseline *old, uint64_t *more);
/* All findings that it knows. */
uint64_t baseline_total(const struct baseline *baseline);
/*
 * Whether a run of these settings over all lists has looked for what the record is for; one of an
 * unknown rule is for nothing.
 */
bool baseline_is_judged(const struct settings *settings, const struct baseline_record *record);

#endif
