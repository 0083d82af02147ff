/* doc/badge_text and badge_frame: a badge as it stands in the source. */
#include "doc/badge_text.h"

#include "doc/badge_frame.h"

#include "fake.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define S        "https://img.shields.io"

static void a_badge_is_split_only_in_its_plain_form(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool plain;
        const char *alt, *url, *link;
        enum badge_wrap wrap;
    } cases[] = {
        {"![a](u)", true, "a", "u", "", BADGE_BARE},
        {"![](u)", true, "", "u", "", BADGE_BARE},
        {"[![a b](u)]()", true, "a b", "u", "", BADGE_OPEN},
        {"[![a](u)](v)", true, "a", "u", "v", BADGE_ELSEWHERE},
        {"[![a](u?x=1&y=2)](v)", true, "a", "u?x=1&y=2", "v", BADGE_ELSEWHERE},
        {"![a](u \"title\")", false, "", "", "", BADGE_BARE},
        {"![a](<u>)", false, "", "", "", BADGE_BARE},
        {"![a](u(1))", false, "", "", "", BADGE_BARE},
        {"![a](u\\_v)", false, "", "", "", BADGE_BARE},
        {"![a](u?x&amp;y)", false, "", "", "", BADGE_BARE},
        {"![a&amp;b](u)", false, "", "", "", BADGE_BARE},
        {"![a][u]", false, "", "", "", BADGE_BARE},
        {"[![a](u) text](v)", false, "", "", "", BADGE_BARE},
        {"[![a](u)](v) ", false, "", "", "", BADGE_BARE},
        {"[![a](u)", false, "", "", "", BADGE_BARE},
        {"[![a](u)](", false, "", "", "", BADGE_BARE},
        {"![a](u", false, "", "", "", BADGE_BARE},
        {"![", false, "", "", "", BADGE_BARE},
        {"", false, "", "", "", BADGE_BARE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct badge_text badge;
        bool plain = badge_text_split(str_from(cases[i].text), &badge);
        if (plain != cases[i].plain)
            fail_msg("%s: plain %d", cases[i].text, plain);
        if (!plain)
            continue;
        assert_str(badge.aspects[BADGE_ALT], cases[i].alt);
        assert_str(badge.url, cases[i].url);
        assert_str(badge.aspects[BADGE_LINK], cases[i].link);
        assert_int_equal(badge.wrap, cases[i].wrap);
    }
}

static void a_long_badge_is_not_read(void **state)
{
    (void)state;
    struct buf text = {0};
    struct badge_text badge;
    buf_add(&text, STR("![a](" S "/badge/x-blue?y="));
    while (text.n < BADGE_TEXT_LIMIT - 1)
        buf_add_char(&text, 'z');
    buf_add_char(&text, ')');
    assert_true(badge_text_read(buf_str(&text), &badge));
    text.at[text.n - 1] = 'z';
    buf_add_char(&text, ')');
    assert_false(badge_text_read(buf_str(&text), &badge));
    buf_free(&text);
}

static void what_differs_between_badges_is_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text, *said;
        const char *aspects[BADGE_ASPECT_COUNT]; /* alt, address, year, color, extension, … */
        enum badge_wrap wrap;
    } cases[] = {
        {"[![Star](" S "/github/stars/o/r.svg?style=social)](https://github.com/o/r)",
         "o/r",
         {"Star", S "/github/stars/", "", "", ".svg", "?style=social", "https://github.com/o/r"},
         BADGE_REPOSITORY},
        {"[![](" S "/github/stars/o/r)](https://github.com/O/R/tree/main)",
         "o/r",
         {"", S "/github/stars/", "", "", "", "", "https://github.com/O/R/tree/main"},
         BADGE_REPOSITORY},
        {"[![x](" S "/github/stars/o/r.cpp.svg)](https://github.com/o/r)",
         "o/r.cpp",
         {"x", S "/github/stars/", "", "", ".svg", "", "https://github.com/o/r"},
         BADGE_ELSEWHERE},
        {"[![Publish](" S "/badge/Conference-ICML'23%20Oral-blue)]()",
         "Conference-ICML'23%20Oral",
         {"Publish", S "/badge/", "'23", "blue", "", "", ""},
         BADGE_OPEN},
        {"![Type](" S "/badge/w/Quantization-39B0A9.svg?style=flat#x)",
         "w/Quantization",
         {"Type", S "/badge/", "", "39B0A9", ".svg", "?style=flat#x", ""},
         BADGE_BARE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct badge_text badge;
        assert_true(badge_text_read(str_from(cases[i].text), &badge));
        assert_str(badge.said, cases[i].said);
        assert_int_equal(badge.wrap, cases[i].wrap);
        for (unsigned j = 0; j < BADGE_ASPECT_COUNT; j++)
            assert_str(badge.aspects[j], cases[i].aspects[j]);
    }
    static const char *const others[] = {
        "![x](" S "/github/stars/o/.svg)",         "![x](" S "/badge/a-b-c-d)",
        "![x](" S "/github/last-commit/o/r)",      "![x](figures/x.png)",
        "![x](" S "/static/v1?label=a&message=b)", "![x](" S "/github/stars/o?affiliations=OWNER)",
    };
    for (size_t i = 0; i < COUNT(others); i++) {
        struct badge_text badge;
        if (badge_text_read(str_from(others[i]), &badge))
            fail_msg("%s is read", others[i]);
    }
}

