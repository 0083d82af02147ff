/*
 * What an entry says in words: authors, a venue, a date. Between two links a text ends at a line, a
 * cell, a break and a tag, and where emphasis does.
 */
#include "doc/pieces_private.h"

#include "base/utf8.h"
#include "doc/columns.h"
#include "doc/date_form.h"
#include "doc/entry_date.h"
#include "doc/inline.h"
#include "doc/label.h"
#include "doc/names.h"
#include "doc/shown.h"
#include "doc/venue.h"
#include "doc/written_date.h"

#include <string.h>

static str slice(const struct taking *taking, struct span span)
{
    return document_text(taking->doc, span);
}

static bool starts_word(str text, size_t *n)
{
    int32_t code;
    *n = utf8_next(text, &code);
    return code >= 0 && utf8_is_alnum(code);
}

/* ":star:", "&nbsp;": a sign written in letters. */
static size_t sign_length(str text)
{
    if (text.n < 3 || (text.at[0] != ':' && text.at[0] != '&'))
        return 0;
    char close = text.at[0] == ':' ? ':' : ';';
    size_t n = 1;
    while (n < text.n && (ascii_is_alnum(text.at[n]) || strchr("_+-#", text.at[n])))
        n++;
    return n > 1 && n < text.n && text.at[n] == close ? n + 1 : 0;
}

static size_t count_of(str text, char c)
{
    size_t count = 0;
    for (size_t i = 0; i < text.n; i++)
        count += text.at[i] == c;
    return count;
}

/* From the first letter or digit to the last one; a full stop stays where it ends "et al.", and
 * what closes a bracket of it. */
static struct span core_of(const struct taking *taking, struct span span)
{
    str text = slice(taking, span);
    size_t start = 0, end = 0, n;
    while (start < text.n) {
        size_t sign = sign_length(str_skip(text, start));
        if (sign == 0 && starts_word(str_skip(text, start), &n))
            break;
        start += sign ? sign : n;
    }
    for (size_t i = start; i < text.n; i += n) {
        size_t sign = sign_length(str_skip(text, i));
        if (starts_word(str_skip(text, i), &n))
            end = i + n;
        n = sign ? sign : n;
    }
    if (end <= start)
        return span_of(span.start, span.start);
    str core = str_sub(text, start, end);
    if (str_ends(core, STR(" et al")) && end < text.n && text.at[end] == '.')
        end++;
    else if (end < text.n && text.at[end] == ')' && str_has(core, STR("(")))
        end++;
    else if (end < text.n && text.at[end] == ']' && count_of(core, '[') > count_of(core, ']'))
        end++;
    return span_of(span.start + start, span.start + end);
}

/* The words at the top of the column that the byte stands in. */
static void column_at(const struct taking *taking, uint32_t at, struct buf *name)
{
    const struct document *doc = taking->doc;
    if (taking->entry->row == NO_INDEX)
        return;
    const struct row *row = &doc->rows[taking->entry->row];
    const struct table *table = &doc->tables[row->table];
    const struct cell *cells = row_cells(doc, row);
    for (uint32_t i = 0; i < row->cell_count && i < table->columns; i++)
        if (cells[i].span.start <= at && at < cells[i].span.end)
            column_name(name, doc, table, i);
}

static bool is_named(str column, const char *const *words)
{
    bool found = false;
    for (; *words && !found; words++)
        found = str_find_nocase(column, str_from(*words)) != STR_NPOS;
    return found;
}

/* "Ann Li": a few words in capitals, as one author behind a title. */
static bool is_one_name(str text)
{
    size_t words = 0;
    for (str rest = text; rest.n > 0;) {
        str word = str_trim(str_cut(&rest, ' '));
        if (word.n == 0)
            continue;
        bool capital = (word.at[0] >= 'A' && word.at[0] <= 'Z') || (unsigned char)word.at[0] > 127;
        for (size_t i = 0; i < word.n; i++)
            if (ascii_is_digit(word.at[i]))
                return false;
        if (!capital && word.n > 3)
            return false;
        words++;
    }
    return words >= 2 && words <= 4;
}

static bool is_venue(str text)
{
    enum { BYTES = 64, WORDS = 7 };
    struct venue venue;
    venue_read(text, &venue);
    return label_is_venue(text) ||
           (venue.form && venue.name.n > 1 && text.n <= BYTES && shown_words(text) <= WORDS);
}

/* "arXiv", "Arxiv 2024": no venue, but what stands in the place of one. */
static bool is_preprint(str text)
{
    enum { BYTES = 24 };
    return (str_starts_nocase(text, STR("arxiv")) || str_starts_nocase(text, STR("preprint"))) &&
           text.n <= BYTES;
}

