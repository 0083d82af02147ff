#include "fake_report.h"

static void what_fails_the_check_is_a_failure(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "::a&b.md", STR("one two three\n"));
    fake_add_finding(&setup, SEVERITY_ERROR, span_of(0, 3), "m\x1b\n::error::x")->help = STR("h");
    fake_add_finding(&setup, SEVERITY_ERROR, span_of(4, 7), "old")->status = STATUS_EXISTING;
    fake_add_finding(&setup, SEVERITY_WARNING, span_of(8, 13), "slight");
    setup.report.fails_from = SEVERITY_ERROR;
    str text = fake_write(&setup, "junit");
    assert_true(str_has(text, STR("<testsuites name=\"curlint\" tests=\"4\" failures=\"1\" "
                                  "errors=\"0\">\n")));
    assert_true(str_has(text, STR("  <testsuite name=\"::a&amp;b.md\" tests=\"3\" failures=\"1\" "
                                  "errors=\"0\" skipped=\"2\">\n")));
    /* No line of a report begins as a command does. */
    assert_true(str_has(text, STR("<failure type=\"error\" message=\"m\\x1b\\x0a::error::x\">"
                                  "\\x3a:a&amp;b.md:1:1: error[badge/repository] "
                                  "m\\x1b\\x0a::error::x\nhelp: h</failure>")));
    assert_true(str_has(text, STR("<skipped type=\"error\" message=\"old\">")));
    assert_true(str_has(text, STR("<skipped type=\"warning\" message=\"slight\">")));
    setup.report.fails_from = SEVERITY_WARNING;
    assert_true(str_has(fake_write(&setup, "junit"), STR("failures=\"2\" errors=\"0\">\n")));
    /* --fail-on never */
    setup.report.fails_from = SEVERITY_ERROR + 1;
    assert_true(str_has(fake_write(&setup, "junit"), STR("failures=\"0\" errors=\"0\">\n")));
    fake_finish(&setup);
}

static void what_was_not_read_is_an_error(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    setup.report.incomplete = true;
    str text = fake_write(&setup, "junit");
    assert_true(str_has(text, STR("tests=\"1\" failures=\"0\" errors=\"1\">\n  <testsuite ")));
    assert_true(str_has(text, STR("<testcase classname=\"curlint\" name=\"check\">\n      <error "
                                  "type=\"incomplete\" message=\"not everything could be read")));
    fake_finish(&setup);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fails_the_check_is_a_failure),
        cmocka_unit_test(what_was_not_read_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
