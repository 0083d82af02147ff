#include "report/patch.h"

#include "fake.h"

#define HEADER "diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n"

/* The patch of one round of edits, each of [start, end) and a text; a NULL text ends them. */
struct replacement {
    uint32_t start, end;
    const char *text;
};

static void check(const char *before, const struct replacement *replacements, const char *wanted)
{
    struct document doc = fake_document("a.md", str_from(before));
    struct edit edits[8];
    struct finding finding = {.safety = FIX_SAFE, .edits = edits};
    for (; replacements->text; replacements++)
        edits[finding.edit_count++] = (struct edit){span_of(replacements->start, replacements->end),
                                                    str_from(replacements->text)};
    struct changes changes = {0};
    struct buf after = {0}, patch = {0};
    assert_int_equal(fix_round(&doc, &finding, 1, FIX_SAFE, &changes, &after), 1);
    patch_add(&patch, doc.path, doc.source, buf_str(&after), &changes);
    assert_str(buf_str(&patch), wanted);
    buf_free(&after);
    buf_free(&patch);
    changes_free(&changes);
    fake_free(&doc);
}

#define PATCH(before, wanted, ...)                                                                 \
    check(before, (const struct replacement[]){__VA_ARGS__, {0, 0, NULL}}, wanted)

static void lines_that_change_have_three_around_them(void **state)
{
    (void)state;
    PATCH("1\n2\n3\n4\n5\n6\n7\n8\n9\n",
          HEADER "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n", {8, 9, "five"});
    PATCH("1\n2\n", HEADER "@@ -1,2 +1,2 @@\n-1\n+one\n 2\n", {0, 1, "one"});
    PATCH("1\n2\n", HEADER "@@ -1,2 +1,2 @@\n 1\n-2\n+two\n", {2, 3, "two"});
    PATCH("1\n", HEADER "@@ -1 +1 @@\n-1\n+one\n", {0, 1, "one"});
}

static void lines_come_and_go(void **state)
{
    (void)state;
    /* Whole lines. */
    PATCH("1\n2\n3\n", HEADER "@@ -1,3 +1,2 @@\n 1\n-2\n 3\n", {2, 4, ""});
    PATCH("1\n2\n", HEADER "@@ -1,2 +1,4 @@\n 1\n+a\n+b\n 2\n", {2, 2, "a\nb\n"});
    PATCH("1\n2\n", HEADER "@@ -1,2 +1,3 @@\n+a\n 1\n 2\n", {0, 0, "a\n"});
    PATCH("1\n2\n", HEADER "@@ -1,2 +1,3 @@\n 1\n 2\n+a\n", {4, 4, "a\n"});
    /* A line end alone. */
    PATCH("1\n2\n3\n", HEADER "@@ -1,3 +1,2 @@\n-1\n-2\n+12\n 3\n", {1, 2, ""});
    PATCH("1\n23\n", HEADER "@@ -1,2 +1,3 @@\n 1\n-23\n+2\n+3\n", {3, 3, "\n"});
    /* Everything. */
    PATCH("1\n2\n", HEADER "@@ -1,2 +0,0 @@\n-1\n-2\n", {0, 4, ""});
    PATCH("", HEADER "@@ -0,0 +1 @@\n+1\n", {0, 0, "1\n"});
}

static void hunks_are_apart_by_more_than_their_context(void **state)
{
    (void)state;
    /* Six lines between: one hunk. Seven: two; their numbers differ by the line that came in. */
    PATCH("1\n2\n3\n4\n5\n6\n7\n8\n",
          HEADER "@@ -1,8 +1,8 @@\n-1\n+one\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+eight\n", {0, 1, "one"},
          {14, 15, "eight"});
    PATCH("1\n2\n3\n4\n5\n6\n7\n8\n9\n",
          HEADER "@@ -1,4 +1,5 @@\n-1\n+one\n+more\n 2\n 3\n 4\n"
                 "@@ -6,4 +7,4 @@\n 6\n 7\n 8\n-9\n+nine\n",
          {0, 1, "one\nmore"}, {16, 17, "nine"});
}

static void changes_of_one_line_or_of_neighbours_are_one_block(void **state)
{
    (void)state;
    PATCH("abc\ndef\n", HEADER "@@ -1,2 +1,2 @@\n-abc\n+AbC\n def\n", {0, 1, "A"}, {2, 3, "C"});
    PATCH("ab\ncd\nef\n", HEADER "@@ -1,3 +1,3 @@\n-ab\n-cd\n+Ab\n+Cd\n ef\n", {0, 1, "A"},
          {3, 4, "C"});
    /* The second change is on the line that the first one makes longer. */
    PATCH("ab\ncd\nef\n", HEADER "@@ -1,3 +1,2 @@\n-ab\n-cd\n+abcD\n ef\n", {2, 3, ""},
          {4, 5, "D"});
}

