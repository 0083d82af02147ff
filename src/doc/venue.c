#include "doc/venue.h"

#include <string.h>

/* What stands between the venue and its year. */
enum mark {
    MARK_NONE, /* CVPR2024 */
    MARK_APOSTROPHE,
    MARK_BLANK,
    MARK_DASH,
    MARK_BLANK_APOSTROPHE,
    MARK_FRONT, /* the year comes first, and a name behind it */
    MARK_COUNT,
    MARK_STRANGE = MARK_COUNT,
};

/* The forms of two and of four digits. A blank and a dash stand for all their spellings. */
static const char *const forms[MARK_COUNT][2] = {
    [MARK_NONE] = {"YY", "YYYY"},
    [MARK_APOSTROPHE] = {"'YY", "'YYYY"},
    [MARK_BLANK] = {" YY", " YYYY"},
    [MARK_DASH] = {"-YY", "-YYYY"},
    [MARK_BLANK_APOSTROPHE] = {" 'YY", " 'YYYY"},
    [MARK_FRONT] = {"YY first", "YYYY first"},
};

/* The mark of each form as a badge has it. */
static const char *const marks[MARK_COUNT] = {
    [MARK_NONE] = "",   [MARK_APOSTROPHE] = "'",          [MARK_BLANK] = "%20",
    [MARK_DASH] = "--", [MARK_BLANK_APOSTROPHE] = "%20'",
};

static size_t drop_any(str s, const str *spellings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_ends_nocase(s, spellings[i]))
            return s.n - spellings[i].n;
    return s.n;
}

static size_t drop_apostrophe(str s)
{
    static const str spellings[] = {STR_INIT("'"), STR_INIT("%27"), STR_INIT("\xe2\x80\x99"),
                                    STR_INIT("%E2%80%99")};
    return drop_any(s, spellings, sizeof spellings / sizeof *spellings);
}

static size_t drop_blank(str s)
{
    static const str spellings[] = {STR_INIT("%20"), STR_INIT("_"), STR_INIT(" ")};
    return drop_any(s, spellings, sizeof spellings / sizeof *spellings);
}

static size_t drop_dash(str s)
{
    static const str spellings[] = {STR_INIT("--"), STR_INIT("-"), STR_INIT("%2D")};
    return drop_any(s, spellings, sizeof spellings / sizeof *spellings);
}

static bool is_letter(char c)
{
    return ascii_is_alpha(c) || (unsigned char)c >= 0x80;
}

/* The mark that `before` ends with; `*start` is where it begins. */
static enum mark find_mark(str before, size_t *start)
{
    *start = before.n;
    size_t end = drop_apostrophe(before);
    if (end < before.n) {
        *start = drop_blank(str_sub(before, 0, end));
        return *start < end ? MARK_BLANK_APOSTROPHE : MARK_APOSTROPHE;
    }
    if ((*start = drop_blank(before)) < before.n)
        return MARK_BLANK;
    if ((*start = drop_dash(before)) < before.n)
        return MARK_DASH;
    return before.n == 0 || is_letter(before.at[before.n - 1]) ? MARK_NONE : MARK_STRANGE;
}

/* Two capitals at the end, as in ACL24; H2O and INT8 have no two digits. */
static bool ends_in_capitals(str s)
{
    return s.n >= 2 && s.at[s.n - 1] >= 'A' && s.at[s.n - 1] <= 'Z' &&
           ascii_is_alpha(s.at[s.n - 2]);
}

enum certainty { NO_YEAR, PERHAPS, CERTAIN };

/* Whether the run of digits [start, end) is a year; `out` is then filled. */
static enum certainty judge(str s, size_t start, size_t end, struct venue *out)
{
    uint32_t number;
    size_t begin;
    str digits = str_sub(s, start, end), before = str_sub(s, 0, start), note = str_skip(s, end);
    if ((digits.n != 2 && digits.n != 4) || !str_to_u32(digits, &number))
        return NO_YEAR;
    enum mark mark = find_mark(before, &begin);
    /* "2004.12345" is an id, "2024.1" a version. */
    bool decimal = note.n > 1 && note.at[0] == '.' && ascii_is_digit(note.at[1]);
    if (digits.n == 4 && (number < 1950 || number > 2099 || decimal))
        return NO_YEAR;
    enum certainty certainty = CERTAIN;
    if (digits.n == 2 && mark != MARK_APOSTROPHE && mark != MARK_BLANK_APOSTROPHE) {
        bool word_ends = note.n == 0 || !(ascii_is_alnum(note.at[0]) || is_letter(note.at[0]));
        if (number < 10 || number > 39 || !word_ends || begin == 0 ||
            (mark == MARK_NONE && !ends_in_capitals(before)))
            return NO_YEAR;
        certainty = PERHAPS;
    }
    if (begin == 0 && note.n > 0)
        mark = MARK_FRONT;
    if (mark == MARK_STRANGE)
        return NO_YEAR;
    *out = (struct venue){
        .name = str_sub(s, 0, begin),
        .year = str_sub(s, begin, end),
        .digits = digits,
        .note = note,
        .form = forms[mark][digits.n == 4],
    };
    return certainty;
}

static bool is_escape(str s, size_t i)
{
    static const char hex[] = "0123456789abcdefABCDEF";
    return s.at[i] == '%' && i + 2 < s.n && s.at[i + 1] && s.at[i + 2] &&
           strchr(hex, s.at[i + 1]) && strchr(hex, s.at[i + 2]);
}

void venue_read(str message, struct venue *out)
{
    struct venue found;
    bool perhaps = false;
    *out = (struct venue){.name = message};
    for (size_t i = 0, end; i < message.n; i = end) {
        end = i + 1;
        if (is_escape(message, i))
            end = i + 3;
        if (!ascii_is_digit(message.at[i]))
            continue;
        while (end < message.n && ascii_is_digit(message.at[end]))
            end++;
        enum certainty certainty = judge(message, i, end, &found);
        if (certainty == CERTAIN || (certainty == PERHAPS && !perhaps))
            *out = found;
        if (certainty == CERTAIN)
            return;
        perhaps = perhaps || certainty == PERHAPS;
    }
}

static enum mark mark_of(const char *form)
{
    unsigned mark = 0;
    while (mark < MARK_FRONT && strcmp(forms[mark][0], form) != 0 &&
           strcmp(forms[mark][1], form) != 0)
        mark++;
    return (enum mark)mark;
}

const char *venue_mark(const char *form)
{
    enum mark mark = mark_of(form);
    return mark == MARK_FRONT ? NULL : marks[mark];
}

bool venue_year_as(struct buf *out, const struct venue *venue, const char *form)
{
    enum mark mark = mark_of(form);
    if (!venue->form || venue->name.n == 0 || mark == MARK_FRONT)
        return false;
    bool four = strcmp(forms[mark][1], form) == 0;
    buf_add(out, str_from(marks[mark]));
    if (four && venue->digits.n == 2)
        buf_add(out, venue->digits.at[0] >= '5' ? STR("19") : STR("20"));
    buf_add(out, four ? venue->digits : str_skip(venue->digits, venue->digits.n - 2));
    return true;
}
