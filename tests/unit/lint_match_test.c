#include "lint/match.h"

#include "fake.h"

#define ROW(n, rest) "| [Paper " n "](https://arxiv.org/abs/2401.0000" n ") | " rest " |\n"
#define TABLE        "| Title | Links |\n|:--|:--|\n"

static struct document *build(const char *path, const char *text)
{
    struct limits limits = limits_default();
    struct buf bytes = {0};
    buf_add(&bytes, str_from(text));
    return document_build(str_from(path), bytes.at, bytes.n, &limits, (struct date){2026, 6, 1});
}

/* One file before and after; the fates of its entries in order: "s", "e" or "a" each. */
static void assert_fates(const char *before, const char *after, const char *fates)
{
    struct document *was = build("a.md", before), *is = build("a.md", after);
    struct match *match = match_new((struct match_side){&was, 1}, (struct match_side){&is, 1});
    assert_int_equal(is->entry_count, str_from(fates).n);
    for (uint32_t i = 0; i < is->entry_count; i++) {
        enum fate fate = match_fate(match, 0, i, is->entries[i].span);
        assert_int_equal(fate == FATE_SAME ? 's' : fate == FATE_EDITED ? 'e' : 'a', fates[i]);
    }
    match_free(match);
    document_free(was);
    document_free(is);
}

static void what_is_left_alone_is_the_same(void **state)
{
    (void)state;
    const char *base = TABLE ROW("1", "[Code](x)") ROW("2", "[Code](y)") ROW("3", "z");
    assert_fates(base, base, "sss");
    assert_fates(base, TABLE ROW("3", "z") ROW("1", "[Code](x)") ROW("2", "[Code](y)"), "sss");
    assert_fates(base,
                 "# New\n\n" TABLE ROW("1", "  [Code](x)  ") ROW("2", "[Code](y)") ROW("3", "z"),
                 "sss");
    assert_fates(base, TABLE ROW("1", "[Code](x)") ROW("3", "z"), "ss");
}

static void an_edit_keeps_the_entry(void **state)
{
    (void)state;
    const char *base = TABLE ROW("1", "[Code](x)") ROW("2", "[Code](y)");
    assert_fates(base, TABLE ROW("1", "[Code](z)") ROW("2", "[Code](y)"), "es");
    assert_fates(base, TABLE ROW("1", "[Code](x)") ROW("3", "w") ROW("2", "[Code](y)"), "sas");
}

static void another_id_is_an_edit_where_the_rest_is_alike(void **state)
{
    (void)state;
    assert_fates(
        TABLE "| [Sparse attention for long documents](https://example.org/p) | A. Author |\n",
        TABLE
        "| [Sparse attention for long documents](https://arxiv.org/abs/2401.00007) | A. Author |\n",
        "e");
    assert_fates(
        TABLE "| [Sparse attention for long documents](https://example.org/p) | A. Author |\n",
        TABLE "| [Low-rank updates of experts](https://arxiv.org/abs/2401.00007) | B. Other |\n",
        "a");
}

static void of_two_alike_the_one_that_did_not_change_is_the_old_one(void **state)
{
    (void)state;
    assert_fates(TABLE ROW("1", "x") ROW("2", "y"),
                 TABLE ROW("1", "new") ROW("1", "x") ROW("2", "y"), "ass");
    assert_fates(TABLE ROW("1", "x"), TABLE ROW("1", "x") ROW("1", "x"), "sa");
}

static void a_row_comes_back_into_its_table(void **state)
{
    (void)state;
    assert_fates(TABLE ROW("1", "x") "\n" ROW("2", "y"), TABLE ROW("1", "x") ROW("2", "y"), "ss");
}

static void a_move_to_another_file_changes_nothing(void **state)
{
    (void)state;
    struct document *was[] = {build("a.md", TABLE ROW("1", "x") ROW("2", "y")),
                              build("b.md", TABLE ROW("3", "z"))};
    struct document *is[] = {build("a.md", TABLE ROW("1", "x")),
                             build("b.md", TABLE ROW("2", "y") ROW("3", "z"))};
    struct match *match = match_new((struct match_side){was, 2}, (struct match_side){is, 2});
    struct counterpart moved = match_entry(match, 1, 0);
    assert_int_equal(moved.fate, FATE_SAME);
    assert_int_equal(moved.document, 0);
    assert_int_equal(moved.entry, 1);
    assert_true(match_is_kept(match, 0, 1));
    assert_true(match_age(match, 0, 0) < match_age(match, 1, 0));
    assert_true(match_age(match, 1, 0) < match_age(match, 1, 1));
    match_free(match);
    for (int i = 0; i < 2; i++) {
        document_free(was[i]);
        document_free(is[i]);
    }
}

static void a_document_of_both_sides_is_its_own_counterpart(void **state)
{
    (void)state;
    struct document *shared = build("s.md", TABLE ROW("1", "x"));
    struct match *match =
        match_new((struct match_side){&shared, 1}, (struct match_side){&shared, 1});
    assert_int_equal(match_entry(match, 0, 0).fate, FATE_SAME);
    assert_int_equal(match_fate(match, 0, NO_INDEX, span_of(0, 5)), FATE_SAME);
    match_free(match);
    document_free(shared);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_left_alone_is_the_same),
        cmocka_unit_test(an_edit_keeps_the_entry),
        cmocka_unit_test(another_id_is_an_edit_where_the_rest_is_alike),
        cmocka_unit_test(of_two_alike_the_one_that_did_not_change_is_the_old_one),
        cmocka_unit_test(a_row_comes_back_into_its_table),
        cmocka_unit_test(a_move_to_another_file_changes_nothing),
        cmocka_unit_test(a_document_of_both_sides_is_its_own_counterpart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
