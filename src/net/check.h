/*
 * check: URLs in, one piece of evidence a URL out. The engine keeps to what each host bears, asks
 * HEAD first and GET where that proves nothing, follows redirects through the queue of the next
 * host, tries again what may pass, and judges. It prints nothing, knows no store and no list:
 * whoever has an answer from before does not add that URL.
 *
 * One thread owns a check. The process has to ignore SIGPIPE: servers close connections that
 * libcurl writes to. All times are milliseconds unless said otherwise.
 */
#ifndef CURLINT_NET_CHECK_H
#define CURLINT_NET_CHECK_H

#include "base/clock.h"
#include "base/err.h"
#include "net/evidence.h"
#include "net/resolve.h"

#include <signal.h>

/* HTTP statuses from `first` to `last` that count as alive, whatever they mean. */
struct status_range {
    int first, last;
};

/* How one host is to be treated. Zero means: as all others. */
struct check_host_rule {
    str host; /* with all hosts below it; the longest that fits speaks */
    unsigned at_once;
    double rate; /* requests a second, from the first on */
    int64_t timeout;
    const struct status_range *accept; /* added to what counts everywhere */
    size_t accept_count;
    bool get_only;      /* its answers to HEAD mean nothing */
    bool skip;          /* not asked: "not checked" */
    bool allow_private; /* as of the whole check, for it alone: one's own intranet */
};

/* check_defaults() fills it in. All pointers are borrowed and must outlive the check. */
struct check_settings {
    unsigned at_once;          /* requests, over all hosts */
    unsigned host_at_once;     /* requests to one host */
    double host_rate;          /* requests a second to one host; 0: no limit */
    unsigned host_burst;       /* requests that may come together before the rate binds */
    int64_t resolve_timeout;   /* of asking for a host's addresses */
    int64_t connect_timeout;   /* until a connection stands, TLS included */
    int64_t timeout;           /* of a request as a whole */
    int64_t stall_timeout;     /* without a byte */
    int64_t budget;            /* of the whole run; 0: none. Then the rest is "not checked" */
    unsigned tries;            /* requests of one kind for one URL before the second pass */
    int64_t retry_delay;       /* before the second try; doubles, with jitter */
    int64_t longest_wait;      /* a server that asks for more is not waited for */
    int64_t second_pass_delay; /* before what failed is tried a last time; < 0: no second pass */
    unsigned redirects;        /* in one chain */
    size_t body_bytes;         /* of a page, decoded */
    const char *user_agent;
    const char *proxy;    /* URL; NULL: none, whatever the environment says */
    const char *ca_file;  /* PEM; NULL: the system's */
    bool allow_private;   /* addresses that are not of the public internet (net/address.h) */
    bool check_fragments; /* costs a GET for each page with a fragment */
    bool offline;         /* nothing is asked: all is "not checked" */

    const struct status_range *accept;
    size_t accept_count;
    const struct check_host_rule *hosts;
    size_t host_count;
    /*
     * URLs that are "not checked": `*` stands for any bytes; a pattern fits a URL, without its
     * scheme unless the pattern has one, as a whole or up to a '/', '?' or '#'.
     */
    const str *exclude;
    size_t exclude_count;
    /* Where there are any: only these hosts and what is below them. Redirects lead on anywhere. */
    const str *only_hosts;
    size_t only_host_count;

    /* What is asked in place of pages (net/service.h); of several that know a URL the first. */
    const struct service_setting *services;
    size_t service_count;

    struct resolve_source source; /* of addresses */
    uint64_t seed;                /* of the jitter */
    int64_t tick; /* at least so often it looks up from waiting, by the system's clock */
    const volatile sig_atomic_t *stopped; /* may be NULL; set: as if the budget were spent */
};

struct check_settings check_defaults(void);

/* A host as it stands. Slices are borrowed for the call. */
struct check_host {
    str name;                       /* of the host of a service with the service's behind it */
    size_t urls;                    /* given for it, without those that redirects brought */
    size_t waiting, in_flight;      /* requests */
    size_t verdicts[VERDICT_COUNT]; /* of its URLs that are done */
    uint64_t requests, failures;    /* failures: without an answer */
    uint64_t limited;               /* answers that say "too many requests" */
    int64_t answer_time;            /* of all requests together */
    const uint32_t *times;          /* of each answer, in no order: the check's */
    size_t time_count;
    int64_t held;       /* until it may be asked again, from now */
    int64_t least_time; /* that its waiting requests take by its limits alone */
};

struct check_progress {
    size_t total, done; /* URLs */
    size_t in_flight;   /* requests */
    uint64_t requests;  /* sent so far */
    int64_t elapsed;
    int64_t left;              /* a guess; -1: none yet */
    struct check_host slow[3]; /* those with the most work left, by time */
    size_t slow_count;
};

/* Each may be NULL. `self` is handed to all. */
struct check_callbacks {
    /* A URL is done, in the order of completion; `id` is that of check_add(). */
    void (*done)(void *self, size_t id, const struct evidence *evidence);
    /* Called at least once a second while requests are made. */
    void (*progress)(void *self, const struct check_progress *progress);
    void *self;
};

struct check;

/* Settings and callbacks are copied. RC_FAIL: the TLS library or the CA file is of no use. */
enum rc check_new(struct check **out, const struct check_settings *settings,
                  const struct clock *clock, const struct check_callbacks *callbacks,
                  struct err *err) RC_MUST_CHECK;
/*
 * Add a URL, copied. `id` is handed back with its evidence. URLs that differ in nothing but their
 * fragment are asked for once and answered each.
 */
void check_add(struct check *check, size_t id, str url);
/*
 * Whether an answer from before says what the same answer would say now: what counts as alive is a
 * setting, and may have been another one then.
 */
bool check_stands(const struct check *check, const struct evidence *known);
/*
 * The plan before any request, or the report after the run: `visit` for each host that has work or
 * had it, most URLs first.
 */
void check_hosts(const struct check *check,
                 void (*visit)(void *self, const struct check_host *host), void *self);
/* Check all that was added; every URL is handed to `done` before it returns. Once a check. */
void check_run(struct check *check);
/* NULL is fine. */
void check_free(struct check *check);

#endif
