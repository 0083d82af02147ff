#include "net/check_private.h"

/* Answers that say nothing of a subject before it is left unchecked. */
enum { UNTOLD_MOST = 8, MISSED_ENOUGH = 2 };

void check_batch_put(struct check *check, uint32_t service, const uint32_t *subjects, size_t count)
{
    struct service_queue *state = &check->services[service];
    struct batch batch = {.service = service};
    struct task task = check_task_new();
    for (size_t i = 0; i < count; i++)
        vec_push(&batch.subjects, subjects[i]);
    task.service = service;
    task.batch = (uint32_t)check->batches.n;
    task.host = state->host;
    task.endpoint = state->endpoint;
    task.method = METHOD_GET;
    /* The port of the endpoint is what libcurl is told addresses for. */
    task.target.port = state->target.port;
    task.target.tls = state->target.tls;
    buf_add(&task.target.host, buf_str(&state->target.host));
    buf_add_char(&task.target.host, '\0');
    task.target.host.n--;
    vec_push(&check->batches, batch);
    vec_push(&check->tasks, task);
    state->open++;
    schedule_put(&check->schedule, check_now(check), state->host, (uint32_t)check->tasks.n - 1,
                 false);
}

void check_batch_close(struct check *check, uint32_t index)
{
    struct task *task = &check->tasks.at[index];
    struct service_queue *state = &check->services[task->service];
    int64_t now = check_now(check);
    uint32_t service = task->service;
    task->state = TASK_DONE;
    check->tasks_done++;
    check_task_free(task);
    vec_free(&check->batches.at[task->batch].subjects);
    if (--state->open > 0)
        return;
    for (uint32_t i = 0; i < check->hosts.n; i++)
        if (check->hosts.at[i].waits_for == service) {
            check->hosts.at[i].waits_for = CHECK_NONE;
            schedule_hold(&check->schedule, now, i,
                          now + check->settings.services[service].service->pace);
            schedule_pause(&check->schedule, now, i, false);
        }
}

void check_batch_request(const struct check *check, uint32_t index, struct service_request *out)
{
    const struct task *task = &check->tasks.at[index];
    const struct batch *batch = &check->batches.at[task->batch];
    VEC(str) keys = {0};
    for (size_t i = 0; i < batch->subjects.n; i++)
        vec_push(&keys, check->subjects.at[batch->subjects.at[i]].key);
    check->settings.services[task->service].service->ask(
        out, buf_str(&check->services[task->service].target.url), keys.at, keys.n);
    vec_free(&keys);
}

/* The first task of a subject that still waits for it, from `task` on. */
static uint32_t waiting(const struct check *check, uint32_t subject, uint32_t task)
{
    while (task != CHECK_NONE &&
           (check->tasks.at[task].subject != subject || check->tasks.at[task].state == TASK_DONE))
        task = check->tasks.at[task].next_of_subject;
    return task;
}

#define EACH_WAITING(check, subject, task)                                                         \
    for (uint32_t task = waiting(check, subject, check->subjects.at[subject].first);               \
         task != CHECK_NONE;                                                                       \
         task = waiting(check, subject, check->tasks.at[task].next_of_subject))

void check_to_page(struct check *check, uint32_t index, bool queue)
{
    struct task *task = &check->tasks.at[index];
    check->hosts.at[task->host].urls--;
    check->attached--;
    task->subject = task->service = CHECK_NONE;
    check_locate(check, &task->target, &task->host, &task->endpoint);
    check->hosts.at[task->host].urls++;
    check_choose_method(check, task);
    if (queue)
        schedule_put(&check->schedule, check_now(check), task->host, index, false);
}

static void subject_to_pages(struct check *check, uint32_t subject)
{
    EACH_WAITING(check, subject, task)
    {
        check_to_page(check, task, true);
    }
}

void check_batch_to_pages(struct check *check, uint32_t index)
{
    const struct batch *batch = &check->batches.at[check->tasks.at[index].batch];
    for (size_t i = 0; i < batch->subjects.n; i++)
        subject_to_pages(check, batch->subjects.at[i]);
    check_batch_close(check, index);
}

/* Finish all tasks of a subject with a judgement and how its request ended. */
static void finish_subject(struct check *check, uint32_t subject, const struct task *request,
                           const struct judgement *judgement)
{
    EACH_WAITING(check, subject, task)
    {
        struct task *at = &check->tasks.at[task];
        at->phase = request->phase;
        at->status = request->status;
        at->curl_code = request->curl_code;
        at->resolve_code = request->resolve_code;
        at->retry_after = request->retry_after;
        check_finish_as(check, task, judgement);
    }
}

/* Nothing is known of what could not be asked. */
static struct judgement unanswered(struct check *check, const struct task *request)
{
    const struct service *service = check->settings.services[request->service].service;
    /* A status that is fine says nothing of an answer that is not. */
    bool read = request->last.alive;
    const char *why = read ? "its answer cannot be read" : request->last.reason;
    return (struct judgement){
        .verdict = VERDICT_NOT_CHECKED,
        .strength = STRENGTH_WEAK,
        .cause = request->last.cause && !read ? request->last.cause : "service",
        .reason = why ? arena_printf(&check->arena, "%s: %s", service->unanswered, why).at
                      : service->unanswered,
    };
}

void check_batch_give_up(struct check *check, uint32_t index)
{
    struct task request = check->tasks.at[index];
    const struct batch *batch = &check->batches.at[request.batch];
    struct judgement judgement = unanswered(check, &request);
    for (size_t i = 0; i < batch->subjects.n; i++)
        finish_subject(check, batch->subjects.at[i], &request, &judgement);
    check_batch_close(check, index);
}

