#include "net/check_private.h"

#include "net/page.h"

/* The host without "www.", for comparing. */
static str site_of(str url)
{
    size_t start = str_find(url, STR("//"));
    str rest = str_skip(url, start == STR_NPOS ? 0 : start + 2);
    size_t end = 0;
    while (end < rest.n && !str_has(STR("/?#:"), str_sub(rest, end, end + 1)))
        end++;
    str host = str_sub(rest, 0, end);
    return str_starts(host, STR("www.")) ? str_skip(host, 4) : host;
}

/* Whether the path names a place below the home page, not the home page by another name. */
static bool is_deep(str url)
{
    static const str homes[] = {
        STR_INIT("index.html"), STR_INIT("index.htm"), STR_INIT("index.php"), STR_INIT("index"),
        STR_INIT("home"),       STR_INIT("home.html"), STR_INIT("main.html"), STR_INIT("welcome"),
    };
    str name = str_skip(target_path(url), 1);
    if (str_ends(name, STR("/")))
        name.n--;
    for (size_t i = 0; i < sizeof homes / sizeof homes[0]; i++)
        if (str_eq_nocase(name, homes[i]))
            return false;
    bool is_language = name.n == 2 && ascii_is_alpha(name.at[0]) && ascii_is_alpha(name.at[1]);
    return name.n > 0 && !is_language;
}

/* A DOI never stands for a home page, whoever publishes it. */
static bool is_resolver(str site)
{
    return str_eq(site, STR("doi.org")) || str_eq(site, STR("dx.doi.org")) ||
           str_eq(site, STR("hdl.handle.net"));
}

/* What is odd about where a chain ended, before its page is looked at. */
struct landing {
    bool home;    /* on a home page, from below one */
    bool blind;   /* and of the same site, or from a DOI: nothing there says what was meant */
    bool parking; /* at a host that parks domains */
};

static struct landing look_at_landing(const struct task *task)
{
    struct landing landing = {0};
    if (!task->hops.n)
        return landing;
    str first = task->hops.at[0].url;
    str from = site_of(first), to = site_of(buf_str(&task->target.url));
    landing.home = task->target.home && is_deep(first);
    landing.blind = landing.home && (str_eq(from, to) || is_resolver(from));
    landing.parking = page_is_parking_host(buf_str(&task->target.host)) &&
                      !page_is_parking_host(from) && !str_eq(from, to);
    return landing;
}

/* What the page itself gives away; NULL: nothing. */
static const struct judgement *look_at_page(const struct landing *landing,
                                            const struct fetch_answer *answer)
{
#define ODD(cause_, reason_)                                                                       \
    {                                                                                              \
        .verdict = VERDICT_SUSPICIOUS, .strength = STRENGTH_WEAK, .cause = (cause_),               \
        .reason = (reason_)                                                                        \
    }
    static const struct judgement parking =
        ODD("parked", "it leads to a host that sells domains, which answers %d");
    static const struct judgement parked =
        ODD("parked", "the server answers %d with a page that sells the domain");
    static const struct judgement missing =
        ODD("soft-404", "the server answers %d, but its page says that it is not there");
    static const struct judgement home =
        ODD("home-page", "it leads to the site's home page, which answers %d");
#undef ODD
    if (landing->parking)
        return &parking;
    if (answer->method == METHOD_GET && answer->body.n &&
        page_is_html(answer->headers[FETCH_CONTENT_TYPE])) {
        if (page_says_missing(answer->body))
            return &missing;
        if (page_is_parked(answer->body))
            return &parked;
    }
    return landing->blind ? &home : NULL;
}

void check_landed(struct check *check, uint32_t index, const struct fetch_answer *answer)
{
    struct task *task = &check->tasks.at[index];
    struct landing landing = look_at_landing(task);
    if (landing.home && !landing.parking && answer->method == METHOD_HEAD) {
        task->wants_page = true;
        task->method = METHOD_GET;
        schedule_put(&check->schedule, check_now(check), task->host, index, true);
        return;
    }
    const struct judgement *odd = look_at_page(&landing, answer);
    if (odd) {
        task->last = *odd;
    } else {
        bool moved = task->hops.n || task->rewritten;
        task->last.verdict = !moved            ? VERDICT_OK
                             : task->temporary ? VERDICT_REDIRECTED
                                               : VERDICT_MOVED;
        if (moved)
            task->last.cause = task->hops.n ? "redirect" : "rewritten";
    }
    check_finish(check, index, answer);
}

