#include "net/judge.h"

#include <errno.h>

/* What statuses mean in the answer to a GET; the first row that fits decides. */
struct status_row {
    short first, last;
    enum step step;
    bool alive;
    enum verdict verdict;
    enum strength strength;
    const char *cause, *reason;
};

#define ALIVE(first_, last_)                                                                       \
    {                                                                                              \
        .first = (first_), .last = (last_), .step = STEP_DONE, .alive = true,                      \
        .strength = STRENGTH_STRONG, .cause = "alive", .reason = "the server answers %d"           \
    }
#define GONE(status_, cause_, reason_)                                                             \
    {                                                                                              \
        .first = (status_), .last = (status_), .step = STEP_DONE, .verdict = VERDICT_GONE,         \
        .strength = STRENGTH_STRONG, .cause = (cause_), .reason = (reason_)                        \
    }
#define WALL(status_, cause_, reason_)                                                             \
    {                                                                                              \
        .first = (status_), .last = (status_), .step = STEP_DONE, .verdict = VERDICT_BLOCKED,      \
        .strength = STRENGTH_WEAK, .cause = (cause_), .reason = (reason_)                          \
    }
#define WEAK(first_, last_, step_, cause_, reason_)                                                \
    {                                                                                              \
        .first = (first_), .last = (last_), .step = (step_), .verdict = VERDICT_FLAKY,             \
        .strength = STRENGTH_WEAK, .cause = (cause_), .reason = (reason_)                          \
    }

static const struct status_row statuses[] = {
    ALIVE(200, 299),
    ALIVE(304, 304),
    WEAK(300, 399, STEP_DONE, "redirect-broken",
         "the server answers %d, a redirect, without a "
         "place to go to"),
    GONE(404, "not-found", "the server answers %d: there is no such page"),
    GONE(410, "removed", "the server answers %d: the page was removed for good"),
    WALL(401, "login", "the server answers %d: it wants a login"),
    WALL(402, "payment", "the server answers %d: it wants to be paid"),
    WALL(403, "forbidden", "the server answers %d: it does not show the page to programs"),
    WALL(405, "method", "the server answers %d: it takes neither HEAD nor GET"),
    WALL(406, "not-acceptable", "the server answers %d: it does not show the page to programs"),
    WEAK(408, 408, STEP_AGAIN, "timeout", "the server answers %d: it waited too long"),
    ALIVE(416, 416), /* of an empty file, to a Range */
    WALL(418, "forbidden", "the server answers %d: it does not show the page to programs"),
    WEAK(421, 421, STEP_HTTP1, "misdirected", "the server answers %d: the request was not for it"),
    WALL(423, "locked", "the server answers %d: the page is locked"),
    WEAK(425, 425, STEP_AGAIN, "server-error", "the server answers %d: too early"),
    {429, 429, STEP_LIMITED, false, VERDICT_BLOCKED, STRENGTH_WEAK, "rate-limited",
     "the server answers %d: too many requests"},
    WALL(451, "legal", "the server answers %d: it may not show the page here"),
    WEAK(400, 499, STEP_DONE, "client-error", "the server answers %d to a proper request"),
    WEAK(501, 501, STEP_DONE, "server-error", "the server answers %d: it does not know GET"),
    WEAK(505, 511, STEP_DONE, "server-error", "the server answers %d: it is not set up rightly"),
    WEAK(500, 504, STEP_AGAIN, "server-error", "the server answers %d: it failed"),
    /* Cloudflare's own: the server behind it is down, which lasts minutes to hours. */
    WEAK(520, 530, STEP_DONE, "server-down", "the server answers %d: what is behind it is down"),
    WEAK(500, 599, STEP_AGAIN, "server-error", "the server answers %d: it failed"),
    WALL(999, "forbidden", "the server answers %d: it does not show the page to programs"),
    WEAK(0, 32767, STEP_DONE, "odd-status", "the server answers %d, which means nothing"),
};

