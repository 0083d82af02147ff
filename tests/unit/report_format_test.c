#include "base/utf8.h"

#include "fake_report.h"

#include <jansson.h>
#include <string.h>

static void full_points_at_the_span(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "list/a.md", STR("# A\n\n| \u8bba\u6587 | kongds/SMP |\n"));
    struct finding *finding =
        fake_add_finding(&setup, SEVERITY_ERROR, fake_span(&setup.docs[0], "kongds/SMP"),
                         "the badge counts the stars of kongds/SMP");
    finding->help = STR("count those of allenai/kongds");
    struct edit edit = {finding->span, STR("allenai/kongds")};
    finding->edits = &edit;
    finding->edit_count = 1;
    finding->safety = FIX_SAFE;
    setup.report.summary.entries = 1;
    assert_str(fake_write(&setup, "full"),
               "error[badge/repository]: the badge counts the stars of kongds/SMP\n"
               " --> list/a.md:3:12\n"
               "  |\n"
               "3 | | \u8bba\u6587 | kongds/SMP |\n"
               "  |          ^^^^^^^^^^\n"
               "  = help: count those of allenai/kongds\n"
               "  = fix: \"kongds/SMP\" -> \"allenai/kongds\" (safe)\n"
               "\n"
               "1 error in 1 entry, 1 file\n");
    fake_finish(&setup);
}

static void full_shows_related_places(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md", STR("one\ntwo\n"));
    fake_add_document(&setup, "b.md", STR("\n\n\n\n\n\n\n\n\nfirst\n"));
    struct finding *finding = fake_add_finding(&setup, SEVERITY_WARNING,
                                               fake_span(&setup.docs[0], "two"), "listed twice");
    struct related related = {1, fake_span(&setup.docs[1], "first"), STR("first listed here")};
    finding->related = &related;
    finding->related_count = 1;
    assert_str(fake_write(&setup, "full"), "warning[badge/repository]: listed twice\n"
                                           "  --> a.md:2:1\n"
                                           "   |\n"
                                           " 2 | two\n"
                                           "   | ^^^\n"
                                           "note: first listed here\n"
                                           "  --> b.md:10:1\n"
                                           "   |\n"
                                           "10 | first\n"
                                           "   | -----\n"
                                           "\n"
                                           "1 warning in 0 entries, 2 files\n");
    fake_finish(&setup);
}

static void full_bounds_related_places(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md", STR("one\n"));
    struct finding *finding =
        fake_add_finding(&setup, SEVERITY_ERROR, fake_span(&setup.docs[0], "one"), "m");
    struct related related[40] = {{0}};
    finding->related = related;
    finding->related_count = 40;
    assert_true(str_has(fake_write(&setup, "full"), STR("\nnote: and 35 more\n")));
    fake_finish(&setup);
}

static void full_handles_every_place(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md", STR("abc\r\ndef\r\n\r\n"));
    fake_add_finding(&setup, SEVERITY_INFO, span_of(1, 7), "several lines");
    fake_add_finding(&setup, SEVERITY_INFO, span_of(3, 5), "a line end");
    fake_add_finding(&setup, SEVERITY_INFO, span_of(10, 10), "an empty line");
    fake_add_finding(&setup, SEVERITY_INFO, span_of(12, 12), "the end");
    assert_str(fake_write(&setup, "full"), "info[badge/repository]: several lines\n"
                                           " --> a.md:1:2\n"
                                           "  |\n"
                                           "1 | abc\n"
                                           "  |  ^^\n"
                                           "  = note: it goes on to line 2\n"
                                           "\n"
                                           "info[badge/repository]: a line end\n"
                                           " --> a.md:1:4\n"
                                           "  |\n"
                                           "1 | abc\n"
                                           "  |    ^\n"
                                           "\n"
                                           "info[badge/repository]: an empty line\n"
                                           " --> a.md:3:1\n"
                                           "  |\n"
                                           "3 |\n"
                                           "  | ^\n"
                                           "\n"
                                           "info[badge/repository]: the end\n"
                                           " --> a.md:4:1\n"
                                           "  |\n"
                                           "4 |\n"
                                           "  | ^\n"
                                           "\n"
                                           "4 infos in 0 entries, 1 file\n");
    fake_finish(&setup);
}

