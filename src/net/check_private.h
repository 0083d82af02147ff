/*
 * check_private: what the files of the engine know of a run. For src/net/check*.c only.
 *
 * A task is one URL to be asked for. It waits at a host in the schedule, or in the second pass, or
 * is in flight, or done; a redirect moves it to another host.
 */
#ifndef CURLINT_NET_CHECK_PRIVATE_H
#define CURLINT_NET_CHECK_PRIVATE_H

#include "base/map.h"
#include "base/mem.h"
#include "net/check.h"
#include "net/judge.h"
#include "net/schedule.h"
#include "net/service.h"
#include "net/target.h"

#define CHECK_NONE UINT32_MAX

/* One key of a service, with the tasks that wait for what is said of it. */
struct subject {
    str key;              /* in the check's arena */
    uint32_t first, last; /* tasks */
    unsigned untold;      /* answers that said nothing of it */
    unsigned missed;      /* answers that did not have it */
};

/* A request about several of them; it is a task of its own. */
struct batch {
    uint32_t service;
    VEC(uint32_t) subjects;
};

/* Beside each of the settings' services. */
struct service_queue {
    struct target target; /* its endpoint */
    uint32_t host, endpoint;
    VEC(uint32_t) subjects;
    struct map keys; /* -> subject */
    size_t open;     /* batches that are not done */
    bool usable;     /* its endpoint can be asked, with what there is of tokens */
    bool stopped;    /* it wants no more requests: nothing more is checked */
    bool pages;      /* it lets us not in: pages are asked instead */
    struct judgement refusal;
};

/* One check_add(). */
struct ask {
    size_t id;
    str url;       /* in the check's arena, as written */
    uint32_t next; /* of the same task */
};

enum task_state {
    TASK_SETTLED, /* by policy, before any request: `last` has the verdict */
    TASK_WAITING, /* in the schedule or in flight, or for what a service says */
    TASK_PARKED,  /* until the second pass */
    TASK_DONE,
};

struct task {
    struct target target; /* where it is now */
    uint32_t host, endpoint;
    uint32_t first_ask, last_ask;
    uint32_t service; /* that is asked for it, or said where its page is now; CHECK_NONE: none */
    uint32_t subject, next_of_subject; /* that it waits for; CHECK_NONE: none */
    uint32_t batch;                    /* that it is the request of; CHECK_NONE: it is a URL */
    enum task_state state;
    VEC(struct hop) hops; /* left behind; their URLs are owned, with mem_alloc() */
    struct buf cookies;   /* of the chain */
    enum method method;
    bool wants_page; /* the body matters: a fragment, or where it landed is odd */
    bool whole;      /* no Range */
    bool gets_only;  /* the chain is asked anew, by GET alone */
    bool http1;
    bool doubted;     /* HEAD was no good here */
    bool temporary;   /* one of the redirects was */
    bool rewritten;   /* the page is known to be elsewhere now, and asked for there */
    unsigned tries;   /* that failed in passing, at this URL */
    unsigned limited; /* answers that asked for less, at this URL */
    unsigned gone;    /* answers that say "gone", at this URL */
    uint32_t requests;
    int64_t started; /* the first request; -1: none yet */
    int64_t asked;   /* the last one */
    /* Of the last answer. */
    struct judgement last;
    enum phase phase;
    int status, curl_code, resolve_code;
    int64_t retry_after;
    struct buf final;                    /* where a service says that it has moved to */
    const struct service_result *result; /* of a service, while the evidence is made */
    char address[ADDRESS_TEXT_BYTES];
};

enum name_state {
    NAME_UNKNOWN,
    NAME_ASKED,
    NAME_KNOWN,
    NAME_ASLEEP,    /* until the second pass */
    NAME_DEAD,      /* it leads nowhere */
    NAME_FORBIDDEN, /* all its addresses are */
};

/* Beside each host of the schedule. */
struct host_state {
    const struct check_host_rule *rule; /* NULL: none */
    enum name_state name;
    unsigned name_tries;
    bool literal; /* it is an address */
    const struct resolve_answer *answer;
    const struct address_range *forbidden;
    char *addresses;      /* owned: "192.0.2.1,[2001:db8::1]" */
    bool told80, told443; /* libcurl has them for this port */
    str real_name;        /* of the host of a service, which has a queue beside its pages' */
    uint32_t waits_for;   /* a service whose pages its are; CHECK_NONE: it does not wait */
    bool get_only, http1, gave_up;
    unsigned heads_wrong;
    unsigned strikes;   /* "too many requests", without a good answer between */
    int64_t limited_at; /* the last strike */
    int64_t wait_asked; /* seconds; of what it gave up on */
    unsigned good;      /* answers since it was last given more */
    size_t urls, verdicts[VERDICT_COUNT];
    size_t planned; /* requests that its URLs take at least: those that share a page are one */
    uint64_t requests, failures, limited;
    int64_t answer_time;
    VEC(uint32_t) times; /* of the requests that were answered */
};

