#include "config/read.h"

#include "config/reader.h"
#include "lint/selector.h"

static enum rc read_files(struct reader *reader, yaml_node_t *node, void *target)
{
    struct text_list globs;
    (void)target;
    enum rc rc = reader_globs(reader, node, "files", &globs);
    reader->settings->files = globs.at;
    reader->settings->file_count = globs.n;
    return rc;
}

static enum rc read_exclude(struct reader *reader, yaml_node_t *node, void *target)
{
    struct text_list globs;
    (void)target;
    enum rc rc = reader_globs(reader, node, "exclude", &globs);
    reader->settings->exclude = globs.at;
    reader->settings->exclude_count = globs.n;
    return rc;
}

static enum rc read_number(struct reader *reader, const yaml_node_t *node, const char *what,
                           uint32_t *out)
{
    if (node_is_text(node) && str_to_u32(node_text(node), out) && *out > 0)
        return RC_OK;
    return reader_fail(reader, node, "%s wants a whole number from 1 to 4294967295", what);
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
    if (node_is_null(node))
        return RC_OK;
    return reader_mapping(reader, node, "limits", limit_keys, &reader->settings->limits);
}

static enum rc read_ignore_entry(struct reader *reader, yaml_node_t *node, void *target)
{
    struct ignore *ignore = target;
    if (!node_is_text(node) || str_find_char(node_text(node), ':') == STR_NPOS)
        return reader_fail(reader, node,
                           "entry wants the key of an entry, such as arxiv:2412.00099");
    ignore->entry = arena_str(&reader->settings->arena, node_text(node));
    return RC_OK;
}

static enum rc read_ignore_reason(struct reader *reader, yaml_node_t *node, void *target)
{
    struct ignore *ignore = target;
    return reader_text(reader, node, "reason", &ignore->reason);
}

static enum rc read_ignore_rules(struct reader *reader, yaml_node_t *node, void *target)
{
    struct ignore *ignore = target;
    struct text_list rules;
    enum rc rc = reader_texts(reader, node, "rules", &rules);
    for (size_t i = 0; rc == RC_OK && i < rules.n; i++) {
        struct err why;
        if (selector_kind(reader->settings, rules.at[i]) == SELECTOR_UNKNOWN &&
            selector_explain(reader->settings, rules.at[i], &why) != RC_OK)
            rc = reader_fail(reader, reader_item(reader, node, i), "%s", why.text);
    }
    ignore->rules = rules.at;
    ignore->rule_count = rules.n;
    return rc;
}

static enum rc read_ignore_until(struct reader *reader, yaml_node_t *node, void *target)
{
    struct ignore *ignore = target;
    str rest = node_is_text(node) ? node_text(node) : STR("");
    str year = str_cut(&rest, '-'), month = str_cut(&rest, '-'), day = rest;
    uint32_t y, m, d;
    if (year.n == 4 && month.n == 2 && day.n == 2 && str_to_u32(year, &y) &&
        str_to_u32(month, &m) && str_to_u32(day, &d)) {
        ignore->until = (struct date){(int)y, (int)m, (int)d};
        if (date_is_valid(ignore->until))
            return RC_OK;
    }
    return reader_fail(reader, node, "until wants a day such as 2027-01-31");
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
    enum rc rc = reader_mapping(reader, item, "an item of ignore", ignore_keys, ignore);
    ignore->line = (uint32_t)item->start_mark.line + 1;
    if (rc == RC_OK && ignore->entry.n == 0)
        rc = reader_fail(reader, item,
                         "an item of ignore needs an entry: add entry: arxiv:2412.00099");
    if (rc == RC_OK && ignore->rule_count == 0)
        rc = reader_fail(reader, item,
                         "an item of ignore needs rules: add rules: [arxiv/duplicate]");
    return rc;
}

static enum rc read_ignore(struct reader *reader, yaml_node_t *node, void *target)
{
    (void)target;
    if (node_is_null(node))
        return RC_OK;
    size_t n;
    enum rc rc = reader_list(reader, node, "ignore", "- entry: arxiv:2412.00099", &n);
    struct ignore *ignores = arena_alloc(&reader->settings->arena, (n ? n : 1) * sizeof *ignores);
    for (size_t i = 0; rc == RC_OK && i < n; i++)
        rc = read_ignore_item(reader, reader_item(reader, node, i), &ignores[i]);
    reader->settings->ignores = ignores;
    reader->settings->ignore_count = n;
    return rc;
}

static const struct key top_keys[] = {
    {"files", read_files},     {"exclude", read_exclude}, {"rules", read_rules},
    {"columns", read_columns}, {"badges", read_badges},   {"labels", read_labels},
    {"copies", read_copies},   {"recent", read_recent},   {"limits", read_limits},
    {"ignore", read_ignore},   {"links", read_links},     {NULL, NULL},
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
    if (!root || node_is_null(root))
        return RC_OK;
    return reader_mapping(&reader, root, "the configuration", top_keys, NULL);
}
