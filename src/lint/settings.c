#include "lint/settings.h"

#include "base/near.h"
#include "lint/template.h"
#include "lint/selector.h"

static size_t option_count(const struct rule *rule)
{
    size_t count = 0;
    while (rule->options && rule->options[count].name)
        count++;
    return count;
}

/* Read `items` as the option's type; false where they are not. */
typedef bool read_value(struct arena *arena, const struct option *option, const str *items,
                        size_t item_count, struct option_value *out);

static bool read_bool(struct arena *arena, const struct option *option, const str *items,
                      size_t item_count, struct option_value *out)
{
    (void)arena, (void)option;
    if (item_count != 1)
        return false;
    out->boolean = str_eq(items[0], STR("true"));
    return out->boolean || str_eq(items[0], STR("false"));
}

static bool read_int(struct arena *arena, const struct option *option, const str *items,
                     size_t item_count, struct option_value *out)
{
    (void)arena, (void)option;
    return item_count == 1 && str_to_u32(items[0], &out->number) && out->number <= INT32_MAX;
}

static bool read_string(struct arena *arena, const struct option *option, const str *items,
                        size_t item_count, struct option_value *out)
{
    (void)option;
    if (item_count != 1)
        return false;
    out->string = arena_str(arena, items[0]);
    return true;
}

static bool read_choice(struct arena *arena, const struct option *option, const str *items,
                        size_t item_count, struct option_value *out)
{
    (void)arena;
    for (uint32_t i = 0; item_count == 1 && option->choices[i]; i++) {
        if (str_eq(items[0], str_from(option->choices[i]))) {
            out->choice = i;
            return true;
        }
    }
    return false;
}

static bool read_list(struct arena *arena, const struct option *option, const str *items,
                      size_t item_count, struct option_value *out)
{
    (void)option;
    str *list = arena_alloc(arena, item_count * sizeof *list);
    for (size_t i = 0; i < item_count; i++)
        list[i] = arena_str(arena, items[i]);
    out->list = list;
    out->list_count = item_count;
    return true;
}

static const struct {
    read_value *read;
    const char *wants;
} types[] = {
    [OPTION_BOOL] = {read_bool, "true or false"},
    [OPTION_INT] = {read_int, "a whole number from 0 to 2147483647"},
    [OPTION_STRING] = {read_string, "one text"},
    [OPTION_CHOICE] = {read_choice, "one of"},
    [OPTION_LIST] = {read_list, "a list"},
};

/* The default, which is written as one text. */
static void set_fallback(struct settings *settings, uint32_t rule, uint32_t option)
{
    const struct option *type = &settings->rules[rule].rule->options[option];
    str rest = str_from(type->fallback);
    size_t count = type->type == OPTION_LIST && rest.n == 0 ? 0 : 1;
    for (size_t i = 0; type->type == OPTION_LIST && i < rest.n; i++)
        count += rest.at[i] == '|';
    str *items = arena_alloc(&settings->arena, count * sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = type->type == OPTION_LIST ? str_cut(&rest, '|') : rest;
    /* A default that its own type refuses stays zero: tests/unit/settings_test.c reads them all. */
    types[type->type].read(&settings->arena, type, items, count,
                           &settings->rule[rule].options[option]);
}

void settings_init(struct settings *settings, const struct rule_entry *rules, size_t rule_count)
{
    *settings =
        (struct settings){.rules = rules, .rule_count = rule_count, .limits = limits_default()};
    settings->rule = arena_alloc(&settings->arena, rule_count * sizeof *settings->rule);
    for (uint32_t i = 0; i < rule_count; i++) {
        size_t count = option_count(rules[i].rule);
        settings->rule[i].severity = rules[i].rule->severity;
        settings->rule[i].options =
            arena_alloc(&settings->arena, count * sizeof *settings->rule[i].options);
        for (uint32_t j = 0; j < count; j++)
            set_fallback(settings, i, j);
    }
}

void settings_free(struct settings *settings)
{
    for (size_t i = 0; i < settings->form.badge_count; i++)
        template_free(settings->form.badges[i].compiled);
    arena_free(&settings->arena);
    *settings = (struct settings){0};
}

uint32_t settings_find_rule(const struct settings *settings, str id)
{
    uint32_t low = 0, high = (uint32_t)settings->rule_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = str_cmp(id, str_from(settings->rules[middle].id));
        if (order == 0)
            return middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NO_INDEX;
}

const char *settings_near_rule(const struct settings *settings, str id)
{
    struct near near = near_start(id);
    for (size_t i = 0; i < settings->rule_count; i++)
        near_offer(&near, settings->rules[i].id);
    return near.best;
}

bool settings_select(struct settings *settings, str selector, enum severity severity, bool keep,
                     bool even_off)
{
    struct rule_range range;
    bool named = selector_find(settings, selector, &range) == SELECTOR_RULE;
    for (uint32_t i = range.first; i < range.end; i++) {
        enum severity own = settings->rules[i].rule->severity;
        if (severity != SEVERITY_OFF && own == SEVERITY_OFF && !named && !even_off)
            continue;
        /* A rule that is off by default and asked for has no severity of its own to keep. */
        bool keeps = keep && severity != SEVERITY_OFF && own != SEVERITY_OFF;
        settings->rule[i].severity = keeps ? own : severity;
    }
    return range.first < range.end;
}

static void add_choices(struct buf *out, const struct option *option)
{
    for (const char *const *choice = option->choices; *choice; choice++) {
        if (choice != option->choices)
            buf_printf(out, "%s", choice[1] ? ", " : " or ");
        buf_printf(out, "%s", *choice);
    }
}

static enum rc refuse(const struct option *option, const str *items, size_t item_count,
                      struct err *err)
{
    struct buf wants = {0};
    if (option->type == OPTION_CHOICE)
        add_choices(&wants, option);
    else
        buf_printf(&wants, "%s", types[option->type].wants);
    enum rc rc = item_count == 1
                     ? err_set(err, "%s is \"%.*s\": write %.*s", option->name, STR_ARG(items[0]),
                               STR_ARG(buf_str(&wants)))
                     : err_set(err, "%s wants %.*s", option->name, STR_ARG(buf_str(&wants)));
    buf_free(&wants);
    return rc;
}

enum rc settings_set_option(struct settings *settings, uint32_t rule, uint32_t option,
                            const str *items, size_t item_count, struct err *err)
{
    const struct option *type = &settings->rules[rule].rule->options[option];
    struct option_value value = {.given = true};
    if (!types[type->type].read(&settings->arena, type, items, item_count, &value))
        return refuse(type, items, item_count, err);
    settings->rule[rule].options[option] = value;
    return RC_OK;
}
