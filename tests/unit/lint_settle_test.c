#include "lint/engine.h"

#include "fake.h"

#include <string.h>

/*
 * One report of a case: the rule, what it points at and how severely. `related` is the text of
 * another entry.
 */
struct say {
    const char *rule, *text, *related;
    enum severity severity;
};

static const struct say *said; /* what the hooks report; set by each test */

static void report_as(struct lint *lint, const struct document *doc, const char *id)
{
    for (const struct say *say = said; say->rule; say++) {
        if (strcmp(say->rule, id) != 0)
            continue;
        struct finding *finding = lint_report(lint, doc, fake_span(doc, say->text), "m");
        finding->severity = say->severity;
        if (say->related)
            lint_related(lint, finding, doc, fake_span(doc, say->related), "r");
    }
}

#define RULE(name, id)                                                                             \
    static void run_##name(struct lint *lint, const struct document *doc)                          \
    {                                                                                              \
        report_as(lint, doc, id);                                                                  \
    }                                                                                              \
    static const struct rule rule_##name = {                                                       \
        .summary = "s", .severity = SEVERITY_ERROR, .document = run_##name}

RULE(arxiv, "arxiv/x");
RULE(badge, "badge/x");
RULE(entry, "entry/x");
RULE(link_a, "link/a");
RULE(link_b, "link/b");
RULE(lint, "lint/x");
RULE(list, "list/x");
RULE(repo, "repo/x");
RULE(table, "table/x");
RULE(text, "text/x");

static const struct rule_entry rules[] = {
    {"arxiv/x", &rule_arxiv, ""}, {"badge/x", &rule_badge, ""}, {"entry/x", &rule_entry, ""},
    {"link/a", &rule_link_a, ""}, {"link/b", &rule_link_b, ""}, {"lint/x", &rule_lint, ""},
    {"list/x", &rule_list, ""},   {"repo/x", &rule_repo, ""},   {"table/x", &rule_table, ""},
    {"text/x", &rule_text, ""},
};

/* Which findings stay: their ids, in the order of the report. */
static void check(const struct say *says, const char *wanted)
{
    struct document doc =
        fake_document("a.md", STR("- [![B](b/e/d)](u/r/l) one [p](q/r)\n- two\n- three\n"));
    fake_entry(&doc, "- [![B](b/e/d)](u/r/l) one [p](q/r)", "title:one", NO_INDEX);
    fake_entry(&doc, "- two", "title:two", NO_INDEX);
    fake_entry(&doc, "- three", "title:three", NO_INDEX);
    uint32_t outer = fake_reference(&doc, "[![B](b/e/d)](u/r/l)", NO_INDEX);
    fake_reference(&doc, "![B](b/e/d)", outer);
    fake_reference(&doc, "[p](q/r)", NO_INDEX);
    struct settings settings;
    settings_init(&settings, rules, sizeof rules / sizeof *rules);
    struct engine *engine = engine_new(&settings, NULL, (struct date){2026, 11, 24});
    said = says;
    engine_document(engine, &doc);
    const struct findings *findings = engine_finish(engine);
    struct buf out = {0};
    for (size_t i = 0; i < findings->n; i++)
        buf_printf(&out, "%s%s", i ? " " : "", findings->at[i].rule->id);
    assert_str(buf_str(&out), wanted);
    buf_free(&out);
    engine_free(engine);
    settings_free(&settings);
    fake_free(&doc);
}

#define E                  SEVERITY_ERROR
#define W                  SEVERITY_WARNING
#define I                  SEVERITY_INFO
#define CHECK(wanted, ...) check((const struct say[]){__VA_ARGS__, {NULL, NULL, NULL, E}}, wanted)

static void one_span_is_spoken_for_once(void **state)
{
    (void)state;
    CHECK("arxiv/x", {"arxiv/x", "q/r", NULL, E}, {"badge/x", "q/r", NULL, E},
          {"table/x", "q/r", NULL, E}, {"link/a", "q/r", NULL, E}, {"entry/x", "q/r", NULL, E},
          {"text/x", "q/r", NULL, E});
    CHECK("badge/x", {"badge/x", "q/r", NULL, E}, {"table/x", "q/r", NULL, E});
    CHECK("table/x", {"table/x", "q/r", NULL, E}, {"link/a", "q/r", NULL, E});
    CHECK("link/a", {"link/a", "q/r", NULL, E}, {"entry/x", "q/r", NULL, E});
    CHECK("entry/x", {"entry/x", "q/r", NULL, E}, {"text/x", "q/r", NULL, E});
    /* Also outside references. */
    CHECK("entry/x", {"entry/x", "two", NULL, W}, {"text/x", "two", NULL, W});
}

static void rules_of_one_group_all_speak(void **state)
{
    (void)state;
    CHECK("link/a link/b", {"link/a", "q/r", NULL, E}, {"link/b", "q/r", NULL, E});
    CHECK("link/a link/a", {"link/a", "q/r", NULL, E}, {"link/a", "q/r", NULL, E});
}

static void other_groups_stand_for_themselves(void **state)
{
    (void)state;
    CHECK("arxiv/x lint/x list/x repo/x", {"arxiv/x", "q/r", NULL, E}, {"lint/x", "q/r", NULL, E},
          {"list/x", "q/r", NULL, E}, {"repo/x", "q/r", NULL, E});
    CHECK("list/x text/x", {"list/x", "q/r", NULL, E}, {"text/x", "q/r", NULL, E});
}