/* A port of a host, for http or https. */
struct endpoint {
    unsigned faults; /* attempts without an answer, one after the other */
    int64_t fault_at;
    bool asleep, dead;
    struct judgement fault;
    enum phase phase;
    int curl_code;
};

struct check {
    struct check_settings settings;
    struct clock clock;
    struct check_callbacks callbacks;
    struct fetch *fetch;
    struct resolver *resolver;
    struct schedule schedule;
    VEC(struct host_state) hosts; /* as in the schedule */
    VEC(struct endpoint) endpoints;
    struct map endpoint_names, urls;
    VEC(struct task) tasks;
    VEC(struct ask) asks;
    VEC(uint32_t) parked;
    struct service_queue *services; /* `service_count` of the settings */
    VEC(struct subject) subjects;
    VEC(struct batch) batches;
    struct arena arena;
    size_t done; /* asks */
    size_t tasks_done;
    size_t attached; /* tasks that wait for what a service says */
    uint64_t requests;
    int64_t started, deadline, told; /* told: of the progress */
    bool second_pass;
    uint64_t random;
};

int64_t check_now(const struct check *check);
bool check_out_of_time(const struct check *check, int64_t now);

/* check_task.c */
/* The host of a service, with a queue of its own beside that of the host's pages. */
void check_locate_service(struct check *check, const struct service_setting *setting,
                          const struct target *target, uint32_t *host, uint32_t *endpoint);
/* A task for a URL, CHECK_NONE in all its indices. */
struct task check_task_new(void);
/* The host that `target` names, and its endpoint. */
void check_locate(struct check *check, const struct target *target, uint32_t *host,
                  uint32_t *endpoint);
/* NULL, or the policy by which a target is not asked. */
const struct judgement *check_policy(const struct check *check, const struct target *target);
/* Set how a task's URL is to be asked first. */
void check_choose_method(struct check *check, struct task *task);
/* Whether `status` of an answer of `host` is accepted. */
bool check_accepts(const struct check *check, uint32_t host, int status);
/* Whether a host may have addresses that are not of the public internet. */
bool check_allows_private(const struct check *check, const struct host_state *host);
void check_task_free(struct task *task);

/* check_service.c: what services are asked about. */
void check_services_start(struct check *check);
void check_services_free(struct check *check);
/*
 * Whether a service knows the URL of a task that is new: then it waits for a subject, has been
 * settled, or leads to another URL. False: it is to be asked for itself.
 */
bool check_claim(struct check *check, uint32_t task);
/* Make and queue the batches. */
void check_services_begin(struct check *check);
/* Whether pages of a host wait until a service is through; then the task has been put back. */
bool check_waits_for_service(struct check *check, uint32_t host, uint32_t task);
/* Whether a batch is not to be asked for any more; then it has been answered for. */
bool check_batch_is_over(struct check *check, uint32_t task);

/* check_batch.c: what becomes of a batch. */
void check_batch_request(const struct check *check, uint32_t task, struct service_request *out);
/* An answer with a status. */
void check_batch_answer(struct check *check, uint32_t task, const struct fetch_answer *answer);
/* Ask for halves; false: it is about one alone. */
bool check_batch_split(struct check *check, uint32_t task);
/* It got no answer that is worth anything: its `last` says why. */
void check_batch_give_up(struct check *check, uint32_t task);
/* Queue a batch about `count` subjects. */
void check_batch_put(struct check *check, uint32_t service, const uint32_t *subjects, size_t count);
/* Have the page of a task that waited for a subject asked instead; queued, unless the run has yet
 * to begin. */
void check_to_page(struct check *check, uint32_t task, bool queue);
/* It is done, whatever came of it. */
void check_batch_close(struct check *check, uint32_t task);
/* Have the pages of all subjects of a batch asked. */
void check_batch_to_pages(struct check *check, uint32_t task);

/* check_begin.c: what is taken from the schedule. */
void check_begin(struct check *check, uint32_t host, uint32_t task);
void check_name_answer(struct check *check, const struct resolve_answer *answer);

/* check_answer.c */
/* The host has had enough: it waits. */
void check_limited(struct check *check, uint32_t task, const struct fetch_answer *answer);
/* What may pass is tried again after a while, then in the second pass. */
void check_again_later(struct check *check, uint32_t task);
void check_take_answer(struct check *check, const struct fetch_answer *answer);
/* Leave a task to the second pass; where there is none any more, its last judgement stands. */
void check_park(struct check *check, uint32_t task);

/* check_finish.c */
/* Hand out the evidence for a task whose `last` is the verdict; `answer` may be NULL. */
void check_finish(struct check *check, uint32_t task, const struct fetch_answer *answer);
/* The same with another judgement. */
void check_finish_as(struct check *check, uint32_t task, const struct judgement *judgement);
/* The page is there: is it what was asked for? */
void check_landed(struct check *check, uint32_t task, const struct fetch_answer *answer);

/* check_host.c */
void check_tell_progress(struct check *check, int64_t now);

#endif
