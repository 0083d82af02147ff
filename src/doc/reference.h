/*
 * reference: what the URL of a link or picture says. Building a document reads each URL once and
 * keeps in its reference what is asked for often (struct reference, from `plain` on): compare those
 * bytes first. What they leave open is told here, from where the parts of the URL stand, so that no
 * rule splits a URL or looks up a host again.
 */
#ifndef CURLINT_DOC_REFERENCE_H
#define CURLINT_DOC_REFERENCE_H

#include "doc/arxiv.h"
#include "doc/badge.h"
#include "doc/document.h"
#include "doc/forge.h"

/* The parts of the URL, trimmed; slices of it. */
void reference_url(const struct reference *ref, struct url *out);

/* Whether it leads out of the repository, or to a page by its name: it has a scheme or a host. */
bool reference_is_foreign(const struct reference *ref);

/* The repository that it lies in, as forge_parse() tells it; false where `forge` is FORGE_NONE. */
bool reference_repository(const struct reference *ref, struct repo_ref *out);

/* What the badge says, as badge_parse() tells it; BADGE_NONE where `badge` is that. */
enum badge_kind reference_badge(const struct reference *ref, struct badge *out);

/*
 * The key of the paper, doc->papers[ref->paper], or an empty slice. Two references of one document
 * name one paper where their `paper` is the same index.
 */
str reference_paper(const struct document *doc, const struct reference *ref);

/* Whether an earlier link of its entry, no badge, leads to the same paper or repository. */
bool reference_is_repeated(const struct document *doc, const struct reference *ref);

/* The arXiv id without version ("2405.18218") where `arxiv` is ARXIV_OK, or an empty slice. */
str reference_arxiv_id(const struct document *doc, const struct reference *ref);

#endif