static void add_venue(struct taking *taking, struct span core, struct span outer)
{
    struct venue venue;
    str text = slice(taking, core);
    venue_read(text, &venue);
    struct swap swap = {core, taking_venue_mark(taking, MARK_VENUE, venue.form)};
    enum piece_kind kind = PIECE_VENUE;
    if (is_preprint(text)) {
        kind = PIECE_PREPRINT;
        if (!venue.form)
            return; /* one word, which all of them have */
        size_t start = (size_t)(venue.digits.at - taking->doc->source.at);
        swap = (struct swap){span_of(start, start + venue.digits.n),
                             taking_venue_mark(taking, MARK_YEAR, venue.form)};
    } else {
        taking->pieces->values.venue = text;
    }
    taking_add(taking, kind, outer, &swap, 1);
}

static void add_date(struct taking *taking, struct span core, struct span outer)
{
    struct buf form = {0};
    buf_add_char(&form, MARK_DATE);
    if (date_form_read(&form, slice(taking, core), false)) {
        buf_add_char(&form, MARK_END);
        struct swap swap = {core, buf_str(&form)};
        taking->pieces->values.date = slice(taking, core);
        taking_add(taking, PIECE_DATE, outer, &swap, 1);
    } else {
        taking_add(taking, PIECE_TEXT, outer, NULL, 0);
    }
    buf_free(&form);
}

static void add_authors(struct taking *taking, struct span core, struct span outer)
{
    static const char mark[] = {MARK_AUTHORS};
    struct swap swap = {core, {mark, 1}};
    taking->pieces->values.authors = slice(taking, core);
    taking_add(taking, PIECE_AUTHORS, outer, &swap, 1);
}

/* Words that stand where a thing is not there: "N/A", "Code: None". */
static bool is_blank_word(str text)
{
    size_t colon = str_find_char(text, ':');
    if (colon != STR_NPOS && label_of(str_sub(text, 0, colon)) != LABEL_NONE)
        text = str_trim(str_skip(text, colon + 1));
    static const str WORDS[] = {STR_INIT("N/A"), STR_INIT("NA"),          STR_INIT("None"),
                                STR_INIT("TBD"), STR_INIT("Coming soon"), STR_INIT("No")};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (str_eq_nocase(text, WORDS[i]))
            return true;
    return false;
}

/* `outer`: with the marks of emphasis around it. */
static void add_core(struct taking *taking, struct span core, struct span outer, bool behind_title)
{
    static const char *const authors[] = {"author", NULL}, *const venues[] = {"venue", "conference",
                                                                              "journal", "publi",
                                                                              NULL};
    const struct piece_values *values = &taking->pieces->values;
    struct buf column = {0};
    struct written_date date;
    str text = slice(taking, core);
    bool dated = written_date_read(text, &date) == WRITTEN_DATE;
    column_at(taking, core.start, &column);
    str name = buf_str(&column);
    bool titled = is_named(name, (const char *const[]){"title", "paper", NULL});
    if (is_blank_word(text) || label_of(text) != LABEL_NONE)
        ; /* as much a part of how it is written as a comma */
    else if (dated && values->date.n == 0)
        add_date(taking, core, outer);
    else if (values->authors.n == 0 && !titled && is_named(name, authors))
        add_authors(taking, core, outer);
    else if (values->venue.n == 0 &&
             (is_venue(text) || is_preprint(text) || (!titled && is_named(name, venues))))
        add_venue(taking, core, outer);
    else if (values->authors.n == 0 &&
             (names_of_people(text) || (behind_title && is_one_name(text))))
        add_authors(taking, core, outer);
    else
        taking_add(taking, PIECE_TEXT, outer, NULL, 0);
    buf_free(&column);
}

/* Whether something more than a blank stands between two texts: "Wu. ICLR", "Wu (ICLR". */
static bool is_parted(str between)
{
    return str_trim(between).n > 0;
}

/*
 * Authors and a venue or a year in one text, "Ann Li, Bo Wu. *ICLR 2024*" or "Ann Li (ICLR 2024)":
 * the shortest end that is such, where people stand in front of it.
 */
static bool split_authors(const struct taking *taking, struct span core, bool behind_title,
                          struct span *authors, struct span *rest)
{
    enum { BYTES = 64 };
    str text = slice(taking, core);
    for (size_t i = text.n; i > 0 && text.n - i <= BYTES; i--) {
        struct written_date date;
        if (text.at[i - 1] != ' ')
            continue;
        *rest = core_of(taking, span_of(core.start + i, core.end));
        str end = slice(taking, *rest);
        if (end.n == 0 ||
            (!is_venue(end) && !is_preprint(end) && written_date_read(end, &date) != WRITTEN_DATE))
            continue;
        *authors = core_of(taking, span_of(core.start, core.start + i));
        str names = slice(taking, *authors);
        if (is_parted(slice(taking, span_of(authors->end, rest->start))) &&
            (names_of_people(names) || (behind_title && is_one_name(names))))
            return true;
    }
    return false;
}

