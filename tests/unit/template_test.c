/* lint/template: badges as a list's configuration has them. */
#include "lint/template.h"

#include "fake.h"

#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define S        "https://img.shields.io"
#define GITHUB   "https://github.com/"
#define STARS                                                                                      \
    "[![Star](" S "/github/stars/{owner}/{repo}.svg?style=social)](" GITHUB "{owner}/{repo})"
#define VENUE "[![Publish](" S "/badge/Conference-{venue}'{year}{note}-blue)]()"

/* A template, with a pattern for one of its parts if `name` is given. */
static enum rc compile(const char *text, const char *name, const char *pattern,
                       struct template **template, struct part_form *part, struct badge_form *form,
                       size_t *at, struct err *err)
{
    *part = (struct part_form){str_from(name), str_from(pattern)};
    *form = (struct badge_form){
        .name = STR("x"), .template = str_from(text), .parts = part, .part_count = name ? 1 : 0};
    return template_compile(form, template, at, err);
}

static void wrong_templates_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *name, *pattern, *error;
    } cases[] = {
        {STARS, NULL, NULL, NULL},
        {VENUE, "venue", "[A-Za-z]+", NULL},
        {"![{{x}}](" S "/badge/{text}-blue)", NULL, NULL, NULL},
        {"![x](" S "/badge/{text", NULL, NULL,
         "the brace of \"{text\" is never closed: write {{ for a brace itself"},
        {"![x](" S "/badge/text}-blue)", NULL, NULL,
         "the brace behind \"![x](" S
         "/badge/text\" was never opened: write }} for a brace itself"},
        {"![x](" S "/badge/{}-blue)", NULL, NULL,
         "\"{}\" is no part: name it with letters, digits, - and _, or write {{ for a brace "
         "itself"},
        {"![x](" S "/badge/{a b}-blue)", NULL, NULL,
         "\"{a b}\" is no part: name it with letters, digits, - and _, or write {{ for a brace "
         "itself"},
        {"![x](" S "/badge/text-blue)", NULL, NULL,
         "the template has no part, so that it fits one badge alone: write {owner}, {repo}, "
         "{venue}, {year} or another name in braces"},
        {"", NULL, NULL,
         "the template has no part, so that it fits one badge alone: write {owner}, {repo}, "
         "{venue}, {year} or another name in braces"},
        {"stars/{owner}", NULL, NULL,
         "the template is not the Markdown of a badge: write ![text](picture) or "
         "[![text](picture)](link)"},
        {"[![x](" S "/badge/{text}-blue)", NULL, NULL,
         "the template is not the Markdown of a badge: write ![text](picture) or "
         "[![text](picture)](link)"},
        {"![x](" S "/badge/{text}-blue) text", NULL, NULL,
         "the template is not the Markdown of a badge: write ![text](picture) or "
         "[![text](picture)](link)"},
        {"![x](" S "/badge/{venue}-{year}-{note}-blue)", NULL, NULL,
         "no badge of the template can be right: it is not of the form label-message-color (a dash "
         "inside is written --)"},
        {"![x]({url})", NULL, NULL,
         "the URL of the template's picture begins with a part, so that it tells no badge from "
         "another"},
        {STARS, "owners", "x", "the template has no part {owners}: it has {owner}, {repo}"},
        {STARS, "owner", "", "the pattern of \"owner\" is empty: leave it out"},
        {STARS, "owner", "(a",
         "the pattern of \"owner\" is not valid: missing closing parenthesis "
         "at byte 3"},
        {STARS, "owner", "a)|(b",
         "the pattern of \"owner\" is not valid: unmatched closing parenthesis at byte 2"},
        {STARS, "owner", "[a",
         "the pattern of \"owner\" is not valid: missing terminating ] for "
         "character class at byte 3"},
        {STARS, "owner", "*",
         "the pattern of \"owner\" is not valid: quantifier does not follow a "
         "repeatable item at byte 1"},
        {STARS, "owner", "(?<a>x)",
         "the pattern of \"owner\" names a group: write (…) without a name"},
        {STARS, "owner", "(?:a{60000}){60000}",
         "the pattern of \"owner\" is not valid: regular expression is too large at byte 20"},
        {STARS, "owner", "\\Qa",
         "the patterns of its parts do not fit together: missing closing parenthesis"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct template *template;
        struct part_form part;
        struct badge_form form;
        struct err err = {""};
        size_t at;
        enum rc rc = compile(cases[i].text, cases[i].name, cases[i].pattern, &template, &part,
                             &form, &at, &err);
        if (rc != (cases[i].error ? RC_FAIL : RC_OK))
            fail_msg("%s is %s", cases[i].text, rc == RC_OK ? "taken" : err.text);
        assert_str(str_from(rc == RC_OK ? "" : err.text), cases[i].error ? cases[i].error : "");
        if (rc != RC_OK)
            assert_true((at == 0) == (strstr(err.text, "attern of") || strstr(err.text, "owners")));
        template_free(template);
    }
}

