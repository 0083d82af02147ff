#include "lint/settings.h"

#include "fake.h"

extern const struct rule_entry rule_table[];
extern const size_t rule_table_count;

static const char *const scopes[] = {"section", "file", "repository", NULL};
static const struct option options[] = {
    {"strict", OPTION_BOOL, "true", "h", NULL},
    {"limit", OPTION_INT, "256", "h", NULL},
    {"word", OPTION_STRING, "a|b", "h", NULL},
    {"scope", OPTION_CHOICE, "file", "h", scopes},
    {"allow", OPTION_LIST, "Coming soon|TBD", "h", NULL},
    {"hosts", OPTION_LIST, "", "h", NULL},
    {.name = NULL},
};
static const struct rule on = {.summary = "s", .severity = SEVERITY_ERROR, .options = options};
static const struct rule mild = {.summary = "s", .severity = SEVERITY_INFO};
static const struct rule off = {.summary = "s", .severity = SEVERITY_OFF};
static const struct rule_entry rules[] = {
    {"arxiv/form", &mild, ""}, {"arxiv/id", &on, ""},    {"link/blocked", &off, ""},
    {"link/file", &on, ""},    {"linked/file", &on, ""},
};
enum { FORM, ID, BLOCKED, FILE_RULE, LINKED, RULE_COUNT };

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

static void defaults_come_from_the_table(void **state)
{
    const struct settings *settings = *state;
    assert_int_equal(settings->rule[FORM].severity, SEVERITY_INFO);
    assert_int_equal(settings->rule[BLOCKED].severity, SEVERITY_OFF);
    const struct option_value *value = settings->rule[ID].options;
    assert_true(value[0].boolean);
    assert_int_equal(value[1].number, 256);
    assert_str(value[2].string, "a|b");
    assert_int_equal(value[3].choice, 1);
    assert_int_equal(value[4].list_count, 2);
    assert_str(value[4].list[0], "Coming soon");
    assert_str(value[4].list[1], "TBD");
    assert_int_equal(value[5].list_count, 0);
    for (int i = 0; i < 6; i++)
        assert_false(value[i].given);
}

static void rules_are_found_by_id(void **state)
{
    const struct settings *settings = *state;
    for (uint32_t i = 0; i < RULE_COUNT; i++)
        assert_int_equal(settings_find_rule(settings, str_from(rules[i].id)), i);
    assert_int_equal(settings_find_rule(settings, STR("arxiv")), NO_INDEX);
    assert_int_equal(settings_find_rule(settings, STR("")), NO_INDEX);
    assert_int_equal(settings_find_rule(settings, STR("zzz")), NO_INDEX);
    assert_string_equal(settings_near_rule(settings, STR("arixv/id")), "arxiv/id");
    assert_null(settings_near_rule(settings, STR("something else")));
}

static void selectors_reach_what_they_name(void **state)
{
    struct settings *settings = *state;
    assert_false(settings_select(settings, STR("badge"), SEVERITY_ERROR, false, false));
    assert_false(settings_select(settings, STR("arxiv/"), SEVERITY_ERROR, false, false));
    assert_true(settings_select(settings, STR("link"), SEVERITY_WARNING, false, false));
    assert_int_equal(settings->rule[FILE_RULE].severity, SEVERITY_WARNING);
    assert_int_equal(settings->rule[LINKED].severity, SEVERITY_ERROR);
    /* Off until asked for by name, or for all of a group. */
    assert_int_equal(settings->rule[BLOCKED].severity, SEVERITY_OFF);
    assert_true(settings_select(settings, STR("link"), SEVERITY_WARNING, false, true));
    assert_int_equal(settings->rule[BLOCKED].severity, SEVERITY_WARNING);
    assert_true(settings_select(settings, STR("all"), SEVERITY_OFF, true, false));
    for (size_t i = 0; i < RULE_COUNT; i++)
        assert_int_equal(settings->rule[i].severity, SEVERITY_OFF);
    /* Back to what each rule has. */
    assert_true(settings_select(settings, STR("arxiv"), SEVERITY_WARNING, true, false));
    assert_int_equal(settings->rule[FORM].severity, SEVERITY_INFO);
    assert_int_equal(settings->rule[ID].severity, SEVERITY_ERROR);
    assert_true(settings_select(settings, STR("link/blocked"), SEVERITY_WARNING, true, false));
    assert_int_equal(settings->rule[BLOCKED].severity, SEVERITY_WARNING);
}

