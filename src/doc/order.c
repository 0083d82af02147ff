#include "doc/order.h"

#include "base/longest_run.h"
#include "base/utf8.h"
#include "doc/entry_date.h"
#include "doc/title.h"
#include "doc/written_date.h"

#include <stdlib.h>

static const struct entry *entry_of(const struct orders *orders, size_t item)
{
    return &orders->doc->entries[orders->items.at[item].entry];
}

/* Where the dates of a table stand, looked for once a table. */
struct columns {
    uint32_t table, column;
};

static uint32_t date_column(const struct orders *orders, struct columns *columns,
                            const struct entry *entry)
{
    if (entry->row == NO_INDEX)
        return NO_INDEX;
    uint32_t table = orders->doc->rows[entry->row].table;
    if (table != columns->table)
        *columns =
            (struct columns){table, entry_date_column(orders->doc, &orders->doc->tables[table], 0)};
    return columns->column;
}

/* The first date that the entry has. */
static bool read_date(const struct orders *orders, struct columns *columns,
                      const struct entry *entry, struct written_date *date)
{
    uint32_t column = date_column(orders, columns, entry);
    for (enum entry_date_place place = 0; place < ENTRY_DATE_PLACES; place++) {
        struct span span = entry_date_text(orders->doc, entry, place, column);
        if (!span_is_empty(span) &&
            written_date_read(document_text(orders->doc, span), date) == WRITTEN_DATE &&
            (date->first > 0 || (date->year > 0 && date->month > 0)))
            return true;
    }
    return false;
}

/* Days, if every month had 31 of them. */
enum { MONTH = 31, YEAR = 12 * MONTH };

/* More than any month has. */
enum { ARXIV_NUMBERS = 100000 };

/* "arxiv:2405.18218" and "arxiv:cs/0101001": the month, then the number. */
static bool value_arxiv(str key, int64_t *value)
{
    if (!str_starts(key, STR("arxiv:")))
        return false;
    size_t slash = str_rfind_char(key, '/');
    str id = str_skip(key, slash == STR_NPOS ? 6 : slash + 1);
    uint32_t month, number;
    str rest = str_skip(id, str_starts(str_skip(id, 4), STR(".")) ? 5 : 4);
    if (!str_to_u32(str_sub(id, 0, 4), &month) || !str_to_u32(rest, &number))
        return false;
    *value = (int64_t)(month + (month >= 9100 ? 190000 : 200000)) * ARXIV_NUMBERS + number;
    return true;
}

/* Days from one value to a day of the calendar, the shorter way round it. */
static int64_t shorter_way(int64_t from, int64_t day)
{
    int64_t step = (day - from) % YEAR;
    return step > YEAR / 2 ? step - YEAR : step < -YEAR / 2 ? step + YEAR : step;
}

/*
 * Set the values of the dates of a group. A date without a year is taken for the nearest one to
 * the date before it: `01/03` comes after `12/28`. Returns how many such dates there are.
 */
static uint32_t value_dates(struct orders *orders, const struct order_group *group)
{
    int64_t last = 0;
    uint32_t open = 0;
    for (size_t i = group->first; i < group->first + group->count; i++) {
        struct order_item *item = &orders->items.at[i];
        const struct written_date *date = &item->date;
        if (!item->known[ORDER_DATE])
            continue;
        int64_t value = (int64_t)date->year * YEAR + date->month * MONTH + date->day;
        if (date->first > 0) {
            value = orders->day_first ? date->second * MONTH + date->first
                                      : date->first * MONTH + date->second;
            value = last + shorter_way(last, value);
            open++;
        }
        item->values[ORDER_DATE] = last = value;
    }
    return open;
}

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* Years by which a date has to be later, not to lie before the paper; INT64_MIN where nothing says.
 */
static int64_t years_missing(const struct order_item *item)
{
    if (!item->known[ORDER_DATE] || !item->known[ORDER_ARXIV])
        return INT64_MIN;
    int64_t month = item->values[ORDER_ARXIV] / ARXIV_NUMBERS; /* year * 100 + month */
    int64_t earliest = month / 100 * YEAR + (month % 100 - 1) * MONTH;
    int64_t behind = earliest - item->values[ORDER_DATE];
    return behind > 0 ? (behind + YEAR - 1) / YEAR : -(-behind / YEAR);
}

/*
 * Give dates without a year one. No paper is listed before it is written: the years are those with
 * which most dates lie behind their papers, and a date that still does not is of a later year.
 */
