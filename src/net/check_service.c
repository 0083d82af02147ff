#include "net/check_private.h"

void check_services_start(struct check *check)
{
    const struct check_settings *settings = &check->settings;
    check->services =
        mem_alloc(settings->service_count ? settings->service_count : 1, sizeof *check->services);
    for (size_t i = 0; i < settings->service_count; i++) {
        const struct service_setting *setting = &settings->services[i];
        struct service_queue *state = &check->services[i];
        str endpoint = setting->endpoint.n          ? setting->endpoint
                       : setting->service->endpoint ? str_from(setting->service->endpoint)
                                                    : (str){0};
        if (endpoint.n == 0 || (setting->service->wants_token && !setting->token))
            continue;
        state->usable = target_read(fetch_libcurl(check->fetch), &state->target, endpoint,
                                    (str){0}) == TARGET_FINE;
        if (state->usable)
            check_locate_service(check, setting, &state->target, &state->host, &state->endpoint);
    }
}

void check_services_free(struct check *check)
{
    for (size_t i = 0; i < check->settings.service_count; i++) {
        struct service_queue *state = &check->services[i];
        target_free(&state->target);
        vec_free(&state->subjects);
        map_free(&state->keys);
    }
    for (size_t i = 0; i < check->batches.n; i++)
        vec_free(&check->batches.at[i].subjects);
    vec_free(&check->batches);
    vec_free(&check->subjects);
    mem_free(check->services);
}

/* Have a task wait for what a service says of `key`. */
static void attach(struct check *check, uint32_t index, uint32_t service, str key)
{
    struct service_queue *state = &check->services[service];
    struct task *task = &check->tasks.at[index];
    bool added;
    uint32_t subject = *map_put_copy(&state->keys, key, (uint32_t)check->subjects.n, &added);
    if (added) {
        vec_push(
            &check->subjects,
            (struct subject){.key = arena_str(&check->arena, key), .first = index, .last = index});
        if (state->subjects.n % check->settings.services[service].service->batch == 0)
            check->hosts.at[state->host].planned++;
        vec_push(&state->subjects, subject);
    } else {
        struct subject *at = &check->subjects.at[subject];
        check->tasks.at[at->last].next_of_subject = index;
        at->last = index;
    }
    task->subject = subject;
    check->attached++;
    task->host = state->host;
    task->endpoint = state->endpoint;
}

/* The page is known to be at another URL now: that one is asked for. */
static bool redirect(struct check *check, struct task *task, str url)
{
    struct target target;
    if (target_read(fetch_libcurl(check->fetch), &target, url, (str){0}) != TARGET_FINE) {
        target_free(&target);
        return false;
    }
    target_free(&task->target);
    task->target = target;
    task->rewritten = true;
    return true;
}

/* What one service, which knows the URL, makes of it; false: nothing. */
static bool claim(struct check *check, uint32_t index, uint32_t service,
                  const struct service_url *url)
{
    const struct service *asked = check->settings.services[service].service;
    struct task *task = &check->tasks.at[index];
    struct buf text = {0};
    bool claimed = false;
    task->service = service;
    if (asked->settle) {
        task->last = *asked->settle(url);
        task->state = TASK_SETTLED;
        claimed = true;
    } else if (asked->rewrite) {
        if (asked->rewrite(url, &text))
            redirect(check, task, buf_str(&text));
    } else if (check->services[service].usable && asked->key(url, &text)) {
        attach(check, index, service, buf_str(&text));
        claimed = true;
    }
    if (!claimed && !task->rewritten)
        task->service = CHECK_NONE;
    buf_free(&text);
    return claimed;
}

bool check_claim(struct check *check, uint32_t index)
{
    for (uint32_t i = 0; i < check->settings.service_count; i++) {
        const struct task *task = &check->tasks.at[index];
        struct service_url url;
        service_split(&url, buf_str(&task->target.url), buf_str(&task->target.host));
        if (service_knows(check->settings.services[i].service, check->settings.services[i].site,
                          &url) &&
            claim(check, index, i, &url))
            return true;
    }
    return false;
}

/* A place in a page is looked for in the page. */
static void release_those_with_fragments(struct check *check)
{
    for (uint32_t i = 0; i < check->tasks.n; i++)
        if (check->tasks.at[i].subject != CHECK_NONE && check->tasks.at[i].wants_page)
            check_to_page(check, i, false);
}

static bool has_tasks(const struct check *check, uint32_t subject)
{
    for (uint32_t i = check->subjects.at[subject].first; i != CHECK_NONE;
         i = check->tasks.at[i].next_of_subject)
        if (check->tasks.at[i].subject == subject)
            return true;
    return false;
}

void check_services_begin(struct check *check)
{
    release_those_with_fragments(check);
    for (uint32_t i = 0; i < check->settings.service_count; i++) {
        struct service_queue *state = &check->services[i];
        size_t kept = 0, most = check->settings.services[i].service->batch;
        for (size_t k = 0; k < state->subjects.n; k++)
            if (has_tasks(check, state->subjects.at[k]))
                state->subjects.at[kept++] = state->subjects.at[k];
        for (size_t from = 0; from < kept; from += most)
            check_batch_put(check, i, &state->subjects.at[from],
                            kept - from < most ? kept - from : most);
    }
}

bool check_waits_for_service(struct check *check, uint32_t host, uint32_t task)
{
    struct host_state *state = &check->hosts.at[host];
    str name = check->schedule.hosts.at[host].name;
    for (uint32_t i = 0; i < check->settings.service_count; i++) {
        const struct service_setting *setting = &check->settings.services[i];
        str site = setting->site.n ? setting->site : str_from(setting->service->site);
        if (setting->service->pace == 0 || check->services[i].open == 0 ||
            !target_host_is_below(name, site))
            continue;
        int64_t now = check_now(check);
        state->waits_for = i;
        schedule_put(&check->schedule, now, host, task, true);
        schedule_pause(&check->schedule, now, host, true);
        return true;
    }
    return false;
}

bool check_batch_is_over(struct check *check, uint32_t task)
{
    struct task *at = &check->tasks.at[task];
    const struct service_queue *state = &check->services[at->service];
    if (state->pages) {
        check_batch_to_pages(check, task);
    } else if (state->stopped) {
        at->last = state->refusal;
        check_batch_give_up(check, task);
    }
    return state->pages || state->stopped;
}