static void full_says_each_kind_of_fix(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md", STR("abc\n"));
    struct edit edits[2] = {{span_of(0, 0), STR("x\x1b")}, {span_of(1, 2), STR("")}};
    struct finding *finding = fake_add_finding(&setup, SEVERITY_ERROR, span_of(0, 1), "m");
    finding->edits = edits;
    finding->edit_count = 1;
    finding->safety = FIX_UNSAFE;
    assert_true(str_has(fake_write(&setup, "full"), STR("  = fix: insert \"x\\x1b\" (unsafe)\n")));
    finding->edit_count = 2;
    finding->safety = FIX_SHOW;
    assert_true(str_has(fake_write(&setup, "full"), STR("  = fix: 2 edits (by hand)\n")));
    edits[0] = edits[1];
    finding->edit_count = 1;
    assert_true(str_has(fake_write(&setup, "full"), STR("  = fix: delete \"b\" (by hand)\n")));
    fake_finish(&setup);
}

static void color_is_a_matter_of_the_report(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md", STR("abc\n"));
    fake_add_finding(&setup, SEVERITY_ERROR, span_of(0, 1), "m");
    assert_false(str_has(fake_write(&setup, "full"), STR("\x1b")));
    setup.report.color = true;
    assert_true(str_starts(fake_write(&setup, "full"),
                           STR("\x1b[1;31merror[badge/repository]\x1b[0m\x1b[1m: m\x1b[0m\n")));
    fake_finish(&setup);
}

static void lines_are_as_wide_as_the_terminal(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    struct buf line = {0};
    for (int i = 0; i < 900; i++)
        buf_add_char(&line, 'x');
    fake_add_document(&setup, "a.md", buf_str(&line));
    fake_add_finding(&setup, SEVERITY_ERROR, span_of(400, 410), "m");
    static const uint32_t widths[][2] = {{0, 100}, {80, 80}, {200, 200}, {3, 24}};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        setup.report.width = widths[i][0];
        str text = fake_write(&setup, "full");
        for (int skip = 0; skip < 3; skip++)
            str_cut(&text, '\n');
        /* Two "…" of three bytes take one column each. */
        assert_int_equal(str_cut(&text, '\n').n, widths[i][1] + 4);
    }
    buf_free(&line);
    fake_finish(&setup);
}

/* ESC, BEL, CR, a line separator, a bidi control, CSI as C1 and as a byte, DEL, no UTF-8; commands
 * of runners. */
#define HOSTILE                                                                                    \
    "\x1b[2J\x07\r\u2028\u202e\xc2\x9b\x9b\x7f\xff##[add-mask]a##vso[task.complete]%0A::error::"

static void nothing_of_a_list_reaches_a_terminal(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, " ::stop-commands::" HOSTILE "\n::error::.md",
                      STR("a " HOSTILE " b\n"));
    struct finding *finding =
        fake_add_finding(&setup, SEVERITY_ERROR, span_of(0, 1), "message " HOSTILE "\n::error::");
    finding->help = STR("help " HOSTILE "\n::error::");
    struct related related = {0, span_of(0, 4), STR("related " HOSTILE "\n::error::")};
    finding->related = &related;
    finding->related_count = 1;
    struct edit edit = {span_of(2, 8), STR(HOSTILE "\n::error::")};
    finding->edits = &edit;
    finding->edit_count = 1;
    finding->safety = FIX_SAFE;
    for (const struct format *const *format = format_table; *format; format++) {
        str text = fake_write(&setup, (*format)->name);
        assert_false(str_has(text, STR("##[")));
        assert_false(str_has(text, STR("##vso[")));
        for (str rest = text; rest.n > 0;)
            assert_true(!str_starts(str_trim(str_cut(&rest, '\n')), STR("::")) ||
                        strcmp((*format)->name, "github") == 0);
        while (text.n > 0) {
            int32_t code;
            text = str_skip(text, utf8_next(text, &code));
            assert_true(code == '\n' || utf8_is_shown(code));
        }
    }
    fake_finish(&setup);
}

