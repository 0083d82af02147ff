#include "fake_report.h"

static void a_summary_is_counts_and_places(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "list/a b.md", STR("# A\n\n| x | a/b |\n"));
    fake_add_document(&setup, "b.md", STR("first\n"));
    struct finding *finding =
        fake_add_finding(&setup, SEVERITY_ERROR, fake_span(&setup.docs[0], "a/b"), "stars of a/b");
    finding->help = STR("count others");
    struct related related = {1, span_of(0, 5), STR("first listed here")};
    finding->related = &related;
    finding->related_count = 1;
    struct edit edit = {finding->span, STR("c|d")};
    finding->edits = &edit;
    finding->edit_count = 1;
    finding->safety = FIX_SAFE;
    const char *wanted =
        "## curlint\n\n"
        "1 error in 0 entries, 2 files.\n\n"
        "<details open>\n<summary><code>list/a b.md</code>: 1 error</summary>\n\n"
        "| | rule | place | what |\n|:--|:--|:--|:--|\n"
        "| **error** | [badge/repository](https://github.com/curlint/curlint/blob/main/rules/badge/"
        "repository.md) | [3:7](list/a%20b.md#L3) | stars of `a/b`<br>help: count others"
        "<br>suggestion: write `c\\|d` for `a/b` (safe)"
        "<br>note: first listed here, `b.md` [1:1](b.md#L1) |\n\n"
        "</details>\n\n";
    assert_str(fake_write(&setup, "markdown"), wanted);
    setup.report.address = STR("https://github.com/o/r/blob/0123abcd/");
    str text = fake_write(&setup, "markdown");
    assert_true(str_has(text, STR("[3:7](https://github.com/o/r/blob/0123abcd/list/a%20b.md"
                                  "?plain=1#L3) ")));
    fake_finish(&setup);
}

static void expect_suggestion(struct edit *edits, uint32_t count, str source, const char *wanted)
{
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md", source);
    struct finding *finding = fake_add_finding(&setup, SEVERITY_ERROR, span_of(0, 1), "m");
    finding->edits = edits;
    finding->edit_count = count;
    finding->safety = FIX_UNSAFE;
    struct buf text = {0};
    buf_printf(&text, " | m<br>suggestion: %s (look at it) |\n", wanted);
    assert_true(str_has(fake_write(&setup, "markdown"), buf_str(&text)));
    buf_free(&text);
    fake_finish(&setup);
}

static void edits_are_told(void **state)
{
    (void)state;
    str source = STR("one two three\n");
    struct edit frame[] = {{span_of(4, 4), STR("[")}, {span_of(7, 7), STR("]")}};
    expect_suggestion(frame, 2, source, "write `[two]` for `two`");
    expect_suggestion(frame, 1, source, "insert `[`");
    struct edit gone[] = {{span_of(3, 7), STR("")}};
    expect_suggestion(gone, 1, source, "delete ` two`");
    struct buf long_source = {0};
    for (size_t i = 0; i < 100; i++)
        buf_add(&long_source, STR("word "));
    struct edit apart[] = {{span_of(0, 4), STR("work")}, {span_of(490, 494), STR("`|`")}};
    expect_suggestion(apart, 2, buf_str(&long_source), "write `work` for `word` and 1 more");
    expect_suggestion(apart + 1, 1, buf_str(&long_source), "write `` `\\|` `` for `word`");
    buf_free(&long_source);
}

static void nothing_found_is_one_line(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md", STR("x\n"));
    assert_str(fake_write(&setup, "markdown"),
               "## curlint\n\nno findings in 0 entries, 1 file.\n\n");
    fake_finish(&setup);
}

