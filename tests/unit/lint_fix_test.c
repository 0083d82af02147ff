#include "lint/fix.h"

#include "fake.h"

enum { MAX_EDITS = 4 };

/* A finding and its edits, each of [start, end) and a text; a NULL text ends them. */
struct say {
    enum safety safety;
    struct {
        uint32_t start, end;
        const char *text;
    } edits[MAX_EDITS];
};

static void make(struct finding *finding, struct edit *edits, const struct say *say)
{
    *finding = (struct finding){.safety = say->safety, .edits = edits};
    for (int i = 0; i < MAX_EDITS && say->edits[i].text; i++)
        edits[finding->edit_count++] = (struct edit){
            .span = span_of(say->edits[i].start, say->edits[i].end),
            .text = str_from(say->edits[i].text),
        };
}

/* A round over `count` findings, whose result is `wanted` after `made` findings' edits. */
static void check(const char *source, enum safety most, const struct say *says, size_t count,
                  uint32_t made, const char *wanted)
{
    struct document doc = fake_document("a.md", str_from(source));
    struct finding findings[8];
    struct edit edits[8][MAX_EDITS];
    for (size_t i = 0; i < count; i++)
        make(&findings[i], edits[i], &says[i]);
    struct changes changes = {0};
    struct buf out = {0};
    assert_int_equal(fix_round(&doc, findings, count, most, &changes, &out), made);
    assert_str(buf_str(&out), made ? wanted : "");
    buf_free(&out);
    changes_free(&changes);
    fake_free(&doc);
}

#define ROUND(source, most, made, wanted, ...)                                                     \
    check(source, most, (const struct say[]){__VA_ARGS__},                                         \
          sizeof((const struct say[]){__VA_ARGS__}) / sizeof(struct say), made, wanted)

static void edits_replace_insert_and_delete(void **state)
{
    (void)state;
    ROUND("one two three", FIX_SAFE, 1, "ONE tw-o",
          {FIX_SAFE, {{0, 3, "ONE"}, {6, 6, "-"}, {7, 13, ""}}});
    ROUND("one", FIX_SAFE, 2, "<one>", {FIX_SAFE, {{0, 0, "<"}}}, {FIX_SAFE, {{3, 3, ">"}}});
    ROUND("", FIX_SAFE, 1, "x", {FIX_SAFE, {{0, 0, "x"}}});
    ROUND("one", FIX_SAFE, 1, "", {FIX_SAFE, {{0, 3, ""}}});
    /* Two insertions of one finding at one place, and one in front of what is replaced. */
    ROUND("one", FIX_SAFE, 1, "oABCe", {FIX_SAFE, {{1, 1, "A"}, {1, 1, "B"}, {1, 2, "C"}}});
}

static void safety_decides(void **state)
{
    (void)state;
    ROUND("0123456", FIX_SAFE, 0, "", {FIX_UNSAFE, {{0, 1, "a"}}}, {FIX_SHOW, {{2, 3, "b"}}},
          {FIX_NONE, {{4, 5, "c"}}});
    ROUND("0123456", FIX_UNSAFE, 2, "a12345b", {FIX_UNSAFE, {{0, 1, "a"}}},
          {FIX_SHOW, {{2, 3, "b"}}}, {FIX_SAFE, {{6, 7, "b"}}});
}

static void an_edit_that_changes_nothing_is_none(void **state)
{
    (void)state;
    ROUND("one", FIX_SAFE, 0, "", {FIX_SAFE, {{0, 3, "one"}}}, {FIX_SAFE, {{1, 1, ""}}});
}

