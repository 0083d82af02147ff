#include "base/glob.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* Checked against `git check-ignore` but for what is said beside a line. */
static const struct {
    const char *pattern, *path;
    enum glob_match match;
} cases[] = {
    {"a.md", "a.md", GLOB_WHOLE},
    {"a.md", "x/y/a.md", GLOB_WHOLE},
    {"a.md", "xa.md", GLOB_NONE},
    {"/a.md", "a.md", GLOB_WHOLE},
    {"/a.md", "x/a.md", GLOB_NONE},
    {"./a.md", "a.md", GLOB_WHOLE}, /* git takes "./" for a name; people do not */
    {"./a.md", "x/a.md", GLOB_NONE},
    {"x/a.md", "x/a.md", GLOB_WHOLE},
    {"x/a.md", "y/x/a.md", GLOB_NONE},
    {"A.md", "a.md", GLOB_NONE},
    {"*.md", "x/a.md", GLOB_WHOLE},
    {"*.md", "a.mdx", GLOB_NONE},
    {"x/*.md", "x/a.md", GLOB_WHOLE},
    {"x/*.md", "x/y/a.md", GLOB_NONE},
    {"x", "x/y/a.md", GLOB_INSIDE},
    {"x/", "x/y/a.md", GLOB_INSIDE},
    {"x/", "y/x", GLOB_NONE},
    {"x/", "y/x/a", GLOB_INSIDE},
    {"x/y/", "x/y/a", GLOB_INSIDE},
    {"x/y/", "x/y", GLOB_NONE},
    {"x/*", "x/y/a.md", GLOB_INSIDE},
    {"**/a.md", "a.md", GLOB_WHOLE},
    {"**/a.md", "x/y/a.md", GLOB_WHOLE},
    {"x/**", "x/y/a.md", GLOB_WHOLE},
    {"x/**", "x", GLOB_NONE},
    {"x/**/a.md", "x/a.md", GLOB_WHOLE},
    {"x/**/a.md", "x/y/z/a.md", GLOB_WHOLE},
    {"x/**/a.md", "y/a.md", GLOB_NONE},
    {"x/**/y/**/z", "x/y/q/y/r/z", GLOB_WHOLE},
    {"x/**/y/*/z", "x/y/q/y/r/z", GLOB_WHOLE},
    {"**", "a/b", GLOB_WHOLE},
    {"a**b", "axxb", GLOB_WHOLE}, /* not a whole part: as one star */
    {"x/a**b", "x/a/b", GLOB_NONE},
    {"?.md", "a.md", GLOB_WHOLE},
    {"?.md", "\xe8\xae\xba.md", GLOB_WHOLE}, /* one character, where git takes one byte */
    {"?.md", "ab.md", GLOB_NONE},
    {"?.md", "\xff.md", GLOB_WHOLE},
    {"[ab].md", "b.md", GLOB_WHOLE},
    {"[!ab].md", "b.md", GLOB_NONE},
    {"[^ab].md", "c.md", GLOB_WHOLE},
    {"[a-c].md", "b.md", GLOB_WHOLE},
    {"[]].md", "].md", GLOB_WHOLE},
    {"[a-].md", "-.md", GLOB_WHOLE},
    {"[.md", "[.md", GLOB_WHOLE}, /* never closed: itself */
    {"\\*.md", "*.md", GLOB_WHOLE},
    {"\\*.md", "a.md", GLOB_NONE},
    {"[\\]].md", "].md", GLOB_WHOLE},
    {"\\", "\\", GLOB_WHOLE},
    {"", "a", GLOB_NONE},
    {"/", "a", GLOB_NONE},
};

static void as_gitignore(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (glob_match(str_from(cases[i].pattern), str_from(cases[i].path)) != cases[i].match)
            fail_msg("\"%s\" on \"%s\" is not %d", cases[i].pattern, cases[i].path, cases[i].match);
}

/* Backtracking over every star would take longer than the world stands. */
static void many_stars_end(void **state)
{
    (void)state;
    char pattern[201], path[2001], deep_pattern[301], deep_path[2001];
    for (size_t i = 0; i < 200; i++)
        pattern[i] = i % 2 ? 'a' : '*';
    for (size_t i = 0; i < 300; i++)
        deep_pattern[i] = "**/"[i % 3];
    for (size_t i = 0; i < 2000; i++) {
        path[i] = 'a';
        deep_path[i] = i % 2 ? '/' : 'a';
    }
    path[1999] = deep_path[1999] = 'b';
    assert_int_equal(glob_match((str){pattern, 200}, (str){path, 2000}), GLOB_NONE);
    deep_pattern[299] = 'c';
    assert_int_equal(glob_match((str){deep_pattern, 300}, (str){deep_path, 2000}), GLOB_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_gitignore),
        cmocka_unit_test(many_stars_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
