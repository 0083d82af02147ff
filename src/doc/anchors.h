/*
 * anchors: where the fragments of links lead within a document: to headings by the anchors that
 * GitHub makes of them, to the ids and names of tags.
 */
#ifndef CURLINT_DOC_ANCHORS_H
#define CURLINT_DOC_ANCHORS_H

#include "base/map.h"
#include "base/mem.h"
#include "doc/document.h"

struct anchor_name {
    str name;         /* as the document has it, without the "user-content-" that GitHub adds */
    uint32_t section; /* the heading that it is of; NO_INDEX for a tag that is at none */
};

/* Zero-initialise, anchors_read(), anchors_free(). */
struct anchors {
    struct map map;                /* name, folded -> index */
    VEC(struct anchor_name) names; /* no two of them lead to different places */
    struct buf folded;
};

/* All anchors of a document, whose texts are borrowed. */
void anchors_read(struct anchors *anchors, const struct document *doc);
/*
 * Where a fragment (without '#', percent-encoding undone) leads, letter case aside, which GitHub's
 * script forgives; NULL for nowhere. It stays where it is.
 */
const struct anchor_name *anchors_find(struct anchors *anchors, str fragment);
void anchors_free(struct anchors *anchors);

#endif
