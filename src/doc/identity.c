#include "doc/identity.h"

#include "base/hash.h"
#include "doc/paper.h"
#include "doc/title.h"

/* In order of trust; what doc/paper.h calls each. */
static const str SCHEMES[] = {STR_INIT("arxiv:"), STR_INIT("doi:"), STR_INIT("openreview:"),
                              STR_INIT("acl:")};
enum { SCHEME_COUNT = sizeof SCHEMES / sizeof *SCHEMES, NO_RANK };

static size_t rank_of(str key)
{
    for (size_t i = 0; i < SCHEME_COUNT; i++)
        if (str_starts(key, SCHEMES[i]))
            return i;
    return SCHEME_COUNT;
}

/* A picture of a paper does not say that the entry is it. */
static bool has_paper(const struct reference *ref)
{
    return ref->paper != NO_INDEX && ref->arxiv_form != ARXIV_FIGURE;
}

/* Whether the link may name the paper: the title, or one called "paper". */
static bool may_identify(const struct document *doc, const struct entry *entry, uint32_t index)
{
    const struct reference *ref = &doc->references[index];
    if (ref->kind != REF_LINK || ref->entry != entry_index(doc, entry) || !has_paper(ref))
        return false;
    return index == entry->title_ref || index == entry->paper_ref || ref->names_paper;
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

/*
 * Whether the row is about a model, data set or tool, by the column that its title stands in. Then
 * the paper is a property of it, which several may share: `| CPM 2 | 10B | [paper](u) |`.
 */
static bool is_thing(const struct document *doc, const struct entry *entry)
{
    if (entry->kind != ENTRY_ROW || span_is_empty(entry->title))
        return false;
    const struct row *row = &doc->rows[entry->row];
    uint16_t column = 0;
    while (column < row->cell_count &&
           doc->cells[row->first_cell + column].span.end < entry->title.end)
        column++;
    return column < 64 && (doc->tables[row->table].thing_columns >> column & 1);
}

/* The title link of a thing, else any that primary_link() knows. */
static const struct reference *link_of(const struct document *doc, const struct entry *entry)
{
    if (!is_thing(doc, entry))
        return primary_link(doc, entry);
    return entry->title_ref == NO_INDEX ? NULL : &doc->references[entry->title_ref];
}

uint32_t identity_paper(const struct document *doc, const struct entry *entry)
{
    size_t best = NO_RANK;
    uint32_t paper = NO_INDEX;
    bool thing = is_thing(doc, entry);
    for (uint32_t i = entry->first_ref; !thing && i < entry->first_ref + entry->ref_count; i++) {
        uint32_t other = doc->references[i].paper;
        if (other == paper || !may_identify(doc, entry, i))
            continue;
        size_t rank = rank_of(doc->papers[other]);
        if (rank < best) {
            best = rank;
            paper = other;
        }
    }
    if (paper != NO_INDEX)
        return paper;
    const struct reference *primary = link_of(doc, entry); /* [[ICLR](https://arxiv.org/...)] */
    return primary && has_paper(primary) ? primary->paper : NO_INDEX;
}

void identity_key(struct buf *out, const struct document *doc, const struct entry *entry)
{
    const struct reference *primary = link_of(doc, entry);
    size_t start = out->n;
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
