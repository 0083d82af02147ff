#include "doc/title.h"

#include "base/hash.h"
#include "base/utf8.h"

/* Longest construct that is looked for; what is longer is text. */
enum { TAG_LIMIT = 400, ENTITY_LIMIT = 12, SHORTCODE_LIMIT = 40 };

struct writer {
    struct buf *out;
    size_t start; /* of the key in `out` */
    bool gap;     /* a space is due before the next letter */
};

static void add(struct writer *writer, str s)
{
    if (s.n == 0)
        return;
    if (writer->gap && writer->out->n > writer->start)
        buf_add_char(writer->out, ' ');
    writer->gap = false;
    buf_add(writer->out, s);
}

static size_t count_letters(str s)
{
    size_t n = 0;
    while (n < s.n && ascii_is_alpha(s.at[n]))
        n++;
    return n;
}

/* Tags within a word, as in H<sub>2</sub>O; all others part words. */
static bool is_inline_tag(str name)
{
    static const str names[] = {
        STR_INIT("sub"), STR_INIT("sup"),    STR_INIT("b"),    STR_INIT("i"),
        STR_INIT("em"),  STR_INIT("strong"), STR_INIT("span"), STR_INIT("font"),
        STR_INIT("u"),   STR_INIT("code"),   STR_INIT("a"),    STR_INIT("small"),
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(name, names[i]))
            return true;
    return false;
}

/* Characters that stand within a word without parting it: emphasis, LaTeX, apostrophes. */
static bool is_mark(int32_t code)
{
    static const str marks = STR_INIT("*_`~$^{}'");
    return code == 0x2019 || code == 0x2018 || code == 0x02bc ||
           (code > 0 && code < 0x80 && str_find_char(marks, (char)code) != STR_NPOS);
}

/* Each of these reads one construct at the start of `s`: its length, or 0 where it is none. */

static size_t skip_tag(struct writer *writer, str s)
{
    str inside = str_skip(s, 1);
    if (str_starts(inside, STR("/")))
        inside = str_skip(inside, 1);
    size_t letters = count_letters(inside);
    size_t end = str_find_char(str_sub(s, 0, TAG_LIMIT), '>');
    if (end == STR_NPOS || (letters == 0 && !str_starts(inside, STR("!--"))))
        return 0;
    if (!is_inline_tag(str_sub(inside, 0, letters)))
        writer->gap = true;
    return end + 1;
}

/* The code point of "#39" or "#x27", or -1. */
static int32_t numbered_entity(str name)
{
    bool hex = name.n > 1 && name.at[1] == 'x';
    int32_t code = 0;
    size_t i = hex ? 2 : 1;
    if (i == name.n)
        return -1;
    for (; i < name.n; i++) {
        char c = name.at[i];
        bool letter = hex && c >= 'a' && c <= 'f';
        if (!letter && !ascii_is_digit(c))
            return -1;
        code = code * (hex ? 16 : 10) + (letter ? c - 'a' + 10 : c - '0');
        if (code > 0x10ffff)
            return -1;
    }
    return code;
}

static size_t skip_entity(struct writer *writer, str s)
{
    size_t end = str_find_char(str_sub(s, 0, ENTITY_LIMIT), ';');
    if (end == STR_NPOS || end < 2)
        return 0;
    str name = str_sub(s, 1, end);
    if (name.at[0] == '#') {
        int32_t code = numbered_entity(name);
        if (code < 0)
            return 0;
        if (code < 0x80 && ascii_is_alnum((char)code))
            add(writer, (str){(char[]){ascii_lower((char)code)}, 1});
        else
            writer->gap = writer->gap || !is_mark(code);
        return end + 1;
    }
    if (count_letters(name) != name.n)
        return 0;
    if (!str_eq(name, STR("apos")) && !str_eq(name, STR("rsquo")))
        writer->gap = true;
    return end + 1;
}

/* "\textbf{x}" gives x, "\alpha" gives alpha, "\_" gives nothing. */
static size_t skip_command(struct writer *writer, str s)
{
    size_t letters = count_letters(str_skip(s, 1));
    if (letters && !(letters + 1 < s.n && s.at[letters + 1] == '{'))
        add(writer, str_sub(s, 1, letters + 1));
    return letters + 1;
}

