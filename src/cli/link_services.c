#include "cli/link_services.h"

#include "base/mem.h"

/* Where a token of the environment may go: to the host of a URL, by https, or to that very URL. */
struct grant {
    const char *url_name;  /* the variable that holds a URL; NULL: `otherwise` counts */
    const char *otherwise; /* the URL where that is not set */
    const char *names[2];  /* the variables that may hold the token */
    bool is_host;          /* `url_name` holds the name of a host */
};

/* As gh and the runners of GitHub have them. */
static const struct grant grants[] = {
    {"GITHUB_GRAPHQL_URL", "https://api.github.com/graphql", {"GITHUB_TOKEN", "GH_TOKEN"}, false},
    {"GH_HOST", NULL, {"GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"}, true},
};

static const char *variable(const char *(*environment)(const char *name), const char *name)
{
    const char *value = name ? environment(name) : NULL;
    return value && *value ? value : NULL;
}

static str host_of(str url)
{
    size_t start = str_find(url, STR("://"));
    str rest = str_skip(url, start == STR_NPOS ? 0 : start + 3);
    size_t end = 0;
    while (end < rest.n && str_find_char(STR("/?#"), rest.at[end]) == STR_NPOS)
        end++;
    return str_sub(rest, 0, end);
}

/* Whether a token that is for `place` may go to `endpoint`. */
static bool is_for(const struct grant *grant, str place, str endpoint)
{
    if (!grant->is_host && str_eq(place, endpoint))
        return true;
    str host = grant->is_host ? place : host_of(place);
    return str_starts(endpoint, STR("https://")) && str_eq_nocase(host_of(endpoint), host);
}

/* What no token has would be a header of its own. */
static bool is_token(str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.at[i] <= ' ' || (unsigned char)text.at[i] >= 127)
            return false;
    return true;
}

static enum rc find_token(const char *(*environment)(const char *name), str endpoint,
                          const char **out, struct err *err)
{
    for (size_t i = 0; i < sizeof grants / sizeof *grants; i++) {
        const struct grant *grant = &grants[i];
        const char *place = variable(environment, grant->url_name);
        if (!place)
            place = grant->otherwise;
        if (!place || !is_for(grant, str_from(place), endpoint))
            continue;
        for (size_t k = 0; k < 2 && !*out; k++) {
            const char *token = variable(environment, grant->names[k]);
            if (token && !is_token(str_from(token)))
                return err_set(err, "%s: holds what is in no token: set it anew, or unset it",
                               grant->names[k]);
            *out = token;
        }
    }
    return RC_OK;
}

static enum rc complete(struct service_setting *setting,
                        const char *(*environment)(const char *name), struct err *err)
{
    const struct service *service = setting->service;
    str own = service->endpoint ? str_from(service->endpoint) : (str){0};
    return service->wants_token
               ? find_token(environment, setting->endpoint.n ? setting->endpoint : own,
                            &setting->token, err)
               : RC_OK;
}

/* One of the configuration, beside the services' own settings or in their place. */
static enum rc configure(struct service_setting *out, const struct settings *settings,
                         const struct link_service *link, struct err *err)
{
    const struct service *service = service_find(link->kind.n ? link->kind : link->site);
    if (!service)
        return err_set(err,
                       "%.*s:%u: links.services: \"%.*s\" is none that curlint knows: name one as "
                       "its kind, such as github",
                       STR_ARG(settings->config_name), link->line,
                       STR_ARG(link->kind.n ? link->kind : link->site));
    bool elsewhere = !str_eq_nocase(link->site, str_from(service->site));
    if (elsewhere && link->endpoint.n == 0 && !link->pages)
        return err_set(err, "%.*s:%u: links.services: \"%.*s\" needs an endpoint",
                       STR_ARG(settings->config_name), link->line, STR_ARG(link->site));
    *out = (struct service_setting){
        .service = service,
        .site = elsewhere ? link->site : (str){0},
        .endpoint = link->endpoint,
    };
    return RC_OK;
}

static bool is_configured(const struct settings *settings, const struct service *service)
{
    for (size_t i = 0; i < settings->links.service_count; i++)
        if (str_eq_nocase(settings->links.services[i].site, str_from(service->site)))
            return true;
    return false;
}

enum rc link_services_read(const struct settings *settings,
                           const char *(*environment)(const char *name), struct arena *arena,
                           const struct service_setting **out, size_t *count, struct err *err)
{
    VEC(struct service_setting) all = {0};
    enum rc rc = RC_OK;
    for (size_t i = 0; rc == RC_OK && i < settings->links.service_count; i++) {
        struct service_setting setting = {0};
        rc = configure(&setting, settings, &settings->links.services[i], err);
        if (rc == RC_OK && !settings->links.services[i].pages)
            vec_push(&all, setting);
    }
    for (size_t i = 0; rc == RC_OK && service_table[i]; i++)
        if (!is_configured(settings, service_table[i]))
            vec_push(&all, (struct service_setting){.service = service_table[i]});
    for (size_t i = 0; rc == RC_OK && i < all.n; i++)
        rc = complete(&all.at[i], environment, err);
    *out = arena_copy(arena, all.at, all.n, sizeof *all.at);
    *count = all.n;
    vec_free(&all);
    return rc;
}
