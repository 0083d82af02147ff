/* doc/slug: GitHub's anchors. */
#include "doc/slug.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

static void test_slugs(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Network Pruning / Sparsity", "network-pruning--sparsity"},
        {"\xf0\x9f\x9a\x80 Updates", "-updates"},
        {"Updates \xf0\x9f\x9a\x80", "updates-"},
        {"a \xf0\x9f\x9a\x80 b", "a--b"},
        {"\xf0\x9f\x9b\xa0\xef\xb8\x8f Tools", "\xef\xb8\x8f-tools"},
        {"\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x92\xbb Code", "-code"},
        {"\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbb Thanks", "-thanks"},
        {"1\xef\xb8\x8f\xe2\x83\xa3 First", "1\xef\xb8\x8f\xe2\x83\xa3-first"},
        {":rocket: Go", "rocket-go"},
        {":ok_hand::+1: x", "ok_hand1-x"},
        {"C++ & C#", "c--c"},
        {"What's new?", "whats-new"},
        {"a - b", "a---b"},
        {"en\xe2\x80\x93"
         "dash \xe2\x80\x94 em",
         "endash--em"},
        {"snake_case __x__", "snake_case-__x__"},
        {"x\xc2\xb2 + \xc2\xbd", "x--"},
        {"\xe2\x85\xa3 \xe2\x93\x94", "\xe2\x85\xb3-\xe2\x93\x94"},
        {"\xc3\x89T\xc3\x89 \xd0\x9f\xd1\x80", "\xc3\xa9t\xc3\xa9-\xd0\xbf\xd1\x80"},
        {"\xe4\xbd\xa0\xe5\xa5\xbd\xef\xbc\x9a\xe4\xb8\x96",
         "\xe4\xbd\xa0\xe5\xa5\xbd\xe4\xb8\x96"},
        {"e\xcc\x81", "e\xcc\x81"},
        {"a\xc2\xa0"
         "b\tc",
         "abc"},
        {" a ", "-a-"},
        {"\xff"
         "bad\xc3",
         "bad"},
        {"2024.05 (v1.0)", "202405-v10"},
        {"!?", ""},
        {"", ""},
    };
    struct buf slug = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        buf_clear(&slug);
        slug_of(&slug, str_from(cases[i][0]));
        if (!str_eq(buf_str(&slug), str_from(cases[i][1])))
            fail_msg("%s: \"%.*s\"", cases[i][0], STR_ARG(buf_str(&slug)));
    }
    buf_free(&slug);
}

static void test_fragments_that_reach_a_slug(void **state)
{
    (void)state;
    assert_true(slug_same(STR("a-b"), STR("a-b")));
    assert_true(slug_same(STR("a-b"), STR("A-B")));
    assert_true(slug_same(STR("\xc3\xa9t\xc3\xa9"), STR("%C3%A9t%c3%a9")));
    assert_true(slug_same(STR("\xc3\xa9"), STR("\xc3\x89")));
    assert_true(slug_same(STR("\xef\xb8\x8f-tools"), STR("%EF%B8%8F-tools")));
    assert_false(slug_same(STR("\xef\xb8\x8f-tools"), STR("-tools")));
    assert_false(slug_same(STR("a-b"), STR("a--b")));
    assert_false(slug_same(STR("a-b"), STR("")));
    assert_false(slug_same(STR("a"), STR("\xff")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slugs),
        cmocka_unit_test(test_fragments_that_reach_a_slug),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
