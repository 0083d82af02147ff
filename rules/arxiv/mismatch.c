#include "doc/badge.h"
#include "doc/label.h"
#include "doc/reference.h"
#include "lint/rule.h"

/* Entries of more links are no rows of a list; the real ones have a dozen. */
enum { MAX_LINKS = 500 };

/*
 * Whether a link that may name the paper leads to it: a second "Paper" link, or a second title in
 * an entry of two papers.
 */
static bool is_named_by(const struct document *doc, const struct entry *entry, uint32_t paper,
                        uint32_t but, enum label_kind wanted)
{
    uint32_t self = entry_index(doc, entry);
    for (uint32_t i = entry->first_ref; i < entry->first_ref + entry->ref_count; i++) {
        const struct reference *ref = &doc->references[i];
        if (ref->paper == paper && i != but && ref->entry == self && ref->kind == REF_LINK &&
            ref->label == wanted)
            return true;
    }
    return false;
}

/* Whether the link or picture is the entry's own and has an id that can exist. */
static bool has_id(const struct reference *ref, uint32_t entry)
{
    return ref->entry == entry && ref->arxiv == ARXIV_OK;
}

/* Whether the label was reported. */
static bool check_links(struct lint *lint, const struct document *doc, const struct entry *entry)
{
    if (entry->title_ref == NO_INDEX || entry->paper_ref == NO_INDEX ||
        entry->title_ref == entry->paper_ref)
        return false;
    const struct reference *title = &doc->references[entry->title_ref];
    const struct reference *label = &doc->references[entry->paper_ref];
    uint32_t self = entry_index(doc, entry);
    if (title->paper == label->paper || !has_id(title, self) || !has_id(label, self))
        return false;
    if (is_named_by(doc, entry, title->paper, entry->title_ref, LABEL_PAPER) ||
        is_named_by(doc, entry, label->paper, entry->paper_ref, LABEL_NONE))
        return false;
    str first = reference_arxiv_id(doc, title), second = reference_arxiv_id(doc, label);
    str name = reference_label(doc, label);
    struct finding *finding =
        lint_report(lint, doc, span_is_empty(label->dest) ? label->span : label->dest,
                    "\"%.*s\" leads to arXiv %.*s but the title to %.*s; one of them is another "
                    "paper",
                    STR_ARG(name), STR_ARG(second), STR_ARG(first));
    lint_help(lint, finding, "open both, and give the wrong one the other's id");
    lint_related(lint, finding, doc, span_is_empty(title->dest) ? title->span : title->dest,
                 "the title leads to %.*s", STR_ARG(first));
    lint_url(finding, label->url);
    struct buf ids = {0};
    buf_printf(&ids, "%.*s %.*s", STR_ARG(first), STR_ARG(second));
    lint_discriminator(lint, finding, buf_str(&ids));
    buf_free(&ids);
    return true;
}

/* The link that says which paper the entry is: the title's, else the one labelled so. */
static const struct reference *naming_link(const struct document *doc, const struct entry *entry)
{
    const uint32_t order[] = {entry->title_ref, entry->paper_ref};
    for (size_t i = 0; i < 2; i++)
        if (order[i] != NO_INDEX && has_id(&doc->references[order[i]], entry_index(doc, entry)))
            return &doc->references[order[i]];
    return NULL;
}

static bool is_of_entry(const struct document *doc, const struct entry *entry, uint32_t paper)
{
    return is_named_by(doc, entry, paper, NO_INDEX, LABEL_NONE) ||
           is_named_by(doc, entry, paper, NO_INDEX, LABEL_PAPER) ||
           is_named_by(doc, entry, paper, NO_INDEX, LABEL_OTHER);
}