static void a_span_in_another_is_the_same_on_one_reference(void **state)
{
    (void)state;
    CHECK("arxiv/x", {"arxiv/x", "[p](q/r)", NULL, E}, {"link/a", "q/r", NULL, E});
    CHECK("arxiv/x", {"arxiv/x", "q/", NULL, E}, {"link/a", "[p](q/r)", NULL, E});
    /* A picture and the link around it are one. */
    CHECK("badge/x", {"badge/x", "b/e/d", NULL, E}, {"link/a", "[![B](b/e/d)](u/r/l)", NULL, E});
    /* Neither holds the other. */
    CHECK("badge/x link/a", {"badge/x", "b/e/d", NULL, E}, {"link/a", "u/r/l", NULL, E});
    CHECK("badge/x link/a", {"badge/x", "b/e", NULL, E}, {"link/a", "e/d", NULL, E});
    /* Not on one reference. */
    CHECK("table/x link/a", {"table/x", "one [p](q/r)", NULL, E}, {"link/a", "q/r", NULL, E});
}

static void no_finding_gives_way_to_a_milder_one(void **state)
{
    (void)state;
    CHECK("arxiv/x link/a", {"arxiv/x", "q/r", NULL, I}, {"link/a", "q/r", NULL, E});
    CHECK("link/a arxiv/x", {"arxiv/x", "q/r", NULL, W}, {"link/a", "[p](q/r)", NULL, E});
    CHECK("arxiv/x", {"arxiv/x", "q/r", NULL, W}, {"link/a", "q/r", NULL, W});
    CHECK("arxiv/x", {"arxiv/x", "q/r", NULL, E}, {"link/a", "q/r", NULL, I});
}

static void a_dropped_finding_speaks_for_none(void **state)
{
    (void)state;
    /* The badge gives way to the id; what stands beside the id has no one else. */
    CHECK("arxiv/x link/a", {"arxiv/x", "b/", NULL, E},
          {"badge/x", "[![B](b/e/d)](u/r/l)", NULL, E}, {"link/a", "u/r/l", NULL, E});
}

static void a_pair_of_entries_is_spoken_for_once(void **state)
{
    (void)state;
    CHECK("arxiv/x", {"arxiv/x", "q/r", "two", E}, {"entry/x", "one", "two", W});
    /* Whichever of the two it was reported on. */
    CHECK("arxiv/x", {"arxiv/x", "two", "q/r", E}, {"entry/x", "one", "two", W});
    CHECK("entry/x arxiv/x", {"arxiv/x", "q/r", "two", E}, {"entry/x", "one", "three", W});
    CHECK("entry/x arxiv/x", {"arxiv/x", "q/r", "two", W}, {"entry/x", "one", "two", E});
    /* A related place in the same entry makes no pair. */
    CHECK("entry/x arxiv/x", {"arxiv/x", "q/r", "u/r/l", E}, {"entry/x", "one", "b/e/d", W});
    CHECK("entry/x list/x", {"list/x", "q/r", "two", E}, {"entry/x", "one", "two", W});
}

static void two_rules_of_one_group_speak_of_a_pair_once(void **state)
{
    (void)state;
    CHECK("link/a", {"link/a", "q/r", "two", W}, {"link/b", "one", "two", W});
    CHECK("link/b", {"link/a", "q/r", "two", W}, {"link/b", "one", "two", E});
    CHECK("link/b link/a", {"link/a", "q/r", "two", W}, {"link/b", "one", "three", W});
    CHECK("link/a link/a", {"link/a", "q/r", "two", W}, {"link/a", "one", "two", W});
    CHECK("arxiv/x", {"link/a", "q/r", "two", W}, {"link/b", "one", "two", W},
          {"arxiv/x", "q/r", "two", W});
}

static void more_findings_than_a_list_has_all_stay(void **state)
{
    (void)state;
    struct say *says = mem_alloc(20001, sizeof *says);
    for (int i = 0; i < 20000; i++)
        says[i] = (struct say){i % 2 ? "link/a" : "text/x", i % 2 ? "q" : "q/r", NULL, E};
    struct document doc = fake_document("a.md", STR("[p](q/r)"));
    fake_reference(&doc, "[p](q/r)", NO_INDEX);
    struct settings settings;
    settings_init(&settings, rules, sizeof rules / sizeof *rules);
    struct engine *engine = engine_new(&settings, NULL, (struct date){2026, 11, 24});
    said = says;
    engine_document(engine, &doc);
    /* Comparing each with each would take the square of their number. */
    assert_int_equal(engine_finish(engine)->n, 20000);
    engine_free(engine);
    settings_free(&settings);
    fake_free(&doc);
    mem_free(says);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_span_is_spoken_for_once),
        cmocka_unit_test(rules_of_one_group_all_speak),
        cmocka_unit_test(other_groups_stand_for_themselves),
        cmocka_unit_test(a_span_in_another_is_the_same_on_one_reference),
        cmocka_unit_test(no_finding_gives_way_to_a_milder_one),
        cmocka_unit_test(a_dropped_finding_speaks_for_none),
        cmocka_unit_test(a_pair_of_entries_is_spoken_for_once),
        cmocka_unit_test(two_rules_of_one_group_speak_of_a_pair_once),
        cmocka_unit_test(more_findings_than_a_list_has_all_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
