#include "doc/written_date.h"

enum { PARTS = 3, MONTHS = 12, FIRST_YEAR = 1900, LAST_YEAR = 2099 };

/* A number as written, or the name of a month. */
struct part {
    int value;
    size_t digits; /* 0 for a name */
};

/* Which part is what; NONE where it is not written. */
struct reading {
    signed char year, month, day;
};

enum { NONE = -1 };

static const struct reading readings_of_two[] = {
    {0, 1, NONE}, {1, 0, NONE}, {NONE, 0, 1}, {NONE, 1, 0}};
static const struct reading readings_of_three[] = {{0, 1, 2}, {2, 0, 1}, {2, 1, 0}};

static int month_named(str word)
{
    static const str names[MONTHS] = {
        STR_INIT("january"),   STR_INIT("february"), STR_INIT("march"),    STR_INIT("april"),
        STR_INIT("may"),       STR_INIT("june"),     STR_INIT("july"),     STR_INIT("august"),
        STR_INIT("september"), STR_INIT("october"),  STR_INIT("november"), STR_INIT("december")};
    if (str_ends(word, STR(".")))
        word.n--;
    for (int i = 0; word.n >= 3 && i < MONTHS; i++) {
        str name = names[i];
        bool sept = word.n == 4 && i == 8;
        if (str_eq_nocase(word, name) || ((word.n == 3 || sept) && str_starts_nocase(name, word)))
            return i + 1;
    }
    return 0;
}

/* "5", "05", "2023", "5th", "Oct", "Oct." */
static bool read_part(str word, struct part *part)
{
    static const str endings[] = {STR_INIT("st"), STR_INIT("nd"), STR_INIT("rd"), STR_INIT("th")};
    size_t digits = 0;
    uint32_t value;
    while (digits < word.n && ascii_is_digit(word.at[digits]))
        digits++;
    str rest = str_skip(word, digits);
    if (digits == 0) {
        *part = (struct part){month_named(word), 0};
        return part->value > 0;
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings && digits <= 2; i++)
        if (str_eq_nocase(rest, endings[i]))
            rest.n = 0;
    if (rest.n > 0 || digits > 4 || digits == 3 || !str_to_u32(str_sub(word, 0, digits), &value))
        return false;
    *part = (struct part){(int)value, digits};
    return true;
}

/* Whether "20231005" is meant as a date: eight digits, of which the first four are a year. */
static bool read_compact(str text, struct part *parts)
{
    uint32_t value;
    if (text.n != 8 || !str_to_u32(text, &value) || value / 10000 < FIRST_YEAR ||
        value / 10000 > LAST_YEAR)
        return false;
    parts[0] = (struct part){(int)(value / 10000), 4};
    parts[1] = (struct part){(int)(value / 100 % 100), 2};
    parts[2] = (struct part){(int)(value % 100), 2};
    return true;
}

static bool is_separator(char c)
{
    return c == '-' || c == '/' || c == '.';
}

/* Cut the next part off the text, and what parts it from the one behind it. */
static str next_part(str *text, str *gap)
{
    size_t end = 0;
    while (end < text->n && (ascii_is_alnum(text->at[end]) ||
                             (text->at[end] == '.' && end && ascii_is_alpha(text->at[end - 1]))))
        end++;
    str part = str_sub(*text, 0, end);
    *text = str_skip(*text, end);
    size_t behind = 0;
    while (behind < text->n && !ascii_is_alnum(text->at[behind]))
        behind++;
    *gap = str_sub(*text, 0, behind);
    *text = str_skip(*text, behind);
    return part;
}

/* Blanks with a comma, or one separator without or with blanks around it. */
static bool is_gap(str gap, char *separator)
{
    str core = str_trim(gap);
    char kind = core.n ? core.at[0] : ' ';
    if (kind == ',')
        kind = ' ';
    bool fits = gap.n > 0 && core.n <= 1 && (kind == ' ' || is_separator(kind)) &&
                (*separator == 0 || *separator == kind);
    *separator = kind;
    return fits;
}

static size_t read_parts(str text, struct part *parts)
{
    if (read_compact(text, parts))
        return PARTS;
    char separator = 0;
    for (size_t count = 0; count < PARTS; count++) {
        str gap, word = next_part(&text, &gap);
        if (!read_part(word, &parts[count]))
            return 0;
        if (text.n == 0)
            return gap.n == 0 ? count + 1 : 0;
        if (!is_gap(gap, &separator))
            return 0;
    }
    return 0;
}

/* A number of four digits is a year and nothing else; a name is a month. */
static bool fits(const struct part *parts, size_t count, struct reading reading)
{
    for (size_t i = 0; i < count; i++) {
        bool year = (int)i == reading.year, month = (int)i == reading.month;
        if (parts[i].digits == 4 && !year)
            return false;
        if (parts[i].digits == 0 && !month)
            return false;
        if (year && parts[i].digits == 1)
            return false;
    }
    return true;
}

static bool is_date(const struct part *parts, struct reading reading, struct date *date)
{
    enum { LEAP_YEAR = 2000 };
    date->year = LEAP_YEAR;
    date->day = 1;
    if (reading.year != NONE)
        date->year = parts[(int)reading.year].value;
    if (date->year < 100)
        date->year += date->year < 70 ? 2000 : 1900;
    date->month = parts[(int)reading.month].value;
    if (reading.day != NONE)
        date->day = parts[(int)reading.day].value;
    return date_is_valid(*date);
}

enum written written_date_read(str text, struct written_date *out)
{
    struct part parts[PARTS];
    size_t count = read_parts(str_trim(text), parts), meant = 0, dates = 0;
    const struct reading *readings = count == 2 ? readings_of_two : readings_of_three;
    size_t tries = count == 2 ? sizeof readings_of_two / sizeof *readings_of_two
                              : sizeof readings_of_three / sizeof *readings_of_three;
    *out = (struct written_date){0};
    for (size_t i = 0; i < count; i++) {
        bool year = parts[i].digits == 4;
        if (year && (parts[i].value < FIRST_YEAR || parts[i].value > LAST_YEAR || out->year))
            return WRITTEN_NO_DATE;
        out->year = year ? parts[i].value : out->year;
    }
    if (count == 2 && !out->year && parts[0].digits && parts[1].digits) {
        out->first = parts[0].value;
        out->second = parts[1].value;
    }
    struct date first = {0};
    bool clear = true;
    for (size_t i = 0; count > 1 && i < tries; i++) {
        struct date date;
        if (!fits(parts, count, readings[i]))
            continue;
        meant++;
        if (!is_date(parts, readings[i], &date))
            continue;
        if (dates++ == 0)
            first = date;
        if (!out->year)
            break; /* it will not become clear */
        clear = clear && date.month == first.month && date.day == first.day;
    }
    if (dates > 0 && clear && out->year > 0) {
        out->month = first.month;
        out->day = count == PARTS ? first.day : 0;
    }
    return meant == 0 ? WRITTEN_NO_DATE : dates > 0 ? WRITTEN_DATE : WRITTEN_IMPOSSIBLE;
}

bool written_date_like(str text)
{
    size_t digits = 0, separators = 0;
    for (size_t i = 0; i < text.n; i++) {
        digits += ascii_is_digit(text.at[i]);
        separators += is_separator(text.at[i]);
    }
    return digits > 0 && digits + separators == text.n;
}