/* Whatever a frame fits, badge_text_read() reads with that frame, and names alike. */
static void a_frame_is_a_short_cut(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "[![Star](" S "/github/stars/o/r.svg?style=social)](https://github.com/o/r)",
        "[![Star](" S
        "/github/stars/lab/thin-net.svg?style=social)](https://github.com/lab/thin-net)",
        "[![Star](" S "/github/stars/lab/a.svg?style=social)](https://github.com/Lab/a)",
        "[![Star](" S "/github/stars/lab/a.svg?style=social)](https://github.com/lab/b)",
        "[![Star](" S "/github/stars/lab/x.y.svg?style=social)](https://github.com/lab/x.y)",
        "[![Star](" S "/github/stars/lab/.svg?style=social)](https://github.com/lab/)",
        "[![Star](" S "/github/stars/o.svg?style=social)](https://github.com/o)",
        "![Star](" S "/github/stars/o/r)",
        "![Star](" S "/github/stars/o/r.svg)",
        "![Star](" S "/github/stars/o/r.git)",
        "![Star](" S "/github/stars/o/r/x)",
        "![Star](" S "/github/stars/o/r?x)",
        "![Star](" S "/github/stars/o/r.svg.svg)",
        "[![Star](" S "/github/stars/o/r.svg)]()",
        "[![P](" S "/badge/Conference-ICML'23-blue)]()",
        "[![P](" S "/badge/Conference-ACL'24%20Findings-blue)]()",
        "[![P](" S "/badge/Conference-CVPR2024-blue)]()",
        "[![P](" S "/badge/Conference-CIKM-blue)]()",
        "[![P](" S "/badge/Conference-LREC--COLING'24-blue)]()",
        "[![P](" S "/badge/Conference---x'24-blue)]()",
        "[![P](" S "/badge/Conference-x---blue)]()",
        "[![P](" S "/badge/Conference-A-B'24-blue)]()",
        "[![P](" S "/badge/Conference-A?B'24-blue)]()",
        "[![P](" S "/badge/Conference--blue)]()",
        "![T](" S "/badge/Structured-C2A4A6)",
        "![T](" S "/badge/Semi-structured-C2A4A6)",
        "![T](" S "/badge/Weight--Only-C2A4A6)",
        "![T](" S "/badge/w/Quantization-C2A4A6)",
        "![T](" S "/badge/2.0-C2A4A6)",
        "![T](" S "/badge/-C2A4A6)",
        "![T](" S "/badge/x-C2A4A6.svg)",
    };
    struct arena arena = {0};
    unsigned fitting = 0;
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct badge_text of;
        struct badge_frame frame;
        if (!badge_text_read(str_from(texts[i]), &of) || !badge_frame_of(&of, &arena, &frame))
            continue;
        for (size_t j = 0; j < COUNT(texts); j++) {
            struct badge_text badge;
            str name;
            if (!badge_frame_fits(&frame, str_from(texts[j]), &name))
                continue;
            fitting++;
            if (!badge_text_read(str_from(texts[j]), &badge))
                fail_msg("%s fits but cannot be read", texts[j]);
            assert_int_equal(badge.wrap, of.wrap);
            assert_true(str_eq(badge.badge.label, of.badge.label));
            assert_true(badge.venue.form == of.venue.form);
            for (unsigned k = 0; k < BADGE_LINK; k++)
                if (k != BADGE_YEAR && !str_eq(badge.aspects[k], of.aspects[k]))
                    fail_msg("%s has not the frame of %s", texts[j], texts[i]);
            if (badge.badge.kind != BADGE_STATIC)
                assert_int_equal(name.n, 0);
            else
                assert_true(name.at == badge.said.at &&
                            name.at + name.n == badge.venue.name.at + badge.venue.name.n);
        }
    }
    assert_true(fitting > 12); /* each its own, and some others */
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_badge_is_split_only_in_its_plain_form),
        cmocka_unit_test(a_long_badge_is_not_read),
        cmocka_unit_test(what_differs_between_badges_is_told_apart),
        cmocka_unit_test(a_frame_is_a_short_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