/* By enum fetch_fault, where no status came. */
static const struct judgement faults[] = {
    [FETCH_FORBIDDEN] = {STEP_DONE, VERDICT_REFUSED, STRENGTH_STRONG, "private-address",
                         "the address is not one of the public internet", false, false, false},
    [FETCH_NAME] = {STEP_ENDPOINT, VERDICT_FLAKY, STRENGTH_WEAK, "no-such-host",
                    "the host's name leads to no address", false, false, false},
    [FETCH_CONNECT] = {STEP_ENDPOINT, VERDICT_FLAKY, STRENGTH_WEAK, "no-connection",
                       "no connection could be made", false, false, false},
    [FETCH_TIMEOUT] = {STEP_AGAIN, VERDICT_FLAKY, STRENGTH_WEAK, "timeout",
                       "no answer came in time", false, false, false},
    [FETCH_TLS] = {STEP_ENDPOINT, VERDICT_INSECURE, STRENGTH_WEAK, "tls-handshake",
                   "the server and curlint agree on no way to encrypt", false, false, false},
    [FETCH_CERTIFICATE] = {STEP_ENDPOINT, VERDICT_INSECURE, STRENGTH_STRONG, "certificate-invalid",
                           "the server's certificate is not valid", false, false, false},
    [FETCH_HTTP2] = {STEP_HTTP1, VERDICT_FLAKY, STRENGTH_WEAK, "http2",
                     "the server broke off in HTTP/2", false, false, false},
    [FETCH_CUT] = {STEP_AGAIN, VERDICT_FLAKY, STRENGTH_WEAK, "cut-off",
                   "the server closed the connection without an answer", false, false, false},
    [FETCH_NO_HTTP] = {STEP_AGAIN, VERDICT_FLAKY, STRENGTH_WEAK, "no-http",
                       "what the server answers is no HTTP", false, false, false},
    [FETCH_BROKEN] = {STEP_AGAIN, VERDICT_FLAKY, STRENGTH_WEAK, "broken", "the request failed",
                      false, false, false},
};

static const struct {
    const char *fault, *reason;
} certificates[] = {
    {"certificate-expired", "the server's certificate has expired"},
    {"certificate-not-yet-valid", "the server's certificate is not valid yet"},
    {"certificate-self-signed", "the server signed its certificate itself"},
    {"certificate-unknown-root", "nobody trusts who signed the server's certificate"},
    {"certificate-unknown-issuer", "the server does not show who signed its certificate"},
    {"certificate-incomplete", "the server does not show who signed its certificate"},
    {"certificate-revoked", "the server's certificate was revoked"},
    {"certificate-name", "the server's certificate is for another host"},
};

/* Whether there is no way from this machine, as to IPv6 from one that has none. */
static bool is_without_route(int system_error)
{
    return system_error == ENETUNREACH || system_error == ENETDOWN ||
           system_error == EADDRNOTAVAIL || system_error == EAFNOSUPPORT;
}

static struct judgement judge_fault(const struct fetch_answer *answer)
{
    struct judgement judgement = faults[answer->fault];
    if (answer->fault == FETCH_TIMEOUT &&
        (answer->phase == PHASE_CONNECT || answer->phase == PHASE_TLS)) {
        judgement.step = STEP_ENDPOINT;
        judgement.reason = "no connection stood in time";
    } else if (answer->fault == FETCH_CONNECT && answer->system_error == ECONNREFUSED) {
        judgement.cause = "connection-refused";
        judgement.reason = "the host refuses connections";
    } else if (answer->fault == FETCH_CONNECT && is_without_route(answer->system_error)) {
        judgement.verdict = VERDICT_NOT_CHECKED;
        judgement.cause = "no-route";
        judgement.reason = "there is no way to the host's network from here";
    } else if (answer->fault == FETCH_CUT && answer->phase == PHASE_TLS) {
        judgement.step = STEP_ENDPOINT;
        judgement.reason = "the server closed the connection while encryption was agreed on";
    }
    for (size_t i = 0; answer->certificate_fault && i < sizeof certificates / sizeof *certificates;
         i++)
        if (str_eq(str_from(certificates[i].fault), str_from(answer->certificate_fault))) {
            judgement.cause = certificates[i].fault;
            judgement.reason = certificates[i].reason;
        }
    return judgement;
}

