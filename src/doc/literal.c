#include "doc/literal.h"

#include "base/utf8.h"

#include <string.h>

/* A text on its way into Markdown. */
struct literal {
    str text;
    size_t at;
    bool row;
};

static char char_at(const struct literal *l, size_t at)
{
    return at < l->text.n ? l->text.at[at] : ' ';
}

static bool is_blank(char c)
{
    return c == ' ';
}

static bool is_word(char c)
{
    return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

/* What is no text: controls, separators of lines, bytes that are no UTF-8. */
static bool is_gap(str rest, size_t *n)
{
    int32_t code;
    *n = utf8_next(rest, &code);
    return code <= ' ' || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029;
}

/* Runs of blanks and controls as one space each, none at the ends. */
static void squeeze(struct buf *out, str text)
{
    size_t start = out->n, n;
    bool gap = false;
    for (; text.n > 0; text = str_skip(text, n)) {
        if (is_gap(text, &n)) {
            gap = out->n > start;
            continue;
        }
        if (gap)
            buf_add_char(out, ' ');
        gap = false;
        buf_add(out, str_sub(text, 0, n));
    }
}

/* "&amp;", "&#38;" */
static bool is_entity(const struct literal *l)
{
    size_t i = l->at + 1;
    if (char_at(l, i) == '#')
        i++;
    size_t start = i;
    while (ascii_is_alnum(char_at(l, i)))
        i++;
    return i > start && char_at(l, i) == ';';
}

/* Whether the character at hand would be markup where it stands. */
static bool is_markup(const struct literal *l)
{
    char c = char_at(l, l->at), next = char_at(l, l->at + 1);
    char before = l->at > 0 ? l->text.at[l->at - 1] : ' ';
    switch (c) {
    case '|':
        return l->row;
    case '\\':
        return ascii_is_punct(next) || l->at + 1 >= l->text.n;
    case '`':
    case '[':
    case ']':
        return true;
    case '*':
    case '~':
        return !is_blank(before) || !is_blank(next);
    case '_':
        return !(is_word(before) && is_word(next)) && (!is_blank(before) || !is_blank(next));
    case '<':
        return ascii_is_alpha(next) || (next != ' ' && strchr("/!?", next));
    case '&':
        return is_entity(l);
    default:
        return false;
    }
}

/* What GitHub takes for mathematics: `$` with no blank behind it, up to one with none before it and
 * no digit behind it. Its length, or 0. */
static size_t math_length(const struct literal *l)
{
    enum { LENGTH = 80 };
    str rest = str_sub(l->text, l->at, l->at + LENGTH);
    if (rest.n < 3 || rest.at[0] != '$' || is_blank(rest.at[1]) || rest.at[1] == '$')
        return 0;
    for (size_t i = 2; i < rest.n; i++)
        if (rest.at[i] == '$')
            return is_blank(rest.at[i - 1]) || ascii_is_digit(char_at(l, l->at + i + 1)) ? 0
                                                                                         : i + 1;
    return 0;
}

/* LaTeX and no prices: a command, an index, or a symbol alone. */
static bool is_latex(str inside)
{
    enum { SYMBOL = 3 };
    for (size_t i = 0; i < inside.n; i++)
        if (inside.at[i] && strchr("\\^_{}=", inside.at[i]))
            return true;
    return inside.n <= SYMBOL && !str_has(inside, STR(" "));
}

static void add_math(struct literal *l, struct buf *out, size_t length)
{
    str math = str_sub(l->text, l->at, l->at + length);
    if (!is_latex(str_sub(math, 1, length - 1))) {
        buf_add(out, STR("<span>$</span>"));
        l->at++;
        return;
    }
    for (size_t i = 0; i < math.n; i++) {
        if (math.at[i] == '|' && l->row)
            buf_add_char(out, '\\');
        buf_add_char(out, math.at[i]);
    }
    l->at += length;
}

/* What a line may not begin with, or it is a heading, a list or a quotation. */
static void add_front(struct literal *l, struct buf *out)
{
    size_t digits = 0;
    while (ascii_is_digit(char_at(l, digits)))
        digits++;
    char mark = char_at(l, digits);
    if (digits > 0 && (mark == '.' || mark == ')') && is_blank(char_at(l, digits + 1))) {
        buf_add(out, str_sub(l->text, 0, digits));
        l->at = digits;
        buf_add_char(out, '\\');
    } else if (digits == 0 && l->text.n > 0 && strchr("#+-=>*_~", mark)) {
        buf_add_char(out, '\\');
    } else {
        return;
    }
    buf_add_char(out, l->text.at[l->at++]);
}

void literal_add(struct buf *out, str text, bool row, bool front)
{
    struct buf plain = {0};
    squeeze(&plain, text);
    struct literal l = {.text = buf_str(&plain), .row = row};
    if (front)
        add_front(&l, out);
    while (l.at < l.text.n) {
        size_t math = math_length(&l);
        if (math > 0) {
            add_math(&l, out, math);
            continue;
        }
        if (is_markup(&l))
            buf_add_char(out, '\\');
        buf_add_char(out, l.text.at[l.at++]);
    }
    buf_free(&plain);
}

static void add_encoded(struct buf *out, char c)
{
    buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
}

void literal_add_url(struct buf *out, str url)
{
    for (size_t i = 0; i < url.n; i++) {
        char c = url.at[i];
        if ((unsigned char)c <= ' ' || c == 127 || strchr("\"'<>()[]|\\`^{}*", c))
            add_encoded(out, c);
        else
            buf_add_char(out, c);
    }
}

void literal_add_badge(struct buf *out, str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        if (c == '-' || c == '_')
            buf_add_char(out, c);
        if (ascii_is_alnum(c) || (c && strchr("-_'.~+:@,", c)))
            buf_add_char(out, c);
        else
            add_encoded(out, c);
    }
}
