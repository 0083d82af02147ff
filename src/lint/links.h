/*
 * links: which URLs of the lists rules want to be asked for, and what came of it. Who asks is not
 * known here.
 */
#ifndef CURLINT_LINT_LINKS_H
#define CURLINT_LINT_LINKS_H

#include "base/map.h"
#include "base/mem.h"
#include "lint/settings.h"
#include "net/evidence.h"

/* Evidence by URL. Zero-initialise; answers_free() when done, after the findings that borrow. */
struct answers {
    struct arena arena;
    struct map by_url;           /* as in the lists -> index of `at` */
    VEC(struct evidence *) list; /* arena: each stays at one place */
};

/* Keep a copy of the evidence for the URL as a list has it, in the place of an older one. */
void answers_put(struct answers *answers, str url, const struct evidence *evidence);
/* What is known of a URL, or NULL. */
const struct evidence *answers_find(const struct answers *answers, str url);
void answers_free(struct answers *answers);

/* Whether its URL is one to be asked for: of the web, no badge, not malformed. */
bool links_can_ask(const struct reference *ref);

/* Distinct URLs in order of place; slices of the documents. vec_free() and map_free() when done. */
struct wanted_links {
    VEC(str) urls;
    struct map seen;
};

/* Whether a reference counts, NULL: all do. */
struct link_filter {
    bool (*includes)(void *self, const struct document *doc, const struct reference *ref);
    void *self;
};

/* Add the URLs of a document that a rule which is on wants. */
void links_want(struct wanted_links *wanted, const struct settings *settings,
                const struct document *doc, const struct link_filter *filter);

#endif
