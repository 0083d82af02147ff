/*
 * link_limits: how links are asked for: the options of a command line, the configuration of a list
 * and the wishes of hosts, brought together.
 */
#ifndef CURLINT_CLI_LINK_LIMITS_H
#define CURLINT_CLI_LINK_LIMITS_H

#include "cli/links.h"
#include "lint/link_settings.h"
#include "net/check.h"

/* Borrowed texts. */
struct link_texts {
    str *at; /* heap */
    size_t n, cap;
};

/* What settings of a check borrow. Zero-initialise; link_limits_free() after the check. */
struct link_limits {
    struct link_texts only_hosts, excluded;
    struct arena arena;
};

/* RC_FAIL: `err` says which option is wrong. */
enum rc link_limits_read(struct link_limits *limits, const struct link_request *request,
                         struct check_settings *out, struct err *err) RC_MUST_CHECK;
/* "90s", "5m", "2h", "3d" or a number of seconds, in seconds; -1 where `text` is NULL. */
enum rc link_limits_time(int64_t *out, const char *text, const char *flag,
                         struct err *err) RC_MUST_CHECK;
void link_limits_free(struct link_limits *limits);

#endif
