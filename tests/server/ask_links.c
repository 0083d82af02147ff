/*
 * ask_links: the link engine by itself, for tests and measures. Reads URLs, one a line, from
 * standard input; prints one line of JSON for each, in the order of completion, then one with
 * totals. Names below "test" lead to this machine; see look_up().
 *
 *   ask_links [NAME=VALUE]...   NAME is a setting of net/check.h, "exclude" or "only", or for one
 *   host "get_only", "skip" or "private_host"; "plan", "progress" and "quiet" are for the output;
 * with "threads" names are asked for as the system's resolver would be. The name of a service with
 * its endpoint has that asked, for URLs of NAME.test where "sites" is set, with "token" as its
 * token; "services" sets up all others. "warp" has the clock run so many times faster.
 */
#include "base/buf.h"
#include "base/file.h"
#include "net/address.h"
#include "net/check.h"
#include "net/service.h"

#include <arpa/inet.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static void add_address(struct resolve_found *found, const char *text)
{
    struct resolve_address at = {0};
    if (address_parse(str_from(text), &at.address, &at.length))
        vec_push(&found->addresses, at);
}

/* "nx.": no such name. "again.": nobody knows. "dead.": no answer. "v6.": IPv6 alone. "mixed.": a
 * public address and this machine. "once.": as "again." for the first time. "stuck.": for ever. */
static void look_up(void *self, const char *host, struct resolve_found *found)
{
    unsigned *asked = self;
    str name = str_from(host);
    found->status = RESOLVE_OK;
    if (str_starts(name, STR("nx.")) || !str_ends(name, STR("test")))
        found->status = RESOLVE_NO_NAME;
    else if (str_starts(name, STR("again.")) || (str_starts(name, STR("once.")) && !(*asked)++))
        found->status = RESOLVE_TRY_AGAIN;
    else if (str_starts(name, STR("stuck.")))
        pause();
    else if (str_starts(name, STR("dead.")))
        found->status = RESOLVE_TIMEOUT;
    else if (str_starts(name, STR("v6.")))
        add_address(found, "::1");
    else if (str_starts(name, STR("mixed."))) {
        add_address(found, "192.168.0.1");
        add_address(found, "127.0.0.1");
    } else
        add_address(found, "127.0.0.1");
}

static int64_t warped(void *self)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)(((int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000) * *(unsigned *)self /
                     1000);
}

struct totals {
    struct clock clock;
    int64_t started;
    size_t done;
    bool quiet;
};

static void print_done(void *self, size_t id, const struct evidence *evidence)
{
    struct totals *totals = self;
    totals->done++;
    if (totals->quiet)
        return;
    json_t *hops = json_array();
    for (size_t i = 0; i < evidence->hop_count; i++)
        json_array_append_new(hops,
                              json_pack("{s:s%,s:i,s:s}", "url", evidence->hops[i].url.at,
                                        evidence->hops[i].url.n, "status", evidence->hops[i].status,
                                        "method", method_name(evidence->hops[i].method)));
    const struct paper_facts *paper = evidence->paper;
    const struct repo_facts *repo = evidence->repo;
    json_t *facts = json_object();
    if (paper)
        json_object_set_new(facts, "paper",
                            json_pack("{s:s%,s:s%,s:s%,s:s%,s:s%,s:i,s:b}", "title",
                                      paper->title.at, paper->title.n, "authors", paper->authors.at,
                                      paper->authors.n, "published", paper->published.at,
                                      paper->published.n, "doi", paper->doi.at, paper->doi.n,
                                      "journal", paper->journal.at, paper->journal.n, "version",
                                      (int)paper->version, "withdrawn", paper->withdrawn));
    if (repo)
        json_object_set_new(facts, "repository",
                            json_pack("{s:s%,s:b,s:b,s:b}", "name", repo->name.at, repo->name.n,
                                      "archived", repo->archived, "disabled", repo->disabled,
                                      "empty", repo->empty));
    json_t *line = json_pack(
        "{s:I,s:s%,s:s%,s:s,s:s,s:s,s:s%,s:s,s:i,s:i,s:s%,s:I,s:i,s:I,s:I,s:o,s:i,s:I,s:s%,s:o}",
        "id", (json_int_t)id, "url", evidence->url.at, evidence->url.n, "final", evidence->final.at,
        evidence->final.n, "verdict", verdict_name(evidence->verdict), "strength",
        strength_name(evidence->strength), "cause", evidence->cause, "reason", evidence->reason.at,
        evidence->reason.n, "phase", phase_name(evidence->phase), "status", evidence->status,
        "curl_code", evidence->curl_code, "address",
        evidence->address.at ? evidence->address.at : "", evidence->address.n, "retry_after",
        (json_int_t)evidence->retry_after, "fragment", (int)evidence->fragment, "requests",
        (json_int_t)evidence->requests, "took", (json_int_t)evidence->took, "hops", hops,
        "resolve_code", evidence->resolve_code, "at",
        (json_int_t)(totals->clock.monotonic(totals->clock.self) - totals->started), "service",
        evidence->service.at ? evidence->service.at : "", evidence->service.n, "facts", facts);
    char *text = line ? json_dumps(line, JSON_COMPACT) : NULL;
    puts(text ? text : "{}");
    free(text);
    json_decref(line);
}

