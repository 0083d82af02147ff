/* doc/title: titles that people would call the same have one key. */
#include "doc/title.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

static void test_keys(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"A Study of Pruning: Less is More!", "a study of pruning less is more"},
        {"  a study of   PRUNING - less is more ", "a study of pruning less is more"},
        {"**A** _Study_ of `Pruning`", "a study of pruning"},
        {"**L**ow-**R**ank", "low rank"},
        {"Don't Prune", "dont prune"},
        {"Don\xe2\x80\x99t Prune", "dont prune"},
        {"Don&#39;t Prune", "dont prune"},
        {"Don&#x27;t Prune", "dont prune"},
        {"A&#x2014;B &#65;&#x41; &#1114112; &#x;", "a b aa #1114112 #x"},
        {"One<br>Two</br>Three <br/> Four", "one two three four"},
        {"H<sub>2</sub>O", "h2o"},
        {"A &amp; B&nbsp;C &lt; D", "a b c d"},
        {"AT&T; and R&D", "at and r d"},
        {"$\\mathcal{O}(n^2)$ Attention", "o n2 attention"},
        {"\\textbf{Fast} $\\alpha$-Entmax", "fast alpha entmax"},
        {"L$_2$ Norm", "l2 norm"},
        {"a < b > c", "a b c"},
        {"\xf0\x9f\x94\xa5 Hot :fire: Paper :star:", "hot paper"},
        {"Ratio 3:4:5", "ratio 3 4 5"},
        {"Net: a:b: c", "net a b c"},
        {"PointNet++", "pointnet++"},
        {"PointNet", "pointnet"},
        {"C# Code", "c# code"},
        {"\xc3\x89tude na\xc3\xafve", "etude naive"},
        {"\xef\xbc\xa7\xef\xbc\xb0\xef\xbc\xb4", "gpt"},
        {"\xf0\x9d\x90\x8b\xf0\x9d\x90\xa8RA", "lora"},
        {"\xe6\xb7\xb1\xe5\xba\xa6 \xe5\xad\xa6\xe4\xb9\xa0",
         "\xe6\xb7\xb1\xe5\xba\xa6 \xe5\xad\xa6\xe4\xb9\xa0"},
        {"zero\xe2\x80\x8bwidth", "zerowidth"},
        {"GPT\xe2\x80\x93"
         "4",
         "gpt 4"},
        {"snake\\_case", "snakecase"},
        {"bad \xff byte", "bad byte"},
        {"<unclosed tag", "unclosed tag"},
        {"\\", ""},
        {"&", ""},
        {"+ # !", ""},
        {"\xf0\x9f\x94\xa5", ""},
        {"", ""},
    };
    struct buf key = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        buf_clear(&key);
        buf_add(&key, STR("k:"));
        title_key(&key, str_from(cases[i][0]));
        if (!str_eq(str_skip(buf_str(&key), 2), str_from(cases[i][1])))
            fail_msg("%s: \"%.*s\"", cases[i][0], STR_ARG(buf_str(&key)));
    }
    buf_free(&key);
}

/* Everyday titles take a shorter way to the same key; U+200B, which no key holds, takes it away. */
static void test_short_way(void **state)
{
    (void)state;
    static const char letters[] = "aZ09 +#*_`~$^{}':.,-()[]!?/|\"@%;=\t\n\x01<&\\>";
    uint32_t seed = 1;
    struct buf key = {0}, slow = {0}, title = {0};
    for (int i = 0; i < 20000; i++) {
        buf_clear(&title);
        buf_clear(&key);
        buf_clear(&slow);
        for (size_t length = (seed >> 8) % (i % 8 ? 12 : 90); title.n < length;) {
            seed = seed * 1664525u + 1013904223u;
            buf_add_char(&title, letters[(seed >> 16) % (sizeof letters - 1)]);
        }
        seed = seed * 1664525u + 1013904223u;
        title_key(&key, buf_str(&title));
        buf_add(&title, STR("\xe2\x80\x8b"));
        title_key(&slow, buf_str(&title));
        if (!str_eq(buf_str(&key), buf_str(&slow)) ||
            (key.n &&
             title_hash(str_sub(buf_str(&title), 0, title.n - 3)) != title_hash(buf_str(&title))))
            fail_msg("%.*s: \"%.*s\", \"%.*s\"", STR_ARG(buf_str(&title)), STR_ARG(buf_str(&key)),
                     STR_ARG(buf_str(&slow)));
    }
    buf_free(&key);
    buf_free(&slow);
    buf_free(&title);
}

static void test_telling(void **state)
{
    (void)state;
    assert_true(title_is_telling(STR("a study of pruning less is more")));
    assert_true(title_is_telling(STR("\xe6\xb7\xb1\xe5\xba\xa6\xe5\xad\xa6\xe4\xb9\xa0"
                                     "\xe6\xb7\xb1\xe5\xba\xa6\xe5\xad\xa6\xe4\xb9\xa0")));
    assert_false(title_is_telling(STR("")));
    assert_false(title_is_telling(STR("survey")));
    assert_false(title_is_telling(STR("code and data")));
    assert_false(title_is_telling(STR("a b c d e f")));
    assert_false(title_is_telling(STR("\xe6\xb7\xb1\xe5\xba\xa6")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_short_way),
        cmocka_unit_test(test_telling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
