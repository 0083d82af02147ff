#include "base/majority.h"
#include "base/mem.h"
#include "doc/entry_date.h"
#include "doc/written_date.h"
#include "lint/rule.h"

enum { OPTION_ORDER };

static const struct option options[] = {
    [OPTION_ORDER] = {.name = "order",
                      .type = OPTION_BOOL,
                      .fallback = "false",
                      .help =
                          "flag too a hidden date that breaks the order of its file, where 95 % "
                          "of at least 20 steps from row to row go one way"},
    {.name = NULL},
};

struct dated {
    struct span span;
    struct written_date date;
    uint32_t list;
    uint8_t place, written; /* enum entry_date_place, enum written */
};

struct dates {
    struct lint *lint;
    const struct document *doc;
    VEC(struct dated) at; /* in the order of the entries, place by place */
    uint32_t good[ENTRY_DATE_PLACES], bad[ENTRY_DATE_PLACES];
    uint32_t pairs, month_first, day_first; /* of hidden dates without a year */
};

static void add(struct dates *dates, enum entry_date_place place, struct span span, uint32_t list)
{
    struct dated dated = {.span = span, .list = list, .place = (uint8_t)place};
    str text = document_text(dates->doc, span);
    dated.written = (uint8_t)written_date_read(text, &dated.date);
    bool like = place == ENTRY_DATE_HIDDEN && written_date_like(text);
    if (dated.written == WRITTEN_NO_DATE && !like)
        return;
    /* "[1.13]" may number a chapter. */
    if ((place == ENTRY_DATE_FRONT || place == ENTRY_DATE_END) && dated.date.year == 0)
        return;
    dates->good[place] += dated.written == WRITTEN_DATE;
    dates->bad[place] += dated.written == WRITTEN_IMPOSSIBLE;
    if (place == ENTRY_DATE_HIDDEN && dated.date.first > 0) {
        dates->pairs++;
        dates->month_first += dated.date.first <= 12 && dated.date.second > 12;
        dates->day_first += dated.date.first > 12 && dated.date.second <= 12;
    }
    vec_push(&dates->at, dated);
}

/* Every column that says that it holds dates. */
static void read_columns(struct dates *dates, const struct table *table)
{
    const struct document *doc = dates->doc;
    const struct row *rows = table_rows(doc, table);
    for (uint32_t column = entry_date_column(doc, table, 0); column != NO_INDEX;
         column = entry_date_column(doc, table, column + 1)) {
        for (uint32_t i = 2; i < table->row_count; i++) {
            if (rows[i].kind != ROW_BODY)
                continue;
            const struct entry *entry = &doc->entries[rows[i].entry];
            add(dates, ENTRY_DATE_COLUMN, entry_date_text(doc, entry, ENTRY_DATE_COLUMN, column),
                table->list);
        }
    }
}

static void read_entry(struct dates *dates, const struct entry *entry)
{
    static const enum entry_date_place PLACES[] = {
        [ENTRY_ROW] = ENTRY_DATE_HIDDEN,
        [ENTRY_ITEM] = ENTRY_DATE_FRONT,
        [ENTRY_PARAGRAPH] = ENTRY_DATE_END,
    };
    enum entry_date_place place = PLACES[entry->kind];
    struct span span = entry_date_text(dates->doc, entry, place, NO_INDEX);
    if (!span_is_empty(span))
        add(dates, place, span, entry->list);
}

static bool is_style(uint32_t cases, uint32_t all)
{
    return all >= MAJORITY_CASES && (uint64_t)cases * 100 >= (uint64_t)all * MAJORITY_STYLE;
}

/* Of the hidden dates without a year: which number is the month, as far as they tell. */
enum order { ORDER_OPEN, ORDER_MONTH_FIRST, ORDER_DAY_FIRST };

static enum order order_of(const struct dates *dates)
{
    uint32_t told = dates->month_first + dates->day_first;
    return is_style(dates->month_first, told) ? ORDER_MONTH_FIRST
           : is_style(dates->day_first, told) ? ORDER_DAY_FIRST
                                              : ORDER_OPEN;
}

static bool is_day(int month, int day)
{
    return date_is_valid((struct date){2000, month, day});
}

static struct finding *report(struct dates *dates, const struct dated *dated, const char *what)
{
    str text = document_text(dates->doc, dated->span);
    struct finding *finding = lint_report(dates->lint, dates->doc, dated->span,
                                          "the date \"%.*s\" %s", STR_ARG(text), what);
    lint_discriminator(dates->lint, finding, text);
    return finding;
}

/* A hidden date of two numbers is month and day; true where something was said. */
static bool check_pair(struct dates *dates, const struct dated *dated)
{
    int first = dated->date.first, second = dated->date.second;
    if (first + second == 0)
        return false;
    bool month_first = is_day(first, second), day_first = is_day(second, first);
    enum order order = order_of(dates);
    struct buf what = {0};
    if (!month_first && !day_first)
        buf_printf(&what, "does not exist");
    else if (order == ORDER_MONTH_FIRST && !month_first)
        buf_printf(&what, "does not exist where the month comes first, as in %u hidden dates here",
                   dates->month_first);
    else if (order == ORDER_DAY_FIRST && !day_first)
        buf_printf(&what, "does not exist where the day comes first, as in %u hidden dates here",
                   dates->day_first);
    if (what.n > 0) {
        buf_add_char(&what, '\0');
        report(dates, dated, what.at);
    }
    bool said = what.n > 0;
    buf_free(&what);
    return said;
}

