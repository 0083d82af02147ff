#include "report/utf16.h"

#include "base/utf8.h"

#include "fake.h"

static void positions_count_from_one(void **state)
{
    (void)state;
    struct document doc = fake_document("a.md", STR("ab\r\n\u8bba\U0001f680x\n"));
    static const struct {
        uint32_t offset, line, column, utf16;
    } cases[] = {
        {0, 1, 1, 1}, {2, 1, 3, 3},  {3, 1, 4, 4},  {4, 2, 1, 1},
        {7, 2, 4, 2}, {11, 2, 8, 4}, {12, 2, 9, 5}, {13, 3, 1, 1},
    };
    struct utf16 utf16 = {0};
    utf16_open(&utf16, &doc);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct position at = position_of(&doc, cases[i].offset);
        assert_int_equal(at.line, cases[i].line);
        assert_int_equal(at.column, cases[i].column);
        at = utf16_region(&utf16, span_of(cases[i].offset, cases[i].offset)).start;
        assert_int_equal(at.line, cases[i].line);
        assert_int_equal(at.column, cases[i].utf16);
    }
    utf16_free(&utf16);
    fake_free(&doc);
}

/* The region of the span that begins and ends where `source` has a '<' and a '>'. */
static void check(str source, uint32_t line, uint32_t column, uint32_t end_line,
                  uint32_t end_column)
{
    struct buf text = {0};
    struct span span = {0};
    for (size_t i = 0; i < source.n; i++) {
        if (source.at[i] == '<')
            span.start = (uint32_t)text.n;
        else if (source.at[i] == '>')
            span.end = (uint32_t)text.n;
        else
            buf_add_char(&text, source.at[i]);
    }
    struct document doc = fake_document("a.md", buf_str(&text));
    struct utf16 utf16 = {0};
    utf16_open(&utf16, &doc);
    struct utf16_region region = utf16_region(&utf16, span);
    assert_int_equal(region.start.line, line);
    assert_int_equal(region.start.column, column);
    assert_int_equal(region.end.line, end_line);
    assert_int_equal(region.end.column, end_column);
    utf16_free(&utf16);
    fake_free(&doc);
    buf_free(&text);
}

static void characters_count_their_units(void **state)
{
    (void)state;
    check(STR("a<b>c"), 1, 2, 1, 3);
    check(STR("<\u8bba\u6587>"), 1, 1, 1, 3);
    check(STR("\U0001f680<\U0001f9d1\u200d\U0001f4bb>"), 1, 3, 1, 8);
    /* A mark is a unit of its own. */
    check(STR("e\u0301<e\u0301>"), 1, 3, 1, 5);
    check(STR("a\n<b\nc>"), 2, 1, 3, 2);
    check(STR("a<\n>b"), 1, 2, 2, 1);
    check(STR("a<\r\n>b"), 1, 2, 2, 1);
    check(STR("<>"), 1, 1, 1, 1);
    check(STR("ab<>"), 1, 3, 1, 3);
    check(STR("a<b\n>"), 1, 2, 2, 1);
}

static void a_span_inside_a_character_takes_all_of_it(void **state)
{
    (void)state;
    check(STR("a\xf0<\x9f>\x9a\x80"), 1, 2, 1, 4);
    check(STR("a\xe8\xae<>\xba"), 1, 2, 1, 3);
}