/* ":fire:" and the like, between words. */
static size_t skip_shortcode(struct writer *writer, str s)
{
    bool named = false;
    for (size_t i = 1; i < s.n && i < SHORTCODE_LIMIT; i++) {
        char c = s.at[i];
        bool behind_word = i + 1 < s.n && ascii_is_alnum(s.at[i + 1]);
        if (c == ':' && named && !behind_word) {
            writer->gap = true;
            return i + 1;
        }
        if (!ascii_is_alnum(c) && c != '_' && c != '+' && c != '-')
            return 0;
        named = named || ascii_is_alpha(c);
    }
    return 0;
}

static size_t skip_construct(struct writer *writer, str text, size_t i)
{
    str s = str_skip(text, i);
    switch (s.at[0]) {
    case '<':
        return skip_tag(writer, s);
    case '&':
        return skip_entity(writer, s);
    case '\\':
        return skip_command(writer, s);
    case ':':
        return i > 0 && ascii_is_alnum(text.at[i - 1]) ? 0 : skip_shortcode(writer, s);
    default:
        return 0;
    }
}

/*
 * What an ASCII byte of everyday text gives to a key: itself in lower case, or one of these. All
 * others open a construct, or no key without more ado can be made of them.
 */
enum { PLAIN_GAP = 1, PLAIN_MARK, PLAIN_COLON, PLAIN_NOT };

static const unsigned char plain_bytes[128] = {
    1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   /* 0x00 */
    1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   /* 0x10 */
    1,   1,   1,   '#', 2,   1,   4,   2,   1,   1,   2,   '+', 1,   1,   1,   1,   /* space to / */
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 3,   1,   4,   1,   1,   1,   /* 0 to ? */
    1,   'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', /* @ to O */
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', 1,   4,   1,   2,   2,   /* P to _ */
    2,   'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', /* ` to o */
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', 2,   1,   2,   2,   1,   /* p to DEL */
};

/* The next byte of an everyday title; a colon opens no shortcode right behind a word. */
static unsigned char plain_byte(str title, size_t i)
{
    unsigned char c = (unsigned char)title.at[i];
    unsigned char plain = c < 0x80 ? plain_bytes[c] : (unsigned char)PLAIN_NOT;
    if (plain == PLAIN_COLON)
        return i > 0 && ascii_is_alnum(title.at[i - 1]) ? PLAIN_GAP : PLAIN_NOT;
    return plain;
}

/*
 * Most titles are ASCII without tags, entities or commands: one pass over their bytes. False, with
 * nothing appended, for all others.
 */
static bool plain_key(struct buf *out, str title)
{
    size_t start = out->n;
    bool words = false, gap = false;
    for (size_t i = 0; i < title.n; i++) {
        unsigned char c = plain_byte(title, i);
        if (c == PLAIN_NOT) {
            out->n = start;
            return false;
        }
        gap = gap || c == PLAIN_GAP;
        if (c <= PLAIN_NOT)
            continue;
        words = words || (c != '+' && c != '#');
        if (gap && out->n > start)
            buf_add_char(out, ' ');
        gap = false;
        buf_add_char(out, (char)c);
    }
    if (!words)
        out->n = start;
    return true;
}

/* The blanks of a key are no part of its hash, so that no gap need be noticed. */
static uint64_t hash_byte(uint64_t hash, unsigned char c)
{
    return (hash ^ c) * UINT64_C(0x100000001b3);
}

uint64_t title_hash(str title)
{
    enum { ENOUGH = 32 }; /* letters by which titles that differ mostly do */
    uint64_t hash = HASH_START;
    size_t i = 0, letters = 0;
    for (unsigned char c; i < title.n && (c = plain_byte(title, i)) != PLAIN_NOT; i++) {
        if (c <= PLAIN_NOT)
            continue;
        hash = hash_byte(hash, c);
        if (++letters == ENOUGH)
            return hash;
    }
    if (i == title.n)
        return hash;
    struct buf key = {0};
    title_key(&key, title);
    hash = HASH_START;
    letters = 0;
    for (i = 0; i < key.n && letters < ENOUGH; i++) {
        if (key.at[i] == ' ')
            continue;
        hash = hash_byte(hash, (unsigned char)key.at[i]);
        letters++;
    }
    buf_free(&key);
    return hash;
}

