/*
 * badge_text: a badge as it stands in the source, `[![alt](picture)](link)`, taken apart into what
 * it says and how it is written.
 */
#ifndef CURLINT_DOC_BADGE_TEXT_H
#define CURLINT_DOC_BADGE_TEXT_H

#include "doc/badge.h"
#include "doc/document.h"
#include "doc/venue.h"

/* What can differ between two badges that say the same. */
enum badge_aspect {
    BADGE_ALT,       /* the picture's text: "Star" */
    BADGE_ADDRESS,   /* its URL up to what it says: "https://img.shields.io/github/stars/" */
    BADGE_YEAR,      /* the year of a static badge with its mark: "'24" */
    BADGE_COLOR,     /* of a static badge: "blue" */
    BADGE_EXTENSION, /* ".svg" */
    BADGE_QUERY,     /* "?style=social&label=Star" */
    BADGE_LINK,      /* the target of the link around the picture */
    BADGE_ASPECT_COUNT
};

enum badge_wrap {
    BADGE_BARE,       /* no link is around the picture */
    BADGE_OPEN,       /* one that leads nowhere: `[…]()` */
    BADGE_REPOSITORY, /* one to the repository whose stars are counted, or a page of it */
    BADGE_ELSEWHERE,
};

/* All slices of the text. */
struct badge_text {
    str text;                        /* all of it */
    str url;                         /* of the picture */
    str aspects[BADGE_ASPECT_COUNT]; /* as written; empty where it has none */
    str said;                        /* "OWNER/NAME", or label and message as one */
    struct badge badge;              /* what the URL says */
    struct venue venue;              /* what the message of a static badge says */
    enum badge_wrap wrap;
};

/*
 * Split text, link and picture of a badge in its plain form: no title, no escapes, no entities, no
 * blanks around, at most BADGE_TEXT_LIMIT bytes. Sets `text`, `url`, the alt text, the link, and
 * `wrap` but for BADGE_REPOSITORY; the rest is zero. False where it is of no such form.
 */
bool badge_text_split(str text, struct badge_text *out);
/*
 * The same, and all of what a badge of a repository's stars or a static one says. False also for
 * other badges, and for those that badge_parse() has a fault in.
 */
bool badge_text_read(str text, struct badge_text *out);

/*
 * Where the badge of a picture stands: the link around it, or the picture alone. Empty where it
 * has no plain form: in HTML, by reference, or not alone in its link.
 */
struct span badge_span(const struct document *doc, const struct reference *image);

enum { BADGE_TEXT_LIMIT = 1024 };

#endif
