/*
 * link_settings: what a list's configuration says of asking for its links. Plain data: who asks is
 * not known here.
 */
#ifndef CURLINT_LINT_LINK_SETTINGS_H
#define CURLINT_LINT_LINK_SETTINGS_H

#include "base/str.h"

/* HTTP statuses that count as alive, from `first` to `last`. */
struct accepted_statuses {
    int first, last;
};

/* How one host, and those below it, are to be asked; zero: as all others. */
struct link_host {
    str host;
    uint32_t at_once;    /* requests at once */
    uint32_t per_minute; /* requests */
    uint32_t timeout;    /* seconds */
    const struct accepted_statuses *accept;
    size_t accept_count;
    bool get;  /* its answers to HEAD mean nothing */
    bool skip; /* not to be asked */
};

/* What is asked in place of the pages of a site. Which kinds there are is not known here. */
struct link_service {
    str site;      /* host */
    str kind;      /* empty: as the site's own */
    str endpoint;  /* URL; empty: the service's own */
    bool pages;    /* its pages are asked all the same */
    uint32_t line; /* in the configuration, from 1 */
};

/* All arrays live in the arena of the settings. */
struct link_settings {
    const str *exclude; /* patterns of URLs that are not asked for */
    size_t exclude_count;
    const struct accepted_statuses *accept; /* of all hosts */
    size_t accept_count;
    const struct link_host *hosts;
    size_t host_count;
    const struct link_service *services;
    size_t service_count;
};

#endif
