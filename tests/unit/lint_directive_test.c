#include "lint/directive.h"

#include "fake.h"

#include <string.h>

static const struct rule rule = {.summary = "s", .severity = SEVERITY_ERROR};
static const struct rule_entry rules[] = {
    {"arxiv/duplicate", &rule, ""}, {"arxiv/id", &rule, ""},      {"link/anchor", &rule, ""},
    {"link/file", &rule, ""},       {"table/columns", &rule, ""},
};
enum { RULE_COUNT = sizeof rules / sizeof *rules };

static const struct date today = {2026, 6, 1};

static const char *const kinds[] = {
    [SUPPRESS_ENTRY] = "entry", [SUPPRESS_LINE] = "line", [SUPPRESS_RANGE] = "range",
    [SUPPRESS_FILE] = "file",   [SUPPRESS_END] = "end",   [SUPPRESS_NOTHING] = "nothing",
};
static const char *const faults[] = {
    [SUPPRESSION_FINE] = "",       [SUPPRESSION_WORD] = " !word",   [SUPPRESSION_RULE] = " !rule",
    [SUPPRESSION_OPEN] = " !open", [SUPPRESSION_SHOWN] = " !shown", [SUPPRESSION_ALONE] = " !alone",
};

static struct document *build(str source)
{
    char *bytes = mem_alloc(source.n + 1, 1);
    memcpy(bytes, source.at, source.n);
    const struct limits limits = limits_default();
    return document_build(STR("a.md"), bytes, source.n, &limits, today);
}

/* The entry, or line numbers from 1. */
static void add_reach(struct buf *out, const struct document *doc,
                      const struct directive *directive)
{
    if (directive->reach == REACH_ENTRY)
        buf_printf(out, " %.*s", STR_ARG(doc->entries[directive->start].key));
    else if (directive->reach == REACH_BLOCK || directive->reach == REACH_LINE)
        buf_printf(out, " %s %u-%u", directive->reach == REACH_BLOCK ? "block" : "line",
                   document_line(doc, directive->start) + 1,
                   document_line(doc, directive->end - 1) + 1);
}

/* One line a directive: kind, entry, scope, names, reason, fault. */
static str listed(struct buf *out, const struct document *doc, const struct directives *directives)
{
    buf_clear(out);
    for (size_t i = 0; i < directives->n; i++) {
        const struct directive *directive = &directives->at[i];
        const struct suppression *told = &directive->told;
        buf_printf(out, "%s", kinds[told->kind]);
        add_reach(out, doc, directive);
        for (uint32_t j = 0; j < told->name_count; j++)
            buf_printf(out, "%s%.*s", j ? "," : " of ",
                       STR_ARG(told->names[j].name.n ? told->names[j].name : STR("everything")));
        if (!span_is_empty(told->reason))
            buf_printf(out, " (%.*s)", STR_ARG(document_text(doc, told->reason)));
        buf_printf(out, "%s", faults[told->fault]);
        if (!span_is_empty(told->wrong))
            buf_printf(out, " \"%.*s\"", STR_ARG(document_text(doc, told->wrong)));
        if (told->meant)
            buf_printf(out, " -> %s", told->meant);
        buf_add_char(out, '\n');
    }
    return buf_str(out);
}

static void check(const char *source, const char *wanted)
{
    struct settings settings;
    settings_init(&settings, rules, RULE_COUNT);
    struct document *doc = build(str_from(source));
    struct directives directives = {0};
    directives_read(&directives, doc, &settings);
    struct buf out = {0};
    assert_str(listed(&out, doc, &directives), wanted);
    for (size_t i = 0; i < directives.n; i++)
        assert_true(str_starts(document_text(doc, directives.at[i].told.span), STR("<!--")));
    buf_free(&out);
    directives_free(&directives);
    document_free(doc);
    settings_free(&settings);
}

static void each_word_has_its_reach(void **state)
{
    (void)state;
    check("<!-- curlint-disable-file -->\n\ntext\n", "file of everything\n");
    check("<!-- curlint-disable arxiv -->\n\ntext\n\n<!-- curlint-enable arxiv -->\n",
          "range of arxiv\nend of arxiv\n");
    check("a\n\n<!-- curlint-disable-next-line link/file -->\nb\nc\n",
          "line block 4-5 of link/file\n");
    check("- [a](https://a.b/c) <!-- curlint-ignore link/file -->\n",
          "entry url:a.b/c of link/file\n");
    check("nothing\n", "");
    check("", "");
}

