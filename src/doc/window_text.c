#include "doc/window_text.h"

#include "doc/date_form.h"
#include "doc/written_date.h"

enum { DATE_BYTES_MAX = 24, DAYS_MAX = 36500 };

/* Whether the bytes [at, at + n) of a text are words of their own. */
static bool is_whole(str text, size_t at, size_t n)
{
    return (at == 0 || !ascii_is_alnum(text.at[at - 1])) &&
           (at + n == text.n || !ascii_is_alnum(text.at[at + n]));
}

/* Without the dash or word that stands between a day and "now"; false where there is none. */
static bool cut_dash(str *text)
{
    static const str dashes[] = {
        STR_INIT("-"),   STR_INIT("\xe2\x80\x93"), STR_INIT("\xe2\x80\x94"), STR_INIT("~"),
        STR_INIT(" to"), STR_INIT(" until"),       STR_INIT(" till")};
    *text = str_trim_right(*text);
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        if (!str_ends_nocase(*text, dashes[i]))
            continue;
        text->n -= dashes[i].n;
        *text = str_trim_right(*text);
        return true;
    }
    return false;
}

/* The longest date that a text ends with. */
static bool read_date_at_end(str text, struct window_text *out)
{
    struct written_date date;
    size_t start = text.n > DATE_BYTES_MAX ? text.n - DATE_BYTES_MAX : 0;
    for (; start < text.n; start++) {
        if (!ascii_is_alnum(text.at[start]) || !is_whole(text, start, text.n - start))
            continue;
        str told = str_skip(text, start);
        if (written_date_read(told, &date) != WRITTEN_DATE || date.year == 0 || date.day == 0)
            continue;
        out->since = (struct date){date.year, date.month, date.day};
        out->told = told;
        out->form = WINDOW_SINCE;
        return date_is_valid(out->since);
    }
    return false;
}

static bool read_since(str text, struct window_text *out)
{
    static const str ends[] = {STR_INIT("now"), STR_INIT("today"), STR_INIT("present")};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t from = 0, found;
        while ((found = str_find_nocase(str_skip(text, from), ends[i])) != STR_NPOS) {
            str before = str_sub(text, 0, from + found);
            if (is_whole(text, from + found, ends[i].n) && cut_dash(&before) &&
                read_date_at_end(before, out))
                return true;
            from += found + ends[i].n;
        }
    }
    return false;
}

/* The next word, blanks around it cut off; letters and digits. */
static str next_word(str *rest)
{
    *rest = str_trim_left(*rest);
    size_t n = 0;
    while (n < rest->n && ascii_is_alnum(rest->at[n]))
        n++;
    str word = str_sub(*rest, 0, n);
    *rest = str_skip(*rest, n);
    return word;
}

static bool read_days(str text, struct window_text *out)
{
    static const str starts[] = {STR_INIT("last"), STR_INIT("past")};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t from = 0, found;
        while ((found = str_find_nocase(str_skip(text, from), starts[i])) != STR_NPOS) {
            str rest = str_skip(text, from + found + starts[i].n);
            bool whole = is_whole(text, from + found, starts[i].n);
            from += found + starts[i].n;
            str number = next_word(&rest);
            if (whole && str_to_u32(number, &out->days) && out->days > 0 && out->days <= DAYS_MAX &&
                str_eq_nocase(next_word(&rest), STR("days"))) {
                out->told = number;
                out->form = WINDOW_DAYS;
                return true;
            }
        }
    }
    return false;
}

bool window_text_read(str text, struct window_text *out)
{
    return read_since(text, out) || read_days(text, out);
}

bool window_text_write(struct buf *out, const struct window_text *window, struct date since,
                       uint32_t days)
{
    if (window->form == WINDOW_DAYS) {
        if (days > 0)
            buf_printf(out, "%u", days);
        return days > 0;
    }
    struct buf form = {0}, same = {0};
    bool written = date_form_read(&form, window->told, false) &&
                   date_form_write(&same, buf_str(&form), window->since) &&
                   str_eq(buf_str(&same), window->told) &&
                   date_form_write(out, buf_str(&form), since);
    buf_free(&form);
    buf_free(&same);
    return written;
}
