#include "doc/identity.h"

#include "base/hash.h"
#include "doc/paper.h"
#include "doc/title.h"
#include "doc/url.h"

/* In order of trust; what doc/paper.h calls each. */
static const str SCHEMES[] = {STR_INIT("arxiv:"), STR_INIT("doi:"), STR_INIT("openreview:"),
                              STR_INIT("acl:")};

/* Rank of the key that a link gives, or SIZE_MAX; the key is appended to `out`. */
static size_t rank_of(struct buf *out, str url, struct date today)
{
    size_t start = out->n;
    if (!paper_key(url, today, out))
        return SIZE_MAX;
    str key = str_skip(buf_str(out), start);
    for (size_t i = 0; i < sizeof SCHEMES / sizeof *SCHEMES; i++)
        if (str_starts(key, SCHEMES[i]))
            return i;
    return sizeof SCHEMES / sizeof *SCHEMES;
}

/* Whether the link may name the paper: the title, a link called "paper", or the only kind there. */
static bool may_identify(const struct document *doc, const struct entry *entry, uint32_t index)
{
    const struct reference *ref = &doc->references[index];
    if (ref->kind != REF_LINK || ref->entry != entry_index(doc, entry))
        return false;
    return index == entry->title_ref || index == entry->paper_ref ||
           reference_names_paper(doc, ref);
}

static bool paper_identity(struct buf *out, const struct document *doc, const struct entry *entry,
                           struct date today)
{
    struct buf key = {0};
    size_t best = SIZE_MAX;
    str kept = {NULL, 0}, seen = {NULL, 0}; /* most rows link the paper twice */
    for (uint32_t i = entry->first_ref; i < entry->first_ref + entry->ref_count; i++) {
        const struct reference *ref = &doc->references[i];
        if (!may_identify(doc, entry, i) || str_eq(ref->url, seen))
            continue;
        seen = ref->url;
        buf_clear(&key);
        size_t rank = rank_of(&key, ref->url, today);
        if (rank >= best)
            continue;
        best = rank;
        out->n -= kept.n;
        buf_add(out, buf_str(&key));
        kept = buf_str(&key);
    }
    buf_free(&key);
    return best != SIZE_MAX;
}

/* The title link, else the first web link of its own that is no badge. */
static const struct reference *primary_link(const struct document *doc, const struct entry *entry)
{
    if (entry->title_ref != NO_INDEX && doc->references[entry->title_ref].url.n > 0)
        return &doc->references[entry->title_ref];
    if (entry->paper_ref != NO_INDEX && doc->references[entry->paper_ref].url.n > 0)
        return &doc->references[entry->paper_ref];
    for (uint32_t i = entry->first_ref; i < entry->first_ref + entry->ref_count; i++) {
        const struct reference *ref = &doc->references[i];
        if (ref->kind == REF_LINK && ref->entry == entry_index(doc, entry) &&
            url_is_web(ref->url) && !reference_image(doc, ref))
            return ref;
    }
    return NULL;
}

void identity_key(struct buf *out, const struct document *doc, const struct entry *entry,
                  struct date today)
{
    if (paper_identity(out, doc, entry, today))
        return;
    const struct reference *primary = primary_link(doc, entry);
    size_t start = out->n;
    if (primary && paper_key(primary->url, today, out))
        return; /* [[ICLR](https://arxiv.org/abs/...)] */
    if (primary) {
        buf_add(out, STR("url:"));
        url_canonical(out, primary->url);
        if (out->n > start + 4)
            return;
        out->n = start;
    }
    buf_add(out, STR("title:"));
    title_key(out, document_text(doc, entry->title));
    if (out->n > start + 6)
        return;
    out->n = start;
    str text = document_text(doc, entry->span);
    buf_printf(out, "text:%016llx", (unsigned long long)hash_add(HASH_START, text));
}