#define NO_NEWLINE "\\ No newline at end of file\n"

static void a_missing_last_newline_is_said(void **state)
{
    (void)state;
    PATCH("1\n2", HEADER "@@ -1,2 +1,2 @@\n 1\n-2\n" NO_NEWLINE "+two\n" NO_NEWLINE, {2, 3, "two"});
    PATCH("1\n2", HEADER "@@ -1,2 +1,2 @@\n 1\n-2\n" NO_NEWLINE "+2\n", {3, 3, "\n"});
    PATCH("1\n2\n", HEADER "@@ -1,2 +1,2 @@\n 1\n-2\n+2\n" NO_NEWLINE, {3, 4, ""});
    PATCH("1\n2", HEADER "@@ -1,2 +1,2 @@\n-1\n+one\n 2\n" NO_NEWLINE, {0, 1, "one"});
}

static void only_a_line_feed_ends_a_line(void **state)
{
    (void)state;
    PATCH("1\r\n2\r\n", HEADER "@@ -1,2 +1,2 @@\n-1\r\n+one\r\n 2\r\n", {0, 1, "one"});
    PATCH("1\r2\r", HEADER "@@ -1 +1 @@\n-1\r2\r\n" NO_NEWLINE "+1\rtwo\r\n" NO_NEWLINE,
          {2, 3, "two"});
}

static void what_a_later_round_took_back_is_no_change(void **state)
{
    (void)state;
    const struct changes changes = {
        .at = (struct change[]){{span_of(0, 1), span_of(0, 1)}, {span_of(4, 5), span_of(4, 6)}},
        .n = 2};
    struct buf patch = {0};
    patch_add(&patch, STR("a.md"), STR("1\n2\n3\n"), STR("1\n2\n33\n"), &changes);
    assert_str(buf_str(&patch), HEADER "@@ -1,3 +1,3 @@\n 1\n 2\n-3\n+33\n");
    buf_clear(&patch);
    patch_add(&patch, STR("a.md"), STR("1\n2\n3\n"), STR("1\n2\n3\n"),
              &(struct changes){.at = changes.at, .n = 1});
    assert_int_equal(patch.n, 0);
    buf_free(&patch);
}

static void names_are_quoted_as_git_does(void **state)
{
    (void)state;
    static const struct {
        const char *path, *header;
    } names[] = {
        {"a b.md", "diff --git a/a b.md b/a b.md\n--- a/a b.md\t\n+++ b/a b.md\t\n"},
        {"\"q\".md", "diff --git \"a/\\\"q\\\".md\" \"b/\\\"q\\\".md\"\n--- \"a/\\\"q\\\".md\"\n"
                     "+++ \"b/\\\"q\\\".md\"\n"},
        {"\xc3\xa9\t\n\x01\\.md", "diff --git \"a/\\303\\251\\t\\n\\001\\\\.md\" "
                                  "\"b/\\303\\251\\t\\n\\001\\\\.md\"\n"
                                  "--- \"a/\\303\\251\\t\\n\\001\\\\.md\"\n"
                                  "+++ \"b/\\303\\251\\t\\n\\001\\\\.md\"\n"},
    };
    const struct changes changes = {.at = &(struct change){span_of(0, 1), span_of(0, 1)}, .n = 1};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct buf patch = {0};
        patch_add(&patch, str_from(names[i].path), STR("1\n"), STR("2\n"), &changes);
        assert_true(str_starts(buf_str(&patch), str_from(names[i].header)));
        buf_free(&patch);
    }
}

static void a_terminal_sees_no_control_characters(void **state)
{
    (void)state;
    struct buf out = {0};
    patch_show(&out, STR("--- a/a.md\n@@ -1 +1 @@\n-\x1b[2J\r\n+b\n c\n"), false);
    assert_str(buf_str(&out), "--- a/a.md\n@@ -1 +1 @@\n-\\x1b[2J\n+b\n c\n");
    buf_clear(&out);
    patch_show(&out, STR("-a\n+b\n c\n"), true);
    assert_str(buf_str(&out), "\x1b[31m-a\x1b[0m\n\x1b[32m+b\x1b[0m\n c\n");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_that_change_have_three_around_them),
        cmocka_unit_test(lines_come_and_go),
        cmocka_unit_test(hunks_are_apart_by_more_than_their_context),
        cmocka_unit_test(changes_of_one_line_or_of_neighbours_are_one_block),
        cmocka_unit_test(a_missing_last_newline_is_said),
        cmocka_unit_test(only_a_line_feed_ends_a_line),
        cmocka_unit_test(what_a_later_round_took_back_is_no_change),
        cmocka_unit_test(names_are_quoted_as_git_does),
        cmocka_unit_test(a_terminal_sees_no_control_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
