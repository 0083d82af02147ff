#include "lint/engine.h"

#include "fake.h"

#include <string.h>

/* Findings as one text: "path:start-end id" a line. */
static str listed(struct buf *out, const struct findings *findings, struct document *const *docs)
{
    buf_clear(out);
    for (size_t i = 0; i < findings->n; i++) {
        const struct finding *finding = &findings->at[i];
        buf_printf(out, "%.*s:%u-%u %s\n", STR_ARG(docs[finding->document]->path),
                   finding->span.start, finding->span.end, finding->rule->id);
    }
    return buf_str(out);
}

static void report_words(struct lint *lint, const struct document *doc)
{
    for (size_t i = 0; i < doc->source.n; i++)
        if (doc->source.at[i] == 'w')
            lint_report(lint, doc, span_of(i, i + 1), "word");
}

static void report_entry(struct lint *lint, const struct document *doc, const struct entry *entry)
{
    lint_report(lint, doc, entry->span, "entry %.*s", STR_ARG(entry->key));
}

static void report_reference(struct lint *lint, const struct document *doc,
                             const struct reference *ref)
{
    lint_report(lint, doc, ref->span, "reference");
}

static void report_last_first(struct lint *lint, const struct repository *repo)
{
    for (uint32_t i = repo->document_count; i > 0; i--)
        lint_report(lint, repo->documents[i - 1], span_of(0, 1), "repository");
}

static const struct rule document_rule = {
    .summary = "s", .severity = SEVERITY_ERROR, .document = report_words};
static const struct rule entry_rule = {
    .summary = "s", .severity = SEVERITY_WARNING, .entry = report_entry};
static const struct rule reference_rule = {
    .summary = "s", .severity = SEVERITY_INFO, .reference = report_reference};
static const struct rule repository_rule = {
    .summary = "s", .severity = SEVERITY_ERROR, .repository = report_last_first};
static const struct rule off_rule = {.summary = "s",
                                     .severity = SEVERITY_OFF,
                                     .document = report_words,
                                     .entry = report_entry,
                                     .reference = report_reference,
                                     .repository = report_last_first};

static const struct date today = {2026, 11, 24};

static void findings_come_by_file_place_and_rule(void **state)
{
    (void)state;
    static const struct rule_entry rules[] = {
        {"a/entry", &entry_rule, ""},
        {"b/words", &document_rule, ""},
        {"c/off", &off_rule, ""},
        {"d/reference", &reference_rule, ""},
        {"e/repository", &repository_rule, ""},
    };
    struct document a = fake_document("a.md", STR("w [x](y)\n")),
                    b = fake_document("b.md", STR("xx w\n"));
    struct document *docs[] = {&a, &b};
    fake_entry(&a, "w [x](y)", "title:x", NO_INDEX);
    fake_reference(&a, "[x](y)", NO_INDEX);
    struct settings settings;
    settings_init(&settings, rules, 5);
    struct engine *engine = engine_new(&settings, NULL, today);
    engine_document(engine, &a);
    engine_document(engine, &b);
    struct buf out = {0};
    const struct findings *findings = engine_finish(engine);
    assert_str(listed(&out, findings, docs), "a.md:0-1 b/words\n"
                                             "a.md:0-1 e/repository\n"
                                             "a.md:0-8 a/entry\n"
                                             "a.md:2-8 d/reference\n"
                                             "b.md:0-1 e/repository\n"
                                             "b.md:3-4 b/words\n");
    assert_int_equal(findings->at[0].severity, SEVERITY_ERROR);
    assert_int_equal(findings->at[3].severity, SEVERITY_INFO);
    assert_str(findings->at[2].message, "entry title:x");
    /* Only the first document has an entry. */
    assert_int_equal(findings->at[0].entry, 0);
    assert_int_equal(findings->at[5].entry, NO_INDEX);
    buf_free(&out);
    engine_free(engine);
    settings_free(&settings);
    fake_free(&a);
    fake_free(&b);
}