static void find_years(struct orders *orders, const struct order_group *group)
{
    struct order_item *items = orders->items.at + group->first;
    size_t n = 0;
    for (size_t i = 0; i < group->count; i++)
        if (years_missing(&items[i]) != INT64_MIN)
            orders->values[n++] = years_missing(&items[i]);
    if (n == 0)
        return;
    qsort(orders->values, n, sizeof *orders->values, by_number);
    int64_t years = orders->values[n - 1 - n / 4];
    for (size_t i = 0; i < group->count; i++) {
        items[i].values[ORDER_DATE] += years * YEAR;
        int64_t more = years_missing(&items[i]);
        if (more > 0)
            items[i].values[ORDER_DATE] += more * YEAR;
    }
}

/* Whether dates without a year have their day first: some number says that it can't be a month. */
static bool has_day_first(const struct orders *orders)
{
    uint32_t month_first = 0, day_first = 0;
    for (size_t i = 0; i < orders->items.n; i++) {
        const struct order_item *item = &orders->items.at[i];
        month_first += item->known[ORDER_DATE] && item->date.second > 12;
        day_first += item->known[ORDER_DATE] && item->date.first > 12;
    }
    return day_first > month_first;
}

struct named {
    str key;
    size_t item;
};

static int by_key(const void *a, const void *b)
{
    return str_cmp(((const struct named *)a)->key, ((const struct named *)b)->key);
}

static str title_of(const struct orders *orders, size_t item)
{
    return str_trim(document_text(orders->doc, entry_of(orders, item)->title));
}

static void title_value(struct buf *key, str title, enum order_key order)
{
    buf_clear(key);
    if (order == ORDER_WORDS)
        title_key(key, title);
    else
        utf8_add_lower(key, title);
}

/*
 * How each title begins. Titles that are in order begin so too: where too few of these values are,
 * the titles need not be compared.
 */
static void value_beginnings(struct orders *orders, enum order_key order)
{
    enum { BEGINNING = 32, BYTES = 7 };
    struct buf key = {0};
    for (size_t i = 0; i < orders->items.n; i++) {
        struct order_item *item = &orders->items.at[i];
        title_value(&key, str_sub(title_of(orders, i), 0, BEGINNING), order);
        item->known[order] = key.n > 0;
        item->values[order] = 0;
        for (size_t b = 0; b < BYTES; b++)
            item->values[order] =
                item->values[order] << 8 | (b < key.n ? (unsigned char)key.at[b] : 0);
    }
    buf_free(&key);
}

/* The rank of each title among all, by its words or by its bytes: equal ones have the same. */
static void value_titles(struct orders *orders, enum order_key order)
{
    struct arena arena = {0};
    struct buf key = {0};
    VEC(struct named) named = {0};
    for (size_t i = 0; i < orders->items.n; i++) {
        title_value(&key, title_of(orders, i), order);
        orders->items.at[i].known[order] = key.n > 0;
        if (key.n > 0)
            vec_push(&named, (struct named){arena_str(&arena, buf_str(&key)), i});
    }
    if (named.n > 1)
        qsort(named.at, named.n, sizeof *named.at, by_key);
    int64_t rank = 0;
    for (size_t i = 0; i < named.n; i++) {
        rank += i > 0 && !str_eq(named.at[i].key, named.at[i - 1].key);
        orders->items.at[named.at[i].item].values[order] = rank;
    }
    vec_free(&named);
    buf_free(&key);
    arena_free(&arena);
}

size_t orders_collect(struct orders *orders, const struct order_group *group, struct order order)
{
    size_t n = 0;
    for (size_t i = group->first; i < group->first + group->count; i++) {
        const struct order_item *item = &orders->items.at[i];
        if (!item->known[order.key])
            continue;
        int64_t value = item->values[order.key];
        orders->values[n] = order.direction == ORDER_FALLING ? -value : value;
        orders->places[n++] = (uint32_t)i;
    }
    return n;
}

static void measure(struct orders *orders, enum order_key key)
{
    for (size_t i = 0; i < orders->groups.n; i++) {
        struct order_group *group = &orders->groups.at[i];
        for (enum order_direction direction = 0; direction < ORDER_DIRECTIONS; direction++) {
            size_t n = orders_collect(orders, group, (struct order){key, direction});
            if (n > 1)
                group->runs[key][direction] = (uint32_t)longest_run(orders->values, n, NULL);
            group->known[key] = n > 1 ? (uint32_t)n : 0;
        }
    }
}

struct standing {
    uint32_t list, section, entry;
};

static int by_standing(const void *a, const void *b)
{
    const struct standing *x = a, *y = b;
    if (x->list != y->list)
        return x->list < y->list ? -1 : 1;
    if (x->section != y->section)
        return x->section < y->section ? -1 : 1;
    return x->entry < y->entry ? -1 : 1;
}

