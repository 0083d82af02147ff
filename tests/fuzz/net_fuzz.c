/*
 * What servers and lists hand to the link engine: a target's URL is stable, in range and leads
 * where a second reading of it leads; pages and headers are read without harm.
 */
#include "net/libcurl.h"
#include "net/page.h"
#include "net/target.h"
#include "net/wait.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_target(const struct libcurl *curl, str url, str base)
{
    struct target target, again;
    if (target_read(curl, &target, url, base) != TARGET_FINE) {
        assert(!target.url.n && !target.host.n);
        return;
    }
    str text = buf_str(&target.url);
    assert(text.n == strlen(target.url.at) && target.host.n == strlen(target.host.at));
    assert(target.port >= 1 && target.port <= 65535);
    assert(str_starts(text, target.tls ? STR("https://") : STR("http://")));
    for (size_t i = 0; i < text.n; i++)
        assert(text.at[i] > ' ' && text.at[i] < 127 && text.at[i] != '#');
    assert(target_read(curl, &again, text, (str){0}) == TARGET_FINE);
    assert(str_eq(buf_str(&again.url), text));
    assert(str_eq(buf_str(&again.host), buf_str(&target.host)));
    assert(again.port == target.port && again.tls == target.tls);
    target_free(&again);
    target_free(&target);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str all = {(const char *)data, size}, rest = all;
    str first = str_cut(&rest, '\n');
    struct libcurl curl;
    struct err err;
    enum rc loaded = libcurl_load(&curl, &err);
    assert(loaded == RC_OK);
    check_target(&curl, first, (str){0});
    check_target(&curl, first, STR("http://one.test/a/b?q"));
    page_says_missing(rest);
    page_is_parked(rest);
    page_is_parking_host(first);
    if (page_fragment_counts(first))
        page_has_place(rest, first);
    assert(wait_retry_after(&curl, first, 784111777) >= -1);
    assert(wait_rate_limit(first, rest, first, 784111777) >= -1);
    struct buf masked = {0};
    target_mask(&masked, first);
    buf_free(&masked);
    return 0;
}
