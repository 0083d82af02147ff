/*
 * str: a borrowed slice of bytes. It owns nothing, is not NUL-terminated and may hold any byte;
 * text is UTF-8 by convention, never by guarantee. An empty slice may have a NULL pointer.
 */
#ifndef CURLINT_BASE_STR_H
#define CURLINT_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct str {
    const char *at; /* borrowed */
    size_t n;       /* bytes */
} str;

/* A string literal as a slice. */
#define STR(literal) ((str){("" literal), sizeof(literal) - 1})
/* The same as a constant initialiser for tables. */
#define STR_INIT(literal)                                                                          \
    {                                                                                              \
        ("" literal), sizeof(literal) - 1                                                          \
    }
/* The two arguments that printf's "%.*s" wants. */
#define STR_ARG(s) (int)(s).n, (s).at

#define STR_NPOS SIZE_MAX

/* The bytes of a NUL-terminated string; NULL gives the empty slice. */
str str_from(const char *text);
/* Bytes [start, end) of `s`; both are clipped to its length. */
str str_sub(str s, size_t start, size_t end);
/* `s` without its first `n` bytes. */
str str_skip(str s, size_t n);

bool str_eq(str a, str b);
/* Equality with ASCII letter case folded; other bytes must be equal. */
bool str_eq_nocase(str a, str b);
/* Byte order, shorter first where one is the prefix of the other: <0, 0, >0. */
int str_cmp(str a, str b);
bool str_starts(str s, str prefix);
bool str_starts_nocase(str s, str prefix);
bool str_ends(str s, str suffix);
bool str_ends_nocase(str s, str suffix);

/* Index of the first occurrence, or STR_NPOS. */
size_t str_find(str s, str needle);
size_t str_find_nocase(str s, str needle);
size_t str_find_char(str s, char c);
size_t str_rfind_char(str s, char c);
bool str_has(str s, str needle);
/* Whether `s` holds `words` as whole words, ASCII letter case aside; other bytes count as letters.
 */
bool str_has_words(str s, str words);

/* Without leading and trailing ASCII blanks (space, tab, CR, LF, VT, FF). */
str str_trim(str s);
str str_trim_left(str s);
str str_trim_right(str s);

/*
 * Cut at the first `sep`: the part before it is returned, `*rest` becomes the part behind it.
 * Without a `sep`, all of `*rest` is returned and `*rest` becomes empty with a NULL pointer, which
 * tells a last empty part ("a," has two) from the end.
 */
str str_cut(str *rest, char sep);

/* A decimal number that fills the whole slice and fits; false leaves `*out` alone. */
bool str_to_u32(str s, uint32_t *out);

/* ASCII classes that never look at the locale. */
static inline bool ascii_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool ascii_is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool ascii_is_alnum(char c)
{
    return ascii_is_alpha(c) || ascii_is_digit(c);
}

/* Space, tab, LF, VT, FF, CR. */
static inline bool ascii_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool ascii_is_punct(char c)
{
    return c > ' ' && c < 127 && !ascii_is_alnum(c);
}

static inline char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

#endif