static void check_figures(struct lint *lint, const struct document *doc, const struct entry *entry)
{
    const struct reference *link = naming_link(doc, entry);
    for (uint32_t i = entry->first_ref; link && i < entry->first_ref + entry->ref_count; i++) {
        const struct reference *ref = &doc->references[i];
        if (ref->kind != REF_IMAGE || ref->paper == link->paper ||
            !has_id(ref, entry_index(doc, entry)) || is_of_entry(doc, entry, ref->paper))
            continue;
        str figure = reference_arxiv_id(doc, ref), paper = reference_arxiv_id(doc, link);
        struct finding *finding = lint_report(
            lint, doc, span_is_empty(ref->dest) ? ref->span : ref->dest,
            "the figure is from arXiv %.*s but the entry is %.*s", STR_ARG(figure), STR_ARG(paper));
        if (finding->severity > SEVERITY_WARNING)
            finding->severity = SEVERITY_WARNING;
        lint_help(lint, finding, "take a figure of %.*s, or correct the link of the entry",
                  STR_ARG(paper));
        lint_related(lint, finding, doc, span_is_empty(link->dest) ? link->span : link->dest,
                     "the entry leads to %.*s", STR_ARG(paper));
        lint_url(finding, ref->url);
        lint_discriminator(lint, finding, figure);
    }
}

/* The first id of the present form in the text, its version aside; empty where there is none. */
static str written_id(str text)
{
    enum { YEAR = 4, SHORT = 9, LONG = 10 };
    for (size_t i = 0; i + SHORT <= text.n; i++) {
        size_t n = i;
        while (n < text.n && n < i + LONG &&
               (n == i + YEAR ? text.at[n] == '.' : ascii_is_digit(text.at[n])))
            n++;
        bool apart = i == 0 || (!ascii_is_digit(text.at[i - 1]) && text.at[i - 1] != '.');
        bool ended = n == text.n || !ascii_is_digit(text.at[n]);
        if (apart && ended && n - i >= SHORT)
            return str_sub(text, i, n);
    }
    return (str){NULL, 0};
}

/* The id that a reader sees on the link: its text, or the text of the badge in it. */
static str shown_id(const struct document *doc, const struct reference *link,
                    const struct reference *badge)
{
    if (badge) {
        size_t at = badge->badge == BADGE_STATIC ? str_find(badge->url, STR("/badge/")) : STR_NPOS;
        return at == STR_NPOS ? (str){NULL, 0} : written_id(str_skip(badge->url, at));
    }
    str label = reference_label(doc, link);
    return link->form != FORM_BARE && label_is_arxiv_id(label) ? written_id(label) : (str){NULL, 0};
}

/* `[2405.18218](https://arxiv.org/abs/2405.18219)`, and badges that say another id. */
static void check_shown(struct lint *lint, const struct document *doc, const struct entry *entry,
                        uint32_t reported)
{
    for (uint32_t i = entry->first_ref; i < entry->first_ref + entry->ref_count; i++) {
        const struct reference *link = &doc->references[i];
        if (i == reported || link->kind != REF_LINK || !has_id(link, entry_index(doc, entry)))
            continue;
        const struct reference *badge = reference_image(doc, link);
        str shown = shown_id(doc, link, badge), id = reference_arxiv_id(doc, link);
        if (shown.n == 0 || str_eq(shown, id))
            continue;
        struct span place = badge ? badge->dest : link->text;
        size_t at = str_find(document_text(doc, place), shown);
        if (at != STR_NPOS)
            place = span_of(place.start + at, place.start + at + shown.n);
        struct finding *finding =
            lint_report(lint, doc, span_is_empty(place) ? link->span : place,
                        "%s arXiv %.*s but the link leads to %.*s; one of them is another paper",
                        badge ? "the badge says" : "the text says", STR_ARG(shown), STR_ARG(id));
        lint_help(lint, finding, "open both, and give the wrong one the other's id");
        lint_related(lint, finding, doc, span_is_empty(link->dest) ? link->span : link->dest,
                     "the link leads to %.*s", STR_ARG(id));
        lint_url(finding, link->url);
        struct buf ids = {0};
        buf_printf(&ids, "%.*s shown %.*s", STR_ARG(id), STR_ARG(shown));
        lint_discriminator(lint, finding, buf_str(&ids));
        buf_free(&ids);
    }
}

static void check_entry(struct lint *lint, const struct document *doc, const struct entry *entry)
{
    if (entry->ref_count > MAX_LINKS)
        return;
    bool reported = check_links(lint, doc, entry);
    check_shown(lint, doc, entry, reported ? entry->paper_ref : NO_INDEX);
    check_figures(lint, doc, entry);
}

const struct rule rule_arxiv_mismatch = {
    .summary = "the links of one entry lead to different papers on arXiv",
    .severity = SEVERITY_ERROR,
    .entry = check_entry,
};