static void the_settings_decide_what_runs(void **state)
{
    (void)state;
    static const struct rule_entry rules[] = {{"a/off", &off_rule, ""},
                                              {"b/words", &document_rule, ""}};
    struct document doc = fake_document("a.md", STR("w\n"));
    struct document *docs[] = {&doc};
    struct settings settings;
    settings_init(&settings, rules, 2);
    assert_true(settings_select(&settings, STR("a/off"), SEVERITY_INFO, false, false));
    assert_true(settings_select(&settings, STR("b/words"), SEVERITY_OFF, false, false));
    struct engine *engine = engine_new(&settings, NULL, today);
    engine_document(engine, &doc);
    const struct findings *findings = engine_finish(engine);
    struct buf out = {0};
    assert_str(listed(&out, findings, docs), "a.md:0-1 a/off\na.md:0-1 a/off\n");
    assert_int_equal(findings->at[0].severity, SEVERITY_INFO);
    buf_free(&out);
    engine_free(engine);
    settings_free(&settings);
    fake_free(&doc);
}

static void the_innermost_entry_is_found(void **state)
{
    (void)state;
    static const struct rule_entry rules[] = {{"a/words", &document_rule, ""}};
    struct document doc = fake_document("a.md", STR("w\n- outer w\n  - inner w\n  w\n- next w\nw"));
    uint32_t outer = fake_entry(&doc, "- outer w\n  - inner w\n  w", "title:outer", NO_INDEX);
    uint32_t inner = fake_entry(&doc, "- inner w", "title:inner", outer);
    uint32_t next = fake_entry(&doc, "- next w", "title:next", NO_INDEX);
    struct settings settings;
    settings_init(&settings, rules, 1);
    struct engine *engine = engine_new(&settings, NULL, today);
    engine_document(engine, &doc);
    const struct findings *findings = engine_finish(engine);
    const uint32_t wanted[] = {NO_INDEX, outer, inner, outer, next, NO_INDEX};
    assert_int_equal(findings->n, 6);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(findings->at[i].entry, wanted[i]);
    engine_free(engine);
    settings_free(&settings);
    fake_free(&doc);
}

/* Everything that a rule may add to a finding. */
static void report_fully(struct lint *lint, const struct repository *repo)
{
    const struct document *first = repo->documents[0], *second = repo->documents[1];
    struct finding *finding = lint_report(lint, second, span_of(0, 3), "bad %d", 7);
    lint_help(lint, finding, "help %s", "me");
    for (uint32_t i = 0; i < 9; i++)
        lint_related(lint, finding, first, span_of(i, i + 1), "place %u", i);
    char text[] = "new";
    lint_edit(lint, finding, FIX_SAFE, span_of(4, 6), str_from(text));
    lint_edit(lint, finding, FIX_UNSAFE, span_of(0, 2), STR("first"));
    lint_edit(lint, finding, FIX_SAFE, span_of(2, 2), STR("between"));
    text[0] = 'x';
    lint_url(finding, STR("https://x.y/"));
    lint_entry(lint, finding, &second->entries[1]);

    finding = lint_report(lint, second, span_of(5, 400), "tangled");
    lint_edit(lint, finding, FIX_SAFE, span_of(0, 3), STR("a"));
    lint_edit(lint, finding, FIX_SAFE, span_of(2, 4), STR("b"));
    lint_edit(lint, finding, FIX_SAFE, span_of(6, 7), STR("c"));
}

