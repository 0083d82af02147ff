/* doc/names: which text lists people. */
#include "doc/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void test_people(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "Ann Li, Bo Wu",
        "Ann Li and Bo Wu.",
        "Li, A., Wu, B. (2024).",
        "Ann Li*, Bo Wu\\*, Cy van der Berg, ",
        "**Ann Li**, Bo Wu [*lead*], Cy Xu<sup>2</sup>",
        "Ann Li et al.",
        "Li et al. (2024) -",
        "\xe5\xbc\xa0\xe4\xb8\x89 Li, Bo Wu",
        "Ann Li & Bo Wu",
        "A. B. Li, J.-P. Wu, Jr.",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (!names_of_people(str_from(cases[i])))
            fail_msg("'%s' are no people", cases[i]);
}

static void test_others(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "Ann Li",
        "Attention, Memory and Control",
        "Sparse trees, Dense Woods",
        "Ann Li, Bo Wu. Sparse Trees",
        "GPT 4, GPT 3",
        "(2024), [x]",
        "Sparse Trees: Ann Li, Bo Wu",
        "A Title That Has Many Words, Ann Li",
        "what is said et al.",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (names_of_people(str_from(cases[i])))
            fail_msg("'%s' are people", cases[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_people),
        cmocka_unit_test(test_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