void title_line(struct buf *out, str title)
{
    bool end = false;
    for (size_t i = 0; i < title.n; i++) {
        char c = title.at[i];
        end = end || c == '\n' || c == '\r';
        if (end && ascii_is_space(c))
            continue;
        if (end && out->n > 0 && out->at[out->n - 1] != ' ')
            buf_add_char(out, ' ');
        end = false;
        buf_add_char(out, c);
    }
}

void title_key(struct buf *out, str title)
{
    if (plain_key(out, title))
        return;
    struct buf folded = {0};
    struct writer writer = {.out = out, .start = out->n};
    bool words = false;
    utf8_fold(&folded, title);
    str text = buf_str(&folded);
    for (size_t i = 0, n; i < text.n; i += n) {
        int32_t code;
        n = skip_construct(&writer, text, i);
        if (n)
            continue;
        n = utf8_next(str_skip(text, i), &code);
        bool word = utf8_is_alnum(code);
        words = words || word;
        if (word || code == '+' || code == '#')
            add(&writer, str_sub(text, i, i + n));
        else if (!is_mark(code))
            writer.gap = true;
    }
    if (!words)
        out->n = writer.start;
    buf_free(&folded);
}

bool title_is_telling(str key)
{
    enum { WORDS = 4, ASCII_BYTES = 20, WIDE_BYTES = 24 };
    size_t words = key.n > 0, wide = 0;
    for (size_t i = 0; i < key.n; i++) {
        words += key.at[i] == ' ';
        wide += (unsigned char)key.at[i] >= 0x80;
    }
    return wide >= WIDE_BYTES || (words >= WORDS && key.n >= ASCII_BYTES);
}

str title_unnumbered(str title)
{
    size_t digits = 0;
    while (digits < title.n && ascii_is_digit(title.at[digits]))
        digits++;
    bool number = digits > 0 && digits + 1 < title.n &&
                  (title.at[digits] == '.' || title.at[digits] == ')') &&
                  ascii_is_space(title.at[digits + 1]);
    return number ? str_trim_left(str_skip(title, digits + 1)) : title;
}

static bool is_word_byte(char c)
{
    return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

str title_word(str *title)
{
    size_t i = 0, start;
    while (i < title->n && !is_word_byte(title->at[i]))
        i++;
    start = i;
    while (i < title->n && is_word_byte(title->at[i]))
        i++;
    str word = str_sub(*title, start, i);
    *title = str_skip(*title, i);
    return word;
}

enum { MAX_WORDS = 48 }; /* of a title that are compared; what is longer is no title */

static bool has_word(str title, str word)
{
    str other = title_word(&title);
    for (int i = 0; i < MAX_WORDS && other.n > 0; i++, other = title_word(&title))
        if (str_eq_nocase(other, word))
            return true;
    return false;
}

static size_t count_words(str title)
{
    size_t words = 0;
    while (words < MAX_WORDS && title_word(&title).n > 0)
        words++;
    return words;
}

static bool share_words(str a, str b)
{
    size_t words = count_words(a), others = count_words(b), shared = 0;
    str shorter = words < others ? a : b, longer = words < others ? b : a;
    size_t fewer = words < others ? words : others;
    for (size_t i = 0; i < fewer; i++)
        shared += has_word(longer, title_word(&shorter));
    return shared * 5 >= fewer * 3;
}

enum titles title_compare(str a, str b)
{
    enum { MAX_TITLE = 1000 }; /* bytes that are compared word by word */
    if (a.n > MAX_TITLE || b.n > MAX_TITLE)
        return TITLES_ALIKE;
    struct buf one = {0}, two = {0};
    title_key(&one, a);
    title_key(&two, b);
    bool same = str_eq(buf_str(&one), buf_str(&two)) || one.n == 0 || two.n == 0;
    buf_free(&one);
    buf_free(&two);
    return same ? TITLES_SAME : share_words(a, b) ? TITLES_ALIKE : TITLES_DIFFER;
}
