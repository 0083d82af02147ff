/*
 * resolve_pool: the threads that ask for names. For resolve.c only.
 *
 * A thread that a look-up holds cannot be ended; it is left behind with its job, keeps the pool's
 * memory alive until it comes back, and touches nothing else.
 */
#ifndef CURLINT_NET_RESOLVE_POOL_H
#define CURLINT_NET_RESOLVE_POOL_H

#include "net/resolve.h"

enum { RESOLVE_HOST_BYTES = 256 };

/* Owned by whoever made it, by the pool between hand() and take(). */
struct resolve_job {
    char host[RESOLVE_HOST_BYTES];
    struct resolve_found found;
    struct resolve_job *next; /* the pool's */
    bool abandoned;           /* the pool's */
};

struct resolve_pool;

/* `wake` as in struct resolver_options. */
struct resolve_pool *resolve_pool_new(struct resolve_source source, void (*wake)(void *self),
                                      void *wake_self);
/* Look its host up in a thread. False where none can be had; the job is still the caller's. */
bool resolve_pool_hand(struct resolve_pool *pool, struct resolve_job *job);
/* A job that is done, NULL where none is. Never blocks. */
struct resolve_job *resolve_pool_take(struct resolve_pool *pool);
/* Leave a job behind that was handed out; it may be done by now. The pool frees it. */
void resolve_pool_abandon(struct resolve_pool *pool, struct resolve_job *job);
/* Block until a job is done, at most so long. */
void resolve_pool_wait(struct resolve_pool *pool, int64_t milliseconds);
/* All jobs must have been taken or abandoned. Waits for no look-up; no wake comes after it. */
void resolve_pool_close(struct resolve_pool *pool);

void resolve_job_free(struct resolve_job *job);

#endif