static void options_take_their_type_only(void **state)
{
    struct settings *settings = *state;
    static const struct {
        uint32_t option;
        const char *text;
        const char *error; /* NULL: taken */
    } cases[] = {
        {0, "false", NULL},
        {0, "maybe", "strict is \"maybe\": write true or false"},
        {1, "0", NULL},
        {1, "2147483647", NULL},
        {1, "2147483648", "limit is \"2147483648\": write a whole number from 0 to 2147483647"},
        {1, "-1", "limit is \"-1\": write a whole number from 0 to 2147483647"},
        {1, "", "limit is \"\": write a whole number from 0 to 2147483647"},
        {2, "any text", NULL},
        {3, "repository", NULL},
        {3, "files", "scope is \"files\": write section, file or repository"},
    };
    struct err err;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        str text = str_from(cases[i].text);
        enum rc rc = settings_set_option(settings, ID, cases[i].option, &text, 1, &err);
        assert_int_equal(rc, cases[i].error ? RC_FAIL : RC_OK);
        if (cases[i].error)
            assert_string_equal(err.text, cases[i].error);
    }
    const struct option_value *value = settings->rule[ID].options;
    assert_false(value[0].boolean);
    assert_int_equal(value[1].number, INT32_MAX);
    assert_str(value[2].string, "any text");
    assert_int_equal(value[3].choice, 2);
    assert_true(value[3].given);
    /* The same option of another rule is its own. */
    assert_int_equal(settings->rule[FILE_RULE].options[3].choice, 1);
}

static void lists_take_any_number(void **state)
{
    struct settings *settings = *state;
    struct err err;
    char first[] = "one";
    const str items[] = {str_from(first), STR_INIT("two|three")};
    assert_int_equal(settings_set_option(settings, ID, 4, items, 2, &err), RC_OK);
    first[0] = 'x';
    const struct option_value *value = &settings->rule[ID].options[4];
    assert_int_equal(value->list_count, 2);
    assert_str(value->list[0], "one");
    assert_str(value->list[1], "two|three");
    assert_int_equal(settings_set_option(settings, ID, 4, NULL, 0, &err), RC_OK);
    assert_int_equal(settings->rule[ID].options[4].list_count, 0);
    assert_int_equal(settings_set_option(settings, ID, 0, items, 2, &err), RC_FAIL);
    assert_string_equal(err.text, "strict wants true or false");
}

/* A default that its own type refuses would silently be zero. */
static void every_rule_has_readable_defaults(void **state)
{
    (void)state;
    struct settings settings;
    settings_init(&settings, rule_table, rule_table_count);
    assert_true(rule_table_count > 0);
    for (uint32_t i = 0; i < rule_table_count; i++) {
        const struct option *option = rule_table[i].rule->options;
        if (i > 0)
            assert_true(str_cmp(str_from(rule_table[i - 1].id), str_from(rule_table[i].id)) < 0);
        for (uint32_t j = 0; option && option[j].name; j++) {
            struct err err;
            str fallback = str_from(option[j].fallback);
            assert_non_null(option[j].fallback);
            assert_non_null(option[j].help);
            if (option[j].type != OPTION_LIST)
                assert_int_equal(settings_set_option(&settings, i, j, &fallback, 1, &err), RC_OK);
        }
    }
    settings_free(&settings);
}

static void severities_have_names(void **state)
{
    (void)state;
    enum severity severity;
    for (int i = SEVERITY_OFF; i <= SEVERITY_ERROR; i++) {
        assert_true(severity_parse(str_from(severity_name((enum severity)i)), &severity));
        assert_int_equal(severity, i);
    }
    assert_false(severity_parse(STR("Error"), &severity));
    assert_false(severity_parse(STR(""), &severity));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(defaults_come_from_the_table, setup, teardown),
        cmocka_unit_test_setup_teardown(rules_are_found_by_id, setup, teardown),
        cmocka_unit_test_setup_teardown(selectors_reach_what_they_name, setup, teardown),
        cmocka_unit_test_setup_teardown(options_take_their_type_only, setup, teardown),
        cmocka_unit_test_setup_teardown(lists_take_any_number, setup, teardown),
        cmocka_unit_test(every_rule_has_readable_defaults),
        cmocka_unit_test(severities_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