/* Whether a template is for a badge, and then what it makes of it. */
static void badges_are_compared_and_filled_in(void **state)
{
    (void)state;
    static const char FITS[] = "fits", NOT_FOR[] = "not for", UNFILLED[] = "unfilled";
    static const struct {
        const char *text, *name, *pattern, *badge, *result;
    } cases[] = {
        {STARS, NULL, NULL, "[![Star](" S "/github/stars/o/r.svg?style=social)](" GITHUB "o/r)",
         FITS},
        {STARS, NULL, NULL,
         "[![Star](" S "/github/stars/o/r.js.svg?style=social)](" GITHUB "O/r.js)", FITS},
        {STARS, NULL, NULL,
         "[![Star](" S "/github/stars/o/r.svg?style=social)](" GITHUB "o/r/tree/x)", FITS},
        {STARS, NULL, NULL, "[![Star](" S "/gitlab/stars/o/r.svg?style=social)](" GITHUB "o/r)",
         NOT_FOR},
        {STARS, NULL, NULL, "![Star](" S "/badge/x-blue)", NOT_FOR},
        {STARS, NULL, NULL, "![s](http://img.shields.io/github/stars/o/r)",
         "[![Star](" S "/github/stars/o/r.svg?style=social)](" GITHUB "o/r)"},
        {STARS, NULL, NULL, "[![Star](" S "/github/stars/o/r)](" GITHUB "o/r/tree/x)",
         "[![Star](" S "/github/stars/o/r.svg?style=social)](" GITHUB "o/r/tree/x)"},
        {"![Star](" S "/github/stars/{owner}/{repo})", NULL, NULL,
         "[![Star](" S "/github/stars/o/r)](https://example.org)", FITS},
        {"![Star](" S "/github/stars/{owner}/{repo})", NULL, NULL,
         "[![Star](" S "/github/stars/o/r.svg)](https://example.org)",
         "[![Star](" S "/github/stars/o/r)](https://example.org)"},
        {VENUE, NULL, NULL, "[![Publish](" S "/badge/Conference-ACL'24%20Findings-blue)]()", FITS},
        {VENUE, NULL, NULL, "[![Publish](" S "/badge/Conference-LREC--COLING'24-blue)]()", FITS},
        {VENUE, NULL, NULL, "[![Publish](" S "/badge/Conference-CVPR2024-blue)]()",
         "[![Publish](" S "/badge/Conference-CVPR'24-blue)]()"},
        {VENUE, NULL, NULL, "[![Publish](" S "/badge/conference-CVPR'2024%20Oral-red.svg)]()",
         "[![Publish](" S "/badge/Conference-CVPR'24%20Oral-blue)]()"},
        {VENUE, NULL, NULL, "[![Publish](" S "/badge/Conference-ACL24'Findings-blue)]()",
         "[![Publish](" S "/badge/Conference-ACL'24%20Findings-blue)]()"},
        {VENUE, NULL, NULL, "[![Publish](" S "/badge/Conference-CIKM-blue)]()", UNFILLED},
        {VENUE, NULL, NULL, "[![Publish](" S "/badge/Journal-TMLR'25-blue)]()", NOT_FOR},
        {VENUE, "venue", "[A-Z]+", "[![Publish](" S "/badge/Conference-Icml'24-blue)]()", UNFILLED},
        /* A note would be lost. */
        {"![P](" S "/badge/{venue}{year}-blue)", NULL, NULL, "![P](" S "/badge/ACL'24%20Oral-blue)",
         UNFILLED},
        {"![P](" S "/badge/{venue}{year}-blue)", NULL, NULL, "![P](" S "/badge/ACL'24-blue)",
         "![P](" S "/badge/ACL2024-blue)"},
        {"![P](" S "/badge/{venue}_{year}-blue)", NULL, NULL, "![P](" S "/badge/ACL'99-blue)",
         "![P](" S "/badge/ACL_1999-blue)"},
        {"![P](" S "/badge/{venue}_{year}-blue)", NULL, NULL, "![Q](" S "/badge/ACL'99-blue)",
         NOT_FOR},
        {"![Type](" S "/badge/{text}-{color})", "color", "(blue|green)",
         "![Type](" S "/badge/x-green)", FITS},
        {"![Type](" S "/badge/{text}-{color})", "color", "(blue|green)",
         "![Type](" S "/badge/x-red)", UNFILLED},
        /* Told by neither label nor alt text: only a year tells it. */
        {"![{venue}](" S "/badge/{venue}'{year}-blue)", NULL, NULL,
         "![ACL](" S "/badge/ACL'24-blue)", FITS},
        {"![{venue}](" S "/badge/{venue}'{year}-blue)", NULL, NULL,
         "![NAACL](" S "/badge/ACL'24-blue)", "![ACL](" S "/badge/ACL'24-blue)"},
        {"![{venue}](" S "/badge/{venue}'{year}-blue)", NULL, NULL, "![MIT](" S "/badge/MIT-blue)",
         NOT_FOR},
        {"![CI](https://e.org/b/{job}?x=1)", NULL, NULL, "![CI](https://e.org/b/unit?x=1)", FITS},
        {"![CI](https://e.org/b/{job}?x=1)", NULL, NULL, "![ci](https://e.org/b/unit?x=1)",
         "![CI](https://e.org/b/unit?x=1)"},
        {"![CI](https://e.org/b/{job}?x=1)", NULL, NULL, "![CI](https://e.org/b/unit?x=2)",
         UNFILLED},
        {"![CI](https://e.org/b/{job}?x=1)", NULL, NULL, "![CI](https://e.org/c/unit?x=1)",
         NOT_FOR},
        {"![{{x}}.](" S "/badge/{text}-blue)", NULL, NULL, "![{x}.](" S "/badge/a-blue)", FITS},
        {"![{{x}}.](" S "/badge/{text}-blue)", NULL, NULL, "![{x}.](" S "/badge/a-red)",
         "![{x}.](" S "/badge/a-blue)"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct template *template;
        struct part_form part;
        struct badge_form form;
        struct err err;
        struct badge_text badge;
        struct buf out = {0};
        size_t at;
        if (compile(cases[i].text, cases[i].name, cases[i].pattern, &template, &part, &form, &at,
                    &err) != RC_OK)
            fail_msg("%s: %s", cases[i].text, err.text);
        str text = str_from(cases[i].badge);
        assert_true(badge_text_read(text, &badge) || badge_text_split(text, &badge));
        if (!template_is_for(template, &badge))
            buf_add(&out, str_from(NOT_FOR));
        else if (template_compare(template, &badge) == TEMPLATE_FITS)
            buf_add(&out, str_from(FITS));
        else if (!template_fill(template, &badge, &out))
            buf_add(&out, str_from(UNFILLED));
        if (!str_eq(buf_str(&out), str_from(cases[i].result)))
            fail_msg("%s: %s: %.*s", cases[i].text, cases[i].badge, STR_ARG(buf_str(&out)));
        buf_free(&out);
        template_free(template);
    }
}

static void the_odd_piece_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *badge, *odd;
    } cases[] = {
        {"[![Star](" S "/github/stars/o/r.svg)](" GITHUB "o/r)", S "/github/stars/o/r.svg"},
        {"[![Star](" S "/github/stars/o/r.svg?style=social)](https://e.org)", "https://e.org"},
        {"[![star](" S "/github/stars/o/r.svg?style=social)](" GITHUB "o/r)", "star"},
        {"![Star](" S "/github/stars/o/r.svg?style=social)",
         "![Star](" S "/github/stars/o/r.svg?style=social)"},
    };
    struct template *template;
    struct part_form part;
    struct badge_form form;
    struct err err;
    size_t at;
    assert_int_equal(compile(STARS, NULL, NULL, &template, &part, &form, &at, &err), RC_OK);
    assert_true(template_is_stars(template));
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct badge_text badge;
        assert_true(badge_text_read(str_from(cases[i].badge), &badge));
        assert_str(template_odd(template, &badge), cases[i].odd);
    }
    template_free(template);
}

