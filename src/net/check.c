#include "net/check.h"

#include "net/check_private.h"
#include "net/fetch.h"

#include <sys/resource.h>

enum {
    PROGRESS_EVERY = 1000,
    TICK = 1000,        /* so that a signal or a slow clock is not missed for long */
    NAMES_AT_ONCE = 64, /* asked for, before new hosts wait to be begun */
    SPARE_FILES = 64,   /* descriptors that are not ours */
};

struct check_settings check_defaults(void)
{
    return (struct check_settings){
        .at_once = 128,
        .host_at_once = 4,
        .host_rate = 8,
        .host_burst = 8,
        .resolve_timeout = 15000,
        .connect_timeout = 10000,
        .timeout = 30000,
        .stall_timeout = 15000,
        .tries = 2,
        .retry_delay = 1000,
        .longest_wait = 120000,
        .second_pass_delay = 10000,
        .redirects = 10,
        .body_bytes = 64 * 1024,
        .user_agent = "curlint/" CURLINT_VERSION " (+https://github.com/curlint/curlint)",
        .source = resolve_system(),
        .seed = 1,
        .tick = TICK,
    };
}

int64_t check_now(const struct check *check)
{
    return check->clock.monotonic(check->clock.self);
}

bool check_out_of_time(const struct check *check, int64_t now)
{
    return (check->settings.stopped && *check->settings.stopped) || now >= check->deadline;
}

/* As many at once as there are descriptors for, with as many idle connections. */
static unsigned bounded_at_once(unsigned wanted)
{
    struct rlimit limit;
    rlim_t room = 256;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur > 4 * SPARE_FILES)
        room = limit.rlim_cur == RLIM_INFINITY ? 1 << 20 : limit.rlim_cur - SPARE_FILES;
    unsigned most = (unsigned)(room / 2);
    return wanted < 1 ? 1 : wanted < most ? wanted : most;
}

static void wake(void *self)
{
    struct check *check = self;
    fetch_wake(check->fetch);
}

enum rc check_new(struct check **out, const struct check_settings *settings,
                  const struct clock *clock, const struct check_callbacks *callbacks,
                  struct err *err)
{
    *out = NULL;
    unsigned at_once = bounded_at_once(settings->at_once);
    struct fetch_options options = {
        .at_once = at_once,
        .connections = at_once * 2,
        .user_agent = settings->user_agent,
        .proxy = settings->proxy,
        .ca_file = settings->ca_file,
    };
    struct fetch *fetch;
    enum rc rc = fetch_new(&fetch, &options, err);
    if (rc != RC_OK)
        return rc;
    struct check *check = mem_alloc(1, sizeof *check);
    check->settings = *settings;
    check->clock = *clock;
    check->callbacks = *callbacks;
    check->fetch = fetch;
    check->random = settings->seed ? settings->seed : 1;
    check->schedule.at_once = at_once;
    schedule_start(&check->schedule);
    check->resolver = resolver_new(&(struct resolver_options){
        .clock = *clock,
        .source = settings->source,
        .deadline_ms = settings->resolve_timeout,
        .wake = wake,
        .wake_self = check,
    });
    check_services_start(check);
    *out = check;
    return RC_OK;
}

/* Queue what is to be asked for, hand out what was settled without. */
static void begin_run(struct check *check, int64_t now)
{
    check->started = now ? now : 1;
    check->told = now;
    check->deadline = check->settings.budget > 0 ? now + check->settings.budget : INT64_MAX;
    check_services_begin(check);
    for (uint32_t i = 0; i < check->tasks.n; i++) {
        struct task *task = &check->tasks.at[i];
        if (task->state == TASK_SETTLED) {
            check_finish(check, i, NULL);
            continue;
        }
        if (task->subject != CHECK_NONE || task->batch != CHECK_NONE)
            continue;
        check_choose_method(check, task);
        schedule_put(&check->schedule, now, task->host, i, false);
    }
}

static bool may_begin(const struct check *check)
{
    return resolver_pending(check->resolver) < NAMES_AT_ONCE;
}

/* Whether there is nothing left but the second pass, and what waits for a request of it. */
static bool is_idle(const struct check *check)
{
    return check->parked.n > 0 &&
           check->tasks_done + check->parked.n + check->attached == check->tasks.n;
}

