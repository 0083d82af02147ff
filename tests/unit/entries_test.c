/* What an entry is called and which paper it is, for each grammar of entries. */
#include "base/buf.h"
#include "base/mem.h"
#include "doc/document.h"
#include "doc/label.h"
#include "doc/news.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static struct document *build(const char *text)
{
    size_t n = strlen(text);
    char *source = mem_alloc(n + 1, 1);
    memcpy(source, text, n);
    struct limits limits = limits_default();
    struct document *doc =
        document_build(STR("list.md"), source, n, &limits, (struct date){2026, 6, 1});
    assert_int_equal(doc->disagreements, 0);
    return doc;
}

/* Each entry as "title | key", in the order of the document. */
static void entries_are(const char *markdown, const char *const *expected)
{
    struct document *doc = build(markdown);
    uint32_t count = 0;
    while (expected[count])
        count++;
    for (uint32_t i = 0; i < doc->entry_count && i < count; i++) {
        struct buf have = {0};
        buf_printf(&have, "%.*s | %.*s", STR_ARG(document_text(doc, doc->entries[i].title)),
                   STR_ARG(doc->entries[i].key));
        if (!str_eq(buf_str(&have), str_from(expected[i])))
            fail_msg("have '%.*s', want '%s'", STR_ARG(buf_str(&have)), expected[i]);
        buf_free(&have);
    }
    assert_int_equal(doc->entry_count, count);
    document_free(doc);
}

#define ENTRIES(markdown, ...) entries_are(markdown, (const char *const[]){__VA_ARGS__, NULL})

#define ABS "https://arxiv.org/abs/"

static void titles_that_are_links(void **state)
{
    (void)state;
    ENTRIES("- [Sparse Trees](" ABS "2405.00001). N. N.", "Sparse Trees | arxiv:2405.00001");
    ENTRIES("1. [**Sparse Trees**](" ABS "2405.00001) _N. N._",
            "**Sparse Trees** | arxiv:2405.00001");
    ENTRIES("1. **[Sparse Trees](" ABS "2405.00001)** _N. N._", "Sparse Trees | arxiv:2405.00001");
    ENTRIES("- \xf0\x9f\x94\xa5 :star: 2024.05 (ICLR'24) [Sparse Trees](" ABS "2405.00001)",
            "Sparse Trees | arxiv:2405.00001");
    ENTRIES("- **ICLR 2024** [Sparse Trees](" ABS "2405.00001)", "Sparse Trees | arxiv:2405.00001");
    ENTRIES("1. **Start here** \xe2\x86\x92 [Sparse Trees](" ABS "2405.00001), for trees",
            "Sparse Trees | arxiv:2405.00001");
    ENTRIES("- Tree et al. [Sparse Trees](" ABS "2405.00001). ICLR.",
            "Sparse Trees | arxiv:2405.00001");
    ENTRIES("- [docs](https://github.com/o/docs) - Makes documents.",
            "docs | url:github.com/o/docs");
}

static void titles_that_are_text(void **state)
{
    (void)state;
    ENTRIES("- [2023/04] **Sparse Trees.** *N. N. arXiv.*[[paper](" ABS "2304.00001)]",
            "Sparse Trees. | arxiv:2304.00001");
    ENTRIES("- [2023/04] Sparse Trees *N. N. arXiv* [[paper](" ABS "2304.00001)]",
            "Sparse Trees | arxiv:2304.00001");
    ENTRIES("- [[ICLR](" ABS "2304.00001)] Sparse Trees [[code](https://github.com/o/r)]",
            "Sparse Trees | arxiv:2304.00001");
    ENTRIES("- (*NAACL'21*) Sparse Trees [[paper](" ABS "2304.00001)][[code](c)]",
            "Sparse Trees | arxiv:2304.00001");
    ENTRIES("* **SPT**: \"Sparse Trees\", ICCV, 2023 (*Lab*). [[Paper](" ABS "2304.00001)]",
            "SPT | arxiv:2304.00001");
    ENTRIES("- Sparse Trees. N. N. [arXiv:2304.00001](" ABS "2304.00001)",
            "Sparse Trees. N. N. | arxiv:2304.00001");
    ENTRIES("- Sparse Trees. [CVPR 2023](" ABS "2304.00001)", "Sparse Trees. | arxiv:2304.00001");
    ENTRIES("- Sparse Trees.\n  [[pdf]](" ABS "2304.00001)\n  - N. N. *CVPR 2023*",
            "Sparse Trees. | arxiv:2304.00001");
    ENTRIES("- (Almost) No Trees [[paper](" ABS "2304.00001)]",
            "(Almost) No Trees | arxiv:2304.00001");
    ENTRIES("- 2bit Trees [[paper](" ABS "2304.00001)]", "2bit Trees | arxiv:2304.00001");
}

