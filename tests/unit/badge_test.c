/* doc/badge: what a badge's URL says, what the badge server rejects, what can be put right. */
#include "doc/badge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define SHIELDS  "https://img.shields.io"

static void test_repository_badges(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        enum badge_kind kind;
        const char *metric, *owner, *repo;
    } cases[] = {
        {SHIELDS "/github/stars/Own/Re.po.svg?style=social&label=Star", BADGE_STARS, "stars", "Own",
         "Re.po"},
        {SHIELDS "/github/stars/o/r", BADGE_STARS, "stars", "o", "r"},
        {SHIELDS "/github/stars/o/r.git.svg", BADGE_STARS, "stars", "o", "r"},
        {SHIELDS "/github/stars/o/r.png", BADGE_STARS, "stars", "o", "r"},
        {SHIELDS "/github/stars/o/r?tab=readme-ov-file&style=social", BADGE_STARS, "stars", "o",
         "r"},
        {"https://badgen.net/github/stars/o/r", BADGE_STARS, "stars", "o", "r"},
        {SHIELDS "/gitlab/stars/g/r", BADGE_STARS, "stars", "g", "r"},
        {SHIELDS "/github/last-commit/o/r/main", BADGE_OTHER, "last-commit", "o", "r"},
        {SHIELDS "/github/commit-activity/m/o/r", BADGE_OTHER, "commit-activity", "o", "r"},
        {SHIELDS "/github/v/release/o/r", BADGE_OTHER, "v/release", "o", "r"},
        {SHIELDS "/github/stars/some-user?affiliations=OWNER", BADGE_STARS, "stars", "some-user",
         ""},
        {SHIELDS "/github/followers/me", BADGE_OTHER, "", "", ""},
        {SHIELDS "/pypi/v/curl", BADGE_OTHER, "", "", ""},
        {SHIELDS "/badge/dynamic/json?url=x", BADGE_OTHER, "", "", ""},
        {SHIELDS "/endpoint?url=x", BADGE_OTHER, "", "", ""},
        {"https://awesome.re/badge.svg", BADGE_OTHER, "", "", ""},
        {"https://zenodo.org/badge/DOI/10.5281/zenodo.1.svg", BADGE_OTHER, "", "", ""},
        {"https://colab.research.google.com/assets/colab-badge.svg", BADGE_OTHER, "", "", ""},
        {"https://badge.fury.io/py/x.svg", BADGE_OTHER, "", "", ""},
        {"https://github.com/o/r/actions/workflows/ci.yml/badge.svg", BADGE_OTHER, "", "", ""},
        {"https://github.com/o/awesome-badges", BADGE_NONE, "", "", ""},
        {"https://arxiv.org/html/2405.18218v1/x1.png", BADGE_NONE, "", "", ""},
        {"figures/badge.png", BADGE_NONE, "", "", ""},
        {"", BADGE_NONE, "", "", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct badge badge;
        if (badge_parse(str_from(cases[i].url), &badge) != cases[i].kind ||
            badge.fault != BADGE_FINE || !str_eq(badge.metric, str_from(cases[i].metric)) ||
            !str_eq(badge.owner, str_from(cases[i].owner)) ||
            !str_eq(badge.repo, str_from(cases[i].repo)))
            fail_msg("%s: kind %d, fault %d, metric \"%.*s\", \"%.*s\"/\"%.*s\"", cases[i].url,
                     badge.kind, badge.fault, STR_ARG(badge.metric), STR_ARG(badge.owner),
                     STR_ARG(badge.repo));
    }
}

