#include "cli/setup.h"

#include "base/mem.h"
#include "config/config.h"
#include "lint/selector.h"

enum action { ACTION_KEEP, ACTION_ENABLE, ACTION_DISABLE };

/* Where the selectors of an option come from, and what they do. */
struct source {
    const char *flag;
    const struct texts *texts;
    enum action action;
};

/* What a rule that is switched on speaks with: the configured severity, else its own. */
static enum severity severity_on(const struct settings *settings, size_t rule,
                                 const enum severity *configured, enum selector_kind kind)
{
    if (configured[rule] != SEVERITY_OFF)
        return configured[rule];
    if (settings->rules[rule].rule->severity != SEVERITY_OFF)
        return settings->rules[rule].rule->severity;
    /* Off until asked for: a group is no such question. */
    return kind == SELECTOR_RULE ? SEVERITY_WARNING : SEVERITY_OFF;
}

static void apply(struct settings *settings, const enum severity *configured, str selector,
                  enum selector_kind kind, enum action action)
{
    for (size_t i = 0; i < settings->rule_count; i++)
        if (selector_matches(selector, settings->rules[i].id))
            settings->rule[i].severity = action == ACTION_DISABLE
                                             ? SEVERITY_OFF
                                             : severity_on(settings, i, configured, kind);
}

/* Apply those selectors of a source that are of one kind; the unknown ones are an error. */
static enum rc apply_source(struct settings *settings, const enum severity *configured,
                            const struct source *source, enum selector_kind kind, struct err *err)
{
    for (size_t i = 0; i < source->texts->n; i++) {
        str rest = str_from(source->texts->at[i]);
        while (rest.at) {
            str selector = str_trim(str_cut(&rest, ','));
            if (selector_kind(settings, selector) != kind)
                continue;
            struct err why;
            if (kind == SELECTOR_UNKNOWN && selector_explain(settings, selector, &why) != RC_OK)
                return err_set(err, "--%s: %s", source->flag, why.text);
            apply(settings, configured, selector, kind, source->action);
        }
    }
    return RC_OK;
}

/*
 * --only leaves nothing else on; then --enable and --disable, where a rule's id goes before its
 * group and that before "all", as in the configuration. The order of the options says nothing.
 */
static enum rc select_rules(struct settings *settings, const struct check_options *options,
                            struct err *err)
{
    const struct source sources[] = {
        {"only", &options->only, ACTION_ENABLE},
        {"enable", &options->enable, ACTION_ENABLE},
        {"disable", &options->disable, ACTION_DISABLE},
    };
    enum severity *configured = mem_alloc(settings->rule_count, sizeof *configured);
    for (size_t i = 0; i < settings->rule_count; i++)
        configured[i] = settings->rule[i].severity;
    if (options->only.n > 0)
        apply(settings, configured, STR("all"), SELECTOR_ALL, ACTION_DISABLE);
    enum rc rc = RC_OK;
    for (int kind = SELECTOR_ALL; rc == RC_OK && kind <= SELECTOR_UNKNOWN; kind++)
        for (size_t s = 0; rc == RC_OK && s < sizeof sources / sizeof *sources; s++)
            rc = apply_source(settings, configured, &sources[s], (enum selector_kind)kind, err);
    for (size_t i = 0; i < settings->rule_count; i++)
        settings->rule[i].left_out =
            configured[i] != SEVERITY_OFF && settings->rule[i].severity == SEVERITY_OFF;
    mem_free(configured);
    return rc;
}

/* The configuration of a snapshot. */
static enum rc load_held(struct settings *settings, struct place *place, struct err *err)
{
    struct buf text = {0};
    str below = str_skip(place->config, place->root.n + 1);
    enum rc rc = place_read(place, below, CONFIG_BYTES_MAX, &text, err);
    if (rc == RC_MISSING)
        rc = err_set(err, "%.*s: is no file", STR_ARG(below));
    if (rc == RC_OK)
        rc = config_load_text(settings, buf_str(&text), place_name(place, below).at, err);
    buf_free(&text);
    return rc;
}

enum rc setup_settings(struct settings *settings, struct place *place,
                       const struct check_options *options, struct err *err)
{
    enum rc rc = RC_OK;
    if (options->config) {
        rc = config_load(settings, options->config, options->config, err);
    } else if (place->config.n > 0 && place->config_in) {
        rc = load_held(settings, place, err);
    } else if (place->config.n > 0) {
        str below = str_skip(place->config, place->root.n + 1);
        rc = config_load(settings, place->config.at, place_name(place, below).at, err);
    }
    return rc == RC_OK ? select_rules(settings, options, err) : rc;
}