static void concise_is_one_line_a_finding(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md", STR("one\ntwo\n"));
    assert_str(fake_write(&setup, "concise"), "");
    fake_add_finding(&setup, SEVERITY_ERROR, span_of(5, 6), "first");
    fake_add_finding(&setup, SEVERITY_WARNING, span_of(6, 7), "second\nline");
    assert_str(fake_write(&setup, "concise"),
               "a.md:2:2: error[badge/repository] first\n"
               "a.md:2:3: warning[badge/repository] second\\x0aline\n");
    fake_finish(&setup);
}

static str last_line(str text)
{
    text.n--;
    return str_skip(text,
                    str_rfind_char(text, '\n') == STR_NPOS ? 0 : str_rfind_char(text, '\n') + 1);
}

static void the_closing_line_counts(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md", STR("x\n"));
    setup.report.summary.entries = 894;
    setup.report.summary.files = 17;
    assert_str(fake_write(&setup, "full"), "no findings in 894 entries, 17 files\n");
    setup.report.summary.infos = 12;
    assert_str(fake_write(&setup, "full"), "no errors or warnings in 894 entries, 17 files; "
                                           "12 infos not shown (--severity info)\n");
    setup.report.summary.warnings = 1;
    assert_str(fake_write(&setup, "full"), "no errors in 894 entries, 17 files; "
                                           "1 warning, 12 infos not shown (--severity info)\n");
    setup.report.summary.infos = 0;
    assert_str(fake_write(&setup, "full"), "no errors in 894 entries, 17 files; "
                                           "1 warning not shown (--severity warning)\n");
    setup.report.summary.warnings = 0;
    for (int i = 0; i < 2; i++)
        fake_add_finding(&setup, SEVERITY_ERROR, span_of(0, 1), "m");
    fake_add_finding(&setup, SEVERITY_WARNING, span_of(0, 1), "m");
    assert_str(last_line(fake_write(&setup, "full")),
               "2 errors, 1 warning in 894 entries, 17 files");
    setup.report.summary.infos = 1;
    assert_str(last_line(fake_write(&setup, "full")),
               "2 errors, 1 warning in 894 entries, 17 files; "
               "1 info not shown (--severity info)");
    setup.report.summary.infos = 0;
    setup.report.summary.fixed = 3;
    assert_str(last_line(fake_write(&setup, "full")),
               "2 errors, 1 warning in 894 entries, 17 files; "
               "fixed 3");
    setup.report.summary.fixable_safe = 2;
    assert_str(last_line(fake_write(&setup, "full")),
               "2 errors, 1 warning in 894 entries, 17 files; "
               "fixed 3; 2 fixable with --fix");
    setup.report.summary.fixable_unsafe = 1;
    assert_str(last_line(fake_write(&setup, "full")),
               "2 errors, 1 warning in 894 entries, 17 files; "
               "fixed 3; 2 fixable with --fix, 1 more with "
               "--unsafe-fixes");
    setup.report.summary.fixed = setup.report.summary.fixable_safe = 0;
    assert_str(last_line(fake_write(&setup, "full")),
               "2 errors, 1 warning in 894 entries, 17 files; "
               "1 fixable with --unsafe-fixes");
    fake_finish(&setup);
}

