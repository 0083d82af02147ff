#include "doc/insertion.h"

#include "base/longest_run.h"
#include "base/majority.h"
#include "doc/order.h"
#include "doc/pieces.h"

/* How many entries have to be in order, so that a new one is put in by it. */
static const struct order_wish WISH = {
    .keys = (1u << ORDER_KEYS) - 1,
    .directions = (1u << ORDER_DIRECTIONS) - 1,
    .cases = 4,
    .percent = 70,
};

static struct target target_of(const struct orders *orders, const struct order_group *group)
{
    const struct entry *entry = &orders->doc->entries[orders->items.at[group->first].entry];
    return (struct target){entry->list, entry->section};
}

/* Index of the entries of the target, or STR_NPOS. */
static size_t find_group(const struct orders *orders, struct target target)
{
    for (size_t i = 0; i < orders->groups.n; i++) {
        struct target here = target_of(orders, &orders->groups.at[i]);
        if (here.list == target.list && here.section == target.section)
            return i;
    }
    return STR_NPOS;
}

/* The order of a section: its own, else that of its file. */
static bool learn(struct orders *orders, size_t group, struct order *out)
{
    return (group != STR_NPOS && orders_learn(orders, group, 1, WISH, out)) ||
           orders_learn(orders, 0, orders->groups.n, WISH, out);
}

bool insertion_is_front(const struct document *doc, struct target target)
{
    struct orders orders = {0};
    struct order order;
    orders_read(&orders, doc);
    bool front = learn(&orders, find_group(&orders, target), &order) &&
                 order.direction == ORDER_FALLING && order.key <= ORDER_ARXIV;
    orders_free(&orders);
    return front;
}

static bool is_in(const struct entry *entry, struct target target)
{
    return entry->list == target.list && entry->section == target.section && !entry->navigation;
}

struct neighbour insertion_outermost(const struct document *doc, struct target target, bool front)
{
    struct orders orders = {0};
    struct order order;
    struct neighbour out = {NO_INDEX, !front};
    orders_read(&orders, doc);
    size_t group = find_group(&orders, target);
    if (front && group != STR_NPOS && learn(&orders, group, &order)) {
        const struct order_group *g = &orders.groups.at[group];
        for (size_t i = g->first; i < g->first + g->count && out.entry == NO_INDEX; i++)
            if (orders.items.at[i].known[order.key])
                out.entry = orders.items.at[i].entry;
    }
    for (uint32_t i = 0; i < doc->entry_count && (!front || out.entry == NO_INDEX); i++)
        if (is_in(&doc->entries[i], target))
            out.entry = i;
    orders_free(&orders);
    return out;
}

/* The values and items of a group without those of one entry. */
static size_t collect_others(struct orders *orders, const struct order_group *group,
                             struct order order, uint32_t fresh, int64_t *own, bool *known)
{
    size_t n = orders_collect(orders, group, order), kept = 0;
    *known = false;
    for (size_t i = 0; i < n; i++) {
        if (orders->items.at[orders->places[i]].entry == fresh) {
            *own = orders->values[i];
            *known = true;
            continue;
        }
        orders->values[kept] = orders->values[i];
        orders->places[kept++] = orders->places[i];
    }
    return kept;
}

/*
 * Among those of the others that are in order: behind the last that is not above the new one. Of
 * equal ones the newest, which is on top, is the new one.
 */
static struct neighbour find_neighbour(const struct orders *orders, size_t n, struct order order,
                                       int64_t own)
{
    bool *kept = mem_alloc(n, sizeof *kept), top = order.direction == ORDER_FALLING;
    struct neighbour out = {NO_INDEX, false};
    longest_run(orders->values, n, kept);
    for (size_t i = 0; i < n; i++) {
        if (!kept[i])
            continue;
        uint32_t entry = orders->items.at[orders->places[i]].entry;
        bool below = orders->values[i] < own || (orders->values[i] == own && !top);
        if (below)
            out = (struct neighbour){entry, true};
        else if (out.entry == NO_INDEX)
            out = (struct neighbour){entry, false};
    }
    mem_free(kept);
    return out;
}

bool insertion_in_order(const struct document *doc, uint32_t fresh, struct neighbour *out)
{
    struct target target = {doc->entries[fresh].list, doc->entries[fresh].section};
    struct orders orders = {0};
    struct order order;
    int64_t own;
    bool known = false;
    orders_read(&orders, doc);
    size_t group = find_group(&orders, target);
    if (group != STR_NPOS && learn(&orders, group, &order)) {
        size_t n = collect_others(&orders, &orders.groups.at[group], order, fresh, &own, &known);
        if (known && n > 0)
            *out = find_neighbour(&orders, n, order, own);
        known = known && n > 0;
    }
    orders_free(&orders);
    return known;
}

/* Bytes. */

static struct span line_of(const struct document *doc, uint32_t offset)
{
    return document_line_span(doc, document_line(doc, offset));
}

/* Behind the line end of the line that holds the byte. */
static uint32_t line_end(const struct document *doc, uint32_t offset)
{
    uint32_t line = document_line(doc, offset);
    return line + 1 < doc->line_count ? doc->lines[line + 1] : (uint32_t)doc->source.n;
}

/* How the line that holds the byte ends; the last one of a file as its first. */
static str eol_at(const struct document *doc, uint32_t offset)
{
    str eol = str_sub(doc->source, line_of(doc, offset).end, line_end(doc, offset));
    if (eol.n == 0)
        eol = str_sub(doc->source, line_of(doc, 0).end, line_end(doc, 0));
    return eol.n > 0 ? eol : STR("\n");
}

