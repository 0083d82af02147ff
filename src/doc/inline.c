#include "doc/inline.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_LABEL = 1000,     /* bytes, cmark-gfm's link_label() */
    MAX_PARENTHESES = 32, /* in a destination, cmark-gfm's manual_scan_link_url_2() */
    MAX_TICKS = 80        /* cmark-gfm's MAXBACKTICKS */
};

struct scanner {
    struct inline_scan *scan;
    str text;
    size_t at;
    const struct map *labels;
    size_t dead_below; /* link openers under this height of the stack are inactive */
    bool ticks_known;
    size_t last_ticks[MAX_TICKS + 1]; /* last position of a run of that many backticks */
    bool no_cdata, no_instruction, no_declaration, no_comment; /* none closes from here on */
};

static bool is_escape(str s, size_t i)
{
    return s.at[i] == '\\' && i + 1 < s.n && ascii_is_punct(s.at[i + 1]);
}

static size_t skip_blanks(str s, size_t i)
{
    while (i < s.n && ascii_is_space(s.at[i]))
        i++;
    return i;
}

size_t inline_destination(str s, str *dest)
{
    size_t i = 0;
    if (s.n > 0 && s.at[0] == '<') {
        for (i = 1; i < s.n && s.at[i] != '>'; i++) {
            if (is_escape(s, i))
                i++;
            else if (s.at[i] == '\n' || s.at[i] == '\r' || s.at[i] == '<')
                return STR_NPOS;
        }
        if (i >= s.n)
            return STR_NPOS;
        *dest = str_sub(s, 1, i);
        return i + 1;
    }
    /* blanks, which end it, and what is looked at twice */
    static const bool MARKS[256] = {
        [' '] = true,  ['\t'] = true, ['\n'] = true, ['\v'] = true, ['\f'] = true,
        ['\r'] = true, ['\\'] = true, ['('] = true,  [')'] = true,
    };
    for (int depth = 0; i < s.n; i++) {
        char c = s.at[i];
        if (!MARKS[(unsigned char)c])
            continue;
        if (ascii_is_space(c) || (c == ')' && depth == 0))
            break;
        if (c == '\\')
            i += is_escape(s, i);
        else if (c == '(' && ++depth > MAX_PARENTHESES)
            return STR_NPOS;
        else if (c == ')')
            depth--;
    }
    *dest = str_sub(s, 0, i);
    return i;
}

size_t inline_title(str s)
{
    if (s.n == 0)
        return 0;
    char open = s.at[0];
    if (open != '"' && open != '\'' && open != '(')
        return 0;
    char close = open == '(' ? ')' : open;
    for (size_t i = 1; i < s.n; i++) {
        if (is_escape(s, i))
            i++;
        else if (s.at[i] == close)
            return i + 1;
        else if (open == '(' && s.at[i] == '(')
            return 0;
    }
    return 0;
}

size_t inline_bracketed_label(str s, str *label)
{
    if (s.n == 0 || s.at[0] != '[')
        return 0;
    for (size_t i = 1; i < s.n && i <= MAX_LABEL; i++) {
        if (s.at[i] == '\\' && i + 1 < s.n && ascii_is_punct(s.at[i + 1])) {
            i++;
        } else if (s.at[i] == '[') {
            return 0;
        } else if (s.at[i] == ']') {
            *label = str_sub(s, 1, i);
            return i + 1;
        }
    }
    return 0;
}

void inline_label(struct buf *out, str label)
{
    struct buf folded = {0};
    utf8_fold(&folded, label);
    str s = str_trim(buf_str(&folded));
    bool blank = false;
    for (size_t i = 0; i < s.n; i++) {
        if (ascii_is_space(s.at[i])) {
            blank = true;
            continue;
        }
        if (blank)
            buf_add_char(out, ' ');
        blank = false;
        buf_add_char(out, s.at[i]);
    }
    buf_free(&folded);
}

/* <scheme:...>: the length with its <>, or 0. CommonMark 6.7. */
static size_t scan_uri(str s)
{
    size_t i = 1;
    while (i < s.n && (ascii_is_alnum(s.at[i]) || memchr("+.-", s.at[i], 3)))
        i++;
    if (i < 3 || i > 33 || !ascii_is_alpha(s.at[1]) || i >= s.n || s.at[i] != ':')
        return 0;
    for (; i < s.n && s.at[i] != '>'; i++)
        if ((unsigned char)s.at[i] <= ' ' || s.at[i] == '<')
            return 0;
    return i < s.n ? i + 1 : 0;
}

