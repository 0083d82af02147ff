/*
 * identity: which paper an entry is, so that it is known again after a move or an edit.
 */
#ifndef CURLINT_DOC_IDENTITY_H
#define CURLINT_DOC_IDENTITY_H

#include "base/buf.h"
#include "doc/document.h"

/*
 * Append the key of `entry`, the first that exists: arXiv id, DOI, OpenReview or ACL id of its
 * title link or of the link labelled as the paper; the canonical URL of its first own web link;
 * its normalised title; a hash of its text. A paper that the text merely mentions is no identity.
 */
void identity_key(struct buf *out, const struct document *doc, const struct entry *entry,
                  struct date today);

#endif
