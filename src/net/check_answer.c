#include "net/check_private.h"

#include "net/wait.h"

enum {
    CONFIRMED = 2,   /* failures of an endpoint, one after the other, that are no accident */
    SILENT = 16,     /* the same where it takes connections and does not answer */
    HEADS_WRONG = 3, /* answers to HEAD that GET proved wrong before a host gets no more of them */
    STRIKES = 5,     /* "too many requests", one after the other, before a host is left alone */
    QUICKER = 10,    /* good answers before a host that was slowed down gets more at once */
};

/* `milliseconds` doubled for each try before this one, a quarter less or more by chance. */
static int64_t backoff(struct check *check, int64_t milliseconds, unsigned tries)
{
    check->random ^= check->random << 13; /* xorshift64 (Marsaglia 2003) */
    check->random ^= check->random >> 7;
    check->random ^= check->random << 17;
    int64_t delay = milliseconds << (tries < 10 ? tries : 10);
    return delay - delay / 4 + (int64_t)(check->random % (uint64_t)(delay / 2 + 1));
}

static void again_at_once(struct check *check, uint32_t task)
{
    schedule_put(&check->schedule, check_now(check), check->tasks.at[task].host, task, true);
}

void check_park(struct check *check, uint32_t task)
{
    struct task *at = &check->tasks.at[task];
    /* The pages of a service with a pace of its own wait for it, and cannot wait for the end. */
    bool waited_for =
        at->batch != CHECK_NONE && check->settings.services[at->service].service->pace;
    if (check->second_pass || check->settings.second_pass_delay < 0 || waited_for) {
        check_finish(check, task, NULL);
        return;
    }
    at->state = TASK_PARKED;
    vec_push(&check->parked, task);
}

void check_again_later(struct check *check, uint32_t task)
{
    struct task *at = &check->tasks.at[task];
    if (++at->tries >= check->settings.tries) {
        check_park(check, task);
        return;
    }
    int64_t delay = backoff(check, check->settings.retry_delay, at->tries - 1);
    schedule_put_later(&check->schedule, check_now(check) + delay, at->host, task);
}

/* Count a failure of its endpoint; attempts that ran side by side count as one. */
static void note_fault(struct check *check, const struct task *task, unsigned enough, bool final)
{
    struct endpoint *endpoint = &check->endpoints.at[task->endpoint];
    if (task->asked < endpoint->fault_at)
        return;
    endpoint->fault_at = check_now(check);
    if (++endpoint->faults < enough)
        return;
    endpoint->fault = task->last;
    endpoint->phase = task->phase;
    endpoint->curl_code = task->curl_code;
    endpoint->dead = final || check->second_pass || check->settings.second_pass_delay < 0;
    endpoint->asleep = !endpoint->dead;
}

/* No connection, no encryption: what holds for one URL of a host and port holds for all. */
static void endpoint_failed(struct check *check, uint32_t task)
{
    struct task *at = &check->tasks.at[task];
    struct endpoint *endpoint = &check->endpoints.at[at->endpoint];
    note_fault(check, at, CONFIRMED,
               at->last.verdict == VERDICT_INSECURE && at->last.strength == STRENGTH_STRONG);
    if (endpoint->dead) {
        check_finish(check, task, NULL);
        return;
    }
    if (endpoint->asleep) {
        check_park(check, task);
        return;
    }
    int64_t now = check_now(check), delay = backoff(check, check->settings.retry_delay, 0);
    if (!check->schedule.hosts.at[at->host].open)
        schedule_hold(&check->schedule, now, at->host, now + delay);
    schedule_put_later(&check->schedule, now + delay, at->host, task);
}

/* Seconds that the answer asks to wait, -1 for none said. */
static int64_t asked_to_wait(const struct check *check, const struct fetch_answer *answer)
{
    int64_t wall = check->clock.wall(check->clock.self);
    int64_t seconds =
        wait_retry_after(fetch_libcurl(check->fetch), answer->headers[FETCH_RETRY_AFTER], wall);
    if (seconds >= 0)
        return seconds;
    seconds = wait_rate_limit(answer->headers[FETCH_RATELIMIT],
                              answer->headers[FETCH_RATELIMIT_REMAINING],
                              answer->headers[FETCH_RATELIMIT_RESET], wall);
    if (seconds < 0)
        seconds = wait_rate_limit((str){0}, answer->headers[FETCH_X_RATELIMIT_REMAINING],
                                  answer->headers[FETCH_X_RATELIMIT_RESET], wall);
    return seconds > 0 ? seconds : -1;
}

/* How long a service is left alone that does not say how long. */
static int64_t service_wait(const struct check *check, const struct task *task, unsigned strikes)
{
    if (task->batch == CHECK_NONE)
        return 0;
    int64_t wait = check->settings.services[task->service].service->wait;
    return strikes > 1 && strikes < 16 ? wait << (strikes - 1) : wait;
}

