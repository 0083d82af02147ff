#include "base/longest_run.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static void run_is(const char *text, const char *expected)
{
    /* One digit an item; '.' in `expected` for what is not kept. */
    int64_t values[64] = {0};
    bool kept[64] = {false};
    size_t n = strlen(text), length = 0;
    for (size_t i = 0; i < n; i++)
        values[i] = text[i] - '0';
    char result[65] = "";
    size_t found = longest_run(values, n, kept);
    for (size_t i = 0; i < n; i++) {
        result[i] = kept[i] ? text[i] : '.';
        length += kept[i];
    }
    assert_string_equal(result, expected);
    assert_int_equal(found, length);
    assert_int_equal(longest_run(values, n, NULL), found);
}

static void names_what_stands_in_the_way(void **state)
{
    (void)state;
    run_is("12345", "12345");
    run_is("1", "1");
    run_is("1122335", "1122335");
    run_is("12934", "12.34");
    run_is("51234", ".1234");
    run_is("12340", "1234.");
    run_is("19823", "1..23");
    run_is("1111911", "1111.11");
    assert_int_equal(longest_run(NULL, 0, NULL), 0);
}

/* The length is that of the plain quadratic method, and what is kept does not fall. */
static void is_longest(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int round = 0; round < 300; round++) {
        int64_t values[40] = {0};
        bool kept[40] = {false};
        size_t n = 1 + (size_t)round % 40, best[40], longest = 0;
        for (size_t i = 0; i < n; i++) {
            seed = seed * 1103515245u + 12345u;
            values[i] = (int64_t)(seed >> 16) % 12 - 6;
            best[i] = 1;
            for (size_t j = 0; j < i; j++)
                if (values[j] <= values[i] && best[j] + 1 > best[i])
                    best[i] = best[j] + 1;
            longest = best[i] > longest ? best[i] : longest;
        }
        assert_int_equal(longest_run(values, n, kept), longest);
        int64_t last = -100;
        for (size_t i = 0; i < n; i++) {
            assert_true(!kept[i] || values[i] >= last);
            last = kept[i] ? values[i] : last;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_what_stands_in_the_way),
        cmocka_unit_test(is_longest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