static void print_progress(void *self, const struct check_progress *progress)
{
    (void)self;
    printf("{\"progress\":%zu,\"total\":%zu,\"in_flight\":%zu,\"left\":%lld,\"slow\":\"%.*s\"}\n",
           progress->done, progress->total, progress->in_flight, (long long)progress->left,
           STR_ARG(progress->slow[0].name));
}

static void print_host(void *self, const struct check_host *host)
{
    (void)self;
    printf("{\"host\":\"%.*s\",\"urls\":%zu,\"waiting\":%zu,\"requests\":%llu,\"limited\":%llu,"
           "\"least_time\":%lld}\n",
           STR_ARG(host->name), host->urls, host->waiting, (unsigned long long)host->requests,
           (unsigned long long)host->limited, (long long)host->least_time);
}

struct arguments {
    struct check_settings settings;
    str lists[2][16]; /* exclude, only */
    struct status_range accept;
    struct check_host_rule rules[16];
    struct service_setting services[16];
    const char *token;
    unsigned warp;
    bool plan, quiet, progress, threads, all_services, sites;
};

/* The endpoint of a service, where `name` is one's. */
static bool set_service(struct arguments *arguments, str name, const char *value)
{
    const struct service *service = service_find(name);
    if (!service)
        return false;
    arguments->services[arguments->settings.service_count++] =
        (struct service_setting){.service = service, .endpoint = str_from(value)};
    return true;
}

static void finish_services(struct arguments *arguments)
{
    static char sites[16][32];
    struct check_settings *settings = &arguments->settings;
    settings->services = arguments->services;
    for (size_t i = 0; i < settings->service_count; i++) {
        struct service_setting *setting = &arguments->services[i];
        setting->token = setting->service->wants_token ? arguments->token : NULL;
        snprintf(sites[i], sizeof sites[i], "%s.test", setting->service->name);
        if (arguments->sites)
            setting->site = str_from(sites[i]);
    }
    for (size_t i = 0; arguments->all_services && service_table[i]; i++)
        arguments->services[settings->service_count++] =
            (struct service_setting){.service = service_table[i]};
}

