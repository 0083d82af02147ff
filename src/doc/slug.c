#include "doc/slug.h"

#include "base/utf8.h"
#include "doc/url.h"

#include <utf8proc.h>

/* Symbols that Unicode counts as letters: circled, squared and negative ones (Other_Alphabetic). */
static bool is_letter_symbol(int32_t code)
{
    return (code >= 0x24b6 && code <= 0x24e9) || (code >= 0x1f130 && code <= 0x1f149) ||
           (code >= 0x1f150 && code <= 0x1f169) || (code >= 0x1f170 && code <= 0x1f189);
}

/* Ruby's \p{Word}, which GitHub's expression is built from. */
static bool is_word(int32_t code)
{
    if (code < 0x80)
        return code >= 0 && (ascii_is_alnum((char)code) || code == '_');
    utf8proc_category_t category = utf8proc_category(code);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NL) ||
           category == UTF8PROC_CATEGORY_PC || is_letter_symbol(code);
}

void slug_of(struct buf *out, str text)
{
    for (size_t i = 0, n; i < text.n; i += n) {
        int32_t code;
        n = utf8_next(str_skip(text, i), &code);
        if (code == ' ')
            buf_add_char(out, '-');
        else if (code == '-' || is_word(code))
            utf8_put(out, utf8_lower(code));
    }
}

static void add_lower(struct buf *out, str text)
{
    for (size_t i = 0, n; i < text.n; i += n) {
        int32_t code;
        n = utf8_next(str_skip(text, i), &code);
        if (code < 0)
            buf_add_char(out, text.at[i]);
        else
            utf8_put(out, utf8_lower(code));
    }
}

bool slug_same(str slug, str fragment)
{
    if (str_eq(slug, fragment))
        return true;
    struct buf decoded = {0}, a = {0}, b = {0};
    url_percent_decode(&decoded, fragment);
    add_lower(&a, slug);
    add_lower(&b, buf_str(&decoded));
    bool same = str_eq(buf_str(&a), buf_str(&b));
    buf_free(&decoded);
    buf_free(&a);
    buf_free(&b);
    return same;
}
