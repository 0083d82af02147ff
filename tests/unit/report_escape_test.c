#include "report/escape.h"

#include "fake.h"

static void hostile_text_is_shown_not_obeyed(void **state)
{
    (void)state;
    static const struct {
        str bytes;
        const char *shown;
    } cases[] = {
        {STR_INIT("plain text, caf\u00e9, \u8bba\u6587, \U0001f680"),
         "plain text, caf\u00e9, \u8bba\u6587, \U0001f680"},
        {STR_INIT("\x1b]0;title\x07"), "\\x1b]0;title\\x07"},
        {STR_INIT("a\r\nerror: b"), "a\\x0d\\x0aerror: b"},
        {STR_INIT("\0"), "\\x00"},
        {STR_INIT("\x7f\b"), "\\x7f\\x08"},
        {STR_INIT("\xc2\x9b"
                  "2J"),
         "<U+009B>2J"},
        {STR_INIT("\xc2\x85"), "<U+0085>"},
        {STR_INIT("a\u2028b\u2029"), "a<U+2028>b<U+2029>"},
        {STR_INIT("\u202egpj.exe\u2066\u2069\u200f"), "<U+202E>gpj.exe<U+2066><U+2069><U+200F>"},
        {STR_INIT("\u200b\u200d\ufeff\u00ad"), "<U+200B><U+200D><U+FEFF><U+00AD>"},
        {STR_INIT("\U000e0041\U0010fffd\ue000"), "<U+E0041><U+10FFFD><U+E000>"},
        {STR_INIT("\x9b\xc0\xaf\xed\xa0\x80\xff"), "\\x9b\\xc0\\xaf\\xed\\xa0\\x80\\xff"},
        {STR_INIT("\xe8\xae"), "\\xe8\\xae"},
        {STR_INIT("tab\there"), "tab here"},
        {STR_INIT("##[add-mask]a"), "##\\x5badd-mask]a"},
        {STR_INIT("a ###[x] ##vso[x] ##TeamCity[x]"),
         "a ###\\x5bx] ##vso\\x5bx] ##TeamCity\\x5bx]"},
        {STR_INIT("[a] #[b] ## [c] ##a[d]"), "[a] #[b] ## [c] ##a[d]"},
        {STR_INIT("#\u200b#[a]"), "#<U+200B>#[a]"},
    };
    struct buf out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        escape_add(&out, cases[i].bytes);
        assert_str(buf_str(&out), cases[i].shown);
        buf_clear(&out);
    }
    buf_free(&out);
}

static void the_last_glyph_is_the_one_read_forward(void **state)
{
    (void)state;
    static const str texts[] = {
        STR_INIT("a"),    STR_INIT("\u00e9"), STR_INIT("\u8bba"), STR_INIT("\U0001f680"),
        STR_INIT("\x1b"), STR_INIT("\xff"),   STR_INIT("\x80"),   STR_INIT("\u0301"),
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct buf text = {0};
        buf_add(&text, STR("\u6587"));
        buf_add(&text, texts[i]);
        struct glyph glyph = escape_before(buf_str(&text), text.n);
        assert_int_equal(glyph.bytes, texts[i].n);
        buf_free(&text);
    }
    /* Two bytes of a character that has three: each is shown for itself. */
    assert_int_equal(escape_before(STR("\xe8\xae"), 2).bytes, 1);
}

/* The runner trims a line before it looks for "::" at its start. */
static void a_line_does_not_begin_with_a_command(void **state)
{
    (void)state;
    static const struct {
        const char *text, *shown;
    } cases[] = {
        {"::error::a", "\\x3a:error::a"},
        {":::", "\\x3a::"},
        {" \t::stop-commands::x", "  \\x3a:stop-commands::x"},
        {"\u00a0\u3000::a", "\u00a0\u3000\\x3a:a"},
        {"\r::a", "\\x0d\\x3a:a"},
        {":a::b", ":a::b"},
        {"a::b", "a::b"},
        {":", ":"},
        {"", ""},
        {"  ", "  "},
        {"##[error]a", "##\\x5berror]a"},
    };
    struct buf out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        escape_add_first(&out, str_from(cases[i].text));
        assert_str(buf_str(&out), cases[i].shown);
        buf_clear(&out);
    }
    buf_free(&out);
}

static void long_text_is_cut(void **state)
{
    (void)state;
    static const struct {
        const char *text, *shown;
        uint32_t columns;
    } cases[] = {
        {"", "", 3},
        {"abc", "abc", 3},
        {"abcd", "ab\u2026", 3},
        {"\u8bba\u6587", "\u8bba\u6587", 4},
        {"\u8bba\u6587", "\u8bba\u2026", 3},
        {"ab\u0301c", "ab\u0301c", 3},
        {"ab\u0301cd", "ab\u0301\u2026", 3},
        {"a\x1b[1m", "a\u2026", 4},
    };
    struct buf out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        escape_add_cut(&out, str_from(cases[i].text), cases[i].columns);
        assert_str(buf_str(&out), cases[i].shown);
        buf_clear(&out);
    }
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_text_is_shown_not_obeyed),
        cmocka_unit_test(the_last_glyph_is_the_one_read_forward),
        cmocka_unit_test(a_line_does_not_begin_with_a_command),
        cmocka_unit_test(long_text_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
