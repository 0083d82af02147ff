#include "doc/badge_order.h"

#include "base/majority.h"

enum { JOINT_LIMIT = 64 };

/* Bytes of one `<br>`, `<br />` or `</br>` at the start; 0 for none. */
static size_t break_length(str text)
{
    size_t n = str_starts_nocase(text, STR("<br"))    ? 3
               : str_starts_nocase(text, STR("</br")) ? 4
                                                      : 0;
    while (n > 0 && n < text.n && (ascii_is_space(text.at[n]) || text.at[n] == '/'))
        n++;
    return n > 0 && n < text.n && text.at[n] == '>' ? n + 1 : 0;
}

size_t badge_joint_length(str text)
{
    static const str blanks[] = {STR_INIT("&nbsp;"), STR_INIT("&emsp;"), STR_INIT("&ensp;"),
                                 STR_INIT("\\\n")};
    str rest = str_trim_left(text);
    for (size_t n = 1; n > 0; rest = str_trim_left(str_skip(rest, n))) {
        n = break_length(rest);
        for (size_t i = 0; i < sizeof blanks / sizeof *blanks && n == 0; i++)
            n = str_starts(rest, blanks[i]) ? blanks[i].n : 0;
    }
    return text.n - rest.n;
}

static bool is_joint(str text)
{
    return badge_joint_length(text) == text.n;
}

static bool stands_beside(const struct document *doc, const struct badge_use *a,
                          const struct badge_use *b)
{
    return b->span.start >= a->span.end && b->span.start - a->span.end <= JOINT_LIMIT &&
           doc->references[a->reference].entry == doc->references[b->reference].entry &&
           is_joint(str_sub(doc->source, a->span.end, b->span.start));
}

struct badge_run badge_run_at(const struct badge_styles *styles, struct document *const *documents,
                              uint32_t first, uint32_t end)
{
    const struct badge_use *uses = styles->uses.at;
    const struct document *doc = documents[uses[first].document];
    uint32_t next = first + 1;
    while (next < end && uses[next].document == uses[first].document &&
           stands_beside(doc, &uses[next - 1], &uses[next]))
        next++;
    return (struct badge_run){first, next - first};
}

/* The pair as a key of the map: its three numbers as bytes. */
struct pair {
    uint32_t kind, before, behind;
};

static str pair_key(const struct pair *pair)
{
    return (str){(const char *)pair, sizeof *pair};
}

static uint32_t name_of(const struct badge_styles *styles, uint32_t use)
{
    return styles->shapes.at[styles->uses.at[use].shape].name;
}

static uint8_t kind_of(const struct badge_styles *styles, struct document *const *documents,
                       uint32_t use)
{
    const struct badge_use *badge = &styles->uses.at[use];
    const struct document *doc = documents[badge->document];
    return doc->entries[doc->references[badge->reference].entry].kind;
}

static void add_run(struct badge_order *order, const struct badge_styles *styles,
                    struct document *const *documents, struct badge_run run)
{
    if (run.count < 2 || run.count > BADGE_RUN_LIMIT)
        return;
    struct pair pair = {.kind = kind_of(styles, documents, run.first)};
    for (uint32_t i = run.first; i < run.first + run.count; i++)
        for (uint32_t j = i + 1; j < run.first + run.count; j++) {
            pair.before = name_of(styles, i);
            pair.behind = name_of(styles, j);
            if (pair.before != pair.behind && pair.before != NO_INDEX && pair.behind != NO_INDEX)
                ++*map_put_copy(&order->pairs, pair_key(&pair), 0, NULL);
        }
}

void badge_order_learn(struct badge_order *order, const struct badge_styles *styles,
                       struct document *const *documents, uint32_t first, uint32_t end)
{
    while (first < end) {
        struct badge_run run = badge_run_at(styles, documents, first, end);
        add_run(order, styles, documents, run);
        first += run.count;
    }
}

uint32_t badge_order_count(const struct badge_order *order, uint8_t kind, uint32_t before,
                           uint32_t behind)
{
    const struct pair pair = {kind, before, behind};
    const uint32_t *count = map_get(&order->pairs, pair_key(&pair));
    return count ? *count : 0;
}

/* Whether the usual order of a pair is the other way round. */
static bool is_swapped(const struct badge_order *order, const struct badge_styles *styles,
                       uint32_t percent, struct badge_swap *swap)
{
    uint32_t before = name_of(styles, swap->first), behind = name_of(styles, swap->second);
    if (before == behind)
        return false;
    swap->usual = badge_order_count(order, swap->kind, behind, before);
    swap->cases = swap->usual + badge_order_count(order, swap->kind, before, behind);
    return majority_is(swap->usual, swap->cases, percent);
}

/* The first pair of `uses` in the wrong order. */
static bool find(const struct badge_order *order, const struct badge_styles *styles,
                 uint32_t percent, const uint32_t *uses, uint32_t count, struct badge_swap *swap)
{
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = i + 1; j < count; j++) {
            swap->first = uses[i];
            swap->second = uses[j];
            if (is_swapped(order, styles, percent, swap))
                return true;
        }
    return false;
}

static void list_run(struct badge_run run, uint32_t uses[BADGE_RUN_LIMIT])
{
    for (uint32_t i = 0; i < run.count; i++)
        uses[i] = run.first + i;
}

bool badge_order_find(const struct badge_order *order, const struct badge_styles *styles,
                      struct document *const *documents, struct badge_run run, uint32_t percent,
                      struct badge_swap *out)
{
    uint32_t uses[BADGE_RUN_LIMIT];
    if (run.count < 2 || run.count > BADGE_RUN_LIMIT)
        return false;
    list_run(run, uses);
    *out = (struct badge_swap){.kind = kind_of(styles, documents, run.first)};
    return find(order, styles, percent, uses, run.count, out);
}

bool badge_order_sort(const struct badge_order *order, const struct badge_styles *styles,
                      struct document *const *documents, struct badge_run run, uint32_t percent,
                      uint32_t sorted[BADGE_RUN_LIMIT])
{
    struct badge_swap swap = {.kind = kind_of(styles, documents, run.first)};
    list_run(run, sorted);
    for (uint32_t round = 1; round < run.count; round++)
        for (uint32_t i = 1; i < run.count; i++) {
            swap.first = sorted[i - 1];
            swap.second = sorted[i];
            if (is_swapped(order, styles, percent, &swap)) {
                sorted[i - 1] = swap.second;
                sorted[i] = swap.first;
            }
        }
    return !find(order, styles, percent, sorted, run.count, &swap);
}