/* What is to be said of the fragment of a URL whose page was read. */
static void judge_fragment(struct evidence *evidence, str fragment,
                           const struct fetch_answer *answer)
{
    if (!answer || answer->method != METHOD_GET || !verdict_is_alive(evidence->verdict) ||
        answer->fault != FETCH_FINE || !page_fragment_counts(fragment) ||
        !page_is_html(answer->headers[FETCH_CONTENT_TYPE]))
        return;
    if (page_has_place(answer->body, fragment)) {
        evidence->fragment = FRAGMENT_FOUND;
    } else if (!answer->cut) {
        evidence->fragment = FRAGMENT_MISSING;
        evidence->verdict = VERDICT_SUSPICIOUS;
        evidence->strength = STRENGTH_WEAK;
        evidence->cause = "fragment-missing";
        evidence->reason = STR("the page has no place of the fragment's name");
    }
}

/* Evidence that all URLs of a task share. */
static struct evidence make_evidence(const struct check *check, const struct task *task, str reason)
{
    int64_t now = check_now(check);
    const struct service_result *result = task->result;
    bool served = result || (task->rewritten && task->service != CHECK_NONE);
    return (struct evidence){
        .service =
            served ? str_from(check->settings.services[task->service].service->name) : (str){0},
        .paper = result && result->has_paper ? &result->paper : NULL,
        .repo = result && result->has_repo ? &result->repo : NULL,
        .hops = task->hops.at,
        .hop_count = task->hops.n,
        .verdict = task->last.verdict,
        .strength = task->last.strength,
        .cause = task->last.cause,
        .reason = reason,
        .phase = task->phase,
        .status = task->status,
        .curl_code = task->curl_code,
        .resolve_code = task->resolve_code,
        .address = str_from(task->address),
        .retry_after = task->retry_after,
        .requests = task->requests,
        .took = task->started < 0 ? 0 : now - task->started,
        .when = check->clock.wall(check->clock.self),
    };
}

static void hand_out(struct check *check, const struct task *task, struct evidence evidence,
                     const struct fetch_answer *answer)
{
    struct buf masked = {0};
    for (uint32_t i = task->first_ask; i != CHECK_NONE; i = check->asks.at[i].next) {
        const struct ask *ask = &check->asks.at[i];
        struct evidence own = evidence;
        buf_clear(&masked);
        target_mask(&masked, ask->url);
        own.url = buf_str(&masked);
        own.final = task->final.n                         ? buf_str(&task->final)
                    : task->hops.n > 1 || task->rewritten ? buf_str(&task->target.url)
                                                          : own.url;
        if (check->settings.check_fragments)
            judge_fragment(&own, target_fragment(ask->url), answer);
        if (task->host != CHECK_NONE)
            check->hosts.at[task->host].verdicts[own.verdict]++;
        check->done++;
        if (check->callbacks.done)
            check->callbacks.done(check->callbacks.self, ask->id, &own);
    }
    buf_free(&masked);
}

void check_finish(struct check *check, uint32_t index, const struct fetch_answer *answer)
{
    struct task *task = &check->tasks.at[index];
    if (task->batch != CHECK_NONE) {
        check_batch_give_up(check, index);
        return;
    }
    struct buf reason = {0};
    /* The reasons are our own tables: each has one %d at most. */
    size_t mark = str_find(str_from(task->last.reason), STR("%d"));
    buf_add(&reason, str_sub(str_from(task->last.reason), 0, mark));
    if (mark != STR_NPOS)
        buf_printf(&reason, "%d%s", task->status, task->last.reason + mark + 2);
    bool asked = task->requests > 0;
    if (asked)
        vec_push(&task->hops, (struct hop){buf_str(&task->target.url), task->status, task->method});
    hand_out(check, task, make_evidence(check, task, buf_str(&reason)), answer);
    buf_free(&reason);
    if (asked)
        task->hops.n--; /* the task's own URL goes with its target */
    task->state = TASK_DONE;
    check->tasks_done++;
    check->attached -= task->subject != CHECK_NONE;
    check_task_free(task);
}

void check_finish_as(struct check *check, uint32_t task, const struct judgement *judgement)
{
    check->tasks.at[task].last = *judgement;
    check_finish(check, task, NULL);
}