static void a_finding_holds_what_the_rule_adds(void **state)
{
    (void)state;
    static const struct rule rule = {
        .summary = "s", .severity = SEVERITY_ERROR, .repository = report_fully};
    static const struct rule_entry rules[] = {{"a/full", &rule, ""}};
    struct document a = fake_document("a.md", STR("0123456789")),
                    b = fake_document("b.md", STR("one two\nthree"));
    fake_entry(&b, "one two", "title:one", NO_INDEX);
    fake_entry(&b, "three", "title:three", NO_INDEX);
    struct settings settings;
    settings_init(&settings, rules, 1);
    struct engine *engine = engine_new(&settings, NULL, today);
    engine_document(engine, &a);
    engine_document(engine, &b);
    const struct findings *findings = engine_finish(engine);
    assert_int_equal(findings->n, 2);
    const struct finding *finding = &findings->at[0];
    assert_str(finding->message, "bad 7");
    assert_str(finding->help, "help me");
    assert_str(finding->url, "https://x.y/");
    assert_int_equal(finding->document, 1);
    assert_int_equal(finding->entry, 1);
    assert_int_equal(finding->related_count, 9);
    assert_str(finding->related[8].message, "place 8");
    assert_int_equal(finding->related[8].span.start, 8);
    assert_int_equal(finding->related[8].document, 0);
    assert_int_equal(finding->edit_count, 3);
    assert_str(finding->edits[0].text, "first");
    assert_str(finding->edits[1].text, "between");
    assert_str(finding->edits[2].text, "new");
    assert_int_equal(finding->safety, FIX_UNSAFE);
    /* Clipped to the source; overlapping edits are no fix. */
    assert_int_equal(findings->at[1].span.end, b.source.n);
    assert_int_equal(findings->at[1].edit_count, 0);
    assert_int_equal(findings->at[1].safety, FIX_NONE);
    engine_free(engine);
    settings_free(&settings);
    fake_free(&a);
    fake_free(&b);
}

/* Insertions at each 'w', of a line end. */
static void report_pictures(struct lint *lint, const struct repository *repo)
{
    lint_report_file(lint, STR("b.png"), "%s", "the first");
    lint_report(lint, repo->documents[1], span_of(0, 1), "a list");
    struct finding *finding = lint_report_file(lint, STR("a.png"), "the second");
    lint_discriminator(lint, finding, STR("a.png"));
}

static void a_file_that_is_no_list_comes_behind_all_lists(void **state)
{
    (void)state;
    static const struct rule rule = {
        .summary = "", .severity = SEVERITY_WARNING, .repository = report_pictures};
    static const struct rule_entry rules[] = {{"a/pictures", &rule, ""}};
    struct document docs[] = {fake_document("a.md", STR("w")), fake_document("z.md", STR("w"))};
    struct settings settings;
    settings_init(&settings, rules, 1);
    struct engine *engine = engine_new(&settings, NULL, today);
    engine_document(engine, &docs[0]);
    engine_document(engine, &docs[1]);
    const struct findings *findings = engine_finish(engine);
    size_t count;
    struct document *const *files = engine_files(engine, &count);
    assert_int_equal(findings->n, 3);
    assert_int_equal(findings->at[0].document, 1);
    assert_int_equal(findings->at[1].document, 2);
    assert_int_equal(findings->at[2].document, 3);
    assert_str(findings->at[1].message, "the first");
    assert_int_equal(count, 2);
    assert_str(files[0]->path, "b.png");
    assert_str(files[1]->path, "a.png");
    assert_int_not_equal(findings->at[1].fingerprint, findings->at[2].fingerprint);
    engine_free(engine);
    settings_free(&settings);
    fake_free(&docs[0]);
    fake_free(&docs[1]);
}

static void break_lines(struct lint *lint, const struct document *doc)
{
    struct finding *finding = lint_report(lint, doc, span_of(0, 1), "broken");
    for (size_t i = 0; i < doc->source.n; i++)
        if (doc->source.at[i] == 'w')
            lint_edit(lint, finding, FIX_SAFE, span_of(i, i), STR("\n"));
    lint_edit(lint, finding, FIX_SAFE, span_of(0, 0), STR("x\ny\r\n"));
}

