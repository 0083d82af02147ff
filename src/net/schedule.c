#include "net/schedule.h"

static bool ready_before(const void *self, uint32_t a, uint32_t b)
{
    const struct schedule *schedule = self;
    const struct schedule_host *one = &schedule->hosts.at[a], *two = &schedule->hosts.at[b];
    return one->ready_at != two->ready_at ? one->ready_at < two->ready_at : one->turn < two->turn;
}

static bool fresh_before(const void *self, uint32_t a, uint32_t b)
{
    const struct schedule *schedule = self;
    const struct schedule_host *one = &schedule->hosts.at[a], *two = &schedule->hosts.at[b];
    return one->waiting != two->waiting ? one->waiting > two->waiting : a < b;
}

static bool later_before(const void *self, uint32_t a, uint32_t b)
{
    const struct schedule *schedule = self;
    const struct schedule_delayed *one = &schedule->delayed.at[a], *two = &schedule->delayed.at[b];
    return one->when != two->when ? one->when < two->when : one->job < two->job;
}

void schedule_start(struct schedule *schedule)
{
    schedule->ready = (struct heap){.before = ready_before, .self = schedule};
    schedule->fresh = (struct heap){.before = fresh_before, .self = schedule};
    schedule->later = (struct heap){.before = later_before, .self = schedule};
}

uint32_t schedule_host(struct schedule *schedule, str name, const struct schedule_limits *limits,
                       bool *added)
{
    uint32_t *slot = map_put_copy(&schedule->names, name, (uint32_t)schedule->hosts.n, added);
    if (*added)
        vec_push(&schedule->hosts, (struct schedule_host){
                                       .name = map_key(slot),
                                       .limits = *limits,
                                       .at_once = 1,
                                       .rate = limits->rate,
                                       .first = SCHEDULE_NONE,
                                       .last = SCHEDULE_NONE,
                                       .not_before = INT64_MIN,
                                       .tokens = limits->burst,
                                       .filled = INT64_MIN,
                                   });
    return *slot;
}

/* Bring the tokens up to `now`. */
static void fill(struct schedule_host *host, int64_t now)
{
    if (host->filled != INT64_MIN && now > host->filled)
        host->tokens += (double)(now - host->filled) * host->rate / 1000.0;
    if (host->tokens > host->limits.burst)
        host->tokens = host->limits.burst;
    if (now > host->filled)
        host->filled = now;
}

/* The first millisecond at which its rate and what it is held back by allow a job. */
static int64_t allowed_at(struct schedule_host *host, int64_t now)
{
    int64_t at = host->not_before > now ? host->not_before : now;
    if (host->rate <= 0)
        return at;
    fill(host, now);
    if (host->tokens >= 1)
        return at;
    int64_t filled = now + (int64_t)((1 - host->tokens) * 1000.0 / host->rate) + 1;
    return filled > at ? filled : at;
}

/* Bring a host to where it belongs after anything about it changed. */
static void place(struct schedule *schedule, int64_t now, uint32_t index)
{
    struct schedule_host *host = &schedule->hosts.at[index];
    bool runnable = host->waiting > 0 && host->in_flight < host->at_once && !host->paused;
    if (!runnable || host->started)
        heap_remove(&schedule->fresh, index);
    if (!runnable || !host->started)
        heap_remove(&schedule->ready, index);
    if (!runnable)
        return;
    if (!host->started) {
        heap_put(&schedule->fresh, index);
        return;
    }
    int64_t at = allowed_at(host, now);
    if (at <= now && heap_has(&schedule->ready, index) && host->ready_at <= now)
        return; /* it waits for its turn and keeps it */
    host->ready_at = at;
    host->turn = schedule->turn++;
    heap_put(&schedule->ready, index);
}

void schedule_put(struct schedule *schedule, int64_t now, uint32_t index, uint32_t job, bool front)
{
    struct schedule_host *host = &schedule->hosts.at[index];
    while (schedule->next.n <= job)
        vec_push(&schedule->next, SCHEDULE_NONE);
    schedule->next.at[job] = front ? host->first : SCHEDULE_NONE;
    if (host->first == SCHEDULE_NONE)
        host->first = host->last = job;
    else if (front)
        host->first = job;
    else
        schedule->next.at[host->last] = job, host->last = job;
    host->waiting++;
    schedule->waiting++;
    if (host->waiting == 1 || !host->started)
        place(schedule, now, index);
}

void schedule_put_later(struct schedule *schedule, int64_t when, uint32_t host, uint32_t job)
{
    uint32_t index = (uint32_t)schedule->delayed.n;
    if (schedule->delayed_free.n)
        index = schedule->delayed_free.at[--schedule->delayed_free.n];
    else
        vec_push(&schedule->delayed, (struct schedule_delayed){0});
    schedule->delayed.at[index] = (struct schedule_delayed){when, host, job};
    heap_put(&schedule->later, index);
}