/* All of the host waits, and then gets less. */
void check_limited(struct check *check, uint32_t task, const struct fetch_answer *answer)
{
    struct task *at = &check->tasks.at[task];
    struct host_state *host = &check->hosts.at[at->host];
    int64_t now = check_now(check), seconds = asked_to_wait(check, answer);
    host->limited++;
    at->limited++;
    at->retry_after = seconds;
    bool strike = at->asked >= host->limited_at;
    if (strike) {
        host->strikes++;
        host->limited_at = now;
        schedule_slow(&check->schedule, now, at->host);
    }
    int64_t wait = backoff(check, check->settings.retry_delay * 4, host->strikes);
    if (seconds >= 0)
        wait = seconds * 1000 > check->settings.retry_delay ? seconds * 1000
                                                            : check->settings.retry_delay;
    int64_t least = service_wait(check, at, host->strikes);
    if (wait < least)
        wait = least;
    if (wait > check->settings.longest_wait || host->strikes > STRIKES) {
        host->gave_up = true;
        host->wait_asked = seconds;
    }
    if (host->gave_up || at->limited > STRIKES) {
        check_finish(check, task, NULL);
        return;
    }
    if (strike || seconds >= 0)
        schedule_hold(&check->schedule, now, at->host, now + wait);
    again_at_once(check, task);
}

/* What an answer says of the host itself. */
static void note_host(struct check *check, const struct task *task,
                      const struct fetch_answer *answer)
{
    struct host_state *host = &check->hosts.at[task->host];
    int64_t now = check_now(check);
    host->answer_time += answer->took;
    if (!answer->status) {
        host->failures++;
        return;
    }
    vec_push(&host->times, (uint32_t)(answer->took < UINT32_MAX ? answer->took : UINT32_MAX));
    struct endpoint *endpoint = &check->endpoints.at[task->endpoint];
    endpoint->faults = 0;
    schedule_open(&check->schedule, now, task->host);
    if (task->last.step == STEP_LIMITED)
        return;
    /* Of a service only what it answers tells whether it had enough (check_batch.c). */
    if (task->batch == CHECK_NONE && task->asked >= host->limited_at)
        host->strikes = 0;
    if (++host->good % QUICKER == 0)
        schedule_quicken(&check->schedule, now, task->host);
    int64_t seconds = asked_to_wait(check, answer);
    if (seconds > 0 && seconds * 1000 <= check->settings.longest_wait)
        schedule_hold(&check->schedule, now, task->host, now + seconds * 1000);
    if (task->method == METHOD_GET && task->doubted && task->last.alive &&
        ++host->heads_wrong >= HEADS_WRONG)
        host->get_only = true;
}

static void note_answer(struct check *check, struct task *task, const struct fetch_answer *answer)
{
    task->last = judge_answer(answer, check_accepts(check, task->host, answer->status));
    task->phase = answer->phase;
    task->status = answer->status;
    task->curl_code = answer->fault == FETCH_FINE ? 0 : answer->curl_code;
    task->resolve_code = 0;
    if (answer->address.n) {
        size_t n =
            answer->address.n < sizeof task->address ? answer->address.n : sizeof task->address - 1;
        for (size_t i = 0; i < n; i++)
            task->address[i] = answer->address.at[i];
        task->address[n] = '\0';
    }
    if (answer->sets_cookies) {
        buf_clear(&task->cookies);
        buf_add(&task->cookies, answer->cookies);
    }
}

/* Ask for the whole chain once more by GET: servers send HEAD astray. False: that was done. */
static bool start_over(struct check *check, uint32_t task)
{
    struct task *at = &check->tasks.at[task];
    if (!at->hops.n || at->gets_only)
        return false;
    bool by_head = false;
    for (size_t i = 0; i < at->hops.n; i++)
        by_head = by_head || at->hops.at[i].method == METHOD_HEAD;
    if (!by_head)
        return false;
    struct target first;
    if (target_read(fetch_libcurl(check->fetch), &first, at->hops.at[0].url, (str){0}) !=
        TARGET_FINE)
        return false;
    target_free(&at->target);
    buf_clear(&at->cookies);
    for (size_t i = 0; i < at->hops.n; i++)
        mem_free((void *)(uintptr_t)at->hops.at[i].url.at);
    at->hops.n = 0;
    at->target = first;
    at->temporary = false;
    at->gets_only = true;
    check_locate(check, &first, &at->host, &at->endpoint);
    check_choose_method(check, at);
    again_at_once(check, task);
    return true;
}

/* A redirect that cannot be followed. */
static void end_chain(struct check *check, uint32_t task, const struct judgement *judgement)
{
    if (judgement->verdict != VERDICT_FLAKY || !start_over(check, task))
        check_finish_as(check, task, judgement);
}

/* Whether the chain was at `url` before; a second time is fine where cookies may matter. */
static bool turns_round(const struct task *task, str url)
{
    size_t times = str_eq(url, buf_str(&task->target.url));
    for (size_t i = 0; i < task->hops.n; i++)
        times += str_eq(url, task->hops.at[i].url);
    return times > (task->cookies.n > 0);
}

