#include "cli/links.h"

#include "base/file.h"
#include "cli/documents.h"
#include "cli/interrupt.h"
#include "cli/link_limits.h"
#include "cli/link_store.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "net/evidence_json.h"
#include "report/escape.h"

enum { ANSWERS_BYTES_MAX = 256 * 1024 * 1024, HOSTS_SHOWN = 20, HOSTS_THAT_TELL = 3 };

/* A failure that is held back. */
struct late {
    size_t id;
    const struct evidence *evidence;
};

/* A run that asks. */
struct asking {
    const struct link_request *request;
    struct answers *answers; /* NULL of a plan */
    struct wanted_links wanted;
    struct link_store store;
    struct progress progress;
    struct check *check;
    struct link_limits limits;
    struct arena arena; /* of `late` */
    VEC(struct late) late;
    bool reached;       /* a server answered */
    VEC(size_t) to_ask; /* of the wanted URLs */
    size_t known;
    size_t verdicts[VERDICT_COUNT];
};

bool links_are_wanted(const struct link_options *options)
{
    return options->links || options->answers;
}

void link_options_free(struct link_options *options)
{
    vec_free(&options->only_hosts);
    vec_free(&options->skip_links);
}

enum rc links_check(const struct link_options *options, struct err *err)
{
    const struct {
        const char *flag;
        bool given;
    } flags[] = {
        {"plan", options->plan},
        {"budget", options->budget != NULL},
        {"store", options->store != NULL && !(options->audit && options->answers)},
        {"max-age", options->max_age != NULL},
        {"offline", options->offline},
        {"only-host", options->only_hosts.n > 0},
        {"skip-link", options->skip_links.n > 0},
        {"fragments", options->fragments},
        {"allow-private", options->allow_private},
        {"proxy", options->proxy != NULL},
        {"answers", options->links && !options->audit && options->answers},
    };
    const char *other = options->answers ? "is not for --answers" : "is for --links alone";
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (flags[i].given && (!options->links || options->answers))
            return err_set(err, "--%s: %s", flags[i].flag, other);
    return RC_OK;
}

static void keep(void *self, str url, const struct evidence *evidence)
{
    answers_put(self, url, evidence);
}

/* --answers: what is written there stands in the place of what servers would say. */
static enum rc read_answers(struct answers *answers, const char *path, struct err *err)
{
    struct buf text = {0};
    struct arena arena = {0};
    size_t size = 0;
    enum rc rc = file_read(&text, path, ANSWERS_BYTES_MAX, &size, err);
    if (rc == RC_MISSING)
        rc = err_set(err, "%s: there is no such file", path);
    else if (rc == RC_OK && size > ANSWERS_BYTES_MAX)
        rc = err_set(err, "%s: is larger than 256 MiB", path);
    if (rc == RC_OK)
        rc = evidence_read(buf_str(&text), path, &arena, keep, answers, err);
    buf_free(&text);
    arena_free(&arena);
    return rc;
}

static void keep_answer(struct asking *asking, size_t id, const struct evidence *evidence)
{
    str url = asking->wanted.urls.at[id];
    evidence = link_store_put(&asking->store, url, evidence);
    asking->verdicts[evidence->verdict]++;
    answers_put(asking->answers, url, evidence);
}

static void keep_late(struct asking *asking)
{
    for (size_t i = 0; i < asking->late.n; i++)
        keep_answer(asking, asking->late.at[i].id, asking->late.at[i].evidence);
    asking->late.n = 0;
}

/* What this machine may be to blame for. */
static bool is_doubtful(const struct evidence *evidence)
{
    static const str causes[] = {STR_INIT("no-route"), STR_INIT("no-resolver")};
    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
        if (evidence->cause && str_eq(str_from(evidence->cause), causes[i]))
            return true;
    return evidence->verdict == VERDICT_FLAKY;
}

/*
 * A URL is done. As long as no server answered anything it may be this machine that has no network:
 * until one does, failures are held back, so that they are not held against the links.
 */
static void take_answer(void *self, size_t id, const struct evidence *evidence)
{
    struct asking *asking = self;
    asking->reached = asking->reached || evidence->status != 0;
    if (!asking->reached && is_doubtful(evidence)) {
        struct evidence copy = evidence_copy(&asking->arena, evidence);
        vec_push(&asking->late,
                 (struct late){id, arena_copy(&asking->arena, &copy, 1, sizeof copy)});
        return;
    }
    if (asking->reached)
        keep_late(asking);
    keep_answer(asking, id, evidence);
}

/* How many hosts the URLs are on whose failure is held back. */
static size_t count_late_hosts(const struct asking *asking)
{
    struct map hosts = {0};
    for (size_t i = 0; i < asking->late.n; i++) {
        str url = asking->late.at[i].evidence->url;
        str host = str_skip(url, str_find(url, STR("//")) + 2);
        map_put(&hosts, str_sub(host, 0, str_find_char(host, '/')), 0, NULL);
    }
    size_t count = map_count(&hosts);
    map_free(&hosts);
    return count;
}

