/*
 * judge: what an answer means, as tables. Pure: an answer and what came before it in, the next step
 * or a verdict out.
 */
#ifndef CURLINT_NET_JUDGE_H
#define CURLINT_NET_JUDGE_H

#include "net/fetch.h"
#include "net/resolve.h"

enum step {
    STEP_DONE,     /* the verdict stands */
    STEP_FOLLOW,   /* on to `Location` */
    STEP_GET,      /* HEAD proves nothing here: the same by GET */
    STEP_WHOLE,    /* a GET of the first byte proves nothing: the same without Range */
    STEP_AGAIN,    /* it may pass: once more, later */
    STEP_HTTP1,    /* once more by HTTP/1.1 */
    STEP_LIMITED,  /* the host asks for less: once more when it may be asked again */
    STEP_ENDPOINT, /* nothing is to be had from this host and port as it is */
};

struct judgement {
    enum step step;
    /* If this is the last word: */
    enum verdict verdict;
    enum strength strength;
    const char *cause;  /* static */
    const char *reason; /* static: printf's format for one int, the status */
    bool confirm;       /* a second answer of this kind is wanted before it is believed */
    bool alive;         /* the page is there; the chain says which verdict that is */
    bool permanent;     /* STEP_FOLLOW: moved for good */
};

/* What one answer means; `accepted`: its status counts as alive, whatever it means. */
struct judgement judge_answer(const struct fetch_answer *answer, bool accepted);
/* What it means that a name has no address; `status` is not RESOLVE_OK. */
struct judgement judge_name(enum resolve_status status);

#endif
