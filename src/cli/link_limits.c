#include "cli/link_limits.h"

#include "cli/documents.h"
#include "cli/link_services.h"
#include "net/manners.h"
#include "net/target.h"

/* Texts; of those that may hold several, commas between, each. */
static void split(struct link_texts *out, const struct texts *texts, bool commas)
{
    for (size_t i = 0; i < texts->n; i++) {
        str rest = str_from(texts->at[i]);
        while (rest.at) {
            str part = commas ? str_cut(&rest, ',') : rest;
            if (!commas)
                rest.at = NULL;
            part = str_trim(part);
            if (part.n > 0)
                vec_push(out, part);
        }
    }
}

enum rc link_limits_time(int64_t *out, const char *text, const char *flag, struct err *err)
{
    static const struct {
        char letter;
        int64_t seconds;
    } units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}};
    *out = -1;
    if (!text)
        return RC_OK;
    str number = str_from(text);
    int64_t unit = 1;
    uint32_t value;
    for (size_t i = 0; number.n > 0 && i < sizeof units / sizeof *units; i++)
        if (number.at[number.n - 1] == units[i].letter) {
            unit = units[i].seconds;
            number.n--;
            break;
        }
    if (!str_to_u32(number, &value))
        return err_set(err, "--%s: \"%s\" is no time: write 90s, 5m, 2h or 3d", flag, text);
    *out = value * unit;
    return RC_OK;
}

static const struct status_range *ranges_of(struct arena *arena,
                                            const struct accepted_statuses *accept, size_t count)
{
    struct status_range *ranges = arena_alloc(arena, (count ? count : 1) * sizeof *ranges);
    for (size_t i = 0; i < count; i++)
        ranges[i] = (struct status_range){accept[i].first, accept[i].last};
    return ranges;
}

/* The configuration of a list never asks more of a host than that host wants. */
static void bound(struct check_host_rule *rule, const struct check_host_rule *wish)
{
    if (!target_host_is_below(rule->host, wish->host))
        return;
    if (rule->at_once == 0 || rule->at_once > wish->at_once)
        rule->at_once = wish->at_once;
    if (rule->rate <= 0 || rule->rate > wish->rate)
        rule->rate = wish->rate;
}

static struct check_host_rule host_rule(struct link_limits *limits, const struct link_host *host)
{
    return (struct check_host_rule){
        .host = host->host,
        .at_once = host->at_once,
        .rate = host->per_minute / 60.0,
        .timeout = (int64_t)host->timeout * 1000,
        .accept = ranges_of(&limits->arena, host->accept, host->accept_count),
        .accept_count = host->accept_count,
        .get_only = host->get,
        .skip = host->skip,
    };
}

/* What hosts wish, and the configuration says. */
static void configure(struct link_limits *limits, const struct link_settings *links,
                      struct check_settings *settings)
{
    size_t wish_count;
    const struct check_host_rule *wishes = manners(&wish_count);
    struct check_host_rule *rules =
        arena_alloc(&limits->arena, (links->host_count + wish_count) * sizeof *rules);
    for (size_t i = 0; i < links->host_count; i++) {
        rules[i] = host_rule(limits, &links->hosts[i]);
        for (size_t k = 0; k < wish_count; k++)
            bound(&rules[i], &wishes[k]);
    }
    /* Of two rules for one host the first speaks. */
    for (size_t k = 0; k < wish_count; k++)
        rules[links->host_count + k] = wishes[k];
    settings->hosts = rules;
    settings->host_count = links->host_count + wish_count;
    settings->accept = ranges_of(&limits->arena, links->accept, links->accept_count);
    settings->accept_count = links->accept_count;
    for (size_t i = 0; i < links->exclude_count; i++)
        vec_push(&limits->excluded, links->exclude[i]);
}

enum rc link_limits_read(struct link_limits *limits, const struct link_request *request,
                         struct check_settings *out, struct err *err)
{
    const struct link_options *options = request->options;
    const struct settings *settings = request->documents->settings;
    int64_t budget;
    if (link_limits_time(&budget, options->budget, "budget", err) != RC_OK)
        return RC_FAIL;
    *out = check_defaults();
    split(&limits->only_hosts, &options->only_hosts, true);
    split(&limits->excluded, &options->skip_links, false);
    configure(limits, &settings->links, out);
    if (link_services_read(settings, request->cli->environment, &limits->arena, &out->services,
                           &out->service_count, err) != RC_OK)
        return RC_FAIL;
    out->budget = budget > 0 ? budget * 1000 : 0;
    out->allow_private = options->allow_private;
    out->check_fragments = options->fragments;
    out->offline = options->offline;
    out->proxy = options->proxy;
    out->only_hosts = limits->only_hosts.at;
    out->only_host_count = limits->only_hosts.n;
    out->exclude = limits->excluded.at;
    out->exclude_count = limits->excluded.n;
    return RC_OK;
}

void link_limits_free(struct link_limits *limits)
{
    vec_free(&limits->only_hosts);
    vec_free(&limits->excluded);
    arena_free(&limits->arena);
}
