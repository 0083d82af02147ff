/*
 * arxiv_style: in which of its forms a link to a paper on arXiv is written. The parts of one URL,
 * so that a list's habit can be counted and a link rewritten by it.
 */
#ifndef CURLINT_DOC_ARXIV_STYLE_H
#define CURLINT_DOC_ARXIV_STYLE_H

#include "doc/document.h"

/* Slices of the URL. */
struct arxiv_style {
    str origin;  /* "https://arxiv.org", with another scheme or host where there is one */
    str form;    /* "abs", "pdf" or "html" */
    str id;      /* without version and ".pdf" */
    str version; /* "v2", or empty */
};

/*
 * Read the URL of a paper's page on arxiv.org, www.arxiv.org or export.arxiv.org. False where it is
 * no such page, or has a query, a fragment or more behind the id. Whether the id can exist is
 * doc/arxiv.h's to say.
 */
bool arxiv_style_parse(str url, struct arxiv_style *out);

/*
 * The same of a link whose paper can exist and whose own text does not say where it leads, as
 * `[PDF](https://arxiv.org/pdf/...)` does: what a list's habit is made of.
 */
bool arxiv_style_of(const struct document *doc, const struct reference *ref,
                    struct arxiv_style *out);

/* Append the URL of `style`. */
void arxiv_style_write(struct buf *out, const struct arxiv_style *style);

#endif
