#include "base/needles.h"

#include "fake.h"

static void finds_each_of_several(void **state)
{
    (void)state;
    struct needles needles = {0};
    assert_true(needles_are_none(&needles));
    assert_false(needles_found(&needles, STR("anything")));
    needles_add(&needles, STR("#part-two"));
    needles_add(&needles, STR("figures/a.png"));
    assert_false(needles_are_none(&needles));
    assert_true(needles_found(&needles, STR("see [two](more.md#Part-Two)")));
    assert_true(needles_found(&needles, STR("FIGURES/A.PNG")));
    assert_true(needles_found(&needles, STR("#part-two")));
    assert_false(needles_found(&needles, STR("#part-tw")));
    assert_false(needles_found(&needles, STR("part-two, #part-three, figures/b.png")));
    assert_false(needles_found(&needles, STR("")));
    needles_free(&needles);
}

static void strings_that_end_alike_are_told_apart(void **state)
{
    (void)state;
    struct needles needles = {0};
    needles_add(&needles, STR("one-section"));
    needles_add(&needles, STR("two-section"));
    assert_true(needles_found(&needles, STR("x two-section y")));
    assert_true(needles_found(&needles, STR("x one-section y")));
    assert_false(needles_found(&needles, STR("x three-section y")));
    needles_free(&needles);
}

static void what_is_too_short_or_too_much_is_everywhere(void **state)
{
    (void)state;
    struct needles needles = {0};
    needles_add(&needles, STR("a.c"));
    assert_true(needles_found(&needles, STR("")));
    needles_free(&needles);
    struct needles many = {0};
    struct buf name = {0};
    for (int i = 0; i < 600; i++) {
        buf_clear(&name);
        buf_printf(&name, "file-%d.png", i);
        needles_add(&many, buf_str(&name));
    }
    assert_true(needles_found(&many, STR("nothing of these")));
    buf_free(&name);
    needles_free(&many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_each_of_several),
        cmocka_unit_test(strings_that_end_alike_are_told_apart),
        cmocka_unit_test(what_is_too_short_or_too_much_is_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
