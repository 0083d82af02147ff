/*
 * transplant: the text of an entry as another file has to write it so that it says the same there:
 * relative targets lead to the same place, and links by reference name their target.
 */
#ifndef CURLINT_DOC_TRANSPLANT_H
#define CURLINT_DOC_TRANSPLANT_H

#include "base/buf.h"
#include "doc/document.h"

/*
 * Append the bytes of `span`, which lies in the entry, as the file at the path `page` has them. A
 * target that leads out of the repository stays as it is.
 */
void transplant(struct buf *out, const struct document *doc, const struct entry *entry,
                struct span span, str page);

#endif