/* Wake what slept: one attempt more for each. */
static void begin_second_pass(struct check *check, int64_t now)
{
    check->second_pass = true;
    for (size_t i = 0; i < check->hosts.n; i++)
        if (check->hosts.at[i].name == NAME_ASLEEP)
            check->hosts.at[i].name = NAME_UNKNOWN;
    for (size_t i = 0; i < check->endpoints.n; i++)
        if (check->endpoints.at[i].asleep) {
            check->endpoints.at[i].asleep = false;
            check->endpoints.at[i].faults--;
        }
    for (size_t i = 0; i < check->parked.n; i++) {
        uint32_t index = check->parked.at[i];
        struct task *task = &check->tasks.at[index];
        task->state = TASK_WAITING;
        task->tries = check->settings.tries ? check->settings.tries - 1 : 0;
        schedule_probe(&check->schedule, now, task->host);
        schedule_put_later(&check->schedule, now + check->settings.second_pass_delay, task->host,
                           index);
    }
    check->parked.n = 0;
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static void wait_for_something(struct check *check)
{
    int64_t now = check_now(check);
    int64_t until = smaller(schedule_next(&check->schedule, may_begin(check)),
                            smaller(resolver_due(check->resolver), check->deadline));
    if (check->callbacks.progress)
        until = smaller(until, check->told + PROGRESS_EVERY);
    if (until > now)
        fetch_wait(check->fetch, smaller(until - now, check->settings.tick));
}

/* One turn of the loop; false where nothing happened, so that it is time to wait. */
static bool turn(struct check *check)
{
    uint32_t host, task;
    bool something = false;
    while (schedule_take(&check->schedule, check_now(check), may_begin(check), &host, &task)) {
        check_begin(check, host, task);
        something = true;
    }
    fetch_perform(check->fetch);
    for (struct fetch_answer answer; fetch_next(check->fetch, &answer); something = true)
        check_take_answer(check, &answer);
    for (const struct resolve_answer *answer; (answer = resolver_next(check->resolver));
         something = true)
        check_name_answer(check, answer);
    return something;
}

/* What was not asked to the end when time was up or the run was stopped. */
static void finish_rest(struct check *check)
{
    static const struct judgement late = {.verdict = VERDICT_NOT_CHECKED,
                                          .cause = "out-of-time",
                                          .reason = "the time of the run was up before it"};
    static const struct judgement stopped = {.verdict = VERDICT_NOT_CHECKED,
                                             .cause = "stopped",
                                             .reason = "the run was stopped before it"};
    bool by_hand = check->settings.stopped && *check->settings.stopped;
    fetch_cancel(check->fetch);
    for (uint32_t i = 0; i < check->tasks.n; i++) {
        if (check->tasks.at[i].state == TASK_PARKED)
            check_finish(check, i, NULL); /* it failed each time it was tried */
        else if (check->tasks.at[i].state != TASK_DONE)
            check_finish_as(check, i, by_hand ? &stopped : &late);
    }
}

void check_run(struct check *check)
{
    begin_run(check, check_now(check));
    while (check->tasks_done < check->tasks.n) {
        int64_t now = check_now(check);
        if (check_out_of_time(check, now)) {
            finish_rest(check);
            break;
        }
        if (!check->second_pass && is_idle(check))
            begin_second_pass(check, now);
        if (!turn(check))
            wait_for_something(check);
        if (now - check->told >= PROGRESS_EVERY) {
            check->told = now;
            check_tell_progress(check, now);
        }
    }
    check_tell_progress(check, check_now(check));
}

void check_free(struct check *check)
{
    if (!check)
        return;
    check_services_free(check);
    resolver_free(check->resolver);
    fetch_free(check->fetch);
    schedule_free(&check->schedule);
    for (size_t i = 0; i < check->tasks.n; i++)
        check_task_free(&check->tasks.at[i]);
    for (size_t i = 0; i < check->hosts.n; i++) {
        mem_free(check->hosts.at[i].addresses);
        vec_free(&check->hosts.at[i].times);
    }
    vec_free(&check->tasks);
    vec_free(&check->asks);
    vec_free(&check->hosts);
    vec_free(&check->endpoints);
    vec_free(&check->parked);
    map_free(&check->endpoint_names);
    map_free(&check->urls);
    arena_free(&check->arena);
    mem_free(check);
}