static bool set(struct arguments *arguments, str name, const char *value)
{
    struct check_settings *s = &arguments->settings;
    const struct {
        str name;
        unsigned *number;
        int64_t *time;
        bool *flag;
    } rows[] = {
        {STR("at_once"), &s->at_once, NULL, NULL},
        {STR("warp"), &arguments->warp, NULL, NULL},
        {STR("tick"), NULL, &s->tick, NULL},
        {STR("services"), NULL, NULL, &arguments->all_services},
        {STR("sites"), NULL, NULL, &arguments->sites},
        {STR("host_at_once"), &s->host_at_once, NULL, NULL},
        {STR("host_burst"), &s->host_burst, NULL, NULL},
        {STR("tries"), &s->tries, NULL, NULL},
        {STR("redirects"), &s->redirects, NULL, NULL},
        {STR("resolve_timeout"), NULL, &s->resolve_timeout, NULL},
        {STR("connect_timeout"), NULL, &s->connect_timeout, NULL},
        {STR("timeout"), NULL, &s->timeout, NULL},
        {STR("stall_timeout"), NULL, &s->stall_timeout, NULL},
        {STR("budget"), NULL, &s->budget, NULL},
        {STR("retry_delay"), NULL, &s->retry_delay, NULL},
        {STR("longest_wait"), NULL, &s->longest_wait, NULL},
        {STR("second_pass_delay"), NULL, &s->second_pass_delay, NULL},
        {STR("allow_private"), NULL, NULL, &s->allow_private},
        {STR("check_fragments"), NULL, NULL, &s->check_fragments},
        {STR("offline"), NULL, NULL, &s->offline},
        {STR("plan"), NULL, NULL, &arguments->plan},
        {STR("threads"), NULL, NULL, &arguments->threads},
        {STR("quiet"), NULL, NULL, &arguments->quiet},
        {STR("progress"), NULL, NULL, &arguments->progress},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!str_eq(name, rows[i].name))
            continue;
        long number = strtol(value, NULL, 10);
        if (rows[i].number)
            *rows[i].number = (unsigned)number;
        else if (rows[i].time)
            *rows[i].time = number;
        else
            *rows[i].flag = number != 0;
        return true;
    }
    if (str_eq(name, STR("host_rate")))
        s->host_rate = strtod(value, NULL);
    else if (str_eq(name, STR("token")))
        arguments->token = value;
    else if (str_eq(name, STR("ca_file")))
        s->ca_file = value;
    else if (str_eq(name, STR("proxy")))
        s->proxy = value;
    else if (str_eq(name, STR("exclude")))
        arguments->lists[0][s->exclude_count++] = str_from(value);
    else if (str_eq(name, STR("only")))
        arguments->lists[1][s->only_host_count++] = str_from(value);
    else if (str_eq(name, STR("accept"))) {
        arguments->accept =
            (struct status_range){(int)strtol(value, NULL, 10), (int)strtol(value, NULL, 10)};
        s->accept = &arguments->accept;
        s->accept_count = 1;
    } else if (str_eq(name, STR("get_only")))
        arguments->rules[s->host_count++] =
            (struct check_host_rule){.host = str_from(value), .get_only = true};
    else if (str_eq(name, STR("private_host")))
        arguments->rules[s->host_count++] =
            (struct check_host_rule){.host = str_from(value), .allow_private = true};
    else if (str_eq(name, STR("skip")))
        arguments->rules[s->host_count++] =
            (struct check_host_rule){.host = str_from(value), .skip = true};
    else
        return set_service(arguments, name, value);
    return true;
}

static int run(struct arguments *arguments, str urls)
{
    struct clock clock = clock_system();
    if (arguments->warp)
        clock = (struct clock){clock.wall, warped, &arguments->warp};
    struct totals totals = {.quiet = arguments->quiet, .clock = clock};
    struct check *check;
    struct err err;
    arguments->settings.exclude = arguments->lists[0];
    arguments->settings.only_hosts = arguments->lists[1];
    arguments->settings.hosts = arguments->rules;
    finish_services(arguments);
    if (check_new(&check, &arguments->settings, &clock,
                  &(struct check_callbacks){.done = print_done,
                                            .progress = arguments->progress ? print_progress : NULL,
                                            .self = &totals},
                  &err) != RC_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 2;
    }
    size_t id = 0;
    while (urls.n) {
        str url = str_cut(&urls, '\n');
        if (url.n)
            check_add(check, id++, url);
    }
    if (arguments->plan)
        check_hosts(check, print_host, NULL);
    int64_t start = totals.started = clock.monotonic(clock.self);
    if (!arguments->plan)
        check_run(check);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("{\"done\":%zu,\"wall\":%lld,\"cpu\":%.3f,\"peak\":%ld}\n", totals.done,
           (long long)(clock.monotonic(clock.self) - start),
           (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
               (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
           usage.ru_maxrss);
    check_free(check);
    return 0;
}

static volatile sig_atomic_t stopped;

static void stop(int number)
{
    (void)number;
    stopped = 1;
}

int main(int argc, char **argv)
{
    static unsigned asked;
    signal(SIGPIPE, SIG_IGN);
    signal(SIGINT, stop);
    struct arguments arguments = {.settings = check_defaults()};
    arguments.settings.source =
        (struct resolve_source){.look_up = look_up, .direct = true, .self = &asked};
    for (int i = 1; i < argc; i++) {
        str rest = str_from(argv[i]);
        str name = str_cut(&rest, '=');
        if (!rest.at || !set(&arguments, name, rest.at)) {
            fprintf(stderr, "ask_links: what is %s?\n", argv[i]);
            return 2;
        }
    }
    arguments.settings.stopped = &stopped;
    arguments.settings.source.direct = !arguments.threads;
    struct buf urls = {0};
    struct err err;
    if (file_read_fd(&urls, 0, "standard input", 1 << 28, NULL, &err) != RC_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 2;
    }
    int status = run(&arguments, buf_str(&urls));
    buf_free(&urls);
    return status;
}
