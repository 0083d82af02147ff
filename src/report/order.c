#include "report/order.h"

#include "base/mem.h"

#include <stdlib.h>

enum { SEVERITIES = SEVERITY_ERROR + 1, RANKS = 4 * SEVERITIES };

static uint32_t rank_of(const struct finding *finding)
{
    uint32_t part = finding->suppressed ? 2 : 0;
    part += finding->status == STATUS_EXISTING || finding->status == STATUS_FIXED;
    return part * SEVERITIES + (uint32_t)(SEVERITY_ERROR - finding->severity);
}

size_t *order_by_importance(const struct finding *const *findings, size_t count)
{
    size_t next[RANKS + 1] = {0};
    for (size_t i = 0; i < count; i++)
        next[rank_of(findings[i]) + 1]++;
    for (size_t rank = 0; rank < RANKS; rank++)
        next[rank + 1] += next[rank];
    size_t *sorted = mem_alloc(count, sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        sorted[next[rank_of(findings[i])]++] = i;
    return sorted;
}

/* A finding on its way to its turn. */
struct item {
    size_t index; /* as given */
    uint32_t rank, rule, document;
    size_t turn; /* first among those of its rule in its file, then among those of its rule */
};

static int by_rule(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->rule != y->rule)
        return x->rule < y->rule ? -1 : 1;
    if (x->turn != y->turn)
        return x->turn < y->turn ? -1 : 1;
    return x->index < y->index ? -1 : 1;
}

static int by_turn(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->turn != y->turn)
        return x->turn < y->turn ? -1 : 1;
    return x->index < y->index ? -1 : 1;
}

/* Number the findings of each rule in each file: those of one file stand together in a rank. */
static void number_in_files(struct item *items, size_t count, size_t rule_count)
{
    struct last {
        size_t turn;
        uint32_t rank, document;
    } *last = mem_alloc(rule_count, sizeof *last);
    for (size_t i = 0; i < count; i++) {
        struct last *of = &last[items[i].rule];
        if (of->rank != items[i].rank || of->document != items[i].document)
            *of = (struct last){0, items[i].rank, items[i].document};
        items[i].turn = of->turn++;
    }
    mem_free(last);
}

size_t *order_spread(const struct finding *const *findings, size_t count,
                     const struct rule_entry *rules)
{
    size_t *sorted = order_by_importance(findings, count);
    struct item *items = mem_alloc(count, sizeof *items);
    size_t rule_count = 0;
    while (rules[rule_count].id)
        rule_count++;
    for (size_t i = 0; i < count; i++) {
        const struct finding *finding = findings[sorted[i]];
        items[i] = (struct item){.index = sorted[i],
                                 .rank = rank_of(finding),
                                 .rule = (uint32_t)(finding->rule - rules),
                                 .document = finding->document};
    }
    number_in_files(items, count, rule_count);
    if (count > 1)
        qsort(items, count, sizeof *items, by_rule);
    for (size_t i = 0; i < count; i++) {
        bool same =
            i > 0 && items[i].rank == items[i - 1].rank && items[i].rule == items[i - 1].rule;
        items[i].turn = same ? items[i - 1].turn + 1 : 0;
    }
    if (count > 1)
        qsort(items, count, sizeof *items, by_turn);
    for (size_t i = 0; i < count; i++)
        sorted[i] = items[i].index;
    mem_free(items);
    return sorted;
}
