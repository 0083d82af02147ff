#include "lint/engine.h"

#include "fake.h"

#include <string.h>

static void report_bytes(struct lint *lint, const struct document *doc, char byte)
{
    for (size_t i = 0; i < doc->source.n; i++)
        if (doc->source.at[i] == byte)
            lint_report(lint, doc, span_of(i, i + 1), "%c", byte);
}

static void report_at(struct lint *lint, const struct document *doc)
{
    report_bytes(lint, doc, '@');
    report_bytes(lint, doc, '\t');
}

static void report_dollar(struct lint *lint, const struct repository *repo)
{
    for (uint32_t i = 0; i < repo->document_count; i++)
        report_bytes(lint, repo->documents[i], '$');
}

/* A finding at each name that suppresses nothing. */
static void report_unused(struct lint *lint, const struct suppressions *suppressions)
{
    for (size_t i = 0; i < suppressions->count; i++) {
        const struct suppression *told = suppressions->at[i];
        for (uint32_t j = 0; j < told->name_count; j++)
            if (told->names[j].judged && told->names[j].uses == 0)
                lint_report(lint, told->doc, told->span, "unused %.*s",
                            STR_ARG(told->names[j].name));
    }
}

static void report_quiet(struct lint *lint, const struct document *doc, const struct entry *entry)
{
    lint_report(lint, doc, entry->span, "%s", lint_is_quiet(lint, doc, entry) ? "quiet" : "loud");
}

static const struct rule at_rule = {
    .summary = "s", .severity = SEVERITY_ERROR, .document = report_at};
static const struct rule dollar_rule = {
    .summary = "s", .severity = SEVERITY_ERROR, .repository = report_dollar};
static const struct rule distant_rule = {.summary = "s", .severity = SEVERITY_ERROR};
static const struct rule quiet_rule = {
    .summary = "s", .severity = SEVERITY_OFF, .entry = report_quiet};
static const struct rule judge_rule = {
    .summary = "s", .severity = SEVERITY_WARNING, .suppressions = report_unused};

static const struct rule_entry rules[] = {
    {"a/at", &at_rule, ""},       {"a/dollar", &dollar_rule, ""}, {"b/distant", &distant_rule, ""},
    {"c/quiet", &quiet_rule, ""}, {"d/judge", &judge_rule, ""},
};
enum { AT, DOLLAR, DISTANT, QUIET, JUDGE, RULE_COUNT };

static const struct date today = {2026, 6, 1};
static const struct tree tree = {0};

/* One run over one list. */
struct run {
    struct settings settings;
    struct document *doc;
    struct engine *engine;
    struct buf out;
};

static void start(struct run *run, const char *source)
{
    settings_init(&run->settings, rules, RULE_COUNT);
    str text = str_from(source);
    char *bytes = mem_alloc(text.n + 1, 1);
    memcpy(bytes, text.at, text.n);
    run->doc = document_build(STR("a.md"), bytes, text.n, &run->settings.limits, today);
}

/* "line rule message" a finding, those that are suppressed with "-" and the reason behind. */
static str finish(struct run *run, const struct tree *known, bool whole, struct document *config)
{
    run->engine = engine_new(&run->settings, known, today);
    engine_document(run->engine, run->doc);
    if (config)
        engine_config(run->engine, config);
    if (whole)
        engine_whole(run->engine);
    const struct findings *findings = engine_finish(run->engine);
    buf_clear(&run->out);
    for (size_t i = 0; i < findings->n; i++) {
        const struct finding *finding = &findings->at[i];
        const struct document *doc = finding->document ? config : run->doc;
        buf_printf(&run->out, "%u %s %.*s", document_line(doc, finding->span.start) + 1,
                   finding->rule->id, STR_ARG(finding->message));
        if (finding->suppressed)
            buf_printf(&run->out, " - %.*s", STR_ARG(finding->suppression_reason));
        buf_add_char(&run->out, '\n');
    }
    engine_free(run->engine);
    return buf_str(&run->out);
}

static void stop(struct run *run)
{
    document_free(run->doc);
    settings_free(&run->settings);
    buf_free(&run->out);
}

