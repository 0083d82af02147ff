#include "lint/rule.h"

/* `[//]: # (note)`, `[comment]: <> (note)`: written for whoever edits the file. */
static bool is_comment(str label)
{
    static const str LABELS[] = {STR_INIT("//"), STR_INIT("comment"), STR_INIT("comments"),
                                 STR_INIT("#"),  STR_INIT("-"),       STR_INIT("_"),
                                 STR_INIT(""),   STR_INIT("todo"),    STR_INIT("note")};
    label = str_trim(label);
    for (size_t i = 0; i < sizeof LABELS / sizeof *LABELS; i++)
        if (str_eq_nocase(label, LABELS[i]))
            return true;
    return false;
}

/* `[x]: #` and `[x]: <>` lead nowhere, whatever the label: comments too. */
static bool leads_nowhere(const struct definition *definition)
{
    str url = str_trim(definition->url);
    return url.n == 0 || str_eq(url, STR("#")) || str_eq(url, STR("<>")) || str_eq(url, STR("/"));
}

/* Whether the line may hold the title of a definition above it. */
static bool may_be_title(const struct document *doc, uint32_t line)
{
    if (line >= doc->line_count)
        return false;
    str text = str_trim(document_text(doc, document_line_span(doc, line)));
    return text.n > 0 && (text.at[0] == '"' || text.at[0] == '\'' || text.at[0] == '(');
}

/* The definition's lines with their end, if it stands alone on them. */
static bool whole_lines(const struct document *doc, struct span span, struct span *out)
{
    uint32_t first = document_line(doc, span.start);
    uint32_t last = document_line(doc, span.end > span.start ? span.end - 1 : span.start);
    struct span top = document_line_span(doc, first), bottom = document_line_span(doc, last);
    str before = str_sub(doc->source, top.start, span.start);
    str behind = str_sub(doc->source, span.end, bottom.end);
    if (str_trim(before).n > 0 || str_trim(behind).n > 0 || may_be_title(doc, last + 1))
        return false;
    *out = span_of(top.start, last + 1 < doc->line_count ? doc->lines[last + 1] : bottom.end);
    return true;
}

static void report(struct lint *lint, const struct document *doc,
                   const struct definition *definition)
{
    str label = document_text(doc, definition->label);
    struct finding *finding = lint_report(
        lint, doc, definition->span,
        definition->first ? "nothing in this file refers to \"%.*s\""
                          : "\"%.*s\" is defined a second time; only the first definition counts",
        STR_ARG(label));
    lint_discriminator(lint, finding, label);
    lint_help(lint, finding, "delete the line");
    struct span lines;
    if (doc->disagreements == 0 && !doc->partial && whole_lines(doc, definition->span, &lines))
        lint_edit(lint, finding, FIX_SAFE, lines, STR(""));
}

/* A comment of this kind turns a `[//]` elsewhere in the file into a link. */
static void report_comment(struct lint *lint, const struct document *doc, uint32_t index)
{
    for (uint32_t i = 0; i < doc->reference_count; i++) {
        const struct reference *ref = &doc->references[i];
        if (ref->definition != index)
            continue;
        str text = document_text(doc, ref->span);
        struct finding *finding =
            lint_report(lint, doc, ref->span,
                        "the comment line with this label makes a link of \"%.*s\"", STR_ARG(text));
        lint_related(lint, finding, doc, doc->definitions[index].span, "the comment");
        lint_help(lint, finding, "write the comment as <!-- ... -->");
        return;
    }
}

static void check_document(struct lint *lint, const struct document *doc)
{
    for (uint32_t i = 0; i < doc->definition_count; i++) {
        const struct definition *definition = &doc->definitions[i];
        if (is_comment(document_text(doc, definition->label))) {
            if (definition->uses > 0)
                report_comment(lint, doc, i);
        } else if (definition->uses == 0 && !leads_nowhere(definition)) {
            report(lint, doc, definition);
        }
    }
}

const struct rule rule_link_definition = {
    .summary = "a definition of a link that nothing uses, or a comment that became one",
    .severity = SEVERITY_WARNING,
    .document = check_document,
};