/* Queue what was put off until now. */
static void bring_back(struct schedule *schedule, int64_t now)
{
    for (uint32_t index; (index = heap_first(&schedule->later)) != HEAP_NONE;) {
        struct schedule_delayed delayed = schedule->delayed.at[index];
        if (delayed.when > now)
            return;
        heap_remove(&schedule->later, index);
        vec_push(&schedule->delayed_free, index);
        schedule_put(schedule, now, delayed.host, delayed.job, false);
    }
}

/* The host whose turn it is, or HEAP_NONE. */
static uint32_t choose(const struct schedule *schedule, int64_t now, bool may_begin)
{
    uint32_t index = heap_first(&schedule->ready);
    if (index != HEAP_NONE && schedule->hosts.at[index].ready_at <= now)
        return index;
    return may_begin ? heap_first(&schedule->fresh) : HEAP_NONE;
}

bool schedule_take(struct schedule *schedule, int64_t now, bool may_begin, uint32_t *host,
                   uint32_t *job)
{
    bring_back(schedule, now);
    for (uint32_t index; schedule->in_flight < schedule->at_once &&
                         (index = choose(schedule, now, may_begin)) != HEAP_NONE;) {
        struct schedule_host *chosen = &schedule->hosts.at[index];
        chosen->started = true;
        if (allowed_at(chosen, now) > now) { /* held back since its place was found */
            heap_remove(&schedule->ready, index);
            place(schedule, now, index);
            continue;
        }
        fill(chosen, now);
        chosen->tokens -= 1;
        *host = index;
        *job = chosen->first;
        chosen->first = schedule->next.at[chosen->first];
        if (chosen->first == SCHEDULE_NONE)
            chosen->last = SCHEDULE_NONE;
        chosen->waiting--;
        chosen->in_flight++;
        schedule->waiting--;
        schedule->in_flight++;
        heap_remove(&schedule->ready, index);
        place(schedule, now, index);
        return true;
    }
    return false;
}

void schedule_done(struct schedule *schedule, int64_t now, uint32_t host)
{
    schedule->hosts.at[host].in_flight--;
    schedule->in_flight--;
    place(schedule, now, host);
}

void schedule_undo(struct schedule *schedule, int64_t now, uint32_t host)
{
    schedule->hosts.at[host].tokens += 1;
    schedule_done(schedule, now, host);
}

int64_t schedule_next(const struct schedule *schedule, bool may_begin)
{
    int64_t next = INT64_MAX;
    uint32_t index = heap_first(&schedule->later);
    if (index != HEAP_NONE)
        next = schedule->delayed.at[index].when;
    if (schedule->in_flight >= schedule->at_once)
        return next;
    if (may_begin && heap_first(&schedule->fresh) != HEAP_NONE)
        return INT64_MIN;
    index = heap_first(&schedule->ready);
    if (index != HEAP_NONE && schedule->hosts.at[index].ready_at < next)
        next = schedule->hosts.at[index].ready_at;
    return next;
}

void schedule_open(struct schedule *schedule, int64_t now, uint32_t index)
{
    struct schedule_host *host = &schedule->hosts.at[index];
    if (host->open)
        return;
    host->open = true;
    host->at_once = host->limits.at_once;
    place(schedule, now, index);
}

void schedule_probe(struct schedule *schedule, int64_t now, uint32_t index)
{
    struct schedule_host *host = &schedule->hosts.at[index];
    host->open = false;
    host->at_once = 1;
    place(schedule, now, index);
}

void schedule_slow(struct schedule *schedule, int64_t now, uint32_t index)
{
    struct schedule_host *host = &schedule->hosts.at[index];
    fill(host, now);
    host->at_once = host->at_once > 1 ? host->at_once / 2 : 1;
    host->rate /= 2;
    place(schedule, now, index);
}

void schedule_quicken(struct schedule *schedule, int64_t now, uint32_t index)
{
    struct schedule_host *host = &schedule->hosts.at[index];
    fill(host, now);
    host->rate += host->limits.rate / 8;
    if (host->rate > host->limits.rate)
        host->rate = host->limits.rate;
    if (host->open && host->at_once < host->limits.at_once)
        host->at_once++;
    place(schedule, now, index);
}

void schedule_hold(struct schedule *schedule, int64_t now, uint32_t index, int64_t until)
{
    struct schedule_host *host = &schedule->hosts.at[index];
    if (until <= host->not_before)
        return;
    host->not_before = until;
    place(schedule, now, index);
}

void schedule_pause(struct schedule *schedule, int64_t now, uint32_t index, bool paused)
{
    schedule->hosts.at[index].paused = paused;
    place(schedule, now, index);
}

void schedule_free(struct schedule *schedule)
{
    vec_free(&schedule->hosts);
    map_free(&schedule->names);
    vec_free(&schedule->next);
    vec_free(&schedule->delayed);
    vec_free(&schedule->delayed_free);
    heap_free(&schedule->ready);
    heap_free(&schedule->fresh);
    heap_free(&schedule->later);
}
