#include "lint/links.h"

#include "fake.h"
#include "lint/engine.h"

#include <string.h>

static void report_gone(struct lint *lint, const struct document *doc, const struct reference *ref,
                        const struct evidence *evidence)
{
    if (evidence->verdict == VERDICT_GONE)
        lint_report_link(lint, doc, ref, evidence, "gone (%.*s)", STR_ARG(evidence->reason));
}

static bool wants_no_paper(const struct document *doc, const struct reference *ref)
{
    (void)doc;
    return !str_has(ref->url, STR("paper"));
}

static const struct rule gone_rule = {
    .summary = "s", .severity = SEVERITY_ERROR, .answer = report_gone};
static const struct rule picky_rule = {
    .summary = "s", .severity = SEVERITY_WARNING, .wants = wants_no_paper, .answer = report_gone};
static const struct rule_entry rules[] = {{"a/gone", &gone_rule, ""}, {"b/picky", &picky_rule, ""}};
static const struct date today = {2026, 11, 24};

static const char source[] =
    "[a](https://a.example.org/paper) [a](https://a.example.org/paper)\n"
    "[b](https://b.example.org/code) [c](mailto:x@example.org)\n"
    "[d](docs/d.md) [e](https://) ![s](https://img.shields.io/badge/a-b-c)\n"
    "[f][def] and [g][def]\n\n[def]: https://f.example.org/\n";

static struct document *build(void)
{
    struct limits limits = limits_default();
    char *bytes = mem_alloc(sizeof source, 1);
    memcpy(bytes, source, sizeof source - 1);
    return document_build(STR("a.md"), bytes, sizeof source - 1, &limits, today);
}

static str joined(struct buf *out, const struct wanted_links *wanted)
{
    buf_clear(out);
    for (size_t i = 0; i < wanted->urls.n; i++)
        buf_printf(out, "%.*s ", STR_ARG(wanted->urls.at[i]));
    return buf_str(out);
}

static str wanted_by(struct buf *out, const struct settings *settings, const struct document *doc,
                     const struct link_filter *filter)
{
    struct wanted_links wanted = {0};
    links_want(&wanted, settings, doc, filter);
    str text = joined(out, &wanted);
    vec_free(&wanted.urls);
    map_free(&wanted.seen);
    return text;
}

static bool includes_second_line(void *self, const struct document *doc,
                                 const struct reference *ref)
{
    (*(int *)self)++;
    return document_line(doc, ref->span.start) == 1;
}

static void each_url_once(void **state)
{
    (void)state;
    struct settings settings;
    struct buf out = {0};
    struct document *doc = build();
    settings_init(&settings, rules, 2);
    assert_str(wanted_by(&out, &settings, doc, NULL),
               "https://a.example.org/paper https://b.example.org/code https://f.example.org/ ");
    /* Only what a rule that is on wants. */
    settings.rule[0].severity = SEVERITY_OFF;
    assert_str(wanted_by(&out, &settings, doc, NULL),
               "https://b.example.org/code https://f.example.org/ ");
    settings.rule[1].severity = SEVERITY_OFF;
    assert_str(wanted_by(&out, &settings, doc, NULL), "");
    settings.rule[0].severity = SEVERITY_ERROR;
    int asked = 0;
    struct link_filter filter = {includes_second_line, &asked};
    assert_str(wanted_by(&out, &settings, doc, &filter), "https://b.example.org/code ");
    assert_int_equal(asked, 5);
    document_free(doc);
    settings_free(&settings);
    buf_free(&out);
}

/* "rule@line url" of each finding. */
static str linted(struct buf *out, const struct settings *settings, struct document *doc,
                  const struct answers *answers)
{
    struct engine *engine = engine_new(settings, NULL, today);
    engine_answers(engine, answers);
    engine_document(engine, doc);
    const struct findings *findings = engine_finish(engine);
    buf_clear(out);
    for (size_t i = 0; i < findings->n; i++) {
        const struct finding *finding = &findings->at[i];
        assert_ptr_equal(finding->evidence, answers_find(answers, finding->url));
        assert_true(str_eq(document_text(doc, finding->span), finding->url));
        buf_printf(out, "%s@%u %.*s\n", finding->rule->id,
                   document_line(doc, finding->span.start) + 1, STR_ARG(finding->message));
    }
    engine_free(engine);
    return buf_str(out);
}

static void answers_reach_the_rules(void **state)
{
    (void)state;
    struct settings settings;
    struct buf out = {0};
    struct document *doc = build();
    struct answers answers = {0};
    settings_init(&settings, rules, 2);
    static const char *const urls[] = {"https://a.example.org/paper", "https://f.example.org/",
                                       "https://img.shields.io/badge/a-b-c", "docs/d.md"};
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        struct evidence evidence = {.url = str_from(urls[i]), .cause = "x"};
        answers_put(&answers, str_from(urls[i]), &evidence);
        evidence.verdict = VERDICT_GONE;
        evidence.reason = STR("404");
        answers_put(&answers, str_from(urls[i]), &evidence);
    }
    assert_str(linted(&out, &settings, doc, &answers), "a/gone@1 gone (404)\n"
                                                       "a/gone@1 gone (404)\n"
                                                       "a/gone@6 gone (404)\n"
                                                       "b/picky@6 gone (404)\n");
    assert_str(linted(&out, &settings, doc, NULL), "");
    answers_free(&answers);
    document_free(doc);
    settings_free(&settings);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_url_once),
        cmocka_unit_test(answers_reach_the_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