/* Neither of these may take long: a match that is given up is told so. */
static void hostile_patterns_are_given_up(void **state)
{
    (void)state;
    static const char *const patterns[] = {
        "(a+)+",           "(a|aa)+", "(?:a?){40}a{40}", "(a*)*b?c?", "(?>a|aa|(?1)?)+|((a+)+)",
        "(.+)+(.+)+(.+)+",
    };
    struct buf text = {0};
    buf_add(&text, STR("![x](" S "/badge/x-"));
    for (int i = 0; i < 800; i++)
        buf_add_char(&text, 'a');
    buf_add(&text, STR("!-blue)"));
    for (size_t i = 0; i < COUNT(patterns); i++) {
        struct template *template;
        struct part_form part;
        struct badge_form form;
        struct err err;
        struct badge_text badge;
        struct buf out = {0};
        size_t at;
        if (compile("![x](" S "/badge/x-{part}-blue)", "part", patterns[i], &template, &part, &form,
                    &at, &err) != RC_OK)
            continue; /* refused is as good */
        assert_true(badge_text_read(buf_str(&text), &badge));
        for (int turn = 0; turn < 200; turn++) /* would take for ever */
            if (template_compare(template, &badge) == TEMPLATE_DIFFERS)
                assert_false(template_fill(template, &badge, &out));
        buf_free(&out);
        template_free(template);
    }
    buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_templates_are_refused),
        cmocka_unit_test(badges_are_compared_and_filled_in),
        cmocka_unit_test(the_odd_piece_is_named),
        cmocka_unit_test(hostile_patterns_are_given_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
