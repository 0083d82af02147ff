/*
 * badge_style: how a list writes its badges, learned from all of them: for each family of badges
 * the forms that nearly all of it share, and for each badge in what it is unlike them.
 *
 * A family is told by what its badges say of themselves: the stars of a forge are one; static
 * badges are one where their labels are equal ("Conference"), or where they have none, their alt
 * texts ("Type"). Badges of one label are parted by alt text where no alt text is usual. Colour
 * tells no family, and a static badge with neither label nor alt text is of none.
 */
#ifndef CURLINT_DOC_BADGE_STYLE_H
#define CURLINT_DOC_BADGE_STYLE_H

#include "base/mem.h"
#include "doc/badge_text.h"

/* The usual form of one aspect. */
struct badge_norm {
    str value;             /* NULL where none is usual. Of BADGE_YEAR the form (doc/venue.h), of
                              BADGE_LINK nothing but that a link is usual */
    uint32_t count, cases; /* badges that have it, of those that say anything about it */
};

struct badge_family {
    uint32_t cases;       /* badges */
    uint32_t shape;       /* the most usual one */
    enum badge_wrap wrap; /* the usual link; BADGE_ELSEWHERE: each leads another way */
    bool bare;            /* no link is usual */
    struct badge_norm norms[BADGE_ASPECT_COUNT];
};

/* A way to write a badge: equal for badges that differ only in what they say. */
struct badge_shape {
    str values[BADGE_ASPECT_COUNT]; /* NULL where it says nothing about it; as in the norms */
    str label;                      /* of a static badge; may be empty */
    enum forge forge;               /* of stars, else FORGE_NONE */
    enum badge_wrap wrap;
    uint32_t name;   /* equal for badges of one alt text or, without it, label, letter case aside,
                        and for all stars; NO_INDEX: it has none */
    uint32_t family; /* NO_INDEX: it has none */
    uint32_t count;  /* badges */
    uint32_t unlike; /* 1 << aspect for each in which it is unlike its family */
};

/* A badge of an entry. */
struct badge_use {
    uint32_t document, reference; /* of the picture */
    uint32_t shape;
    struct span span; /* all of the badge, as badge_span() */
    struct span name; /* of a static badge, what it says up to the year: "Conference-ICML" */
};

/* Zero-initialise to start; badge_styles_free() when done. Borrows nothing. */
struct badge_styles {
    VEC(struct badge_use) uses; /* in order of place */
    VEC(struct badge_shape) shapes;
    VEC(struct badge_family) families;
    uint32_t name_count;
    struct arena arena; /* of all texts */
};

/*
 * Learn from the badges in entries that badge_text_read() can read. A form is usual where `percent`
 * of at least MAJORITY_CASES badges share it.
 */
void badge_styles_learn(struct badge_styles *styles, struct document *const *documents,
                        uint32_t count, uint32_t percent);
void badge_styles_free(struct badge_styles *styles);

/* Whether a query has what `usual` has: its parameters, in any order, and no style beside them. */
bool badge_query_agrees(str query, str usual);

/*
 * Append the Markdown of a family's badges with named parts, as `badges:` of the configuration
 * takes it: `…/stars/{owner}/{repo}…`, `…/Conference-{venue}'{year}{note}-blue…`. False, with
 * nothing appended, where an aspect has no usual form.
 */
bool badge_style_template(const struct badge_styles *styles, uint32_t family, struct buf *out);

#endif
