#include "report/order.h"
#include "report/uri.h"

#include "fake_report.h"

static const struct rule_entry rules[] = {
    {"a/a", &fake_rule, ""}, {"b/b", &fake_rule, ""}, {"c/c", &fake_rule, ""}, {NULL, NULL, NULL}};

/* "E0a" is an error in file 0 by rule a/a; "x" behind it: existing, "s": suppressed. */
static void check(size_t *(*order)(const struct finding *const *, size_t,
                                   const struct rule_entry *),
                  const char *given, const char *wanted)
{
    struct finding findings[16] = {{0}};
    const struct finding *pointers[16];
    str words[16];
    size_t count = 0;
    for (str rest = str_from(given); rest.at; count++) {
        words[count] = str_cut(&rest, ' ');
        const char *c = words[count].at;
        findings[count] = (struct finding){
            .rule = &rules[c[2] - 'a'],
            .document = (uint32_t)(c[1] - '0'),
            .severity = c[0] == 'E'   ? SEVERITY_ERROR
                        : c[0] == 'W' ? SEVERITY_WARNING
                                      : SEVERITY_INFO,
            .status = str_has(words[count], STR("x")) ? STATUS_EXISTING : STATUS_NEW,
            .suppressed = str_has(words[count], STR("s")),
        };
        pointers[count] = &findings[count];
    }
    size_t *sorted = order(pointers, count, rules);
    struct buf text = {0};
    for (size_t i = 0; i < count; i++) {
        buf_add(&text, i > 0 ? STR(" ") : STR(""));
        buf_add(&text, words[sorted[i]]);
    }
    assert_str(buf_str(&text), wanted);
    buf_free(&text);
    mem_free(sorted);
}

static size_t *importance(const struct finding *const *findings, size_t count,
                          const struct rule_entry *table)
{
    (void)table;
    return order_by_importance(findings, count);
}

static void errors_go_first(void **state)
{
    (void)state;
    check(importance, "I0a W0a E0a W1a E1a", "E0a E1a W0a W1a I0a");
    check(importance, "E0as E0ax W0a I0a W0as E0b", "E0b W0a I0a E0ax E0as W0as");
}

static void findings_are_spread_over_rules_and_files(void **state)
{
    (void)state;
    check(order_spread, "E0a E0a E0a E0b E0b E0c", "E0a E0b E0c E0a E0b E0a");
    /* Of one rule: one in each file, then a second one in each. */
    check(order_spread, "E0a E0a E0a E1a E1a E2a", "E0a E1a E2a E0a E1a E0a");
    check(order_spread, "E0a E0a W0b E1a W1b E1c", "E0a E1c E1a E0a W0b W1b");
    check(order_spread, "W0a E0a W0a E0a", "E0a E0a W0a W0a");
}

static void nothing_is_no_trouble(void **state)
{
    (void)state;
    mem_free(order_by_importance(NULL, 0));
    mem_free(order_spread(NULL, 0, rules));
}

static void paths_are_encoded(void **state)
{
    (void)state;
    static const struct {
        const char *path, *wanted;
    } cases[] = {
        {"papers/README.md", "papers/README.md"},
        {"a b.md", "a%20b.md"},
        {"100%.md", "100%25.md"},
        {"../a..b/.c~d_e-f", "../a..b/.c~d_e-f"},
        {"\u8bba\u6587.md", "%E8%AE%BA%E6%96%87.md"},
        {"a:b#c?d&e+f", "a%3Ab%23c%3Fd%26e%2Bf"},
        {"<a>\"'`()[]\\\n\xff", "%3Ca%3E%22%27%60%28%29%5B%5D%5C%0A%FF"},
        {"", ""},
    };
    struct buf out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uri_add_path(&out, str_from(cases[i].path));
        assert_str(buf_str(&out), cases[i].wanted);
        buf_clear(&out);
    }
    uri_add_path(&out, STR("a\0b"));
    assert_str(buf_str(&out), "a%00b");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_go_first),
        cmocka_unit_test(findings_are_spread_over_rules_and_files),
        cmocka_unit_test(nothing_is_no_trouble),
        cmocka_unit_test(paths_are_encoded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
