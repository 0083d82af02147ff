/*
 * A form, filled with what is known of a paper.
 */
#include "lint/pattern_private.h"

#include "doc/date_form.h"
#include "doc/literal.h"
#include "doc/venue.h"

#include <string.h>

/* How authors are written: all of them, or some and "et al.". */
struct author_style {
    uint32_t most; /* names in front of "et al."; 0: all are named */
    str others;    /* what stands for the rest: ", et al." */
    str last;      /* in front of the last of several: ", ", " and " */
};

struct filling {
    const struct patterns *patterns;
    const struct pattern_place *place;
    const struct paper *paper;
    struct buf *out;
    bool front; /* nothing of the entry's line is written yet */
};

/* Authors. */

static uint32_t count_names(str authors)
{
    uint32_t count = authors.n > 0;
    for (size_t at; (at = str_find(authors, STR(", "))) != STR_NPOS; count++)
        authors = str_skip(authors, at + 2);
    return count;
}

/* Where " et al" begins with what stands in front of it, or STR_NPOS. */
static size_t others_at(str authors)
{
    size_t at = str_find(authors, STR("et al"));
    if (at == STR_NPOS || authors.n - at > 6)
        return STR_NPOS;
    while (at > 0 && (authors.at[at - 1] == ' ' || authors.at[at - 1] == ','))
        at--;
    return at;
}

/* What stands in front of the last name; NULL where it cannot be told. */
static str last_joint(str authors)
{
    static const str JOINTS[] = {STR_INIT(", and "), STR_INIT(", & "), STR_INIT(" and "),
                                 STR_INIT(" & ")};
    for (size_t i = 0; i < sizeof JOINTS / sizeof *JOINTS; i++)
        if (str_has(authors, JOINTS[i]))
            return JOINTS[i];
    return str_has(authors, STR(", ")) ? STR(", ") : (str){NULL, 0};
}

static void learn_authors(const struct filling *f, struct author_style *style,
                          struct majority *votes, struct majority *names, struct majority *lasts)
{
    enum { SEVERAL = 4 };
    struct buf number = {0};
    uint32_t shortened = 0, whole = 0;
    for (size_t i = 0; i < f->patterns->examples.n; i++) {
        str authors = f->patterns->examples.at[i].authors;
        if (authors.n == 0 || !pattern_reaches(f->patterns, f->place, REACH_ALL, i))
            continue;
        size_t others = others_at(authors);
        if (others != STR_NPOS) {
            buf_clear(&number);
            buf_printf(&number, "%u", count_names(str_sub(authors, 0, others)));
            majority_add(votes, str_skip(authors, others));
            majority_add(names, buf_str(&number));
            shortened++;
        } else if (last_joint(authors).at) {
            majority_add(lasts, last_joint(authors));
            whole += count_names(authors) >= SEVERAL;
        }
    }
    style->last = majority_form(lasts, 1, 0, NULL);
    style->last = style->last.at ? style->last : STR(", ");
    style->others = majority_form(votes, 1, 0, NULL);
    if (shortened > whole)
        str_to_u32(majority_form(names, 1, 0, NULL), &style->most);
    buf_free(&number);
}

static void add_text(const struct filling *f, str text)
{
    if (!f->paper->written) {
        literal_add(f->out, text, f->place->row, f->front);
        return;
    }
    for (size_t i = 0; i < text.n; i++) {
        if (f->place->row && text.at[i] == '|' && (i == 0 || text.at[i - 1] != '\\'))
            buf_add_char(f->out, '\\');
        buf_add_char(f->out, text.at[i] == '\n' || text.at[i] == '\r' ? ' ' : text.at[i]);
    }
}

static bool add_authors(const struct filling *f)
{
    struct majority votes = {0}, names = {0}, lasts = {0};
    struct author_style style = {0};
    struct buf text = {0};
    str rest = str_trim(f->paper->authors);
    uint32_t count = count_names(rest);
    learn_authors(f, &style, &votes, &names, &lasts);
    if (f->paper->written)
        style = (struct author_style){.last = STR(", ")};
    bool cut = style.most > 0 && count > style.most;
    for (uint32_t i = 0; i < count && !(cut && i == style.most); i++) {
        size_t comma = str_find(rest, STR(", "));
        if (i > 0)
            buf_add(&text, i + 1 == count ? style.last : STR(", "));
        buf_add(&text, str_sub(rest, 0, comma));
        rest = str_skip(rest, comma == STR_NPOS ? rest.n : comma + 2);
    }
    add_text(f, buf_str(&text));
    if (cut)
        buf_add(f->out, style.others);
    buf_free(&text);
    majority_free(&votes);
    majority_free(&names);
    majority_free(&lasts);
    return count > 0;
}

/* Venues. */

/* What stands between a venue and its year in words, where a badge writes it its own way. */
static str plain_mark(const char *mark)
{
    static const struct {
        const char *badge;
        str text;
    } MARKS[] = {{"%20", STR_INIT(" ")}, {"--", STR_INIT("-")}, {"%20'", STR_INIT(" '")}};
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (strcmp(MARKS[i].badge, mark) == 0)
            return MARKS[i].text;
    return str_from(mark);
}

/* Two forms of a year: with the same mark, of two digits or four. */
static bool has_four_digits(str form)
{
    return str_ends(form, STR("YYYY"));
}