static void find_groups(struct orders *orders)
{
    const struct document *doc = orders->doc;
    VEC(struct standing) entries = {0};
    for (uint32_t i = 0; i < doc->entry_count; i++)
        if (!doc->entries[i].navigation && !doc->sections[doc->entries[i].section].news)
            vec_push(&entries, (struct standing){doc->entries[i].list, doc->entries[i].section, i});
    if (entries.n > 1)
        qsort(entries.at, entries.n, sizeof *entries.at, by_standing);
    for (size_t i = 0; i < entries.n; i++) {
        const struct standing *entry = &entries.at[i];
        if (i == 0 || entry->list != entry[-1].list || entry->section != entry[-1].section)
            vec_push(&orders->groups, (struct order_group){.first = i});
        orders->groups.at[orders->groups.n - 1].count++;
        vec_push(&orders->items, (struct order_item){.entry = entry->entry});
    }
    vec_free(&entries);
}

void orders_read(struct orders *orders, const struct document *doc)
{
    struct columns columns = {NO_INDEX, NO_INDEX};
    orders->doc = doc;
    find_groups(orders);
    orders->values = mem_alloc(orders->items.n, sizeof *orders->values);
    orders->places = mem_alloc(orders->items.n, sizeof *orders->places);
    for (size_t i = 0; i < orders->items.n; i++) {
        struct order_item *item = &orders->items.at[i];
        const struct entry *entry = entry_of(orders, i);
        item->known[ORDER_DATE] = read_date(orders, &columns, entry, &item->date);
        item->known[ORDER_ARXIV] = value_arxiv(entry->key, &item->values[ORDER_ARXIV]);
    }
    orders->day_first = has_day_first(orders);
    for (size_t i = 0; i < orders->groups.n; i++)
        if (value_dates(orders, &orders->groups.at[i]) > 0)
            find_years(orders, &orders->groups.at[i]);
    measure(orders, ORDER_DATE);
    measure(orders, ORDER_ARXIV);
}

/*
 * The better direction of a key, and the share that it puts in order; false if not good enough.
 * `*even` where both directions do as well.
 */
static bool weigh(const struct order_group *groups, size_t count, enum order_key key,
                  struct order_wish wish, struct order *out, double *share, bool *even)
{
    uint32_t known = 0, runs[ORDER_DIRECTIONS] = {0};
    for (size_t i = 0; i < count; i++) {
        known += groups[i].known[key];
        for (enum order_direction d = 0; d < ORDER_DIRECTIONS; d++)
            if (wish.directions & 1u << d)
                runs[d] += groups[i].runs[key][d];
    }
    enum order_direction better = runs[ORDER_FALLING] > runs[ORDER_RISING];
    *out = (struct order){key, better};
    *share = known ? (double)runs[better] / known : 0;
    *even = runs[ORDER_RISING] == runs[ORDER_FALLING];
    return (wish.keys & 1u << key) && known > 0 && known >= wish.cases &&
           (uint64_t)runs[better] * 100 >= (uint64_t)known * wish.percent;
}

/* Whether any section, or all of them together, may be in order by the title. */
static bool may_be_ordered(const struct orders *orders, enum order_key key, struct order_wish wish)
{
    struct order order;
    double share;
    bool even;
    bool may = weigh(orders->groups.at, orders->groups.n, key, wish, &order, &share, &even);
    for (size_t i = 0; i < orders->groups.n && !may; i++)
        may = weigh(&orders->groups.at[i], 1, key, wish, &order, &share, &even);
    return may;
}

static void read_titles(struct orders *orders, struct order_wish wish)
{
    if (orders->titled)
        return;
    orders->titled = true;
    for (enum order_key key = ORDER_WORDS; key <= ORDER_BYTES; key++) {
        value_beginnings(orders, key);
        measure(orders, key);
        if (may_be_ordered(orders, key, wish)) {
            value_titles(orders, key);
            measure(orders, key);
        }
    }
}

bool orders_learn(struct orders *orders, size_t first, size_t count, struct order_wish wish,
                  struct order *out)
{
    double best = 0, share;
    bool even;
    struct order order;
    if (count == 0)
        return false; /* groups.at is NULL then, which nothing may be added to */
    for (enum order_key key = 0; key < ORDER_KEYS; key++) {
        if (key == ORDER_WORDS && best > 0)
            break;
        if (key == ORDER_WORDS && (wish.keys & (1u << ORDER_WORDS | 1u << ORDER_BYTES)))
            read_titles(orders, wish);
        if (!weigh(orders->groups.at + first, count, key, wish, &order, &share, &even) || even ||
            share <= best)
            continue;
        best = share;
        *out = order;
    }
    return best > 0;
}

void orders_free(struct orders *orders)
{
    vec_free(&orders->items);
    vec_free(&orders->groups);
    mem_free(orders->values);
    mem_free(orders->places);
}
