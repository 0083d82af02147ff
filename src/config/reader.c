#include "config/reader.h"

#include "base/map.h"
#include "base/near.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum rc reader_fail(struct reader *reader, const yaml_node_t *node, const char *format, ...)
{
    char text[sizeof reader->err->text];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return err_set(reader->err, "%s:%zu:%zu: %s", reader->name, node->start_mark.line + 1,
                   node->start_mark.column + 1, text);
}

yaml_node_t *reader_node(struct reader *reader, int index)
{
    return yaml_document_get_node(reader->document, index);
}

str node_text(const yaml_node_t *node)
{
    return (str){(const char *)node->data.scalar.value, node->data.scalar.length};
}

/* `key:` with nothing behind it, `~` or `null`. */
bool node_is_null(const yaml_node_t *node)
{
    if (node->type != YAML_SCALAR_NODE || node->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
        return false;
    str text = node_text(node);
    return text.n == 0 || str_eq(text, STR("~")) || str_eq_nocase(text, STR("null"));
}

bool node_is_text(const yaml_node_t *node)
{
    return node->type == YAML_SCALAR_NODE && !node_is_null(node);
}

/* What a value is, for "wants X, not Y". */
const char *node_kind(const yaml_node_t *node)
{
    if (node_is_null(node))
        return "nothing";
    if (node->type == YAML_SEQUENCE_NODE)
        return "a list";
    return node->type == YAML_MAPPING_NODE ? "a mapping" : "a single value";
}

/* Keys are texts and none comes twice. libyaml leaves both to its user. */
enum rc reader_keys(struct reader *reader, const yaml_node_t *node)
{
    struct map seen = {0};
    enum rc rc = RC_OK;
    const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
    for (; rc == RC_OK && pair < node->data.mapping.pairs.top; pair++) {
        const yaml_node_t *key = reader_node(reader, pair->key);
        bool added = true;
        if (!node_is_text(key)) {
            rc = reader_fail(reader, key, "a key must be a word, not %s", node_kind(key));
            break;
        }
        uint32_t line = (uint32_t)key->start_mark.line + 1;
        uint32_t *first = map_put(&seen, node_text(key), line, &added);
        if (!added)
            rc = reader_fail(reader, key, "\"%.*s\" is given twice, first on line %u: keep one",
                             STR_ARG(node_text(key)), *first);
    }
    map_free(&seen);
    return rc;
}

enum rc reader_want_mapping(struct reader *reader, const yaml_node_t *node, const char *what)
{
    if (node->type != YAML_MAPPING_NODE)
        return reader_fail(reader, node, "%s wants a mapping (name: value), not %s", what,
                           node_kind(node));
    return reader_keys(reader, node);
}

static enum rc unknown_key(struct reader *reader, const yaml_node_t *node, const char *what,
                           const struct key *keys)
{
    struct near near = near_start(node_text(node));
    for (const struct key *key = keys; key->name; key++)
        near_offer(&near, key->name);
    if (near.best)
        return reader_fail(reader, node, "unknown key \"%.*s\" in %s: did you mean \"%s\"?",
                           STR_ARG(node_text(node)), what, near.best);
    struct buf names = {0};
    for (const struct key *key = keys; key->name; key++)
        buf_printf(&names, "%s%s", key == keys ? "" : ", ", key->name);
    enum rc rc = reader_fail(reader, node, "unknown key \"%.*s\" in %s: it takes %.*s",
                             STR_ARG(node_text(node)), what, STR_ARG(buf_str(&names)));
    buf_free(&names);
    return rc;
}

enum rc reader_mapping(struct reader *reader, const yaml_node_t *node, const char *what,
                       const struct key *keys, void *target)
{
    enum rc rc = reader_want_mapping(reader, node, what);
    const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
    for (; rc == RC_OK && pair < node->data.mapping.pairs.top; pair++) {
        const yaml_node_t *name = reader_node(reader, pair->key);
        const struct key *key = keys;
        while (key->name && !str_eq(node_text(name), str_from(key->name)))
            key++;
        if (!key->name)
            return unknown_key(reader, name, what, keys);
        rc = key->read(reader, reader_node(reader, pair->value), target);
    }
    return rc;
}

enum rc reader_list(struct reader *reader, const yaml_node_t *node, const char *what,
                    const char *example, size_t *count)
{
    *count = 0;
    if (node->type != YAML_SEQUENCE_NODE)
        return reader_fail(reader, node, "%s wants a list, not %s: write %s", what, node_kind(node),
                           example);
    *count = (size_t)(node->data.sequence.items.top - node->data.sequence.items.start);
    return RC_OK;
}

yaml_node_t *reader_item(struct reader *reader, const yaml_node_t *list, size_t i)
{
    return reader_node(reader, list->data.sequence.items.start[i]);
}

enum rc reader_text(struct reader *reader, const yaml_node_t *node, const char *what, str *out)
{
    if (!node_is_text(node))
        return reader_fail(reader, node, "%s wants a text, not %s", what, node_kind(node));
    *out = arena_str(&reader->settings->arena, node_text(node));
    return RC_OK;
}

enum rc reader_texts(struct reader *reader, yaml_node_t *node, const char *what,
                     struct text_list *out)
{
    *out = (struct text_list){0};
    if (node_is_null(node))
        return RC_OK;
    size_t n;
    enum rc rc = reader_list(reader, node, what, "[one, two]", &n);
    str *texts = arena_alloc(&reader->settings->arena, (n ? n : 1) * sizeof *texts);
    for (size_t i = 0; rc == RC_OK && i < n; i++) {
        const yaml_node_t *item = reader_item(reader, node, i);
        if (!node_is_text(item))
            return reader_fail(reader, item, "%s wants texts in its list, not %s", what,
                               node_kind(item));
        texts[i] = arena_str(&reader->settings->arena, node_text(item));
    }
    *out = (struct text_list){texts, n};
    return rc;
}

enum rc reader_globs(struct reader *reader, yaml_node_t *node, const char *what,
                     struct text_list *out)
{
    enum rc rc = reader_texts(reader, node, what, out);
    for (size_t i = 0; rc == RC_OK && i < out->n; i++) {
        const yaml_node_t *item = reader_item(reader, node, i);
        if (out->at[i].n == 0)
            return reader_fail(reader, item, "an empty pattern in %s: remove it", what);
        if (out->at[i].at[0] == '!')
            return reader_fail(reader, item, "\"%.*s\": a pattern cannot be negated%s",
                               STR_ARG(out->at[i]),
                               strcmp(what, "files") == 0     ? ": use exclude instead"
                               : strcmp(what, "exclude") == 0 ? ": use files instead"
                                                              : "");
    }
    return rc;
}
