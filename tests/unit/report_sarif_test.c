#include "fake_report.h"

#include <jansson.h>

/* The only run of the report as SARIF; json_decref() of `*root` when done. */
static json_t *write_run(struct fake_report *setup, json_t **root)
{
    str text = fake_write(setup, "sarif");
    json_error_t error;
    *root = json_loadb(text.at, text.n, JSON_REJECT_DUPLICATES, &error);
    if (!*root)
        fail_msg("%d:%d: %s", error.line, error.column, error.text);
    return json_array_get(json_object_get(*root, "runs"), 0);
}

/* "results/0/ruleId" */
static json_t *find(json_t *value, const char *path)
{
    for (str rest = str_from(path); rest.at;) {
        str step = str_cut(&rest, '/');
        uint32_t index;
        if (json_is_array(value) && str_to_u32(step, &index)) {
            value = json_array_get(value, index);
        } else {
            char key[64];
            assert_true(step.n < sizeof key);
            memcpy(key, step.at, step.n);
            key[step.n] = '\0';
            value = json_object_get(value, key);
        }
    }
    return value;
}

static void check_text(json_t *value, const char *path, const char *wanted)
{
    const char *is = json_string_value(find(value, path));
    if (!is)
        fail_msg("%s: no text", path);
    else
        assert_string_equal(is, wanted);
}

static void check_region(json_t *value, const char *path, int line, int column, int end_line,
                         int end_column)
{
    const json_t *region = find(value, path);
    assert_int_equal(json_integer_value(json_object_get(region, "startLine")), line);
    assert_int_equal(json_integer_value(json_object_get(region, "startColumn")), column);
    assert_int_equal(json_integer_value(json_object_get(region, "endLine")), end_line);
    assert_int_equal(json_integer_value(json_object_get(region, "endColumn")), end_column);
}

static void a_finding_is_a_result(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "list/a b.md", STR("# A\n\n| \U0001f680 | a/b |\n"));
    struct document *doc = &setup.docs[0];
    fake_entry(doc, "| \U0001f680 | a/b |", "arxiv:2405.18218", NO_INDEX);
    struct finding *finding =
        fake_add_finding(&setup, SEVERITY_WARNING, fake_span(doc, "a/b"), "stars of a/b");
    finding->rule = &fake_rules[1];
    finding->entry = 0;
    finding->fingerprint = 0x1f;
    finding->url = STR("https://x.y/");
    finding->help = STR("count others");
    struct related related = {0, fake_span(doc, "A"), STR("under this heading")};
    finding->related = &related;
    finding->related_count = 1;
    json_t *root, *run = write_run(&setup, &root);
    check_text(run, "results/0/ruleId", "text/encoding");
    assert_int_equal(json_integer_value(find(run, "results/0/ruleIndex")), 1);
    check_text(run, "results/0/level", "warning");
    check_text(run, "results/0/message/text", "stars of a/b\nhelp: count others");
    check_text(run, "results/0/locations/0/physicalLocation/artifactLocation/uri", "list/a%20b.md");
    check_region(run, "results/0/locations/0/physicalLocation/region", 3, 8, 3, 11);
    check_region(run, "results/0/relatedLocations/0/physicalLocation/region", 1, 3, 1, 4);
    check_text(run, "results/0/relatedLocations/0/message/text", "under this heading");
    check_text(run, "results/0/partialFingerprints/primaryLocationLineHash", "000000000000001f:1");
    check_text(run, "results/0/properties/entry", "arxiv:2405.18218");
    assert_int_equal(json_array_size(find(run, "results/0/suppressions")), 0);
    assert_null(find(run, "results/0/baselineState"));
    assert_null(find(run, "results/0/fixes"));
    check_text(run, "artifacts/0/location/uri", "list/a%20b.md");
    assert_true(json_is_true(find(run, "invocations/0/executionSuccessful")));
    json_decref(root);
    setup.report.incomplete = true;
    run = write_run(&setup, &root);
    assert_true(json_is_false(find(run, "invocations/0/executionSuccessful")));
    json_decref(root);
    fake_finish(&setup);
}