static void check(const char *source, bool whole, const char *wanted)
{
    struct run run = {0};
    start(&run, source);
    assert_str(finish(&run, &tree, whole, NULL), wanted);
    stop(&run);
}

static void the_nearest_suppresses(void **state)
{
    (void)state;
    check("<!-- curlint-disable-file a/at: file -->\n\n<!-- curlint-disable a/at: range -->\n\n"
          "<!-- curlint-disable-next-line a/at: line -->\n"
          "- [x](https://x.y/@) <!-- curlint-ignore a/at: entry -->\n"
          "- [x](https://x.y/@2)\n\n<!-- curlint-enable a/at -->\n\n- [x](https://x.y/@3)\n",
          false,
          "5 d/judge unused a/at\n"
          "6 a/at @ - entry\n"
          "7 a/at @ - range\n"
          "11 a/at @ - file\n");
}

static void ranges_end_where_they_are_told_to(void **state)
{
    (void)state;
    /* A second one takes over from the first, and one curlint-enable ends both. */
    check("@\n\n<!-- curlint-disable a: one -->\n\n@\n\n<!-- curlint-disable a/at: two -->\n\n"
          "@ $\n\n<!-- curlint-enable a/at -->\n\n@ $\n\n<!-- curlint-enable -->\n\n@ $\n",
          false,
          "1 a/at @\n"
          "5 a/at @ - one\n"
          "9 a/at @ - two\n9 a/dollar $ - one\n"
          "13 a/at @\n13 a/dollar $ - one\n"
          "17 a/at @\n17 a/dollar $\n");
}

static void blanks_behind_an_entry_are_its(void **state)
{
    (void)state;
    check("| a |\n|-|\n| [x](https://x.y/) <!-- curlint-ignore a/at: row --> | \t\n\n\t\n", false,
          "3 a/at \t - row\n5 a/at \t\n");
    check("- [x](https://x.y/) <!-- curlint-ignore a/at: item -->\t\n\t\n", false,
          "1 a/at \t - item\n2 a/at \t\n");
    check("text <!-- curlint-ignore a/at: text -->\n more\t\n\n\t\n", false,
          "2 a/at \t - text\n4 a/at \t\n");
    /* An item is not that around it. */
    check("- [x](https://x.y/1) @ <!-- curlint-ignore a/at: outer -->\n"
          "  - [x](https://x.y/2) @\n",
          false, "1 a/at @ - outer\n2 a/at @\n");
}

static void only_what_was_looked_for_is_unused(void **state)
{
    (void)state;
    /* A rule that compares lists has to see them all. */
    check("<!-- curlint-disable a/at, a/dollar -->\n", false, "1 d/judge unused a/at\n");
    check("<!-- curlint-disable a/at, a/dollar -->\n", true,
          "1 d/judge unused a/at\n1 d/judge unused a/dollar\n");
    check("<!-- curlint-disable a -->\n", false, "");
    check("<!-- curlint-disable a -->\n", true, "1 d/judge unused a\n");
    /* One that has no hook did not run; one that judges is not judged; one may be off. */
    check("<!-- curlint-disable b/distant, c/quiet, d -->\n", true, "");
    check("<!-- curlint-disable -->\n", true, "");
    /* Without a place links lead nowhere. */
    struct run run = {0};
    start(&run, "<!-- curlint-disable a -->\n");
    assert_str(finish(&run, NULL, true, NULL), "");
    /* The command line narrowed the run down. */
    run.settings.rule[DOLLAR].left_out = true;
    run.settings.rule[DOLLAR].severity = SEVERITY_OFF;
    assert_str(finish(&run, &tree, true, NULL), "");
    /* The configuration did. */
    run.settings.rule[DOLLAR].left_out = false;
    assert_str(finish(&run, &tree, true, NULL), "1 d/judge unused a\n");
    stop(&run);
}

