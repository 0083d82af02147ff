/* The model: what a document holds and where, for each shape of list. */
#include "doc/document.h"

#include "base/buf.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static struct document *build_bytes(const char *text, size_t n)
{
    char *source = mem_alloc(n + 1, 1);
    memcpy(source, text, n);
    struct limits limits = limits_default();
    struct document *doc =
        document_build(STR("list.md"), source, n, &limits, (struct date){2026, 6, 1});
    return doc;
}

static struct document *build(const char *text)
{
    struct document *doc = build_bytes(text, strlen(text));
    assert_int_equal(doc->disagreements, 0);
    return doc;
}

static void text_is(const struct document *doc, struct span span, const char *expected)
{
    str text = document_text(doc, span);
    if (!str_eq(text, str_from(expected)))
        fail_msg("have '%.*s', want '%s'", STR_ARG(text), expected);
}

static void str_is(str have, const char *expected)
{
    if (!str_eq(have, str_from(expected)))
        fail_msg("have '%.*s', want '%s'", STR_ARG(have), expected);
}

/* "kind form dest" of every reference, a line each, an image in a link indented. */
static void references_are(const char *source, const char *expected)
{
    struct document *doc = build(source);
    struct buf have = {0};
    static const char *const FORMS[] = {"inline", "reference", "angle", "bare", "html"};
    for (uint32_t i = 0; i < doc->reference_count; i++) {
        const struct reference *ref = &doc->references[i];
        buf_printf(&have, "%s%s %s '%.*s' %.*s\n", ref->outer != NO_INDEX ? " " : "",
                   ref->kind == REF_IMAGE ? "image" : "link", FORMS[ref->form],
                   STR_ARG(document_text(doc, ref->dest)), STR_ARG(ref->url));
        assert_true(ref->exact);
    }
    buf_add_char(&have, '\0');
    assert_string_equal(have.at, expected);
    buf_free(&have);
    document_free(doc);
}

static void finds_references(void **state)
{
    (void)state;
    references_are("[a](u) ![b](v \"t\") <http://w.x>", "link inline 'u' u\nimage inline 'v' v\n"
                                                        "link angle 'http://w.x' http://w.x\n");
    references_are("[![Star](img)](target)", "link inline 'target' target\n"
                                             " image inline 'img' img\n");
    references_are("see https://x.y/z, and www.q.r.", "link bare 'https://x.y/z' https://x.y/z\n"
                                                      "link bare 'www.q.r' http://www.q.r\n");
    references_are("[[Paper]](u) [[Code](v)]", "link inline 'u' u\nlink inline 'v' v\n");
    references_are("[a](<u v>) [b](u\\_v) [c](u?x=1&amp;y)",
                   "link inline 'u v' u v\nlink inline 'u\\_v' u_v\n"
                   "link inline 'u?x=1&amp;y' u?x=1&y\n");
    references_are("[]() [x](#)", "link inline '' \nlink inline '#' #\n");
    references_are("`[a](u)` <!-- [b](v) --> \\[c](w)", "");
    references_are("mail a@b.c now", "link bare 'a@b.c' mailto:a@b.c\n");
}

static void finds_references_by_definition(void **state)
{
    (void)state;
    references_are("[a][X] [x] [b][]\n\n[x]: /u 'title'\n[b]: <v w>\n",
                   "link reference '/u' /u\nlink reference '/u' /u\nlink reference 'v w' v w\n");
    references_are("text\n[x]: /u\n\n[x]", ""); /* cannot interrupt a paragraph */
    references_are("[^1] note\n\n[^1]: https://a.b\n", "link bare 'https://a.b' https://a.b\n");
}

static void finds_references_in_html(void **state)
{
    (void)state;
    references_are("x <a href=\"u\"><img src='v' width=3></a> <img src=w>",
                   "link html 'u' u\n image html 'v' v\nimage html 'w' w\n");
    references_are(
        "<p align=\"center\">\n<a href=\"u?a=1&amp;b\">x</a>\n<!-- <a href=\"n\"> -->\n</p>",
        "link html 'u?a=1&amp;b' u?a=1&b\n");
}

/* Positions where cmark-gfm's own are wrong: after backslash breaks, in indented rows, behind a
 * BOM, in cells with escaped pipes, after definitions. */
static void places_are_exact(void **state)
{
    (void)state;
    references_are("**T** \\\n*A* \\\n[[Paper](u)] \\\n1 May", "link inline 'u' u\n");
    references_are("\xef\xbb\xbf| h |\n|--|\n   | a \\| b [x](u\\|v) |\n",
                   "link inline 'u\\|v' u|v\n");
    references_are("[d]: /e\nnext [x](u)\nand [y\nz](v)", "link inline 'u' u\nlink inline 'v' v\n");
    references_are("> quoted [a](u)\n> more [b](v)\nlazy [c](w)",
                   "link inline 'u' u\nlink inline 'v' v\nlink inline 'w' w\n");
    references_are("# A [b](u) ##\r\n\r\ntext [c](v)\r\n",
                   "link inline 'u' u\nlink inline 'v' v\n");
    references_are("# h\r\rtext [c](v)\r", "link inline 'v' v\n");
}

