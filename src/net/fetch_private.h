/*
 * fetch_private: what the files of the fetcher know of a request. For src/net/fetch*.c only.
 */
#ifndef CURLINT_NET_FETCH_PRIVATE_H
#define CURLINT_NET_FETCH_PRIVATE_H

#include "base/buf.h"
#include "base/mem.h"
#include "net/fetch.h"
#include "net/libcurl.h"

/*
 * libcurl makes a request again by itself where a server has not taken it: a kept connection that
 * had died, or, by HTTP/2, one that goes away (GOAWAY). The second may be that; five of them, as
 * libcurl 8 makes, are more than a host was promised.
 */
enum { SENT_MOST = 2 };

/* A handle that is used again and again, with what the request in it is about. */
struct fetch_slot {
    const struct libcurl *curl; /* the fetcher's */
    CURL *easy;
    struct curl_slist *resolve; /* owned */
    struct curl_slist *headers; /* owned; of a service */
    bool guarded;               /* by the address policy */
    bool running;
    uint32_t job;
    enum method method;
    bool range, tls, http1; /* http1: HTTP/2 was not offered */
    unsigned sent;          /* how often libcurl has made the request so far */
    size_t body_bytes;
    bool cut, header_ended;
    const struct address_range *forbidden;
    struct buf body, cookies;
    char words[CURL_ERROR_SIZE]; /* libcurl's own, on what went wrong */
};

struct fetch {
    struct fetch_options options;
    struct libcurl curl;
    CURLM *multi;
    VEC(struct fetch_slot *) slots; /* all */
    VEC(struct fetch_slot *) idle;
    struct fetch_slot *answered; /* whose slices are lent out */
};

/* What became of a request. */
void fetch_read_answer(struct fetch_answer *answer, struct fetch_slot *slot, int curl_code);

#endif
