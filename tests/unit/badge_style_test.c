/* doc/badge_style, badge_custom, badge_order, badge_place: what a list's badges have in common. */
#include "doc/badge_style.h"

#include "base/majority.h"
#include "doc/badge_change.h"
#include "doc/badge_custom.h"
#include "doc/badge_place.h"

#include "fake.h"

#include <string.h>

#define S "https://img.shields.io"

/* A list of bullets that being written, and what is learned of it. */
struct sample {
    struct buf text;
    unsigned count;
    struct document *doc;
    struct badge_styles styles;
};

/* `times` entries with these badges; '#' in them is the number of the entry, '$' its last digit. */
static void add(struct sample *list, unsigned times, const char *badges)
{
    for (; times > 0; times--) {
        buf_add(&list->text, STR("* "));
        for (const char *c = badges; *c; c++)
            if (*c == '#')
                buf_printf(&list->text, "%u", list->count);
            else if (*c == '$')
                buf_printf(&list->text, "%u", list->count % 10);
            else
                buf_add_char(&list->text, *c);
        buf_printf(&list->text, " [Paper %u](https://example.org/%u)\n", list->count, list->count);
        list->count++;
    }
}

static void learn(struct sample *list, uint32_t percent)
{
    struct limits limits = limits_default();
    list->doc = document_build(STR("list.md"), list->text.at, list->text.n, &limits,
                               (struct date){2026, 6, 1});
    assert_int_equal(list->doc->entry_count, list->count);
    badge_styles_learn(&list->styles, &list->doc, 1, percent);
}

static void release(struct sample *list)
{
    badge_styles_free(&list->styles);
    document_free(list->doc); /* owns the text */
    *list = (struct sample){0};
}

static const struct badge_shape *shape(const struct sample *list, uint32_t use)
{
    return &list->styles.shapes.at[list->styles.uses.at[use].shape];
}

static const struct badge_family *family(const struct sample *list, uint32_t use)
{
    return &list->styles.families.at[shape(list, use)->family];
}

static const char STARS[] =
    "[![Star](" S "/github/stars/o/r#.svg?style=social)](https://github.com/o/r#)";
static const char VENUE[] = "[![Publish](" S "/badge/Conference-ICML'2$-blue)]()";

static void one_in_twenty_is_unlike(void **state)
{
    (void)state;
    struct sample list = {0};
    add(&list, 19, STARS);
    add(&list, 1, "[![Star](" S "/github/stars/o/r#?style=social)](https://github.com/o/r#)");
    learn(&list, MAJORITY_STYLE);
    assert_int_equal(list.styles.uses.n, 20);
    assert_int_equal(list.styles.families.n, 1);
    assert_int_equal(family(&list, 0)->cases, 20);
    assert_int_equal(shape(&list, 0)->unlike, 0);
    assert_int_equal(shape(&list, 19)->unlike, 1U << BADGE_EXTENSION);
    assert_int_equal(family(&list, 19)->norms[BADGE_EXTENSION].count, 19);
    assert_str(family(&list, 19)->norms[BADGE_EXTENSION].value, ".svg");
    release(&list);

    add(&list, 18, STARS); /* 18 of 19 and 18 of 20 say nothing */
    add(&list, 1, "[![Star](" S "/github/stars/o/r#?style=social)](https://github.com/o/r#)");
    learn(&list, MAJORITY_STYLE);
    assert_int_equal(shape(&list, 18)->unlike, 0);
    release(&list);
    add(&list, 18, STARS);
    add(&list, 2, "[![Star](" S "/github/stars/o/r#?style=social)](https://github.com/o/r#)");
    learn(&list, MAJORITY_STYLE);
    assert_int_equal(shape(&list, 18)->unlike, 0);
    release(&list);
}

