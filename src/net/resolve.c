#include "net/resolve.h"

#include "base/buf.h"
#include "base/map.h"
#include "net/address.h"
#include "net/resolve_pool.h"

#include <netdb.h>
#include <string.h>

enum {
    DEFAULT_THREADS = 16,
    DEFAULT_DEADLINE_MS = 15000,
    ADDRESSES_MAX = 32,
    UNANSWERED_MAX = 32, /* in a row, before the resolver counts as down */
};

/* A host that is being asked for. */
struct flight {
    uint32_t host;
    int64_t started;         /* monotonic, ms */
    struct resolve_job *job; /* the pool's until `looked_up` */
    bool looked_up;
};

/* Indices of hosts, taken from the front. */
struct queue {
    VEC(uint32_t) hosts;
    size_t taken;
};

struct host {
    struct resolve_answer *answer; /* arena: stays at one place */
    bool pending;                  /* until resolver_next() hands it out */
};

struct resolver {
    struct resolver_options options;
    struct resolve_pool *pool; /* NULL where the source is direct */
    struct arena arena;
    struct map by_name; /* in lower case -> index of `hosts` */
    struct buf lower;   /* scratch */
    VEC(struct host) hosts;
    struct queue waiting, ready;
    VEC(struct flight) flights; /* at most options.threads */
    unsigned unanswered;        /* asks in a row that nobody answered */
};

static void queue_push(struct queue *queue, uint32_t host)
{
    vec_push(&queue->hosts, host);
}

static bool queue_is_empty(const struct queue *queue)
{
    return queue->taken == queue->hosts.n;
}

static uint32_t queue_pop(struct queue *queue)
{
    uint32_t host = queue->hosts.at[queue->taken++];
    if (queue_is_empty(queue))
        queue->taken = queue->hosts.n = 0;
    return host;
}

static int64_t now(const struct resolver *resolver)
{
    return resolver->options.clock.monotonic(resolver->options.clock.self);
}

struct resolver *resolver_new(const struct resolver_options *options)
{
    struct resolver *resolver = mem_alloc(1, sizeof *resolver);
    resolver->options = *options;
    if (resolver->options.threads == 0)
        resolver->options.threads = DEFAULT_THREADS;
    if (resolver->options.deadline_ms == 0)
        resolver->options.deadline_ms = DEFAULT_DEADLINE_MS;
    if (!options->source.direct)
        resolver->pool = resolve_pool_new(options->source, options->wake, options->wake_self);
    return resolver;
}

static void put_addresses(struct resolver *resolver, struct resolve_answer *answer,
                          const struct resolve_found *found)
{
    size_t room = found->addresses.n < ADDRESSES_MAX ? found->addresses.n : ADDRESSES_MAX;
    answer->addresses = arena_alloc(&resolver->arena, room * sizeof *answer->addresses);
    answer->count = 0;
    for (size_t i = 0; i < found->addresses.n && answer->count < room; i++) {
        const struct resolve_address *fresh = &found->addresses.at[i];
        size_t k = 0;
        while (k < answer->count &&
               (answer->addresses[k].length != fresh->length ||
                memcmp(&answer->addresses[k].address, &fresh->address, sizeof fresh->address) != 0))
            k++;
        if (k == answer->count)
            answer->addresses[answer->count++] = *fresh;
    }
}

/* Write down what came of an ask. */
static void put_answer(struct resolver *resolver, struct resolve_answer *answer,
                       const struct resolve_found *found)
{
    answer->status = found->status;
    answer->code = found->code;
    answer->why = found->why;
    answer->addresses = NULL;
    answer->count = 0;
    if (found->status == RESOLVE_OK && found->addresses.n == 0) {
        answer->status = RESOLVE_NO_NAME;
        answer->code = EAI_NODATA;
        answer->why = "No address associated with hostname";
    } else if (found->status == RESOLVE_OK) {
        put_addresses(resolver, answer, found);
    }
}

static void settle(struct resolver *resolver, uint32_t host, const struct resolve_found *found)
{
    put_answer(resolver, resolver->hosts.at[host].answer, found);
    queue_push(&resolver->ready, host);
}

static void settle_as(struct resolver *resolver, uint32_t host, enum resolve_status status,
                      const char *why)
{
    settle(resolver, host, &(struct resolve_found){.status = status, .why = why});
}

