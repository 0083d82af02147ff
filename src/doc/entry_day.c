#include "doc/entry_day.h"

#include "doc/entry_date.h"
#include "doc/order.h"

enum { MONTH = 31, YEAR = 12 * MONTH, FIRST_YEAR = 1900, SLACK = 7 };

int64_t day_of(struct date date)
{
    return (int64_t)date.year * YEAR + date.month * MONTH + date.day;
}

struct date day_date(int64_t day)
{
    int64_t from_first = day - MONTH - 1;
    return (struct date){(int)(from_first / YEAR), (int)(from_first % YEAR / MONTH) + 1,
                         (int)(from_first % MONTH) + 1};
}

/* "arxiv:2405.18218" and "arxiv:cs/0101001": the first day of the month. */
static int64_t arxiv_month(str key)
{
    size_t slash = str_rfind_char(key, '/');
    str id = str_skip(key, slash == STR_NPOS ? STR("arxiv:").n : slash + 1);
    uint32_t month;
    if (!str_starts(key, STR("arxiv:")) || !str_to_u32(str_sub(id, 0, 4), &month) ||
        month % 100 < 1 || month % 100 > 12)
        return DAY_UNKNOWN;
    int year = (int)(month / 100);
    return day_of((struct date){year + (year >= 91 ? 1900 : 2000), (int)(month % 100), 1});
}

struct entry_day entry_day_arxiv(str key)
{
    int64_t first = arxiv_month(key);
    if (first == DAY_UNKNOWN)
        return (struct entry_day){DAY_UNKNOWN, DAY_NONE};
    return (struct entry_day){first + MONTH - 1, DAY_ARXIV};
}

/* Whole years to add so that a day is the last up to another. */
static int64_t years_up_to(int64_t day, int64_t limit)
{
    int64_t days = limit - day;
    return days >= 0 ? days / YEAR : -((-days + YEAR - 1) / YEAR);
}

/* Give the dates of a group that no neighbour lent a year one: the last is the newest there can be.
 */
static void place_unplaced(const struct orders *orders, const struct order_group *group,
                           int64_t limit)
{
    int64_t last = DAY_UNKNOWN;
    for (size_t i = group->first; i < group->first + group->count; i++) {
        int64_t day = orders->items.at[i].values[ORDER_DATE];
        if (orders->items.at[i].known[ORDER_DATE] && day < FIRST_YEAR * YEAR && day > last)
            last = day;
    }
    for (size_t i = group->first; last != DAY_UNKNOWN && i < group->first + group->count; i++) {
        struct order_item *item = &orders->items.at[i];
        if (item->known[ORDER_DATE] && item->values[ORDER_DATE] < FIRST_YEAR * YEAR)
            item->values[ORDER_DATE] += years_up_to(last, limit) * YEAR;
    }
}

struct entry_day *entry_days(const struct document *doc, struct date today)
{
    struct entry_day *days = mem_alloc(doc->entry_count + 1u, sizeof *days);
    struct orders orders = {0};
    orders_read(&orders, doc);
    for (size_t i = 0; i < orders.groups.n; i++)
        place_unplaced(&orders, &orders.groups.at[i], day_of(today) + SLACK);
    for (uint32_t i = 0; i < doc->entry_count; i++)
        days[i] = entry_day_arxiv(doc->entries[i].key);
    for (size_t i = 0; i < orders.items.n; i++) {
        const struct order_item *item = &orders.items.at[i];
        bool whole = item->date.day > 0 || item->date.first > 0;
        if (item->known[ORDER_DATE])
            days[item->entry] =
                (struct entry_day){item->values[ORDER_DATE] + (whole ? 0 : MONTH), DAY_WRITTEN};
    }
    orders_free(&orders);
    return days;
}

static bool read_written(const struct document *doc, const struct entry *entry,
                         struct written_date *date)
{
    uint32_t column = NO_INDEX;
    if (entry->row != NO_INDEX)
        column = entry_date_column(doc, &doc->tables[doc->rows[entry->row].table], 0);
    for (enum entry_date_place place = 0; place < ENTRY_DATE_PLACES; place++) {
        struct span span = entry_date_text(doc, entry, place, column);
        if (!span_is_empty(span) &&
            written_date_read(document_text(doc, span), date) == WRITTEN_DATE &&
            (date->first > 0 || (date->year > 0 && date->month > 0)))
            return true;
    }
    return false;
}

struct entry_day entry_day_alone(const struct document *doc, const struct entry *entry,
                                 struct date today)
{
    struct written_date date;
    if (!read_written(doc, entry, &date))
        return entry_day_arxiv(entry->key);
    if (date.first == 0)
        return (struct entry_day){
            day_of((struct date){date.year, date.month, date.day ? date.day : MONTH}), DAY_WRITTEN};
    bool day_first = date.first > 12;
    int64_t day = day_of((struct date){0, day_first ? date.second : date.first,
                                       day_first ? date.first : date.second});
    int64_t month = arxiv_month(entry->key);
    /* The last before a month, a year later, is the first behind it. */
    int64_t years = month == DAY_UNKNOWN ? years_up_to(day, day_of(today) + SLACK)
                                         : years_up_to(day, month - 1) + 1;
    return (struct entry_day){day + years * YEAR, DAY_WRITTEN};
}
