/*
 * A server may name any bytes as the place that a page has moved to. Whatever they are, the fix
 * must leave the list what it was: the same links in the same cells, each with its old URL or with
 * one that is the same for all.
 */
#include "lint/engine.h"
#include "lint/fix.h"
#include "lint/links.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define OLD "http://a.example.org/x"

static const char source[] =
    "| Title | Links |\n|:--|:--|\n"
    "| [T](" OLD ") | <" OLD "> <a href=\"" OLD "\">t</a> [" OLD "](" OLD ") |\n"
    "| [U](" OLD " 'title') | " OLD " and <img src='" OLD "'> [r] |\n\n"
    "[r]: " OLD "\n";

extern const struct rule rule_link_moved;

static struct document *build(str bytes)
{
    struct limits limits = limits_default();
    char *copy = mem_alloc(bytes.n + 1, 1);
    memcpy(copy, bytes.at, bytes.n);
    return document_build(STR("a.md"), copy, bytes.n, &limits, (struct date){2026, 6, 1});
}

static void compare(const struct document *was, const struct document *is)
{
    str fresh = STR(OLD);
    assert(is->reference_count == was->reference_count && is->cell_count == was->cell_count);
    assert(is->row_count == was->row_count && is->definition_count == was->definition_count);
    for (uint32_t i = 0; i < is->reference_count; i++) {
        const struct reference *ref = &is->references[i];
        assert(ref->form == was->references[i].form && ref->cell == was->references[i].cell);
        if (str_eq(ref->url, STR(OLD)))
            continue;
        assert(str_eq(fresh, STR(OLD)) || str_eq(fresh, ref->url));
        fresh = ref->url;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct rule_entry rules[] = {{"link/moved", &rule_link_moved, ""}};
    struct settings settings;
    struct answers answers = {0};
    struct evidence evidence = {.url = STR(OLD), .verdict = VERDICT_MOVED};
    char *final = mem_alloc(size + 16, 1);
    memcpy(final, "https://", 8);
    memcpy(final + 8, data, size);
    evidence.final = (str){final, size + 8};
    answers_put(&answers, STR(OLD), &evidence);
    settings_init(&settings, rules, 1);
    struct document *doc = build((str){source, sizeof source - 1});
    assert(doc->reference_count == 8);
    struct engine *engine = engine_new(&settings, NULL, (struct date){2026, 6, 1});
    engine_answers(engine, &answers);
    engine_document(engine, doc);
    const struct findings *findings = engine_finish(engine);
    struct changes changes = {0};
    struct buf fresh = {0};
    if (fix_round(doc, findings->at, findings->n, FIX_UNSAFE, &changes, &fresh) > 0) {
        struct document *mended = build(buf_str(&fresh));
        compare(doc, mended);
        document_free(mended);
    }
    changes_free(&changes);
    buf_free(&fresh);
    engine_free(engine);
    document_free(doc);
    settings_free(&settings);
    answers_free(&answers);
    mem_free(final);
    return 0;
}
