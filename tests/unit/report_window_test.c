#include "report/window.h"

#include "report/escape.h"

#include "fake.h"

#include <string.h>

/* The window over `line` with carets under the mark, both as one text. */
static void check(str line, uint32_t from, uint32_t to, uint32_t width, const char *wanted,
                  uint32_t start, uint32_t columns)
{
    struct buf out = {0};
    struct window window = window_write(&out, line, span_of(from, to), width);
    assert_str(buf_str(&out), wanted);
    assert_int_equal(window.start, start);
    assert_int_equal(window.columns, columns);
    buf_free(&out);
}

static void a_line_that_fits_is_shown_whole(void **state)
{
    (void)state;
    check(STR("| a | b |"), 2, 3, 40, "| a | b |", 2, 1);
    check(STR("12345678901234567890"), 0, 1, 20, "12345678901234567890", 0, 1);
    check(STR("12345678901234567890"), 19, 20, 20, "12345678901234567890", 19, 1);
    check(STR(""), 0, 0, 40, "", 0, 1);
}

static void an_empty_span_has_one_caret(void **state)
{
    (void)state;
    check(STR("abc"), 1, 1, 40, "abc", 1, 1);
    check(STR("abc"), 3, 3, 40, "abc", 3, 1);
    /* A place behind the line, as that of a line end, is the end of the line. */
    check(STR("abc"), 4, 5, 40, "abc", 3, 1);
    /* There is room for that caret too. */
    check(STR("12345678901234567890"), 20, 20, 20, "\u2026345678901234567890", 19, 1);
}

static void a_wide_line_is_cut_on_both_sides(void **state)
{
    (void)state;
    str line =
        STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaXYbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb");
    check(line, 40, 42, 20, "\u2026aaaaaaaaXYbbbbbbbb\u2026", 9, 2);
    check(line, 40, 42, 21, "\u2026aaaaaaaaXYbbbbbbbbb\u2026", 9, 2);
    /* Near an end the other side gets the room. */
    check(line, 0, 2, 20, "aaaaaaaaaaaaaaaaaaa\u2026", 0, 2);
    check(line, 3, 5, 20, "aaaaaaaaaaaaaaaaaaa\u2026", 3, 2);
    check(line, (uint32_t)line.n - 2, (uint32_t)line.n, 20, "\u2026bbbbbbbbbbbbbbbbbbb", 18, 2);
}

static void a_span_wider_than_the_window_shows_its_beginning(void **state)
{
    (void)state;
    str line = STR("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJ");
    check(line, 0, (uint32_t)line.n, 20, "0123456789abcdefghi\u2026", 0, 20);
    check(line, 20, 46, 20, "\u2026defghijklmnopqrstu\u2026", 8, 12);
    /* Its end is in sight, its beginning has less room before it. */
    check(line, 20, 32, 20, "\u2026defghijklmnopqrstu\u2026", 8, 12);
}

static void wide_characters_take_two_columns(void **state)
{
    (void)state;
    check(STR("\u8bba\u6587 X"), 7, 8, 40, "\u8bba\u6587 X", 5, 1);
    check(STR("\u8bba\u6587 X"), 0, 6, 40, "\u8bba\u6587 X", 0, 4);
    check(STR("\U0001f680X"), 4, 5, 40, "\U0001f680X", 2, 1);
    /* 25 wide ones: half of one never shows. */
    str line = STR("\u8bba\u8bba\u8bba\u8bba\u8bba\u8bba\u8bba\u8bba\u8bba\u8bba\u8bba\u8bba\u8bba"
                   "X\u8bba\u8bba\u8bba\u8bba\u8bba\u8bba\u8bba\u8bba\u8bba\u8bba\u8bba\u8bba");
    check(line, 39, 40, 20, "\u2026\u8bba\u8bba\u8bba\u8bbaX\u8bba\u8bba\u8bba\u8bba\u2026", 9, 1);
}

static void marks_stay_with_their_character(void **state)
{
    (void)state;
    /* e + U+0301 */
    check(STR("e\u0301X"), 3, 4, 40, "e\u0301X", 1, 1);
    check(STR("ae\u0301X"), 2, 4, 40, "ae\u0301X", 1, 1);
    str line =
        STR("aaaaaaaaaaaaaaaaaaaaae\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301"
            "Xe\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301");
    check(line, 45, 46, 20,
          "\u2026e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301"
          "Xe\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301\u2026",
          9, 1);
}

