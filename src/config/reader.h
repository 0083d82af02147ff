/*
 * reader: what the readers of the configuration's keys share: nodes, errors with their place,
 * mappings by a table of keys. Private to src/config.
 *
 *   parse.c       bytes into libyaml's document tree
 *   reader.c      nodes and errors
 *   read.c        the top keys, files, limits, ignore
 *   read_rules.c  rules and their options
 *   read_form.c   columns, badges, labels, copies
 *   read_links.c  links: how they are asked for
 *   read_recent.c recent: the page of recent papers
 */
#ifndef CURLINT_CONFIG_READER_H
#define CURLINT_CONFIG_READER_H

#include "config/parse.h"
#include "lint/settings.h"

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

/* A list of texts, copied into the settings. */
struct text_list {
    const str *at;
    size_t n;
};

/* RC_FAIL, with the place of `node` before the message. */
enum rc reader_fail(struct reader *reader, const yaml_node_t *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The node of an index in a pair or a sequence; borrowed from the document. */
yaml_node_t *reader_node(struct reader *reader, int index);
/* The text of a scalar; borrowed from the document. */
str node_text(const yaml_node_t *node);
/* `key:` with nothing behind it, `~` or `null`. */
bool node_is_null(const yaml_node_t *node);
/* A scalar that is not null. */
bool node_is_text(const yaml_node_t *node);
/* What a value is, for "wants X, not Y". */
const char *node_kind(const yaml_node_t *node);

/* RC_FAIL where a key of the mapping is no text or comes twice: libyaml leaves both to its user. */
enum rc reader_keys(struct reader *reader, const yaml_node_t *node) RC_MUST_CHECK;
/* RC_FAIL where it is no mapping, or one with such keys. `what` names it in the message. */
enum rc reader_want_mapping(struct reader *reader, const yaml_node_t *node,
                            const char *what) RC_MUST_CHECK;
/* Read a mapping by its table of keys, which ends with a NULL name. */
enum rc reader_mapping(struct reader *reader, const yaml_node_t *node, const char *what,
                       const struct key *keys, void *target) RC_MUST_CHECK;
/* RC_FAIL where it is no list; else its length, and `out` its first item's index. */
enum rc reader_list(struct reader *reader, const yaml_node_t *node, const char *what,
                    const char *example, size_t *count) RC_MUST_CHECK;
/* Node `i` of a list. */
yaml_node_t *reader_item(struct reader *reader, const yaml_node_t *list, size_t i);
/* A single text, copied into the settings. */
enum rc reader_text(struct reader *reader, const yaml_node_t *node, const char *what,
                    str *out) RC_MUST_CHECK;
/* A list of texts; null is the empty one. */
enum rc reader_texts(struct reader *reader, yaml_node_t *node, const char *what,
                     struct text_list *out) RC_MUST_CHECK;
/* The same of path patterns, none of which is empty or negated. */
enum rc reader_globs(struct reader *reader, yaml_node_t *node, const char *what,
                     struct text_list *out) RC_MUST_CHECK;

/* The readers of the top keys that have a file of their own. `target` is not used. */
enum rc read_rules(struct reader *reader, yaml_node_t *node, void *target) RC_MUST_CHECK;
enum rc read_columns(struct reader *reader, yaml_node_t *node, void *target) RC_MUST_CHECK;
enum rc read_badges(struct reader *reader, yaml_node_t *node, void *target) RC_MUST_CHECK;
enum rc read_labels(struct reader *reader, yaml_node_t *node, void *target) RC_MUST_CHECK;
enum rc read_copies(struct reader *reader, yaml_node_t *node, void *target) RC_MUST_CHECK;
enum rc read_recent(struct reader *reader, yaml_node_t *node, void *target) RC_MUST_CHECK;
enum rc read_links(struct reader *reader, yaml_node_t *node, void *target) RC_MUST_CHECK;

#endif
