/*
 * paper: which paper a URL names, so that a DOI, a PDF and an abstract page of one paper compare
 * equal.
 */
#ifndef CURLINT_DOC_PAPER_H
#define CURLINT_DOC_PAPER_H

#include "base/buf.h"
#include "doc/arxiv.h"

/*
 * Append the key of the paper: "arxiv:2405.18218", "acl:2023.acl-long.1", "openreview:ID" or
 * "doi:10.1145/..." in lower case, in this order: arXiv's own DOIs give the arxiv key, those of the
 * ACL Anthology the acl key. False, with nothing appended, where the URL does not say which paper
 * it is, or is a picture of it, or holds an id that cannot exist.
 */
bool paper_key(str url, struct date today, struct buf *out);

/*
 * The same of a URL that was split already, its host of `site`, and that arxiv_read() gave
 * `verdict` and `ref`; here a picture of an arXiv paper gives the paper's key too.
 */
bool paper_read(const struct url *url, enum site site, enum arxiv_verdict verdict,
                const struct arxiv_ref *ref, struct buf *out);

/* Whether the URL is on a host where papers live, whatever page of it. */
bool paper_host(str url);

#endif
