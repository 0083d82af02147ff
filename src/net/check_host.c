#include "net/check_private.h"

#include <stdlib.h>

/* What a request takes where none was made yet. */
enum { GUESS = 300 };

/* The time that the requests which wait for a host take by its limits. */
static int64_t least_time(const struct schedule_host *host, const struct host_state *state)
{
    double each = state->requests ? (double)state->answer_time / (double)state->requests : GUESS;
    double by_number = (double)host->waiting * each / host->limits.at_once;
    double by_rate = 0;
    if (host->limits.rate > 0 && (double)host->waiting > host->tokens)
        by_rate = ((double)host->waiting - host->tokens) * 1000.0 / host->limits.rate;
    return (int64_t)(by_number > by_rate ? by_number : by_rate);
}

static struct check_host describe(const struct check *check, size_t index, int64_t now)
{
    const struct schedule_host *host = &check->schedule.hosts.at[index];
    const struct host_state *state = &check->hosts.at[index];
    struct check_host out = {
        .name = host->name,
        .urls = state->urls,
        .waiting = host->waiting,
        .in_flight = host->in_flight,
        .requests = state->requests,
        .failures = state->failures,
        .limited = state->limited,
        .answer_time = state->answer_time,
        .times = state->times.at,
        .time_count = state->times.n,
        .held = host->not_before > now ? host->not_before - now : 0,
    };
    for (size_t i = 0; i < VERDICT_COUNT; i++)
        out.verdicts[i] = state->verdicts[i];
    struct schedule_host planned = *host;
    if (!check->started) /* the plan: nothing is in the schedule yet */
        planned.waiting = out.waiting = state->planned;
    out.least_time = least_time(&planned, state) + out.held;
    return out;
}

static int by_urls(const void *a, const void *b)
{
    const struct check_host *one = a, *two = b;
    if (one->urls != two->urls)
        return one->urls > two->urls ? -1 : 1;
    return str_cmp(one->name, two->name);
}

void check_hosts(const struct check *check,
                 void (*visit)(void *self, const struct check_host *host), void *self)
{
    VEC(struct check_host) hosts = {0};
    int64_t now = check_now(check);
    for (size_t i = 0; i < check->hosts.n; i++)
        vec_push(&hosts, describe(check, i, now));
    if (hosts.n)
        qsort(hosts.at, hosts.n, sizeof *hosts.at, by_urls);
    for (size_t i = 0; i < hosts.n; i++)
        visit(self, &hosts.at[i]);
    vec_free(&hosts);
}

/* Keep the hosts with the most time left, the longest first. */
static void keep_slow(struct check_progress *progress, const struct check_host *host)
{
    enum { KEPT = sizeof progress->slow / sizeof progress->slow[0] };
    if (!host->waiting && !host->in_flight)
        return;
    size_t at = progress->slow_count;
    while (at > 0 && progress->slow[at - 1].least_time < host->least_time)
        at--;
    if (at == KEPT)
        return;
    if (progress->slow_count < KEPT)
        progress->slow_count++;
    for (size_t i = progress->slow_count - 1; i > at; i--)
        progress->slow[i] = progress->slow[i - 1];
    progress->slow[at] = *host;
}

/* By the pace so far, but no sooner than the slowest host. */
static int64_t time_left(const struct check_progress *progress)
{
    if (!progress->done || !progress->elapsed)
        return -1;
    double pace = (double)progress->elapsed / (double)progress->done;
    int64_t left = (int64_t)(pace * (double)(progress->total - progress->done));
    int64_t slowest = progress->slow_count ? progress->slow[0].least_time : 0;
    return left > slowest ? left : slowest;
}

void check_tell_progress(struct check *check, int64_t now)
{
    if (!check->callbacks.progress)
        return;
    struct check_progress progress = {
        .total = check->asks.n,
        .done = check->done,
        .in_flight = check->schedule.in_flight,
        .requests = check->requests,
        .elapsed = now - check->started,
    };
    for (size_t i = 0; i < check->hosts.n; i++) {
        struct check_host host = describe(check, i, now);
        keep_slow(&progress, &host);
    }
    progress.left = time_left(&progress);
    check->callbacks.progress(check->callbacks.self, &progress);
}
