/* doc/forge: which URLs lie in a repository, and in which. */
#include "doc/forge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

static void test_urls_of_a_repository(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        enum forge forge;
        const char *owner, *name, *rest;
    } cases[] = {
        {"https://github.com/Own/Re.po", FORGE_GITHUB, "Own", "Re.po", ""},
        {"http://www.github.com/o/r/", FORGE_GITHUB, "o", "r", ""},
        {"https://github.com//o/r", FORGE_GITHUB, "o", "r", ""},
        {"https://github.com/o/r.git", FORGE_GITHUB, "o", "r", ""},
        {"https://github.com/o/r?tab=readme-ov-file#x", FORGE_GITHUB, "o", "r", ""},
        {"https://github.com/o/r/tree/main/a", FORGE_GITHUB, "o", "r", "/tree/main/a"},
        {"https://github.com/o/r/stargazers", FORGE_GITHUB, "o", "r", "/stargazers"},
        {"https://github.com/o_corp/r-", FORGE_GITHUB, "o_corp", "r-", ""},
        {"https://raw.githubusercontent.com/o/r/main/a.png", FORGE_GITHUB, "o", "r", "/main/a.png"},
        {"https://gitlab.com/g/r", FORGE_GITLAB, "g", "r", ""},
        {"https://bitbucket.org/o/r/src", FORGE_BITBUCKET, "o", "r", "/src"},
        {"https://gitee.com/o/r", FORGE_GITEE, "o", "r", ""},
        {"https://codeberg.org/o/r", FORGE_CODEBERG, "o", "r", ""},
        {"https://huggingface.co/o/m", FORGE_HUGGING_FACE, "o", "m", ""},
        {"https://hf.co/o/m/tree/main", FORGE_HUGGING_FACE, "o", "m", "/tree/main"},
        {"https://huggingface.co/datasets/o/d", FORGE_HUGGING_FACE_DATASET, "o", "d", ""},
        {"https://huggingface.co/spaces/o/s", FORGE_HUGGING_FACE_SPACE, "o", "s", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct repo_ref ref;
        if (!forge_parse(str_from(cases[i].url), &ref))
            fail_msg("%s: not recognised", cases[i].url);
        if (ref.forge != cases[i].forge || !str_eq(ref.owner, str_from(cases[i].owner)) ||
            !str_eq(ref.name, str_from(cases[i].name)) ||
            !str_eq(ref.rest, str_from(cases[i].rest)) || ref.is_root != !cases[i].rest[0])
            fail_msg("%s: %.*s / %.*s / %.*s", cases[i].url, STR_ARG(ref.owner), STR_ARG(ref.name),
                     STR_ARG(ref.rest));
    }
}

static void test_other_urls(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "github.com/o/r",
        "https://github.com",
        "https://github.com/o",
        "https://github.com/o/",
        "https://github.com/features/copilot",
        "https://github.com/orgs/x",
        "https://github.com/topics/llm",
        "https://github.com/Sponsors/x",
        "https://github.com/user-attachments/assets/1",
        "https://github.com/o/..",
        "https://github.com/o x/r",
        "https://github.com/o/r%20s",
        "https://gist.github.com/o/1",
        "https://o.github.io/r",
        "https://docs.github.com/en/rest",
        "https://github.com.example.org/o/r",
        "https://huggingface.co/papers/2405.18218",
        "https://huggingface.co/datasets/d",
        "https://huggingface.co/docs/x",
        "https://example.org/github.com/o/r",
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct repo_ref ref;
        if (forge_parse(str_from(cases[i]), &ref))
            fail_msg("%s: %.*s / %.*s", cases[i], STR_ARG(ref.owner), STR_ARG(ref.name));
        assert_int_equal(ref.owner.n, 0);
    }
}

static void test_the_same_repository(void **state)
{
    (void)state;
    struct repo_ref a, b;
    assert_true(forge_parse(STR("https://github.com/Own/Repo/tree/main"), &a));
    assert_true(forge_parse(STR("http://raw.githubusercontent.com/own/repo/x/y.png"), &b));
    assert_true(repo_same(&a, &b));
    assert_true(forge_parse(STR("https://gitlab.com/own/repo"), &b));
    assert_false(repo_same(&a, &b));
    assert_true(forge_parse(STR("https://github.com/own/repo2"), &b));
    assert_false(repo_same(&a, &b));
}

static void test_names(void **state)
{
    (void)state;
    char longest[101];
    for (size_t i = 0; i < sizeof longest; i++)
        longest[i] = 'a';
    assert_true(forge_name_ok((str){longest, 39}, (str){longest, 100}));
    assert_false(forge_name_ok((str){longest, 40}, STR("r")));
    assert_false(forge_name_ok(STR("o"), (str){longest, 101}));
    assert_false(forge_name_ok(STR("-o"), STR("r")));
    assert_false(forge_name_ok(STR("o.x"), STR("r")));
    assert_false(forge_name_ok(STR(""), STR("r")));
    assert_false(forge_name_ok(STR("o"), STR("")));
    assert_false(forge_name_ok(STR("o"), STR("a b")));
    assert_true(forge_name_ok(STR("o-x"), STR(".github")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_urls_of_a_repository),
        cmocka_unit_test(test_other_urls),
        cmocka_unit_test(test_the_same_repository),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
