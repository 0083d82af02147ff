#include "net/check_private.h"

#include "net/fetch.h"

/* Where fragments are looked for, a page is read so much further. */
enum { LONG_PAGE = 8, SERVICE_BYTES = 8 * 1024 * 1024 };

/* Give up the turn that a task was taken for, without a request. */
static void give_back(struct check *check, uint32_t host)
{
    schedule_undo(&check->schedule, check_now(check), host);
}

/* The addresses that may be asked, as libcurl wants them. */
static void note_addresses(const struct check *check, struct host_state *host)
{
    const struct resolve_answer *answer = host->answer;
    struct buf list = {0};
    for (size_t i = 0; i < answer->count; i++) {
        const struct sockaddr *address = (const struct sockaddr *)&answer->addresses[i].address;
        socklen_t length = answer->addresses[i].length;
        const struct address_range *range =
            check_allows_private(check, host) ? NULL : address_forbidden(address, length);
        char text[ADDRESS_TEXT_BYTES];
        address_text(text, address, length);
        if (range)
            host->forbidden = range;
        else
            buf_printf(&list, address->sa_family == AF_INET6 ? "%s[%s]" : "%s%s", list.n ? "," : "",
                       text);
    }
    host->name = list.n ? NAME_KNOWN : NAME_FORBIDDEN;
    buf_add_char(&list, '\0');
    mem_free(host->addresses);
    host->addresses = list.at;
    host->told80 = host->told443 = false;
}

/* A name that led nowhere: once more, or in the second pass, or that is it. */
static void note_no_name(struct check *check, uint32_t index, int64_t now)
{
    struct host_state *host = &check->hosts.at[index];
    bool last = check->second_pass || check->settings.second_pass_delay < 0 ||
                host->answer->status == RESOLVE_NO_NAME;
    if (++host->name_tries < 2) {
        host->name = NAME_UNKNOWN;
        schedule_hold(&check->schedule, now, index, now + check->settings.retry_delay);
        return;
    }
    host->name = last ? NAME_DEAD : NAME_ASLEEP;
}

/* The answer, for one host that may have asked. */
static void take_name(struct check *check, uint32_t index, const struct resolve_answer *answer)
{
    int64_t now = check_now(check);
    struct host_state *host = &check->hosts.at[index];
    if (host->name != NAME_ASKED)
        return;
    host->answer = answer;
    if (answer->status == RESOLVE_OK && answer->count)
        note_addresses(check, host);
    else
        note_no_name(check, index, now);
    schedule_pause(&check->schedule, now, index, false);
}

void check_name_answer(struct check *check, const struct resolve_answer *answer)
{
    uint32_t *index = map_get(&check->schedule.names, answer->host);
    if (index)
        take_name(check, *index, answer);
    for (size_t i = 0; i < check->settings.service_count; i++) {
        uint32_t host = check->services[i].host;
        if (check->services[i].usable && str_eq(check->hosts.at[host].real_name, answer->host))
            take_name(check, host, answer);
    }
}

/* Ask for the host's addresses; its tasks wait until check_name_answer(). */
static void ask_name(struct check *check, uint32_t index, uint32_t task)
{
    struct host_state *host = &check->hosts.at[index];
    str name = host->real_name.n ? host->real_name : check->schedule.hosts.at[index].name;
    int64_t now = check_now(check);
    schedule_put(&check->schedule, now, index, task, true);
    schedule_pause(&check->schedule, now, index, true);
    give_back(check, index);
    host->name = NAME_ASKED;
    const struct resolve_answer *answer = host->name_tries
                                              ? resolver_ask_again(check->resolver, name)
                                              : resolver_ask(check->resolver, name);
    if (answer)
        check_name_answer(check, answer);
}

/* A host whose name is of no use answers for its tasks. */
static void finish_without_name(struct check *check, uint32_t index, uint32_t task)
{
    struct host_state *host = &check->hosts.at[index];
    struct task *at = &check->tasks.at[task];
    if (host->name == NAME_FORBIDDEN) {
        struct fetch_answer forbidden = {.fault = FETCH_FORBIDDEN};
        at->phase = PHASE_RESOLVE;
        at->last = judge_answer(&forbidden, false);
        check_finish(check, task, NULL);
        return;
    }
    at->phase = PHASE_RESOLVE;
    at->last = judge_name(host->answer->status);
    at->resolve_code = (int)host->answer->status;
    at->status = 0;
    if (host->name == NAME_ASLEEP)
        check_park(check, task);
    else
        check_finish(check, task, NULL);
}

static void finish_with_endpoint(struct check *check, uint32_t task)
{
    struct task *at = &check->tasks.at[task];
    const struct endpoint *endpoint = &check->endpoints.at[at->endpoint];
    at->last = endpoint->fault;
    at->phase = endpoint->phase;
    at->curl_code = endpoint->curl_code;
    at->status = 0;
    if (endpoint->dead)
        check_finish(check, task, NULL);
    else
        check_park(check, task);
}

