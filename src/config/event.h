/*
 * event: what GitHub says of the event that a workflow runs for, in the file $GITHUB_EVENT_PATH.
 */
#ifndef CURLINT_CONFIG_EVENT_H
#define CURLINT_CONFIG_EVENT_H

#include "base/arena.h"

#include <stdbool.h>

/* Texts are in `arena`; NULL where the event says nothing. Zero-initialise; arena_free() it. */
struct event {
    const char *base;           /* .pull_request.base.sha, .merge_group.base_sha */
    const char *head;           /* .pull_request.head.sha */
    const char *before;         /* .before of a push */
    const char *default_branch; /* .repository.default_branch */
    bool fork;                  /* a pull request from another repository, or one that is gone */
    struct arena arena;
};

/* Nothing is set where the file is not there, or is no JSON: then no event says anything. */
void event_read(struct event *event, const char *path);

#endif