static void json_holds_every_field(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "list/a.md", STR("# A\n\n| \u8bba | a\xff/b |\n"));
    struct document *doc = &setup.docs[0];
    doc->sections[0].text = STR("A");
    fake_entry(doc, "| \u8bba | a\xff/b |", "arxiv:2405.18218", NO_INDEX);
    doc->entries[0].title = fake_span(doc, "\u8bba");
    struct finding *finding =
        fake_add_finding(&setup, SEVERITY_ERROR, fake_span(doc, "a\xff/b"), "stars of a\xff/b");
    finding->entry = 0;
    finding->fingerprint = 0x1f;
    finding->url = STR("https://x.y/");
    struct related related = {0, fake_span(doc, "A"), STR("under this heading")};
    finding->related = &related;
    finding->related_count = 1;
    struct edit edit = {finding->span, STR("c/d")};
    finding->edits = &edit;
    finding->edit_count = 1;
    finding->safety = FIX_SHOW;
    setup.report.summary.entries = 1;
    setup.report.summary.fixed = 2;
    assert_str(fake_write(&setup, "json"), "{\n"
                                           "  \"schema\": 1,\n"
                                           "  \"findings\": [\n"
                                           "    {\n"
                                           "      \"rule\": \"badge/repository\",\n"
                                           "      \"severity\": \"error\",\n"
                                           "      \"message\": \"stars of a\\uFFFD/b\",\n"
                                           "      \"file\": \"list/a.md\",\n"
                                           "      \"line\": 3,\n"
                                           "      \"column\": 9,\n"
                                           "      \"end_line\": 3,\n"
                                           "      \"end_column\": 13,\n"
                                           "      \"fingerprint\": \"000000000000001f\",\n"
                                           "      \"url\": \"https://x.y/\",\n"
                                           "      \"entry\": {\n"
                                           "        \"key\": \"arxiv:2405.18218\",\n"
                                           "        \"title\": \"\\u8BBA\",\n"
                                           "        \"section\": \"A\"\n"
                                           "      },\n"
                                           "      \"related\": [\n"
                                           "        {\n"
                                           "          \"message\": \"under this heading\",\n"
                                           "          \"file\": \"list/a.md\",\n"
                                           "          \"line\": 1,\n"
                                           "          \"column\": 3,\n"
                                           "          \"end_line\": 1,\n"
                                           "          \"end_column\": 4\n"
                                           "        }\n"
                                           "      ],\n"
                                           "      \"fix\": {\n"
                                           "        \"safety\": \"show\",\n"
                                           "        \"edits\": [\n"
                                           "          {\n"
                                           "            \"start\": 13,\n"
                                           "            \"end\": 17,\n"
                                           "            \"text\": \"c/d\"\n"
                                           "          }\n"
                                           "        ]\n"
                                           "      }\n"
                                           "    }\n"
                                           "  ],\n"
                                           "  \"summary\": {\n"
                                           "    \"errors\": 1,\n"
                                           "    \"warnings\": 0,\n"
                                           "    \"infos\": 0,\n"
                                           "    \"suppressed\": 0,\n"
                                           "    \"entries\": 1,\n"
                                           "    \"files\": 1,\n"
                                           "    \"fixed\": 2\n"
                                           "  }\n"
                                           "}\n");
    fake_finish(&setup);
}

static void json_leaves_out_what_is_not_there(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md", STR("x\n"));
    fake_add_finding(&setup, SEVERITY_INFO, span_of(0, 1), "nul \x01");
    str text = fake_write(&setup, "json");
    json_t *root = json_loadb(text.at, text.n, JSON_REJECT_DUPLICATES, NULL);
    const json_t *finding = json_array_get(json_object_get(root, "findings"), 0);
    assert_string_equal(json_string_value(json_object_get(finding, "message")), "nul \x01");
    assert_null(json_object_get(finding, "entry"));
    assert_null(json_object_get(finding, "url"));
    assert_null(json_object_get(finding, "fix"));
    assert_int_equal(json_array_size(json_object_get(finding, "related")), 0);
    assert_true(json_is_array(json_object_get(finding, "related")));
    json_decref(root);
    fake_finish(&setup);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_points_at_the_span),
        cmocka_unit_test(full_shows_related_places),
        cmocka_unit_test(full_bounds_related_places),
        cmocka_unit_test(full_handles_every_place),
        cmocka_unit_test(full_says_each_kind_of_fix),
        cmocka_unit_test(color_is_a_matter_of_the_report),
        cmocka_unit_test(lines_are_as_wide_as_the_terminal),
        cmocka_unit_test(nothing_of_a_list_reaches_a_terminal),
        cmocka_unit_test(concise_is_one_line_a_finding),
        cmocka_unit_test(the_closing_line_counts),
        cmocka_unit_test(json_holds_every_field),
        cmocka_unit_test(json_leaves_out_what_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
