#include "cli/mend.h"

#include "fake.h"

#include <string.h>

/* Every "old" shall be "new". */
static void replace_words(struct lint *lint, const struct document *doc)
{
    for (size_t i = 0; i + 3 <= doc->source.n; i++) {
        if (!str_starts(str_skip(doc->source, i), STR("old")))
            continue;
        struct finding *finding = lint_report(lint, doc, span_of(i, i + 3), "old");
        lint_edit(lint, finding, FIX_SAFE, span_of(i, i + 3), STR("new"));
    }
}

/* A fix that mends nothing. */
static void grow(struct lint *lint, const struct document *doc)
{
    size_t at = str_find(doc->source, STR("more"));
    if (at == STR_NPOS)
        return;
    struct finding *finding = lint_report(lint, doc, span_of(at, at + 4), "more");
    lint_edit(lint, finding, FIX_UNSAFE, span_of(at + 4, at + 4), STR("!"));
}

/* A fix that makes the line longer than a guard allows. */
static void lengthen(struct lint *lint, const struct document *doc)
{
    size_t at = str_find(doc->source, STR("long"));
    if (at == STR_NPOS)
        return;
    struct finding *finding = lint_report(lint, doc, span_of(at, at + 4), "long");
    char text[200];
    memset(text, 'x', sizeof text);
    lint_edit(lint, finding, FIX_SAFE, span_of(at, at + 4), (str){text, sizeof text});
}

/* "behind", once there is a "new lead" in any document. */
static void follow(struct lint *lint, const struct repository *repo)
{
    bool leads = false;
    for (uint32_t i = 0; i < repo->document_count; i++)
        leads |= str_has(repo->documents[i]->source, STR("new lead"));
    for (uint32_t i = 0; leads && i < repo->document_count; i++) {
        const struct document *doc = repo->documents[i];
        size_t at = str_find(doc->source, STR("behind"));
        if (at == STR_NPOS)
            continue;
        struct finding *finding = lint_report(lint, doc, span_of(at, at + 6), "behind");
        lint_edit(lint, finding, FIX_SAFE, span_of(at, at + 6), STR("ahead"));
    }
}

static const struct rule words = {
    .summary = "s", .severity = SEVERITY_INFO, .document = replace_words};
static const struct rule growing = {.summary = "s", .severity = SEVERITY_INFO, .document = grow};
static const struct rule lengthening = {
    .summary = "s", .severity = SEVERITY_INFO, .document = lengthen};
static const struct rule following = {
    .summary = "s", .severity = SEVERITY_INFO, .repository = follow};
static const struct rule_entry rules[] = {
    {"a/words", &words, ""},
    {"b/grow", &growing, ""},
    {"c/long", &lengthening, ""},
    {"d/follow", &following, ""},
};

/* Two documents, and what becomes of them. */
static void check(enum safety most, const char *const *before, const char *const *after,
                  uint32_t fixed, size_t remaining)
{
    struct settings settings;
    settings_init(&settings, rules, sizeof rules / sizeof *rules);
    settings.limits.line_bytes = 100;
    struct file files[2] = {
        {.path = STR("a.md"), .name = STR("a.md"), .entry = STR_NPOS},
        {.path = STR("b.md"), .name = STR("b.md"), .entry = STR_NPOS},
    };
    struct place place = {0};
    struct documents documents = {.settings = &settings, .today = {2026, 6, 1}};
    for (size_t i = 0; i < 2; i++) {
        struct buf bytes = {0};
        buf_add(&bytes, str_from(before[i]));
        documents_add(&documents, documents_build(&documents, files[i].path, &bytes, bytes.n),
                      &files[i], files[i].name, DOCUMENT_CHECKED, true);
    }
    struct mending mending = mend_start(&documents, &place, most);
    const struct findings *findings;
    struct engine *engine = mend_rounds(&mending, &findings);
    for (size_t i = 0; i < 2; i++)
        assert_str(documents.at[i]->source, after[i]);
    assert_int_equal(mend_count(&mending), fixed);
    assert_int_equal(findings->n, remaining);
    engine_free(engine);
    mend_free(&mending);
    documents_free(&documents);
    settings_free(&settings);
}

#define TWO(...) ((const char *const[]){__VA_ARGS__})

static void each_document_is_mended(void **state)
{
    (void)state;
    check(FIX_SAFE, TWO("old\n", "an old old\n"), TWO("new\n", "an new new\n"), 3, 0);
    check(FIX_SAFE, TWO("fine\n", ""), TWO("fine\n", ""), 0, 0);
}

/* Edits that touch wait; what comes up is mended too, in a document that was at rest before. */
static void rounds_go_on_until_all_is_at_rest(void **state)
{
    (void)state;
    check(FIX_SAFE, TWO("oldoldoldold\n", "old\n"), TWO("newnewnewnew\n", "new\n"), 5, 0);
    check(FIX_SAFE, TWO("behind\n", "old lead\n"), TWO("ahead\n", "new lead\n"), 2, 0);
}

/* Only that document, and all of it. */
static void what_does_not_come_to_rest_is_left(void **state)
{
    (void)state;
    check(FIX_UNSAFE, TWO("old more\n", "old\n"), TWO("old more\n", "new\n"), 1, 2);
    check(FIX_SAFE, TWO("old more\n", "old\n"), TWO("new more\n", "new\n"), 2, 1);
}

/* The longer line would be over a limit: nothing in the file could be checked any more. */
static void what_a_guard_would_refuse_is_left(void **state)
{
    (void)state;
    check(FIX_SAFE, TWO("old long\n", "old\n"), TWO("old long\n", "new\n"), 1, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_document_is_mended),
        cmocka_unit_test(rounds_go_on_until_all_is_at_rest),
        cmocka_unit_test(what_does_not_come_to_rest_is_left),
        cmocka_unit_test(what_a_guard_would_refuse_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