/* What one text says, or its two halves. `outer`: with the marks of emphasis around it. */
static void add_words(struct taking *taking, struct span core, struct span outer, bool behind_title)
{
    struct span authors, rest, named = core;
    if (span_is_empty(core))
        return;
    if (str_starts_nocase(slice(taking, core), STR("by "))) {
        named.start += 3;
        if (names_of_people(slice(taking, named)) ||
            split_authors(taking, named, behind_title, &authors, &rest))
            core = outer = named;
    }
    if (taking->pieces->values.authors.n == 0 &&
        split_authors(taking, core, behind_title, &authors, &rest)) {
        add_core(taking, authors, authors, behind_title);
        add_core(taking, rest, rest, false);
    } else {
        add_core(taking, core, outer, behind_title);
    }
}

/* `*emphasis*` or `_emphasis_` within the text: its inside, and the length of the marks. */
static bool find_emphasis(str text, size_t *start, size_t *end, size_t *length)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        size_t run = i, n;
        if ((c != '*' && c != '_') || (i > 0 && ascii_is_alnum(text.at[i - 1])))
            continue;
        while (run < text.n && text.at[run] == c)
            run++;
        size_t word = run < text.n && strchr("([", text.at[run]) ? run + 1 : run;
        if (word < text.n && starts_word(str_skip(text, word), &n)) {
            size_t close = str_find(str_skip(text, run), str_sub(text, i, run));
            if (close != STR_NPOS && close > 0) {
                *start = run;
                *end = run + close;
                *length = run - i;
                return true;
            }
        }
        i = run - 1;
    }
    return false;
}

static void add_segment(struct taking *taking, struct span span, bool behind_title)
{
    enum { TURNS = 8 };
    for (int turn = 0; turn < TURNS && !span_is_empty(span); turn++) {
        size_t start, end, run;
        struct span front = span;
        bool found = find_emphasis(slice(taking, span), &start, &end, &run);
        if (found)
            front.end = span.start + (uint32_t)(start - run);
        front = core_of(taking, front);
        add_words(taking, front, front, behind_title);
        if (!found)
            return;
        struct span core = core_of(taking, span_of(span.start + start, span.start + end));
        struct span outer = span_of(span.start + start - run, span.start + end + run);
        add_words(taking, core, outer, behind_title);
        span.start = outer.end;
    }
    taking->failed = taking->failed || !span_is_empty(span);
}

/* Length of what ends a text at the byte `i`: a line's end, a pipe of a row, a tag; 0 for none. */
static size_t border_length(const struct taking *taking, str text, size_t i)
{
    char c = text.at[i];
    if (c == '\n')
        return 1;
    if (c == '|' && taking->entry->kind == ENTRY_ROW && (i == 0 || text.at[i - 1] != '\\'))
        return 1;
    return c == '<' ? inline_html(str_skip(text, i)) : 0;
}

static void add_gap(struct taking *taking, struct span gap, bool behind_title)
{
    str text = slice(taking, gap);
    size_t start = 0;
    for (size_t i = 0; i <= text.n; i++) {
        size_t border = i < text.n ? border_length(taking, text, i) : 1;
        if (border == 0)
            continue;
        add_segment(taking, span_of(gap.start + start, gap.start + i), behind_title);
        /* In another column stands something else. */
        behind_title = behind_title && !(i < text.n && text.at[i] == '|');
        i += border - 1;
        start = i + 1;
    }
}

/* Where the date of an entry is kept; empty where there is none. */
static struct span find_date(const struct taking *taking)
{
    const struct document *doc = taking->doc;
    const struct entry *entry = taking->entry;
    uint32_t column = NO_INDEX;
    if (entry->row != NO_INDEX)
        column = entry_date_column(doc, &doc->tables[doc->rows[entry->row].table], 0);
    for (enum entry_date_place place = 0; place < ENTRY_DATE_PLACES; place++) {
        struct written_date date;
        struct span span = entry_date_text(doc, entry, place, column);
        if (!span_is_empty(span) &&
            written_date_read(document_text(doc, span), &date) == WRITTEN_DATE)
            return span;
    }
    return span_of(0, 0);
}

void taking_read_texts(struct taking *taking)
{
    struct pieces *pieces = taking->pieces;
    size_t known = pieces->at.n;
    struct span date = find_date(taking);
    if (!span_is_empty(date))
        add_date(taking, date, date);
    uint32_t at = pieces->body.start;
    for (size_t i = 0; i <= known && !taking->failed; i++) {
        struct span gap = span_of(at, i < known ? pieces->at.at[i].span.start : pieces->body.end);
        bool behind_title = i > 0 && pieces->at.at[i - 1].kind == PIECE_TITLE;
        if (!span_is_empty(date) && date.start >= gap.start && date.end <= gap.end) {
            add_gap(taking, span_of(gap.start, date.start), behind_title);
            add_gap(taking, span_of(date.end, gap.end), false);
        } else {
            add_gap(taking, gap, behind_title);
        }
        if (i < known)
            at = pieces->at.at[i].span.end;
    }
}
