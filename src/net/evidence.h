/*
 * evidence: what came of asking for a URL, and how that is known. Plain data: rules and reports
 * read it, the store keeps it, nothing in it belongs to a client.
 */
#ifndef CURLINT_NET_EVIDENCE_H
#define CURLINT_NET_EVIDENCE_H

#include "base/arena.h"

enum verdict {
    VERDICT_OK,          /* answers where it was asked */
    VERDICT_MOVED,       /* alive behind redirects that are all permanent (301, 308) */
    VERDICT_REDIRECTED,  /* alive behind redirects of which one at least is temporary */
    VERDICT_SUSPICIOUS,  /* answers, but as a page that is not there or a parked domain does */
    VERDICT_GONE,        /* does not exist: the only verdict that is an error by itself */
    VERDICT_BLOCKED,     /* a wall or a limit: nothing is said about whether it exists */
    VERDICT_FLAKY,       /* failed each time it was tried; gone only if that lasts for days */
    VERDICT_INSECURE,    /* TLS does not work as it should: a certificate, the handshake */
    VERDICT_REFUSED,     /* not asked, by policy: a private address, another scheme, credentials */
    VERDICT_NOT_CHECKED, /* not asked, or not to the end: offline, excluded, out of time */
};
enum { VERDICT_COUNT = VERDICT_NOT_CHECKED + 1 };

/*
 * How much one run proves. A strong verdict stands by itself; a weak one (timeouts, 5xx, names that
 * do not resolve) is worth what repeats of it over days are worth.
 */
enum strength { STRENGTH_WEAK, STRENGTH_STRONG };

/* What the last request was doing when it ended. */
enum phase {
    PHASE_NONE,    /* no request was made */
    PHASE_RESOLVE, /* asking for the host's addresses */
    PHASE_CONNECT,
    PHASE_TLS,
    PHASE_SEND,   /* sending the request */
    PHASE_HEADER, /* waiting for the answer's header or reading it */
    PHASE_BODY,
    PHASE_DONE, /* the answer was read as far as it was wanted */
};
enum { PHASE_COUNT = PHASE_DONE + 1 };

enum method { METHOD_HEAD, METHOD_GET };

/* Whether the URL's fragment names a place in the page. */
enum fragment_state { FRAGMENT_NOT_CHECKED, FRAGMENT_FOUND, FRAGMENT_MISSING };

/* One URL of a chain of redirects, with the answer that decided what came next. */
struct hop {
    str url;            /* as asked, without a fragment */
    int status;         /* HTTP; 0 where there was no answer */
    enum method method; /* of the last request to it */
};

/* What a service knows of a paper. Its texts are one line each, may be empty, and are a stranger's:
 * any bytes of UTF-8. */
struct paper_facts {
    str id;        /* as the service writes it, without a version: "2401.00001", "hep-th/9901001" */
    str title;     /* may hold LaTeX */
    str authors;   /* in order, ", " between them */
    str published; /* the first version: "2024-01-31" */
    str doi, journal;
    uint32_t version; /* the newest; 0: not told */
    bool withdrawn;
};

/* What a forge knows of a repository. */
struct repo_facts {
    str name; /* "owner/name" as it is called today */
    bool archived, disabled, empty;
};

/*
 * All slices are UTF-8 or bytes of a server and belong to who made the evidence: the engine's are
 * borrowed for the call that hands them out, those of evidence_copy() live in its arena.
 */
struct evidence {
    str url;                /* as the caller wrote it; credentials masked */
    str final;              /* the last URL of the chain; `url` where there was no redirect */
    const struct hop *hops; /* `hop_count` of them, the first for `url`; none where not asked */
    size_t hop_count;

    enum verdict verdict;
    enum strength strength;
    const char *cause; /* for programs: "not-found", "timeout", "certificate-expired"; belongs to
                          nobody where the engine made it, else to whom the slices do */
    str reason;        /* one sentence for a person, without a full stop: what decided it */

    enum phase phase;    /* of the last request */
    int status;          /* HTTP status of the last answer; 0: none */
    int curl_code;       /* libcurl's CURLcode of the last request; 0: fine */
    int resolve_code;    /* enum resolve_status (net/resolve.h); 0: fine or not asked */
    str address;         /* numeric, of the server that was last connected to; empty: none */
    int64_t retry_after; /* seconds that the server asked to wait; -1: it did not */
    enum fragment_state fragment;

    str service;                     /* that was asked instead of the page, "arxiv"; empty: none */
    const struct paper_facts *paper; /* NULL: none are known */
    const struct repo_facts *repo;   /* NULL: none are known */

    uint32_t requests; /* sent for this URL, redirects and retries included; those to a service,
                          which are for many URLs at once, are not */
    int64_t took;      /* milliseconds from the first request to the verdict, waiting included */
    int64_t when;      /* of the verdict, seconds since 1970-01-01T00:00:00Z */
};

/* "ok", "moved", "redirected", ... as JSON and the store have them. */
const char *verdict_name(enum verdict verdict);
/* The verdict of that name; false leaves `*out` alone. */
bool verdict_from_name(str name, enum verdict *out);
/* "weak", "strong" */
const char *strength_name(enum strength strength);
/* "none", "resolve", "connect", "tls", "send", "header", "body", "done" */
const char *phase_name(enum phase phase);
/* "HEAD", "GET" */
const char *method_name(enum method method);

/* "not-checked", "found", "missing" */
const char *fragment_name(enum fragment_state state);

/* Whether the URL led to a page: ok, moved or redirected. */
bool verdict_is_alive(enum verdict verdict);

/* A copy whose slices and hops live in `arena`. */
struct evidence evidence_copy(struct arena *arena, const struct evidence *from);

#endif
