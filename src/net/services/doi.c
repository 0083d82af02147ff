#include "net/service.h"

#include "base/percent.h"
#include "net/json.h"

/*
 * The handle API says whether a DOI is registered, and no publisher hears of it (DOI handbook, REST
 * API). Those of arXiv are arXiv's to answer for.
 */
enum { CODE_FOUND = 1, CODE_NO_HANDLE = 100, CODE_NO_VALUES = 200 };

static bool key(const struct service_url *url, struct buf *out)
{
    struct buf doi = {0};
    percent_decode(&doi, url->rest);
    str text = buf_str(&doi);
    size_t slash = str_find_char(text, '/');
    bool fine = str_starts(text, STR("10.")) && slash != STR_NPOS && slash + 1 < text.n;
    for (size_t i = 0; fine && i < text.n; i++) {
        fine = (unsigned char)text.at[i] > ' ' && (unsigned char)text.at[i] < 127;
        buf_add_char(out, ascii_lower(text.at[i]));
    }
    if (!fine)
        buf_clear(out);
    buf_free(&doi);
    return fine;
}

static void ask(struct service_request *out, str endpoint, const str *keys, size_t count)
{
    (void)count;
    buf_printf(&out->url, "%.*s/", STR_ARG(endpoint));
    for (size_t i = 0; i < keys[0].n; i++) {
        char c = keys[0].at[i];
        if (ascii_is_alnum(c) || str_find_char(STR("-._~/:()"), c) != STR_NPOS)
            buf_add_char(&out->url, c);
        else
            buf_printf(&out->url, "%%%02X", (unsigned)(unsigned char)c);
    }
    buf_add(&out->url, STR("?type=URL"));
}

/* 404 comes with a code too: only the code says that it was the API that answered. */
static enum service_reply read(const struct fetch_answer *answer, const str *keys, size_t count,
                               struct arena *arena, struct service_result *results)
{
    (void)keys, (void)count, (void)arena;
    enum service_reply reply = service_reply(answer);
    if (reply != REPLY_FINE && answer->status != 404)
        return reply;
    json_t *root = json_read(answer->body);
    const json_t *code = json_object_get(root, "responseCode");
    json_int_t value = json_is_integer(code) ? json_integer_value(code) : 0;
    results[0].state = value == CODE_FOUND       ? SERVICE_THERE
                       : value == CODE_NO_HANDLE ? SERVICE_ABSENT
                                                 : SERVICE_DOUBTFUL;
    json_decref(root);
    return REPLY_FINE;
}

static const struct service_pattern patterns[] = {
    {"doi.org", "/", 0}, {"dx.doi.org", "/", 0}, {NULL, NULL, 0}};

const struct service service_doi = {
    .name = "doi",
    .site = "doi.org",
    .patterns = patterns,
    .endpoint = "https://doi.org/api/handles",
    .batch = 1,
    .absent = "no such DOI is registered",
    .unanswered = "the DOI system could not be asked",
    .key = key,
    .ask = ask,
    .read = read,
};