static void a_span_inside_a_character_takes_all_of_it(void **state)
{
    (void)state;
    check(STR("a\u8bba b"), 2, 3, 40, "a\u8bba b", 1, 2);
    check(STR("a\u8bba b"), 3, 4, 40, "a\u8bba b", 1, 2);
}

static void what_a_terminal_obeys_is_escaped_and_counted(void **state)
{
    (void)state;
    check(STR("\x1b[2JX"), 4, 5, 40, "\\x1b[2JX", 7, 1);
    check(STR("\xff\xfeX"), 2, 3, 40, "\\xff\\xfeX", 8, 1);
    check(STR("\xff\xfeX"), 0, 2, 40, "\\xff\\xfeX", 0, 8);
    check(STR("\xe4\xbdX"), 0, 2, 40, "\\xe4\\xbdX", 0, 8);
    check(STR("a\u202eX"), 4, 5, 40, "a<U+202E>X", 9, 1);
    check(STR("a\tX"), 2, 3, 40, "a X", 2, 1);
    check(STR("a\rX"), 1, 2, 40, "a\\x0dX", 1, 4);
    check(STR("##[X](y)"), 3, 4, 40, "##\\x5bX](y)", 6, 1);
    check(STR("##[X](y)"), 2, 3, 40, "##\\x5bX](y)", 2, 4);
    check(STR("##[X](y)"), 0, 2, 40, "##\\x5bX](y)", 0, 2);
    /* An escape is cut off as one piece. */
    check(STR("\x01\x02\x03\x04\x05X"), 5, 6, 20, "\u2026\\x02\\x03\\x04\\x05X", 17, 1);
}

static void piles_of_marks_are_bounded(void **state)
{
    (void)state;
    struct buf line = {0}, out = {0};
    buf_add_char(&line, 'X');
    for (int i = 0; i < 100000; i++)
        buf_add(&line, STR("\u0301"));
    struct window window = window_write(&out, buf_str(&line), span_of(0, 1), 80);
    assert_int_equal(window.start, 0);
    assert_int_equal(window.columns, 1);
    assert_true(out.n < 2000);
    buf_clear(&out);
    window_write(&out, buf_str(&line), span_of(line.n, line.n), 80);
    assert_true(out.n < 2000);
    buf_free(&line);
    buf_free(&out);
}

/* Any bytes, any mark: what is written has as many columns as it says, and fits. */
static void every_window_fits(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "a",        "b",     "|", "\u8bba", "\u0301", "\x1b", "\xff", "\u202e", "\t",  "\U0001f680",
        "\xe4\xbd", "https", "(", "\u00e9", "\ufe0f", "##",   "[",    "#",      "vso["};
    uint32_t seed = 7;
    for (int round = 0; round < 20000; round++) {
        struct buf line = {0}, out = {0};
        seed = seed * 1664525 + 1013904223;
        for (uint32_t i = 0, n = seed >> 25; i < n; i++) {
            seed = seed * 1664525 + 1013904223;
            buf_add(&line, str_from(pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]));
        }
        uint32_t from = (seed >> 8) % ((uint32_t)line.n + 1);
        uint32_t to = from + (seed >> 20) % ((uint32_t)line.n - from + 1);
        uint32_t width = 20 + (seed >> 12) % 30, columns = 0;
        struct window window = window_write(&out, buf_str(&line), span_of(from, to), width);
        for (str rest = buf_str(&out); rest.n > 0;) {
            struct glyph glyph = escape_at(rest, 0);
            assert_int_equal(glyph.bytes, glyph.length);
            columns += glyph.columns;
            rest = str_skip(rest, glyph.bytes);
        }
        assert_true(columns <= width);
        assert_true(window.columns >= 1);
        assert_true(window.start + window.columns <= width);
        buf_free(&line);
        buf_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_that_fits_is_shown_whole),
        cmocka_unit_test(an_empty_span_has_one_caret),
        cmocka_unit_test(a_wide_line_is_cut_on_both_sides),
        cmocka_unit_test(a_span_wider_than_the_window_shows_its_beginning),
        cmocka_unit_test(wide_characters_take_two_columns),
        cmocka_unit_test(marks_stay_with_their_character),
        cmocka_unit_test(a_span_inside_a_character_takes_all_of_it),
        cmocka_unit_test(what_a_terminal_obeys_is_escaped_and_counted),
        cmocka_unit_test(piles_of_marks_are_bounded),
        cmocka_unit_test(every_window_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
