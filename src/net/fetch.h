/*
 * fetch: single requests on one libcurl multi handle. It follows no redirect, tries nothing twice
 * and judges nothing; what may be asked when is the caller's business. The one place that connects,
 * so also the last guard of the address policy: every socket and every reuse is looked at.
 */
#ifndef CURLINT_NET_FETCH_H
#define CURLINT_NET_FETCH_H

#include "base/err.h"
#include "net/address.h"
#include "net/evidence.h"

/* Borrowed and to outlive the fetcher. Times in milliseconds. */
struct fetch_options {
    unsigned at_once;       /* requests */
    size_t connections;     /* to be kept, those in use included */
    const char *user_agent; /* NULL: none is sent */
    const char *proxy;      /* NULL: none */
    const char *ca_file;    /* NULL: the system's */
};

/* Borrowed for fetch_start(). */
struct fetch_request {
    uint32_t job; /* handed back */
    enum method method;
    const char *url;
    const char *resolve; /* "host:port:address,address"; NULL: known from before */
    str cookies;         /* of fetch_answer */
    str post;            /* METHOD_GET with it is a POST of JSON; empty: none */
    const char *token;   /* sent as a bearer's, to this URL alone; NULL: none */
    bool range;          /* a GET of the first byte */
    bool http1;          /* do not offer HTTP/2 */
    bool fresh;          /* on a new connection */
    int64_t connect_timeout, timeout, stall_timeout;
    bool allow_private; /* addresses that are not of the public internet */
    size_t body_bytes;  /* of a GET, decoded; then it is cut off, which is no failure */
};

/* The headers that anything is made of. */
enum fetch_header {
    FETCH_LOCATION,
    FETCH_CONTENT_TYPE,
    FETCH_RETRY_AFTER,
    FETCH_CF_MITIGATED,
    FETCH_AMZN_WAF_ACTION,
    FETCH_RATELIMIT,
    FETCH_RATELIMIT_REMAINING,
    FETCH_RATELIMIT_RESET,
    FETCH_X_RATELIMIT_REMAINING,
    FETCH_X_RATELIMIT_RESET,
    FETCH_SERVER,
};
enum { FETCH_HEADER_COUNT = FETCH_SERVER + 1 };

/* What went wrong below HTTP. */
enum fetch_fault {
    FETCH_FINE,
    FETCH_FORBIDDEN, /* the address policy; `forbidden` has the range */
    FETCH_NAME,      /* libcurl had to ask for the name, and found none */
    FETCH_CONNECT,   /* no connection */
    FETCH_TIMEOUT,   /* of the phase */
    FETCH_TLS,       /* the handshake */
    FETCH_CERTIFICATE,
    FETCH_HTTP2,   /* HTTP/2 itself; HTTP/1.1 may work */
    FETCH_CUT,     /* reset, closed too early */
    FETCH_NO_HTTP, /* what came is no HTTP */
    FETCH_BROKEN,  /* anything else */
};

/* Slices are borrowed until the next call of fetch_next() or fetch_cancel(). */
struct fetch_answer {
    uint32_t job;
    enum method method;
    bool range;
    enum fetch_fault fault;
    int curl_code;
    int system_error;              /* errno of a connection that failed, 0 where there is none */
    const char *certificate_fault; /* static; NULL where FETCH_CERTIFICATE does not apply */
    const struct address_range *forbidden;
    enum phase phase;
    int status; /* 0: no header came */
    str headers[FETCH_HEADER_COUNT];
    bool sets_cookies;
    str cookies; /* with those of the request, in libcurl's own form; only if asked to keep */
    str body;    /* of a GET */
    bool cut;    /* the body was longer */
    str address; /* numeric */
    bool reused; /* on a connection that stood already */
    int64_t took;
};

struct fetch;
struct libcurl;

/* `wake` of a thread is fetch_wake(). RC_FAIL: libcurl, TLS or the CA file is of no use. */
enum rc fetch_new(struct fetch **out, const struct fetch_options *options,
                  struct err *err) RC_MUST_CHECK;
/* Begin a request; at most `at_once` may run. */
void fetch_start(struct fetch *fetch, const struct fetch_request *request);
/* Do what can be done without waiting. */
void fetch_perform(struct fetch *fetch);
/* The next answer; false where there is none. */
bool fetch_next(struct fetch *fetch, struct fetch_answer *answer);
/* Wait for the network, at most so long, or until fetch_wake(). */
void fetch_wait(struct fetch *fetch, int64_t milliseconds);
/* From any thread. */
void fetch_wake(struct fetch *fetch);
/* Give up all that runs; it is not answered. */
void fetch_cancel(struct fetch *fetch);
/* The library that it works with, for as long as it lives. */
const struct libcurl *fetch_libcurl(const struct fetch *fetch);
/* NULL is fine. */
void fetch_free(struct fetch *fetch);

#endif