/* <a@b.c>: the length with its <>, or 0. CommonMark 6.7 takes the HTML 5 form. */
static size_t scan_email(str s)
{
    size_t i = 1;
    while (i < s.n && (ascii_is_alnum(s.at[i]) || memchr(".!#$%&'*+/=?^_`{|}~-", s.at[i], 20)))
        i++;
    if (i == 1 || i >= s.n || s.at[i] != '@')
        return 0;
    i++;
    for (;;) {
        size_t start = i;
        while (i < s.n && (ascii_is_alnum(s.at[i]) || s.at[i] == '-'))
            i++;
        if (i == start || i - start > 63 || s.at[start] == '-' || s.at[i - 1] == '-' || i >= s.n)
            return 0;
        if (s.at[i] == '>')
            return i + 1;
        if (s.at[i] != '.')
            return 0;
        i++;
    }
}

static void add_token(struct scanner *sc, uint8_t kind, size_t start, size_t end)
{
    vec_push(&sc->scan->tokens,
             (struct token){.span = span_of(start, end), .kind = kind, .definition = NO_INDEX});
    sc->at = end;
}

/* Where each length of backtick run stands last, so that an unclosed run costs nothing. */
static void find_ticks(struct scanner *sc)
{
    sc->ticks_known = true;
    str s = sc->text;
    for (size_t i = 0; i < s.n;) {
        size_t start = i;
        while (i < s.n && s.at[i] == '`')
            i++;
        if (i == start)
            i++;
        else if (i - start <= MAX_TICKS)
            sc->last_ticks[i - start] = start + 1;
    }
}

static void scan_code(struct scanner *sc)
{
    str s = sc->text;
    size_t start = sc->at, i = start;
    while (i < s.n && s.at[i] == '`')
        i++;
    size_t ticks = i - start;
    if (!sc->ticks_known)
        find_ticks(sc);
    sc->at = i;
    if (ticks > MAX_TICKS || sc->last_ticks[ticks] <= start + 1)
        return;
    while (i < s.n) {
        size_t run = i;
        while (i < s.n && s.at[i] == '`')
            i++;
        if (i - run == ticks) {
            add_token(sc, TOKEN_CODE, start, i);
            return;
        }
        if (i == run)
            i++;
    }
}

/* An opener that nothing closes is looked for once, not once an opener. */
static bool known_unclosed(const struct scanner *sc, str s)
{
    return (sc->no_comment && str_starts(s, STR("<!--"))) ||
           (sc->no_cdata && str_starts(s, STR("<![CDATA["))) ||
           (sc->no_instruction && str_starts(s, STR("<?"))) ||
           (sc->no_declaration && str_starts(s, STR("<!")) && s.n > 2 && s.at[2] >= 'A' &&
            s.at[2] <= 'Z');
}

static void note_unclosed(struct scanner *sc, str s)
{
    if (str_starts(s, STR("<![CDATA[")))
        sc->no_cdata = true;
    else if (str_starts(s, STR("<!--")))
        sc->no_comment = str_find(str_skip(s, 4), STR("-->")) == STR_NPOS;
    else if (str_starts(s, STR("<!")))
        sc->no_declaration = str_find_char(s, '>') == STR_NPOS;
    else if (str_starts(s, STR("<?")))
        sc->no_instruction = true;
}

static void scan_angle(struct scanner *sc)
{
    str s = str_skip(sc->text, sc->at);
    size_t start = sc->at;
    size_t n = scan_uri(s);
    if (n == 0)
        n = scan_email(s);
    if (n > 0) {
        add_token(sc, TOKEN_ANGLE, start, start + n);
        sc->scan->tokens.at[sc->scan->tokens.n - 1].dest = span_of(start + 1, start + n - 1);
        return;
    }
    n = known_unclosed(sc, s) ? 0 : inline_html(s);
    if (n > 0) {
        add_token(sc, str_starts(s, STR("<!--")) ? TOKEN_COMMENT : TOKEN_TAG, start, start + n);
        return;
    }
    note_unclosed(sc, s);
    sc->at++;
}

/* "(dest "title")" behind the closing bracket; the index behind ')' or 0. */
static size_t scan_target(str s, size_t i, struct span *dest)
{
    if (i >= s.n || s.at[i] != '(')
        return 0;
    size_t start = skip_blanks(s, i + 1);
    str inside = {0};
    size_t n = inline_destination(str_skip(s, start), &inside);
    if (n == STR_NPOS || start + n >= s.n)
        return 0;
    size_t offset = inside.at ? (size_t)(inside.at - s.at) : start;
    *dest = span_of(offset, offset + inside.n);
    size_t end = start + n;
    size_t title = skip_blanks(s, end);
    if (title > end)
        title += inline_title(str_skip(s, title));
    end = skip_blanks(s, title);
    return end < s.n && s.at[end] == ')' ? end + 1 : 0;
}

