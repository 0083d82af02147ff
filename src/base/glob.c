#include "base/glob.h"

#include "base/utf8.h"

/* One character, or one byte where it is no UTF-8; such bytes are told from code points. */
static size_t character(str s, int32_t *code)
{
    size_t n = utf8_next(s, code);
    if (*code < 0)
        *code = -1 - (int32_t)(unsigned char)s.at[0];
    return n;
}

/* The same in a pattern, where a backslash takes the next character as it is. */
static size_t literal(str pattern, int32_t *code)
{
    if (pattern.at[0] == '\\' && pattern.n > 1)
        return 1 + character(str_skip(pattern, 1), code);
    return character(pattern, code);
}

/* Length of the set that `pattern` starts with, or 0 where its bracket never closes. */
static size_t match_set(str pattern, int32_t code, bool *matched)
{
    size_t i = 1;
    bool negated = i < pattern.n && (pattern.at[i] == '!' || pattern.at[i] == '^');
    bool found = false;
    i += negated;
    for (size_t first = i; i < pattern.n && (pattern.at[i] != ']' || i == first);) {
        int32_t low, high;
        i += literal(str_skip(pattern, i), &low);
        high = low;
        if (i + 1 < pattern.n && pattern.at[i] == '-' && pattern.at[i + 1] != ']')
            i += 1 + literal(str_skip(pattern, i + 1), &high);
        found = found || (low <= code && code <= high);
    }
    if (i >= pattern.n)
        return 0;
    *matched = found != negated;
    return i + 1;
}

/* Match one character of `text` with what `pattern` starts with, which is no `*`. */
static bool match_one(str pattern, str text, size_t *pattern_step, size_t *text_step)
{
    int32_t code, wanted;
    *text_step = character(text, &code);
    if (pattern.at[0] == '?') {
        *pattern_step = 1;
        return true;
    }
    if (pattern.at[0] == '[') {
        bool matched = false;
        *pattern_step = match_set(pattern, code, &matched);
        if (*pattern_step > 0)
            return matched;
    }
    *pattern_step = literal(pattern, &wanted);
    return wanted == code;
}

/* One part of a path. Only the last `*` is ever taken up again: an earlier one can't do better. */
static bool match_part(str pattern, str text)
{
    str star = {0}, star_text = {0};
    bool starred = false;
    for (;;) {
        size_t pattern_step, text_step;
        if (pattern.n > 0 && pattern.at[0] == '*') {
            starred = true;
            star = pattern = str_skip(pattern, 1);
            star_text = text;
        } else if (text.n == 0 && pattern.n == 0) {
            return true;
        } else if (text.n > 0 && pattern.n > 0 &&
                   match_one(pattern, text, &pattern_step, &text_step)) {
            pattern = str_skip(pattern, pattern_step);
            text = str_skip(text, text_step);
        } else if (starred && star_text.n > 0) {
            int32_t code;
            star_text = str_skip(star_text, character(star_text, &code));
            pattern = star;
            text = star_text;
        } else {
            return false;
        }
    }
}

/* The first part; `*rest` becomes what follows its '/'. */
static str first_part(str path, str *rest)
{
    *rest = path;
    return str_cut(rest, '/');
}

/* The same over parts: `**` is to parts what `*` is to characters. */
static enum glob_match match_parts(str pattern, str path, bool folder)
{
    str star = {0}, star_path = {0};
    bool starred = false;
    for (;;) {
        str pattern_rest, path_rest;
        if (pattern.n == 0 && (path.n > 0 || !folder))
            return path.n > 0 ? GLOB_INSIDE : GLOB_WHOLE;
        str want = first_part(pattern, &pattern_rest), part = first_part(path, &path_rest);
        if (str_eq(want, STR("**")) && pattern_rest.n == 0) {
            return path.n > 0 ? GLOB_WHOLE : GLOB_NONE;
        } else if (str_eq(want, STR("**"))) {
            starred = true;
            star = pattern = pattern_rest;
            star_path = path;
        } else if (path.n > 0 && pattern.n > 0 && match_part(want, part)) {
            pattern = pattern_rest;
            path = path_rest;
        } else if (starred && star_path.n > 0) {
            first_part(star_path, &star_path);
            pattern = star;
            path = star_path;
        } else {
            return GLOB_NONE;
        }
    }
}

enum glob_match glob_match(str pattern, str path)
{
    if (str_starts(pattern, STR("./")))
        pattern = str_skip(pattern, 1);
    bool folder = str_ends(pattern, STR("/"));
    while (str_ends(pattern, STR("/")))
        pattern.n--;
    bool anchored = str_find_char(pattern, '/') != STR_NPOS;
    while (str_starts(pattern, STR("/")))
        pattern = str_skip(pattern, 1);
    if (pattern.n == 0)
        return GLOB_NONE;
    if (anchored)
        return match_parts(pattern, path, folder);
    for (str rest = path; rest.n > 0; first_part(rest, &rest)) {
        enum glob_match found = match_parts(pattern, rest, folder);
        if (found != GLOB_NONE)
            return found;
    }
    return GLOB_NONE;
}
