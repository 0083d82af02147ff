#include "report/statistics.h"

#include "base/map.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void statistics_free(struct statistics *statistics)
{
    vec_free(statistics);
}

static int by_count(const void *a, const void *b)
{
    const struct rule_count *x = a, *y = b;
    if (x->findings != y->findings)
        return x->findings < y->findings ? 1 : -1;
    if (x->severity != y->severity)
        return x->severity < y->severity ? 1 : -1;
    return strcmp(x->rule->id, y->rule->id);
}

void statistics_count(struct statistics *statistics, const struct finding *const *findings,
                      size_t count)
{
    struct map indices = {0};
    for (size_t i = 0; i < count; i++) {
        const struct finding *finding = findings[i];
        bool added;
        uint32_t index =
            *map_put(&indices, str_from(finding->rule->id), (uint32_t)statistics->n, &added);
        if (added)
            vec_push(statistics, (struct rule_count){.rule = finding->rule});
        struct rule_count *of = &statistics->at[index];
        of->findings++;
        of->safe += finding->edit_count > 0 && finding->safety == FIX_SAFE;
        if (finding->severity > of->severity)
            of->severity = finding->severity;
    }
    map_free(&indices);
    if (statistics->n > 1)
        qsort(statistics->at, statistics->n, sizeof *statistics->at, by_count);
}

void statistics_text(const struct statistics *statistics, struct buf *out)
{
    int width = 0;
    uint32_t safe = 0;
    for (size_t i = 0; i < statistics->n; i++) {
        int length = (int)strlen(statistics->at[i].rule->id);
        width = length > width ? length : width;
        safe += statistics->at[i].safe;
    }
    for (size_t i = 0; i < statistics->n; i++) {
        const struct rule_count *count = &statistics->at[i];
        char mark = count->safe == count->findings ? '*' : count->safe > 0 ? '-' : ' ';
        buf_printf(out, "%7u  %-7s  [%c] %-*s  %s\n", count->findings,
                   severity_name(count->severity), mark, width, count->rule->id,
                   count->rule->rule->summary);
    }
    if (safe > 0)
        buf_printf(out, "[*] all, [-] some of them have a safe fix: %u in all\n", safe);
}