static uint32_t find_definition(struct scanner *sc, str label)
{
    if (!sc->labels || label.n > MAX_LABEL)
        return NO_INDEX;
    buf_clear(&sc->scan->label);
    inline_label(&sc->scan->label, label);
    if (sc->scan->label.n == 0)
        return NO_INDEX;
    const uint32_t *found = map_get(sc->labels, buf_str(&sc->scan->label));
    return found ? *found : NO_INDEX;
}

/* "[label]" or "[]" behind the closing bracket, else the text itself is the label. */
static size_t scan_reference(struct scanner *sc, const struct bracket *open, size_t text_start,
                             uint32_t *definition)
{
    str label = {0};
    size_t n = inline_bracketed_label(str_skip(sc->text, sc->at + 1), &label);
    size_t end = sc->at + 1 + n;
    if (str_trim(label).n == 0) {
        if (open->bracket_after)
            return 0;
        label = str_sub(sc->text, text_start, sc->at);
    }
    *definition = find_definition(sc, label);
    return *definition == NO_INDEX ? 0 : end;
}

static void close_bracket(struct scanner *sc)
{
    struct inline_scan *scan = sc->scan;
    if (scan->brackets.n == 0) {
        sc->at++;
        return;
    }
    struct bracket open = scan->brackets.at[--scan->brackets.n];
    bool dead = !open.image && scan->brackets.n < sc->dead_below;
    if (sc->dead_below > scan->brackets.n)
        sc->dead_below = scan->brackets.n;
    if (dead) {
        sc->at++;
        return;
    }
    size_t text_start = open.at + (open.image ? 2 : 1);
    struct token token = {
        .text = span_of(text_start, sc->at),
        .kind = open.image ? TOKEN_IMAGE : TOKEN_LINK,
        .definition = NO_INDEX,
    };
    size_t end = scan_target(sc->text, sc->at + 1, &token.dest);
    if (end == 0) {
        token.dest = span_of(0, 0);
        end = scan_reference(sc, &open, text_start, &token.definition);
    }
    if (end == 0) {
        sc->at++;
        return;
    }
    token.span = span_of(open.at, end);
    vec_push(&scan->tokens, token);
    sc->at = end;
    if (!open.image)
        sc->dead_below = scan->brackets.n;
}

static void open_bracket(struct scanner *sc, bool image)
{
    struct inline_scan *scan = sc->scan;
    if (scan->brackets.n > 0)
        scan->brackets.at[scan->brackets.n - 1].bracket_after = true;
    vec_push(&scan->brackets, (struct bracket){.at = (uint32_t)sc->at, .image = image});
    sc->at += image ? 2 : 1;
}

static int by_start(const void *a, const void *b)
{
    const struct token *x = a, *y = b;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    return x->span.end > y->span.end ? -1 : x->span.end < y->span.end;
}

static void sort_tokens(struct inline_scan *scan)
{
    for (size_t i = 1; i < scan->tokens.n; i++) {
        if (by_start(&scan->tokens.at[i - 1], &scan->tokens.at[i]) > 0) {
            qsort(scan->tokens.at, scan->tokens.n, sizeof *scan->tokens.at, by_start);
            return;
        }
    }
}

/* Bytes that inline_scan() does not pass over. */
static const bool OPENERS[256] = {
    ['\\'] = true, ['`'] = true, ['<'] = true, ['['] = true, ['!'] = true, [']'] = true,
};

/* The first of them at or behind `i`, or the end. */
static size_t next_opener(str text, size_t i)
{
    while (i < text.n && !OPENERS[(unsigned char)text.at[i]])
        i++;
    return i;
}

void inline_scan(struct inline_scan *scan, str text, const struct map *labels)
{
    scan->tokens.n = scan->brackets.n = 0;
    struct scanner sc = {.scan = scan, .text = text, .labels = labels};
    while (sc.at < text.n) {
        switch (text.at[sc.at]) {
        case '\\':
            sc.at += is_escape(text, sc.at) ? 2 : 1;
            break;
        case '`':
            scan_code(&sc);
            break;
        case '<':
            scan_angle(&sc);
            break;
        case '[':
            open_bracket(&sc, false);
            break;
        case '!':
            if (sc.at + 1 < text.n && text.at[sc.at + 1] == '[')
                open_bracket(&sc, true);
            else
                sc.at++;
            break;
        case ']':
            close_bracket(&sc);
            break;
        default:
            sc.at = next_opener(text, sc.at + 1);
        }
    }
    sort_tokens(scan);
}

void inline_scan_free(struct inline_scan *scan)
{
    vec_free(&scan->tokens);
    vec_free(&scan->brackets);
    buf_free(&scan->label);
}
