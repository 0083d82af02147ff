/* doc/pieces: an entry taken apart; lint/pattern: another paper written the same way. */
#include "doc/pieces.h"

#include "lint/pattern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static struct document *build(const char *text)
{
    struct limits limits = limits_default();
    size_t size = strlen(text);
    char *source = mem_alloc(size + 1, 1);
    memcpy(source, text, size);
    return document_build(STR("README.md"), source, size, &limits, (struct date){2026, 6, 1});
}

/* The marks of a form in letters. */
static void spell(struct buf *out, str form)
{
    static const char *const names[] = {
        [MARK_TITLE] = "{title}",
        [MARK_AUTHORS] = "{authors}",
        [MARK_URL] = "{",
        [MARK_URL_END] = "}",
        [MARK_ID] = "{id}",
        [MARK_CODE] = "{code}",
        [MARK_ROOT] = "{root}",
        [MARK_REPO] = "{repo}",
        [MARK_NAME] = "{name}",
        [MARK_VENUE] = "{venue ",
        [MARK_BADGE_VENUE] = "{badge ",
        [MARK_PROJECT] = "{project}",
        [MARK_DATE] = "{date ",
        [MARK_END] = "}",
        [MARK_PICTURE] = "{picture}",
        [MARK_YEAR] = "{year ",
    };
    for (size_t i = 0; i < form.n; i++) {
        unsigned char c = (unsigned char)form.at[i];
        if (c < sizeof names / sizeof *names && names[c])
            buf_add(out, str_from(names[c]));
        else
            buf_add_char(out, (char)c);
    }
}

/* How the first entry is taken apart: joints as they are, forms in <>. */
static void expect_pieces(const char *source, const char *wanted)
{
    struct document *doc = build(source);
    struct pieces pieces = {0};
    struct buf text = {0};
    assert_true(doc->entry_count > 0);
    if (!pieces_read(&pieces, doc, &doc->entries[0]))
        buf_add(&text, STR("no"));
    for (size_t i = 0; i < pieces.joints.n && text.n != 2; i++) {
        buf_add(&text, pieces.joints.at[i]);
        if (i == pieces.at.n)
            break;
        buf_add(&text, pieces.at.at[i].kind >= PIECE_LINK ? STR("?<") : STR("<"));
        spell(&text, pieces.at.at[i].form);
        buf_add_char(&text, '>');
    }
    if (!str_eq(buf_str(&text), str_from(wanted)))
        fail_msg("%s\nis     \"%.*s\"\nwanted \"%s\"", source, STR_ARG(buf_str(&text)), wanted);
    buf_free(&text);
    pieces_free(&pieces);
    document_free(doc);
}

#define A "https://arxiv.org/abs/2403.00001"
#define G "https://github.com/ann/fold"

static void test_rows(void **state)
{
    (void)state;
    expect_pieces(
        "| Title & Authors | Introduction | Links |\n|--|--|--|\n"
        "|[![Star](https://img.shields.io/github/stars/ann/fold.svg?style=social)](" G ")"
        "[![Publish](https://img.shields.io/badge/Conference-ICLR'24%20Oral-blue)]()<br>"
        "[Fold](" A ") <br> Ann Li, Bo Wu |<img width=\"9\" src=\"f/a.png\"> "
        "|[Github](" G ") <br> [Paper](" A "v2)|[//]: #05/29\n",
        "|<[![Star](https://img.shields.io/github/stars/{repo}.svg?style=social)]({root})>"
        "<[![Publish](https://img.shields.io/badge/Conference-{badge 'YY}-blue)]()><br>"
        "<[{title}]({https://arxiv.org/abs/{id}})> <br> <{authors}> "
        "|<<img width=\"9\" src=\"{picture}\">> |<[Github]({code})> <br> "
        "<[Paper]({https://arxiv.org/abs/{id}})>|[//]: #<{date MM/DD}>");
    expect_pieces("| Date | Title | Venue | Paper | Code |\n|--|--|--|--|--|\n"
                  "| 2024-03 | Fold and More | NeurIPS | [[pdf]](https://arxiv.org/pdf/2403.00001) "
                  "| [ann/fold](" G ") |\n",
                  "| <{date YYYY-MM}> | <{title}> | <{venue }> | "
                  "<[[pdf]]({https://arxiv.org/pdf/{id}})> | <[{repo}]({code})> |");
    expect_pieces("| Title | Links |\n|--|--|\n| [Fold](" A
                  ") | [Blog](https://x.org/b) some words "
                  "of its own |\n",
                  "| <[{title}]({https://arxiv.org/abs/{id}})> | ?<[Blog](https://x.org/b)> ?<some "
                  "words of its own> |");
}

