#include "doc/breaks.h"

enum { LONGEST = 8 }; /* "</br />" */

/* Length of the break at the start of `s`, or 0. */
static size_t length_of(str s, bool *closing)
{
    *closing = s.n > 1 && s.at[1] == '/';
    size_t i = *closing ? 2 : 1;
    if (s.n < i + 3 || s.at[0] != '<' || ascii_lower(s.at[i]) != 'b' ||
        ascii_lower(s.at[i + 1]) != 'r')
        return 0;
    for (i += 2; i < s.n && i < LONGEST; i++)
        if (s.at[i] == '>')
            return i + 1;
        else if (s.at[i] != '/' && !ascii_is_space(s.at[i]))
            return 0;
    return 0;
}

bool break_next(str text, size_t *at, struct line_break *out)
{
    while (*at < text.n) {
        size_t open = str_find_char(str_skip(text, *at), '<');
        if (open == STR_NPOS)
            break;
        out->start = *at + open;
        size_t n = length_of(str_skip(text, out->start), &out->closing);
        out->end = *at = out->start + (n ? n : 1);
        if (n)
            return true;
    }
    *at = text.n;
    return false;
}

str break_trim_right(str text)
{
    for (int i = 0; i < BREAK_RUN; i++) {
        bool closing;
        text = str_trim_right(text);
        size_t tail = text.n > LONGEST ? text.n - LONGEST : 0;
        size_t open = str_rfind_char(str_skip(text, tail), '<');
        if (open == STR_NPOS ||
            length_of(str_skip(text, tail + open), &closing) != text.n - tail - open)
            return text;
        text.n = tail + open;
    }
    return str_trim_right(text);
}

str break_trim_left(str text)
{
    size_t n = 1;
    for (int i = 0; i < BREAK_RUN && n > 0; i++) {
        bool closing;
        text = str_trim_left(text);
        n = length_of(text, &closing);
        text = str_skip(text, n);
    }
    return str_trim_left(text);
}
