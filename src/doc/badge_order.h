/*
 * badge_order: in which order the badges of an entry stand side by side, learned from all entries
 * of one sort: a list may well write other orders in rows than in bullets.
 */
#ifndef CURLINT_DOC_BADGE_ORDER_H
#define CURLINT_DOC_BADGE_ORDER_H

#include "base/map.h"
#include "doc/badge_style.h"

/*
 * The bytes at the start of `text` that do not part badges: blanks, `<br>`, blanks written as
 * entities.
 */
size_t badge_joint_length(str text);

/* Badges of one entry with nothing but blanks and `<br>` between them. */
struct badge_run {
    uint32_t first, count; /* into uses */
};

enum { BADGE_RUN_LIMIT = 8 }; /* a longer one has no order */

/* The run that begins with the use `first` and ends before `end` at the latest. */
struct badge_run badge_run_at(const struct badge_styles *styles, struct document *const *documents,
                              uint32_t first, uint32_t end);

/* How often one name stood before another. Zero-initialise; map_free(&pairs) when done. */
struct badge_order {
    struct map pairs;
};

/*
 * Count the pairs of all runs of the uses [first, end). Badges of equal names, and those without
 * one, have no order.
 */
void badge_order_learn(struct badge_order *order, const struct badge_styles *styles,
                       struct document *const *documents, uint32_t first, uint32_t end);
/* How often `before` stood before `behind` in entries of a kind (enum entry_kind). */
uint32_t badge_order_count(const struct badge_order *order, uint8_t kind, uint32_t before,
                           uint32_t behind);

/* Two badges of a run whose order is not the usual one: uses, the first before the second. */
struct badge_swap {
    uint32_t first, second;
    uint32_t usual, cases; /* times that a badge like the second stood first, of all times */
    uint8_t kind;          /* of the entry */
};

/*
 * The first such pair; false where there is none. An order is usual where `percent` of at least
 * MAJORITY_CASES pairs have it.
 */
bool badge_order_find(const struct badge_order *order, const struct badge_styles *styles,
                      struct document *const *documents, struct badge_run run, uint32_t percent,
                      struct badge_swap *out);
/*
 * The uses of a run in the usual order, with as little change as may be. False where the usual
 * orders of its pairs do not fit together.
 */
bool badge_order_sort(const struct badge_order *order, const struct badge_styles *styles,
                      struct document *const *documents, struct badge_run run, uint32_t percent,
                      uint32_t sorted[BADGE_RUN_LIMIT]);

#endif
