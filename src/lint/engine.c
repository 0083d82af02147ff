#include "lint/engine.h"

#include "doc/target.h"
#include "lint/fingerprint.h"
#include "lint/links.h"
#include "lint/run.h"
#include "lint/settle.h"
#include "lint/suppress.h"

#include <stdlib.h>

/* The rules that have one hook and are on, by index into settings->rules. */
struct hooks {
    uint32_t *at; /* heap */
    size_t n, cap;
};

struct engine {
    struct lint lint;
    struct hooks document, entry, reference, answer, repository, suppressions;
    struct findings findings;
};

static void enlist(struct engine *engine, uint32_t index)
{
    const struct rule *rule = engine->lint.settings->rules[index].rule;
    if (rule->document)
        vec_push(&engine->document, index);
    if (rule->entry)
        vec_push(&engine->entry, index);
    if (rule->reference)
        vec_push(&engine->reference, index);
    if (rule->answer)
        vec_push(&engine->answer, index);
    if (rule->repository)
        vec_push(&engine->repository, index);
    if (rule->suppressions)
        vec_push(&engine->suppressions, index);
}

struct engine *engine_new(const struct settings *settings, const struct tree *tree,
                          struct date today)
{
    struct engine *engine = mem_alloc(1, sizeof *engine);
    engine->lint = (struct lint){.settings = settings, .tree = tree, .today = today};
    engine->lint.arena = &engine->findings.arena;
    engine->lint.memory = mem_alloc(settings->rule_count, sizeof *engine->lint.memory);
    engine->lint.suppress = suppress_new(settings, today);
    for (uint32_t i = 0; i < settings->rule_count; i++)
        if (settings->rule[i].severity != SEVERITY_OFF)
            enlist(engine, i);
    return engine;
}

/* The rule that runs from now on. */
static const struct rule *run(struct lint *lint, uint32_t index)
{
    lint->running = index;
    return lint->settings->rules[index].rule;
}

/* Hand the rules what was answered for the links of a document. */
static void answer_document(struct engine *engine, const struct document *doc)
{
    struct lint *lint = &engine->lint;
    struct once once = {0};
    for (uint32_t i = 0; i < doc->reference_count; i++) {
        const struct reference *ref = &doc->references[i];
        if (!links_can_ask(ref) || !once_take(&once, doc, ref))
            continue;
        const struct evidence *evidence = answers_find(lint->answers, ref->url);
        for (size_t r = 0; evidence && r < engine->answer.n; r++) {
            const struct rule *rule = run(lint, engine->answer.at[r]);
            if (!rule->wants || rule->wants(doc, ref))
                rule->answer(lint, doc, ref, evidence);
        }
    }
    once_free(&once);
}

void engine_context(struct engine *engine, struct document *doc)
{
    struct lint *lint = &engine->lint;
    map_put(&lint->paths, doc->path, (uint32_t)lint->documents.n, NULL);
    vec_push(&lint->documents, doc);
    lint->list_count++;
    suppress_read(lint->suppress, doc, lint->wary ? lint->match : NULL);
}

void engine_document(struct engine *engine, struct document *doc)
{
    struct lint *lint = &engine->lint;
    engine_context(engine, doc);
    for (size_t r = 0; r < engine->document.n; r++)
        run(lint, engine->document.at[r])->document(lint, doc);
    for (uint32_t i = 0; engine->entry.n > 0 && i < doc->entry_count; i++)
        for (size_t r = 0; r < engine->entry.n; r++)
            run(lint, engine->entry.at[r])->entry(lint, doc, &doc->entries[i]);
    for (uint32_t i = 0; engine->reference.n > 0 && i < doc->reference_count; i++)
        for (size_t r = 0; r < engine->reference.n; r++)
            run(lint, engine->reference.at[r])->reference(lint, doc, &doc->references[i]);
    if (lint->answers && engine->answer.n > 0)
        answer_document(engine, doc);
}

void engine_answers(struct engine *engine, const struct answers *answers)
{
    engine->lint.answers = answers;
}