static void names_and_reasons(void **state)
{
    (void)state;
    static const struct {
        const char *comment, *wanted;
    } CASES[] = {
        {"<!-- curlint-disable-->", "range of everything\n"},
        {"<!--curlint-disable all-->", "range of all\n"},
        {"<!-- curlint-disable arxiv/id link -->", "range of arxiv/id,link\n"},
        {"<!-- curlint-disable arxiv/id,link -->", "range of arxiv/id,link\n"},
        {"<!-- curlint-disable arxiv/id ,\tlink,, -->", "range of arxiv/id,link\n"},
        {"<!-- curlint-disable arxiv/id: why not -->", "range of arxiv/id (why not)\n"},
        {"<!-- curlint-disable arxiv/id : why not -->", "range of arxiv/id (why not)\n"},
        {"<!-- curlint-disable: why -->", "range of everything (why)\n"},
        {"<!-- curlint-disable -- why -->", "range of everything (why)\n"},
        {"<!-- curlint-disable arxiv/id -- a -- b -->", "range of arxiv/id (a -- b)\n"},
        {"<!-- curlint-disable arxiv/id - why -->", "range of arxiv/id (why)\n"},
        {"<!-- curlint-disable arxiv/id \xe2\x80\x94 why -->", "range of arxiv/id (why)\n"},
        {"<!-- curlint-disable arxiv/id: -->", "range of arxiv/id\n"},
        {"<!--\ncurlint-disable\n  arxiv/id\n  link\n-->", "range of arxiv/id,link\n"},
        /* Each once. */
        {"<!-- curlint-disable link link, link -->", "range of link\n"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        check(CASES[i].comment, CASES[i].wanted);
}

static void what_cannot_be_read_is_told(void **state)
{
    (void)state;
    check("<!-- curlint-disabel arxiv -->\n",
          "nothing !word \"curlint-disabel\" -> curlint-disable\n");
    check("<!-- curlint-zebra -->\n", "nothing !word \"curlint-zebra\"\n");
    check("<!-- curlint-disable arxiv/idd, link -->\n",
          "range of link !rule \"arxiv/idd\" -> arxiv/id\n");
    check("<!-- curlint-disable duplicate -->\n", "range !rule \"duplicate\" -> arxiv/duplicate\n");
    check("<!-- curlint-disable link two systems -->\n", "range of link !rule \"two\"\n");
    check("text\n\n<!-- curlint-disable link\n\nmore\n", "nothing !open\n");
    check("text <!-- curlint-disable link\n\nmore\n", "nothing !open\n");
    check("<!-- curlint-ignore link -->\n", "entry block 1-1 of link !alone\n");
    /* Not ours. */
    check("<!-- curlint is fine -->\n<!-- Curlint-ignore -->\n<!-- the curlint-ignore -->\n", "");
}

static void dashes_make_text_of_a_comment(void **state)
{
    (void)state;
    check("- [a](https://a.b/c) <!-- curlint-ignore link -- why -->\n",
          "entry url:a.b/c of link (why) !shown \"--\"\n");
    check("- [a](https://a.b/c) <!-- curlint-ignore link: why --->\n",
          "entry url:a.b/c of link (why -) !shown \"-\"\n");
    check("| a |\n|-|\n| [a](https://a.b/c) <!-- curlint-ignore link -- why --> |\n",
          "entry url:a.b/c of link (why) !shown \"--\"\n");
    /* As a block and in a cell that GitHub drops it is a comment. */
    check("<!-- curlint-disable link -- why -->\n", "range of link (why)\n");
    check("| a |\n|-|\n| [a](https://a.b/c) | <!-- curlint-ignore link -- why -->\n",
          "entry url:a.b/c of link (why)\n");
}

static void code_and_escapes_are_no_directives(void **state)
{
    (void)state;
    check("`<!-- curlint-disable link -->`\n", "");
    check("```\n<!-- curlint-disable link -->\n```\n", "");
    check("    <!-- curlint-disable link -->\n", "");
    check("text \\<!-- curlint-disable link -->\n", "");
    check("<!-- <!-- curlint-disable link -->\n", "");
    check("<!-- was: <!-- curlint-disable link -->\n", "");
    check("[//]: # (<!-- curlint-disable link -- x -->)\n\na\n", "");
    check("a <b title=\"<!-- curlint-disable link -->\">b</b>\n", "");
    check("| a |\n|-|\n| `<!-- curlint-ignore link -->` |\n", "");
}

static void a_table_holds_them_in_its_cells(void **state)
{
    (void)state;
    check("| a | b |\n|-|-|\n| [a](https://a.b/c) | x <!-- curlint-ignore link --> |\n",
          "entry url:a.b/c of link\n");
    check(
        "| a | b |\n|-|-|\n| [a](https://a.b/c) | x | [//]: #05/29 <!-- curlint-ignore link -->\n",
        "entry url:a.b/c of link\n");
    check("| a | b |\r\n|-|-|\r\n| [a](https://a.b/c) | x | <!-- curlint-ignore link --> |\r\n",
          "entry url:a.b/c of link\n");
    /* A row that is no entry, and the header. */
    check("| a <!-- curlint-ignore table --> | b |\n|-|-|\n| **S** <!-- curlint-ignore --> | |\n",
          "entry block 1-1 of table\nentry title:s of everything\n");
    /* GitHub ends the cell at the pipe. */
    check("| a | b |\n|-|-|\n| [a](https://a.b/c) <!-- curlint-ignore link: a | b --> |\n",
          "nothing !open\n");
    /* The next row. */
    check("| a |\n|-|\n| a <!-- curlint-disable-next-line link --> |\n| b |\n",
          "line line 4-4 of link\n");
}

static void an_ignore_goes_by_what_it_stands_in(void **state)
{
    (void)state;
    check("- [a](https://a.b/c)\n  - [d](https://d.e/f) <!-- curlint-ignore link -->\n"
          "- [g](https://g.h/i)\n  more <!-- curlint-ignore arxiv -->\n",
          "entry url:d.e/f of link\nentry url:g.h/i of arxiv\n");
    check("- [a](https://a.b/c) <!-- curlint-ignore link -->\n  - [d](https://d.e/f)\n",
          "entry url:a.b/c of link\n");
    check("- [a](https://a.b/c)\n  <!-- curlint-ignore link -->\n", "entry url:a.b/c of link\n");
    check("**[A](https://a.b/c)** text\nmore <!-- curlint-ignore link -->\n",
          "entry url:a.b/c of link\n");
    check("some\ntext <!-- curlint-ignore link --> more\ntext\n\nelse\n",
          "entry block 1-3 of link\n");
    check("# Title <!-- curlint-ignore link -->\n\ntext\n", "entry block 1-1 of link\n");
    check("<p>\n<img src=\"x\"> <!-- curlint-ignore link -->\n</p>\n", "entry block 2-2 of link\n");
    check("> [text](x) <!-- curlint-ignore link -->\n", "entry block 1-1 of link\n");
}

static void the_next_line_is_one_of_text(void **state)
{
    (void)state;
    check("<!-- curlint-disable-next-line link -->\n\n  \n- a\n- b\n", "line block 4-4 of link\n");
    check("> <!-- curlint-disable-next-line link -->\n>\n> a\n", "line block 3-3 of link\n");
    /* Several speak of one line. */
    check("<!-- curlint-disable-next-line link -->\n<!-- curlint-disable-next-line arxiv -->\n"
          "<!-- a comment of somebody -->\na\n",
          "line line 3-3 of link\nline line 3-3 of arxiv\n");
    check("<!-- curlint-disable-next-line link --> <!-- curlint-disable-next-line arxiv -->\na\n",
          "line block 2-2 of link\nline block 2-2 of arxiv\n");
    check("a\n<!-- curlint-disable-next-line link -->\n\n", "line of link\n");
    check("a\n<!-- curlint-disable-next-line link -->", "line of link\n");
    check("<!-- curlint-disable-next-line\nlink -->\r\n\r\na\r\nb\r\n", "line block 4-5 of link\n");
}

static void only_what_is_disabled_is_enabled(void **state)
{
    (void)state;
    struct settings settings;
    settings_init(&settings, rules, RULE_COUNT);
    struct document *doc = build(STR("<!-- curlint-enable -->\n"
                                     "<!-- curlint-disable arxiv, link/file -->\n"
                                     "<!-- curlint-enable link, table -->\n"
                                     "<!-- curlint-enable link -->\n"
                                     "<!-- curlint-enable -->\n"));
    struct directives directives = {0};
    directives_read(&directives, doc, &settings);
    assert_int_equal(directives.n, 5);
    assert_int_equal(directives.at[0].told.names[0].uses, 0);
    assert_int_equal(directives.at[2].told.names[0].uses, 1);
    assert_int_equal(directives.at[2].told.names[1].uses, 0);
    assert_int_equal(directives.at[3].told.names[0].uses, 0);
    assert_int_equal(directives.at[4].told.names[0].uses, 2);
    directives_free(&directives);
    document_free(doc);
    settings_free(&settings);
}

static void a_refused_list_says_nothing(void **state)
{
    (void)state;
    struct settings settings;
    settings_init(&settings, rules, RULE_COUNT);
    struct limits limits = limits_default();
    limits.line_bytes = 20;
    str source = STR("<!-- curlint-disable link -->\n");
    char *bytes = mem_alloc(source.n, 1);
    memcpy(bytes, source.at, source.n);
    struct document *doc = document_build(STR("a.md"), bytes, source.n, &limits, today);
    struct directives directives = {0};
    directives_read(&directives, doc, &settings);
    assert_int_equal(directives.n, 0);
    directives_free(&directives);
    document_free(doc);
    settings_free(&settings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_word_has_its_reach),
        cmocka_unit_test(names_and_reasons),
        cmocka_unit_test(what_cannot_be_read_is_told),
        cmocka_unit_test(dashes_make_text_of_a_comment),
        cmocka_unit_test(code_and_escapes_are_no_directives),
        cmocka_unit_test(a_table_holds_them_in_its_cells),
        cmocka_unit_test(an_ignore_goes_by_what_it_stands_in),
        cmocka_unit_test(the_next_line_is_one_of_text),
        cmocka_unit_test(only_what_is_disabled_is_enabled),
        cmocka_unit_test(a_refused_list_says_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