static void families_are_told_by_label_and_alt_text(void **state)
{
    (void)state;
    struct sample list = {0};
    add(&list, 20, VENUE);
    add(&list, 1, "[![Venue](" S "/badge/Conference-ICML'24-blue)]()");   /* 20: of the label */
    add(&list, 1, "[![Publish](" S "/badge/Journal-TMLR_2025-green)]()"); /* 21: another label */
    add(&list, 1, "[![Publish](" S "/badge/Award-gold)]()");              /* 22: no label */
    add(&list, 1, "[![](" S "/badge/Award-gold)]()");                     /* 23: neither */
    add(&list, 1, "[![star](" S "/github/stars/o/r)](https://github.com/o/r)"); /* 24 */
    add(&list, 1, "[![star](" S "/gitlab/stars/o/r)](https://gitlab.com/o/r)"); /* 25: a forge */
    learn(&list, MAJORITY_STYLE);
    assert_int_equal(list.styles.uses.n, 26);
    assert_int_equal(shape(&list, 20)->family, shape(&list, 0)->family);
    assert_int_equal(shape(&list, 20)->unlike, 1U << BADGE_ALT);
    assert_int_not_equal(shape(&list, 21)->family, shape(&list, 0)->family);
    assert_int_not_equal(shape(&list, 22)->family, shape(&list, 0)->family);
    assert_int_equal(shape(&list, 23)->family, NO_INDEX);
    assert_int_not_equal(shape(&list, 24)->family, shape(&list, 25)->family);
    /* Names go by alt text, and stars have one. */
    assert_int_equal(shape(&list, 21)->name, shape(&list, 0)->name);
    assert_int_equal(shape(&list, 24)->name, shape(&list, 25)->name);
    assert_int_equal(shape(&list, 23)->name, NO_INDEX);
    release(&list);

    /* Where two alt texts share a label, each is a family. */
    add(&list, 20, VENUE);
    add(&list, 20, "[![Talk](" S "/badge/Conference-ICML'2$-red)]()");
    learn(&list, MAJORITY_STYLE);
    assert_int_not_equal(shape(&list, 0)->family, shape(&list, 20)->family);
    assert_int_equal(shape(&list, 0)->unlike | shape(&list, 20)->unlike, 0);
    release(&list);
}

static void each_aspect_is_judged_by_itself(void **state)
{
    (void)state;
    static const struct {
        const char *badge;
        uint32_t unlike;
    } cases[] = {
        {"[![Publish](" S "/badge/Conference-CVPR2024-blue)]()", 1U << BADGE_YEAR},
        {"[![Publish](" S "/badge/Conference-CVPR'24-red)]()", 1U << BADGE_COLOR},
        {"[![Publish](" S "/badge/Conference-CVPR'24-Blue)]()", 0},
        {"[![Publish](" S "/badge/Conference-CVPR'24-blue.svg)]()", 1U << BADGE_EXTENSION},
        {"[![Publish](" S "/badge/Conference-CVPR'24-blue?style=flat)]()", 1U << BADGE_QUERY},
        {"[![Publish](" S "/badge/Conference-CVPR'24-blue?logo=x)]()", 0},
        {"[![Publish](http://img.shields.io/badge/Conference-CVPR'24-blue)]()",
         1U << BADGE_ADDRESS},
        {"[![publish](" S "/badge/conference-CVPR'24-blue)]()", 1U << BADGE_ALT},
        {"![Publish](" S "/badge/Conference-CVPR'24-blue)", 1U << BADGE_LINK},
        {"[![Publish](" S "/badge/Conference-CVPR'24-blue)](https://example.org)", 0},
        {"[![Publish](" S "/badge/Conference-CIKM-blue)]()", 0},
        {"![Publish](" S "/badge/Conference-CVPR2024-red)",
         1U << BADGE_YEAR | 1U << BADGE_COLOR | 1U << BADGE_LINK},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample list = {0};
        add(&list, 24, VENUE);
        add(&list, 1, cases[i].badge);
        learn(&list, MAJORITY_STYLE);
        if (shape(&list, 24)->unlike != cases[i].unlike)
            fail_msg("%s: unlike %x", cases[i].badge, shape(&list, 24)->unlike);
        assert_int_equal(shape(&list, 0)->unlike, 0);
        release(&list);
    }
}

static void badges_that_nobody_can_judge_are_left_out(void **state)
{
    (void)state;
    struct sample list = {0};
    add(&list, 1, "![x](" S "/badge/a-b-c-d)"); /* malformed */
    add(&list, 1, "<img alt=\"x\" src=\"" S "/badge/a-b\">");
    add(&list, 1, "![x](" S "/badge/a-b \"title\")");
    add(&list, 1, "![x](" S "/github/last-commit/o/r)");
    add(&list, 1, "![x][ref]");
    buf_add(&list.text, STR("\n![x](" S "/badge/a-b)\n\n[ref]: " S "/badge/a-b\n"));
    learn(&list, MAJORITY_STYLE);
    assert_int_equal(list.styles.uses.n, 0);
    release(&list);
}

