#include "doc/invisible.h"

#include "base/utf8.h"

#include <string.h>

static const struct range {
    int32_t first, last;
    enum invisible_kind kind;
    const char *name;
} ranges[] = {
    {0x0001, 0x0008, INVISIBLE_CONTROL, "a control character"},
    {0x000b, 0x000b, INVISIBLE_CONTROL, "a vertical tab"},
    {0x000e, 0x001f, INVISIBLE_CONTROL, "a control character"},
    {0x00a0, 0x00a0, INVISIBLE_BLANK, "a no-break space"},
    {0x00ad, 0x00ad, INVISIBLE_WIDTHLESS, "a soft hyphen"},
    {0x061c, 0x061c, INVISIBLE_DIRECTION, "an Arabic letter mark"},
    {0x180e, 0x180e, INVISIBLE_WIDTHLESS, "a Mongolian vowel separator"},
    {0x2000, 0x200a, INVISIBLE_BLANK, "a typographic space"},
    {0x200b, 0x200b, INVISIBLE_WIDTHLESS, "a zero-width space"},
    {0x200c, 0x200c, INVISIBLE_WIDTHLESS, "a zero-width non-joiner"},
    {0x200d, 0x200d, INVISIBLE_WIDTHLESS, "a zero-width joiner"},
    {0x200e, 0x200e, INVISIBLE_DIRECTION, "a left-to-right mark"},
    {0x200f, 0x200f, INVISIBLE_DIRECTION, "a right-to-left mark"},
    {0x202a, 0x202b, INVISIBLE_DIRECTION, "an embedding of another direction"},
    {0x202c, 0x202c, INVISIBLE_DIRECTION, "the end of an embedding"},
    {0x202d, 0x202d, INVISIBLE_DIRECTION, "a left-to-right override"},
    {0x202e, 0x202e, INVISIBLE_DIRECTION, "a right-to-left override"},
    {0x202f, 0x202f, INVISIBLE_BLANK, "a narrow no-break space"},
    {0x205f, 0x205f, INVISIBLE_BLANK, "a typographic space"},
    {0x2060, 0x2060, INVISIBLE_WIDTHLESS, "a word joiner"},
    {0x2061, 0x2064, INVISIBLE_WIDTHLESS, "an invisible operator of a formula"},
    {0x2066, 0x2068, INVISIBLE_DIRECTION, "an isolate of another direction"},
    {0x2069, 0x2069, INVISIBLE_DIRECTION, "the end of an isolate"},
    {0x206a, 0x206f, INVISIBLE_WIDTHLESS, "a deprecated format character"},
    {0x3000, 0x3000, INVISIBLE_BLANK, "an ideographic space"},
    {0xfeff, 0xfeff, INVISIBLE_WIDTHLESS, "a byte order mark"},
    {0xfff9, 0xfffb, INVISIBLE_WIDTHLESS, "an annotation mark"},
    {0xe0001, 0xe007f, INVISIBLE_TAG, "a tag character"},
};

static const struct range *range_of(int32_t code)
{
    size_t low = 0, high = sizeof ranges / sizeof *ranges;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (ranges[middle].last < code)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof ranges / sizeof *ranges && ranges[low].first <= code ? &ranges[low] : NULL;
}

/* The character that ends at `end`; 0 at the start of the text. */
static int32_t code_before(str text, size_t end)
{
    size_t start = end;
    int32_t code = 0;
    while (start > 0 && end - start < 4) {
        start--;
        if (((unsigned char)text.at[start] & 0xc0) != 0x80) {
            utf8_next(str_sub(text, start, end), &code);
            break;
        }
    }
    return code;
}

static int32_t code_at(str text, size_t at)
{
    int32_t code = 0;
    if (at < text.n)
        utf8_next(str_skip(text, at), &code);
    return code;
}

/* Scripts in which joiners tell how letters are drawn. */
static bool needs_joiners(int32_t code)
{
    return (code >= 0x0600 && code < 0x1100) || (code >= 0x1700 && code < 0x1e00) ||
           (code >= 0xa800 && code < 0xab00) || (code >= 0xfb50 && code < 0xfe00) ||
           (code >= 0xfe70 && code < 0xfeff) || (code >= 0x10a00 && code < 0x12000) ||
           (code >= 0x1e900 && code < 0x1e960);
}