/* What was held back to the end: that a few hosts fail is their affair, that all do is not. */
static bool is_without_network(struct asking *asking)
{
    if (count_late_hosts(asking) < HOSTS_THAT_TELL) {
        keep_late(asking);
        return false;
    }
    for (size_t i = 0; i < asking->late.n; i++) {
        str url = asking->wanted.urls.at[asking->late.at[i].id];
        const struct evidence unknown = {
            .url = url,
            .final = url,
            .verdict = VERDICT_NOT_CHECKED,
            .cause = "no-network",
            .reason = STR("no host at all could be reached"),
            .retry_after = -1,
            .when = asking->late.at[i].evidence->when,
        };
        keep_answer(asking, asking->late.at[i].id, &unknown);
    }
    asking->late.n = 0;
    return true;
}

static void tell_progress(void *self, const struct check_progress *state)
{
    struct asking *asking = self;
    progress_tell(&asking->progress, state);
}

static enum rc make_check(struct asking *asking, const volatile sig_atomic_t *stopped,
                          struct err *err)
{
    const struct link_request *request = asking->request;
    struct check_settings settings;
    if (link_limits_read(&asking->limits, request, &settings, err) != RC_OK)
        return RC_FAIL;
    settings.stopped = stopped;
    const struct check_callbacks callbacks = {
        .done = take_answer, .progress = tell_progress, .self = asking};
    return check_new(&asking->check, &settings, &request->cli->clock, &callbacks, err);
}

/* Take from the store what is known, and add the rest to what is to be asked. */
static void sort_out(struct asking *asking)
{
    for (size_t i = 0; i < asking->wanted.urls.n; i++) {
        str url = asking->wanted.urls.at[i];
        const struct evidence *known =
            link_store_get(&asking->store, url, asking->request->options->fragments);
        if (known && check_stands(asking->check, known)) {
            asking->known++;
            if (asking->answers)
                answers_put(asking->answers, url, known);
            continue;
        }
        vec_push(&asking->to_ask, i);
        check_add(asking->check, i, url);
    }
}

/* Which URLs it is about. */
static void want(struct asking *asking)
{
    const struct link_request *request = asking->request;
    const struct documents *documents = request->documents;
    if (request->urls) {
        for (size_t i = 0; i < request->urls->urls.n; i++)
            vec_push(&asking->wanted.urls, request->urls->urls.at[i]);
        return;
    }
    for (size_t i = 0; i < documents->n; i++)
        if (documents->roles.at[i] == DOCUMENT_CHECKED)
            links_want(&asking->wanted, documents->settings, documents->at[i], request->filter);
}

static enum rc start(struct asking *asking, const volatile sig_atomic_t *stopped, struct err *err)
{
    const struct link_request *request = asking->request;
    const struct link_options *options = request->options;
    int64_t max_age;
    if (link_limits_time(&max_age, options->max_age, "max-age", err) != RC_OK ||
        make_check(asking, stopped, err) != RC_OK)
        return RC_FAIL;
    want(asking);
    if (options->store || (options->audit && !options->no_store))
        link_store_open(&asking->store, request->cli, options->store, max_age);
    sort_out(asking);
    return RC_OK;
}

static void finish(struct asking *asking)
{
    check_free(asking->check);
    link_store_close(&asking->store);
    vec_free(&asking->wanted.urls);
    map_free(&asking->wanted.seen);
    link_limits_free(&asking->limits);
    vec_free(&asking->late);
    vec_free(&asking->to_ask);
    arena_free(&asking->arena);
}

/* The hosts of a report, as far as they are shown. */
struct host_lines {
    size_t shown, most;
    bool trouble; /* only those where something is not as it should be */
};

static void tell_host(void *self, const struct check_host *host)
{
    struct host_lines *lines = self;
    struct buf text = {0};
    size_t fine = host->verdicts[VERDICT_OK] + host->verdicts[VERDICT_REDIRECTED] +
                  host->verdicts[VERDICT_MOVED];
    bool trouble = fine < host->urls || host->failures > 0 || host->limited > 0;
    if (host->urls == 0 || (lines->trouble && !trouble) || lines->shown++ >= lines->most)
        return;
    progress_add_host(&text, host);
    print_note("  %.*s", STR_ARG(text));
    buf_free(&text);
}

static void add_cost(void *self, const struct check_host *host)
{
    link_cost_add(self, host);
}

