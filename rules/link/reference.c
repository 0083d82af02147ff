#include "base/near.h"
#include "lint/rule.h"

/* Labels that a mistyped one is compared with: real lists have fewer. */
enum { MAX_NEAR = 200 };

/* Whether the list writes links by reference at all: else `[Oral][Code]` is two tags. */
static bool uses_references(const struct document *doc)
{
    for (uint32_t i = 0; i < doc->definition_count; i++)
        if (doc->definitions[i].uses > 0)
            return true;
    return false;
}

/* The defined label nearest in spelling, or an empty slice. */
static str near_label(const struct document *doc, str label)
{
    str best = {NULL, 0};
    size_t least = label.n / 3;
    for (uint32_t i = 0; i < doc->definition_count && i < MAX_NEAR; i++) {
        str other = document_text(doc, doc->definitions[i].label);
        size_t distance = near_distance(label, other);
        if (distance <= least && distance > 0) {
            best = other;
            least = distance - 1;
        }
    }
    return best;
}

static void check_stray(struct lint *lint, const struct document *doc, const struct stray *stray)
{
    if (stray->next != stray->close + 1 || stray->open == NO_INDEX || stray->next_end == NO_INDEX ||
        stray->holds_link || doc->source.at[stray->next] != '[')
        return;
    str text = str_sub(doc->source, stray->open + 1, stray->close);
    str label = str_sub(doc->source, stray->next + 1, stray->next_end - 1);
    bool is_link = stray->next_end < stray->limit && doc->source.at[stray->next_end] == '(';
    if (text.n == 0 || is_link || str_find_char(label, '[') != STR_NPOS)
        return;
    if (str_trim(label).n == 0)
        label = text;
    struct finding *finding =
        lint_report(lint, doc, span_of(stray->open, stray->next_end),
                    "nothing defines \"%.*s\"; GitHub shows the brackets", STR_ARG(label));
    lint_discriminator(lint, finding, label);
    str near = near_label(doc, label);
    if (near.n > 0)
        lint_help(lint, finding, "did you mean \"%.*s\"?", STR_ARG(near));
    else
        lint_help(lint, finding, "add a line [%.*s]: https://... or write the address in place",
                  STR_ARG(label));
}

static void check_document(struct lint *lint, const struct document *doc)
{
    if (doc->stray_count == 0 || !uses_references(doc))
        return;
    for (uint32_t i = 0; i < doc->stray_count; i++)
        check_stray(lint, doc, &doc->strays[i]);
}

const struct rule rule_link_reference = {
    .summary = "a link by reference to a label that nothing defines",
    .severity = SEVERITY_WARNING,
    .document = check_document,
};
