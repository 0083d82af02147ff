/* Whole runs over documents with comments of ours: every suppression is in range and in order, a
 * comment is one, and findings stay in range whatever is suppressed. */
#include "lint/directive.h"
#include "lint/engine.h"

#include "base/mem.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

extern const struct rule_entry rule_table[];
extern const size_t rule_table_count;

static const struct date today = {2026, 6, 1};

/* A repository of nothing, so that every link to a file is a finding. */
static enum tree_answer look(void *self, str path, struct buf *actual)
{
    (void)self, (void)path, (void)actual;
    return TREE_MISSING;
}

static const struct tree tree = {.look = look};

static void in_range(const struct document *doc, struct span span)
{
    assert(span.start <= span.end && span.end <= doc->source.n);
}

static void check_directives(const struct document *doc, const struct directives *directives)
{
    uint32_t end = 0;
    for (size_t i = 0; i < directives->n; i++) {
        const struct directive *directive = &directives->at[i];
        const struct suppression *told = &directive->told;
        in_range(doc, told->span);
        in_range(doc, told->reason);
        in_range(doc, told->wrong);
        assert(told->span.start >= end);
        end = told->span.end;
        assert(str_starts(document_text(doc, told->span), STR("<!--")));
        if (told->fault != SUPPRESSION_OPEN)
            assert(str_ends(document_text(doc, told->span), STR("-->")));
        for (uint32_t j = 0; j < told->name_count; j++) {
            in_range(doc, told->names[j].span);
            assert(told->names[j].rules.first < told->names[j].rules.end);
            assert(told->names[j].rules.end <= rule_table_count);
        }
        if (directive->reach < REACH_COUNT)
            assert(directive->start < directive->end);
        if (directive->reach == REACH_ENTRY)
            assert(directive->start < doc->entry_count);
    }
}

static void check_findings(const struct findings *findings, const struct document *doc)
{
    for (size_t i = 0; i < findings->n; i++) {
        const struct finding *finding = &findings->at[i];
        in_range(doc, finding->span);
        for (uint32_t j = 0; j < finding->edit_count; j++)
            in_range(doc, finding->edits[j].span);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct settings settings;
    settings_init(&settings, rule_table, rule_table_count);
    char *source = mem_alloc(size + 1, 1);
    if (size)
        memcpy(source, data, size);
    struct document *doc = document_build(STR("a.md"), source, size, &settings.limits, today);
    struct directives directives = {0};
    directives_read(&directives, doc, &settings);
    check_directives(doc, &directives);
    directives_free(&directives);
    struct engine *engine = engine_new(&settings, &tree, today);
    engine_document(engine, doc);
    engine_whole(engine);
    check_findings(engine_finish(engine), doc);
    engine_free(engine);
    document_free(doc);
    settings_free(&settings);
    return 0;
}