/* Scripts that are written without spaces between words. */
static bool is_without_spaces(int32_t code)
{
    return (code >= 0x0e00 && code < 0x10a0) || (code >= 0x1780 && code < 0x1a00) ||
           (code >= 0x1a20 && code < 0x1ab0) || (code >= 0xa980 && code < 0xaae0);
}

static bool is_right_to_left(int32_t code)
{
    return (code >= 0x0590 && code < 0x0900) || (code >= 0xfb1d && code < 0xfe00) ||
           (code >= 0xfe70 && code < 0xfeff) || (code >= 0x10800 && code < 0x11000) ||
           (code >= 0x1e800 && code < 0x1f000);
}

/* What a sequence of emoji is joined of: pictures, and what may stand behind one. */
static bool is_emoji(int32_t code)
{
    return code == 0xfe0f || (code >= 0x1f3fb && code <= 0x1f3ff) || utf8_is_pictograph(code);
}

/* Look at the line of `at` once for all characters in it. */
static void read_line(struct invisible_search *search, size_t at)
{
    str text = search->text;
    if (at < search->line_end)
        return;
    search->right_left = search->overrides = false;
    size_t i = at;
    while (i > 0 && text.at[i - 1] != '\n')
        i--;
    while (i < text.n && text.at[i] != '\n') {
        int32_t code = text.at[i];
        i += (unsigned char)text.at[i] < 0x80 ? 1 : utf8_next(str_skip(text, i), &code);
        search->right_left |= is_right_to_left(code) && code != 0x061c;
        search->overrides |= code == 0x202d || code == 0x202e;
    }
    search->line_end = i;
}

static bool is_needed(struct invisible_search *search, const struct invisible *found)
{
    int32_t before = code_before(search->text, found->start);
    int32_t behind = code_at(search->text, found->end);
    switch (found->code) {
    case 0x00ad:
        return utf8_is_alnum(before) && utf8_is_alnum(behind);
    case 0x180e:
        return (before >= 0x1800 && before < 0x18b0) || (behind >= 0x1800 && behind < 0x18b0);
    case 0x200b:
        return is_without_spaces(before) || is_without_spaces(behind);
    case 0x200d:
        return is_emoji(before) || needs_joiners(before) || needs_joiners(behind);
    case 0x200c:
        return needs_joiners(before) || needs_joiners(behind);
    default:
        break;
    }
    if (found->kind == INVISIBLE_TAG) {
        bool flag = before == 0x1f3f4 || (search->flag_end == found->start && before >= 0xe0000);
        if (flag)
            search->flag_end = found->end;
        return flag;
    }
    if (found->kind != INVISIBLE_DIRECTION)
        return false;
    read_line(search, found->start);
    return search->right_left && !search->overrides;
}

/* The next byte that could begin one: a control character, or the first of a longer character. */
static size_t next_candidate(str text, size_t at)
{
    static const uint64_t ONES = UINT64_C(0x0101010101010101), HIGH = UINT64_C(0x8080808080808080);
    while (at < text.n) {
        uint64_t word;
        while (at + sizeof word <= text.n) {
            memcpy(&word, text.at + at, sizeof word);
            if ((word | ((word - ONES * 0x20) & ~word)) & HIGH)
                break;
            at += sizeof word;
        }
        for (size_t end = at + sizeof word; at < end && at < text.n; at++) {
            unsigned char c = (unsigned char)text.at[at];
            if (c < 0x20 ? c != '\n' && c != '\t' && c != '\r' && c != 0 && c != '\f'
                         : c >= 0xc2 && memchr("\xc2\xd8\xe1\xe2\xe3\xef\xf3", c, 7) != NULL)
                return at;
        }
    }
    return text.n;
}

struct invisible_search invisible_search(str text)
{
    return (struct invisible_search){.text = text, .flag_end = SIZE_MAX};
}

bool invisible_next(struct invisible_search *search, struct invisible *found)
{
    for (;;) {
        size_t at = next_candidate(search->text, search->at);
        if (at == search->text.n)
            return false;
        size_t n = utf8_next(str_skip(search->text, at), &found->code);
        search->at = at + n;
        const struct range *range = range_of(found->code);
        if (!range)
            continue;
        *found = (struct invisible){at, at + n, found->code, range->kind, range->name};
        if (!is_needed(search, found))
            return true;
    }
}
