#include "base/majority.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void add(struct majority *majority, const char *form, int times)
{
    for (int i = 0; i < times; i++)
        majority_add(majority, str_from(form));
}

static bool leads(const struct majority *majority, const char *form)
{
    return str_eq(majority_form(majority, MAJORITY_CASES, MAJORITY_STYLE, NULL), str_from(form));
}

static void test_nineteen_in_twenty_make_a_style(void **state)
{
    (void)state;
    struct majority majority = {0};
    add(&majority, "pdf", 1);
    add(&majority, "abs", 18);
    assert_false(leads(&majority, "abs")); /* 19 cases are too few */
    add(&majority, "abs", 1);
    assert_true(leads(&majority, "abs")); /* 19 of 20 */
    add(&majority, "html", 1);
    assert_false(leads(&majority, "abs")); /* 19 of 21 */
    uint32_t count = 0;
    str form = majority_form(&majority, MAJORITY_CASES, MAJORITY_PROPOSAL, &count);
    assert_true(str_eq(form, STR("abs")));
    assert_int_equal(count, 19);
    majority_free(&majority);
}

static void test_the_first_of_equals(void **state)
{
    (void)state;
    struct majority majority = {0};
    add(&majority, "b", 1);
    add(&majority, "a", 2);
    add(&majority, "b", 1);
    assert_true(str_eq(majority_form(&majority, 1, 50, NULL), STR("b")));
    assert_null(majority_form(&majority, 1, 51, NULL).at);
    majority_free(&majority);
}

static void test_differs_from_a_form(void **state)
{
    (void)state;
    struct majority majority = {0};
    assert_false(majority_differs(&majority, STR("a")));
    add(&majority, "a", 3);
    assert_false(majority_differs(&majority, STR("a")));
    assert_false(majority_differs(&majority, (str){NULL, 0}));
    assert_true(majority_differs(&majority, STR("b")));
    add(&majority, "b", 1);
    add(&majority, "a", 1);
    assert_true(majority_differs(&majority, STR("a")));
    assert_false(majority_differs(&majority, STR("")));
    majority_free(&majority);
}

static void test_no_case_has_no_form(void **state)
{
    (void)state;
    struct majority majority = {0};
    uint32_t count = 7;
    assert_null(majority_form(&majority, 0, 0, &count).at);
    assert_int_equal(count, 0);
    majority_free(&majority);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nineteen_in_twenty_make_a_style),
        cmocka_unit_test(test_the_first_of_equals),
        cmocka_unit_test(test_differs_from_a_form),
        cmocka_unit_test(test_no_case_has_no_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
