/*
 * target: a URL as a request is made for it: split by libcurl's own parser, so that what the policy
 * judged is what is asked, and put into one spelling.
 */
#ifndef CURLINT_NET_TARGET_H
#define CURLINT_NET_TARGET_H

#include "base/buf.h"

enum target_fault {
    TARGET_FINE,
    TARGET_MALFORMED,   /* no server can be named by it */
    TARGET_SCHEME,      /* neither http nor https */
    TARGET_CREDENTIALS, /* a user or a password in it */
};

struct libcurl;

struct target {
    struct buf url;  /* owned; NUL behind it; in one spelling, without a fragment */
    struct buf host; /* owned; lower case, ASCII (IDNA), no brackets, no dot at the end */
    unsigned port;
    bool tls;
    bool home; /* its path is "/" or empty, and it has no query */
};

/*
 * Read `url`, relative to `base` (a target's URL) where that is not empty. Anything but
 * TARGET_FINE leaves an empty `out`. The caller calls target_free() in any case.
 */
enum target_fault target_read(const struct libcurl *curl, struct target *out, str url, str base);
void target_free(struct target *target);

/* Whether `host` is `parent` or below it. */
bool target_host_is_below(str host, str parent);
/* What is behind the first '#'; empty where there is none. */
str target_fragment(str url);
/* The path of a target's URL, without its query. */
str target_path(str url);
/* Append `url` with what stands before an '@' in its authority replaced by "***". */
void target_mask(struct buf *out, str url);

#endif
