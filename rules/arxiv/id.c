#include "doc/reference.h"
#include "doc/target.h"
#include "lint/rule.h"

/* How many links an address is looked for before and behind; real entries have a dozen. */
enum { NEARBY = 64 };

/* The id within the destination, or the whole destination. */
static struct span id_span(const struct document *doc, const struct reference *ref, str id)
{
    struct span span = span_is_empty(ref->dest) ? ref->span : ref->dest;
    size_t at = id.n > 0 ? str_find(document_text(doc, span), id) : STR_NPOS;
    return at == STR_NPOS ? span : span_of(span.start + at, span.start + at + id.n);
}

static bool same_place(const struct reference *a, const struct reference *b)
{
    return a->entry != NO_INDEX && a->entry == b->entry && str_eq(a->url, b->url);
}

/* A title link and a "Paper" link copied from one address are one defect. */
static bool was_said(const struct document *doc, const struct reference *ref)
{
    uint32_t self = reference_index(doc, ref);
    uint32_t first = self > NEARBY ? self - NEARBY : 0;
    for (uint32_t i = self; i-- > first && doc->references[i].entry == ref->entry;)
        if (same_place(&doc->references[i], ref))
            return true;
    return false;
}

/* "2405.18218（中文）": the id that other text is glued to; false where none is in front. */
static bool suggest_front(struct lint *lint, struct finding *finding, str id)
{
    size_t n = 0;
    while (n < id.n && (ascii_is_digit(id.at[n]) || id.at[n] == '.'))
        n++;
    while (n > 0 && id.at[n - 1] == '.')
        n--;
    struct arxiv_ref paper;
    enum arxiv_fault fault;
    struct buf url = {0};
    buf_printf(&url, "https://arxiv.org/abs/%.*s", STR_ARG(str_sub(id, 0, n)));
    bool found = n > 0 && arxiv_parse(buf_str(&url), lint_today(lint), &paper, &fault) == ARXIV_OK;
    if (found)
        lint_help(lint, finding, "if %s is meant, part it from what follows", paper.id);
    buf_free(&url);
    return found;
}

/* Another link of the entry whose id can exist: most likely the right one. */
static void suggest(struct lint *lint, struct finding *finding, const struct document *doc,
                    const struct reference *ref, const struct arxiv_ref *bad)
{
    uint32_t end = 0, first = 0;
    if (ref->entry != NO_INDEX) {
        const struct entry *entry = &doc->entries[ref->entry];
        first = entry->first_ref;
        end = first + (entry->ref_count < NEARBY ? entry->ref_count : NEARBY);
    }
    for (uint32_t i = first; i < end; i++) {
        const struct reference *other = &doc->references[i];
        if (other->entry == ref->entry && other->arxiv == ARXIV_OK) {
            lint_help(lint, finding, "another link of this entry says %.*s",
                      STR_ARG(reference_arxiv_id(doc, other)));
            return;
        }
    }
    if (!suggest_front(lint, finding, bad->id_text))
        lint_help(lint, finding, "copy the address again from the paper's page on arxiv.org");
}

static void check_reference(struct lint *lint, const struct document *doc,
                            const struct reference *ref)
{
    struct arxiv_ref paper;
    enum arxiv_fault fault;
    if (ref->arxiv != ARXIV_BAD || reference_took_pipe(doc, ref) ||
        arxiv_parse(ref->url, lint_today(lint), &paper, &fault) != ARXIV_BAD || was_said(doc, ref))
        return;
    struct span span = id_span(doc, ref, paper.id_text);
    struct finding *finding;
    if (fault == ARXIV_FAULT_HOST)
        finding = lint_report(lint, doc, id_span(doc, ref, paper.host),
                              "the host \"%.*s\" looks like arXiv's and is not; the link leads "
                              "elsewhere",
                              STR_ARG(paper.host));
    else if (paper.id_text.n == 0)
        finding =
            lint_report(lint, doc, span, "the arXiv id of this link %s; arXiv shows no paper there",
                        arxiv_fault_text(fault));
    else
        finding = lint_report(lint, doc, span, "arXiv id \"%.*s\" %s; arXiv shows no paper there",
                              STR_ARG(paper.id_text), arxiv_fault_text(fault));
    suggest(lint, finding, doc, ref, &paper);
    lint_url(finding, ref->url);
    lint_discriminator(lint, finding, ref->url);
    uint32_t self = reference_index(doc, ref);
    for (uint32_t i = self + 1;
         i < doc->reference_count && i <= self + NEARBY && doc->references[i].entry == ref->entry;
         i++)
        if (same_place(ref, &doc->references[i]))
            lint_related(lint, finding, doc, id_span(doc, &doc->references[i], paper.id_text),
                         "the same address again");
}

static void check_document(struct lint *lint, const struct document *doc)
{
    struct once once = {0};
    for (uint32_t i = 0; i < doc->reference_count; i++)
        if (once_take(&once, doc, &doc->references[i]))
            check_reference(lint, doc, &doc->references[i]);
    once_free(&once);
}

const struct rule rule_arxiv_id = {
    .summary = "an arXiv identifier that cannot exist",
    .severity = SEVERITY_ERROR,
    .document = check_document,
};