/* What was asked for, and what came of it. */
static void report(const struct asking *asking, int64_t took)
{
    const struct link_request *request = asking->request;
    struct buf text = {0};
    struct host_lines lines = {.most = request->verbose ? SIZE_MAX : HOSTS_SHOWN,
                               .trouble = !request->verbose && !request->options->audit};
    if (request->quiet)
        return;
    buf_printf(&text, "%zu link%s: ", asking->wanted.urls.n, asking->wanted.urls.n == 1 ? "" : "s");
    if (asking->known > 0)
        buf_printf(&text, "%zu known from before, ", asking->known);
    if (request->options->offline) {
        buf_add(&text, STR("none asked for"));
    } else {
        buf_printf(&text, "%zu asked for in ", asking->to_ask.n);
        progress_add_time(&text, took);
    }
    progress_add_verdicts(&text, asking->verdicts);
    print_note("%.*s", STR_ARG(text));
    buf_free(&text);
    check_hosts(asking->check, tell_host, &lines);
    if (lines.shown > lines.most)
        print_note("  and %zu more hosts (--verbose)", lines.shown - lines.most);
}

/* Ask for what is not known. */
static enum rc ask(struct asking *asking, bool *incomplete, struct err *err)
{
    bool lost = false;
    const struct clock *clock = &asking->request->cli->clock;
    const volatile sig_atomic_t *signalled = interrupt_watch();
    enum rc rc = start(asking, signalled, err);
    if (rc == RC_OK) {
        int64_t began = clock->monotonic(clock->self);
        progress_start(&asking->progress, asking->request->cli);
        check_run(asking->check);
        progress_clear(&asking->progress);
        lost = is_without_network(asking);
        report(asking, clock->monotonic(clock->self) - began);
        if (asking->request->cost)
            check_hosts(asking->check, add_cost, asking->request->cost);
        struct err trouble;
        if (store_forget(asking->store.store, clock->wall(clock->self) - LINK_STORE_FORGET,
                         &trouble) != RC_OK)
            print_failure(&trouble);
    }
    if (lost)
        print_note("no host could be reached: is this machine without a network?");
    if (rc == RC_OK && *signalled)
        print_note(asking->store.store ? "stopped; what was answered is remembered, and the next "
                                         "run goes on from there"
                                       : "stopped: what follows is all that is known");
    *incomplete = lost || *signalled;
    interrupt_unwatch();
    finish(asking);
    return rc;
}

enum rc links_answer(struct answers *answers, const struct link_request *request, bool *incomplete,
                     struct err *err)
{
    struct asking asking = {.request = request, .answers = answers};
    asking.progress.quiet = request->quiet;
    asking.store.progress = &asking.progress;
    *incomplete = false;
    if (request->options->answers)
        return read_answers(answers, request->options->answers, err);
    return ask(&asking, incomplete, err);
}

struct plan {
    struct buf text;
    size_t hosts, links;
    int64_t least;
};

static void plan_host(void *self, const struct check_host *host)
{
    struct plan *plan = self;
    if (host->urls == 0 || host->waiting == 0)
        return;
    plan->hosts++;
    plan->links += host->urls;
    plan->least = host->least_time > plan->least ? host->least_time : plan->least;
    escape_add_first(&plan->text, host->name);
    buf_printf(&plan->text, ": %zu request%s", host->waiting, host->waiting == 1 ? "" : "s");
    if (host->urls != host->waiting)
        buf_printf(&plan->text, " for %zu link%s", host->urls, host->urls == 1 ? "" : "s");
    buf_add(&plan->text, STR(", "));
    progress_add_time(&plan->text, host->least_time);
    buf_add(&plan->text, STR(" at least\n"));
}

/* Every URL that would be asked for, a line each. */
static void plan_links(struct plan *plan, struct asking *asking)
{
    for (size_t i = 0; i < asking->to_ask.n; i++) {
        buf_add(&plan->text, STR("  "));
        escape_add_first(&plan->text, asking->wanted.urls.at[asking->to_ask.at[i]]);
        buf_add_char(&plan->text, '\n');
    }
}

enum rc links_plan(const struct link_request *request, struct err *err)
{
    struct asking asking = {.request = request};
    struct plan plan = {0};
    asking.store.progress = &asking.progress;
    enum rc rc = start(&asking, NULL, err);
    if (rc == RC_OK) {
        check_hosts(asking.check, plan_host, &plan);
        if (request->verbose)
            plan_links(&plan, &asking);
        size_t urls = asking.wanted.urls.n;
        buf_printf(&plan.text, "%zu link%s, %zu known from before, ", urls, urls == 1 ? "" : "s",
                   asking.known);
        if (asking.to_ask.n > plan.links) /* excluded, or refused whatever they lead to */
            buf_printf(&plan.text, "%zu left out, ", asking.to_ask.n - plan.links);
        buf_printf(&plan.text, "%zu to ask for on %zu host%s, ", plan.links, plan.hosts,
                   plan.hosts == 1 ? "" : "s");
        progress_add_time(&plan.text, plan.least);
        buf_add(&plan.text, STR(" at least\n"));
        if (print_output(buf_str(&plan.text), OUTCOME_CLEAN) != OUTCOME_CLEAN)
            rc = err_set(err, "the plan could not be printed");
    }
    buf_free(&plan.text);
    finish(&asking);
    return rc;
}
