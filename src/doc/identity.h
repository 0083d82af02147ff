/*
 * identity: which paper an entry is, so that it is known again after a move or an edit.
 */
#ifndef CURLINT_DOC_IDENTITY_H
#define CURLINT_DOC_IDENTITY_H

#include "base/buf.h"
#include "doc/document.h"

/*
 * The paper that `entry` is: the arXiv id, else the DOI, OpenReview or ACL id of its title link or
 * of a link labelled as the paper, else of its first own web link, as an index into doc->papers.
 * NO_INDEX where none says so; a paper that the text merely mentions is no identity, nor is that of
 * a model or data set in a table of such things.
 */
uint32_t identity_paper(const struct document *doc, const struct entry *entry);

/*
 * Append the key of an entry that names no paper, the first that exists: the canonical URL of its
 * first own web link; its normalised title; a hash of its text.
 */
void identity_key(struct buf *out, const struct document *doc, const struct entry *entry);

#endif
