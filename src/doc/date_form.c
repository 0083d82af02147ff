#include "doc/date_form.h"

#include "doc/written_date.h"

enum { MONTHS = 12 };

static const char *const months[MONTHS] = {"January",   "February", "March",    "April",
                                           "May",       "June",     "July",     "August",
                                           "September", "October",  "November", "December"};

enum token { TOKEN_OTHER, TOKEN_NUMBER, TOKEN_WORD };

static enum token token_of(char c)
{
    return ascii_is_digit(c) ? TOKEN_NUMBER : ascii_is_alpha(c) ? TOKEN_WORD : TOKEN_OTHER;
}

/* The bytes of one kind at the front of `rest`, cut off it. */
static str next_token(str *rest)
{
    size_t n = 1;
    while (n < rest->n && token_of(rest->at[n]) == token_of(rest->at[0]))
        n++;
    str token = str_sub(*rest, 0, n);
    *rest = str_skip(*rest, n);
    return token;
}

/* What the tokens of a date say together. */
struct look {
    unsigned numbers; /* of one or two digits */
    bool year_first, word, padded;
};

static struct look look_at(str text)
{
    struct look look = {.padded = true};
    bool any = false;
    while (text.n > 0) {
        str token = next_token(&text);
        enum token kind = token_of(token.at[0]);
        bool number = kind == TOKEN_NUMBER && token.n <= 2;
        look.year_first = look.year_first || (!any && kind == TOKEN_NUMBER && token.n == 4);
        look.word = look.word || kind == TOKEN_WORD;
        look.numbers += number;
        look.padded = look.padded && !(number && token.n == 1);
        any = any || kind != TOKEN_OTHER;
    }
    return look;
}

/* Which of two numbers is the day. */
static bool is_day_first(const struct written_date *date, const struct look *look, int first,
                         bool day_first)
{
    if (look->word || look->numbers < 2)
        return look->word;
    if (look->year_first)
        return false;
    if (date->first > 0)
        return date->first > MONTHS || (date->second <= MONTHS && day_first);
    if (date->day == 0 || date->day == date->month)
        return day_first;
    return first == date->day;
}

static bool add_number(struct buf *out, str token, bool day, bool padded)
{
    if (token.n == 4) {
        buf_add(out, STR("YYYY"));
        return true;
    }
    if (token.n > 2)
        return false;
    buf_add(out, day ? STR("DD") : STR("MM"));
    out->n -= !padded;
    return true;
}

static bool add_word(struct buf *out, str token)
{
    bool whole = false;
    for (size_t i = 0; i < MONTHS; i++)
        whole = whole || (token.n > 3 && str_eq(token, str_from(months[i])));
    if (!whole && token.n != 3)
        return false; /* "5th", "Sept", "MAY" in full */
    buf_add(out, whole ? STR("Month") : STR("Mon"));
    return true;
}

bool date_form_read(struct buf *out, str text, bool day_first)
{
    struct written_date date;
    size_t start = out->n;
    text = str_trim(text);
    uint32_t year;
    bool bare = text.n == 4 && str_to_u32(text, &year) && year >= 1900 && year <= 2099;
    if (!bare && written_date_read(text, &date) != WRITTEN_DATE)
        return false;
    struct look look = look_at(text);
    unsigned seen = 0;
    bool fine = look.numbers <= 2, first_is_day = false;
    /* A month's name leaves room for either: "15 Sep" says nothing of zeros, "05 Sep" does. */
    while (fine && text.n > 0) {
        str token = next_token(&text);
        enum token kind = token_of(token.at[0]);
        uint32_t value = 0;
        if (kind == TOKEN_OTHER) {
            buf_add(out, token);
        } else if (kind == TOKEN_WORD) {
            fine = add_word(out, token);
        } else {
            str_to_u32(token, &value);
            bool counts = token.n <= 2;
            if (counts && seen++ == 0)
                first_is_day = !bare && is_day_first(&date, &look, (int)value, day_first);
            fine = add_number(out, token, seen == 1 ? first_is_day : !first_is_day,
                              look.padded && !(look.word && value >= 10));
        }
    }
    if (!fine)
        out->n = start;
    return fine;
}

/* The groups of letters of a form: of year, month and day, 'm' of a month's name. */
static const struct {
    str text;
    char part;
} groups[] = {
    {STR_INIT("YYYY"), 'Y'}, {STR_INIT("Month"), 'm'}, {STR_INIT("Mon"), 'm'},
    {STR_INIT("MM"), 'M'},   {STR_INIT("M"), 'M'},     {STR_INIT("DD"), 'D'},
    {STR_INIT("D"), 'D'},
};

static bool write_group(struct buf *out, size_t group, struct date date)
{
    char part = groups[group].part;
    int value = part == 'Y' ? date.year : part == 'D' ? date.day : date.month;
    if (value <= 0 || (part != 'Y' && part != 'D' && value > MONTHS))
        return false;
    if (part == 'm')
        buf_add(out,
                str_sub(str_from(months[value - 1]), 0, groups[group].text.n == 3 ? 3 : STR_NPOS));
    else
        buf_printf(out, "%0*d", (int)groups[group].text.n, value);
    return true;
}

bool date_form_write(struct buf *out, str form, struct date date)
{
    enum { GROUPS = sizeof groups / sizeof *groups };
    size_t start = out->n;
    bool fine = form.n > 0;
    while (fine && form.n > 0) {
        size_t group = 0;
        while (group < GROUPS && !str_starts(form, groups[group].text))
            group++;
        if (group < GROUPS) {
            fine = write_group(out, group, date);
            form = str_skip(form, groups[group].text.n);
        } else {
            fine = !ascii_is_alpha(form.at[0]);
            buf_add_char(out, form.at[0]);
            form = str_skip(form, 1);
        }
    }
    if (!fine)
        out->n = start;
    return fine;
}
