/*
 * kinds: which lists of a document are written alike: what nearly all entries of one kind have, the
 * others are expected to have.
 */
#ifndef CURLINT_DOC_KINDS_H
#define CURLINT_DOC_KINDS_H

#include "doc/document.h"

/*
 * Fill `kinds` (doc->list_count numbers) with a number for each list, the same for lists of one
 * kind: tables whose columns have the same names, lists of one marker and depth, paragraphs.
 * Returns how many kinds there are.
 */
uint32_t kinds_of_lists(const struct document *doc, uint32_t *kinds);

#endif
