#include "net/service.h"

const struct service *service_find(str site)
{
    for (const struct service *const *at = service_table; *at; at++)
        if (str_eq_nocase(site, str_from((*at)->site)) || str_eq(site, str_from((*at)->name)))
            return *at;
    return NULL;
}

void service_split(struct service_url *out, str url, str host)
{
    size_t authority = str_find(url, STR("//"));
    str rest = str_skip(url, authority == STR_NPOS ? 0 : authority + 2);
    size_t slash = str_find_char(rest, '/');
    *out = (struct service_url){.host = host, .path = STR("/")};
    if (slash == STR_NPOS)
        return;
    rest = str_skip(rest, slash);
    out->path = str_cut(&rest, '?');
    out->query = rest.at ? rest : (str){0};
}

static bool is_host(str host, str pattern)
{
    return str_eq(host, pattern) ||
           (str_starts(host, STR("www.")) && str_eq(str_skip(host, 4), pattern));
}

bool service_knows(const struct service *service, str site, struct service_url *url)
{
    str own = str_from(service->site);
    bool elsewhere = site.n > 0 && !str_eq(site, own);
    for (const struct service_pattern *at = service->patterns; at->host; at++) {
        /* At another site a service has its own pages alone, not what others have of it. */
        bool is_own = str_eq(str_from(at->host), own);
        str prefix = str_from(at->prefix);
        if ((elsewhere && !is_own) || !is_host(url->host, elsewhere ? site : str_from(at->host)) ||
            !str_starts_nocase(url->path, prefix))
            continue;
        url->pattern = at;
        url->rest = str_skip(url->path, prefix.n);
        return true;
    }
    return false;
}

enum service_reply service_reply(const struct fetch_answer *answer)
{
    static const struct {
        int first, last;
        enum service_reply reply;
    } rows[] = {
        {200, 299, REPLY_FINE},  {400, 400, REPLY_SPLIT}, {401, 401, REPLY_PAGES},
        {403, 403, REPLY_PAGES}, {408, 408, REPLY_AGAIN}, {413, 414, REPLY_SPLIT},
        {429, 429, REPLY_WAIT},  {431, 431, REPLY_SPLIT}, {503, 503, REPLY_WAIT},
        {500, 599, REPLY_AGAIN},
    };
    if (answer->cut)
        return REPLY_SPLIT;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (answer->status >= rows[i].first && answer->status <= rows[i].last)
            return rows[i].reply;
    return REPLY_STOP;
}
