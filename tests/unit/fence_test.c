#include "doc/fence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

/* `expected` has a letter a line: 'c' where it certainly is code, '.' where not. */
static void lines_are(const char *source, const char *expected)
{
    struct fence fence = {.state = FENCE_NONE};
    char result[64] = "";
    str rest = str_from(source);
    for (size_t i = 0; rest.at && i + 1 < sizeof result; i++)
        result[i] = fence_step(&fence, str_cut(&rest, '\n')) ? 'c' : '.';
    assert_string_equal(result, expected);
}

static void code_ends_with_its_fence(void **state)
{
    (void)state;
    lines_are("a\n```sh\n> b\n```\nc", "..cc.");
    lines_are("~~~ a`b\n```\n~~~\nc\n~~~", ".cc..");
    lines_are("````\n```\n   ````` \t\nc", ".cc.");
    lines_are("```\n    ```\n\t```\n``` a\n ```\nb", ".cccc.");
    lines_are("```\n\n- a", ".cc");
    lines_are("- a\n> b\n```\nc\n```\nd", "...cc.");
    lines_are("    ```\nb\n```\nc", "...c");
}

static void what_looks_like_a_fence_is_none(void **state)
{
    (void)state;
    lines_are("``\na", "..");
    lines_are("``` a`b\nc\n```\nd", "...c");
    lines_are("- ```\na\n> ```\nb", "....");
}

/* A wrong guess would take the end of code for its beginning, and all behind it for code. */
static void one_doubt_is_for_good(void **state)
{
    (void)state;
    lines_are(" ```\na\n```\nb\n```", ".....");
    lines_are("- a\n\n  ```\nb\n```\nc", "......");
    lines_are("<div>\n```\n</div>\n\n```\na", "......");
    lines_are("<pre>\n\n```\n</pre>\n```\na", "......");
    lines_are("<?a\n\n```\na", "....");
    lines_are("- b\n  <!-- a\n```\nc", "....");
    lines_are("<div>\n<!-- a\n\n-->\n```\nc", "......");
}

static void html_that_is_over_is_forgotten(void **state)
{
    (void)state;
    lines_are("<p align=\"center\">\n</p>\n\n```\na", "....c");
    lines_are("<!-- a -->\n```\na", "..c");
    lines_are("<!--\n```\n--> b\n```\na", "....c");
    lines_are("<!-->\n```\na", "..c");
    lines_are("    <pre>\n```\na", "..c");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(code_ends_with_its_fence),
        cmocka_unit_test(what_looks_like_a_fence_is_none),
        cmocka_unit_test(one_doubt_is_for_good),
        cmocka_unit_test(html_that_is_over_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
