/*
 * schedule: which job may run next, so that no host gets more at once or more a second than it is
 * to bear, and no host that has to wait keeps others waiting. Pure: it sees numbers and times, no
 * network; the caller tells what became of each job.
 *
 * A job is any small number of the caller's. A host that was never asked gets one job first, the
 * probe, and the rest when that got through (schedule_open). Hosts that run are served in turn; a
 * new one is begun when none of them may run, the one with most jobs first, so that few connections
 * are open at a time and the longest queue does not begin last.
 */
#ifndef CURLINT_NET_SCHEDULE_H
#define CURLINT_NET_SCHEDULE_H

#include "base/map.h"
#include "net/heap.h"

#define SCHEDULE_NONE UINT32_MAX

struct schedule_limits {
    unsigned at_once; /* jobs; at least 1 */
    double rate;      /* jobs a second; 0: no limit */
    unsigned burst;   /* that may come together before the rate binds; at least 1 */
};

struct schedule_host {
    str name; /* of the schedule's map */
    struct schedule_limits limits;
    unsigned at_once; /* as of now: 1 before it is open, fewer after it complained */
    double rate;      /* the same */
    size_t waiting, in_flight;
    uint32_t first, last; /* of the jobs that wait, SCHEDULE_NONE for none */
    bool started;         /* a job of it was taken */
    bool open;            /* one got through */
    bool paused;
    int64_t not_before;
    double tokens;    /* jobs that the rate allows as of `filled` */
    int64_t filled;   /* ms */
    int64_t ready_at; /* its key among hosts that wait for their turn */
    uint64_t turn;
};

/* One job that comes back later. */
struct schedule_delayed {
    int64_t when;
    uint32_t host, job;
};

/* Zeroed but for `at_once`, then schedule_start(); it must stay where it is until schedule_free().
 */
struct schedule {
    unsigned at_once; /* jobs, over all hosts */
    size_t waiting, in_flight;
    VEC(struct schedule_host) hosts;
    struct map names;
    VEC(uint32_t) next; /* job -> the one behind it at its host */
    struct heap ready;  /* started hosts that wait for their time or turn */
    struct heap fresh;  /* hosts not begun */
    VEC(struct schedule_delayed) delayed;
    VEC(uint32_t) delayed_free;
    struct heap later; /* indices of `delayed` */
    uint64_t turn;
};

void schedule_start(struct schedule *schedule);
/* The host of that name, made with `limits` (*added true) where it is not there yet. */
uint32_t schedule_host(struct schedule *schedule, str name, const struct schedule_limits *limits,
                       bool *added);

/* Queue a job at its host; `front`: before the others. */
void schedule_put(struct schedule *schedule, int64_t now, uint32_t host, uint32_t job, bool front);
/* Queue it at `when`. It does not keep others of the host from running. */
void schedule_put_later(struct schedule *schedule, int64_t when, uint32_t host, uint32_t job);

/*
 * The next job that may run now; it then counts as running until schedule_done(). False: none.
 * Hosts that were never asked are begun only where `may_begin`.
 */
bool schedule_take(struct schedule *schedule, int64_t now, bool may_begin, uint32_t *host,
                   uint32_t *job);
void schedule_done(struct schedule *schedule, int64_t now, uint32_t host);
/* The same for a job that was taken but made no request: it counts against no rate. */
void schedule_undo(struct schedule *schedule, int64_t now, uint32_t host);
/* When schedule_take() may next give a job though nothing is done meanwhile; INT64_MAX: never. */
int64_t schedule_next(const struct schedule *schedule, bool may_begin);

/* A job of the host got through: its full number may run. */
void schedule_open(struct schedule *schedule, int64_t now, uint32_t host);
/* Back to one job at a time, until one gets through again. */
void schedule_probe(struct schedule *schedule, int64_t now, uint32_t host);
/* The host complained: half as many at once, at half the rate. */
void schedule_slow(struct schedule *schedule, int64_t now, uint32_t host);
/* One more at once and an eighth of the rate more, up to its limits. */
void schedule_quicken(struct schedule *schedule, int64_t now, uint32_t host);
/* Nothing of the host before `until`; never shortens. */
void schedule_hold(struct schedule *schedule, int64_t now, uint32_t host, int64_t until);
/* Nothing of the host until it is resumed. */
void schedule_pause(struct schedule *schedule, int64_t now, uint32_t host, bool paused);

void schedule_free(struct schedule *schedule);

#endif
