#include "lint/selector.h"

#include "base/near.h"

static str group_of(const char *id)
{
    str rest = str_from(id);
    return str_cut(&rest, '/');
}

/* The first rule whose group is `group` or would come behind it. */
static uint32_t find_group(const struct settings *settings, str group)
{
    uint32_t low = 0, high = (uint32_t)settings->rule_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        str id = str_from(settings->rules[middle].id);
        int order = str_cmp(str_sub(id, 0, group.n), group);
        if (order < 0 || (order == 0 && id.n > group.n && id.at[group.n] < '/'))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

enum selector_kind selector_find(const struct settings *settings, str selector,
                                 struct rule_range *range)
{
    uint32_t count = (uint32_t)settings->rule_count, first = settings_find_rule(settings, selector);
    struct rule_range found = {first, first + 1};
    enum selector_kind kind = SELECTOR_RULE;
    if (str_eq(selector, STR("all"))) {
        kind = SELECTOR_ALL;
        found = (struct rule_range){0, count};
    } else if (first == NO_INDEX) {
        found.first = found.end = find_group(settings, selector);
        while (found.end < count && str_eq(group_of(settings->rules[found.end].id), selector))
            found.end++;
        kind = found.first < found.end ? SELECTOR_GROUP : SELECTOR_UNKNOWN;
    }
    if (range)
        *range = found;
    return kind;
}

enum selector_kind selector_kind(const struct settings *settings, str selector)
{
    return selector_find(settings, selector, NULL);
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

const char *selector_meant(const struct settings *settings, str selector)
{
    const char *meant = rule_named(settings, selector);
    return meant ? meant : settings_near_rule(settings, selector);
}

enum rc selector_explain(const struct settings *settings, str selector, struct err *err)
{
    const char *meant = selector_meant(settings, selector);
    if (meant)
        return err_set(err, "there is no rule \"%.*s\": did you mean \"%s\"?", STR_ARG(selector),
                       meant);
    return err_set(err, "there is no rule \"%.*s\": `curlint rules` lists them all",
                   STR_ARG(selector));
}