void engine_match(struct engine *engine, struct match *match, bool wary)
{
    engine->lint.match = match;
    engine->lint.wary = wary;
}

void engine_whole(struct engine *engine)
{
    engine->lint.whole = true;
}

void engine_config(struct engine *engine, struct document *file)
{
    vec_push(&engine->lint.documents, file);
    engine->lint.config = file;
}

void engine_baseline(struct engine *engine, struct document *file, struct baseline *baseline)
{
    vec_push(&engine->lint.documents, file);
    baseline->file = file;
    engine->lint.baseline = baseline;
}

/* By file, place and rule: the table of rules is sorted by id. */
static int by_order(const void *a, const void *b)
{
    const struct draft *x = a, *y = b;
    const struct finding *f = &x->finding, *g = &y->finding;
    if (f->document != g->document)
        return f->document < g->document ? -1 : 1;
    if (f->span.start != g->span.start)
        return f->span.start < g->span.start ? -1 : 1;
    if (f->span.end != g->span.end)
        return f->span.end < g->span.end ? -1 : 1;
    if (f->rule != g->rule)
        return f->rule < g->rule ? -1 : 1;
    return x->sequence < y->sequence ? -1 : 1;
}

static void judge_suppressions(struct engine *engine)
{
    struct lint *lint = &engine->lint;
    size_t first = lint->drafts.n;
    if (engine->suppressions.n == 0)
        return;
    const struct suppressions *suppressions = suppress_review(lint);
    for (size_t r = 0; r < engine->suppressions.n; r++)
        run(lint, engine->suppressions.at[r])->suppressions(lint, suppressions);
    suppress_drafts(lint, first);
}

const struct findings *engine_finish(struct engine *engine)
{
    struct lint *lint = &engine->lint;
    const struct repository repo = {
        .documents = lint->documents.at,
        .document_count = lint->list_count,
        .whole = lint->whole,
        .tree = lint->tree,
    };
    for (size_t r = 0; r < engine->repository.n; r++)
        run(lint, engine->repository.at[r])->repository(lint, &repo);
    /* A finding that is not wanted speaks for no other; one that is known goes on to do so. */
    suppress_drafts(lint, 0);
    settle(lint);
    if (lint->baseline)
        baseline_apply(lint);
    judge_suppressions(engine);
    if (lint->drafts.n > 1)
        qsort(lint->drafts.at, lint->drafts.n, sizeof *lint->drafts.at, by_order);
    for (size_t i = 0; i < lint->drafts.n; i++) {
        struct draft *draft = &lint->drafts.at[i];
        if (draft->dropped)
            continue;
        draft->finding.fingerprint =
            fingerprint_of(lint->documents.at[draft->finding.document], draft);
        draft->finding.fault =
            fingerprint_fault(lint->documents.at[draft->finding.document], draft);
        vec_push(&engine->findings, draft->finding);
    }
    vec_free(&lint->drafts);
    return &engine->findings;
}

struct document *const *engine_files(const struct engine *engine, size_t *count)
{
    *count = engine->lint.files.n;
    return engine->lint.files.at;
}

struct compared engine_compare(struct match *match, struct engine *base, struct engine *head)
{
    return compare_findings(match, &base->findings, &head->findings, head->lint.wary);
}

void engine_free(struct engine *engine)
{
    if (!engine)
        return;
    for (size_t i = 0; i < engine->lint.files.n; i++)
        document_free(engine->lint.files.at[i]);
    vec_free(&engine->lint.files);
    findings_free(&engine->findings);
    vec_free(&engine->document);
    vec_free(&engine->entry);
    vec_free(&engine->reference);
    vec_free(&engine->answer);
    vec_free(&engine->repository);
    vec_free(&engine->suppressions);
    vec_free(&engine->lint.documents);
    vec_free(&engine->lint.drafts);
    map_free(&engine->lint.paths);
    badge_styles_free(&engine->lint.badges);
    mem_free(engine->lint.memory);
    suppress_free(engine->lint.suppress);
    mem_free(engine);
}
