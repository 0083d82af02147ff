/* Raw HTML within text, CommonMark 0.29, 6.8: where a tag, comment or instruction ends. */
#include "doc/inline.h"

#include <string.h>

static size_t skip_blanks(str s, size_t i)
{
    while (i < s.n && ascii_is_space(s.at[i]))
        i++;
    return i;
}

/* Attributes of an open tag, from behind its name; the index behind '>' or 0. */
static size_t scan_attributes(str s, size_t i)
{
    for (;;) {
        size_t next = skip_blanks(s, i);
        if (next >= s.n)
            return 0;
        if (s.at[next] == '>')
            return next + 1;
        if (s.at[next] == '/')
            return next + 1 < s.n && s.at[next + 1] == '>' ? next + 2 : 0;
        if (next == i || !(ascii_is_alpha(s.at[next]) || s.at[next] == '_' || s.at[next] == ':'))
            return 0;
        i = next + 1;
        while (i < s.n && (ascii_is_alnum(s.at[i]) || s.at[i] == '_' || s.at[i] == ':' ||
                           s.at[i] == '.' || s.at[i] == '-'))
            i++;
        size_t equals = skip_blanks(s, i);
        if (equals >= s.n || s.at[equals] != '=')
            continue;
        i = skip_blanks(s, equals + 1);
        if (i >= s.n)
            return 0;
        if (s.at[i] == '"' || s.at[i] == '\'') {
            size_t close = str_find_char(str_skip(s, i + 1), s.at[i]);
            if (close == STR_NPOS)
                return 0;
            i += close + 2;
            continue;
        }
        size_t start = i;
        while (i < s.n && !ascii_is_space(s.at[i]) && !memchr("\"'=<>`", s.at[i], 6))
            i++;
        if (i == start)
            return 0;
    }
}

static size_t scan_tag(str s)
{
    bool closing = s.n > 1 && s.at[1] == '/';
    size_t i = closing ? 2 : 1;
    if (i >= s.n || !ascii_is_alpha(s.at[i]))
        return 0;
    while (i < s.n && (ascii_is_alnum(s.at[i]) || s.at[i] == '-'))
        i++;
    if (!closing)
        return scan_attributes(s, i);
    i = skip_blanks(s, i);
    return i < s.n && s.at[i] == '>' ? i + 1 : 0;
}

/* `s` starts with `open`; the length up to and with the first `close`, or 0. */
static size_t scan_until(str s, size_t open, str close)
{
    size_t i = str_find(str_skip(s, open), close);
    return i == STR_NPOS ? 0 : open + i + close.n;
}

/* CommonMark 0.29, 6.8: the text does not start with ">" or "->", nor hold "--". */
static size_t scan_comment(str s)
{
    if (str_starts(s, STR("<!---->")))
        return 7;
    str text = str_skip(s, 4);
    if (str_starts(text, STR(">")) || str_starts(text, STR("->")))
        return 0;
    size_t dashes = str_find(text, STR("--"));
    if (dashes == STR_NPOS || !str_starts(str_skip(text, dashes), STR("-->")))
        return 0;
    return 4 + dashes + 3;
}

static size_t scan_declaration(str s)
{
    size_t i = 2;
    while (i < s.n && s.at[i] >= 'A' && s.at[i] <= 'Z')
        i++;
    if (i == 2 || i >= s.n || !ascii_is_space(s.at[i]))
        return 0;
    return scan_until(s, i, STR(">"));
}

size_t inline_html(str s)
{
    if (str_starts(s, STR("<!--")))
        return scan_comment(s);
    if (str_starts(s, STR("<![CDATA[")))
        return scan_until(s, 9, STR("]]>"));
    if (str_starts(s, STR("<!")))
        return scan_declaration(s);
    if (str_starts(s, STR("<?")))
        return scan_until(s, 2, STR("?>"));
    return scan_tag(s);
}
