#include "doc/row.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

/* Cells joined by '/', as written. */
static void cells_are(const char *line, const char *expected, bool leading, bool trailing)
{
    struct cell_vec cells = {0};
    struct row_split split = row_split(&cells, str_from(line), 0);
    char joined[256] = "";
    for (size_t i = 0; i < split.count; i++) {
        struct span span = cells.at[i].span;
        snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "%s%.*s", i ? "/" : "",
                 (int)span_length(span), line + span.start);
    }
    assert_string_equal(joined, expected);
    assert_int_equal(split.leading_pipe, leading);
    assert_int_equal(split.trailing_pipe, trailing);
    vec_free(&cells);
}

static void splits_rows(void **state)
{
    (void)state;
    cells_are("| a | b |", " a / b ", true, true);
    cells_are("a|b", "a/b", false, false);
    cells_are("|a|b", "a/b", true, false);
    cells_are("| a | b |  ", " a / b ", true, true);
    cells_are("||", "", true, true);
    cells_are("| | |", " / ", true, true);
    cells_are("|a|b|c|[//]: #05/29", "a/b/c/[//]: #05/29", true, false);
    cells_are("text", "text", false, false);
    cells_are("", "", false, false);
    cells_are("   | x |", " x ", true, true);
}

/* GFM 4.10: the one byte before a pipe decides, and code spans do not protect it. */
static void splits_at_pipes_not_escaped(void **state)
{
    (void)state;
    cells_are("| a \\| b |", " a \\| b ", true, true);
    cells_are("| a \\\\| b |", " a \\\\| b ", true, true);
    cells_are("| `x|y` |", " `x/y` ", true, true);
    cells_are("| <a href=\"u|v\"> |", " <a href=\"u/v\"> ", true, true);
}

static void knows_delimiter_rows(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        size_t columns; /* 0: is none */
    } CASES[] = {{"|--|", 1},
                 {"|:--|  :----: | :---:|", 3},
                 {"--|--", 2},
                 {":-:", 1},
                 {"|--|--", 2},
                 {"| -- | x |", 0},
                 {"", 0},
                 {"|", 0},
                 {"| :  - |", 0},
                 {"|-|-|-|-|", 4},
                 {"- -", 0},
                 {"|--||", 0},
                 {"  |---|:--|  ", 2}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        size_t columns = 0;
        bool is = row_is_delimiter(str_from(CASES[i].line), &columns);
        if (is != (CASES[i].columns > 0) || (is && columns != CASES[i].columns))
            fail_msg("'%s' gave %d, %zu", CASES[i].line, is, columns);
    }
}

static void knows_bold_names(void **state)
{
    (void)state;
    static const struct {
        const char *cell, *name; /* NULL: is none */
    } CASES[] = {{"**Pruning**", "Pruning"},
                 {"__ KV cache __", "KV cache"},
                 {"<b>Pruning</b>", "Pruning"},
                 {"<strong>A</strong>", "A"},
                 {"****", NULL},
                 {"** **", NULL},
                 {"Pruning", NULL},
                 {"**a** and **b**", NULL},
                 {"**[Paper](https://example.org)**", NULL},
                 {"**https://example.org**", NULL},
                 {"", NULL}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        str name = {0};
        assert_int_equal(cell_is_bold_name(str_from(CASES[i].cell), &name), CASES[i].name != NULL);
        if (CASES[i].name)
            assert_true(str_eq(name, str_from(CASES[i].name)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_rows),
        cmocka_unit_test(splits_at_pipes_not_escaped),
        cmocka_unit_test(knows_delimiter_rows),
        cmocka_unit_test(knows_bold_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
