#include "config/reader.h"

#include "lint/template.h"

#include <string.h>

static const struct {
    const char *name;
    enum column_align align;
} aligns[] = {
    {"any", ALIGN_ANY},       {"none", ALIGN_NONE},   {"left", ALIGN_LEFT},
    {"center", ALIGN_CENTER}, {"right", ALIGN_RIGHT},
};

static enum rc read_name(struct reader *reader, yaml_node_t *node, void *column)
{
    return reader_text(reader, node, "name", &((struct column *)column)->name);
}

static enum rc read_align(struct reader *reader, yaml_node_t *node, void *column)
{
    for (size_t i = 0; node_is_text(node) && i < sizeof aligns / sizeof *aligns; i++) {
        if (str_eq(node_text(node), str_from(aligns[i].name))) {
            ((struct column *)column)->align = aligns[i].align;
            return RC_OK;
        }
    }
    return reader_fail(reader, node, "align is left, center, right, none or any");
}

static enum rc read_required(struct reader *reader, yaml_node_t *node, void *column)
{
    str text = node_is_text(node) ? node_text(node) : STR("");
    ((struct column *)column)->required = str_eq(text, STR("true"));
    if (str_eq(text, STR("true")) || str_eq(text, STR("false")))
        return RC_OK;
    return reader_fail(reader, node, "required is true or false");
}

static const struct key column_keys[] = {
    {"name", read_name},
    {"align", read_align},
    {"required", read_required},
    {NULL, NULL},
};

/* A column is its name, or a mapping that has one. */
static enum rc read_column(struct reader *reader, yaml_node_t *node, struct column *column)
{
    if (node_is_text(node))
        return reader_text(reader, node, "a column", &column->name);
    if (node->type != YAML_MAPPING_NODE)
        return reader_fail(reader, node, "a column is a name or {name, align, required}, not %s",
                           node_kind(node));
    enum rc rc = reader_mapping(reader, node, "a column", column_keys, column);
    if (rc == RC_OK && !column->name.at)
        rc = reader_fail(reader, node, "a column needs a name: add name: Title");
    return rc;
}

static enum rc read_table(struct reader *reader, const yaml_node_t *node, struct table_form *table)
{
    size_t n;
    enum rc rc = reader_list(reader, node, "columns", "[Title, Links]", &n);
    struct column *columns = arena_alloc(&reader->settings->arena, (n ? n : 1) * sizeof *columns);
    if (rc == RC_OK && n == 0)
        rc = reader_fail(reader, node, "columns names no column: write [Title, Links]");
    for (size_t i = 0; rc == RC_OK && i < n; i++)
        rc = read_column(reader, reader_item(reader, node, i), &columns[i]);
    *table = (struct table_form){columns, n};
    return rc;
}

/* One kind of table, or a list of several. */
enum rc read_columns(struct reader *reader, yaml_node_t *node, void *target)
{
    (void)target;
    if (node_is_null(node))
        return RC_OK;
    size_t n;
    enum rc rc = reader_list(reader, node, "columns", "[Title, Links]", &n);
    bool several = rc == RC_OK && n > 0 && reader_item(reader, node, 0)->type == YAML_SEQUENCE_NODE;
    size_t count = several ? n : 1;
    struct table_form *tables = arena_alloc(&reader->settings->arena, count * sizeof *tables);
    for (size_t i = 0; rc == RC_OK && i < count; i++)
        rc = read_table(reader, several ? reader_item(reader, node, i) : node, &tables[i]);
    reader->settings->form.tables = tables;
    reader->settings->form.table_count = count;
    return rc;
}

static enum rc read_template(struct reader *reader, yaml_node_t *node, void *badge)
{
    return reader_text(reader, node, "template", &((struct badge_form *)badge)->template);
}

static enum rc read_parts(struct reader *reader, yaml_node_t *node, void *target)
{
    struct badge_form *badge = target;
    if (node_is_null(node))
        return RC_OK;
    enum rc rc = reader_want_mapping(reader, node, "parts");
    if (rc != RC_OK)
        return rc;
    const yaml_node_pair_t *pairs = node->data.mapping.pairs.start;
    size_t n = (size_t)(node->data.mapping.pairs.top - pairs);
    struct part_form *parts = arena_alloc(&reader->settings->arena, (n ? n : 1) * sizeof *parts);
    for (size_t i = 0; rc == RC_OK && i < n; i++) {
        rc = reader_text(reader, reader_node(reader, pairs[i].key), "a part", &parts[i].name);
        if (rc == RC_OK)
            rc = reader_text(reader, reader_node(reader, pairs[i].value), "the pattern of a part",
                             &parts[i].pattern);
    }
    badge->parts = parts;
    badge->part_count = n;
    return rc;
}

