#include "net/check_private.h"

#include <stdio.h>

static const struct check_host_rule *find_rule(const struct check *check, str host)
{
    const struct check_host_rule *found = NULL;
    for (size_t i = 0; i < check->settings.host_count; i++) {
        const struct check_host_rule *rule = &check->settings.hosts[i];
        if (target_host_is_below(host, rule->host) && (!found || rule->host.n > found->host.n))
            found = rule;
    }
    return found;
}

static struct schedule_limits limits_for(const struct check *check,
                                         const struct check_host_rule *rule)
{
    const struct check_settings *settings = &check->settings;
    struct schedule_limits limits = {
        .at_once = rule && rule->at_once ? rule->at_once : settings->host_at_once,
        .rate = rule && rule->rate > 0 ? rule->rate : settings->host_rate,
        .burst = settings->host_burst ? settings->host_burst : 1,
    };
    /* Who names a rate means it from the first request on. */
    if (rule && rule->rate > 0)
        limits.burst = 1;
    return limits;
}

/* What goes with a host that was added to the schedule; `name` leads to its addresses. */
static void add_host_state(struct check *check, const struct check_host_rule *rule, str name,
                           struct host_state state)
{
    struct sockaddr_storage address;
    socklen_t length;
    state.waits_for = CHECK_NONE;
    state.rule = rule;
    state.literal = address_parse(name, &address, &length);
    state.limited_at = INT64_MIN;
    vec_push(&check->hosts, state);
}

static uint32_t find_host(struct check *check, str name)
{
    uint32_t *known = map_get(&check->schedule.names, name);
    if (known)
        return *known;
    const struct check_host_rule *rule = find_rule(check, name);
    struct schedule_limits limits = limits_for(check, rule);
    bool added;
    uint32_t host = schedule_host(&check->schedule, name, &limits, &added);
    add_host_state(check, rule, name, (struct host_state){.get_only = rule && rule->get_only});
    return host;
}

static uint32_t find_endpoint(struct check *check, uint32_t host, const struct target *target)
{
    char name[64];
    int n = snprintf(name, sizeof name, "%u %u %d", (unsigned)host, target->port, target->tls);
    bool added;
    uint32_t endpoint = *map_put_copy(&check->endpoint_names, (str){name, (size_t)n},
                                      (uint32_t)check->endpoints.n, &added);
    if (added)
        vec_push(&check->endpoints, (struct endpoint){.fault_at = INT64_MIN});
    return endpoint;
}

void check_locate(struct check *check, const struct target *target, uint32_t *host,
                  uint32_t *endpoint)
{
    *host = find_host(check, buf_str(&target->host));
    *endpoint = find_endpoint(check, *host, target);
}

/* No more than the service, and than the configuration for its host, allow. */
static struct schedule_limits limits_for_service(const struct check *check,
                                                 const struct check_host_rule *rule,
                                                 const struct service *service)
{
    struct schedule_limits limits = limits_for(check, rule);
    if (service->at_once && limits.at_once > service->at_once)
        limits.at_once = service->at_once;
    if (service->rate > 0 && (limits.rate <= 0 || limits.rate > service->rate))
        limits.rate = service->rate;
    if (service->rate > 0 || service->pace > 0)
        limits.burst = 1;
    return limits;
}

void check_locate_service(struct check *check, const struct service_setting *setting,
                          const struct target *target, uint32_t *host, uint32_t *endpoint)
{
    str real = arena_str(&check->arena, buf_str(&target->host));
    str name = arena_printf(&check->arena, "%.*s (%s%s%.*s)", STR_ARG(real), setting->service->name,
                            setting->site.n ? " of " : "", STR_ARG(setting->site));
    const struct check_host_rule *rule = find_rule(check, real);
    struct schedule_limits limits = limits_for_service(check, rule, setting->service);
    bool added;
    *host = schedule_host(&check->schedule, name, &limits, &added);
    if (added)
        add_host_state(check, rule, real, (struct host_state){.real_name = real});
    *endpoint = find_endpoint(check, *host, target);
}

