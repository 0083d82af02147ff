#include "report/catalog.h"

#include <jansson.h>
#include <string.h>

static str group_of(const char *id)
{
    str rest = str_from(id);
    return str_cut(&rest, '/');
}

void catalog_text(struct buf *out, const struct rule_entry *rules, size_t rule_count)
{
    size_t width = 0;
    for (size_t i = 0; i < rule_count; i++)
        if (strlen(rules[i].id) > width)
            width = strlen(rules[i].id);
    for (size_t i = 0; i < rule_count; i++) {
        if (i > 0 && !str_eq(group_of(rules[i].id), group_of(rules[i - 1].id)))
            buf_add_char(out, '\n');
        buf_printf(out, "%-*s  %-7s  %s\n", (int)width, rules[i].id,
                   severity_name(rules[i].rule->severity), rules[i].rule->summary);
    }
}

static const char *const type_names[] = {
    [OPTION_BOOL] = "boolean",  [OPTION_INT] = "integer", [OPTION_STRING] = "string",
    [OPTION_CHOICE] = "choice", [OPTION_LIST] = "list",
};

static json_t *json_option(const struct option *option)
{
    json_t *object = json_object();
    json_object_set_new(object, "name", json_string(option->name));
    json_object_set_new(object, "type", json_string(type_names[option->type]));
    json_object_set_new(object, "default", json_string(option->fallback));
    if (option->choices) {
        json_t *choices = json_array();
        for (const char *const *choice = option->choices; *choice; choice++)
            json_array_append_new(choices, json_string(*choice));
        json_object_set_new(object, "choices", choices);
    }
    json_object_set_new(object, "help", json_string(option->help));
    return object;
}

static json_t *json_rule(const struct rule_entry *entry)
{
    str group = group_of(entry->id);
    json_t *object = json_object(), *options = json_array();
    json_object_set_new(object, "id", json_string(entry->id));
    json_object_set_new(object, "group", json_stringn(group.at, group.n));
    json_object_set_new(object, "severity", json_string(severity_name(entry->rule->severity)));
    json_object_set_new(object, "summary", json_string(entry->rule->summary));
    for (const struct option *option = entry->rule->options; option && option->name; option++)
        json_array_append_new(options, json_option(option));
    json_object_set_new(object, "options", options);
    return object;
}

static int add_bytes(const char *bytes, size_t n, void *out)
{
    buf_add(out, (str){bytes, n});
    return 0;
}

void catalog_json(struct buf *out, const struct rule_entry *rules, size_t rule_count)
{
    json_t *root = json_object(), *list = json_array();
    json_object_set_new(root, "schema", json_integer(1));
    for (size_t i = 0; i < rule_count; i++)
        json_array_append_new(list, json_rule(&rules[i]));
    json_object_set_new(root, "rules", list);
    json_dump_callback(root, add_bytes, out, JSON_COMPACT);
    buf_add_char(out, '\n');
    json_decref(root);
}