/* Begin to ask for a host. */
static void begin(struct resolver *resolver, uint32_t host)
{
    struct resolve_answer *answer = resolver->hosts.at[host].answer;
    struct flight flight = {.host = host, .started = now(resolver)};
    flight.job = mem_alloc(1, sizeof *flight.job);
    memcpy(flight.job->host, answer->host.at, answer->host.n);
    answer->asked++;
    if (!resolver->pool) {
        const struct resolve_source *source = &resolver->options.source;
        source->look_up(source->self, flight.job->host, &flight.job->found);
        flight.looked_up = true;
    } else if (!resolve_pool_hand(resolver->pool, flight.job)) {
        resolve_job_free(flight.job);
        settle_as(resolver, host, RESOLVE_DOWN, "no thread was free to ask for it");
        return;
    }
    vec_push(&resolver->flights, flight);
}

/* Begin to ask for as many hosts as may be asked for at once. */
static void pump(struct resolver *resolver)
{
    bool down = resolver->unanswered >= UNANSWERED_MAX;
    size_t room = down ? 1 : resolver->options.threads;
    while (!queue_is_empty(&resolver->waiting) && resolver->flights.n < room)
        begin(resolver, queue_pop(&resolver->waiting));
    /* One at a time goes on trying; the others need not wait for what will not come. */
    while (down && !queue_is_empty(&resolver->waiting))
        settle_as(resolver, queue_pop(&resolver->waiting), RESOLVE_DOWN,
                  "the resolver answers nothing");
}

/* When a flight is over at the latest. */
static int64_t due(const struct resolver *resolver, const struct flight *flight)
{
    int64_t most = resolver->options.deadline_ms;
    if (flight->looked_up && flight->job->found.delay_ms < most)
        most = flight->job->found.delay_ms;
    return flight->started + most;
}

static void land(struct resolver *resolver, struct flight *flight, int64_t time)
{
    struct resolve_answer *answer = resolver->hosts.at[flight->host].answer;
    answer->took_ms = time - flight->started;
    bool answered =
        flight->looked_up && flight->job->found.delay_ms < resolver->options.deadline_ms;
    bool known = answered && flight->job->found.status != RESOLVE_TRY_AGAIN;
    resolver->unanswered = known ? 0 : resolver->unanswered + 1;
    if (answered)
        settle(resolver, flight->host, &flight->job->found);
    else
        settle_as(resolver, flight->host, RESOLVE_TIMEOUT, "no answer in time");
    if (flight->looked_up)
        resolve_job_free(flight->job);
    else
        resolve_pool_abandon(resolver->pool, flight->job);
}

/* Take what the threads have done, and end what is due. */
static void advance(struct resolver *resolver)
{
    struct resolve_job *job;
    while (resolver->pool && (job = resolve_pool_take(resolver->pool)))
        for (size_t i = 0; i < resolver->flights.n; i++)
            if (resolver->flights.at[i].job == job)
                resolver->flights.at[i].looked_up = true;
    int64_t time = now(resolver);
    size_t kept = 0;
    for (size_t i = 0; i < resolver->flights.n; i++) {
        struct flight flight = resolver->flights.at[i];
        if (due(resolver, &flight) <= time)
            land(resolver, &flight, time);
        else
            resolver->flights.at[kept++] = flight;
    }
    resolver->flights.n = kept;
    pump(resolver);
}

/* Whether it may be asked for: other bytes are in no name, and could end a C string early. */
static bool is_name(str host)
{
    if (host.n == 0 || host.n >= RESOLVE_HOST_BYTES)
        return false;
    for (size_t i = 0; i < host.n; i++)
        if ((unsigned char)host.at[i] <= ' ' || host.at[i] == 127)
            return false;
    return true;
}

static uint32_t add_host(struct resolver *resolver, str name)
{
    struct resolve_answer *answer = arena_alloc(&resolver->arena, sizeof *answer);
    struct resolve_found found = {0};
    struct resolve_address literal = {0};
    answer->host = name;
    vec_push(&resolver->hosts, (struct host){.answer = answer});
    uint32_t host = (uint32_t)resolver->hosts.n - 1;
    if (address_parse(name, &literal.address, &literal.length)) {
        vec_push(&found.addresses, literal);
        put_answer(resolver, answer, &found);
        vec_free(&found.addresses);
    } else if (!is_name(name)) {
        found.status = RESOLVE_NO_NAME;
        found.code = EAI_NONAME;
        found.why = "no name that a host can have";
        put_answer(resolver, answer, &found);
    } else {
        resolver->hosts.at[host].pending = true;
        queue_push(&resolver->waiting, host);
    }
    return host;
}