static const struct key badge_keys[] = {
    {"template", read_template},
    {"parts", read_parts},
    {NULL, NULL},
};

/* A badge is its template, or a mapping that has one. */
static enum rc read_badge(struct reader *reader, yaml_node_t *node, struct badge_form *badge)
{
    if (node_is_text(node))
        return reader_text(reader, node, "a badge", &badge->template);
    if (node->type != YAML_MAPPING_NODE)
        return reader_fail(reader, node, "a badge is a template or {template, parts}, not %s",
                           node_kind(node));
    enum rc rc = reader_mapping(reader, node, "a badge", badge_keys, badge);
    if (rc == RC_OK && !badge->template.at)
        rc = reader_fail(reader, node, "a badge needs a template");
    return rc;
}

/* The value of a key, or the node itself. */
static const yaml_node_t *value_of(struct reader *reader, const yaml_node_t *node, str key)
{
    if (node->type != YAML_MAPPING_NODE)
        return node;
    const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
    for (; pair < node->data.mapping.pairs.top; pair++)
        if (str_eq(node_text(reader_node(reader, pair->key)), key))
            return reader_node(reader, pair->value);
    return node;
}

/* An error stands at the pattern that it is about, else at the template. */
static enum rc compile_badge(struct reader *reader, const yaml_node_t *node,
                             struct badge_form *badge)
{
    struct err why;
    size_t part;
    if (template_compile(badge, &badge->compiled, &part, &why) == RC_OK)
        return RC_OK;
    const yaml_node_t *place = value_of(reader, node, STR("template"));
    if (part != SIZE_MAX)
        place = value_of(reader, value_of(reader, node, STR("parts")), badge->parts[part].name);
    return reader_fail(reader, place, "%s", why.text);
}

enum rc read_badges(struct reader *reader, yaml_node_t *node, void *target)
{
    (void)target;
    if (node_is_null(node))
        return RC_OK;
    enum rc rc = reader_want_mapping(reader, node, "badges");
    if (rc != RC_OK)
        return rc;
    const yaml_node_pair_t *pairs = node->data.mapping.pairs.start;
    size_t n = (size_t)(node->data.mapping.pairs.top - pairs);
    struct badge_form *badges = arena_alloc(&reader->settings->arena, (n ? n : 1) * sizeof *badges);
    for (size_t i = 0; rc == RC_OK && i < n; i++) {
        rc = reader_text(reader, reader_node(reader, pairs[i].key), "the name of a badge",
                         &badges[i].name);
        yaml_node_t *value = reader_node(reader, pairs[i].value);
        if (rc == RC_OK)
            rc = read_badge(reader, value, &badges[i]);
        if (rc == RC_OK)
            rc = compile_badge(reader, value, &badges[i]);
    }
    reader->settings->form.badges = badges;
    reader->settings->form.badge_count = n;
    return rc;
}

enum rc read_labels(struct reader *reader, yaml_node_t *node, void *target)
{
    struct text_list labels;
    (void)target;
    enum rc rc = reader_texts(reader, node, "labels", &labels);
    reader->settings->form.labels = labels.at;
    reader->settings->form.label_count = labels.n;
    return rc;
}

static enum rc read_page(struct reader *reader, yaml_node_t *node, void *copies)
{
    return reader_text(reader, node, "page", &((struct copies *)copies)->page);
}

static enum rc read_of(struct reader *reader, yaml_node_t *node, void *target)
{
    struct copies *copies = target;
    struct text_list globs;
    enum rc rc = reader_globs(reader, node, "of", &globs);
    copies->of = globs.at;
    copies->of_count = globs.n;
    return rc;
}

static const struct key copies_keys[] = {
    {"page", read_page},
    {"of", read_of},
    {NULL, NULL},
};

enum rc read_copies(struct reader *reader, yaml_node_t *node, void *target)
{
    (void)target;
    if (node_is_null(node))
        return RC_OK;
    size_t n;
    enum rc rc = reader_list(reader, node, "copies", "- page: README.md", &n);
    struct copies *copies = arena_alloc(&reader->settings->arena, (n ? n : 1) * sizeof *copies);
    for (size_t i = 0; rc == RC_OK && i < n; i++) {
        const yaml_node_t *item = reader_item(reader, node, i);
        rc = reader_mapping(reader, item, "an item of copies", copies_keys, &copies[i]);
        if (rc == RC_OK && copies[i].page.n == 0)
            rc = reader_fail(reader, item, "an item of copies needs a page: add page: README.md");
    }
    reader->settings->form.copies = copies;
    reader->settings->form.copies_count = n;
    return rc;
}