/* The same names stand in front of many papers. */
static void titles_behind_names(void **state)
{
    (void)state;
    ENTRIES("- Ann Li, **Bo Wu** [*lead*], **Sparse Trees of Two Words**, ICLR [[pdf](" ABS
            "2304.00001)]",
            "Sparse Trees of Two Words | arxiv:2304.00001");
    ENTRIES("- Li, A., Wu, B. (2023). *Sparse Trees of Two Words*. ICLR [[pdf](" ABS "2304.00001)]",
            "Sparse Trees of Two Words | arxiv:2304.00001");
    ENTRIES("- Ann Li, Bo Wu: [Sparse Trees of Two Words](" ABS
            "2304.00001) [[pdf](https://x.org)]",
            "Sparse Trees of Two Words | arxiv:2304.00001");
    ENTRIES("- Li et al. (2023) - **Sparse Trees of Two Words** [[pdf](" ABS "2304.00001)]",
            "Sparse Trees of Two Words | arxiv:2304.00001");
    ENTRIES("- Sparse Trees, *Ann Li, Bo Wu, Cy Xu, Di Yao* [[pdf](" ABS "2304.00001)]",
            "Sparse Trees | arxiv:2304.00001");
    ENTRIES("- Sparse Trees, and more, **in bold for no good reason** [[pdf](" ABS "2304.00001)]",
            "Sparse Trees, and more | arxiv:2304.00001");
}

static void titles_behind_signs(void **state)
{
    (void)state;
    ENTRIES("- [Paper](" ABS "2304.00001) and [code](https://github.com/o/r)",
            "Paper | arxiv:2304.00001");
    ENTRIES("- <kbd>ICLR</kbd> Sparse Trees [[pdf](" ABS "2304.00001)]",
            "Sparse Trees | arxiv:2304.00001");
    ENTRIES("- `2023.04` | `ICLR` | ICLR 2023 | Sparse Trees | [[pdf](" ABS "2304.00001)]",
            "Sparse Trees | arxiv:2304.00001");
    ENTRIES("- \xe3\x80\x8aSparse Trees\xe3\x80\x8b [[pdf](" ABS "2304.00001)]",
            "Sparse Trees | arxiv:2304.00001");
    ENTRIES("- Sparse Trees. [https://arxiv.org/abs/2304.00001](" ABS "2304.00001)",
            "Sparse Trees. | arxiv:2304.00001");
    ENTRIES("- **SPT**: \"Sparse Trees of Two Words\", ICCV. [[pdf](" ABS "2304.00001)]",
            "Sparse Trees of Two Words | arxiv:2304.00001");
}

static void titles_in_rows(void **state)
{
    (void)state;
    ENTRIES("|Date|Title|Paper|Code|\n|--|--|--|--|\n"
            "|2024.06|\xf0\x9f\x94\xa5[**Trees**] Sparse Trees(@Lab) |[[pdf]](" ABS
            "2406.00001)|[[Trees]](https://github.com/o/r)|\n",
            "Sparse Trees(@Lab) | arxiv:2406.00001");
    ENTRIES("|Date|Title|PDF|\n|--|--|--|\n|**2024-06-01**|**Sparse Trees**|[2406.00001](" ABS
            "2406.00001)|\n",
            "Sparse Trees | arxiv:2406.00001");
    ENTRIES("|Model|Size|Paper|\n|--|--|--|\n|Trees|7B|[Paper](" ABS "2406.00001)|\n"
            "|[Woods](https://x.org/w)|7B|[Paper](" ABS "2406.00001)|\n",
            "Trees | title:trees", "Woods | url:x.org/w"); /* the paper is a property */
    ENTRIES("|Year|论文|\n|--|--|\n|2024|[Sparse Trees](" ABS "2406.00001)|\n",
            "Sparse Trees | arxiv:2406.00001");
}

/* Lines about a paper belong to it; a label in front of a title does not make one. */
static void lines_below_an_item(void **state)
{
    (void)state;
    ENTRIES("- [Sparse Trees](" ABS "2405.00001)\n  - N. N.\n  - Keyword: trees\n"
            "  - Code: [official](https://github.com/o/r)\n",
            "Sparse Trees | arxiv:2405.00001");
    ENTRIES("* 树：\n  * 地址：https://github.com/o/r\n  * 简介：好\n", "树 | url:github.com/o/r");
    ENTRIES("- **[2025.02.07]**\n"
            "    - Paper: [Sparse Trees of Words](" ABS "2502.00001)\n"
            "    - Paper: [Dense Trees of Words](" ABS "2502.00002)\n",
            "Sparse Trees of Words | arxiv:2502.00001", "Dense Trees of Words | arxiv:2502.00002");
    ENTRIES("- [Topic](https://x.org/topic)\n  - [Sparse Trees](" ABS "2405.00001) [[paper](" ABS
            "2405.00001)]\n",
            "Topic | url:x.org/topic", "Sparse Trees | arxiv:2405.00001");
}

