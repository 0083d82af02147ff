#include "net/resolve_pool.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>

/* Threads that hang beyond this say that nothing good comes from starting more. */
enum { LEFT_BEHIND_MAX = 64 };

struct jobs {
    struct resolve_job *first, *last;
};

struct resolve_pool {
    struct resolve_source source;
    void (*wake)(void *self);
    void *wake_self;
    pthread_mutex_t lock;  /* over all that follows */
    pthread_cond_t work;   /* `todo` or `closing` */
    pthread_cond_t change; /* `done` or `idle` */
    struct jobs todo, done;
    size_t waiting;     /* jobs in `todo` */
    size_t idle;        /* threads that wait for `work` */
    size_t busy;        /* threads that look up for somebody */
    size_t left_behind; /* threads that look up for nobody any more */
    size_t holders;     /* threads and the owner: the last one frees the pool */
    bool closing;
};

static void jobs_push(struct jobs *jobs, struct resolve_job *job)
{
    job->next = NULL;
    if (jobs->last)
        jobs->last->next = job;
    else
        jobs->first = job;
    jobs->last = job;
}

static struct resolve_job *jobs_pop(struct jobs *jobs)
{
    struct resolve_job *job = jobs->first;
    if (job)
        jobs->first = job->next;
    if (!jobs->first)
        jobs->last = NULL;
    return job;
}

/* Take one out wherever it stands; false where it is not there. */
static bool jobs_remove(struct jobs *jobs, struct resolve_job *job)
{
    struct resolve_job *before = NULL;
    for (struct resolve_job *at = jobs->first; at; before = at, at = at->next) {
        if (at != job)
            continue;
        if (before)
            before->next = job->next;
        else
            jobs->first = job->next;
        if (jobs->last == job)
            jobs->last = before;
        return true;
    }
    return false;
}

void resolve_job_free(struct resolve_job *job)
{
    if (!job)
        return;
    vec_free(&job->found.addresses);
    mem_free(job);
}

struct resolve_pool *resolve_pool_new(struct resolve_source source, void (*wake)(void *self),
                                      void *wake_self)
{
    struct resolve_pool *pool = mem_alloc(1, sizeof *pool);
    pthread_condattr_t monotonic;
    pool->source = source;
    pool->wake = wake;
    pool->wake_self = wake_self;
    pool->holders = 1;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->work, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&pool->change, &monotonic);
    pthread_condattr_destroy(&monotonic);
    return pool;
}

/* Give up one's hold; the lock is held and is given up too. */
static void let_go(struct resolve_pool *pool)
{
    bool last = --pool->holders == 0;
    pthread_mutex_unlock(&pool->lock);
    if (!last)
        return;
    pthread_cond_destroy(&pool->work);
    pthread_cond_destroy(&pool->change);
    pthread_mutex_destroy(&pool->lock);
    mem_free(pool);
}

/* A look-up came back; the lock is held. */
static void finish(struct resolve_pool *pool, struct resolve_job *job)
{
    if (job->abandoned) {
        pool->left_behind--;
        resolve_job_free(job);
        return;
    }
    pool->busy--;
    jobs_push(&pool->done, job);
    pthread_cond_signal(&pool->change);
    if (pool->wake)
        pool->wake(pool->wake_self);
}

static void *serve(void *argument)
{
    struct resolve_pool *pool = argument;
    pthread_mutex_lock(&pool->lock);
    while (!pool->closing) {
        struct resolve_job *job = jobs_pop(&pool->todo);
        if (!job) {
            pool->idle++;
            pthread_cond_wait(&pool->work, &pool->lock);
            pool->idle--;
            continue;
        }
        pool->waiting--;
        pool->busy++;
        struct resolve_source source = pool->source;
        pthread_mutex_unlock(&pool->lock);
        source.look_up(source.self, job->host, &job->found);
        pthread_mutex_lock(&pool->lock);
        finish(pool, job);
    }
    pthread_cond_signal(&pool->change);
    let_go(pool);
    return NULL;
}

/* Signals are for the thread that runs the program. */
static bool start_thread(struct resolve_pool *pool)
{
    sigset_t all, before;
    pthread_attr_t detached;
    pthread_t thread;
    sigfillset(&all);
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    bool started = pthread_create(&thread, &detached, serve, pool) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&detached);
    return started;
}

bool resolve_pool_hand(struct resolve_pool *pool, struct resolve_job *job)
{
    pthread_mutex_lock(&pool->lock);
    bool ready = pool->idle > pool->waiting;
    if (!ready && pool->left_behind < LEFT_BEHIND_MAX && start_thread(pool)) {
        pool->holders++;
        ready = true;
    }
    /* Without a thread of its own it may wait for one that will come back. */
    if (!ready && pool->busy + pool->idle == 0) {
        pthread_mutex_unlock(&pool->lock);
        return false;
    }
    jobs_push(&pool->todo, job);
    pool->waiting++;
    pthread_cond_signal(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    return true;
}

struct resolve_job *resolve_pool_take(struct resolve_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    struct resolve_job *job = jobs_pop(&pool->done);
    pthread_mutex_unlock(&pool->lock);
    return job;
}

void resolve_pool_abandon(struct resolve_pool *pool, struct resolve_job *job)
{
    pthread_mutex_lock(&pool->lock);
    if (jobs_remove(&pool->todo, job)) {
        pool->waiting--;
        resolve_job_free(job);
    } else if (jobs_remove(&pool->done, job)) {
        resolve_job_free(job);
    } else {
        job->abandoned = true;
        pool->busy--;
        pool->left_behind++;
    }
    pthread_mutex_unlock(&pool->lock);
}

void resolve_pool_wait(struct resolve_pool *pool, int64_t milliseconds)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    int64_t nanoseconds = until.tv_nsec + milliseconds % 1000 * 1000000;
    until.tv_sec += (time_t)(milliseconds / 1000 + nanoseconds / 1000000000);
    until.tv_nsec = (long)(nanoseconds % 1000000000);
    pthread_mutex_lock(&pool->lock);
    while (!pool->done.first)
        if (pthread_cond_timedwait(&pool->change, &pool->lock, &until) != 0)
            break;
    pthread_mutex_unlock(&pool->lock);
}

void resolve_pool_close(struct resolve_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->closing = true;
    pool->wake = NULL;
    pthread_cond_broadcast(&pool->work);
    /* The others are done in no time; their memory shall not look lost when the process ends. */
    while (pool->holders > 1 + pool->left_behind)
        pthread_cond_wait(&pool->change, &pool->lock);
    let_go(pool);
}
