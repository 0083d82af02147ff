/*
 * What services answer: whatever it is, what a result says is a name where it says one, a URL is
 * moved to a URL alone, and what is asked is what a service can read. The first line is a service,
 * a status and a Location, the second URLs, the rest the body.
 */
#include "net/json.h"
#include "net/libcurl.h"
#include "net/service.h"
#include "net/target.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { URLS = 4 };

/* A URL that the service knows. */
struct asked {
    struct target target;
    struct service_url url;
    struct buf key;
};

static bool take_url(const struct libcurl *curl, const struct service *service, str text,
                     struct asked *out)
{
    *out = (struct asked){0};
    if (target_read(curl, &out->target, text, (str){0}) == TARGET_FINE) {
        service_split(&out->url, buf_str(&out->target.url), buf_str(&out->target.host));
        if (service_knows(service, (str){0}, &out->url) && service->key &&
            service->key(&out->url, &out->key))
            return true;
    }
    assert(out->key.n == 0);
    target_free(&out->target);
    buf_free(&out->key);
    return false;
}

static void check_request(const struct service *service, const str *keys, size_t count)
{
    struct service_request request = {0};
    str endpoint = STR("https://one.test/api");
    service->ask(&request, endpoint, keys, count);
    str url = buf_str(&request.url);
    assert(str_starts(url, endpoint));
    for (size_t i = 0; i < url.n; i++)
        assert(url.at[i] > ' ' && url.at[i] < 127);
    if (request.body.n > 0) {
        json_t *body = json_read(buf_str(&request.body));
        assert(json_is_object(body));
        json_decref(body);
    }
    buf_free(&request.url);
    buf_free(&request.body);
}

static void check_result(const struct libcurl *curl, const struct service *service,
                         const struct asked *asked, const struct service_result *result)
{
    struct judgement judgement = {.verdict = VERDICT_OK};
    struct buf final = {0};
    for (size_t i = 0; result->has_repo && i < result->repo.name.n; i++) {
        char c = result->repo.name.at[i];
        assert(ascii_is_alnum(c) || str_find_char(STR("-._/"), c) != STR_NPOS);
    }
    assert(!result->has_paper || result->paper.id.n > 0);
    if (result->state == SERVICE_THERE && service->judge &&
        service->judge(&asked->url, result, &judgement, &final)) {
        struct target target = {0};
        assert((judgement.verdict == VERDICT_MOVED) == (final.n > 0));
        if (final.n > 0) {
            enum target_fault fault = target_read(curl, &target, buf_str(&final), (str){0});
            assert(fault == TARGET_FINE);
        }
        target_free(&target);
    }
    buf_free(&final);
}

static void read_answer(const struct libcurl *curl, const struct service *service,
                        const struct fetch_answer *answer, struct asked *asked, size_t count)
{
    struct arena arena = {0};
    struct service_result results[URLS] = {{0}};
    str keys[URLS] = {{0}};
    for (size_t i = 0; i < count; i++)
        keys[i] = buf_str(&asked[i].key);
    check_request(service, keys, count);
    if (service->read(answer, keys, count, &arena, results) == REPLY_FINE)
        for (size_t i = 0; i < count; i++)
            check_result(curl, service, &asked[i], &results[i]);
    arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str body = {(const char *)data, size};
    str head = str_cut(&body, '\n'), urls = str_cut(&body, '\n');
    const struct service *service = service_find(str_cut(&head, ' '));
    struct fetch_answer answer = {.status = 200, .body = body};
    struct asked asked[URLS];
    struct libcurl curl;
    struct err err;
    uint32_t status;
    size_t count = 0;
    enum rc loaded = libcurl_load(&curl, &err);
    assert(loaded == RC_OK);
    if (str_to_u32(str_cut(&head, ' '), &status) && status < 600)
        answer.status = (int)status;
    answer.headers[FETCH_LOCATION] = head;
    while (service && urls.n > 0 && count < URLS && count < service->batch)
        count += take_url(&curl, service, str_cut(&urls, ' '), &asked[count]);
    if (count > 0)
        read_answer(&curl, service, &answer, asked, count);
    for (size_t i = 0; i < count; i++) {
        target_free(&asked[i].target);
        buf_free(&asked[i].key);
    }
    return 0;
}
