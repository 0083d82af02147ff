/*
 * bare_links: the least that libcurl needs to send HEAD to URLs, as the floor
 * of bench/links. No schedule, no retry, no redirect, no verdict: a window of
 * handles, and libcurl's own limits.
 *
 *   bare_links AT_ONCE HOST_AT_ONCE   URLs on standard input; all hosts are on
 * 127.0.0.1
 */
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

struct run {
    CURLM *multi;
    str urls;
    size_t begun, done, failed;
    char last_host[256];
};

static size_t ignore(char *bytes, size_t size, size_t count, void *self)
{
    (void)bytes, (void)self;
    return size * count;
}

static CURL *make_handle(void)
{
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, -1L);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, ignore);
    return easy;
}

/* The next URL in a handle; "name:port:127.0.0.1" is told with each, libcurl
 * has no other way. */
static void begin(struct run *run, CURL *easy)
{
    str url = str_cut(&run->urls, '\n');
    str rest = str_skip(url, strlen("http://"));
    str host = str_cut(&rest, '/');
    char text[512];
    struct curl_slist *old;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&old);
    curl_slist_free_all(old);
    snprintf(text, sizeof text, "%.*s:127.0.0.1", STR_ARG(host));
    struct curl_slist *resolve = curl_slist_append(NULL, text);
    curl_easy_setopt(easy, CURLOPT_RESOLVE, resolve);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, resolve);
    snprintf(text, sizeof text, "%.*s", STR_ARG(url));
    curl_easy_setopt(easy, CURLOPT_URL, text);
    curl_multi_add_handle(run->multi, easy);
    run->begun++;
}

static void drain(struct run *run)
{
    int left;
    for (CURLMsg *message; (message = curl_multi_info_read(run->multi, &left));) {
        CURL *easy = message->easy_handle;
        long status = 0;
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
        run->failed += status != 200;
        run->done++;
        curl_multi_remove_handle(run->multi, easy);
        if (run->urls.n) {
            begin(run, easy);
            continue;
        }
        struct curl_slist *old;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&old);
        curl_slist_free_all(old);
        curl_easy_cleanup(easy);
    }
}

int main(int argc, char **argv)
{
    struct buf text = {0};
    struct err err;
    if (argc != 3 || file_read_fd(&text, 0, "standard input", 1 << 28, NULL, &err) != RC_OK)
        return 2;
    struct clock clock = clock_system();
    int64_t start = clock.monotonic(clock.self);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    struct run run = {.multi = curl_multi_init(), .urls = buf_str(&text)};
    long at_once = strtol(argv[1], NULL, 10);
    curl_multi_setopt(run.multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, at_once);
    curl_multi_setopt(run.multi, CURLMOPT_MAX_HOST_CONNECTIONS, strtol(argv[2], NULL, 10));
    curl_multi_setopt(run.multi, CURLMOPT_MAXCONNECTS, at_once);
    for (long i = 0; i < at_once && run.urls.n; i++)
        begin(&run, make_handle());
    while (run.done < run.begun) {
        int running;
        curl_multi_perform(run.multi, &running);
        drain(&run);
        if (run.done < run.begun)
            curl_multi_poll(run.multi, NULL, 0, 1000, NULL);
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("{\"done\":%zu,\"failed\":%zu,\"wall\":%lld,\"cpu\":%.3f,\"peak\":%ld}\n", run.done,
           run.failed, (long long)(clock.monotonic(clock.self) - start),
           (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
               (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
           usage.ru_maxrss);
    curl_multi_cleanup(run.multi);
    curl_global_cleanup();
    buf_free(&text);
    return 0;
}