/* Why a redirect to `next` is not followed; NULL: it is. */
static const struct judgement *refuse_hop(const struct check *check, const struct task *task,
                                          const struct target *next, enum target_fault fault)
{
#define HOP(verdict_, strength_, cause_, reason_)                                                  \
    {                                                                                              \
        .verdict = (verdict_), .strength = (strength_), .cause = (cause_), .reason = (reason_)     \
    }
    static const struct judgement faults[] = {
        [TARGET_MALFORMED] = HOP(VERDICT_FLAKY, STRENGTH_WEAK, "redirect-broken",
                                 "the server answers %d, a redirect to what is no URL"),
        [TARGET_SCHEME] = HOP(VERDICT_REFUSED, STRENGTH_STRONG, "scheme",
                              "the server answers %d, a redirect to neither http nor https"),
        [TARGET_CREDENTIALS] = HOP(VERDICT_REFUSED, STRENGTH_STRONG, "credentials",
                                   "the server answers %d, a redirect with a user name in it"),
    };
    static const struct judgement loop =
        HOP(VERDICT_FLAKY, STRENGTH_WEAK, "redirect-loop", "its redirects go round in a circle");
    static const struct judgement many =
        HOP(VERDICT_FLAKY, STRENGTH_WEAK, "redirects", "its redirects come to no end");
#undef HOP
    if (fault != TARGET_FINE)
        return &faults[fault];
    if (turns_round(task, buf_str(&next->url)))
        return &loop;
    if (task->hops.n >= check->settings.redirects)
        return &many;
    return check_policy(check, next);
}

static void follow(struct check *check, uint32_t task, const struct fetch_answer *answer)
{
    struct task *at = &check->tasks.at[task];
    struct target next;
    enum target_fault fault =
        target_read(fetch_libcurl(check->fetch), &next, answer->headers[FETCH_LOCATION],
                    buf_str(&at->target.url));
    const struct judgement *refused = refuse_hop(check, at, &next, fault);
    if (refused) {
        target_free(&next);
        end_chain(check, task, refused);
        return;
    }
    /* The hop takes the bytes of the URL over. */
    struct hop hop = {buf_str(&at->target.url), answer->status, answer->method};
    vec_push(&at->hops, hop);
    buf_free(&at->target.host);
    at->target = next;
    at->status = 0;
    at->temporary = at->temporary || !at->last.permanent;
    check_locate(check, &next, &at->host, &at->endpoint);
    check_choose_method(check, at);
    again_at_once(check, task);
}

static void step_get(struct check *check, uint32_t task, const struct fetch_answer *answer)
{
    (void)answer;
    check->tasks.at[task].method = METHOD_GET;
    check->tasks.at[task].doubted = true;
    again_at_once(check, task);
}

static void step_whole(struct check *check, uint32_t task, const struct fetch_answer *answer)
{
    (void)answer;
    check->tasks.at[task].whole = true;
    again_at_once(check, task);
}

static void step_again(struct check *check, uint32_t task, const struct fetch_answer *answer)
{
    if (!answer->status)
        note_fault(check, &check->tasks.at[task], SILENT, false);
    check_again_later(check, task);
}

static void step_http1(struct check *check, uint32_t task, const struct fetch_answer *answer)
{
    struct task *at = &check->tasks.at[task];
    if (at->http1) {
        step_again(check, task, answer);
        return;
    }
    at->http1 = check->hosts.at[at->host].http1 = true;
    again_at_once(check, task);
}

static void step_endpoint(struct check *check, uint32_t task, const struct fetch_answer *answer)
{
    (void)answer;
    endpoint_failed(check, task);
}

static void step_done(struct check *check, uint32_t task, const struct fetch_answer *answer)
{
    struct task *at = &check->tasks.at[task];
    if (at->last.alive) {
        check_landed(check, task, answer);
    } else if (at->last.confirm && at->gone++ == 0 && !at->doubted) {
        again_at_once(check, task); /* a first GET: once more before it is said */
    } else if (!at->last.confirm || !start_over(check, task)) {
        check_finish(check, task, answer);
    }
}

void check_take_answer(struct check *check, const struct fetch_answer *answer)
{
    static void (*const steps[])(struct check *, uint32_t, const struct fetch_answer *) = {
        [STEP_DONE] = step_done,        [STEP_FOLLOW] = follow,          [STEP_GET] = step_get,
        [STEP_WHOLE] = step_whole,      [STEP_AGAIN] = step_again,       [STEP_HTTP1] = step_http1,
        [STEP_LIMITED] = check_limited, [STEP_ENDPOINT] = step_endpoint,
    };
    struct task *task = &check->tasks.at[answer->job];
    note_answer(check, task, answer);
    note_host(check, task, answer);
    schedule_done(&check->schedule, check_now(check), task->host);
    if (task->batch != CHECK_NONE && answer->status)
        check_batch_answer(check, answer->job, answer);
    else if (task->batch == CHECK_NONE || answer->fault != FETCH_TIMEOUT ||
             answer->phase < PHASE_HEADER || !check_batch_split(check, answer->job))
        steps[task->last.step](check, answer->job, answer);
}
