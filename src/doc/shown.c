#include "doc/shown.h"

#include "doc/html.h"
#include "doc/inline.h"

/* Longest character reference that is looked for. */
enum { ENTITY_LIMIT = 12 };

struct writer {
    struct buf *out;
    size_t start; /* of the text in `out` */
    bool gap;     /* a space is due before what comes next */
};

static void put(struct writer *writer, str s)
{
    if (s.n == 0)
        return;
    if (writer->gap && writer->out->n > writer->start)
        buf_add_char(writer->out, ' ');
    writer->gap = false;
    buf_add(writer->out, s);
}

static bool is_word(str s, size_t at)
{
    return at < s.n && (ascii_is_alnum(s.at[at]) || (unsigned char)s.at[at] >= 0x80);
}

/* Length of the mark of emphasis at `at`, 0 where there is none; an underscore within a word is
 * none. */
static size_t mark_at(str s, size_t at)
{
    if (s.at[at] == '*')
        return 1;
    if (str_starts(str_skip(s, at), STR("~~")))
        return 2;
    bool within = at > 0 && is_word(s, at - 1) && is_word(s, at + 1);
    return s.at[at] == '_' && !within;
}

/* The character reference at the start of `s`; 0 where there is none. */
static size_t put_entity(struct writer *writer, str s)
{
    size_t end = str_find_char(str_sub(s, 0, ENTITY_LIMIT), ';');
    if (end == STR_NPOS || end < 2)
        return 0;
    struct buf text = {0};
    html_unescape(&text, str_sub(s, 0, end + 1));
    if (str_eq(buf_str(&text), STR("\xc2\xa0")))
        writer->gap = true;
    else
        put(writer, buf_str(&text));
    buf_free(&text);
    return end + 1;
}

/* Text between the constructs of the scanner. */
static void put_plain(struct writer *writer, str s)
{
    for (size_t i = 0; i < s.n;) {
        char c = s.at[i];
        size_t skip = mark_at(s, i);
        if (ascii_is_space(c)) {
            writer->gap = true;
            skip = 1;
        } else if (c == '\\' && i + 1 < s.n && ascii_is_punct(s.at[i + 1])) {
            put(writer, str_sub(s, i + 1, i + 2));
            skip = 2;
        } else if (c == '&') {
            skip = put_entity(writer, str_skip(s, i));
        }
        if (skip == 0) {
            put(writer, str_sub(s, i, i + 1));
            skip = 1;
        }
        i += skip;
    }
}

/* A code span without its backticks, as it stands. */
static void put_code(struct writer *writer, str s)
{
    while (s.n >= 2 && s.at[0] == '`' && s.at[s.n - 1] == '`')
        s = str_sub(s, 1, s.n - 1);
    for (size_t i = 0; i < s.n; i++) {
        if (ascii_is_space(s.at[i]))
            writer->gap = true;
        else
            put(writer, str_sub(s, i, i + 1));
    }
}

/* The bytes [start, end) of the text; `*next` is the first token at or behind `start`. */
static void put_range(struct writer *writer, str text, const struct inline_scan *scan, size_t *next,
                      size_t start, size_t end)
{
    while (*next < scan->tokens.n && scan->tokens.at[*next].span.start < end) {
        const struct token *token = &scan->tokens.at[(*next)++];
        if (token->span.start < start)
            continue; /* inside a picture's text */
        put_plain(writer, str_sub(text, start, token->span.start));
        str whole = str_sub(text, token->span.start, token->span.end);
        if (token->kind == TOKEN_LINK) /* links do not nest: one level deeper at most */
            put_range(writer, text, scan, next, token->text.start, token->text.end);
        else if (token->kind == TOKEN_CODE)
            put_code(writer, whole);
        else if (token->kind == TOKEN_ANGLE)
            put(writer, str_sub(whole, 1, whole.n - 1));
        else if (token->kind == TOKEN_TAG && str_starts_nocase(whole, STR("<br")))
            writer->gap = true;
        start = token->span.end;
    }
    put_plain(writer, str_sub(text, start, end));
}

void shown_text(struct buf *out, str text)
{
    struct writer writer = {.out = out, .start = out->n};
    struct inline_scan scan = {0};
    size_t next = 0;
    inline_scan(&scan, text, NULL);
    put_range(&writer, text, &scan, &next, 0, text.n);
    inline_scan_free(&scan);
}

size_t shown_words(str text)
{
    size_t words = 0;
    for (size_t i = 0; i < text.n; i++)
        words += is_word(text, i) && (i == 0 || !is_word(text, i - 1));
    return words;
}