static void test_items(void **state)
{
    (void)state;
    expect_pieces("* [Fold](" A "). Ann Li, Bo Wu. [[Paper]](" A ")[[Github]](" G ")\n",
                  "<[{title}]({https://arxiv.org/abs/{id}})>. <{authors}>. "
                  "<[[Paper]]({https://arxiv.org/abs/{id}})><[[Github]]({code})>");
    expect_pieces("12. Fold and more <br> EMNLP 2023 [[Paper](https://aclanthology.org/2023."
                  "emnlp-main.1)]\n",
                  "<{title}> <br> <{venue  YYYY}> <[[Paper]({})]>");
    expect_pieces("- [2024/05] **Fold and more.** *Ann Li, Bo Wu* [[paper](" A ")]\n",
                  "[<{date YYYY/MM}>] **<{title}>.** <*{authors}*> "
                  "<[[paper]({https://arxiv.org/abs/{id}})]>");
    expect_pieces("**Fold** \\\n*Ann Li* \\\narXiv 2024. [[Paper](" A ")] \\\n4 Mar 2024\n",
                  "**<{title}>** \\\n<*{authors}*> \\\n<arXiv {year  YYYY}>. "
                  "<[[Paper]({https://arxiv.org/abs/{id}})]> \\\n<{date D Mon YYYY}>");
    expect_pieces("**Fold**\r\n\r\n- Paper: " A "\r\n- Code: None\r\n",
                  "**<{title}>**\n\n- <Paper: {https://arxiv.org/abs/{id}}>\n- Code: None");
    expect_pieces("- [Fold](" A "): what it is\n\n  - [Other](https://arxiv.org/abs/2403.00002)\n",
                  "no");
    expect_pieces("- [Fold](" A ") \x01\n", "no");
}

/* Authors and a venue or a year that no emphasis parts, and brackets that stay in pairs. */
static void test_words(void **state)
{
    (void)state;
#define T "<[{title}]({https://arxiv.org/abs/{id}})>"
    expect_pieces("- [Fold](" A "). Ann Li, Bo Wu. ICLR 2024.\n",
                  T ". <{authors}>. <{venue  YYYY}>.");
    expect_pieces("- [Fold](" A "), Ann Li, Bo Wu, ICLR'24\n", T ", <{authors}>, <{venue 'YY}>");
    expect_pieces("- [Fold](" A ") Ann Li, Bo Wu *(ICLR 2024)*\n",
                  T " <{authors}> <*({venue  YYYY})*>");
    expect_pieces("- [Fold](" A ") by Ann Li, Bo Wu [ICLR 2024]\n",
                  T " by <{authors}> [<{venue  YYYY}>]");
    expect_pieces("- [Fold](" A ") *Ann Li, Bo Wu. ICLR 2024*\n",
                  T " *<{authors}>. <{venue  YYYY}>*");
    expect_pieces("- [Fold](" A "). Ann Li, Bo Wu. arXiv 2024\n",
                  T ". <{authors}>. <arXiv {year  YYYY}>");
    expect_pieces("- [Fold](" A "). Some words [of 2024]\n", T ". <{venue  YYYY}>");
#undef T
}

/* What is written of a paper at the end of the last list. */
static void expect_written(const char *source, const struct paper *paper, const char *wanted)
{
    struct document *doc = build(source);
    struct patterns patterns = {0};
    struct buf out = {0};
    uint32_t left_out, lacking;
    patterns_learn(&patterns, &doc, 1, NULL);
    const struct entry *last = &doc->entries[doc->entry_count - 1];
    const struct pattern_place place = {
        .list = last->list, .section = last->section, .row = last->kind == ENTRY_ROW};
    if (!pattern_write(&patterns, &place, paper, &out, &left_out, &lacking))
        buf_printf(&out, "lacks %x", lacking);
    if (!str_eq(buf_str(&out), str_from(wanted)))
        fail_msg("is     \"%.*s\"\nwanted \"%s\"", STR_ARG(buf_str(&out)), wanted);
    buf_free(&out);
    patterns_free(&patterns);
    document_free(doc);
}

#define ROW(n, rest) "| [Folding " n "](https://arxiv.org/abs/2401.0000" n ") " rest " |\n"
#define CODE(n)      "[Code](https://github.com/a/b" n ")"
#define PAGE(n)      "[Project](https://b" n ".org)"
#define HEAD         "| Title | Links |\n|--|--|\n"

static void test_written(void **state)
{
    (void)state;
    struct paper paper = {.title = STR("Fold"),
                          .authors = STR("Ann Li, Bo Wu"),
                          .id = STR("2605.00001"),
                          .url = STR("https://arxiv.org/abs/2605.00001")};
    const char *list = HEAD ROW("1", "| -") ROW("2", "| -") ROW("3", "| -") ROW("4", "| " CODE("4"))
        ROW("5", "| " CODE("5") " / " PAGE("5"));
    expect_written(list, &paper, "| [Fold](https://arxiv.org/abs/2605.00001) | - |");
    /* Too few to be sure of: the nearest shape, made to what is known. */
    paper.code = paper.root = STR("https://github.com/li/fold");
    paper.repo = STR("li/fold");
    expect_written(
        list, &paper,
        "| [Fold](https://arxiv.org/abs/2605.00001) | [Code](https://github.com/li/fold) |");
    paper.project = STR("https://fold.org");
    expect_written(
        list, &paper,
        "| [Fold](https://arxiv.org/abs/2605.00001) | [Code](https://github.com/li/fold) / "
        "[Project](https://fold.org) |");
    expect_written("- [Fold it](" A "). Ann Li, Bo Wu, Cy Ito et al.\n", &paper,
                   "[Fold](https://arxiv.org/abs/2605.00001). Ann Li, Bo Wu");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_items),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