static void edits_take_the_line_ends_of_their_place(void **state)
{
    (void)state;
    static const struct rule rule = {
        .summary = "s", .severity = SEVERITY_ERROR, .document = break_lines};
    static const struct rule_entry rules[] = {{"a/break", &rule, ""}};
    static const struct {
        const char *source;
        const char *texts[4];
    } cases[] = {
        {" w\r\nw\nw", {"x\r\ny\r\n", "\r\n", "\n", "\n"}},
        {" w\r\n w", {"x\r\ny\r\n", "\r\n", "\r\n", NULL}},
        {" w", {"x\ny\r\n", "\n", NULL, NULL}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct document doc = fake_document("a.md", str_from(cases[i].source));
        struct settings settings;
        settings_init(&settings, rules, 1);
        struct engine *engine = engine_new(&settings, NULL, today);
        engine_document(engine, &doc);
        const struct finding *finding = &engine_finish(engine)->at[0];
        for (uint32_t e = 0; e < finding->edit_count; e++)
            assert_str(finding->edits[e].text, cases[i].texts[e]);
        assert_true(finding->edit_count > 1);
        engine_free(engine);
        settings_free(&settings);
        fake_free(&doc);
    }
}

static void replace_all(struct lint *lint, const struct document *doc)
{
    struct finding *finding = lint_report(lint, doc, span_of(0, 1), "everything");
    lint_edit(lint, finding, FIX_SAFE, span_of(0, 2), STR("x"));
    lint_edit(lint, finding, FIX_SAFE, span_of(2, doc->source.n), STR("y"));
}

static void a_byte_order_mark_is_never_edited(void **state)
{
    (void)state;
    static const struct rule rule = {
        .summary = "s", .severity = SEVERITY_ERROR, .document = replace_all};
    static const struct rule_entry rules[] = {{"a/all", &rule, ""}};
    struct document doc = fake_document("a.md", STR("\xef\xbb\xbfone"));
    struct settings settings;
    settings_init(&settings, rules, 1);
    struct engine *engine = engine_new(&settings, NULL, today);
    engine_document(engine, &doc);
    const struct finding *finding = &engine_finish(engine)->at[0];
    assert_int_equal(finding->edit_count, 2);
    assert_true(span_eq(finding->edits[0].span, span_of(3, 3)));
    assert_true(span_eq(finding->edits[1].span, span_of(3, 6)));
    engine_free(engine);
    settings_free(&settings);
    fake_free(&doc);
}

static const char *const scopes[] = {"section", "file", NULL};
static const struct option options[] = {
    {"scope", OPTION_CHOICE, "file", "h", scopes},
    {"limit", OPTION_INT, "256", "h", NULL},
    {.name = NULL},
};

/* Counts its calls in its own memory, and reads its options. */
static void report_options(struct lint *lint, const struct document *doc)
{
    uint32_t **count = (uint32_t **)lint_memory(lint);
    if (!*count)
        *count = arena_alloc(lint_arena(lint), sizeof **count);
    ++**count;
    lint_report(lint, doc, span_of(0, 0), "call %u, scope %u, limit %u, year %d, tree %d", **count,
                lint_option(lint, 0)->choice, lint_option(lint, 1)->number, lint_today(lint).year,
                lint_tree(lint) != NULL);
}

static void a_rule_has_options_and_memory(void **state)
{
    (void)state;
    static const struct rule rule = {
        .summary = "s", .severity = SEVERITY_ERROR, .options = options, .document = report_options};
    static const struct rule_entry rules[] = {{"a/one", &rule, ""}, {"a/two", &rule, ""}};
    static const struct tree tree = {0};
    struct document a = fake_document("a.md", STR("x")), b = fake_document("b.md", STR("x"));
    struct settings settings;
    settings_init(&settings, rules, 2);
    struct err err;
    assert_int_equal(settings_set_option(&settings, 1, 1, (const str[]){STR_INIT("9")}, 1, &err),
                     RC_OK);
    struct engine *engine = engine_new(&settings, &tree, today);
    engine_document(engine, &a);
    engine_document(engine, &b);
    const struct findings *findings = engine_finish(engine);
    assert_int_equal(findings->n, 4);
    assert_str(findings->at[0].message, "call 1, scope 1, limit 256, year 2026, tree 1");
    assert_str(findings->at[1].message, "call 1, scope 1, limit 9, year 2026, tree 1");
    assert_str(findings->at[3].message, "call 2, scope 1, limit 9, year 2026, tree 1");
    engine_free(engine);
    settings_free(&settings);
    fake_free(&a);
    fake_free(&b);
}

static void discriminate_by_w(struct lint *lint, const struct document *doc)
{
    struct finding *finding = lint_report(lint, doc, fake_span(doc, "one"), "m");
    lint_discriminator(lint, finding, STR("w"));
}

static const struct rule spoken_rule = {
    .summary = "s", .severity = SEVERITY_ERROR, .document = discriminate_by_w};

/* The fingerprint of the one finding of `rule` in a document of one entry around its line. */
static uint64_t fingerprint(const char *path, str source, const char *entry, const char *key,
                            const char *id, const struct rule *rule)
{
    const struct rule_entry rules[] = {{id, rule, ""}};
    struct document doc = fake_document(path, source);
    if (str_has(source, STR("## ")))
        fake_heading(&doc, "## H", "h");
    if (entry)
        fake_entry(&doc, entry, key, NO_INDEX);
    struct settings settings;
    settings_init(&settings, rules, 1);
    struct engine *engine = engine_new(&settings, NULL, today);
    engine_document(engine, &doc);
    const struct findings *findings = engine_finish(engine);
    assert_int_equal(findings->n, 1);
    uint64_t value = findings->at[0].fingerprint;
    engine_free(engine);
    settings_free(&settings);
    fake_free(&doc);
    return value;
}

static void fingerprints_outlast_moves(void **state)
{
    (void)state;
    const struct rule *rule = &entry_rule;
    uint64_t base =
        fingerprint("a.md", STR("| one | two |\n"), "| one | two |", "doi:1", "a/b", rule);
    /* Elsewhere in another file, and re-aligned. */
    assert_true(base == fingerprint("b.md", STR("\n\n## H\n| one | two |\n"), "| one | two |",
                                    "doi:1", "a/b", rule));
    assert_true(base == fingerprint("a.md", STR("|one    |\ttwo|\n"), "|one    |\ttwo|", "doi:1",
                                    "a/b", rule));
    /* Another text, entry or rule. */
    assert_true(base !=
                fingerprint("a.md", STR("| one | six |\n"), "| one | six |", "doi:1", "a/b", rule));
    assert_true(base !=
                fingerprint("a.md", STR("| one | two |\n"), "| one | two |", "doi:2", "a/b", rule));
    assert_true(base !=
                fingerprint("a.md", STR("| one | two |\n"), "| one | two |", "doi:1", "a/c", rule));
    /* With a discriminator the text says nothing. */
    assert_true(fingerprint("a.md", STR("one two"), "one two", "doi:1", "a/b", &spoken_rule) ==
                fingerprint("a.md", STR("six one"), "six one", "doi:1", "a/b", &spoken_rule));
}

static void fingerprints_without_an_entry_go_by_the_heading(void **state)
{
    (void)state;
    uint64_t base = fingerprint("a.md", STR("## H\none\n"), NULL, NULL, "a/b", &spoken_rule);
    assert_true(base ==
                fingerprint("b.md", STR("x\n## H\n\n\none\n"), NULL, NULL, "a/b", &spoken_rule));
    assert_true(base != fingerprint("a.md", STR("one\n## H\n"), NULL, NULL, "a/b", &spoken_rule));
    /* Pinned, computed apart from our code: other programs keep them. */
    assert_true(base == UINT64_C(0xe4113fa276a0b445));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_come_by_file_place_and_rule),
        cmocka_unit_test(the_settings_decide_what_runs),
        cmocka_unit_test(the_innermost_entry_is_found),
        cmocka_unit_test(a_finding_holds_what_the_rule_adds),
        cmocka_unit_test(a_file_that_is_no_list_comes_behind_all_lists),
        cmocka_unit_test(edits_take_the_line_ends_of_their_place),
        cmocka_unit_test(a_byte_order_mark_is_never_edited),
        cmocka_unit_test(a_rule_has_options_and_memory),
        cmocka_unit_test(fingerprints_outlast_moves),
        cmocka_unit_test(fingerprints_without_an_entry_go_by_the_heading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