static void reads_rows(void **state)
{
    (void)state;
    struct document *doc = build("### Pruning\n"
                                 "| Title & Authors | Introduction | Links |\n"
                                 "|:--|  :----: | :---:|\n"
                                 "|[![Star](https://img.shields.io/github/stars/o/r.svg)]"
                                 "(https://github.com/o/r)<br>[A Title](https://arxiv.org/abs/"
                                 "2405.18218) <br> N. N. |<img src=\"f.png\"> |[Paper]"
                                 "(https://arxiv.org/abs/2405.18218)|  [//]: #05/29\n"
                                 "|**Quantization** | | |\n"
                                 "|[B Title](https://x.org/b) |\n"
                                 "swallowed\n");
    assert_int_equal(doc->table_count, 1);
    assert_int_equal(doc->tables[0].columns, 3);
    assert_int_equal(doc->row_count, 6);
    static const uint8_t KINDS[] = {ROW_HEADER,  ROW_DELIMITER, ROW_BODY,
                                    ROW_SECTION, ROW_BODY,      ROW_SWALLOWED};
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(doc->rows[i].kind, KINDS[i]);
    assert_int_equal(doc->rows[2].cell_count, 4);
    assert_int_equal(doc->rows[2].hidden, 3);
    assert_int_equal(doc->rows[4].cell_count, 1);
    assert_int_equal(doc->entry_count, 2);
    const struct entry *first = &doc->entries[0], *second = &doc->entries[1];
    text_is(doc, first->title, "A Title");
    text_is(doc, first->hidden, "[//]: #05/29");
    str_is(first->key, "arxiv:2405.18218");
    assert_int_equal(first->ref_count, 5);
    str_is(doc->sections[first->section].text, "Pruning");
    str_is(doc->sections[second->section].text, "Quantization");
    assert_int_equal(doc->sections[second->section].kind, SECTION_ROW);
    str_is(second->key, "url:x.org/b");
    document_free(doc);
}

static void reads_items(void **state)
{
    (void)state;
    struct document *doc = build("## List\n\n"
                                 "* [One](https://arxiv.org/abs/2401.00001). A. B. [[Code]](c)\n"
                                 "+ no link here\n"
                                 "\n1. **[Two](https://doi.org/10.1145/1)** _C_\n"
                                 "   continued [Paper](p)\n"
                                 "- Group\n  - [Three](https://x.org/3)\n");
    assert_int_equal(doc->entry_count, 3);
    text_is(doc, doc->entries[0].title, "One");
    str_is(doc->entries[0].key, "arxiv:2401.00001");
    text_is(doc, doc->entries[1].title, "Two");
    str_is(doc->entries[1].key, "doi:10.1145/1");
    assert_int_equal(doc->entries[1].ref_count, 2);
    text_is(doc, doc->entries[2].title, "Three");
    assert_int_equal(doc->entries[2].parent, NO_INDEX);
    document_free(doc);
}

static void reads_bold_paragraphs(void **state)
{
    (void)state;
    struct document *doc = build("**First Paper** \\\n*A, B* \\\narXiv 2023. "
                                 "[[Paper](https://arxiv.org/abs/2310.00001)] \\\n2 Oct 2023\n\n"
                                 "**Note** no link\n\n"
                                 "**[back to top](#top)**\n");
    assert_int_equal(doc->entry_count, 1);
    text_is(doc, doc->entries[0].title, "First Paper");
    str_is(doc->entries[0].key, "arxiv:2310.00001");
    document_free(doc);
}

/* One paper, several bullets; and a bold line that is a heading above papers. */
static void tells_titles_from_headings(void **state)
{
    (void)state;
    struct document *doc = build("**Some Paper**\n\n"
                                 "- Paper: https://arxiv.org/abs/2403.00001\n"
                                 "- Code: https://github.com/o/r\n\n"
                                 "**Group**\n\n"
                                 "- [Alpha: A](https://arxiv.org/abs/2403.00002)\n"
                                 "- [Beta: B](https://arxiv.org/abs/2403.00003)\n");
    assert_int_equal(doc->entry_count, 3);
    text_is(doc, doc->entries[0].title, "Some Paper");
    str_is(doc->entries[0].key, "arxiv:2403.00001");
    assert_int_equal(doc->entries[0].ref_count, 2);
    str_is(doc->sections[doc->entries[1].section].text, "Group");
    assert_int_equal(doc->sections[doc->entries[1].section].kind, SECTION_BOLD);
    document_free(doc);
}

/* Also where no paragraph was looked at before. */
static void places_headings_above_tables(void **state)
{
    struct document *doc = build("## The [Name](u) ##\n\n| T |\n|---|\n|[A](https://e.org/a)|\n");
    (void)state;
    assert_int_equal(doc->section_count, 2);
    text_is(doc, doc->sections[1].title, "The [Name](u)");
    document_free(doc);
}

