#include "doc/mojibake.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* `text` with everything that was encoded twice decoded. */
static void assert_decoded(const char *text, const char *expected)
{
    str s = str_from(text);
    struct buf out = {0};
    for (size_t i = 0; i < s.n;) {
        bool whole;
        bool starts = ((unsigned char)s.at[i] & 0xc0) != 0x80;
        size_t n = starts ? mojibake_at(s, i, &out, &whole) : 0;
        if (n == 0)
            buf_add_char(&out, s.at[i++]);
        i += n;
    }
    buf_add_char(&out, '\0');
    assert_string_equal(out.at, expected);
    buf_free(&out);
}

static void decodes_what_was_encoded_twice(void **state)
{
    (void)state;
    assert_decoded("ðŸš€ fast", "🚀 fast");
    assert_decoded("\xc3\xb0\xc2\x9f\xc2\x9a\xc2\x80", "🚀"); /* by way of Latin-1 */
    assert_decoded("JosÃ© GarcÃ\xc2\xad"
                   "a",
                   "José García");
    assert_decoded("donâ€™t â†’ âœ…", "don’t → ✅");
    assert_decoded("2Ã—2 Ã–zgÃ¼r", "2×2 Özgür");
    assert_decoded("Î±-divergence", "α-divergence");
    assert_decoded("Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет");
    assert_decoded("ä¸\xc2\xad"
                   "æ–‡",
                   "中文");
    assert_decoded("ï»¿# Title", "# Title");
}

static void leaves_real_words_alone(void **state)
{
    (void)state;
    static const char *const WORDS[] = {
        "MANHÃ",
        "IRMÃ…",
        "IRMÃ”",
        "« café…»",
        "café\xc2\xa0»",
        "Tomáš…",
        "NÃO",
        "ESPAÑA…",
        "Gauß…",
        "à la carte",
        "ÀÉÎÕÜ",
        "“Ã”",
        "naïve",
        "Nestlé®",
        "lié\xc2\xa0§ 3",
        "5\xc2\xa0€ et 6\xc2\xa0£",
        "Ångström",
        "São Paulo – Brasil",
        "Việt Nam",
        "Łódź",
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        assert_decoded(WORDS[i], WORDS[i]);
}

static void says_what_was_lost(void **state)
{
    (void)state;
    struct buf out = {0};
    bool whole = true;
    assert_int_equal(mojibake_at(STR("ï¿½"), 0, &out, &whole), 6);
    assert_false(whole);
    assert_int_equal(mojibake_at(STR("ðŸ"), 0, &out, &whole), 0); /* cut off */
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_what_was_encoded_twice),
        cmocka_unit_test(leaves_real_words_alone),
        cmocka_unit_test(says_what_was_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