static void test_static_badges_split_as_the_server_does(void **state)
{
    (void)state;
    static const struct {
        const char *url, *label, *message, *color;
    } cases[] = {
        {SHIELDS "/badge/Conference-NeurIPS'23-blue", "Conference", "NeurIPS'23", "blue"},
        {SHIELDS "/badge/Conference-ACL'24%20Findings-blue.svg", "Conference", "ACL'24%20Findings",
         "blue"},
        {SHIELDS "/badge/Structural-C2A4A6", "", "Structural", "C2A4A6"},
        {SHIELDS "/badge/w/Quantization-39B0A9", "", "w/Quantization", "39B0A9"},
        {SHIELDS "/badge/link-9.icu-red.svg", "link", "9.icu", "red"},
        {SHIELDS "/badge/best--license-Apache--2.0-blue", "best--license", "Apache--2.0", "blue"},
        {SHIELDS "/badge/a----b-c", "", "a----b", "c"},
        {SHIELDS "/badge/label--blue", "label", "", "blue"},
        {SHIELDS "/badge/-message-blue", "", "message", "blue"},
        {SHIELDS "/badge/a__b-c_d-rgb(1,2,3)?style=flat", "a__b", "c_d", "rgb(1,2,3)"},
        {SHIELDS "/badge/a%2Db", "", "", ""},
        {SHIELDS "/static/v1?label=L&message=M%20N&color=red", "L", "M%20N", "red"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct badge badge;
        if (badge_parse(str_from(cases[i].url), &badge) != BADGE_STATIC ||
            badge.fault != BADGE_FINE || !str_eq(badge.label, str_from(cases[i].label)) ||
            !str_eq(badge.message, str_from(cases[i].message)) ||
            !str_eq(badge.color, str_from(cases[i].color)))
            fail_msg("%s: fault %d, \"%.*s\", \"%.*s\", \"%.*s\"", cases[i].url, badge.fault,
                     STR_ARG(badge.label), STR_ARG(badge.message), STR_ARG(badge.color));
    }
}

static void test_faults_and_repairs(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        enum badge_fault fault;
        const char *repair; /* "" where there is more than one reading */
    } cases[] = {
        {SHIELDS "/github/stars/", BADGE_NO_OWNER, ""},
        {SHIELDS "/github/stars/.svg", BADGE_NO_OWNER, ""},
        {SHIELDS "/github/stars/owner.svg?style=social", BADGE_USER, ""},
        {SHIELDS "/github/forks/owner.svg", BADGE_NO_NAME, ""},
        {SHIELDS "/github/stars/owner/.svg?style=social", BADGE_NO_NAME, ""},
        {SHIELDS "/github/stars/o/smooth+.svg", BADGE_NAME, ""},
        {SHIELDS "/github/stars/o/r/tree/main.svg", BADGE_EXTRA, ""},
        {SHIELDS "/github/stars/https://github.com/o/r.svg?style=social", BADGE_NAME,
         SHIELDS "/github/stars/o/r.svg?style=social"},
        {SHIELDS "/github/starso/r.svg", BADGE_GLUED, SHIELDS "/github/stars/o/r.svg"},
        {SHIELDS "/github/stars/o/two words.svg", BADGE_SPACE, ""},
        {SHIELDS "/github/stars/o/r?tab=readme-ov-file.svg?style=social", BADGE_TAB,
         SHIELDS "/github/stars/o/r.svg?style=social"},
        {SHIELDS "/github/stars/o/r#readme.svg?style=social", BADGE_TAB,
         SHIELDS "/github/stars/o/r.svg?style=social"},
        {SHIELDS "/badge/Conference-LREC-COLING'24-blue", BADGE_PARTS,
         SHIELDS "/badge/Conference-LREC--COLING'24-blue"},
        {SHIELDS "/badge/Conference-A-B--C-D-blue.svg?x=a-b", BADGE_PARTS,
         SHIELDS "/badge/Conference-A--B--C--D-blue.svg?x=a-b"},
        {SHIELDS "/badge/multi-modal-llm-blue", BADGE_PARTS, ""},
        {SHIELDS "/badge/nothing", BADGE_PARTS, ""},
        {SHIELDS "/badge/", BADGE_PARTS, ""},
        {SHIELDS "/badge/a-b-", BADGE_PARTS, ""},
        {SHIELDS "/badge/a-b-c.d", BADGE_PARTS, ""},
        {SHIELDS "/badge/Conference-TMLR 2025-blue", BADGE_SPACE,
         SHIELDS "/badge/Conference-TMLR%202025-blue"},
        {SHIELDS "/badge/Conference-TMLR'25 -blue", BADGE_SPACE,
         SHIELDS "/badge/Conference-TMLR'25-blue"},
        {"'" SHIELDS "/badge/a-b-blue'", BADGE_QUOTED, SHIELDS "/badge/a-b-blue"},
        {"\"" SHIELDS "/github/stars/o/r\"", BADGE_QUOTED, SHIELDS "/github/stars/o/r"},
        {"'" SHIELDS "/badge/a-b-c-d'", BADGE_QUOTED, ""},
    };
    struct buf out = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct badge badge;
        str url = str_from(cases[i].url);
        badge_parse(url, &badge);
        buf_clear(&out);
        bool done = badge_repair(url, &badge, &out);
        if (badge.fault != cases[i].fault || !str_eq(buf_str(&out), str_from(cases[i].repair)))
            fail_msg("%s: fault %d, repaired \"%.*s\"", cases[i].url, badge.fault,
                     STR_ARG(buf_str(&out)));
        assert_int_equal(done, cases[i].repair[0] != '\0');
        assert_true(strlen(badge_fault_text(badge.fault)) > 0);
    }
    buf_free(&out);
}

static void test_a_sound_badge_is_not_repaired(void **state)
{
    (void)state;
    struct badge badge;
    struct buf out = {0};
    str url = STR(SHIELDS "/badge/a-b-blue");
    badge_parse(url, &badge);
    assert_false(badge_repair(url, &badge, &out));
    assert_int_equal(out.n, 0);
    buf_free(&out);
}

static void test_a_long_static_badge_is_left_alone(void **state)
{
    (void)state;
    struct buf url = {0};
    struct badge badge;
    buf_add(&url, STR(SHIELDS "/badge/"));
    for (int i = 0; i < 5000; i++)
        buf_add(&url, STR("a-"));
    assert_int_equal(badge_parse(buf_str(&url), &badge), BADGE_STATIC);
    assert_int_equal(badge.fault, BADGE_FINE);
    buf_free(&url);
}

static void test_what_lies_in_the_repository(void **state)
{
    (void)state;
    struct badge badge;
    badge_parse(STR(SHIELDS "/github/stars/Own/Repo.svg"), &badge);
    assert_true(badge_is_of(&badge, STR("https://github.com/own/repo")));
    assert_true(badge_is_of(&badge, STR("https://github.com/Own/Repo/stargazers")));
    assert_true(badge_is_of(&badge, STR("https://github.com/Own/Repo.git")));
    assert_true(badge_is_of(&badge, STR("http://www.github.com/Own/Repo/tree/x/sub?tab=y#z")));
    assert_false(badge_is_of(&badge, STR("https://github.com/own/repo2")));
    assert_false(badge_is_of(&badge, STR("https://gitlab.com/own/repo")));
    assert_false(badge_is_of(&badge, STR("https://arxiv.org/abs/2405.18218")));
    badge_parse(STR(SHIELDS "/badge/a-b-blue"), &badge);
    assert_false(badge_is_of(&badge, STR("https://github.com/a/b")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_repository_badges),
        cmocka_unit_test(test_static_badges_split_as_the_server_does),
        cmocka_unit_test(test_faults_and_repairs),
        cmocka_unit_test(test_a_sound_badge_is_not_repaired),
        cmocka_unit_test(test_a_long_static_badge_is_left_alone),
        cmocka_unit_test(test_what_lies_in_the_repository),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