static void all_does_not_reach_what_judges(void **state)
{
    (void)state;
    const char *unused = "<!-- curlint-disable-next-line a/at -->\ntext\n\n";
    struct buf source = {0};
    static const char *const FIRST[] = {
        "<!-- curlint-disable-file: why -->\n\n@\n\n",
        "<!-- curlint-disable-file all: why -->\n\n@\n\n",
        "<!-- curlint-disable-file all, d/judge: why -->\n\n@\n\n",
        "<!-- curlint-disable-file all, d: why -->\n\n@\n\n",
    };
    for (size_t i = 0; i < 4; i++) {
        buf_clear(&source);
        buf_printf(&source, "%s%s%c", FIRST[i], unused, '\0');
        check(source.at, false,
              i < 2 ? "3 a/at @ - why\n5 d/judge unused a/at\n"
                    : "3 a/at @ - why\n5 d/judge unused a/at - why\n");
    }
    buf_free(&source);
}

static void rules_know_what_is_quiet(void **state)
{
    (void)state;
    struct run run = {0};
    start(&run, "- [a](https://x.y/1)\n- [b](https://x.y/2) <!-- curlint-ignore c: entry -->\n"
                "  - [c](https://x.y/3)\n\n<!-- curlint-disable c/quiet: range -->\n\n"
                "- [d](https://x.y/4)\n\n<!-- curlint-enable -->\n\n- [e](https://x.y/5)\n"
                "- [f](https://x.y/6)\n");
    static const str names[] = {STR_INIT("c"), STR_INIT("all")};
    static const struct ignore ignores[] = {
        {.entry = STR_INIT("url:x.y/5"), .reason = STR_INIT("config"), .rules = names, 1},
        {.entry = STR_INIT("url:x.y/6"), .rules = names, .rule_count = 1, .until = {2026, 5, 31}},
    };
    run.settings.ignores = ignores;
    run.settings.ignore_count = 2;
    run.settings.rule[QUIET].severity = SEVERITY_ERROR;
    assert_str(finish(&run, &tree, false, NULL), "1 c/quiet loud\n2 c/quiet quiet - entry\n"
                                                 "3 c/quiet loud\n7 c/quiet quiet - range\n"
                                                 "11 c/quiet quiet - config\n12 c/quiet loud\n");
    stop(&run);
}

static void items_are_judged_where_all_lists_were_seen(void **state)
{
    (void)state;
    struct run run = {0};
    start(&run, "- [a](https://x.y/1) @ $\n- [b](https://x.y/2)\n");
    struct document *config = document_plain(STR("c.yaml"), STR("one\n  two  \nthree\nfour\n"));
    static const str at[] = {STR_INIT("a/at"), STR_INIT("a")}, all[] = {STR_INIT("all")};
    static const struct ignore ignores[] = {
        {.entry = STR_INIT("url:x.y/1"), .rules = at, .rule_count = 1, .line = 1},
        /* The first item that is for a rule is the one that counts. */
        {.entry = STR_INIT("url:x.y/1"), .rules = at, .rule_count = 2, .line = 2},
        {.entry = STR_INIT("url:x.y/2"), .rules = at, .rule_count = 1, .line = 3},
        {.entry = STR_INIT("url:x.y/2"), .rules = all, .rule_count = 1, .line = 9},
    };
    run.settings.ignores = ignores;
    run.settings.ignore_count = 4;
    assert_str(finish(&run, &tree, false, config), "1 a/at @ - \n1 a/dollar $ - \n");
    assert_str(finish(&run, &tree, true, config),
               "1 a/at @ - \n1 a/dollar $ - \n2 d/judge unused a/at\n3 d/judge unused a/at\n");
    /* Without a place to tell of them in. */
    assert_str(finish(&run, &tree, true, NULL), "1 a/at @ - \n1 a/dollar $ - \n");
    stop(&run);
    document_free(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_suppresses),
        cmocka_unit_test(ranges_end_where_they_are_told_to),
        cmocka_unit_test(blanks_behind_an_entry_are_its),
        cmocka_unit_test(only_what_was_looked_for_is_unused),
        cmocka_unit_test(all_does_not_reach_what_judges),
        cmocka_unit_test(rules_know_what_is_quiet),
        cmocka_unit_test(items_are_judged_where_all_lists_were_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
