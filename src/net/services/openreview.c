#include "net/service.h"

/*
 * OpenReview answers programs by a challenge, its API too (conflens issue 24): all that can be told
 * is whether an id looks like one. Those of notes have 8 to 14 letters, digits, '-' and '_'. Files
 * that papers were sent in as have paths of their own (/pdf/HASH.pdf).
 */
enum { ID_LEAST = 8, ID_MOST = 14 };

static str parameter(str query, str name)
{
    while (query.n > 0) {
        str value = str_cut(&query, '&');
        str key = str_cut(&value, '=');
        if (str_eq(key, name) && value.at)
            return value;
    }
    return (str){0};
}

static bool is_id(str id)
{
    for (size_t i = 0; i < id.n; i++)
        if (!ascii_is_alnum(id.at[i]) && id.at[i] != '-' && id.at[i] != '_')
            return false;
    return id.n >= ID_LEAST && id.n <= ID_MOST;
}

static const struct judgement *settle(const struct service_url *url)
{
    static const struct judgement blocked = {
        .verdict = VERDICT_BLOCKED,
        .strength = STRENGTH_WEAK,
        .cause = "challenge",
        .reason = "OpenReview shows its pages to browsers alone",
    };
    static const struct judgement odd = {
        .verdict = VERDICT_SUSPICIOUS,
        .strength = STRENGTH_WEAK,
        .cause = "malformed-id",
        .reason = "no paper of OpenReview has an id like that",
    };
    bool is_file = str_starts(url->rest, STR("/")) && url->rest.n > 1;
    return is_file || is_id(parameter(url->query, STR("id"))) ? &blocked : &odd;
}

static const struct service_pattern patterns[] = {
    {"openreview.net", "/forum", 0}, {"openreview.net", "/pdf", 0}, {NULL, NULL, 0}};

const struct service service_openreview = {
    .name = "openreview",
    .site = "openreview.net",
    .patterns = patterns,
    .settle = settle,
};
