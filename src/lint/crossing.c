#include "lint/crossing.h"

/* The option of rules that look for repeats (doc/repeats.h), and its value that crosses files. */
static bool crosses_files(const struct rule *rule, const struct rule_setting *setting)
{
    for (size_t i = 0; rule->options && rule->options[i].name; i++) {
        const struct option *option = &rule->options[i];
        if (str_eq(str_from(option->name), STR("scope")) && option->type == OPTION_CHOICE &&
            str_eq(str_from(option->choices[setting->options[i].choice]), STR("repository")))
            return true;
    }
    return false;
}

bool crossing_entries(const struct settings *settings)
{
    if (settings->form.copies_count > 0)
        return true;
    for (size_t i = 0; i < settings->rule_count; i++)
        if (settings->rule[i].severity != SEVERITY_OFF &&
            crosses_files(settings->rules[i].rule, &settings->rule[i]))
            return true;
    return false;
}

bool crossing_is_page(const struct settings *settings, str path)
{
    const struct recent_wish *wish = &settings->form.recent;
    return wish->given && str_eq(path, wish->page);
}