static void check_malformed(struct dates *dates, const struct dated *dated)
{
    uint32_t all = dates->good[ENTRY_DATE_HIDDEN] + dates->bad[ENTRY_DATE_HIDDEN] + 1;
    if (!is_style(dates->pairs, all))
        return;
    str text = document_text(dates->doc, dated->span);
    struct finding *finding = lint_report(
        dates->lint, dates->doc, dated->span,
        "the hidden cell says \"%.*s\" where %u of %u hidden dates here are like "
        "\"%s\"",
        STR_ARG(text), dates->pairs, all, order_of(dates) == ORDER_DAY_FIRST ? "29/05" : "05/29");
    lint_discriminator(dates->lint, finding, text);
}

static void check(struct dates *dates, const struct dated *dated)
{
    enum { AHEAD = 1, TRUST = 3 };
    enum entry_date_place place = (enum entry_date_place)dated->place;
    if (dated->written == WRITTEN_NO_DATE) {
        check_malformed(dates, dated);
        return;
    }
    if (place == ENTRY_DATE_HIDDEN && check_pair(dates, dated))
        return;
    /* Elsewhere than in a hidden cell it is a date for sure only among others. */
    bool sure = place == ENTRY_DATE_HIDDEN || dates->good[place] >= TRUST * dates->bad[place];
    if (dated->written == WRITTEN_IMPOSSIBLE && sure)
        report(dates, dated, "does not exist");
    else if (dated->date.year > lint_today(dates->lint).year + AHEAD && dates->good[place] > TRUST)
        report(dates, dated, "lies years ahead");
}

/* Days from one hidden date to the other; without a year, the shorter way round the calendar. */
static int step(const struct written_date *from, const struct written_date *to, enum order order)
{
    enum { MONTH = 31, YEAR = 12 * MONTH };
    bool pair = from->first > 0 && to->first > 0;
    bool month_first = order != ORDER_DAY_FIRST;
    int from_month = pair ? (month_first ? from->first : from->second) : from->month;
    int to_month = pair ? (month_first ? to->first : to->second) : to->month;
    int from_day = pair ? (month_first ? from->second : from->first) : from->day;
    int to_day = pair ? (month_first ? to->second : to->first) : to->day;
    int days = (to_month - from_month) * MONTH + to_day - from_day;
    if (!pair)
        return from->year && to->year ? days + (to->year - from->year) * YEAR : 0;
    return (days + YEAR + YEAR / 2) % YEAR - YEAR / 2;
}

static bool is_ordered(const struct dated *dated)
{
    return dated->place == ENTRY_DATE_HIDDEN && dated->written == WRITTEN_DATE;
}

static void report_order(struct dates *dates, const struct dated *dated, const struct dated *before,
                         bool rising)
{
    struct finding *finding =
        report(dates, dated,
               rising ? "breaks the order of the file, where the oldest comes first"
                      : "breaks the order of the file, where the newest comes first");
    lint_related(dates->lint, finding, dates->doc, before->span, "stands behind this one");
}

/* Of two neighbours that break the order the one that the entry before them does not fit is meant.
 */
static void check_order(struct dates *dates)
{
    VEC(uint32_t) rows = {0};
    enum order order = order_of(dates);
    uint32_t up = 0, down = 0;
    for (uint32_t i = 0; i < dates->at.n; i++) {
        const struct dated *dated = &dates->at.at[i];
        if (!is_ordered(dated))
            continue;
        const struct dated *before = rows.n ? &dates->at.at[rows.at[rows.n - 1]] : NULL;
        int days =
            before && before->list == dated->list ? step(&before->date, &dated->date, order) : 0;
        up += days > 0;
        down += days < 0;
        vec_push(&rows, i);
    }
    bool rising = is_style(up, up + down), falling = is_style(down, up + down);
    for (size_t i = 1; (rising || falling) && i < rows.n; i++) {
        const struct dated *before = &dates->at.at[rows.at[i - 1]], *dated = before;
        dated = &dates->at.at[rows.at[i]];
        int days = before->list == dated->list ? step(&before->date, &dated->date, order) : 0;
        if (days == 0 || (days > 0) == rising)
            continue;
        const struct dated *third = i > 1 ? &dates->at.at[rows.at[i - 2]] : NULL;
        int around =
            third && third->list == dated->list ? step(&third->date, &dated->date, order) : days;
        if (around == 0 || (around > 0) == rising)
            report_order(dates, before, third, rising);
        else
            report_order(dates, dated, before, rising);
    }
    vec_free(&rows);
}

static void check_document(struct lint *lint, const struct document *doc)
{
    struct dates dates = {.lint = lint, .doc = doc};
    for (uint32_t i = 0; i < doc->table_count; i++)
        read_columns(&dates, &doc->tables[i]);
    for (uint32_t i = 0; i < doc->entry_count; i++)
        read_entry(&dates, &doc->entries[i]);
    for (size_t i = 0; i < dates.at.n; i++)
        check(&dates, &dates.at.at[i]);
    if (lint_option(lint, OPTION_ORDER)->boolean)
        check_order(&dates);
    vec_free(&dates.at);
}

const struct rule rule_entry_date = {
    .summary = "a date that does not exist, or is none",
    .severity = SEVERITY_WARNING,
    .options = options,
    .relative = true,
    .document = check_document,
};
