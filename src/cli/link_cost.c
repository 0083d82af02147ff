#include "cli/link_cost.h"

#include <stdlib.h>

static int by_time(const void *a, const void *b)
{
    const uint32_t *one = a, *two = b;
    return (*one > *two) - (*one < *two);
}

int64_t link_cost_within(uint32_t *times, size_t count, unsigned percent)
{
    if (count == 0)
        return -1;
    qsort(times, count, sizeof *times, by_time);
    return times[(count * percent + 99) / 100 - 1];
}

void link_cost_add(struct link_cost *cost, const struct check_host *host)
{
    if (host->requests == 0)
        return;
    size_t before = cost->times.n;
    for (size_t i = 0; i < host->time_count; i++)
        vec_push(&cost->times, host->times[i]);
    cost->requests += host->requests;
    const struct report_host asked = {
        .name = arena_str(&cost->arena, host->name),
        .requests = host->requests,
        .failures = host->failures,
        .median =
            host->time_count ? link_cost_within(&cost->times.at[before], host->time_count, 50) : -1,
    };
    vec_push(&cost->hosts, asked);
}

void link_cost_free(struct link_cost *cost)
{
    vec_free(&cost->hosts);
    vec_free(&cost->times);
    arena_free(&cost->arena);
}
