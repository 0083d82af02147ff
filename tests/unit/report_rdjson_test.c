#include "fake_report.h"

/* The report without its white space. */
static void expect(struct fake_report *setup, const char *part, bool there)
{
    struct buf packed = {0};
    str text = fake_write(setup, "rdjson");
    for (size_t i = 0; i < text.n; i++)
        if (text.at[i] != ' ' && text.at[i] != '\n')
            buf_add_char(&packed, text.at[i]);
    if (str_has(buf_str(&packed), str_from(part)) != there) {
        print_error("%.*s\n", STR_ARG(buf_str(&packed)));
        fail_msg("%s: %s", there ? "missing" : "there", part);
    }
    buf_free(&packed);
}

static void all_edits_are_one_suggestion(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md", STR("x\none\u8bba two\xff three\n"));
    struct finding *finding = fake_add_finding(&setup, SEVERITY_ERROR, span_of(2, 5), "m");
    /* one -> 1, two -> 2; between them a character of three bytes stays. */
    struct edit edits[] = {{span_of(2, 5), STR("1")}, {span_of(9, 12), STR("2")}};
    finding->edits = edits;
    finding->edit_count = 2;
    finding->safety = FIX_UNSAFE;
    expect(&setup,
           "\"suggestions\":[{\"range\":{\"start\":{\"line\":2,\"column\":1},"
           "\"end\":{\"line\":2,\"column\":11}},\"text\":\"1\\u8BBA2\"}]",
           true);
    finding->safety = FIX_SHOW;
    expect(&setup, "suggestions", false);
    finding->safety = FIX_SAFE;
    expect(&setup, "suggestions", true);
    /* Over a byte that is no text. */
    edits[1].span = span_of(14, 15);
    expect(&setup, "suggestions", false);
    edits[1].span = span_of(9, 12);
    edits[1].text = STR("\xff");
    expect(&setup, "suggestions", false);
    fake_finish(&setup);
}

static void a_suggestion_is_bounded(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    struct buf source = {0};
    for (int i = 0; i < 5000; i++)
        buf_add_char(&source, 'x');
    fake_add_document(&setup, "a.md", buf_str(&source));
    struct finding *finding = fake_add_finding(&setup, SEVERITY_ERROR, span_of(0, 1), "m");
    struct edit edits[] = {{span_of(0, 1), STR("a")}, {span_of(4095, 4096), STR("b")}};
    finding->edits = edits;
    finding->edit_count = 2;
    finding->safety = FIX_SAFE;
    expect(&setup, "suggestions", true);
    edits[1].span = span_of(4096, 4097);
    expect(&setup, "suggestions", false);
    buf_free(&source);
    fake_finish(&setup);
}

static void columns_are_bytes_of_the_file(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md", STR("\xef\xbb\xbf\u8bba b\n\u8bba b\n"));
    struct finding *finding = fake_add_finding(&setup, SEVERITY_WARNING, span_of(7, 8), "m");
    expect(&setup, "{\"start\":{\"line\":1,\"column\":8},\"end\":{\"line\":1,\"column\":9}}", true);
    finding->span = span_of(0, 3);
    expect(&setup, "{\"start\":{\"line\":1,\"column\":1},\"end\":{\"line\":1,\"column\":4}}", true);
    finding->span = span_of(13, 14);
    expect(&setup, "{\"start\":{\"line\":2,\"column\":5},\"end\":{\"line\":2,\"column\":6}}", true);
    fake_finish(&setup);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_edits_are_one_suggestion),
        cmocka_unit_test(a_suggestion_is_bounded),
        cmocka_unit_test(columns_are_bytes_of_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