static void what_overlaps_or_touches_waits(void **state)
{
    (void)state;
    /* Inside, across, and right behind the first. */
    ROUND("0123456789", FIX_SAFE, 1, "01ab56789", {FIX_SAFE, {{2, 5, "ab"}}},
          {FIX_SAFE, {{3, 4, "x"}}}, {FIX_SAFE, {{4, 7, "y"}}}, {FIX_SAFE, {{5, 6, "z"}}},
          {FIX_SAFE, {{5, 5, "z"}}}, {FIX_SAFE, {{2, 2, "z"}}}, {FIX_SAFE, {{0, 2, "z"}}});
    /* One byte between is enough. */
    ROUND("0123456789", FIX_SAFE, 2, "01ab5z789", {FIX_SAFE, {{2, 5, "ab"}}},
          {FIX_SAFE, {{6, 7, "z"}}});
    ROUND("0123456789", FIX_SAFE, 2, "x12y456789", {FIX_SAFE, {{3, 4, "y"}}},
          {FIX_SAFE, {{0, 1, "x"}}});
    /* The first has the right of way, not the one in front. */
    ROUND("0123456789", FIX_SAFE, 1, "0123y6789", {FIX_SAFE, {{4, 6, "y"}}},
          {FIX_SAFE, {{0, 5, "x"}}});
    /* Two insertions at one place. */
    ROUND("01", FIX_SAFE, 1, "0a1", {FIX_SAFE, {{1, 1, "a"}}}, {FIX_SAFE, {{1, 1, "b"}}});
}

static void all_edits_of_a_finding_or_none(void **state)
{
    (void)state;
    /* The second meets the first with its last edit; its other one is not made, and does not keep
     * the third away. */
    ROUND("0123456789", FIX_SAFE, 2, "0c23456a8b", {FIX_SAFE, {{7, 8, "a"}, {9, 10, "b"}}},
          {FIX_SAFE, {{1, 2, "x"}, {9, 9, "x"}}}, {FIX_SAFE, {{1, 2, "c"}}});
    /* One inside the gap of another. */
    ROUND("0123456789", FIX_SAFE, 2, "a123b5678a", {FIX_SAFE, {{0, 1, "a"}, {9, 10, "a"}}},
          {FIX_SAFE, {{4, 5, "b"}}});
}

static void what_is_not_for_fixing_is_left_alone(void **state)
{
    (void)state;
    struct document doc = fake_document("a.md", STR("one"));
    struct edit edit = {.span = span_of(0, 1), .text = STR("x")};
    struct finding finding = {.safety = FIX_SAFE, .edits = &edit, .edit_count = 1};
    assert_true(fix_is_wanted(&doc, &finding, FIX_SAFE));
    finding.status = STATUS_NEW;
    assert_true(fix_is_wanted(&doc, &finding, FIX_SAFE));
    finding.status = STATUS_EXISTING;
    assert_false(fix_is_wanted(&doc, &finding, FIX_SAFE));
    finding.status = STATUS_FIXED;
    assert_false(fix_is_wanted(&doc, &finding, FIX_SAFE));
    finding.status = STATUS_NONE;
    finding.suppressed = true;
    assert_false(fix_is_wanted(&doc, &finding, FIX_UNSAFE));
    fake_free(&doc);
}

/* Changes as "0-3>0-5 7-7>9-10". */
static void assert_changes(const struct changes *changes, const char *wanted)
{
    struct buf out = {0};
    for (size_t i = 0; i < changes->n; i++)
        buf_printf(&out, "%s%u-%u>%u-%u", i ? " " : "", changes->at[i].before.start,
                   changes->at[i].before.end, changes->at[i].after.start, changes->at[i].after.end);
    assert_str(buf_str(&out), wanted);
    buf_free(&out);
}