/* Headings are titles where three or more of a level have the links of one paper under them. */
static void headings_that_are_titles(void **state)
{
    (void)state;
#define ROW "[\xf0\x9f\x93\x84 Paper](" ABS "2405.0000"
    ENTRIES("# List\n" ROW "9)\n\n## Topic\n### 1. Sparse Trees\n**Authors**: N. N.\n\n" ROW
            "1) | [Code (soon)](https://x.org/c)\n### 2. Dense Trees\nAnn Li, Bo Wu\n" ROW
            "2)\n### [Woods](" ABS "2405.00003)\nText\n\n- no link\n",
            "Sparse Trees | arxiv:2405.00001", "Dense Trees | arxiv:2405.00002",
            "Woods | arxiv:2405.00003");
    ENTRIES("### Sparse\nOne Title\n" ROW "1)\n### Dense\nTwo Titles\n" ROW
            "2)\n### Mixed\nThree Titles\n" ROW "3)\n",
            NULL);
    ENTRIES("### Sparse\n" ROW "1)\n### Dense\n" ROW "2)\n", NULL);
#undef ROW
}

static void knows_labels_that_are_no_words(void **state)
{
    (void)state;
    assert_int_equal(label_of(STR("\xf0\x9f\x93\x84Paper")), LABEL_PAPER);
    assert_int_equal(label_of(STR("Code (not yet)")), LABEL_CODE);
    assert_int_equal(label_of(STR("(not yet)")), LABEL_NONE);
    assert_int_equal(label_of(STR("Trees (code)")), LABEL_NONE);
    assert_true(label_is_arxiv_id(STR("2405.18218")));
    assert_true(label_is_arxiv_id(STR("arXiv:1405.1821v2")));
    assert_false(label_is_arxiv_id(STR("2405.18218 and more")));
    assert_false(label_is_arxiv_id(STR("24.05")));
    assert_true(label_is_venue(STR("ICLR 2024")));
    assert_true(label_is_venue(STR("CVPR'23 Oral")));
    assert_true(label_is_venue(STR("NeurIPS2022 Workshop")));
    assert_false(label_is_venue(STR("ICLR")));
    assert_false(label_is_venue(STR("Trees 2024")));
    assert_false(label_is_venue(STR("2024")));
}

static void tells_news_from_topics(void **state)
{
    (void)state;
    static const char *const NEWS[] = {
        "News",        "\xf0\x9f\x93\xa2 News \xf0\x9f\x94\xa5",
        "Update Log:", "Recent Updates (2024)",
        "What's New?", "What\xe2\x80\x99s new",
        "Change Log",  "更新日志",
        "最新动态",    "お知らせ",
        "CHANGELOG",
    };
    static const char *const TOPICS[] = {
        "Fake News", "News Recommendation", "Weight Updates", "New Papers", "Surveys", "新论文",
    };
    for (size_t i = 0; i < sizeof NEWS / sizeof *NEWS; i++)
        if (heading_sense(str_from(NEWS[i])) != HEADING_NEWS)
            fail_msg("'%s' is news", NEWS[i]);
    for (size_t i = 0; i < sizeof TOPICS / sizeof *TOPICS; i++)
        if (heading_sense(str_from(TOPICS[i])) != HEADING_TOPIC)
            fail_msg("'%s' is a topic", TOPICS[i]);
    assert_int_equal(heading_sense(STR("May 2024")), HEADING_PART);
}

/* What is folded away ends with its </details>, and a date below news is news. */
static void ends_sections(void **state)
{
    (void)state;
    struct document *doc =
        build("## Papers\n\n**One** [[Paper](a)]\n\n"
              "<details><summary>BibTeX</summary><pre>x</pre></details>\n\n"
              "**Two** [[Paper](b)]\n\n"
              "<details>\n<summary>2023</summary>\n\n- [Three](c)\n\n"
              "</details>\n\n- [Four](d)\n\n"
              "## News\n\n### May 2024\n\n- [Five](e)\n\n### Trees\n\n- [Six](f)\n");
    static const char *const SECTIONS[] = {"Papers", "Papers",   "2023",
                                           "Papers", "May 2024", "Trees"};
    static const bool IS_NEWS[] = {false, false, false, false, true, false};
    assert_int_equal(doc->entry_count, 6);
    for (uint32_t i = 0; i < 6; i++) {
        const struct section *section = &doc->sections[doc->entries[i].section];
        if (!str_eq(section->text, str_from(SECTIONS[i])))
            fail_msg("entry %u is in '%.*s'", i, STR_ARG(section->text));
        assert_int_equal(section->news, IS_NEWS[i]);
    }
    assert_int_equal(doc->entries[0].list, doc->entries[1].list);
    document_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_that_are_links),
        cmocka_unit_test(titles_that_are_text),
        cmocka_unit_test(titles_behind_names),
        cmocka_unit_test(titles_behind_signs),
        cmocka_unit_test(titles_in_rows),
        cmocka_unit_test(lines_below_an_item),
        cmocka_unit_test(headings_that_are_titles),
        cmocka_unit_test(knows_labels_that_are_no_words),
        cmocka_unit_test(tells_news_from_topics),
        cmocka_unit_test(ends_sections),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