struct judgement judge_name(enum resolve_status status)
{
    struct judgement judgement = faults[FETCH_NAME];
    static const struct {
        const char *cause, *reason;
        enum verdict verdict;
    } rows[] = {
        [RESOLVE_NO_NAME] = {"no-such-host", "the host's name leads to no address", VERDICT_FLAKY},
        [RESOLVE_TRY_AGAIN] = {"resolver", "no name server knows the host's address just now",
                               VERDICT_FLAKY},
        [RESOLVE_FAILED] = {"resolver", "the host's name could not be looked up", VERDICT_FLAKY},
        [RESOLVE_TIMEOUT] = {"resolver", "no name server answered in time", VERDICT_FLAKY},
        /* That is this machine's trouble, and says nothing of the host. */
        [RESOLVE_DOWN] = {"no-resolver", "no name server answers here", VERDICT_NOT_CHECKED},
    };
    judgement.cause = rows[status].cause;
    judgement.reason = rows[status].reason;
    judgement.verdict = rows[status].verdict;
    return judgement;
}

/* A wall that says so in a header, whatever its status. */
static bool is_challenge(const struct fetch_answer *answer)
{
    return str_has_words(answer->headers[FETCH_CF_MITIGATED], STR("challenge")) ||
           answer->headers[FETCH_AMZN_WAF_ACTION].n > 0;
}

static struct judgement judge_status(int status)
{
    const struct status_row *row = statuses;
    while (status < row->first || status > row->last)
        row++;
    return (struct judgement){
        .step = row->step,
        .verdict = row->verdict,
        .strength = row->strength,
        .cause = row->cause,
        .reason = row->reason,
        .alive = row->alive,
        .confirm = row->verdict == VERDICT_GONE,
    };
}

/* Redirects that are followed; a permanent one says that the old URL is of no more use. */
static bool is_redirect(const struct fetch_answer *answer, bool *permanent)
{
    *permanent = answer->status == 301 || answer->status == 308;
    return answer->headers[FETCH_LOCATION].n > 0 &&
           (*permanent || answer->status == 300 || answer->status == 302 || answer->status == 303 ||
            answer->status == 307);
}

/* What HEAD cannot say, GET is asked: all but what a GET would be answered just so. */
static enum step step_of_head(const struct judgement *judgement)
{
    return judgement->alive || judgement->step == STEP_LIMITED ? judgement->step : STEP_GET;
}

struct judgement judge_answer(const struct fetch_answer *answer, bool accepted)
{
    static const struct judgement challenge = {
        .step = STEP_DONE,
        .verdict = VERDICT_BLOCKED,
        .strength = STRENGTH_WEAK,
        .cause = "challenge",
        .reason = "the server answers %d with a puzzle for browsers",
    };
    static const struct judgement welcome = {
        .step = STEP_DONE,
        .alive = true,
        .strength = STRENGTH_STRONG,
        .cause = "accepted",
        .reason = "the server answers %d, which is accepted",
    };
    bool head = answer->method == METHOD_HEAD, permanent;
    if (answer->status == 0) {
        struct judgement judgement = judge_fault(answer);
        if (head && judgement.step == STEP_AGAIN)
            judgement.step = STEP_GET;
        return judgement;
    }
    if (is_challenge(answer))
        return challenge;
    if (accepted)
        return welcome;
    if (is_redirect(answer, &permanent))
        return (struct judgement){.step = STEP_FOLLOW, .permanent = permanent};
    struct judgement judgement = judge_status(answer->status);
    if (judgement.step == STEP_AGAIN && answer->headers[FETCH_RETRY_AFTER].n)
        judgement.step = STEP_LIMITED;
    if (head)
        judgement.step = step_of_head(&judgement);
    else if (answer->range && !judgement.alive && judgement.step != STEP_LIMITED)
        judgement.step = STEP_WHOLE;
    return judgement;
}
