/*
 * page: what the first bytes of an HTML page give away: a page that says itself that it is not
 * there, a domain for sale, the places that a fragment can name. Guesses on evidence: each has to
 * be said so plainly that no paper is taken for it.
 */
#ifndef CURLINT_NET_PAGE_H
#define CURLINT_NET_PAGE_H

#include "base/str.h"

/* Whether the type of a body is that of HTML; nothing said counts as HTML. */
bool page_is_html(str content_type);
/* The text of the first <title>, as written; empty where there is none. */
str page_title(str html);
/* Whether the title says that there is no such page. */
bool page_says_missing(str html);
/* Whether it is a page that sells or parks its domain. */
bool page_is_parked(str html);
/* Whether a host serves nothing but parked domains. `host` is in lower case. */
bool page_is_parking_host(str host);
/* Whether an element has the id, or an anchor the name, that `fragment` (percent-encoded) names. */
bool page_has_place(str html, str fragment);
/* Whether a fragment names a place at all: not empty, "top", a text fragment or a script's route.
 */
bool page_fragment_counts(str fragment);

#endif