/* `*` stands for any bytes; the pattern ends at the end or at a part's end. */
static bool matches(str pattern, str text)
{
    size_t p = 0, t = 0, star = STR_NPOS, mark = 0;
    for (;;) {
        if (p == pattern.n && (t == text.n || str_has(STR("/?#"), str_sub(text, t, t + 1)) ||
                               (p && pattern.at[p - 1] == '/')))
            return true;
        if (p < pattern.n && pattern.at[p] == '*') {
            star = p++;
            mark = t;
        } else if (p < pattern.n && t < text.n &&
                   ascii_lower(pattern.at[p]) == ascii_lower(text.at[t])) {
            p++;
            t++;
        } else if (star != STR_NPOS && mark < text.n) {
            p = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
}

static bool is_excluded(const struct check *check, str url)
{
    size_t slashes = str_find(url, STR("//"));
    str bare = str_skip(url, slashes == STR_NPOS ? 0 : slashes + 2);
    for (size_t i = 0; i < check->settings.exclude_count; i++) {
        str pattern = check->settings.exclude[i];
        if (pattern.n && matches(pattern, str_has(pattern, STR("://")) ? url : bare))
            return true;
    }
    return false;
}

const struct judgement *check_policy(const struct check *check, const struct target *target)
{
    static const struct judgement excluded = {.verdict = VERDICT_NOT_CHECKED,
                                              .cause = "excluded",
                                              .reason = "the configuration excludes it"};
    const struct check_host_rule *rule = find_rule(check, buf_str(&target->host));
    if ((rule && rule->skip) || is_excluded(check, buf_str(&target->url)))
        return &excluded;
    return NULL;
}

/* Whether only some hosts are to be checked, and this is none of them. */
static bool is_beside(const struct check *check, const struct target *target)
{
    for (size_t i = 0; i < check->settings.only_host_count; i++)
        if (target_host_is_below(buf_str(&target->host), check->settings.only_hosts[i]))
            return false;
    return check->settings.only_host_count > 0;
}

/* What is said of a URL that no request is made for; NULL: one is. */
static const struct judgement *settle(const struct check *check, const struct target *target,
                                      enum target_fault fault)
{
    static const struct judgement faults[] = {
        [TARGET_MALFORMED] = {.verdict = VERDICT_REFUSED,
                              .strength = STRENGTH_STRONG,
                              .cause = "malformed",
                              .reason = "it is no URL that could be asked for"},
        [TARGET_SCHEME] = {.verdict = VERDICT_REFUSED,
                           .strength = STRENGTH_STRONG,
                           .cause = "scheme",
                           .reason = "it is neither http nor https"},
        [TARGET_CREDENTIALS] = {.verdict = VERDICT_REFUSED,
                                .strength = STRENGTH_STRONG,
                                .cause = "credentials",
                                .reason = "it holds a user name or a password"},
    };
    static const struct judgement offline = {.verdict = VERDICT_NOT_CHECKED,
                                             .cause = "offline",
                                             .reason = "nothing is asked for offline"};
    static const struct judgement beside = {.verdict = VERDICT_NOT_CHECKED,
                                            .cause = "other-host",
                                            .reason = "only other hosts are checked"};
    if (fault != TARGET_FINE)
        return &faults[fault];
    if (is_beside(check, target))
        return &beside;
    const struct judgement *policy = check_policy(check, target);
    return policy ? policy : check->settings.offline ? &offline : NULL;
}

bool check_allows_private(const struct check *check, const struct host_state *host)
{
    return check->settings.allow_private || (host->rule && host->rule->allow_private);
}

void check_choose_method(struct check *check, struct task *task)
{
    bool get = task->wants_page || task->gets_only || check->hosts.at[task->host].get_only;
    task->method = get ? METHOD_GET : METHOD_HEAD;
    task->whole = false;
    task->doubted = false;
    task->tries = task->limited = task->gone = 0;
}

static bool is_in(const struct status_range *ranges, size_t count, int status)
{
    for (size_t i = 0; i < count; i++)
        if (status >= ranges[i].first && status <= ranges[i].last)
            return true;
    return false;
}

static bool is_accepted(const struct check *check, const struct check_host_rule *rule, int status)
{
    return is_in(check->settings.accept, check->settings.accept_count, status) ||
           (rule && is_in(rule->accept, rule->accept_count, status));
}

bool check_accepts(const struct check *check, uint32_t host, int status)
{
    return is_accepted(check, check->hosts.at[host].rule, status);
}

/* Whether it was a setting that called this answer alive, or could have. */
static bool is_open_to_settings(const struct evidence *known)
{
    str cause = str_from(known->cause ? known->cause : "");
    if (verdict_is_alive(known->verdict))
        return known->status >= 400 || str_eq(cause, STR("accepted"));
    return known->status >= 300 && !str_eq(cause, STR("challenge")) &&
           (known->verdict == VERDICT_GONE || known->verdict == VERDICT_BLOCKED ||
            known->verdict == VERDICT_FLAKY);
}

bool check_stands(const struct check *check, const struct evidence *known)
{
    if (!is_open_to_settings(known))
        return true;
    struct target target;
    const struct check_host_rule *rule = NULL;
    if (target_read(fetch_libcurl(check->fetch), &target, known->final, (str){0}) == TARGET_FINE)
        rule = find_rule(check, buf_str(&target.host));
    target_free(&target);
    return is_accepted(check, rule, known->status) == verdict_is_alive(known->verdict);
}

struct task check_task_new(void)
{
    return (struct task){
        .host = CHECK_NONE,
        .endpoint = CHECK_NONE,
        .first_ask = CHECK_NONE,
        .last_ask = CHECK_NONE,
        .service = CHECK_NONE,
        .subject = CHECK_NONE,
        .next_of_subject = CHECK_NONE,
        .batch = CHECK_NONE,
        .started = -1,
        .retry_after = -1,
        .state = TASK_WAITING,
    };
}

/* A task for a URL that none is for yet. */
static void add_task(struct check *check, struct target *target, const struct judgement *settled)
{
    struct task task = check_task_new();
    task.target = *target;
    if (settled) {
        task.state = TASK_SETTLED;
        task.last = *settled;
    }
    vec_push(&check->tasks, task);
    if (settled || check_claim(check, (uint32_t)check->tasks.n - 1))
        return;
    struct task *at = &check->tasks.at[check->tasks.n - 1];
    check_locate(check, &at->target, &at->host, &at->endpoint);
    check->hosts.at[at->host].planned++;
}

void check_add(struct check *check, size_t id, str url)
{
    struct target target;
    enum target_fault fault = target_read(fetch_libcurl(check->fetch), &target, url, (str){0});
    const struct judgement *settled = settle(check, &target, fault);
    bool added = true;
    uint32_t index = (uint32_t)check->tasks.n;
    if (fault == TARGET_FINE)
        index = *map_put_copy(&check->urls, buf_str(&target.url), index, &added);
    if (added)
        add_task(check, &target, settled);
    else
        target_free(&target);
    struct task *task = &check->tasks.at[index];
    uint32_t ask = (uint32_t)check->asks.n;
    vec_push(&check->asks, (struct ask){id, arena_str(&check->arena, url), CHECK_NONE});
    if (task->last_ask == CHECK_NONE)
        task->first_ask = ask;
    else
        check->asks.at[task->last_ask].next = ask;
    task->last_ask = ask;
    if (task->host != CHECK_NONE)
        check->hosts.at[task->host].urls++;
    if (check->settings.check_fragments && target_fragment(url).n)
        task->wants_page = true;
}

void check_task_free(struct task *task)
{
    target_free(&task->target);
    for (size_t i = 0; i < task->hops.n; i++)
        mem_free((void *)(uintptr_t)task->hops.at[i].url.at);
    vec_free(&task->hops);
    buf_free(&task->cookies);
    buf_free(&task->final);
}
