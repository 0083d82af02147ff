#include "base/str.h"

#include <string.h>

str str_from(const char *text)
{
    return text ? (str){text, strlen(text)} : (str){NULL, 0};
}

str str_sub(str s, size_t start, size_t end)
{
    if (end > s.n)
        end = s.n;
    if (start > end)
        start = end;
    return s.at ? (str){s.at + start, end - start} : s;
}

str str_skip(str s, size_t n)
{
    return str_sub(s, n, s.n);
}

bool str_eq(str a, str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.at, b.at, a.n) == 0);
}

bool str_eq_nocase(str a, str b)
{
    return a.n == b.n && str_starts_nocase(a, b);
}

int str_cmp(str a, str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.at, b.at, n) : 0;
    if (order != 0)
        return order;
    return a.n < b.n ? -1 : a.n > b.n;
}

bool str_starts(str s, str prefix)
{
    return s.n >= prefix.n && str_eq(str_sub(s, 0, prefix.n), prefix);
}

bool str_starts_nocase(str s, str prefix)
{
    if (s.n < prefix.n)
        return false;
    for (size_t i = 0; i < prefix.n; i++)
        if (ascii_lower(s.at[i]) != ascii_lower(prefix.at[i]))
            return false;
    return true;
}

bool str_ends(str s, str suffix)
{
    return s.n >= suffix.n && str_eq(str_skip(s, s.n - suffix.n), suffix);
}

bool str_ends_nocase(str s, str suffix)
{
    return s.n >= suffix.n && str_eq_nocase(str_skip(s, s.n - suffix.n), suffix);
}

size_t str_find(str s, str needle)
{
    if (needle.n == 0)
        return 0;
    if (s.n < needle.n)
        return STR_NPOS;
    /* memmem() skips by the length of the needle, but has to prepare for that */
    if (needle.n >= 8) {
        const char *found = memmem(s.at, s.n, needle.at, needle.n);
        return found ? (size_t)(found - s.at) : STR_NPOS;
    }
    const char *last = s.at + (s.n - needle.n);
    for (const char *p = s.at; p <= last; p++) {
        p = memchr(p, needle.at[0], (size_t)(last - p) + 1);
        if (!p)
            return STR_NPOS;
        if (memcmp(p, needle.at, needle.n) == 0)
            return (size_t)(p - s.at);
    }
    return STR_NPOS;
}

size_t str_find_nocase(str s, str needle)
{
    if (needle.n == 0)
        return 0;
    if (s.n < needle.n)
        return STR_NPOS;
    size_t last = s.n - needle.n;
    char lower = ascii_lower(needle.at[0]);
    for (size_t i = 0; i <= last; i++)
        if (ascii_lower(s.at[i]) == lower && str_starts_nocase(str_skip(s, i), needle))
            return i;
    return STR_NPOS;
}

size_t str_find_char(str s, char c)
{
    const char *p = s.n ? memchr(s.at, c, s.n) : NULL;
    return p ? (size_t)(p - s.at) : STR_NPOS;
}

size_t str_rfind_char(str s, char c)
{
    const char *p = s.n ? memrchr(s.at, c, s.n) : NULL;
    return p ? (size_t)(p - s.at) : STR_NPOS;
}

bool str_has(str s, str needle)
{
    return str_find(s, needle) != STR_NPOS;
}

static bool is_word_byte(char c)
{
    return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

bool str_has_words(str s, str words)
{
    for (size_t at = 0; words.n > 0 && at < s.n;) {
        size_t found = str_find_nocase(str_skip(s, at), words);
        if (found == STR_NPOS)
            return false;
        size_t start = at + found, end = start + words.n;
        if ((start == 0 || !is_word_byte(s.at[start - 1])) &&
            (end == s.n || !is_word_byte(s.at[end])))
            return true;
        at = start + 1;
    }
    return false;
}

str str_trim_left(str s)
{
    size_t i = 0;
    while (i < s.n && ascii_is_space(s.at[i]))
        i++;
    return str_skip(s, i);
}

str str_trim_right(str s)
{
    while (s.n > 0 && ascii_is_space(s.at[s.n - 1]))
        s.n--;
    return s;
}

str str_trim(str s)
{
    return str_trim_right(str_trim_left(s));
}

str str_cut(str *rest, char sep)
{
    str whole = *rest;
    size_t i = str_find_char(whole, sep);
    if (i == STR_NPOS) {
        *rest = (str){NULL, 0};
        return whole;
    }
    *rest = str_skip(whole, i + 1);
    return str_sub(whole, 0, i);
}

bool str_to_u32(str s, uint32_t *out)
{
    uint64_t value = 0;
    if (s.n == 0 || s.n > 10)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (!ascii_is_digit(s.at[i]))
            return false;
        value = value * 10 + (uint64_t)(s.at[i] - '0');
    }
    if (value > UINT32_MAX)
        return false;
    *out = (uint32_t)value;
    return true;
}