static void rules_are_described(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md", STR("x\n"));
    json_t *root, *run = write_run(&setup, &root);
    check_text(run, "tool/driver/rules/0/id", "badge/repository");
    check_text(run, "tool/driver/rules/0/shortDescription/text", "stars of another repository");
    check_text(run, "tool/driver/rules/0/fullDescription/text",
               "Flags a badge of another. The number misleads.");
    check_text(run, "tool/driver/rules/0/help/markdown", FAKE_PAGE);
    check_text(run, "tool/driver/rules/0/defaultConfiguration/level", "error");
    check_text(run, "tool/driver/rules/1/fullDescription/text",
               "Flags stars of another repository.");
    assert_int_equal(json_array_size(find(run, "results")), 0);
    json_decref(root);
    fake_finish(&setup);
}

static void brackets_and_braces_are_no_markup(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md", STR("x\n"));
    fake_add_finding(&setup, SEVERITY_ERROR, span_of(0, 1), "drops [a](1) and {0} \\ \xff");
    json_t *root, *run = write_run(&setup, &root);
    check_text(run, "results/0/message/text", "drops \\[a\\](1) and {{0}} \\\\ \ufffd");
    json_decref(root);
    fake_finish(&setup);
}

static void equal_fingerprints_are_numbered_by_place(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md", STR("abcdef\n"));
    for (size_t i = 0; i < 4; i++)
        fake_add_finding(&setup, i == 0 ? SEVERITY_WARNING : SEVERITY_ERROR, span_of(i, i + 1), "m")
            ->fingerprint = i == 2 ? 7 : 8;
    fake_suppress(&setup, "wanted");
    json_t *root, *run = write_run(&setup, &root);
    /* In order of importance: the errors, the warning, the suppressed one. */
    static const char *const wanted[] = {"0000000000000008:2", "0000000000000007:1",
                                         "0000000000000008:1", "0000000000000008:3"};
    for (size_t i = 0; i < 4; i++)
        check_text(json_array_get(find(run, "results"), i),
                   "partialFingerprints/primaryLocationLineHash", wanted[i]);
    check_text(run, "results/3/suppressions/0/kind", "inSource");
    check_text(run, "results/3/suppressions/0/justification", "wanted");
    assert_int_equal(json_array_size(find(run, "results/2/suppressions")), 0);
    json_decref(root);
    fake_finish(&setup);
}

static void the_state_is_told(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md", STR("abcdef\n"));
    for (enum finding_status status = STATUS_NEW; status <= STATUS_FIXED; status++)
        fake_add_finding(&setup, SEVERITY_ERROR, span_of(0, 1), "m")->status = status;
    json_t *root, *run = write_run(&setup, &root);
    check_text(run, "results/0/baselineState", "new");
    check_text(run, "results/1/baselineState", "unchanged");
    check_text(run, "results/2/baselineState", "absent");
    json_decref(root);
    fake_finish(&setup);
}

static void edits_are_replacements(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md",
                      STR("\u8bba\U0001f680 abc\r\nd\xe2\x82"
                          "e\n"));
    struct finding *finding = fake_add_finding(&setup, SEVERITY_ERROR, span_of(0, 1), "m");
    /* Insert before "abc", replace "bc", delete the line end. */
    struct edit edits[] = {
        {span_of(8, 8), STR("x\n\u8bba")}, {span_of(9, 11), STR("y")}, {span_of(11, 13), STR("")}};
    finding->edits = edits;
    finding->edit_count = 3;
    finding->safety = FIX_SAFE;
    json_t *root, *run = write_run(&setup, &root);
    json_t *change = find(run, "results/0/fixes/0/artifactChanges/0");
    check_text(change, "artifactLocation/uri", "a.md");
    check_region(change, "replacements/0/deletedRegion", 1, 5, 1, 5);
    check_text(change, "replacements/0/insertedContent/text", "x\n\u8bba");
    check_region(change, "replacements/1/deletedRegion", 1, 6, 1, 8);
    check_region(change, "replacements/2/deletedRegion", 1, 8, 2, 1);
    check_text(change, "replacements/2/insertedContent/text", "");
    check_text(run, "results/0/fixes/0/properties/safety", "safe");
    json_decref(root);
    finding->safety = FIX_UNSAFE;
    run = write_run(&setup, &root);
    check_text(run, "results/0/fixes/0/properties/safety", "unsafe");
    json_decref(root);
    fake_finish(&setup);
}

