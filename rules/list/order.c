#include "base/longest_run.h"
#include "base/majority.h"
#include "doc/order.h"
#include "lint/rule.h"

enum { OPTION_BY, OPTION_DIRECTION };

static const char *const keys[] = {"auto", "date", "arxiv", "title", NULL};
/* What each of them stands for. */
static const unsigned key_sets[] = {
    (1u << ORDER_KEYS) - 1,
    1u << ORDER_DATE,
    1u << ORDER_ARXIV,
    1u << ORDER_WORDS | 1u << ORDER_BYTES,
};
static const char *const directions[] = {"auto", "ascending", "descending", NULL};

static const struct option options[] = {
    [OPTION_BY] = {.name = "by",
                   .type = OPTION_CHOICE,
                   .fallback = "auto",
                   .help =
                       "what the entries of a section go by; auto: what 95 % of at least 20 are "
                       "in order of",
                   .choices = keys},
    [OPTION_DIRECTION] = {.name = "direction",
                          .type = OPTION_CHOICE,
                          .fallback = "auto",
                          .help = "which comes first: the oldest or A, or the newest or Z; auto: "
                                  "the one that puts more entries in order",
                          .choices = directions},
    {.name = NULL},
};

struct check {
    struct lint *lint;
    struct orders orders;
};

static const struct entry *entry_of(const struct check *check, size_t item)
{
    return &check->orders.doc->entries[check->orders.items.at[item].entry];
}

/* Where an entry belongs among those that are in order. */
struct place {
    const struct entry *neighbour;
    bool behind; /* it, or in front of it */
};

/* The kept ones of `n` values rise: the last that is not above `value`, else the first. */
static struct place find_place(const struct check *check, const uint32_t *kept, size_t n,
                               int64_t value)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (check->orders.values[kept[middle]] <= value)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t item = check->orders.places[kept[low > 0 ? low - 1 : 0]];
    return (struct place){entry_of(check, item), low > 0};
}

static str title_of(const struct check *check, const struct entry *entry)
{
    str title = str_trim(document_text(check->orders.doc, entry->title));
    return title.n > 0 ? title : str_sub(document_text(check->orders.doc, entry->span), 0, 60);
}

/* "by date, the newest first" */
static const char *order_words(struct order order)
{
    static const char *const WORDS[ORDER_KEYS][ORDER_DIRECTIONS] = {
        [ORDER_DATE] = {"by date, the oldest first", "by date, the newest first"},
        [ORDER_ARXIV] = {"by arXiv id, the oldest first", "by arXiv id, the newest first"},
        [ORDER_WORDS] = {"by title, from A to Z", "by title, from Z to A"},
        [ORDER_BYTES] = {"by title, from A to Z", "by title, from Z to A"},
    };
    return WORDS[order.key][order.direction];
}

/* The lines of an entry with their ends; false where it shares them with something else. */
static bool lines_of(const struct document *doc, const struct entry *entry, struct span *lines)
{
    uint32_t first = document_line(doc, entry->span.start);
    uint32_t last = document_line(doc, entry->span.end - 1);
    if (last + 1 >= doc->line_count)
        return false; /* no line end that could go with it */
    *lines = span_of(doc->lines[first], doc->lines[last + 1]);
    str before = document_text(doc, span_of(lines->start, entry->span.start));
    str behind = document_text(doc, span_of(entry->span.end, lines->end));
    return str_trim(before).n == 0 && str_trim(behind).n == 0;
}

static bool is_blank(const struct document *doc, uint32_t line)
{
    return str_trim(document_text(doc, document_line_span(doc, line))).n == 0;
}

/* Whether it can change its place by moving lines: a row, or an item with no blanks around it. */
static bool can_move(const struct document *doc, const struct entry *entry, struct span lines)
{
    if (entry->kind == ENTRY_ROW)
        return true;
    if (entry->kind != ENTRY_ITEM || doc->lists[entry->list].kind != LIST_BULLET)
        return false;
    uint32_t first = document_line(doc, lines.start), behind = document_line(doc, lines.end);
    return (first > 0 && !is_blank(doc, first - 1)) || !is_blank(doc, behind);
}