/* The index of a host; it is enlisted where it was not known. */
static uint32_t index_of(struct resolver *resolver, str host)
{
    bool added;
    buf_clear(&resolver->lower);
    for (size_t i = 0; i < host.n; i++)
        buf_add_char(&resolver->lower, ascii_lower(host.at[i]));
    uint32_t *slot = map_put_copy(&resolver->by_name, buf_str(&resolver->lower), 0, &added);
    if (added)
        *slot = add_host(resolver, map_key(slot));
    return *slot;
}

const struct resolve_answer *resolver_ask(struct resolver *resolver, str host)
{
    uint32_t index = index_of(resolver, host);
    advance(resolver);
    const struct host *known = &resolver->hosts.at[index];
    return known->pending ? NULL : known->answer;
}

const struct resolve_answer *resolver_ask_again(struct resolver *resolver, str host)
{
    uint32_t index = index_of(resolver, host);
    struct host *known = &resolver->hosts.at[index];
    if (!known->pending && known->answer->asked > 0) {
        known->pending = true;
        queue_push(&resolver->waiting, index);
    }
    return resolver_ask(resolver, host);
}

const struct resolve_answer *resolver_next(struct resolver *resolver)
{
    advance(resolver);
    if (queue_is_empty(&resolver->ready))
        return NULL;
    struct host *host = &resolver->hosts.at[queue_pop(&resolver->ready)];
    host->pending = false;
    return host->answer;
}

int64_t resolver_due(const struct resolver *resolver)
{
    int64_t first = INT64_MAX;
    if (!queue_is_empty(&resolver->ready))
        return now(resolver);
    for (size_t i = 0; i < resolver->flights.n; i++) {
        int64_t at = due(resolver, &resolver->flights.at[i]);
        first = at < first ? at : first;
    }
    return first;
}

size_t resolver_pending(const struct resolver *resolver)
{
    return resolver->waiting.hosts.n - resolver->waiting.taken + resolver->flights.n +
           resolver->ready.hosts.n - resolver->ready.taken;
}

void resolver_wait(struct resolver *resolver)
{
    int64_t first = resolver_due(resolver), time = now(resolver);
    if (resolver->pool && first != INT64_MAX && first > time)
        resolve_pool_wait(resolver->pool, first - time);
}

void resolver_free(struct resolver *resolver)
{
    if (!resolver)
        return;
    for (size_t i = 0; i < resolver->flights.n; i++) {
        struct flight *flight = &resolver->flights.at[i];
        if (flight->looked_up)
            resolve_job_free(flight->job);
        else
            resolve_pool_abandon(resolver->pool, flight->job);
    }
    if (resolver->pool)
        resolve_pool_close(resolver->pool);
    vec_free(&resolver->flights);
    vec_free(&resolver->hosts);
    vec_free(&resolver->waiting.hosts);
    vec_free(&resolver->ready.hosts);
    map_free(&resolver->by_name);
    buf_free(&resolver->lower);
    arena_free(&resolver->arena);
    mem_free(resolver);
}

/* What getaddrinfo(3) says, in our terms. */
static enum resolve_status status_of(int code)
{
    switch (code) {
    case 0:
        return RESOLVE_OK;
    case EAI_NONAME:
    case EAI_NODATA:
    case EAI_ADDRFAMILY:
        return RESOLVE_NO_NAME;
    case EAI_AGAIN:
        return RESOLVE_TRY_AGAIN;
    default:
        return RESOLVE_FAILED;
    }
}

static void ask_system(void *self, const char *host, struct resolve_found *found)
{
    (void)self;
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *list = NULL;
    int code = getaddrinfo(host, NULL, &hints, &list);
    found->status = status_of(code);
    found->code = code;
    if (code != 0) {
        found->why = gai_strerror(code);
        return;
    }
    for (const struct addrinfo *at = list; at; at = at->ai_next) {
        struct resolve_address address = {.length = at->ai_addrlen};
        if (at->ai_addrlen > sizeof address.address)
            continue;
        memcpy(&address.address, at->ai_addr, at->ai_addrlen);
        vec_push(&found->addresses, address);
    }
    freeaddrinfo(list);
}

struct resolve_source resolve_system(void)
{
    return (struct resolve_source){.look_up = ask_system};
}
