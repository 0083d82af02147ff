#include "config/selector.h"

#include "base/near.h"

static str group_of(const char *id)
{
    str rest = str_from(id);
    return str_cut(&rest, '/');
}

enum selector_kind selector_kind(const struct settings *settings, str selector)
{
    if (str_eq(selector, STR("all")))
        return SELECTOR_ALL;
    for (size_t i = 0; i < settings->rule_count; i++) {
        if (str_eq(selector, str_from(settings->rules[i].id)))
            return SELECTOR_RULE;
        if (str_eq(selector, group_of(settings->rules[i].id)))
            return SELECTOR_GROUP;
    }
    return SELECTOR_UNKNOWN;
}

bool selector_matches(str selector, const char *id)
{
    return str_eq(selector, STR("all")) || str_eq(selector, str_from(id)) ||
           str_eq(selector, group_of(id));
}

/* The rule whose name without group is `selector`: what one writes who knows another linter. */
static const char *rule_named(const struct settings *settings, str selector)
{
    const char *found = NULL;
    for (size_t i = 0; i < settings->rule_count; i++) {
        str id = str_from(settings->rules[i].id);
        if (str_eq_nocase(selector, str_skip(id, group_of(settings->rules[i].id).n + 1))) {
            if (found)
                return NULL;
            found = settings->rules[i].id;
        }
    }
    return found;
}

enum rc selector_explain(const struct settings *settings, str selector, struct err *err)
{
    const char *meant = rule_named(settings, selector);
    if (!meant) {
        struct near near = near_start(selector);
        for (size_t i = 0; i < settings->rule_count; i++)
            near_offer(&near, settings->rules[i].id);
        meant = near.best;
    }
    if (meant)
        return err_set(err, "there is no rule \"%.*s\": did you mean \"%s\"?", STR_ARG(selector),
                       meant);
    return err_set(err, "there is no rule \"%.*s\": `curlint rules` lists them all",
                   STR_ARG(selector));
}
