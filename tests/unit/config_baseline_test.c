#include "config/baseline.h"

#include "fake.h"

#include <string.h>

static const char *const GOOD =
    "{\n"
    "  \"schema\": 1,\n"
    "  \"findings\": [\n"
    "    {\"rule\": \"arxiv/id\", \"entry\": \"arxiv:2405.1\", \"count\": 2},\n"
    "    {\"rule\": \"link/file\", \"entry\": \"url:\\u8bba\", \"count\": 1},\n"
    "    {\"rule\": \"link/file\", \"file\": \"docs/a.md\", \"count\": 3}\n"
    "  ]\n"
    "}\n";

static void what_is_written_is_read(void **state)
{
    (void)state;
    struct baseline baseline = {0};
    struct err err;
    assert_int_equal(baseline_parse(&baseline, str_from(GOOD), "b", &err), RC_OK);
    assert_int_equal(baseline.n, 3);
    assert_str(baseline.at[0].rule, "arxiv/id");
    assert_str(baseline.at[0].place, "arxiv:2405.1");
    assert_int_equal(baseline.at[0].count, 2);
    assert_false(baseline.at[0].is_file);
    assert_str(baseline.at[1].place, "url:\xe8\xae\xba");
    assert_true(baseline.at[2].is_file);
    for (size_t i = 0; i < 3; i++) {
        str record = str_sub(str_from(GOOD), baseline.at[i].span.start, baseline.at[i].span.end);
        assert_true(str_starts(record, STR("{\"rule\"")) && str_ends(record, STR("}")));
    }
    assert_ptr_equal(baseline_find(&baseline, STR("link/file"), STR("docs/a.md"), true),
                     &baseline.at[2]);
    assert_null(baseline_find(&baseline, STR("link/file"), STR("docs/a.md"), false));
    struct buf out = {0};
    baseline_write(&out, &baseline);
    /* As upper case, which jansson writes. */
    assert_int_equal(out.n, strlen(GOOD));
    assert_true(str_eq_nocase(buf_str(&out), str_from(GOOD)));
    buf_free(&out);
    baseline_free(&baseline);
}

static void records_are_found_however_they_are_laid_out(void **state)
{
    (void)state;
    static const char *const TEXT =
        "{\"findings\":[{\"count\":1,\"rule\":\"a/b\",\"entry\":\"x:]},{\\\"[\"}\n,\n  {\n"
        "\"rule\" : \"a/b\",\n\"file\" : \"\\\\\",\n\"count\" : 7\n  }  ] ,\"schema\":1}";
    struct baseline baseline = {0};
    struct err err;
    assert_int_equal(baseline_parse(&baseline, str_from(TEXT), "b", &err), RC_OK);
    assert_int_equal(baseline.n, 2);
    assert_str(str_sub(str_from(TEXT), baseline.at[0].span.start, baseline.at[0].span.end),
               "{\"count\":1,\"rule\":\"a/b\",\"entry\":\"x:]},{\\\"[\"}");
    assert_str(str_sub(str_from(TEXT), baseline.at[1].span.start, baseline.at[1].span.end),
               "{\n\"rule\" : \"a/b\",\n\"file\" : \"\\\\\",\n\"count\" : 7\n  }");
    baseline_free(&baseline);
}

static void an_empty_one_is_one(void **state)
{
    (void)state;
    struct baseline baseline = {0};
    struct buf out = {0};
    struct err err;
    baseline_write(&out, &baseline);
    assert_str(buf_str(&out), "{\n  \"schema\": 1,\n  \"findings\": []\n}\n");
    assert_int_equal(baseline_parse(&baseline, buf_str(&out), "b", &err), RC_OK);
    assert_int_equal(baseline.n, 0);
    buf_free(&out);
    baseline_free(&baseline);
}

#define RECORDS(text) "{\"schema\": 1, \"findings\": [\n" text "\n]}"

