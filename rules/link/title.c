#include "base/buf.h"
#include "doc/reference.h"
#include "doc/title.h"
#include "doc/title_match.h"
#include "lint/rule.h"
#include "net/evidence.h"

/* The paper that the entry is, and no other that it mentions. */
static bool wants(const struct document *doc, const struct reference *ref)
{
    return ref->entry != NO_INDEX && ref->paper != NO_INDEX && ref->badge == BADGE_NONE &&
           doc->entries[ref->entry].paper == ref->paper &&
           !span_is_empty(doc->entries[ref->entry].title);
}

/* What the titles of one list have in common, counted when a title is first doubted. */
struct counted {
    const struct document *doc;
    struct title_words words;
};

static const struct title_words *count_words(struct lint *lint, const struct document *doc)
{
    void **memory = lint_memory(lint);
    struct counted *counted = *memory;
    if (!counted) {
        counted = *memory = arena_alloc(lint_arena(lint), sizeof *counted);
        *counted = (struct counted){0};
    }
    if (counted->doc == doc)
        return &counted->words;
    title_words_free(&counted->words);
    *counted = (struct counted){.doc = doc};
    for (uint32_t i = 0; i < doc->entry_count; i++)
        title_words_add(&counted->words, document_text(doc, doc->entries[i].title));
    return &counted->words;
}

static void check_answer(struct lint *lint, const struct document *doc, const struct reference *ref,
                         const struct evidence *evidence)
{
    if (!evidence->paper || evidence->paper->title.n == 0 || !wants(doc, ref) ||
        reference_is_repeated(doc, ref))
        return;
    const struct entry *entry = &doc->entries[ref->entry];
    str own = document_text(doc, entry->title);
    str known = evidence->paper->title;
    if (title_compare(own, known) == TITLES_SAME ||
        titles_can_be_one(count_words(lint, doc), own, known) ||
        title_is_told(count_words(lint, doc), document_text(doc, entry->span), known))
        return;
    struct buf line = {0};
    title_line(&line, own);
    struct finding *finding =
        lint_report_link(lint, doc, ref, evidence, "this paper is called \"%.*s\", not \"%.*s\"",
                         STR_ARG(evidence->paper->title), STR_ARG(line));
    lint_related(lint, finding, doc, entry->title, "called so here");
    buf_free(&line);
}

static void forget_words(struct lint *lint, const struct repository *repo)
{
    (void)repo;
    struct counted *counted = *lint_memory(lint);
    if (counted)
        title_words_free(&counted->words);
}

const struct rule rule_link_title = {
    .summary = "a link to a paper that has another title",
    .severity = SEVERITY_WARNING,
    .wants = wants,
    .answer = check_answer,
    .repository = forget_words,
};
