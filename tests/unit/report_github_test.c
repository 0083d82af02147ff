#include "base/utf8.h"

#include "fake_report.h"

static void a_finding_is_a_command(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "list/a.md", STR("# A\n\n| \u8bba\U0001f680 | kongds/SMP |\n"));
    struct finding *finding =
        fake_add_finding(&setup, SEVERITY_ERROR, fake_span(&setup.docs[0], "kongds/SMP"), "m");
    finding->help = STR("count others");
    struct related related = {0, fake_span(&setup.docs[0], "A"), STR("under this")};
    finding->related = &related;
    finding->related_count = 1;
    fake_add_finding(&setup, SEVERITY_WARNING, span_of(0, 0), "w");
    fake_add_finding(&setup, SEVERITY_INFO, span_of(4, 5), "i");
    setup.report.folder = STR("head/");
    assert_str(fake_write(&setup, "github"),
               "::error file=head/list/a.md,line=3,endLine=3,col=9,endColumn=19,"
               "title=curlint badge/repository::list/a.md:3:13: m%0Ahelp: count others"
               "%0Anote: under this (list/a.md:1:3)\n"
               "::warning file=head/list/a.md,line=1,endLine=1,col=1,endColumn=1,"
               "title=curlint badge/repository::list/a.md:1:1: w\n"
               "::notice file=head/list/a.md,line=2,endLine=2,col=1,endColumn=1,"
               "title=curlint badge/repository::list/a.md:2:1: i\n"
               "curlint: 1 error, 1 warning, 1 info in 0 entries, 1 file\n");
    fake_finish(&setup);
}

static void columns_are_for_one_line_alone(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "a.md", STR("abc\r\ndef\r\nghi"));
    fake_add_finding(&setup, SEVERITY_ERROR, span_of(1, 7), "m");
    assert_true(str_starts(fake_write(&setup, "github"),
                           STR("::error file=a.md,line=1,endLine=2,title=curlint ")));
    /* A line end belongs to its line. */
    setup.findings[0].span = span_of(1, 5);
    assert_true(str_starts(fake_write(&setup, "github"),
                           STR("::error file=a.md,line=1,endLine=1,col=2,endColumn=4,title=")));
    setup.findings[0].span = span_of(4, 5);
    assert_true(str_starts(fake_write(&setup, "github"),
                           STR("::error file=a.md,line=1,endLine=1,col=5,endColumn=5,title=")));
    fake_finish(&setup);
}

static void nothing_breaks_out(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "a,b:c%2C\n=.md", STR("x\n"));
    fake_add_finding(&setup, SEVERITY_ERROR, span_of(0, 1),
                     "100% %0A::error::x\r\n::stop-commands::a");
    assert_str(fake_write(&setup, "github"),
               "::error file=a%2Cb%3Ac%252C\\x0a=.md,line=1,endLine=1,col=1,endColumn=2,"
               "title=curlint badge/repository::a,b:c%252C\\x0a=.md:1:1: "
               "100%25 %250A::error::x\\x0d\\x0a::stop-commands::a\n"
               "curlint: 1 error in 0 entries, 1 file\n");
    fake_finish(&setup);
}

/* UTF-16 units of the message of the first command, as the runner sees it. */
static size_t message_units(str text)
{
    text = str_cut(&text, '\n');
    text = str_skip(text, str_find(str_skip(text, 2), STR("::")) + 4);
    size_t units = 0;
    while (text.n > 0) {
        int32_t code;
        text = str_skip(text, str_starts(text, STR("%")) ? 3 : utf8_next(text, &code));
        units++;
    }
    return units;
}

static void a_long_message_is_cut(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    struct buf name = {0};
    for (int i = 0; i < 2000; i++)
        buf_add(&name, STR("\u8bba%"));
    buf_add_char(&name, '\0');
    fake_add_document(&setup, name.at, STR("x\n"));
    struct finding *finding = fake_add_finding(&setup, SEVERITY_ERROR, span_of(0, 1), "m");
    assert_int_equal(message_units(fake_write(&setup, "github")), 4000 + 7);
    struct related related = {0, span_of(0, 1), STR("again")};
    finding->related = &related;
    finding->related_count = 1;
    str text = fake_write(&setup, "github");
    assert_int_equal(message_units(text), 4096);
    assert_true(str_has(text, STR("\u2026\n")));
    buf_free(&name);
    fake_finish(&setup);
}

/* A report of `count` findings, in turns errors and warnings; heap. */
static struct finding *add_many(struct fake_report *setup, size_t count)
{
    struct finding *findings = mem_alloc(count, sizeof *findings);
    const struct finding **listed = mem_alloc(count, sizeof *listed);
    for (size_t i = 0; i < count; i++) {
        findings[i] = (struct finding){.rule = &fake_rules[0],
                                       .severity = i % 2 ? SEVERITY_WARNING : SEVERITY_ERROR,
                                       .span = span_of(i, i + 1),
                                       .entry = NO_INDEX,
                                       .message = STR("m")};
        listed[i] = &findings[i];
    }
    setup->report.findings = setup->report.marked = listed;
    setup->report.finding_count = setup->report.marked_count = count;
    return findings;
}

static size_t count_of(str text, str word)
{
    size_t count = 0;
    for (size_t at; (at = str_find(text, word)) != STR_NPOS; text = str_skip(text, at + 1))
        count++;
    return count;
}

static void ten_of_a_kind_are_annotated(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    struct buf source = {0};
    for (int i = 0; i < 50; i++)
        buf_add_char(&source, 'x');
    fake_add_document(&setup, "a.md", buf_str(&source));
    struct finding *findings = add_many(&setup, 21);
    str text = fake_write(&setup, "github");
    assert_int_equal(count_of(text, STR("::error ")), 10);
    assert_int_equal(count_of(text, STR("\n::warning ")), 10);
    assert_true(str_has(
        text, STR("\n::notice title=curlint::1 more finding is in the log of this step: GitHub "
                  "shows 10 annotations of a kind\n::group::1 more\n"
                  "a.md:1:21: error[badge/repository] m\n::endgroup::\ncurlint: ")));
    for (size_t i = 0; i < 21; i++)
        findings[i].severity = SEVERITY_INFO;
    text = fake_write(&setup, "github");
    assert_int_equal(count_of(text, STR("::notice file=")), 9);
    assert_int_equal(count_of(text, STR("::notice ")), 10);
    assert_true(str_has(text, STR("::12 more findings are in the log")));
    mem_free(findings);
    mem_free((void *)(uintptr_t)setup.report.findings);
    buf_free(&source);
    fake_finish(&setup);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding_is_a_command),
        cmocka_unit_test(columns_are_for_one_line_alone),
        cmocka_unit_test(nothing_breaks_out),
        cmocka_unit_test(a_long_message_is_cut),
        cmocka_unit_test(ten_of_a_kind_are_annotated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
