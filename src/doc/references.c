/* References in their final order, nested and classified, once all leaves were read. */
#include "doc/builder.h"

#include "doc/badge.h"
#include "doc/forge.h"
#include "doc/label.h"
#include "doc/paper.h"

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

/* The index of a paper among the document's. */
static uint32_t add_paper(struct builder *b, str key)
{
    uint32_t index = (uint32_t)b->papers.n;
    if (index > 0 && str_eq(b->papers.at[index - 1], key))
        return index - 1; /* the figure behind a title */
    const uint32_t *known = map_get(&b->paper_keys, key);
    if (known)
        return *known;
    str copy = arena_str(&b->doc->arena, key);
    map_put(&b->paper_keys, copy, index, NULL);
    vec_push(&b->papers, copy);
    return index;
}

static void read_label(struct reference *ref, str label)
{
    ref->label = (uint8_t)label_of(label);
    ref->names_paper = ref->label == LABEL_PAPER || label_is_arxiv_id(label);
}

static void read_badge(struct reference *ref, const struct url *url)
{
    struct badge badge;
    /* marks around it keep url_split() from seeing a scheme and a host */
    ref->badge = (uint8_t)(ref->site == SITE_NONE ? badge_parse(ref->url, &badge)
                                                  : badge_read(url, (enum site)ref->site, &badge));
    ref->badge_fault = (uint8_t)badge.fault;
}

static void read_paper(struct builder *b, struct reference *ref, const struct url *url)
{
    struct arxiv_ref paper;
    enum arxiv_fault fault;
    enum site site = (enum site)ref->site;
    enum arxiv_verdict verdict = arxiv_read(url, site, b->today, &paper, &fault);
    ref->arxiv = (uint8_t)verdict;
    ref->arxiv_form = (uint8_t)paper.form;
    buf_clear(&b->text);
    if (paper_read(url, site, verdict, &paper, &b->text))
        ref->paper = add_paper(b, buf_str(&b->text));
}

static void read_url(struct builder *b, struct reference *ref)
{
    struct url url;
    struct repo_ref repository;
    url_split(str_trim(ref->url), &url);
    ref->marks = url_pack(ref->url, &url);
    ref->plain = url_is_plain(ref->url);
    ref->scheme = (uint8_t)url_scheme(&url);
    ref->site = (uint8_t)site_of(url.host);
    if (ref->kind == REF_IMAGE)
        read_badge(ref, &url);
    if (ref->badge == BADGE_NONE)
        read_paper(b, ref, &url);
    if (forge_read(&url, (enum site)ref->site, &repository))
        ref->forge = (uint8_t)repository.forge;
}

/* Rows link their paper and their repository twice or more: how far back that is looked for. */
enum { LOOK_BACK = 4 };

/* What a near reference of the same kind and URL says, said again; false where there is none. */
static bool repeat_near(struct builder *b, size_t i)
{
    struct reference *ref = &b->references.at[i];
    for (size_t j = i; j-- > 0 && i - j <= LOOK_BACK;) {
        const struct reference *near = &b->references.at[j];
        if (near->kind != ref->kind || !str_eq(near->url, ref->url))
            continue;
        ref->plain = near->plain;
        ref->scheme = near->scheme;
        ref->site = near->site;
        ref->forge = near->forge;
        ref->badge = near->badge;
        ref->badge_fault = near->badge_fault;
        ref->arxiv = near->arxiv;
        ref->arxiv_form = near->arxiv_form;
        ref->marks = near->marks;
        ref->paper = near->paper;
        return true;
    }
    return false;
}

void references_finish(struct builder *b)
{
    sort_references(b);
    for (size_t i = 0; i < b->references.n; i++) {
        struct reference *ref = &b->references.at[i];
        read_label(ref, reference_label(b->doc, ref));
        if (!repeat_near(b, i))
            read_url(b, ref);
    }
}
