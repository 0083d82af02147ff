/* References in their final order, nested and classified, once all leaves were read. */
#include "doc/builder.h"

#include "doc/arxiv.h"
#include "doc/badge.h"
#include "doc/url.h"

#include <stdlib.h>

static int reference_order(const void *a, const void *b)
{
    const struct reference *x = a, *y = b;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    return x->span.end > y->span.end ? -1 : x->span.end < y->span.end;
}

/*
 * By place: footnote definitions come last in the AST wherever they stand, and tags are read after
 * the links of their leaf. Then the link around each image.
 */
static void sort_references(struct builder *b)
{
    bool sorted = true;
    for (size_t i = 1; i < b->references.n && sorted; i++)
        sorted = reference_order(&b->references.at[i - 1], &b->references.at[i]) <= 0;
    if (!sorted)
        qsort(b->references.at, b->references.n, sizeof *b->references.at, reference_order);
    VEC(uint32_t) open = {0};
    for (uint32_t i = 0; i < b->references.n; i++) {
        struct reference *ref = &b->references.at[i];
        while (open.n && b->references.at[open.at[open.n - 1]].span.end <= ref->span.start)
            open.n--;
        /* A tag may close inside a picture's text: then it is not around the picture. */
        if (ref->kind == REF_IMAGE && open.n &&
            span_holds(b->references.at[open.at[open.n - 1]].span, ref->span))
            ref->outer = open.at[open.n - 1];
        else if (ref->kind == REF_LINK)
            vec_push(&open, i);
    }
    vec_free(&open);
}

/* What many rules ask of each URL, told once. */
static void classify_references(struct builder *b)
{
    for (size_t i = 0; i < b->references.n; i++) {
        struct reference *ref = &b->references.at[i];
        struct badge badge;
        struct arxiv_ref paper;
        enum arxiv_fault fault;
        if (ref->kind == REF_IMAGE)
            ref->badge = (uint8_t)badge_parse(ref->url, &badge);
        if (ref->badge == BADGE_NONE)
            ref->arxiv = (uint8_t)arxiv_parse(ref->url, b->today, &paper, &fault);
        ref->plain = url_is_plain(ref->url);
    }
}

void references_finish(struct builder *b)
{
    sort_references(b);
    classify_references(b);
}