static uint32_t last_byte(const struct document *doc, const struct entry *entry)
{
    size_t n = str_trim_right(document_text(doc, entry->span)).n;
    return entry->span.start + (uint32_t)(n > 0 ? n - 1 : 0);
}

/* Count the blank lines between entries: of the target, or of all lists of its kind. */
static void count_gaps(const struct document *doc, struct target target, bool all,
                       struct majority *votes)
{
    struct buf text = {0};
    uint32_t last = NO_INDEX, list = NO_INDEX;
    for (uint32_t i = 0; i < doc->entry_count; i++) {
        const struct entry *entry = &doc->entries[i];
        bool alike = all && doc->lists[entry->list].kind == doc->lists[target.list].kind &&
                     doc->lists[entry->list].depth == doc->lists[target.list].depth;
        if (!is_in(entry, target) && !alike)
            continue;
        uint32_t first = document_line(doc, entry->span.start);
        if (last != NO_INDEX && first > last && list == entry->list) {
            buf_clear(&text);
            buf_printf(&text, "%u", first - last - 1);
            majority_add(votes, buf_str(&text));
        }
        last = document_line(doc, last_byte(doc, entry));
        list = entry->list;
    }
    buf_free(&text);
}

/* Blank lines between the entries of a list, by most of them. */
static uint32_t usual_gap(const struct document *doc, struct target target)
{
    enum { MOST = 2 };
    struct majority votes = {0};
    uint32_t gap = doc->lists[target.list].kind == LIST_PARAGRAPHS;
    count_gaps(doc, target, false, &votes);
    if (votes.cases == 0)
        count_gaps(doc, target, true, &votes);
    str form = majority_form(&votes, 1, 0, NULL);
    if (form.at)
        str_to_u32(form, &gap);
    majority_free(&votes);
    return gap > MOST ? MOST : gap;
}

static uint32_t number_of(str marker)
{
    uint32_t number = 0;
    size_t n = 0;
    while (n < marker.n && ascii_is_digit(marker.at[n]))
        n++;
    str_to_u32(str_sub(marker, 0, n), &number);
    return number;
}

static str marker_of(const struct document *doc, uint32_t entry)
{
    str text = document_text(doc, doc->entries[entry].span);
    return doc->entries[entry].kind == ENTRY_ITEM ? str_sub(text, 0, item_marker_length(text))
                                                  : str_sub(text, 0, 0);
}

/* The marker of the neighbour; behind it, the next number of a list that counts. */
static void add_marker(struct buf *out, const struct document *doc, struct target target,
                       struct neighbour neighbour)
{
    str marker = marker_of(doc, neighbour.entry);
    uint32_t number = number_of(marker), before = NO_INDEX;
    bool last = neighbour.behind;
    for (uint32_t i = 0; i < doc->entry_count; i++) {
        if (!is_in(&doc->entries[i], target))
            continue;
        if (i < neighbour.entry)
            before = i;
        last = last && i <= neighbour.entry;
    }
    bool counts = before == NO_INDEX || number_of(marker_of(doc, before)) + 1 == number;
    if (number > 0 && last && counts) {
        buf_printf(out, "%u", number + 1);
        while (marker.n > 0 && ascii_is_digit(marker.at[0]))
            marker = str_skip(marker, 1);
    }
    buf_add(out, marker);
}

static void add_body(struct buf *out, str body, str eol)
{
    while (body.at) {
        buf_add(out, str_cut(&body, '\n'));
        if (body.at)
            buf_add(out, eol);
    }
}

/* Of an empty table or section: where its first row stands, behind its delimiter row or its name.
 */
static uint32_t first_place(const struct document *doc, struct target target)
{
    const struct section *section = &doc->sections[target.section];
    if (section->kind == SECTION_ROW)
        return section->span.start;
    const struct table *table = &doc->tables[doc->lists[target.list].table];
    return table_rows(doc, table)[1].span.start;
}

void insertion_make(struct buf *out, const struct document *doc, struct target target,
                    struct neighbour neighbour, str body, uint32_t *at)
{
    bool first = neighbour.entry == NO_INDEX, behind = first || neighbour.behind;
    const struct entry *entry = first ? NULL : &doc->entries[neighbour.entry];
    uint32_t start = first ? first_place(doc, target) : entry->span.start;
    uint32_t cut =
        !behind ? line_of(doc, start).start : line_end(doc, first ? start : last_byte(doc, entry));
    str eol = eol_at(doc, start);
    bool ended = cut == 0 || doc->source.at[cut - 1] == '\n' || doc->source.at[cut - 1] == '\r';
    uint32_t gap = first ? 0 : usual_gap(doc, target);
    buf_add(out, str_sub(doc->source, 0, cut));
    if (!ended)
        buf_add(out, eol);
    for (uint32_t i = 0; behind && i < gap; i++)
        buf_add(out, eol);
    buf_add(out, document_text(doc, span_of(line_of(doc, start).start, start)));
    *at = (uint32_t)out->n;
    if (!first)
        add_marker(out, doc, target, neighbour);
    add_body(out, body, eol);
    if (ended)
        buf_add(out, eol);
    for (uint32_t i = 0; !behind && i < gap; i++)
        buf_add(out, eol);
    buf_add(out, str_skip(doc->source, cut));
}
