/*
 * service: what is asked about many papers or repositories at once, in place of their pages. One
 * service is one file of src/net/services/, which is data as far as it can be: whose URLs it knows,
 * how many it is asked about at a time, at what pace. It makes requests and reads answers; when
 * they are sent, and what becomes of the URLs, is the engine's (check_service.c).
 */
#ifndef CURLINT_NET_SERVICE_H
#define CURLINT_NET_SERVICE_H

#include "base/arena.h"
#include "base/buf.h"
#include "net/fetch.h"
#include "net/judge.h"

/* The parts of a URL in one spelling (net/target.h), without a fragment. */
struct service_url {
    str host, path, query; /* `path` begins with '/'; `query` has no '?' */
    str rest;              /* of the path, behind the prefix of the pattern */
    const struct service_pattern *pattern;
};

/* Whose URLs a service knows. The first pattern of the table that fits counts. */
struct service_pattern {
    const char *host;   /* lower case; with "www." before it too */
    const char *prefix; /* of the path, letter case aside */
    int kind;           /* the service's own */
};

/* What a service says of one key. Slices live in the arena of the call. */
struct service_result {
    enum service_state {
        SERVICE_UNTOLD,   /* nothing: it is asked again, among fewer */
        SERVICE_THERE,    /* it exists */
        SERVICE_ABSENT,   /* it does not */
        SERVICE_MISSED,   /* the same, if it is said twice */
        SERVICE_DOUBTFUL, /* the page is to be asked */
    } state;
    bool has_paper, has_repo;
    struct paper_facts paper;
    struct repo_facts repo;
};

/* What an answer is worth. */
enum service_reply {
    REPLY_FINE,  /* the results stand */
    REPLY_SPLIT, /* it was too much, or one of them spoils it: halves are asked; one alone: its page
                  */
    REPLY_WAIT,  /* it has had enough for now */
    REPLY_AGAIN, /* it failed, which may pass */
    REPLY_STOP,  /* it does not want to be asked: nothing more is checked */
    REPLY_PAGES, /* it does not let us in: pages are asked instead */
};

/* A request to make. Zero-initialised; the buffers are the engine's to free. */
struct service_request {
    struct buf url;  /* without a NUL */
    struct buf body; /* JSON of a POST; empty: GET */
};

struct service {
    const char *name; /* "arxiv": in evidence and in reports */
    const char *site; /* "arxiv.org": what a configuration calls it; its own pages are there */
    const struct service_pattern *patterns; /* ended by a NULL host */
    const char *endpoint;                   /* NULL: nothing is ever asked */
    unsigned batch;                         /* keys a request */
    unsigned at_once;                       /* requests; 0: as of any host */
    double rate;                            /* requests a second; 0: as of any host */
    /* Milliseconds from the end of an answer to the next request, over one connection; while there
     * are requests to be made the pages of the site wait. 0: none. */
    int64_t pace;
    int64_t wait;       /* milliseconds, when it says "too many" and not for how long; doubles */
    bool wants_token;   /* it answers nobody without one: then pages are asked */
    const char *absent; /* why what is absent counts as gone: a sentence without a full stop */
    const char *unanswered; /* why nothing is known where it could not be asked */

    /* Append the key of what a URL names, in one spelling: equal keys are asked for once. False: it
     * names nothing that the service knows. */
    bool (*key)(const struct service_url *url, struct buf *key);
    /* Without a request: the judgement of such a URL (not NULL), or another URL that is asked in
     * its place, which is where it has moved to. Of these three `key` or one of the others is set.
     */
    const struct judgement *(*settle)(const struct service_url *url);
    bool (*rewrite)(const struct service_url *url, struct buf *out);

    /* Make the request for keys of this service. */
    void (*ask)(struct service_request *out, str endpoint, const str *keys, size_t count);
    /* Read an answer that has a status; `results` are zeroed, one a key, in order. */
    enum service_reply (*read)(const struct fetch_answer *answer, const str *keys, size_t count,
                               struct arena *arena, struct service_result *results);
    /* What a result says of one URL, where that is more than that it is there: change `out`, and
     * append where it has moved to. False: only the URL's page can tell. May be NULL. */
    bool (*judge)(const struct service_url *url, const struct service_result *result,
                  struct judgement *out, struct buf *final);
};

/* The generated table, ended by NULL. */
extern const struct service *const service_table[];

/* How a service is to be used; all borrowed. */
struct service_setting {
    const struct service *service;
    str site;          /* whose pages it knows; empty: as the service says */
    str endpoint;      /* empty: the service's own */
    const char *token; /* sent to the endpoint, and nowhere else; NULL: none */
};

/* The service whose pages are at `site`, or of that name; NULL: there is none. */
const struct service *service_find(str site);

/* Split a target's URL. */
void service_split(struct service_url *out, str url, str host);
/* Whether a service, at `site` where that is not empty, knows the URL: sets its `rest`, `pattern`.
 */
bool service_knows(const struct service *service, str site, struct service_url *url);

/* What the status of an answer means to most services. */
enum service_reply service_reply(const struct fetch_answer *answer);

#endif