static void errors_name_the_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *begins;
    } CASES[] = {
        {"", "b:1:1: is not valid JSON"},
        {"{\n  \"schema\": 1,\n", "b:"},
        {"[]", "b:1:1: is no baseline"},
        {"{}", "b:1:1: is no baseline"},
        {"{\"schema\": \"1\", \"findings\": []}", "b:1:1: is no baseline"},
        {"{\"schema\": 2}", "b:1:1: is a baseline of another version of curlint (schema 2)"},
        {"{\"schema\": 1}", "b:1:1: is no baseline: it lacks the list \"findings\""},
        {"{\"schema\": 1, \"findings\": {}}", "b:1:1: is no baseline: it lacks the list"},
        {"{\"schema\": 1, \"finding\": []}", "b:1:1: unknown key \"finding\": did you mean"},
        {"{\"schema\": 1, \"zebra\": []}", "b:1:1: unknown key \"zebra\": remove it"},
        {"{\"schema\": 1, \"schema\": 1}", "b:1:"},
        {RECORDS("1"), "b:2:1: a record is {"},
        {RECORDS("{}"), "b:2:1: a record needs a rule"},
        {RECORDS("{\"rule\": 1}"), "b:2:1: a record needs a rule"},
        {RECORDS("{\"rule\": \"\"}"), "b:2:1: a record needs a rule"},
        {RECORDS("{\"rule\": \"a\", \"count\": 1}"), "b:2:1: a record needs an entry or a file"},
        {RECORDS("{\"rule\": \"a\", \"entry\": null, \"count\": 1}"),
         "b:2:1: a record needs an entry or a file"},
        {RECORDS("{\"rule\": \"a\", \"entry\": \"e\", \"file\": \"f\", \"count\": 1}"),
         "b:2:1: a record needs an entry or a file"},
        {RECORDS("{\"rule\": \"a\", \"entry\": \"e\", \"count\": 1},\n"
                 "  {\"rule\": \"a\", \"entry\": \"e\"}"),
         "b:3:3: a record needs a count"},
        {RECORDS("{\"rule\": \"a\", \"entry\": \"e\", \"count\": 0}"),
         "b:2:1: a record needs a count"},
        {RECORDS("{\"rule\": \"a\", \"entry\": \"e\", \"count\": -1}"),
         "b:2:1: a record needs a count"},
        {RECORDS("{\"rule\": \"a\", \"entry\": \"e\", \"count\": 1.5}"),
         "b:2:1: a record needs a count"},
        {RECORDS("{\"rule\": \"a\", \"entry\": \"e\", \"count\": 4294967296}"),
         "b:2:1: a record needs a count"},
        {RECORDS("{\"rule\": \"a\", \"entry\": \"e\", \"cuont\": 1}"),
         "b:2:1: unknown key \"cuont\": did you mean \"count\"?"},
        {RECORDS("{\"rule\": \"a\", \"entry\": \"e\", \"count\": 1},\n\n"
                 "{\"rule\": \"a\", \"entry\": \"e\", \"count\": 2}"),
         "b:4:1: this record is there twice, first on line 2"},
        {RECORDS("<<<<<<< ours\n=======\n>>>>>>> theirs"), "b:2:1: a merge was not finished here"},
        {RECORDS("{\"rule\": \"a\\u0000\", \"entry\": \"e\", \"count\": 1}"), "b:2:"},
        {RECORDS("{\"rule\": \"\xff\", \"entry\": \"e\", \"count\": 1}"), "b:2:"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct baseline baseline = {0};
        struct err err = {{0}};
        assert_int_equal(baseline_parse(&baseline, str_from(CASES[i].text), "b", &err), RC_FAIL);
        if (!str_starts(str_from(err.text), str_from(CASES[i].begins)))
            fail_msg("%s\nbegins not with %s", err.text, CASES[i].begins);
        baseline_free(&baseline);
    }
}

static void deep_nesting_is_refused(void **state)
{
    (void)state;
    struct buf text = {0};
    for (int i = 0; i < 100000; i++)
        buf_add_char(&text, '[');
    struct baseline baseline = {0};
    struct err err;
    assert_int_equal(baseline_parse(&baseline, buf_str(&text), "b", &err), RC_FAIL);
    buf_free(&text);
    baseline_free(&baseline);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(records_are_found_however_they_are_laid_out),
        cmocka_unit_test(an_empty_one_is_one),
        cmocka_unit_test(errors_name_the_place),
        cmocka_unit_test(deep_nesting_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
