/* doc/written_date: what is a date, what was meant as one, and what neither. */
#include "doc/written_date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

static void expect(enum written wanted, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct written_date date;
        enum written got = written_date_read(str_from(texts[i]), &date);
        if (got != wanted)
            fail_msg("\"%s\": %d instead of %d", texts[i], (int)got, (int)wanted);
    }
}

static void test_dates(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "05/29",       "29/05",      "5/29",         "2023.10",      "2023-10-05",    "2023/1/5",
        "20231005",    "23-10",      "10-23",        "23-10-05",     "10/05/2023",    "29.05.2023",
        "5 Oct 2023",  "Oct 2023",   "October 2023", "Oct. 5, 2023", "Sept 5th 2023", "2023 Oct",
        "29 Feb 2024", "2024-02-29", "02/29",        "  2023-10 ",   "2023 - 10",     "12 apr 2023",
        "May 2023",    "99/12",      "Oct-2023",
    };
    expect(WRITTEN_DATE, texts, COUNT(texts));
}

static void test_impossible(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "13/45",      "2023-13",     "2023.00",     "20231305",   "20230230",
        "2023-02-29", "30 Feb 2023", "Feb 30 2023", "31/04/2023", "2023/29/05",
        "0/12/2023",  "2023-10-32",  "45 Oct 2023",
    };
    expect(WRITTEN_IMPOSSIBLE, texts, COUNT(texts));
}

static void test_no_dates(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",          "2023",      "05",         "Recommend",   "2405.18218",   "2005.1234",
        "1.2.3.4",   "05//29",    "05/",        "/05",         "2023-10,05",   "2023年10月",
        "v1.2",      "123/4",     "12345678",   "3023-10",     "2023/2024",    "Oct",
        "Octo 2023", "5xth 2023", "2023-10.05", "2023-10 (a)", "May May 2023", "99999999999/1",
    };
    expect(WRITTEN_NO_DATE, texts, COUNT(texts));
}

static void test_parts(void **state)
{
    (void)state;
    struct written_date date;
    assert_int_equal(written_date_read(STR("05/29"), &date), WRITTEN_DATE);
    assert_int_equal(date.first, 5);
    assert_int_equal(date.second, 29);
    assert_int_equal(date.year, 0);
    assert_int_equal(date.month, 0);
    assert_int_equal(written_date_read(STR("2023-10-05"), &date), WRITTEN_DATE);
    assert_int_equal(date.year, 2023);
    assert_int_equal(date.month, 10);
    assert_int_equal(date.day, 5);
    assert_int_equal(date.first, 0);
    assert_int_equal(written_date_read(STR("2023.10"), &date), WRITTEN_DATE);
    assert_int_equal(date.month, 10);
    assert_int_equal(date.day, 0);
    /* the 5th of October or the 10th of May */
    assert_int_equal(written_date_read(STR("10/05/2023"), &date), WRITTEN_DATE);
    assert_int_equal(date.year, 2023);
    assert_int_equal(date.month, 0);
    assert_int_equal(date.day, 0);
    assert_int_equal(written_date_read(STR("10/25/2023"), &date), WRITTEN_DATE);
    assert_int_equal(date.month, 10);
    assert_int_equal(date.day, 25);
}

static void test_like(void **state)
{
    (void)state;
    assert_true(written_date_like(STR("05//29")));
    assert_true(written_date_like(STR("0529")));
    assert_false(written_date_like(STR("")));
    assert_false(written_date_like(STR("--")));
    assert_false(written_date_like(STR("3rd")));
    assert_false(written_date_like(STR("05/29 x")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates),    cmocka_unit_test(test_impossible),
        cmocka_unit_test(test_no_dates), cmocka_unit_test(test_parts),
        cmocka_unit_test(test_like),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