static bool add_venue(const struct filling *f, str form, bool badge)
{
    struct venue venue;
    struct buf text = {0}, form_text = {0};
    venue_read(str_trim(f->paper->venue), &venue);
    str name = str_trim(venue.name), note = str_trim_right(venue.note);
    buf_printf(&form_text, "%.*s", STR_ARG(form));
    buf_add_char(&form_text, '\0');
    const char *mark = form.n > 0 && venue.form ? venue_mark(form_text.at) : NULL;
    if (!mark) {
        buf_add(&text, str_trim(f->paper->venue));
    } else {
        str digits = venue.digits;
        buf_add(&text, name);
        buf_add(&text, plain_mark(mark));
        if (has_four_digits(form) && digits.n == 2)
            buf_add(&text, STR("20"));
        if (!has_four_digits(form))
            digits = str_skip(digits, digits.n - 2);
        buf_add(&text, digits);
        if (note.n > 0)
            buf_printf(&text, "%s%.*s", ascii_is_alnum(note.at[0]) ? " " : "", STR_ARG(note));
    }
    if (badge)
        literal_add_badge(f->out, buf_str(&text));
    else
        literal_add(f->out, buf_str(&text), f->place->row, f->front);
    buf_free(&text);
    buf_free(&form_text);
    return f->paper->venue.n > 0;
}

/* Dates. */

static bool add_date(const struct filling *f, str form, bool hidden)
{
    struct date date = hidden ? f->paper->added : f->paper->date;
    return date_form_write(f->out, form, date);
}

/* "arXiv 2024": the year of the id. */
static bool add_year(const struct filling *f, str form)
{
    struct date date = {.year = f->paper->date.year};
    str id = f->paper->id;
    uint32_t year;
    if (id.n > 4 && id.at[4] == '.' && str_to_u32(str_sub(id, 0, 2), &year))
        date.year = 2000 + (int)year;
    if (date.year == 0)
        return false;
    buf_printf(f->out, has_four_digits(form) ? "%04d" : "%02d",
               has_four_digits(form) ? date.year : date.year % 100);
    return true;
}

/* The parameter of a mark, cut off the front of `rest`: up to MARK_END. */
static str parameter(str *rest)
{
    return str_cut(rest, (char)MARK_END);
}

static bool add_name(const struct filling *f)
{
    size_t slash = str_rfind_char(f->paper->repo, '/');
    buf_add(f->out, str_skip(f->paper->repo, slash == STR_NPOS ? 0 : slash + 1));
    return f->paper->repo.n > 0;
}

static bool add_url(const struct filling *f, str url)
{
    literal_add_url(f->out, url);
    return url.n > 0;
}

/* The value of a mark; `rest` is what follows it in the form. */
static bool add_value(const struct filling *f, enum mark mark, str *rest, bool hidden)
{
    const struct paper *paper = f->paper;
    switch (mark) {
    case MARK_TITLE:
        add_text(f, paper->title);
        /* A full stop behind the title, where it does not end in such a mark itself. */
        if (str_starts(*rest, STR(".")) && paper->title.n > 0 &&
            strchr(".?!", paper->title.at[paper->title.n - 1]))
            *rest = str_skip(*rest, 1);
        return paper->title.n > 0;
    case MARK_AUTHORS:
        return add_authors(f);
    case MARK_URL:
        if (paper->id.n > 0)
            return true;
        *rest = str_skip(*rest, str_find_char(*rest, (char)MARK_URL_END) + 1);
        return add_url(f, paper->url);
    case MARK_URL_END:
        return true;
    case MARK_ID:
        buf_add(f->out, paper->id);
        return paper->id.n > 0;
    case MARK_CODE:
        return add_url(f, paper->code);
    case MARK_ROOT:
        return add_url(f, paper->root);
    case MARK_REPO:
        return add_url(f, paper->repo);
    case MARK_NAME:
        return add_name(f);
    case MARK_PROJECT:
        return add_url(f, paper->project);
    case MARK_PICTURE:
        return add_url(f, paper->picture);
    case MARK_VENUE:
        return add_venue(f, parameter(rest), false);
    case MARK_BADGE_VENUE:
        return add_venue(f, parameter(rest), true);
    case MARK_YEAR:
        return add_year(f, parameter(rest));
    case MARK_DATE:
        return add_date(f, parameter(rest), hidden);
    case MARK_END:
        return true;
    }
    return false;
}

static bool is_mark(char c)
{
    return c > 0 && c < ' ' && c != '\n' && c != '\t';
}

bool pattern_fill(const struct patterns *patterns, const struct pattern_place *place,
                  const struct paper *paper, str form, bool front, struct buf *out)
{
    struct filling f = {patterns, place, paper, out, front};
    /* What is hidden tells when a paper was listed, what is shown when it came out. */
    bool hidden = str_has(buf_str(out), STR("[//]: #")) || str_has(buf_str(out), STR("<!--"));
    bool fine = true;
    while (form.n > 0 && fine) {
        char c = form.at[0];
        form = str_skip(form, 1);
        if (is_mark(c)) {
            fine = add_value(&f, (enum mark)c, &form, hidden);
        } else {
            buf_add_char(out, c);
        }
        f.front = false;
    }
    return fine;
}
