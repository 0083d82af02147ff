#include "lint/selector.h"

#include "fake.h"

static const struct rule rule = {.summary = "s", .severity = SEVERITY_ERROR};
/* As bytes sort: "-" comes before "/". */
static const struct rule_entry rules[] = {
    {"arxiv/id", &rule, ""},  {"link-x/file", &rule, ""}, {"link/empty", &rule, ""},
    {"link/file", &rule, ""}, {"linked/file", &rule, ""}, {"text/encoding", &rule, ""},
};
enum { RULE_COUNT = sizeof rules / sizeof *rules };

static int setup(void **state)
{
    struct settings *settings = mem_alloc(1, sizeof *settings);
    settings_init(settings, rules, RULE_COUNT);
    *state = settings;
    return 0;
}

static int teardown(void **state)
{
    settings_free(*state);
    mem_free(*state);
    return 0;
}

static void a_selector_is_a_range_of_the_table(void **state)
{
    static const struct {
        str selector;
        enum selector_kind kind;
        uint32_t first, end;
    } CASES[] = {
        {STR_INIT("all"), SELECTOR_ALL, 0, RULE_COUNT},
        {STR_INIT("arxiv"), SELECTOR_GROUP, 0, 1},
        {STR_INIT("link"), SELECTOR_GROUP, 2, 4},
        {STR_INIT("link-x"), SELECTOR_GROUP, 1, 2},
        {STR_INIT("linked"), SELECTOR_GROUP, 4, 5},
        {STR_INIT("text"), SELECTOR_GROUP, 5, 6},
        {STR_INIT("link/file"), SELECTOR_RULE, 3, 4},
        {STR_INIT("text/encoding"), SELECTOR_RULE, 5, 6},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct rule_range range;
        assert_int_equal(selector_find(*state, CASES[i].selector, &range), CASES[i].kind);
        assert_int_equal(range.first, CASES[i].first);
        assert_int_equal(range.end, CASES[i].end);
        for (uint32_t r = 0; r < RULE_COUNT; r++)
            assert_int_equal(selector_matches(CASES[i].selector, rules[r].id),
                             r >= range.first && r < range.end);
    }
}

static void what_names_no_rule_is_unknown(void **state)
{
    static const char *const WORDS[] = {"",      "link/",       "lin",   "file",
                                        "/file", "ALL",         "zebra", "link/file ",
                                        "arxi",  "arxiv/id/id", "link-"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        struct rule_range range;
        assert_int_equal(selector_find(*state, str_from(WORDS[i]), &range), SELECTOR_UNKNOWN);
        assert_int_equal(range.first, range.end);
    }
}

static void what_was_meant_is_told(void **state)
{
    assert_string_equal(selector_meant(*state, STR("encoding")), "text/encoding");
    assert_string_equal(selector_meant(*state, STR("link/emtpy")), "link/empty");
    /* Three rules have this name, and none is near the other. */
    assert_null(selector_meant(*state, STR("file")));
    assert_null(selector_meant(*state, STR("zebra")));
    struct err err;
    assert_int_equal(selector_explain(*state, STR("zebra"), &err), RC_FAIL);
    assert_string_equal(err.text, "there is no rule \"zebra\": `curlint rules` lists them all");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_selector_is_a_range_of_the_table, setup, teardown),
        cmocka_unit_test_setup_teardown(what_names_no_rule_is_unknown, setup, teardown),
        cmocka_unit_test_setup_teardown(what_was_meant_is_told, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