static void move(struct check *check, struct finding *finding, const struct entry *entry,
                 struct place place)
{
    struct span from, to;
    if (!lines_of(check->orders.doc, entry, &from) ||
        !lines_of(check->orders.doc, place.neighbour, &to) ||
        !can_move(check->orders.doc, entry, from) ||
        !can_move(check->orders.doc, place.neighbour, to))
        return;
    uint32_t at = place.behind ? to.end : to.start;
    if (at >= from.start && at <= from.end)
        return;
    lint_edit(check->lint, finding, FIX_UNSAFE, from, (str){NULL, 0});
    lint_edit(check->lint, finding, FIX_UNSAFE, span_of(at, at),
              document_text(check->orders.doc, from));
}

/* `alone`: no other entry of the section is out of order, so that moving it decides nothing else.
 */
static void report(struct check *check, const struct entry *entry, struct order order,
                   struct place place, bool alone)
{
    const struct document *doc = check->orders.doc;
    struct span span = entry->title;
    if (span_is_empty(span))
        span = span_of(entry->span.start,
                       document_line_span(doc, document_line(doc, entry->span.start)).end);
    str neighbour = title_of(check, place.neighbour);
    struct finding *finding = lint_report(
        check->lint, doc, span, "out of order: this section goes %s; the entry belongs %s \"%.*s\"",
        order_words(order), place.behind ? "behind" : "in front of", STR_ARG(neighbour));
    lint_entry(check->lint, finding, entry);
    lint_discriminator(check->lint, finding, STR("order"));
    lint_related(check->lint, finding, doc,
                 span_is_empty(place.neighbour->title) ? place.neighbour->span
                                                       : place.neighbour->title,
                 "%s this one", place.behind ? "behind" : "in front of");
    if (alone)
        move(check, finding, entry, place);
}

static void judge(struct check *check, const struct order_group *group, struct order order)
{
    size_t n = orders_collect(&check->orders, group, order), kept_count = 0;
    bool *is_kept = mem_alloc(n, sizeof *is_kept);
    uint32_t *kept = mem_alloc(n, sizeof *kept);
    longest_run(check->orders.values, n, is_kept);
    for (uint32_t i = 0; i < n; i++)
        if (is_kept[i])
            kept[kept_count++] = i;
    for (size_t i = 0; i < n; i++)
        if (!is_kept[i])
            report(check, entry_of(check, check->orders.places[i]), order,
                   find_place(check, kept, kept_count, check->orders.values[i]),
                   kept_count + 1 == n);
    mem_free(is_kept);
    mem_free(kept);
}

/* What is to be learnt: all that the options leave open, as a style; else only the direction. */
static struct order_wish wish_of(const struct lint *lint)
{
    uint32_t by = lint_option(lint, OPTION_BY)->choice;
    uint32_t way = lint_option(lint, OPTION_DIRECTION)->choice;
    return (struct order_wish){
        .keys = key_sets[by],
        .directions = way ? 1u << (way - 1) : (1u << ORDER_DIRECTIONS) - 1,
        .cases = by ? 0 : MAJORITY_CASES,
        .percent = by ? 0 : MAJORITY_STYLE,
    };
}

static void check_document(struct lint *lint, const struct document *doc)
{
    struct check check = {.lint = lint};
    struct order_wish wish = wish_of(lint);
    struct order of_file, own;
    orders_read(&check.orders, doc);
    bool found = orders_learn(&check.orders, 0, check.orders.groups.n, wish, &of_file);
    for (size_t i = 0; i < check.orders.groups.n; i++) {
        const struct order_group *group = &check.orders.groups.at[i];
        /* A long section may have an order of its own. */
        if (group->count >= MAJORITY_CASES && orders_learn(&check.orders, i, 1, wish, &own))
            judge(&check, group, own);
        else if (found)
            judge(&check, group, of_file);
    }
    orders_free(&check.orders);
}

const struct rule rule_list_order = {
    .summary = "an entry stands out of the order of its section",
    .severity = SEVERITY_OFF,
    .options = options,
    .relative = true,
    .document = check_document,
};