static void what_is_no_utf8_counts_as_it_is_replaced(void **state)
{
    (void)state;
    static const struct {
        str bytes;
        uint32_t units;
    } cases[] = {
        {STR_INIT("\xff\xfe"), 2},
        {STR_INIT("\xe2\x82"), 1},
        {STR_INIT("\xe2\x82 \xe2\x82"), 3},
        {STR_INIT("\xf0\x9f\x98"), 1},
        {STR_INIT("\xf0\x9f\xe8\xae\xba"), 2},
        {STR_INIT("\xed\xa0\x80"), 3},
        {STR_INIT("\xc0\xaf"), 2},
        {STR_INIT("\xf4\x90\x80\x80"), 4},
        {STR_INIT("\x80\xbf"), 2},
        {STR_INIT("\xe0\x80\x80"), 3},
        {STR_INIT("\xf0\x80\x80"), 3},
        {STR_INIT("\xf5\x80"), 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct document doc = fake_document("a.md", cases[i].bytes);
        struct utf16 utf16 = {0};
        utf16_open(&utf16, &doc);
        struct utf16_region region = utf16_region(&utf16, span_of(0, cases[i].bytes.n));
        assert_int_equal(region.end.column, cases[i].units + 1);
        utf16_free(&utf16);
        fake_free(&doc);
    }
    /* One U+FFFD for both bytes: neither end of a span parts them. */
    check(STR("a<\xe2>\x82 b"), 1, 2, 1, 3);
    check(STR("a\xe2<\x82> b"), 1, 2, 1, 3);
}

static void a_bom_is_no_column(void **state)
{
    (void)state;
    struct document doc = fake_document("a.md", STR("\xef\xbb\xbf# a"));
    struct utf16 utf16 = {0};
    utf16_open(&utf16, &doc);
    static const uint32_t columns[] = {1, 1, 1, 1, 2, 3, 4};
    for (uint32_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        assert_int_equal(position_of(&doc, i).column, columns[i]);
        assert_int_equal(utf16_region(&utf16, span_of(i, i)).start.column, columns[i]);
        assert_int_equal(utf16_is_between(&utf16, i), i >= 3);
    }
    utf16_free(&utf16);
    fake_free(&doc);
}

static void places_between_characters_are_known(void **state)
{
    (void)state;
    struct document doc = fake_document("a.md", STR("a\u8bba\xe2\x82z"));
    struct utf16 utf16 = {0};
    utf16_open(&utf16, &doc);
    static const bool between[] = {true, true, false, false, true, false, true, true};
    for (uint32_t i = 0; i < sizeof between / sizeof *between; i++)
        assert_int_equal(utf16_is_between(&utf16, i), between[i]);
    assert_false(utf16_is_between(&utf16, 8));
    utf16_free(&utf16);
    fake_free(&doc);
}

/* Every place of a long text of mixed characters, against counting from its start. */
static void long_texts_are_counted_right(void **state)
{
    (void)state;
    static const char *const pieces[] = {"abc",        "\n",   "\u00e9", "\u8bba",
                                         "\U0001f680", "\r\n", "x"};
    struct buf text = {0};
    uint32_t seed = 3;
    for (int i = 0; i < 4000; i++) {
        seed = seed * 1664525 + 1013904223;
        uint32_t piece = (seed >> 16) % 40;
        buf_add(&text, str_from(pieces[piece < 7 ? piece : 4]));
    }
    struct document doc = fake_document("a.md", buf_str(&text));
    struct utf16 utf16 = {0};
    utf16_open(&utf16, &doc);
    uint32_t line = 1, column = 1;
    for (size_t at = 0; at < text.n;) {
        struct position is = utf16_region(&utf16, span_of(at, at)).start;
        assert_int_equal(is.line, line);
        assert_int_equal(is.column, column);
        int32_t code;
        at += utf8_next(str_skip(buf_str(&text), at), &code);
        column = code == '\n' ? 1 : column + (code > 0xffff ? 2 : 1);
        line += code == '\n';
    }
    utf16_free(&utf16);
    fake_free(&doc);
    buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(positions_count_from_one),
        cmocka_unit_test(characters_count_their_units),
        cmocka_unit_test(a_span_inside_a_character_takes_all_of_it),
        cmocka_unit_test(what_is_no_utf8_counts_as_it_is_replaced),
        cmocka_unit_test(a_bom_is_no_column),
        cmocka_unit_test(places_between_characters_are_known),
        cmocka_unit_test(long_texts_are_counted_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
