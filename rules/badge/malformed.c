#include "doc/label.h"
#include "doc/reference.h"
#include "doc/target.h"
#include "lint/rule.h"

/* Entries of more links are no rows of a list; the real ones have a dozen. */
enum { MAX_LINKS = 500 };

/* The repository of the entry's code link, or an empty URL. */
static str code_link(const struct document *doc, uint32_t entry)
{
    if (entry == NO_INDEX)
        return (str){NULL, 0};
    const struct entry *in = &doc->entries[entry];
    uint32_t count = in->ref_count < MAX_LINKS ? in->ref_count : MAX_LINKS;
    for (uint32_t i = in->first_ref; i < in->first_ref + count; i++) {
        const struct reference *ref = &doc->references[i];
        if (ref->label == LABEL_CODE && ref->forge != FORGE_NONE && ref->kind == REF_LINK &&
            ref->entry == entry)
            return ref->url;
    }
    return (str){NULL, 0};
}

static void report(struct lint *lint, const struct document *doc, struct span span, str url,
                   const struct badge *badge, const char *effect, uint32_t entry, bool fixable)
{
    struct finding *finding =
        lint_report(lint, doc, span, "the badge %s; %s", badge_fault_text(badge->fault), effect);
    lint_url(finding, url);
    lint_discriminator(lint, finding, url);
    struct buf repaired = {0};
    if (badge_repair(url, badge, &repaired)) {
        lint_help(lint, finding, "write \"%.*s\"", STR_ARG(buf_str(&repaired)));
        if (fixable)
            lint_edit(lint, finding, FIX_SAFE, span, buf_str(&repaired));
    } else {
        str code = code_link(doc, entry);
        if (badge->forge != FORGE_NONE && code.n > 0)
            lint_help(lint, finding, "the code link of the entry leads to %.*s", STR_ARG(code));
        else if (badge->kind == BADGE_STATIC)
            lint_help(lint, finding,
                      "write `label-message-color`, with `--` for a dash, `__` for an underscore "
                      "and `_` for a blank");
        else
            lint_help(lint, finding, "name the repository as `OWNER/NAME`");
    }
    buf_free(&repaired);
}

/* Whether the badge leads to a repository, or the code link of its entry does. */
static bool means_repository(const struct document *doc, const struct reference *ref)
{
    if (ref->outer != NO_INDEX)
        return doc->references[ref->outer].forge != FORGE_NONE;
    return code_link(doc, ref->entry).n > 0;
}

static void check_reference(struct lint *lint, const struct document *doc,
                            const struct reference *ref)
{
    struct badge badge;
    if (ref->badge_fault == BADGE_FINE || reference_badge(ref, &badge) == BADGE_NONE ||
        (badge.fault == BADGE_USER && !means_repository(doc, ref)))
        return;
    struct span span = span_is_empty(ref->dest) ? ref->span : ref->dest;
    bool fixable = ref->exact && str_eq(document_text(doc, ref->dest), ref->url);
    const char *effect = badge.fault == BADGE_USER ? "it counts the stars of all that they own"
                                                   : "the badge server shows an error instead";
    report(lint, doc, span, ref->url, &badge, effect, ref->entry, fixable);
}

/* The entry whose span holds the offset, the innermost; NO_INDEX for none. */
static uint32_t entry_at(const struct document *doc, uint32_t offset)
{
    uint32_t low = 0, high = doc->entry_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->entries[middle].span.start <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    for (uint32_t i = low == 0 ? NO_INDEX : low - 1; i != NO_INDEX; i = doc->entries[i].parent)
        if (offset < doc->entries[i].span.end)
            return i;
    return NO_INDEX;
}

/*
 * `![Publish](https://img.shields.io/badge/TMLR 2025-blue)`: with a blank in its destination it is
 * no picture, so that no reference tells of it (CommonMark 6.5).
 */
static void check_stray(struct lint *lint, const struct document *doc, const struct stray *stray)
{
    if (stray->next != stray->close + 1 || stray->next_end == NO_INDEX ||
        doc->source.at[stray->next] != '(')
        return;
    struct span span = span_of(stray->next + 1, stray->next_end - 1);
    str text = document_text(doc, span);
    struct badge badge;
    if (str_find_char(text, ' ') == STR_NPOS || str_has(text, STR(" \"")) ||
        str_has(text, STR(" '")) || badge_parse(text, &badge) == BADGE_NONE ||
        badge.fault == BADGE_FINE)
        return;
    report(lint, doc, span, text, &badge, "GitHub shows the whole of it as text",
           entry_at(doc, span.start), true);
}

static void check_document(struct lint *lint, const struct document *doc)
{
    struct once once = {0};
    for (uint32_t i = 0; i < doc->reference_count; i++)
        if (once_take(&once, doc, &doc->references[i]))
            check_reference(lint, doc, &doc->references[i]);
    once_free(&once);
    for (uint32_t i = 0; i < doc->stray_count; i++)
        check_stray(lint, doc, &doc->strays[i]);
}

const struct rule rule_badge_malformed = {
    .summary = "a badge that the badge server cannot make sense of",
    .severity = SEVERITY_ERROR,
    .document = check_document,
};
