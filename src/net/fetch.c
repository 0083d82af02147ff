#include "net/fetch.h"

#include "base/mem.h"
#include "net/fetch_private.h"

#include <stdio.h>
#include <unistd.h>

/* A buffer that grew beyond this is not kept for the next page. */
enum { KEPT_BYTES = 256 * 1024 };

static size_t take_body(char *bytes, size_t size, size_t count, void *self)
{
    struct fetch_slot *slot = self;
    size_t n = size * count, room = slot->body_bytes - slot->body.n;
    buf_add(&slot->body, (str){bytes, n < room ? n : room});
    if (n < room)
        return n;
    slot->cut = true;
    return CURL_WRITEFUNC_ERROR;
}

/* Whether the header came to its end: libcurl takes one that was cut short for an answer. */
static size_t watch_header(char *bytes, size_t size, size_t count, void *self)
{
    struct fetch_slot *slot = self;
    str line = {bytes, size * count};
    slot->header_ended = str_trim(line).n == 0;
    return line.n;
}

static bool is_forbidden(struct fetch_slot *slot, const struct sockaddr *address, socklen_t length)
{
    if (!slot->guarded)
        return false;
    slot->forbidden = address_forbidden(address, length);
    return slot->forbidden != NULL;
}

static curl_socket_t open_socket(void *self, curlsocktype purpose, struct curl_sockaddr *address)
{
    (void)purpose;
    if (is_forbidden(self, &address->addr, (socklen_t)address->addrlen))
        return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* Called on reused connections too. */
static int before_request(void *self, char *address, char *local, int port, int local_port)
{
    (void)local, (void)port, (void)local_port;
    struct fetch_slot *slot = self;
    struct sockaddr_storage parsed;
    socklen_t length;
    if (++slot->sent > SENT_MOST)
        return CURL_PREREQFUNC_ABORT;
    if (!slot->guarded)
        return CURL_PREREQFUNC_OK;
    if (!address_parse(str_from(address), &parsed, &length))
        return CURL_PREREQFUNC_ABORT;
    return is_forbidden(slot, (const struct sockaddr *)&parsed, length) ? CURL_PREREQFUNC_ABORT
                                                                        : CURL_PREREQFUNC_OK;
}

/* What is the same for all requests of a handle. */
static bool prepare(struct fetch *fetch, struct fetch_slot *slot)
{
    const struct fetch_options *options = &fetch->options;
    const struct libcurl *curl = &fetch->curl;
    CURL *easy = slot->easy = curl->easy_init();
    slot->curl = curl;
    if (!easy)
        return false;
    curl->easy_setopt(easy, CURLOPT_PRIVATE, slot);
    curl->easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl->easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl->easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl->easy_setopt(easy, CURLOPT_PROXY, options->proxy ? options->proxy : "");
    curl->easy_setopt(easy, CURLOPT_USERAGENT, options->user_agent);
    curl->easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl->easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, -1L);
    curl->easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);
    curl->easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 0L);
    curl->easy_setopt(easy, CURLOPT_BUFFERSIZE, 16384L);
    curl->easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl->easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    curl->easy_setopt(easy, CURLOPT_WRITEDATA, slot);
    curl->easy_setopt(easy, CURLOPT_HEADERFUNCTION, watch_header);
    curl->easy_setopt(easy, CURLOPT_HEADERDATA, slot);
    curl->easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl->easy_setopt(easy, CURLOPT_OPENSOCKETDATA, slot);
    curl->easy_setopt(easy, CURLOPT_PREREQFUNCTION, before_request);
    curl->easy_setopt(easy, CURLOPT_PREREQDATA, slot);
    curl->easy_setopt(easy, CURLOPT_COOKIEFILE, "");
    curl->easy_setopt(easy, CURLOPT_ERRORBUFFER, slot->words);
    if (options->ca_file)
        curl->easy_setopt(easy, CURLOPT_CAINFO, options->ca_file);
    return true;
}

/* One more handle, idle. */
static bool add_slot(struct fetch *fetch)
{
    struct fetch_slot *slot = mem_alloc(1, sizeof *slot);
    vec_push(&fetch->slots, slot);
    vec_push(&fetch->idle, slot);
    return prepare(fetch, slot);
}

