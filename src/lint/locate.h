/*
 * locate: which entry, section or reference of a document a span belongs to.
 */
#ifndef CURLINT_LINT_LOCATE_H
#define CURLINT_LINT_LOCATE_H

#include "doc/document.h"

/* The innermost entry that holds the span, or NO_INDEX. */
uint32_t locate_entry(const struct document *doc, struct span span);
/* The heading (or root) that the byte stands under. */
uint32_t locate_heading(const struct document *doc, uint32_t offset);
/*
 * The reference that holds the span, or NO_INDEX. A picture and the link around it are one: the
 * link.
 */
uint32_t locate_reference(const struct document *doc, struct span span);

#endif
