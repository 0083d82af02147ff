/* doc/date_form: the form of a written date, and another day in it. */
#include "doc/date_form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

/* The form of `text`, and 7 September 2026 in it. */
static void expect(const char *text, const char *form, const char *again)
{
    struct buf got = {0}, written = {0};
    if (!date_form_read(&got, str_from(text), false))
        buf_add(&got, STR("none"));
    else if (!date_form_write(&written, buf_str(&got), (struct date){2026, 9, 7}))
        buf_add(&written, STR("not written"));
    if (!str_eq(buf_str(&got), str_from(form)) || !str_eq(buf_str(&written), str_from(again)))
        fail_msg("\"%s\": form \"%.*s\", written \"%.*s\"", text, STR_ARG(buf_str(&got)),
                 STR_ARG(buf_str(&written)));
    buf_free(&got);
    buf_free(&written);
}

static void test_forms(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"2024-01-31", "YYYY-MM-DD", "2026-09-07"},
        {"2024-01", "YYYY-MM", "2026-09"},
        {"2024/1/5", "YYYY/M/D", "2026/9/7"},
        {"2024.10", "YYYY.MM", "2026.09"},
        {"2024", "YYYY", "2026"},
        {"05/29", "MM/DD", "09/07"},
        {"29/05", "DD/MM", "07/09"},
        {"10/12", "MM/DD", "09/07"},
        {"31.01.2024", "DD.MM.YYYY", "07.09.2026"},
        {"01/31/2024", "MM/DD/YYYY", "09/07/2026"},
        {"4 Feb 2023", "D Mon YYYY", "7 Sep 2026"},
        {"15 Sep 2022", "D Mon YYYY", "7 Sep 2026"},
        {"04 Feb 2023", "DD Mon YYYY", "07 Sep 2026"},
        {"February 4, 2023", "Month D, YYYY", "September 7, 2026"},
        {"Oct 2023", "Mon YYYY", "Sep 2026"},
        {"20240131", "none", ""},
        {"Sept 5th 2023", "none", ""},
        {"13/45", "none", ""},
        {"a paper", "none", ""},
        {"", "none", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(cases[i][0], cases[i][1], cases[i][2]);
}

static void test_unknown(void **state)
{
    (void)state;
    struct buf out = {0};
    const struct date month = {2026, 9, 0};
    assert_true(date_form_write(&out, STR("YYYY-MM"), month));
    assert_false(date_form_write(&out, STR("YYYY-MM-DD"), month));
    assert_false(date_form_write(&out, STR("MM"), (struct date){0}));
    assert_false(date_form_write(&out, STR(""), month));
    assert_false(date_form_write(&out, STR("W7"), month));
    assert_true(str_eq(buf_str(&out), STR("2026-09")));
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