static void names_what_links_are_called(void **state)
{
    (void)state;
    struct document *doc = build("- [[Paper]](a) [[Code](b)] Project: https://c.d\n");
    str_is(reference_label(doc, &doc->references[0]), "Paper");
    str_is(reference_label(doc, &doc->references[1]), "Code");
    str_is(reference_label(doc, &doc->references[2]), "Project");
    document_free(doc);
}

static void refuses_what_the_parser_cannot_take(void **state)
{
    (void)state;
    struct buf source = {0};
    for (int i = 0; i < 2000; i++)
        buf_add(&source, STR("|a"));
    buf_add_char(&source, '\n');
    for (int i = 0; i < 2000; i++)
        buf_add(&source, STR("|-"));
    struct document *doc = build_bytes(source.at, source.n);
    assert_int_equal(doc->refusal.kind, REFUSED_TABLE);
    assert_int_equal(doc->refusal.measured, 2000);
    assert_int_equal(doc->reference_count, 0);
    document_free(doc);

    buf_clear(&source);
    for (int i = 0; i < 20000; i++)
        buf_add(&source, STR("a <![CDATA[ "));
    doc = build_bytes(source.at, source.n);
    assert_int_equal(doc->refusal.kind, REFUSED_MARKUP);
    document_free(doc);

    buf_clear(&source);
    for (int i = 0; i < 100000; i++)
        buf_add_char(&source, '>');
    doc = build_bytes(source.at, source.n);
    assert_int_equal(doc->refusal.kind, REFUSED_NESTING);
    document_free(doc);
    buf_free(&source);
}

static void keeps_offsets_over_odd_bytes(void **state)
{
    (void)state;
    static const char SOURCE[] = "a\0b\f \xff [x](u)\n";
    struct document *doc = build_bytes(SOURCE, sizeof SOURCE - 1);
    assert_int_equal(doc->reference_count, 1);
    text_is(doc, doc->references[0].span, "[x](u)");
    assert_true(doc->partial);
    document_free(doc);
    /* A row with a byte that is no text is a row. */
    doc = build("|a|b|\n|-|-|\n|c\xff|[d](u)\xe2\x82|\n|e|f|\n");
    assert_int_equal(doc->row_count, 4);
    text_is(doc, doc->references[0].span, "[d](u)");
    document_free(doc);
    doc = build("");
    assert_int_equal(doc->line_count, 1);
    assert_int_equal(doc->section_count, 1);
    document_free(doc);
}

static void numbers_slugs(void **state)
{
    (void)state;
    struct document *doc = build("# Name\n## Name\n### Other `code` [x](u)\n## Name-1\n");
    str_is(doc->sections[1].slug, "name");
    str_is(doc->sections[2].slug, "name-1");
    str_is(doc->sections[3].slug, "other-code-x");
    str_is(doc->sections[4].slug, "name-1-1");
    assert_int_equal(doc->sections[3].parent, 2);
    document_free(doc);
}

/* To cmark-gfm each of these is a footnote, but it reads freed memory where `^` is a reference. */
static void takes_disguised_footnotes_for_such(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t references; /* a footnote takes the picture in it along */
    } CASES[] = {
        {"[^a ![x](u)] [y](v)\n", 1},
        {"[\\^a ![x](u)] [y](v)\n", 1},
        {"[&#94;a ![x](u)] [y](v)\n", 2},
        {"[&#x5e;a ![x](u)] [y](v)\n", 2},
        {"[&Hat;a ![x](u)] [y](v)\n", 2},
        {"[^a] [&#94;a ![x](u)] [y](v)\n", 2},
        {"[^a] [&Hat;a ![x](u)] [y](v)\n", 2},
        {"[^a] [&#0000094;a ![x](u)] [y](v)\n", 2},
        {"[^a] [&#X00005E;a ![x](u)] [y](v)\n", 2},
        {"[^a ![x](u)] [&#95;a](v)\n", 1},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct document *doc = build_bytes(CASES[i].text, strlen(CASES[i].text));
        assert_int_equal(doc->reference_count, CASES[i].references);
        document_free(doc);
    }
    references_are("a[^1]\n\n[^1]: [x](u)\n\n[y](v)\n", "link inline 'u' u\nlink inline 'v' v\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_references),
        cmocka_unit_test(finds_references_by_definition),
        cmocka_unit_test(finds_references_in_html),
        cmocka_unit_test(places_are_exact),
        cmocka_unit_test(reads_rows),
        cmocka_unit_test(reads_items),
        cmocka_unit_test(reads_bold_paragraphs),
        cmocka_unit_test(tells_titles_from_headings),
        cmocka_unit_test(places_headings_above_tables),
        cmocka_unit_test(names_what_links_are_called),
        cmocka_unit_test(refuses_what_the_parser_cannot_take),
        cmocka_unit_test(keeps_offsets_over_odd_bytes),
        cmocka_unit_test(numbers_slugs),
        cmocka_unit_test(takes_disguised_footnotes_for_such),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
