#include "config/read.h"

#include "base/map.h"
#include "base/mem.h"
#include "base/near.h"
#include "config/selector.h"

#include <stdarg.h>
#include <stdio.h>

/* What is being read; nothing in it is owned. */
struct reader {
    struct settings *settings;
    yaml_document_t *document;
    const char *name;
    struct err *err;
};

/* A key of a mapping. `read` puts the value where `target` says. */
struct key {
    const char *name;
    enum rc (*read)(struct reader *reader, yaml_node_t *value, void *target);
};

static enum rc fail(struct reader *reader, const yaml_node_t *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static enum rc fail(struct reader *reader, const yaml_node_t *node, const char *format, ...)
{
    char text[sizeof reader->err->text];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return err_set(reader->err, "%s:%zu:%zu: %s", reader->name, node->start_mark.line + 1,
                   node->start_mark.column + 1, text);
}

static yaml_node_t *node_at(struct reader *reader, int index)
{
    return yaml_document_get_node(reader->document, index);
}

static str node_text(const yaml_node_t *node)
{
    return (str){(const char *)node->data.scalar.value, node->data.scalar.length};
}

/* `key:` with nothing behind it, `~` or `null`. */
static bool is_null(const yaml_node_t *node)
{
    if (node->type != YAML_SCALAR_NODE || node->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
        return false;
    str text = node_text(node);
    return text.n == 0 || str_eq(text, STR("~")) || str_eq_nocase(text, STR("null"));
}

static bool is_text(const yaml_node_t *node)
{
    return node->type == YAML_SCALAR_NODE && !is_null(node);
}

/* What a value is, for "wants X, not Y". */
static const char *kind_of(const yaml_node_t *node)
{
    if (is_null(node))
        return "nothing";
    if (node->type == YAML_SEQUENCE_NODE)
        return "a list";
    return node->type == YAML_MAPPING_NODE ? "a mapping" : "a single value";
}

/* Keys are texts and none comes twice. libyaml leaves both to its user. */
static enum rc check_keys(struct reader *reader, const yaml_node_t *node)
{
    struct map seen = {0};
    enum rc rc = RC_OK;
    const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
    for (; rc == RC_OK && pair < node->data.mapping.pairs.top; pair++) {
        const yaml_node_t *key = node_at(reader, pair->key);
        bool added = true;
        if (!is_text(key)) {
            rc = fail(reader, key, "a key must be a word, not %s", kind_of(key));
            break;
        }
        uint32_t line = (uint32_t)key->start_mark.line + 1;
        uint32_t *first = map_put(&seen, node_text(key), line, &added);
        if (!added)
            rc = fail(reader, key, "\"%.*s\" is given twice, first on line %u: keep one",
                      STR_ARG(node_text(key)), *first);
    }
    map_free(&seen);
    return rc;
}

static enum rc want_mapping(struct reader *reader, const yaml_node_t *node, const char *what)
{
    if (node->type != YAML_MAPPING_NODE)
        return fail(reader, node, "%s wants a mapping (name: value), not %s", what, kind_of(node));
    return check_keys(reader, node);
}

static enum rc unknown_key(struct reader *reader, const yaml_node_t *node, const char *what,
                           const struct key *keys)
{
    struct near near = near_start(node_text(node));
    for (const struct key *key = keys; key->name; key++)
        near_offer(&near, key->name);
    if (near.best)
        return fail(reader, node, "unknown key \"%.*s\" in %s: did you mean \"%s\"?",
                    STR_ARG(node_text(node)), what, near.best);
    struct buf names = {0};
    for (const struct key *key = keys; key->name; key++)
        buf_printf(&names, "%s%s", key == keys ? "" : ", ", key->name);
    enum rc rc = fail(reader, node, "unknown key \"%.*s\" in %s: it takes %.*s",
                      STR_ARG(node_text(node)), what, STR_ARG(buf_str(&names)));
    buf_free(&names);
    return rc;
}

static enum rc read_mapping(struct reader *reader, const yaml_node_t *node, const char *what,
                            const struct key *keys, void *target)
{
    enum rc rc = want_mapping(reader, node, what);
    const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
    for (; rc == RC_OK && pair < node->data.mapping.pairs.top; pair++) {
        const yaml_node_t *name = node_at(reader, pair->key);
        const struct key *key = keys;
        while (key->name && !str_eq(node_text(name), str_from(key->name)))
            key++;
        if (!key->name)
            return unknown_key(reader, name, what, keys);
        rc = key->read(reader, node_at(reader, pair->value), target);
    }
    return rc;
}

/* A list of texts, copied into the settings. */
struct texts {
    const str *at;
    size_t n;
};

static enum rc read_texts(struct reader *reader, yaml_node_t *node, const char *what,
                          struct texts *out)
{
    *out = (struct texts){0};
    if (is_null(node))
        return RC_OK;
    if (node->type != YAML_SEQUENCE_NODE)
        return fail(reader, node, "%s wants a list, not %s: write [one, two]", what, kind_of(node));
    size_t n = (size_t)(node->data.sequence.items.top - node->data.sequence.items.start);
    str *texts = arena_alloc(&reader->settings->arena, (n ? n : 1) * sizeof *texts);
    for (size_t i = 0; i < n; i++) {
        const yaml_node_t *item = node_at(reader, node->data.sequence.items.start[i]);
        if (!is_text(item))
            return fail(reader, item, "%s wants texts in its list, not %s", what, kind_of(item));
        texts[i] = arena_str(&reader->settings->arena, node_text(item));
    }
    *out = (struct texts){texts, n};
    return RC_OK;
}

static enum rc read_globs(struct reader *reader, yaml_node_t *node, const char *what,
                          struct texts *out)
{
    enum rc rc = read_texts(reader, node, what, out);
    for (size_t i = 0; rc == RC_OK && i < out->n; i++) {
        const yaml_node_t *item = node_at(reader, node->data.sequence.items.start[i]);
        str glob = out->at[i];
        if (glob.n == 0)
            return fail(reader, item, "an empty pattern in %s: remove it", what);
        if (glob.at[0] == '!')
            return fail(reader, item, "\"%.*s\": a pattern cannot be negated: use %s instead",
                        STR_ARG(glob), what[0] == 'f' ? "exclude" : "files");
    }
    return rc;
}

static enum rc read_files(struct reader *reader, yaml_node_t *node, void *target)
{
    struct texts globs;
    (void)target;
    enum rc rc = read_globs(reader, node, "files", &globs);
    reader->settings->files = globs.at;
    reader->settings->file_count = globs.n;
    return rc;
}

static enum rc read_exclude(struct reader *reader, yaml_node_t *node, void *target)
{
    struct texts globs;
    (void)target;
    enum rc rc = read_globs(reader, node, "exclude", &globs);
    reader->settings->exclude = globs.at;
    reader->settings->exclude_count = globs.n;
    return rc;
}

static enum rc read_severity(struct reader *reader, const yaml_node_t *node, enum severity *out)
{
    if (is_text(node) && severity_parse(node_text(node), out))
        return RC_OK;
    if (is_text(node))
        return fail(reader, node, "\"%.*s\" is no severity: write error, warning, info or off",
                    STR_ARG(node_text(node)));
    return fail(reader, node, "a severity is error, warning, info or off, not %s", kind_of(node));
}

static enum rc unknown_option(struct reader *reader, const yaml_node_t *name,
                              const struct rule_entry *rule)
{
    struct near near = near_start(node_text(name));
    near_offer(&near, "severity");
    for (const struct option *option = rule->rule->options; option && option->name; option++)
        near_offer(&near, option->name);
    if (near.best)
        return fail(reader, name, "%s has no option \"%.*s\": did you mean \"%s\"?", rule->id,
                    STR_ARG(node_text(name)), near.best);
    return fail(reader, name, "%s has no option \"%.*s\": `curlint explain %s` tells which it has",
                rule->id, STR_ARG(node_text(name)), rule->id);
}

static enum rc read_option_value(struct reader *reader, yaml_node_t *node, uint32_t rule,
                                 uint32_t option)
{
    const struct rule_entry *entry = &reader->settings->rules[rule];
    const struct option *type = &entry->rule->options[option];
    struct texts items = {0};
    str text;
    enum rc rc = RC_OK;
    if (type->type == OPTION_LIST) {
        rc = read_texts(reader, node, type->name, &items);
    } else if (is_text(node)) {
        text = arena_str(&reader->settings->arena, node_text(node));
        items = (struct texts){&text, 1};
    } else {
        rc = fail(reader, node, "%s wants a single value, not %s", type->name, kind_of(node));
    }
    struct err why;
    if (rc == RC_OK &&
        settings_set_option(reader->settings, rule, option, items.at, items.n, &why) != RC_OK)
        rc = fail(reader, node, "%s: %s", entry->id, why.text);
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
    enum rc rc = check_keys(reader, value);
    const yaml_node_pair_t *pair = value->data.mapping.pairs.start;
    for (; rc == RC_OK && pair < value->data.mapping.pairs.top; pair++) {
        const yaml_node_t *name = node_at(reader, pair->key);
        yaml_node_t *setting = node_at(reader, pair->value);
        if (str_eq(node_text(name), STR("severity"))) {
            enum severity severity;
            rc = read_severity(reader, setting, &severity);
            if (rc == RC_OK)
                settings_select(settings, selector, severity, false, rule != NO_INDEX);
        } else if (rule == NO_INDEX) {
            rc = fail(reader, name, "\"%.*s\" is not one rule and has no options: name the rule",
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
static enum rc read_rules(struct reader *reader, yaml_node_t *node, void *target)
{
    (void)target;
    if (is_null(node))
        return RC_OK;
    enum rc rc = want_mapping(reader, node, "rules");
    for (int kind = SELECTOR_ALL; rc == RC_OK && kind <= SELECTOR_UNKNOWN; kind++) {
        const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
        for (; rc == RC_OK && pair < node->data.mapping.pairs.top; pair++) {
            const yaml_node_t *name = node_at(reader, pair->key);
            struct err why;
            if ((int)selector_kind(reader->settings, node_text(name)) != kind)
                continue;
            if (kind != SELECTOR_UNKNOWN)
                rc = read_rule(reader, node_text(name), node_at(reader, pair->value));
            else if (selector_explain(reader->settings, node_text(name), &why) != RC_OK)
                rc = fail(reader, name, "%s", why.text);
        }
    }
    return rc;
}

static enum rc read_number(struct reader *reader, const yaml_node_t *node, const char *what,
                           uint32_t *out)
{
    if (is_text(node) && str_to_u32(node_text(node), out) && *out > 0)
        return RC_OK;
    return fail(reader, node, "%s wants a whole number from 1 to 4294967295", what);
}

static enum rc read_file_bytes(struct reader *reader, yaml_node_t *node, void *limits)
{
    uint32_t number = 0;
    enum rc rc = read_number(reader, node, "file-bytes", &number);
    ((struct limits *)limits)->file_bytes = number;
    return rc;
}

static enum rc read_line_bytes(struct reader *reader, yaml_node_t *node, void *limits)
{
    return read_number(reader, node, "line-bytes", &((struct limits *)limits)->line_bytes);
}

static enum rc read_table_columns(struct reader *reader, yaml_node_t *node, void *limits)
{
    return read_number(reader, node, "table-columns", &((struct limits *)limits)->table_columns);
}

static enum rc read_nesting(struct reader *reader, yaml_node_t *node, void *limits)
{
    return read_number(reader, node, "nesting", &((struct limits *)limits)->nesting);
}

static enum rc read_brackets(struct reader *reader, yaml_node_t *node, void *limits)
{
    return read_number(reader, node, "brackets", &((struct limits *)limits)->brackets);
}

static const struct key limit_keys[] = {
    {"file-bytes", read_file_bytes},       {"line-bytes", read_line_bytes},
    {"table-columns", read_table_columns}, {"nesting", read_nesting},
    {"brackets", read_brackets},           {NULL, NULL},
};

static enum rc read_limits(struct reader *reader, yaml_node_t *node, void *target)
{
    (void)target;
    if (is_null(node))
        return RC_OK;
    return read_mapping(reader, node, "limits", limit_keys, &reader->settings->limits);
}

static enum rc read_ignore_entry(struct reader *reader, yaml_node_t *node, void *target)
{
    struct ignore *ignore = target;
    if (!is_text(node) || str_find_char(node_text(node), ':') == STR_NPOS)
        return fail(reader, node, "entry wants the key of an entry, such as arxiv:2412.00099");
    ignore->entry = arena_str(&reader->settings->arena, node_text(node));
    return RC_OK;
}

static enum rc read_ignore_reason(struct reader *reader, yaml_node_t *node, void *target)
{
    struct ignore *ignore = target;
    if (!is_text(node))
        return fail(reader, node, "reason wants a sentence, not %s", kind_of(node));
    ignore->reason = arena_str(&reader->settings->arena, node_text(node));
    return RC_OK;
}

static enum rc read_ignore_rules(struct reader *reader, yaml_node_t *node, void *target)
{
    struct ignore *ignore = target;
    struct texts rules;
    enum rc rc = read_texts(reader, node, "rules", &rules);
    for (size_t i = 0; rc == RC_OK && i < rules.n; i++) {
        struct err why;
        if (selector_kind(reader->settings, rules.at[i]) == SELECTOR_UNKNOWN &&
            selector_explain(reader->settings, rules.at[i], &why) != RC_OK)
            rc = fail(reader, node_at(reader, node->data.sequence.items.start[i]), "%s", why.text);
    }
    ignore->rules = rules.at;
    ignore->rule_count = rules.n;
    return rc;
}

static enum rc read_ignore_until(struct reader *reader, yaml_node_t *node, void *target)
{
    struct ignore *ignore = target;
    str rest = is_text(node) ? node_text(node) : STR("");
    str year = str_cut(&rest, '-'), month = str_cut(&rest, '-'), day = rest;
    uint32_t y, m, d;
    if (year.n == 4 && month.n == 2 && day.n == 2 && str_to_u32(year, &y) &&
        str_to_u32(month, &m) && str_to_u32(day, &d)) {
        ignore->until = (struct date){(int)y, (int)m, (int)d};
        if (date_is_valid(ignore->until))
            return RC_OK;
    }
    return fail(reader, node, "until wants a day such as 2027-01-31");
}

static const struct key ignore_keys[] = {
    {"entry", read_ignore_entry},
    {"rules", read_ignore_rules},
    {"reason", read_ignore_reason},
    {"until", read_ignore_until},
    {NULL, NULL},
};

static enum rc read_ignore_item(struct reader *reader, const yaml_node_t *item,
                                struct ignore *ignore)
{
    enum rc rc = read_mapping(reader, item, "an item of ignore", ignore_keys, ignore);
    ignore->line = (uint32_t)item->start_mark.line + 1;
    if (rc == RC_OK && ignore->entry.n == 0)
        rc = fail(reader, item, "an item of ignore needs an entry: add entry: arxiv:2412.00099");
    if (rc == RC_OK && ignore->rule_count == 0)
        rc = fail(reader, item, "an item of ignore needs rules: add rules: [arxiv/duplicate]");
    return rc;
}

static enum rc read_ignore(struct reader *reader, yaml_node_t *node, void *target)
{
    (void)target;
    if (is_null(node))
        return RC_OK;
    if (node->type != YAML_SEQUENCE_NODE)
        return fail(reader, node, "ignore wants a list of {entry, rules, reason}, not %s",
                    kind_of(node));
    size_t n = (size_t)(node->data.sequence.items.top - node->data.sequence.items.start);
    struct ignore *ignores = arena_alloc(&reader->settings->arena, (n ? n : 1) * sizeof *ignores);
    enum rc rc = RC_OK;
    for (size_t i = 0; rc == RC_OK && i < n; i++)
        rc = read_ignore_item(reader, node_at(reader, node->data.sequence.items.start[i]),
                              &ignores[i]);
    reader->settings->ignores = ignores;
    reader->settings->ignore_count = n;
    return rc;
}

static const struct key top_keys[] = {
    {"files", read_files},   {"exclude", read_exclude}, {"rules", read_rules},
    {"limits", read_limits}, {"ignore", read_ignore},   {NULL, NULL},
};

enum rc read_settings(struct settings *settings, yaml_document_t *document, const char *name,
                      struct err *err)
{
    struct reader reader = {
        .settings = settings,
        .document = document,
        .name = name,
        .err = err,
    };
    yaml_node_t *root = yaml_document_get_root_node(document);
    if (!root || is_null(root))
        return RC_OK;
    return read_mapping(&reader, root, "the configuration", top_keys, NULL);
}