/* A file of which one byte says as much as all of them. */
static bool is_file(str path)
{
    static const str ends[] = {
        STR_INIT(".pdf"), STR_INIT(".zip"),         STR_INIT(".gz"),   STR_INIT(".tgz"),
        STR_INIT(".tar"), STR_INIT(".bz2"),         STR_INIT(".xz"),   STR_INIT(".7z"),
        STR_INIT(".mp4"), STR_INIT(".mp3"),         STR_INIT(".png"),  STR_INIT(".jpg"),
        STR_INIT(".gif"), STR_INIT(".jpeg"),        STR_INIT(".webp"), STR_INIT(".pptx"),
        STR_INIT(".ppt"), STR_INIT(".pth"),         STR_INIT(".pt"),   STR_INIT(".ckpt"),
        STR_INIT(".bin"), STR_INIT(".safetensors"), STR_INIT(".gguf"), STR_INIT(".csv"),
    };
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (str_ends_nocase(path, ends[i]))
            return true;
    return false;
}

/* What libcurl is told of the host's addresses, where it does not know them yet. */
static bool tell_addresses(struct host_state *host, const struct task *task, struct buf *out)
{
    bool *told = task->target.port == 80    ? &host->told80
                 : task->target.port == 443 ? &host->told443
                                            : NULL;
    if (host->literal || !host->addresses || (told && *told))
        return false;
    buf_printf(out, "%s:%u:%s", task->target.host.at, task->target.port, host->addresses);
    buf_add_char(out, '\0');
    if (told)
        *told = true;
    return true;
}

/* What all requests of a task have in common. */
static struct fetch_request common(const struct check *check, const struct host_state *host,
                                   uint32_t task)
{
    const struct check_settings *settings = &check->settings;
    const struct task *at = &check->tasks.at[task];
    return (struct fetch_request){
        .job = task,
        .method = at->method,
        .url = at->target.url.at,
        .http1 = at->http1 || host->http1,
        .fresh = check->second_pass,
        .connect_timeout = settings->connect_timeout,
        .timeout = host->rule && host->rule->timeout ? host->rule->timeout : settings->timeout,
        .stall_timeout = settings->stall_timeout,
        .allow_private = check_allows_private(check, host),
    };
}

static void start(struct check *check, uint32_t index, uint32_t task, struct fetch_request *request)
{
    struct host_state *host = &check->hosts.at[index];
    struct task *at = &check->tasks.at[task];
    struct buf resolve = {0};
    request->resolve = tell_addresses(host, at, &resolve) ? resolve.at : NULL;
    at->asked = check_now(check);
    if (at->started < 0)
        at->started = at->asked;
    at->requests++;
    host->requests++;
    check->requests++;
    fetch_start(check->fetch, request);
    buf_free(&resolve);
}

static void ask(struct check *check, uint32_t index, uint32_t task)
{
    const struct check_settings *settings = &check->settings;
    struct host_state *host = &check->hosts.at[index];
    struct task *at = &check->tasks.at[task];
    if (host->get_only) /* learned since the task was made */
        at->method = METHOD_GET;
    struct fetch_request request = common(check, host, task);
    request.cookies = buf_str(&at->cookies);
    request.range = at->method == METHOD_GET && !at->wants_page && !at->whole &&
                    is_file(target_path(buf_str(&at->target.url)));
    request.body_bytes = settings->body_bytes * (settings->check_fragments ? LONG_PAGE : 1);
    start(check, index, task, &request);
}

/* Ask a service: its answers are long, and take their time. */
static void ask_service(struct check *check, uint32_t index, uint32_t task)
{
    struct host_state *host = &check->hosts.at[index];
    const struct batch *batch = &check->batches.at[check->tasks.at[task].batch];
    struct service_request wanted = {0};
    check_batch_request(check, task, &wanted);
    buf_add_char(&wanted.url, '\0');
    struct fetch_request request = common(check, host, task);
    request.url = wanted.url.at;
    request.post = buf_str(&wanted.body);
    request.token = check->settings.services[batch->service].token;
    request.body_bytes = SERVICE_BYTES;
    if (!host->rule || !host->rule->timeout)
        request.timeout *= 2;
    request.stall_timeout = request.timeout;
    start(check, index, task, &request);
    buf_free(&wanted.url);
    buf_free(&wanted.body);
}

static void finish_given_up(struct check *check, uint32_t task)
{
    static const struct judgement given_up = {
        .verdict = VERDICT_NOT_CHECKED,
        .cause = "rate-limited",
        .reason = "the host asks to be left alone for longer than this run waits",
    };
    struct task *at = &check->tasks.at[task];
    at->retry_after = check->hosts.at[at->host].wait_asked;
    check_finish_as(check, task, &given_up);
}

void check_begin(struct check *check, uint32_t host, uint32_t task)
{
    struct host_state *state = &check->hosts.at[host];
    const struct endpoint *endpoint = &check->endpoints.at[check->tasks.at[task].endpoint];
    bool named = check->settings.proxy || state->name == NAME_KNOWN;
    bool is_batch = check->tasks.at[task].batch != CHECK_NONE;
    if (is_batch ? check_batch_is_over(check, task) : check_waits_for_service(check, host, task)) {
        give_back(check, host);
    } else if (state->gave_up) {
        give_back(check, host);
        finish_given_up(check, task);
    } else if (endpoint->dead || endpoint->asleep) {
        give_back(check, host);
        finish_with_endpoint(check, task);
    } else if (named) {
        (is_batch ? ask_service : ask)(check, host, task);
    } else if (state->name == NAME_UNKNOWN || state->name == NAME_ASKED) {
        ask_name(check, host, task);
    } else {
        give_back(check, host);
        finish_without_name(check, host, task);
    }
}