static void a_name_is_no_markup(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "<img src=\"x\">&'\n\n# [a](b).md", STR("x\n"));
    fake_add_finding(&setup, SEVERITY_ERROR, span_of(0, 1), "m");
    str text = fake_write(&setup, "markdown");
    assert_true(str_has(text, STR("<summary><code>&#60;img src=&#34;x&#34;&#62;&#38;&#39;"
                                  "\\x0a\\x0a# [a](b).md</code>: 1 error</summary>\n")));
    assert_true(str_has(text, STR("| [1:1](%3Cimg%20src%3D%22x%22%3E%26%27%0A%0A%23%20%5Ba%5D"
                                  "%28b%29.md#L1) | m |")));
    fake_finish(&setup);
}

/* Two files, a warning in the first for each error in the second. */
static void expect_bounded(const char *format, size_t limit)
{
    enum { COUNT = 40000 };
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md", STR("x\n"));
    fake_add_document(&setup, "b.md", STR("x\n"));
    struct finding *findings = mem_alloc(COUNT, sizeof *findings);
    const struct finding **listed = mem_alloc(COUNT, sizeof *listed);
    for (size_t i = 0; i < COUNT; i++) {
        bool error = i >= COUNT / 2;
        findings[i] = (struct finding){.rule = &fake_rules[0],
                                       .document = error,
                                       .severity = error ? SEVERITY_ERROR : SEVERITY_WARNING,
                                       .entry = NO_INDEX,
                                       .message = STR("the same words again and again, as often "
                                                      "as there are rows in the list")};
        listed[i] = &findings[i];
    }
    setup.report.findings = listed;
    setup.report.finding_count = COUNT;
    str text = fake_write(&setup, format);
    assert_true(text.n <= limit);
    assert_true(text.n > limit - 1024);
    assert_false(str_has(text, STR("a.md</code>")));
    assert_true(str_has(text, STR("<summary><code>b.md</code>: 20000 errors</summary>")));
    assert_true(
        str_ends(text, STR(" more findings are too many for this summary: the log or the other "
                           "outputs hold all.\n")));
    mem_free(findings);
    mem_free(listed);
    fake_finish(&setup);
}

static void a_summary_is_bounded(void **state)
{
    (void)state;
    expect_bounded("markdown", 1024 * 1024);
    expect_bounded("issue", 64000);
}

static void what_is_fixed_is_told_and_bounded(void **state)
{
    (void)state;
    enum { COUNT = 2000 };
    struct fake_report setup = {0}, base = {0};
    fake_add_document(&setup, "a.md", STR("x\n"));
    fake_add_document(&base, "old|name.md", STR("one\ntwo\n"));
    fake_add_finding(&base, SEVERITY_ERROR, span_of(4, 7), "was @bad | worse");
    const struct finding *gone[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        gone[i] = &base.findings[0];
    setup.report.comparison = (struct report_comparison){
        .source = "option", .gone = 3, .gone_findings = {gone, 1, base.documents}};
    assert_str(fake_write(&setup, "markdown"),
               "## curlint\n\nno new findings in 0 changed entries, 1 file; 3 fixed.\n\n"
               "<details>\n<summary>3 fixed by this change</summary>\n\n"
               "| rule | place before the change | what |\n|:--|:--|:--|\n"
               "| [badge/repository](https://github.com/curlint/curlint/blob/main/rules/badge/"
               "repository.md) | `old\\|name.md` 2:1 | was `@bad` `\\|` worse |\n"
               "\nand 2 more\n\n</details>\n\n");
    setup.report.comparison.gone = COUNT;
    setup.report.comparison.gone_findings.n = COUNT;
    str text = fake_write(&setup, "issue");
    assert_true(text.n > 12000 && text.n < 17000);
    assert_true(str_ends(text, STR(" more\n\n</details>\n\n")));
    fake_finish(&setup);
    fake_finish(&base);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_summary_is_counts_and_places),
        cmocka_unit_test(edits_are_told),
        cmocka_unit_test(nothing_found_is_one_line),
        cmocka_unit_test(a_name_is_no_markup),
        cmocka_unit_test(a_summary_is_bounded),
        cmocka_unit_test(what_is_fixed_is_told_and_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
