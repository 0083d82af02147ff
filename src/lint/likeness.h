/*
 * likeness: entries of two sides that are probably one, by the words that they show and the
 * addresses that they lead to.
 */
#ifndef CURLINT_LINT_LIKENESS_H
#define CURLINT_LINT_LIKENESS_H

#include "doc/document.h"

enum likeness_side { LIKENESS_BASE, LIKENESS_HEAD };

/* Two entries by the order in which each side's were added. */
struct alike {
    uint32_t base, head;
    double share; /* of what both hold: 0.5 and above */
};

struct likeness;

struct likeness *likeness_new(void);
void likeness_free(struct likeness *likeness);
/* The entry's text is read at once; the document need not live on. */
void likeness_add(struct likeness *likeness, enum likeness_side side, const struct document *doc,
                  uint32_t entry);
/*
 * Each entry in one pair at most, those that are most alike first. Owned by `likeness`. What nearly
 * all entries hold is not compared, so that the time stays near linear.
 */
size_t likeness_pairs(struct likeness *likeness, const struct alike **pairs);

#endif
