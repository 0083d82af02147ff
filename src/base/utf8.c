#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

size_t utf8_next(str s, int32_t *code)
{
    unsigned char first = (unsigned char)s.at[0];
    if (first < 0x80) {
        *code = first;
        return 1;
    }
    size_t limit = s.n < 4 ? s.n : 4;
    utf8proc_int32_t point = -1;
    utf8proc_ssize_t n =
        utf8proc_iterate((const utf8proc_uint8_t *)s.at, (utf8proc_ssize_t)limit, &point);
    if (n <= 0) {
        *code = -1;
        return 1;
    }
    *code = point;
    return (size_t)n;
}

void utf8_put(struct buf *out, int32_t code)
{
    utf8proc_uint8_t bytes[4];
    if (code >= 0 && code < 0x80) {
        buf_add_char(out, (char)code);
        return;
    }
    utf8proc_ssize_t n = utf8proc_encode_char(code, bytes);
    buf_add(out, (str){(const char *)bytes, (size_t)n});
}

size_t utf8_find_invalid(str s)
{
    size_t i = 0;
    while (i < s.n) {
        uint64_t word;
        while (i + sizeof word <= s.n) {
            memcpy(&word, s.at + i, sizeof word);
            if (word & UINT64_C(0x8080808080808080))
                break;
            i += sizeof word;
        }
        while (i < s.n && (unsigned char)s.at[i] < 0x80)
            i++;
        if (i == s.n)
            break;
        int32_t code;
        size_t n = utf8_next(str_skip(s, i), &code);
        if (code < 0)
            return i;
        i += n;
    }
    return STR_NPOS;
}

void utf8_clean(struct buf *out, str s)
{
    size_t valid;
    while ((valid = utf8_find_invalid(s)) != STR_NPOS) {
        buf_add(out, str_sub(s, 0, valid));
        buf_add(out, STR("\xef\xbf\xbd"));
        s = str_skip(s, valid + 1);
    }
    buf_add(out, s);
}

int utf8_width(int32_t code)
{
    if (code < 0x20 || (code >= 0x7f && code < 0xa0))
        return 0;
    return code < 0x300 ? 1 : utf8proc_charwidth(code);
}

bool utf8_is_shown(int32_t code)
{
    if (code < 0x80)
        return code >= 0x20 && code != 0x7f;
    utf8proc_category_t category = utf8proc_category(code);
    return category != UTF8PROC_CATEGORY_CN && category < UTF8PROC_CATEGORY_ZL;
}

bool utf8_is_alnum(int32_t code)
{
    if (code < 0)
        return false;
    if (code < 0x80)
        return ascii_is_alnum((char)code);
    utf8proc_category_t category = utf8proc_category(code);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO &&
           !(category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME);
}

/* Symbols that Unicode counts as letters: circled, squared and negative ones (Other_Alphabetic). */
static bool is_letter_symbol(int32_t code)
{
    return (code >= 0x24b6 && code <= 0x24e9) || (code >= 0x1f130 && code <= 0x1f149) ||
           (code >= 0x1f150 && code <= 0x1f169) || (code >= 0x1f170 && code <= 0x1f189);
}

bool utf8_is_word(int32_t code)
{
    if (code < 0x80)
        return code >= 0 && (ascii_is_alnum((char)code) || code == '_');
    utf8proc_category_t category = utf8proc_category(code);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NL) ||
           category == UTF8PROC_CATEGORY_PC || is_letter_symbol(code);
}

bool utf8_is_pictograph(int32_t code)
{
    return code >= 0xa9 &&
           utf8proc_get_property(code)->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

int32_t utf8_lower(int32_t code)
{
    return code < 0x80 ? (int32_t)ascii_lower((char)code) : utf8proc_tolower(code);
}

void utf8_add_lower(struct buf *out, str s)
{
    while (s.n > 0) {
        size_t ascii = 0;
        while (ascii < s.n && (unsigned char)s.at[ascii] < 0x80)
            ascii++;
        buf_add(out, str_sub(s, 0, ascii));
        for (size_t i = out->n - ascii; i < out->n; i++)
            out->at[i] = ascii_lower(out->at[i]);
        s = str_skip(s, ascii);
        if (s.n == 0)
            return;
        int32_t code;
        size_t n = utf8_next(s, &code);
        if (code < 0)
            buf_add_char(out, s.at[0]);
        else
            utf8_put(out, utf8_lower(code));
        s = str_skip(s, n);
    }
}

void utf8_fold(struct buf *out, str s)
{
    utf8proc_uint8_t *folded = NULL;
    utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE |
                                UTF8PROC_IGNORE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)s.at, (utf8proc_ssize_t)s.n, &folded, options);
    if (n >= 0) {
        buf_add(out, (str){(const char *)folded, (size_t)n});
        free(folded); /* utf8proc_map() allocates with malloc() by contract */
        return;
    }
    for (size_t i = 0; i < s.n; i++)
        buf_add_char(out, ascii_lower(s.at[i]));
}