static void what_is_no_edit_of_text_is_left_out(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md",
                      STR("\xef\xbb\xbf"
                          "ab\xe2\x82"
                          "e\n"));
    struct finding *finding = fake_add_finding(&setup, SEVERITY_ERROR, span_of(3, 4), "m");
    struct edit edit = {span_of(3, 4), STR("x")};
    finding->edits = &edit;
    finding->edit_count = 1;
    static const struct {
        struct span span;
        str text;
        enum safety safety;
        bool there;
    } cases[] = {
        {{3, 4}, STR_INIT("x"), FIX_SAFE, true},     {{3, 4}, STR_INIT("x"), FIX_SHOW, false},
        {{3, 4}, STR_INIT("\xff"), FIX_SAFE, false}, {{0, 3}, STR_INIT(""), FIX_SAFE, false},
        {{5, 6}, STR_INIT(""), FIX_SAFE, false},     {{5, 7}, STR_INIT(""), FIX_SAFE, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        edit = (struct edit){cases[i].span, cases[i].text};
        finding->safety = cases[i].safety;
        json_t *root, *run = write_run(&setup, &root);
        assert_int_equal(find(run, "results/0/fixes") != NULL, cases[i].there);
        json_decref(root);
    }
    fake_finish(&setup);
}

static void names_outside_the_root_have_no_base(void **state)
{
    (void)state;
    static const struct {
        const char *name, *uri;
        bool base;
    } cases[] = {
        {"a:b/100%.md", "a%3Ab/100%25.md", true},
        {"..a.md", "..a.md", true},
        {"../a.md", "../a.md", false},
        {"/tmp/a.md", "file:///tmp/a.md", false},
        {"<stdin>", "%3Cstdin%3E", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake_report setup = {0};
        fake_add_document(&setup, cases[i].name, STR("x\n"));
        json_t *root, *run = write_run(&setup, &root);
        check_text(run, "artifacts/0/location/uri", cases[i].uri);
        assert_int_equal(find(run, "artifacts/0/location/uriBaseId") != NULL, cases[i].base);
        json_decref(root);
        fake_finish(&setup);
    }
}

static void results_are_bounded(void **state)
{
    (void)state;
    enum { COUNT = 25003 };
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md", STR("x\n"));
    struct finding *findings = mem_alloc(COUNT, sizeof *findings);
    const struct finding **listed = mem_alloc(COUNT, sizeof *listed);
    for (size_t i = 0; i < COUNT; i++) {
        findings[i] =
            (struct finding){.rule = &fake_rules[0],
                             .severity = i == COUNT - 1 ? SEVERITY_ERROR : SEVERITY_WARNING,
                             .entry = NO_INDEX,
                             .message = STR("m")};
        listed[i] = &findings[i];
    }
    setup.report.marked = setup.report.findings = listed;
    setup.report.marked_count = setup.report.finding_count = COUNT;
    json_t *root, *run = write_run(&setup, &root);
    assert_int_equal(json_array_size(find(run, "results")), 25000);
    check_text(run, "results/0/level", "error");
    check_text(run, "invocations/0/toolExecutionNotifications/0/message/text",
               "3 further findings are not listed: a run holds at most 25000 results");
    json_decref(root);
    mem_free(findings);
    mem_free(listed);
    fake_finish(&setup);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding_is_a_result),
        cmocka_unit_test(rules_are_described),
        cmocka_unit_test(brackets_and_braces_are_no_markup),
        cmocka_unit_test(equal_fingerprints_are_numbered_by_place),
        cmocka_unit_test(the_state_is_told),
        cmocka_unit_test(edits_are_replacements),
        cmocka_unit_test(what_is_no_edit_of_text_is_left_out),
        cmocka_unit_test(names_outside_the_root_have_no_base),
        cmocka_unit_test(results_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