/* Ask for these, in two requests where they are more than one and `halve`. */
static void put_again(struct check *check, uint32_t service, const uint32_t *subjects, size_t count,
                      bool halve)
{
    size_t half = halve ? count / 2 : 0;
    if (half > 0)
        check_batch_put(check, service, subjects, half);
    if (count > half)
        check_batch_put(check, service, subjects + half, count - half);
}

bool check_batch_split(struct check *check, uint32_t index)
{
    uint32_t service = check->tasks.at[index].service;
    /* Its subjects move on: what is queued may move the batches. */
    struct batch *batch = &check->batches.at[check->tasks.at[index].batch];
    if (batch->subjects.n < 2)
        return false;
    uint32_t *subjects = batch->subjects.at;
    size_t count = batch->subjects.n;
    batch->subjects.at = NULL;
    batch->subjects.n = batch->subjects.cap = 0;
    put_again(check, service, subjects, count, true);
    mem_free(subjects);
    check_batch_close(check, index);
    return true;
}

/* What a service said of one subject, for one URL. */
static void finish_with(struct check *check, uint32_t index, const struct service_result *result)
{
    struct task *task = &check->tasks.at[index];
    const struct service *service = check->settings.services[task->service].service;
    struct judgement judgement = {
        .verdict = VERDICT_OK,
        .strength = STRENGTH_STRONG,
        .cause = "alive",
        .reason = "the service answers %d: it is there",
    };
    struct service_url url;
    service_split(&url, buf_str(&task->target.url), buf_str(&task->target.host));
    bool tells = !service->judge ||
                 !service_knows(service, check->settings.services[task->service].site, &url) ||
                 service->judge(&url, result, &judgement, &task->final);
    if (tells) {
        task->result = result;
        check_finish_as(check, index, &judgement);
    } else {
        check_to_page(check, index, true);
    }
}

/* Everything that an answer says of one subject; false: it is to be asked for again. */
static bool settle(struct check *check, uint32_t subject, const struct task *request,
                   const struct service_result *result)
{
    struct subject *at = &check->subjects.at[subject];
    const struct judgement gone = {
        .verdict = VERDICT_GONE,
        .strength = STRENGTH_STRONG,
        .cause = "not-found",
        .reason = check->settings.services[request->service].service->absent,
    };
    bool missed = result->state == SERVICE_MISSED && ++at->missed >= MISSED_ENOUGH;
    if (result->state == SERVICE_THERE) {
        EACH_WAITING(check, subject, task)
        {
            check->tasks.at[task].phase = request->phase;
            check->tasks.at[task].status = request->status;
            finish_with(check, task, result);
        }
    } else if (result->state == SERVICE_ABSENT || missed) {
        EACH_WAITING(check, subject, task)
        {
            check->tasks.at[task].result = result;
        }
        finish_subject(check, subject, request, &gone);
    } else if (result->state == SERVICE_DOUBTFUL) {
        subject_to_pages(check, subject);
    } else if (++at->untold >= UNTOLD_MOST) {
        struct judgement judgement = unanswered(check, request);
        finish_subject(check, subject, request, &judgement);
    } else {
        return false;
    }
    return true;
}

/* The results stand; what they do not tell is asked for again. */
static void take_results(struct check *check, uint32_t index, const struct service_result *results)
{
    struct task request = check->tasks.at[index];
    VEC(uint32_t) again = {0};
    bool missed = true;
    for (size_t i = 0; i < check->batches.at[request.batch].subjects.n; i++) {
        uint32_t subject = check->batches.at[request.batch].subjects.at[i];
        if (settle(check, subject, &request, &results[i]))
            continue;
        vec_push(&again, subject);
        missed = missed && results[i].state == SERVICE_MISSED;
    }
    if (again.n)
        put_again(check, request.service, again.at, again.n, !missed);
    vec_free(&again);
    check_batch_close(check, index);
}

/* One alone that spoils its request, or is too much: its page can tell. */
static void split_or_page(struct check *check, uint32_t index)
{
    if (!check_batch_split(check, index))
        check_batch_to_pages(check, index);
}

void check_batch_answer(struct check *check, uint32_t index, const struct fetch_answer *answer)
{
    struct task *task = &check->tasks.at[index];
    struct service_queue *state = &check->services[task->service];
    const struct service *service = check->settings.services[task->service].service;
    const struct batch *batch = &check->batches.at[task->batch];
    struct arena arena = {0};
    size_t count = batch->subjects.n;
    struct service_result *results = arena_alloc(&arena, count * sizeof *results);
    str *keys = arena_alloc(&arena, count * sizeof *keys);
    for (size_t i = 0; i < count; i++)
        keys[i] = check->subjects.at[batch->subjects.at[i]].key;
    if (service->pace) {
        int64_t now = check_now(check);
        schedule_hold(&check->schedule, now, task->host, now + service->pace);
    }
    enum service_reply reply = service->read(answer, keys, count, &arena, results);
    if (reply == REPLY_STOP && !state->stopped)
        state->refusal = task->last;
    state->stopped = state->stopped || reply == REPLY_STOP;
    state->pages = state->pages || reply == REPLY_PAGES;
    if (reply == REPLY_FINE) {
        check->hosts.at[task->host].strikes = 0;
        take_results(check, index, results);
    } else if (reply == REPLY_SPLIT) {
        split_or_page(check, index);
    } else if (reply == REPLY_WAIT) {
        check_limited(check, index, answer);
    } else if (reply == REPLY_AGAIN) {
        check_again_later(check, index);
    } else {
        check_batch_is_over(check, index);
    }
    arena_free(&arena);
}
