/*
 * resolve: the addresses of hosts, asked in a bounded pool of threads, each host once a run. Every
 * ask has a deadline; a thread that the system's resolver holds longer is left behind, so that a
 * dead resolver stalls nothing and the end of the process waits for nobody.
 *
 * One thread owns a resolver and calls everything here; only `wake` is called from others.
 */
#ifndef CURLINT_NET_RESOLVE_H
#define CURLINT_NET_RESOLVE_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/mem.h"

#include <sys/socket.h>

enum resolve_status {
    RESOLVE_OK,
    RESOLVE_NO_NAME,   /* the name is not there, or has no address: NXDOMAIN, NODATA */
    RESOLVE_TRY_AGAIN, /* nobody knew for certain: SERVFAIL, no server answered */
    RESOLVE_FAILED,    /* the resolver refused or broke */
    RESOLVE_TIMEOUT,   /* no answer before the deadline */
    RESOLVE_DOWN,      /* not asked: of the last asks none was answered */
};

struct resolve_address {
    struct sockaddr_storage address; /* the port is 0 */
    socklen_t length;                /* bytes */
};

/* What is known of a host. Lives, at one place, as long as the resolver. */
struct resolve_answer {
    str host; /* in lower case, NUL behind it */
    enum resolve_status status;
    int code;        /* getaddrinfo's EAI_ code; 0 where it gave none or all is fine */
    const char *why; /* static: "Name or service not known"; NULL if OK */
    struct resolve_address *addresses; /* in the resolver's order, none twice; none unless OK */
    size_t count;
    unsigned asked;  /* how often so far */
    int64_t took_ms; /* the last ask */
};

/* What a look-up found; filled by a source. Zero-initialised. */
struct resolve_found {
    enum resolve_status status;
    int code;        /* EAI_ */
    const char *why; /* static */
    VEC(struct resolve_address) addresses;
    int64_t delay_ms; /* by the resolver's clock: the answer is not there before. For tests */
};

/* Who is asked. */
struct resolve_source {
    /* Called in a thread of the pool, several at once, unless `direct`. `host` is no address. */
    void (*look_up)(void *self, const char *host, struct resolve_found *found);
    bool direct; /* never blocks: called in resolver_ask(), without a thread */
    void *self;  /* borrowed; if not direct, it must outlive every thread left behind */
};

/* The system's: getaddrinfo(3). */
struct resolve_source resolve_system(void);

struct resolver_options {
    struct clock clock;
    struct resolve_source source;
    unsigned threads;    /* at most this many asks at once; 0 is 16 */
    int64_t deadline_ms; /* of one ask, from when it is being asked; 0 is 15,000 */
    /*
     * Called from a thread of the pool when an answer came, with a lock held: it must not call the
     * resolver. May be NULL.
     */
    void (*wake)(void *self);
    void *wake_self; /* borrowed; until resolver_free() */
};

struct resolver;

struct resolver *resolver_new(const struct resolver_options *options);
/*
 * Ask for a host, unless that was done before; letter case makes no difference. Returns the answer
 * where it is known already (an address as written is known at once), NULL where it will come from
 * resolver_next().
 */
const struct resolve_answer *resolver_ask(struct resolver *resolver, str host);
/* Ask once more, as if for the first time; the answer comes in the place of the old one. */
const struct resolve_answer *resolver_ask_again(struct resolver *resolver, str host);
/* The next host that an answer came for, NULL where none is ready. Never blocks. */
const struct resolve_answer *resolver_next(struct resolver *resolver);
/*
 * When, by the monotonic clock, resolver_next() is to be called even if nobody woke: a deadline or
 * a delayed answer. INT64_MAX: when somebody wakes.
 */
int64_t resolver_due(const struct resolver *resolver);
/* How many hosts are being asked for, or wait for it. */
size_t resolver_pending(const struct resolver *resolver);
/*
 * Block until there may be something for resolver_next(), as long as it is to resolver_due() at
 * most. For callers without a loop of their own; returns at once where the source is direct.
 */
void resolver_wait(struct resolver *resolver);
/* What is being asked is given up. Does not wait for a look-up. NULL is fine. */
void resolver_free(struct resolver *resolver);

#endif
