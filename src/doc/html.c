#include "doc/html.h"

#include "base/utf8.h"

static bool name_char(char c)
{
    return ascii_is_alnum(c) || c == '-' || c == ':' || c == '_';
}

/* Index of the '>' that ends the tag, quotes respected; the end of text where there is none. */
static size_t tag_end(str text, size_t i)
{
    char quote = 0;
    for (; i < text.n; i++) {
        char c = text.at[i];
        if (quote) {
            if (c == quote)
                quote = 0;
        } else if (c == '>') {
            return i;
        } else if ((c == '"' || c == '\'') && text.at[i - 1] == '=') {
            quote = c;
        }
    }
    return text.n;
}

static bool read_comment(str text, size_t start, size_t *at, struct html_tag *tag)
{
    size_t end = str_find(str_skip(text, start + 4), STR("-->"));
    *at = end == STR_NPOS ? text.n : start + 4 + end + 3;
    *tag = (struct html_tag){.span = span_of(start, *at), .comment = true};
    return true;
}

bool html_next(str text, size_t *at, struct html_tag *tag)
{
    for (size_t i = *at; i < text.n; i++) {
        size_t next = str_find_char(str_skip(text, i), '<');
        if (next == STR_NPOS)
            break;
        i += next;
        if (str_starts(str_skip(text, i), STR("<!--")))
            return read_comment(text, i, at, tag);
        size_t name = i + 1;
        bool closing = name < text.n && text.at[name] == '/';
        name += closing;
        if (name >= text.n || !ascii_is_alpha(text.at[name]))
            continue;
        size_t behind = name;
        while (behind < text.n && name_char(text.at[behind]))
            behind++;
        size_t end = tag_end(text, behind);
        if (end == text.n && str_find_char(str_skip(text, behind), '>') == STR_NPOS)
            break; /* nor will any later tag end */
        if (end == text.n)
            continue;
        *tag = (struct html_tag){.span = span_of(i, end + 1),
                                 .name = str_sub(text, name, behind),
                                 .attributes = str_sub(text, behind, end),
                                 .closing = closing};
        *at = end + 1;
        return true;
    }
    *at = text.n;
    return false;
}

bool html_attribute(str *rest, struct html_attribute *attribute)
{
    size_t i = 0;
    while (i < rest->n && !name_char(rest->at[i]))
        i++;
    size_t start = i;
    while (i < rest->n && name_char(rest->at[i]))
        i++;
    if (i == start)
        return false;
    attribute->name = str_sub(*rest, start, i);
    attribute->value = (str){NULL, 0};
    size_t equals = i;
    while (equals < rest->n && ascii_is_space(rest->at[equals]))
        equals++;
    if (equals < rest->n && rest->at[equals] == '=') {
        i = equals + 1;
        while (i < rest->n && ascii_is_space(rest->at[i]))
            i++;
        if (i < rest->n && (rest->at[i] == '"' || rest->at[i] == '\'')) {
            size_t close = str_find_char(str_skip(*rest, i + 1), rest->at[i]);
            size_t end = close == STR_NPOS ? rest->n : i + 1 + close;
            attribute->value = str_sub(*rest, i + 1, end);
            i = end < rest->n ? end + 1 : end;
        } else {
            start = i;
            while (i < rest->n && !ascii_is_space(rest->at[i]))
                i++;
            attribute->value = str_sub(*rest, start, i);
        }
    }
    *rest = str_skip(*rest, i);
    return true;
}

bool html_is(const struct html_tag *tag, str name)
{
    return str_eq_nocase(tag->name, name);
}

static const struct {
    str name;
    int32_t code;
} NAMED[] = {
    {STR_INIT("amp"), '&'},  {STR_INIT("lt"), '<'},    {STR_INIT("gt"), '>'},
    {STR_INIT("quot"), '"'}, {STR_INIT("apos"), '\''}, {STR_INIT("nbsp"), 0xa0},
};

/* The code point of "#38" or "#x26", or -1. */
static int32_t numeric(str digits)
{
    int base = 10;
    if (digits.n > 0 && (digits.at[0] == 'x' || digits.at[0] == 'X')) {
        base = 16;
        digits = str_skip(digits, 1);
    }
    if (digits.n == 0 || digits.n > 7)
        return -1;
    int32_t code = 0;
    for (size_t i = 0; i < digits.n; i++) {
        char c = ascii_lower(digits.at[i]);
        int value = ascii_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
        if (value >= base)
            return -1;
        code = code * base + value;
    }
    return code == 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? 0xfffd : code;
}

static int32_t reference(str name)
{
    if (name.n > 0 && name.at[0] == '#')
        return numeric(str_skip(name, 1));
    for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++)
        if (str_eq(NAMED[i].name, name))
            return NAMED[i].code;
    return -1;
}

void html_unescape(struct buf *out, str text)
{
    while (text.n > 0) {
        size_t amp = str_find_char(text, '&');
        if (amp == STR_NPOS)
            break;
        buf_add(out, str_sub(text, 0, amp));
        text = str_skip(text, amp);
        size_t semicolon = str_find_char(str_sub(text, 0, 12), ';');
        int32_t code = semicolon == STR_NPOS ? -1 : reference(str_sub(text, 1, semicolon));
        if (code < 0) {
            buf_add_char(out, '&');
            text = str_skip(text, 1);
        } else {
            utf8_put(out, code);
            text = str_skip(text, semicolon + 1);
        }
    }
    buf_add(out, text);
}
