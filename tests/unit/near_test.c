#include "base/near.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static size_t apart(const char *a, const char *b)
{
    return near_distance(str_from(a), str_from(b));
}

static void edits_are_counted(void **state)
{
    (void)state;
    assert_int_equal(apart("", ""), 0);
    assert_int_equal(apart("", "abc"), 3);
    assert_int_equal(apart("exclude", "exclude"), 0);
    assert_int_equal(apart("Exclude", "exclude"), 0);
    assert_int_equal(apart("exlude", "exclude"), 1);
    assert_int_equal(apart("exclued", "exclude"), 1);
    assert_int_equal(apart("kitten", "sitting"), 3);
    assert_int_equal(apart("ca", "abc"), 3); /* a swap is not edited again */
    char longer[66] = {0};
    for (size_t i = 0; i < 65; i++)
        longer[i] = 'x';
    assert_int_equal(apart(longer, "x"), SIZE_MAX);
}

static const char *nearest(const char *word)
{
    static const char *const names[] = {"files", "exclude", "rules", "warning", NULL};
    struct near near = near_start(str_from(word));
    for (const char *const *name = names; *name; name++)
        near_offer(&near, *name);
    return near.best;
}

static void only_near_names_are_offered(void **state)
{
    (void)state;
    assert_string_equal(nearest("exlude"), "exclude");
    assert_string_equal(nearest("file"), "files");
    assert_string_equal(nearest("rulse"), "rules");
    assert_string_equal(nearest("warn"), "warning");
    assert_null(nearest("severity"));
    assert_null(nearest("wa"));
    assert_null(nearest(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edits_are_counted),
        cmocka_unit_test(only_near_names_are_offered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
