#include "config/reader.h"

#include "base/near.h"
#include "lint/selector.h"

static enum rc read_severity(struct reader *reader, const yaml_node_t *node, enum severity *out)
{
    if (node_is_text(node) && severity_parse(node_text(node), out))
        return RC_OK;
    if (node_is_text(node))
        return reader_fail(reader, node,
                           "\"%.*s\" is no severity: write error, warning, info or off",
                           STR_ARG(node_text(node)));
    return reader_fail(reader, node, "a severity is error, warning, info or off, not %s",
                       node_kind(node));
}

static enum rc unknown_option(struct reader *reader, const yaml_node_t *name,
                              const struct rule_entry *rule)
{
    struct near near = near_start(node_text(name));
    near_offer(&near, "severity");
    for (const struct option *option = rule->rule->options; option && option->name; option++)
        near_offer(&near, option->name);
    if (near.best)
        return reader_fail(reader, name, "%s has no option \"%.*s\": did you mean \"%s\"?",
                           rule->id, STR_ARG(node_text(name)), near.best);
    return reader_fail(reader, name,
                       "%s has no option \"%.*s\": `curlint explain %s` tells which it has",
                       rule->id, STR_ARG(node_text(name)), rule->id);
}

static enum rc read_option_value(struct reader *reader, yaml_node_t *node, uint32_t rule,
                                 uint32_t option)
{
    const struct rule_entry *entry = &reader->settings->rules[rule];
    const struct option *type = &entry->rule->options[option];
    struct text_list items = {0};
    str text;
    enum rc rc = RC_OK;
    if (type->type == OPTION_LIST) {
        rc = reader_texts(reader, node, type->name, &items);
    } else if (node_is_text(node)) {
        text = arena_str(&reader->settings->arena, node_text(node));
        items = (struct text_list){&text, 1};
    } else {
        rc = reader_fail(reader, node, "%s wants a single value, not %s", type->name,
                         node_kind(node));
    }
    struct err why;
    if (rc == RC_OK &&
        settings_set_option(reader->settings, rule, option, items.at, items.n, &why) != RC_OK)
        rc = reader_fail(reader, node, "%s: %s", entry->id, why.text);
    return rc;
}

static enum rc read_option(struct reader *reader, const yaml_node_t *name, yaml_node_t *value,
                           uint32_t rule)
{
    const struct rule_entry *entry = &reader->settings->rules[rule];
    const struct option *options = entry->rule->options;
    for (uint32_t i = 0; options && options[i].name; i++)
        if (str_eq(node_text(name), str_from(options[i].name)))
            return read_option_value(reader, value, rule, i);
    return unknown_option(reader, name, entry);
}

/* `rule: {severity: warning, option: value}`; a group has no options. */
static enum rc read_rule_body(struct reader *reader, str selector, const yaml_node_t *value)
{
    struct settings *settings = reader->settings;
    uint32_t rule = settings_find_rule(settings, selector);
    enum rc rc = reader_keys(reader, value);
    const yaml_node_pair_t *pair = value->data.mapping.pairs.start;
    for (; rc == RC_OK && pair < value->data.mapping.pairs.top; pair++) {
        const yaml_node_t *name = reader_node(reader, pair->key);
        yaml_node_t *setting = reader_node(reader, pair->value);
        if (str_eq(node_text(name), STR("severity"))) {
            enum severity severity;
            rc = read_severity(reader, setting, &severity);
            if (rc == RC_OK)
                settings_select(settings, selector, severity, false, rule != NO_INDEX);
        } else if (rule == NO_INDEX) {
            rc = reader_fail(reader, name,
                             "\"%.*s\" is not one rule and has no options: name the rule",
                             STR_ARG(selector));
        } else {
            rc = read_option(reader, name, setting, rule);
        }
    }
    return rc;
}

static enum rc read_rule(struct reader *reader, str selector, const yaml_node_t *value)
{
    if (value->type == YAML_MAPPING_NODE)
        return read_rule_body(reader, selector, value);
    enum severity severity;
    enum rc rc = read_severity(reader, value, &severity);
    if (rc == RC_OK)
        settings_select(reader->settings, selector, severity, false,
                        settings_find_rule(reader->settings, selector) != NO_INDEX);
    return rc;
}

/* The order of the file says nothing: "all" comes first, then groups, then single rules. */
enum rc read_rules(struct reader *reader, yaml_node_t *node, void *target)
{
    (void)target;
    if (node_is_null(node))
        return RC_OK;
    enum rc rc = reader_want_mapping(reader, node, "rules");
    for (int kind = SELECTOR_ALL; rc == RC_OK && kind <= SELECTOR_UNKNOWN; kind++) {
        const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
        for (; rc == RC_OK && pair < node->data.mapping.pairs.top; pair++) {
            const yaml_node_t *name = reader_node(reader, pair->key);
            struct err why;
            if ((int)selector_kind(reader->settings, node_text(name)) != kind)
                continue;
            if (kind != SELECTOR_UNKNOWN)
                rc = read_rule(reader, node_text(name), reader_node(reader, pair->value));
            else if (selector_explain(reader->settings, node_text(name), &why) != RC_OK)
                rc = reader_fail(reader, name, "%s", why.text);
        }
    }
    return rc;
}
