#include "doc/arxiv.h"
#include "doc/label.h"
#include "lint/rule.h"

#include <string.h>

/* Entries of more links are no rows of a list; the real ones have a dozen. */
enum { MAX_LINKS = 500 };

/* The id of the paper behind a link or picture; false where there is none or it is faulty. */
static bool read_id(const struct lint *lint, const struct reference *ref, struct arxiv_ref *paper)
{
    enum arxiv_fault fault;
    return ref->arxiv == ARXIV_OK &&
           arxiv_parse(ref->url, lint_today(lint), paper, &fault) == ARXIV_OK;
}

/*
 * Whether a link that may name the paper has this id: a second "Paper" link, or a second title in
 * an entry of two papers.
 */
static bool is_named_by(const struct lint *lint, const struct document *doc,
                        const struct entry *entry, const char *id, uint32_t but,
                        enum label_kind wanted)
{
    uint32_t self = entry_index(doc, entry);
    for (uint32_t i = entry->first_ref; i < entry->first_ref + entry->ref_count; i++) {
        const struct reference *ref = &doc->references[i];
        struct arxiv_ref paper;
        if (i != but && ref->entry == self && ref->kind == REF_LINK &&
            label_of(reference_label(doc, ref)) == wanted && read_id(lint, ref, &paper) &&
            strcmp(paper.id, id) == 0)
            return true;
    }
    return false;
}

static void check_links(struct lint *lint, const struct document *doc, const struct entry *entry)
{
    if (entry->title_ref == NO_INDEX || entry->paper_ref == NO_INDEX ||
        entry->title_ref == entry->paper_ref)
        return;
    const struct reference *title = &doc->references[entry->title_ref];
    const struct reference *label = &doc->references[entry->paper_ref];
    uint32_t self = entry_index(doc, entry);
    struct arxiv_ref first, second;
    if (str_eq(title->url, label->url))
        return;
    if (title->entry != self || label->entry != self || !read_id(lint, title, &first) ||
        !read_id(lint, label, &second) || strcmp(first.id, second.id) == 0)
        return;
    if (is_named_by(lint, doc, entry, first.id, entry->title_ref, LABEL_PAPER) ||
        is_named_by(lint, doc, entry, second.id, entry->paper_ref, LABEL_NONE))
        return;
    str name = reference_label(doc, label);
    struct finding *finding =
        lint_report(lint, doc, span_is_empty(label->dest) ? label->span : label->dest,
                    "\"%.*s\" leads to arXiv %s but the title to %s; one of them is another paper",
                    STR_ARG(name), second.id, first.id);
    lint_help(lint, finding, "open both, and give the wrong one the other's id");
    lint_related(lint, finding, doc, span_is_empty(title->dest) ? title->span : title->dest,
                 "the title leads to %s", first.id);
    lint_url(finding, label->url);
    struct buf ids = {0};
    buf_printf(&ids, "%s %s", first.id, second.id);
    lint_discriminator(lint, finding, buf_str(&ids));
    buf_free(&ids);
}

/* The link that says which paper the entry is: the title's, else the one labelled so. */
static const struct reference *naming_link(const struct lint *lint, const struct document *doc,
                                           const struct entry *entry, struct arxiv_ref *paper)
{
    const uint32_t order[] = {entry->title_ref, entry->paper_ref};
    for (size_t i = 0; i < 2; i++) {
        if (order[i] == NO_INDEX)
            continue;
        const struct reference *ref = &doc->references[order[i]];
        if (ref->entry == entry_index(doc, entry) && read_id(lint, ref, paper))
            return ref;
    }
    return NULL;
}

static bool is_of_entry(const struct lint *lint, const struct document *doc,
                        const struct entry *entry, const char *id)
{
    return is_named_by(lint, doc, entry, id, NO_INDEX, LABEL_NONE) ||
           is_named_by(lint, doc, entry, id, NO_INDEX, LABEL_PAPER) ||
           is_named_by(lint, doc, entry, id, NO_INDEX, LABEL_OTHER);
}

static void check_figures(struct lint *lint, const struct document *doc, const struct entry *entry)
{
    struct arxiv_ref paper, figure;
    const struct reference *link = naming_link(lint, doc, entry, &paper);
    for (uint32_t i = entry->first_ref; link && i < entry->first_ref + entry->ref_count; i++) {
        const struct reference *ref = &doc->references[i];
        if (ref->kind != REF_IMAGE || ref->entry != entry_index(doc, entry) ||
            !read_id(lint, ref, &figure) || strcmp(paper.id, figure.id) == 0 ||
            is_of_entry(lint, doc, entry, figure.id))
            continue;
        struct finding *finding =
            lint_report(lint, doc, span_is_empty(ref->dest) ? ref->span : ref->dest,
                        "the figure is from arXiv %s but the entry is %s", figure.id, paper.id);
        if (finding->severity > SEVERITY_WARNING)
            finding->severity = SEVERITY_WARNING;
        lint_help(lint, finding, "take a figure of %s, or correct the link of the entry", paper.id);
        lint_related(lint, finding, doc, span_is_empty(link->dest) ? link->span : link->dest,
                     "the entry leads to %s", paper.id);
        lint_url(finding, ref->url);
        lint_discriminator(lint, finding, str_from(figure.id));
    }
}

static void check_entry(struct lint *lint, const struct document *doc, const struct entry *entry)
{
    if (entry->ref_count > MAX_LINKS)
        return;
    check_links(lint, doc, entry);
    check_figures(lint, doc, entry);
}

const struct rule rule_arxiv_mismatch = {
    .summary = "the links of one entry lead to different papers on arXiv",
    .severity = SEVERITY_ERROR,
    .entry = check_entry,
};