static void queries_agree_whatever_their_order(void **state)
{
    (void)state;
    assert_true(badge_query_agrees(STR("?a=1&b=2"), STR("?b=2&a=1")));
    assert_true(badge_query_agrees(STR("?a=1&b=2&logo=x"), STR("?b=2&a=1")));
    assert_true(badge_query_agrees(STR("?logo=x"), STR("")));
    assert_false(badge_query_agrees(STR("?style=flat"), STR("")));
    assert_false(badge_query_agrees(STR("?a=1"), STR("?b=2&a=1")));
    assert_false(badge_query_agrees(STR("?a=2"), STR("?a=1")));
    assert_false(badge_query_agrees(STR(""), STR("?a=1")));
    assert_false(badge_query_agrees(STR("?a=1&style=flat"), STR("?a=1&style=social")));
}

static void a_family_has_a_template(void **state)
{
    (void)state;
    static const struct {
        const char *badge, *template;
    } cases[] = {
        {STARS, "[![Star](" S "/github/stars/{owner}/{repo}.svg?style=social)]"
                "(https://github.com/{owner}/{repo})"},
        {"![s](" S "/github/stars/o/r#)", "![s](" S "/github/stars/{owner}/{repo})"},
        {"[![s](" S "/github/stars/o/r#)](https://star-history.com/#o/r#)",
         "[![s](" S "/github/stars/{owner}/{repo})]({link})"},
        {VENUE, "[![Publish](" S "/badge/Conference-{venue}'{year}{note}-blue)]()"},
        {"![P](" S "/badge/ICLR_202$-blue)", "![P](" S "/badge/{venue}%20{year}{note}-blue)"},
        {"![Type](" S "/badge/Structured-C2A4A6.svg?style=flat)",
         "![Type](" S "/badge/{text}-C2A4A6.svg?style=flat)"},
        {"![{x}](" S "/badge/Structured-blue)", "![{{x}}](" S "/badge/{text}-blue)"},
        {"![P](" S "/badge/202$_ACL-blue)", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample list = {0};
        struct buf text = {0};
        add(&list, 22, cases[i].badge);
        learn(&list, MAJORITY_PROPOSAL);
        bool has = badge_style_template(&list.styles, shape(&list, 0)->family, &text);
        if (has != (cases[i].template != NULL) ||
            (has && !str_eq(buf_str(&text), str_from(cases[i].template))))
            fail_msg("%s: %.*s", cases[i].badge, STR_ARG(buf_str(&text)));
        buf_free(&text);
        release(&list);
    }
}

static void a_text_is_no_worse_than_none(void **state)
{
    (void)state;
    struct sample list = {0};
    add(&list, 40, "![](" S "/github/stars/o/r#)");
    add(&list, 1, "![Star](" S "/github/stars/o/r)");
    learn(&list, MAJORITY_STYLE);
    assert_int_equal(shape(&list, 40)->unlike, 0);
    release(&list);
    add(&list, 40, "![Star](" S "/github/stars/o/r#)");
    add(&list, 1, "![](" S "/github/stars/o/r)");
    learn(&list, MAJORITY_STYLE);
    assert_int_equal(shape(&list, 40)->unlike, 1U << BADGE_ALT);
    release(&list);
}

/* What badge_changes_usual() makes of the last badge. */
static void changed(const struct sample *list, struct buf *out)
{
    const struct badge_use *use = &list->styles.uses.at[list->styles.uses.n - 1];
    const struct badge_shape *last = shape(list, (uint32_t)list->styles.uses.n - 1);
    struct badge_text badge;
    struct badge_changes changes;
    struct badge_edit edits[BADGE_EDITS];
    struct arena arena = {0};
    assert_true(badge_text_read(document_text(list->doc, use->span), &badge));
    badge_changes_usual(&changes, &arena, &list->styles.families.at[last->family], &badge,
                        last->unlike);
    unsigned count = badge_changes_edits(&changes, &badge, &arena, edits);
    buf_clear(out);
    if (count > 0)
        badge_edits_apply(edits, count, badge.text, out);
    arena_free(&arena);
}

static void a_badge_is_brought_to_the_usual_form(void **state)
{
    (void)state;
    static const struct {
        const char *usual, *badge, *changed; /* "": it can't be told */
    } cases[] = {
        {STARS, "[![Star](" S "/github/stars/a/b)](https://github.com/a/b)",
         "[![Star](" S "/github/stars/a/b.svg?style=social)](https://github.com/a/b)"},
        {STARS, "![star](http://img.shields.io/github/stars/a/b.png?style=flat)",
         "[![Star](" S "/github/stars/a/b.svg?style=social)](https://github.com/a/b)"},
        {STARS, "[![Star](" S "/github/stars/a/b.svg?style=social)]()",
         "[![Star](" S "/github/stars/a/b.svg?style=social)](https://github.com/a/b)"},
        {VENUE, "![Publish](" S "/badge/Conference-CVPR2024%20Oral-red.svg)",
         "[![Publish](" S "/badge/Conference-CVPR'24%20Oral-blue)]()"},
        {VENUE, "[![Publish](" S "/badge/Conference-ACL24'Findings-blue)]()",
         "[![Publish](" S "/badge/Conference-ACL'24%20Findings-blue)]()"},
        {VENUE, "[![Publish](" S "/badge/Conference-2024%20ACL-blue)]()", ""},
        {"[![P](" S "/badge/ICLR_202$-blue)](https://example.org/#)",
         "![P](" S "/badge/ICLR_2024-blue)", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample list = {0};
        struct buf text = {0};
        add(&list, 24, cases[i].usual);
        add(&list, 1, cases[i].badge);
        learn(&list, MAJORITY_STYLE);
        assert_int_not_equal(shape(&list, 24)->unlike, 0);
        changed(&list, &text);
        assert_str(buf_str(&text), cases[i].changed);
        buf_free(&text);
        release(&list);
    }
}

static bool is_custom(const struct sample *list, uint32_t number, enum badge_aspect aspect)
{
    struct badge_customs customs = {.styles = &list->styles, .documents = &list->doc};
    const struct badge_use *use = &list->styles.uses.at[number];
    struct badge_text badge;
    assert_true(badge_text_read(document_text(list->doc, use->span), &badge));
    assert_true(shape(list, number)->unlike & 1U << aspect);
    badge_customs_of_file(&customs, 0, (uint32_t)list->styles.uses.n, 1U << aspect);
    bool custom = badge_is_custom(&customs, use, aspect, &badge);
    badge_customs_free(&customs);
    return custom;
}

static void a_list_may_have_its_own_form(void **state)
{
    (void)state;
    struct sample list = {0};
    add(&list, 100, VENUE);
    add(&list, 2, "[![Publish](" S "/badge/Conference-ICML202$-blue)]()");
    learn(&list, MAJORITY_STYLE);
    assert_false(is_custom(&list, 101, BADGE_YEAR));
    release(&list);
    for (unsigned times = 2; times <= 3; times++) {
        add(&list, 100, VENUE);
        buf_add(&list.text, STR("\n# Another list\n\n"));
        add(&list, times, "[![Publish](" S "/badge/Conference-ICML202$-blue)]()");
        add(&list, 1, VENUE);
        learn(&list, MAJORITY_STYLE);
        assert_int_equal(is_custom(&list, 101, BADGE_YEAR), times == 3);
        release(&list);
    }
}

static void a_color_may_say_something(void **state)
{
    (void)state;
    static const struct {
        const char *one, *two;
        bool custom;
    } cases[] = {
        {"ICML'24%20Best%20Paper", "ACL'23%20Best%20Paper", true},
        {"KDD'18", "KDD'19", true},
        {"ICML'24", "ACL'24", false}, /* a word that others have too */
        {"KDD'18", "VLDB'19", false}, /* no word in common */
        {"ICML'24%20Best", "ACL'23%20Worst", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample list = {0};
        struct buf badge = {0};
        add(&list, 100, "[![Publish](" S "/badge/Conference-V$'2$-blue)]()");
        for (unsigned j = 0; j < 2; j++) {
            buf_clear(&badge);
            buf_printf(&badge, "[![Publish](" S "/badge/Conference-%s-gold)]()",
                       j ? cases[i].two : cases[i].one);
            buf_add_char(&badge, '\0');
            add(&list, 1, badge.at);
        }
        learn(&list, MAJORITY_STYLE);
        if (is_custom(&list, 100, BADGE_COLOR) != cases[i].custom)
            fail_msg("%s and %s", cases[i].one, cases[i].two);
        buf_free(&badge);
        release(&list);
    }
}

/* Where one name has the usual colour, another name may have its own. */
static void a_color_may_belong_to_a_name(void **state)
{
    (void)state;
    static const struct {
        const char *usual, *badge;
        bool custom;
    } cases[] = {
        {"![Paper](" S "/badge/arXiv-red)", "![Paper](" S "/badge/CVF-blue)", true},
        {"![Paper](" S "/badge/arXiv-red)", "![Paper](" S "/badge/ARXIV-blue)", false},
        {"![Paper](" S "/badge/x#-red)", "![Paper](" S "/badge/CVF-blue)", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample list = {0};
        add(&list, 40, cases[i].usual);
        add(&list, 1, cases[i].badge);
        learn(&list, MAJORITY_STYLE);
        assert_int_equal(is_custom(&list, 40, BADGE_COLOR), cases[i].custom);
        release(&list);
    }
}

/* The first badge of a new kind may have a colour of its own, another of a known kind may not. */
static void a_color_may_belong_to_a_kind(void **state)
{
    (void)state;
    static const struct {
        const char *badge;
        bool custom;
    } cases[] = {
        {"![Type](" S "/badge/w/Quantization-39B0A9)", true},
        {"![Type](" S "/badge/Unstructured-39B0A9)", false},
        {"![Type](" S "/badge/VLDB'24-39B0A9)", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample list = {0};
        add(&list, 16, "![Type](" S "/badge/Unstructured-C2A4A6)");
        add(&list, 16, "![Type](" S "/badge/Structural-C2A4A6)");
        add(&list, 16, "![Type](" S "/badge/Semi--structured-C2A4A6)");
        add(&list, 1, cases[i].badge);
        learn(&list, MAJORITY_STYLE);
        assert_int_equal(is_custom(&list, 48, BADGE_COLOR), cases[i].custom);
        release(&list);
    }
}

/* Three badges in the usual order, in each of 20 entries. */
static void add_runs(struct sample *list)
{
    add(list, 20, "![A](" S "/badge/a-blue)![B](" S "/badge/b-blue) <br>![C](" S "/badge/c-blue)");
}

static void badges_stand_in_an_order(void **state)
{
    (void)state;
    static const struct {
        const char *badges;
        bool swapped;
        const char *sorted; /* their alt texts */
    } cases[] = {
        {"![A](" S "/badge/a-blue)![B](" S "/badge/b-blue)", false, "AB"},
        {"![B](" S "/badge/b-blue)![A](" S "/badge/a-blue)", true, "AB"},
        {"![C](" S "/badge/c-blue) ![B](" S "/badge/b-blue)<br/>![A](" S "/badge/a-blue)", true,
         "ABC"},
        {"![C](" S "/badge/c-blue)![X](" S "/badge/x-blue)![A](" S "/badge/a-blue)", true, NULL},
        {"![A](" S "/badge/a-blue)![X](" S "/badge/x-blue)![A](" S "/badge/a-blue)", false, "AXA"},
        {"![B](" S "/badge/b-blue), ![A](" S "/badge/a-blue)", false, "B"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample list = {0};
        struct badge_order order = {0};
        struct badge_swap swap;
        uint32_t sorted[BADGE_RUN_LIMIT];
        add_runs(&list);
        add(&list, 1, cases[i].badges);
        learn(&list, MAJORITY_STYLE);
        uint32_t end = (uint32_t)list.styles.uses.n;
        badge_order_learn(&order, &list.styles, &list.doc, 0, end);
        struct badge_run run = badge_run_at(&list.styles, &list.doc, 60, end);
        assert_int_equal(badge_order_find(&order, &list.styles, &list.doc, run, 95, &swap),
                         cases[i].swapped);
        bool fits = badge_order_sort(&order, &list.styles, &list.doc, run, 95, sorted);
        assert_int_equal(fits, cases[i].sorted != NULL);
        for (uint32_t j = 0; fits && j < run.count; j++)
            assert_int_equal(shape(&list, sorted[j])->values[BADGE_ALT].at[0], cases[i].sorted[j]);
        map_free(&order.pairs);
        release(&list);
    }
}

/* Where a stars badge would be put into an entry that has none. */
static void a_new_badge_has_one_place(void **state)
{
    (void)state;
    static const struct {
        const char *usual, *entry, *spot; /* the spot as '^' in the entry; NULL: none */
        const char *before, *behind;
    } cases[] = {
        {"![Star](" S "/github/stars/o/r#) <br>", "* [T](https://e.org/1)\n", "* ^[T]", "",
         " <br> "},
        {"![Star](" S "/github/stars/o/r#) <br>", "* <br> [T](https://e.org/1)\n", "* ^<br>", "",
         ""},
        {"![Star](" S "/github/stars/o/r#) <br>", "* <b>[T](https://e.org/1)</b>\n", NULL, "", ""},
        {"![Star](" S "/github/stars/o/r#) ![P](" S "/badge/p-blue) ",
         "* ![P](" S "/badge/p-blue) [T](https://e.org/1)\n", "* ^![P]", "", " "},
        {"![P](" S "/badge/p-blue)![Star](" S "/github/stars/o/r#) ",
         "* ![P](" S "/badge/p-blue) [T](https://e.org/1)\n", "-blue)^ [T]", "", ""},
        {"![Star](" S "/github/stars/o/r#) ", "* ![Q](" S "/badge/q-blue) [T](https://e.org/1)\n",
         NULL, "", ""},
        {"[[Code]](https://github.com/o/r#) ![Star](" S "/github/stars/o/r#)",
         "* [T](https://e.org/1) [[Code]](https://github.com/a/b)\n", "a/b)^\n", " ", ""},
        {"[[Code](https://github.com/o/r#)] ![Star](" S "/github/stars/o/r#)",
         "* [T](https://e.org/1) [[Code](https://github.com/a/b)], text\n", "a/b)]^, text", " ",
         " "},
        {"[[Code](https://github.com/o/r#)] ![Star](" S "/github/stars/o/r#)",
         "* [T](https://e.org/1) [Code](https://github.com/a/b)\n", NULL, "", ""},
        {"[[Code]](https://github.com/o/r#) ![Star](" S "/github/stars/o/r#)",
         "* [T](https://e.org/1) [[Code]](https://github.com/a/b) ![Q](" S "/badge/q-blue)\n", NULL,
         "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample list = {0};
        struct badge_order order = {0};
        struct badge_spot spot;
        add(&list, 20, cases[i].usual);
        size_t start = list.text.n;
        buf_printf(&list.text, "%s", cases[i].entry);
        list.count++;
        learn(&list, MAJORITY_STYLE);
        uint32_t name = NO_INDEX, stars = 0;
        while (!shape(&list, stars)->forge)
            stars++;
        name = shape(&list, stars)->name;
        badge_order_learn(&order, &list.styles, &list.doc, 0, (uint32_t)list.styles.uses.n);
        /* In all these the code link is the last link but for a badge's. */
        const struct reference *code = NULL, *new_code = NULL;
        for (uint32_t j = 0; j < list.doc->reference_count; j++) {
            const struct reference *ref = &list.doc->references[j];
            bool is = ref->kind == REF_LINK && str_has(ref->url, STR("github.com"));
            code = is && !code ? ref : code;
            new_code = is && ref->span.start >= start ? ref : new_code;
        }
        struct badge_run run =
            badge_run_at(&list.styles, &list.doc, 0, (uint32_t)list.styles.uses.n);
        struct badge_place place = badge_place_of(&list.styles, &list.doc, run, code);
        assert_int_not_equal(place.kind, PLACE_ELSEWHERE);
        bool found = badge_place_find(&order, &list.styles, &list.doc, 0, &list.doc->entries[20],
                                      new_code, &place, name, 95, &spot);
        if (found != (cases[i].spot != NULL))
            fail_msg("%s: found %d", cases[i].entry, found);
        if (found) {
            struct buf marked = {0};
            buf_add(&marked, str_sub(list.doc->source, start, spot.offset));
            buf_add_char(&marked, '^');
            buf_add(&marked, str_skip(list.doc->source, spot.offset));
            if (!str_has(buf_str(&marked), str_from(cases[i].spot)))
                fail_msg("%.*s", STR_ARG(buf_str(&marked)));
            assert_str(spot.before, cases[i].before);
            assert_str(spot.behind, cases[i].behind);
            buf_free(&marked);
        }
        map_free(&order.pairs);
        release(&list);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_in_twenty_is_unlike),
        cmocka_unit_test(families_are_told_by_label_and_alt_text),
        cmocka_unit_test(each_aspect_is_judged_by_itself),
        cmocka_unit_test(a_text_is_no_worse_than_none),
        cmocka_unit_test(badges_that_nobody_can_judge_are_left_out),
        cmocka_unit_test(queries_agree_whatever_their_order),
        cmocka_unit_test(a_family_has_a_template),
        cmocka_unit_test(a_badge_is_brought_to_the_usual_form),
        cmocka_unit_test(a_list_may_have_its_own_form),
        cmocka_unit_test(a_color_may_say_something),
        cmocka_unit_test(a_color_may_belong_to_a_name),
        cmocka_unit_test(a_color_may_belong_to_a_kind),
        cmocka_unit_test(badges_stand_in_an_order),
        cmocka_unit_test(a_new_badge_has_one_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