/* Cookies of a chain so far, a line each. */
static void set_cookies(const struct libcurl *curl, CURL *easy, str cookies)
{
    struct buf line = {0};
    while (cookies.n) {
        buf_clear(&line);
        buf_add(&line, str_cut(&cookies, '\n'));
        buf_add_char(&line, '\0');
        if (line.n > 1)
            curl->easy_setopt(easy, CURLOPT_COOKIELIST, line.at);
    }
    buf_free(&line);
}

static void set_method(const struct libcurl *curl, CURL *easy, const struct fetch_request *request)
{
    if (request->method == METHOD_HEAD)
        curl->easy_setopt(easy, CURLOPT_NOBODY, 1L);
    else
        curl->easy_setopt(easy, CURLOPT_HTTPGET, 1L);
    if (request->post.n) {
        curl->easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->post.n);
        curl->easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, request->post.at);
    }
    curl->easy_setopt(easy, CURLOPT_RANGE, request->range ? "0-0" : NULL);
}

/* The headers of a request to a service, none for a page: a handle serves both. */
static void set_headers(const struct libcurl *curl, struct fetch_slot *slot,
                        const struct fetch_request *request)
{
    struct buf token = {0};
    curl->slist_free_all(slot->headers);
    slot->headers = NULL;
    if (request->post.n)
        slot->headers = curl->slist_append(slot->headers, "Content-Type: application/json");
    if (request->token) {
        buf_printf(&token, "Authorization: Bearer %s", request->token);
        buf_add_char(&token, '\0');
        slot->headers = curl->slist_append(slot->headers, token.at);
    }
    buf_free(&token);
    curl->easy_setopt(slot->easy, CURLOPT_HTTPHEADER, slot->headers);
}

void fetch_start(struct fetch *fetch, const struct fetch_request *request)
{
    struct fetch_slot *slot = fetch->idle.at[--fetch->idle.n];
    const struct libcurl *curl = &fetch->curl;
    CURL *easy = slot->easy;
    slot->job = request->job;
    slot->guarded = !request->allow_private && !fetch->options.proxy;
    slot->method = request->method;
    slot->range = request->range;
    slot->body_bytes = request->body_bytes;
    slot->tls = str_starts(str_from(request->url), STR("https:"));
    slot->http1 = request->http1;
    slot->sent = 0;
    slot->cut = slot->header_ended = false;
    slot->forbidden = NULL;
    slot->words[0] = '\0';
    if (slot->body.cap > KEPT_BYTES)
        buf_free(&slot->body);
    buf_clear(&slot->body);
    buf_clear(&slot->cookies);
    set_method(curl, easy, request);
    set_headers(curl, slot, request);
    curl->easy_setopt(easy, CURLOPT_URL, request->url);
    curl->easy_setopt(easy, CURLOPT_HTTP_VERSION,
                      (long)(request->http1 ? CURL_HTTP_VERSION_1_1 : CURL_HTTP_VERSION_2TLS));
    curl->easy_setopt(easy, CURLOPT_FRESH_CONNECT, (long)request->fresh);
    curl->easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)request->connect_timeout);
    curl->easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)request->timeout);
    curl->easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)((request->stall_timeout + 999) / 1000));
    if (request->cookies.n)
        set_cookies(curl, easy, request->cookies);
    curl->slist_free_all(slot->resolve);
    slot->resolve = request->resolve ? curl->slist_append(NULL, request->resolve) : NULL;
    curl->easy_setopt(easy, CURLOPT_RESOLVE, slot->resolve);
    slot->running = true;
    curl->multi_add_handle(fetch->multi, easy);
}

void fetch_perform(struct fetch *fetch)
{
    int running;
    fetch->curl.multi_perform(fetch->multi, &running);
}

/* Back among the idle ones, what a stranger left in it forgotten. */
static void release(struct fetch *fetch, struct fetch_slot *slot)
{
    const struct libcurl *curl = &fetch->curl;
    slot->running = false;
    curl->multi_remove_handle(fetch->multi, slot->easy);
    curl->easy_setopt(slot->easy, CURLOPT_COOKIELIST, "ALL");
    vec_push(&fetch->idle, slot);
}