/* Round after round on the bytes of the one before. */
static void changes_lead_from_the_first_bytes_to_the_last(void **state)
{
    (void)state;
    static const struct {
        struct say say;
        const char *bytes, *changes;
    } rounds[] = {
        {{FIX_SAFE, {{2, 4, "xyz"}, {6, 6, "!"}}}, "01xyz45!6789", "2-4>2-5 6-6>7-8"},
        /* Behind, between and in front, apart from them. */
        {{FIX_SAFE, {{11, 12, ""}, {0, 0, "##"}}},
         "##01xyz45!678",
         "0-0>0-2 2-4>4-7 6-6>9-10 9-10>13-13"},
        /* Inside one. */
        {{FIX_SAFE, {{5, 6, "YYYY"}}}, "##01xYYYYz45!678", "0-0>0-2 2-4>4-10 6-6>12-13 9-10>16-16"},
        /* Across two and what is between them. */
        {{FIX_SAFE, {{9, 14, "="}}}, "##01xYYYY=78", "0-0>0-2 2-7>4-10 9-10>12-12"},
        /* Touching one from both sides: its bytes and theirs are one change. */
        {{FIX_SAFE, {{2, 3, "a"}, {10, 11, "b"}}}, "##a1xYYYY=b8", "0-1>0-3 2-8>4-11 9-10>12-12"},
        /* All that is left. */
        {{FIX_SAFE, {{0, 12, ""}}}, "", "0-10>0-0"},
    };
    struct changes changes = {0};
    struct buf bytes = {0};
    buf_add(&bytes, STR("0123456789"));
    for (size_t i = 0; i < sizeof rounds / sizeof *rounds; i++) {
        struct document doc = fake_document("a.md", buf_str(&bytes));
        struct finding finding;
        struct edit edits[MAX_EDITS];
        struct buf next = {0};
        make(&finding, edits, &rounds[i].say);
        /* As lint_edit() leaves them: by place. */
        if (finding.edit_count == 2 && edits[0].span.start > edits[1].span.start) {
            struct edit first = edits[1];
            edits[1] = edits[0];
            edits[0] = first;
        }
        assert_int_equal(fix_round(&doc, &finding, 1, FIX_SAFE, &changes, &next), 1);
        assert_str(buf_str(&next), rounds[i].bytes);
        assert_changes(&changes, rounds[i].changes);
        fake_free(&doc);
        buf_free(&bytes);
        bytes = next;
    }
    buf_free(&bytes);
    changes_free(&changes);
}

/* A hundred thousand findings of which each meets the next, and as many that are in each other. */
static void many_that_meet_take_no_time(void **state)
{
    (void)state;
    enum { COUNT = 100000 };
    struct finding *findings = mem_alloc(COUNT, sizeof *findings);
    struct edit *edits = mem_alloc(COUNT, sizeof *edits);
    char *source = mem_alloc(2 * COUNT + 1, 1);
    struct changes changes = {0};
    struct buf out = {0};
    for (size_t i = 0; i < 2 * COUNT; i++)
        source[i] = 'a';
    struct document doc = fake_document("a.md", str_from(source));
    for (size_t i = 0; i < COUNT; i++) {
        edits[i] = (struct edit){span_of(2 * i, 2 * i + 2), STR("b")};
        findings[i] = (struct finding){.safety = FIX_SAFE, .edits = &edits[i], .edit_count = 1};
    }
    assert_int_equal(fix_round(&doc, findings, COUNT, FIX_SAFE, &changes, &out), COUNT / 2);
    assert_int_equal(out.n, 2 * COUNT - COUNT / 2);
    buf_clear(&out);
    changes_free(&changes);
    for (size_t i = 0; i < COUNT; i++)
        edits[i].span = span_of(i, 2 * COUNT - i);
    assert_int_equal(fix_round(&doc, findings, COUNT, FIX_SAFE, &changes, &out), 1);
    assert_str(buf_str(&out), "b");
    buf_free(&out);
    changes_free(&changes);
    fake_free(&doc);
    mem_free(source);
    mem_free(edits);
    mem_free(findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edits_replace_insert_and_delete),
        cmocka_unit_test(safety_decides),
        cmocka_unit_test(an_edit_that_changes_nothing_is_none),
        cmocka_unit_test(what_overlaps_or_touches_waits),
        cmocka_unit_test(all_edits_of_a_finding_or_none),
        cmocka_unit_test(what_is_not_for_fixing_is_left_alone),
        cmocka_unit_test(changes_lead_from_the_first_bytes_to_the_last),
        cmocka_unit_test(many_that_meet_take_no_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