bool fetch_next(struct fetch *fetch, struct fetch_answer *answer)
{
    if (fetch->answered)
        release(fetch, fetch->answered);
    fetch->answered = NULL;
    const struct libcurl *curl = &fetch->curl;
    int left;
    for (CURLMsg *message; (message = curl->multi_info_read(fetch->multi, &left));) {
        if (message->msg != CURLMSG_DONE)
            continue;
        char *slot;
        curl->easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &slot);
        fetch->answered = (struct fetch_slot *)(void *)slot;
        fetch_read_answer(answer, fetch->answered, (int)message->data.result);
        return true;
    }
    return false;
}

void fetch_wait(struct fetch *fetch, int64_t milliseconds)
{
    int timeout = milliseconds > 60000 ? 60000 : milliseconds < 0 ? 0 : (int)milliseconds;
    fetch->curl.multi_poll(fetch->multi, NULL, 0, timeout, NULL);
}

void fetch_wake(struct fetch *fetch)
{
    fetch->curl.multi_wakeup(fetch->multi);
}

void fetch_cancel(struct fetch *fetch)
{
    if (fetch->answered)
        release(fetch, fetch->answered);
    fetch->answered = NULL;
    for (size_t i = 0; i < fetch->slots.n; i++)
        if (fetch->slots.at[i]->running)
            release(fetch, fetch->slots.at[i]);
}

/* A library without the certificates of authorities would call all of https insecure. */
static enum rc check_authorities(const struct libcurl *curl, const struct fetch_options *options,
                                 struct err *err)
{
    const curl_version_info_data *info = curl->version_info(CURLVERSION_NOW);
    const char *file = options->ca_file ? options->ca_file : info->cainfo;
    if (options->ca_file && access(file, R_OK) != 0)
        return err_set(err, "%s: cannot be read as a file of certificates", file);
    if (file && access(file, R_OK) != 0 && !(info->capath && access(info->capath, R_OK) == 0))
        return err_set(err,
                       "%s: is not there, so that no https can be trusted; install the "
                       "certificates of authorities (ca-certificates)",
                       file);
    return RC_OK;
}

enum rc fetch_new(struct fetch **out, const struct fetch_options *options, struct err *err)
{
    *out = NULL;
    struct libcurl curl;
    if (libcurl_load(&curl, err) != RC_OK || check_authorities(&curl, options, err) != RC_OK)
        return RC_FAIL;
    if (curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return err_set(err, "libcurl cannot be started");
    struct fetch *fetch = mem_alloc(1, sizeof *fetch);
    fetch->options = *options;
    fetch->curl = curl;
    fetch->multi = curl.multi_init();
    bool fine = fetch->multi != NULL;
    for (unsigned i = 0; fine && i < options->at_once; i++)
        fine = add_slot(fetch);
    if (!fine) {
        fetch_free(fetch);
        return err_set(err, "libcurl cannot be started");
    }
    curl.multi_setopt(fetch->multi, CURLMOPT_MAXCONNECTS, (long)options->connections);
    *out = fetch;
    return RC_OK;
}

const struct libcurl *fetch_libcurl(const struct fetch *fetch)
{
    return &fetch->curl;
}

void fetch_free(struct fetch *fetch)
{
    if (!fetch)
        return;
    const struct libcurl *curl = &fetch->curl;
    fetch_cancel(fetch);
    for (size_t i = 0; i < fetch->slots.n; i++) {
        struct fetch_slot *slot = fetch->slots.at[i];
        curl->easy_cleanup(slot->easy);
        curl->slist_free_all(slot->resolve);
        curl->slist_free_all(slot->headers);
        buf_free(&slot->body);
        buf_free(&slot->cookies);
        mem_free(slot);
    }
    vec_free(&fetch->slots);
    vec_free(&fetch->idle);
    curl->multi_cleanup(fetch->multi);
    curl->global_cleanup();
    mem_free(fetch);
}
