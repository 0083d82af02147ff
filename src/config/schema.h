/*
 * schema: the JSON Schema of a configuration, for editors: made of the tables of rules and options,
 * so that it says what read.c reads. docs/curlint.schema.json is its output.
 */
#ifndef CURLINT_CONFIG_SCHEMA_H
#define CURLINT_CONFIG_SCHEMA_H

#include "base/buf.h"
#include "lint/rule.h"

/* Append the schema. `rules` is the generated table. */
void config_schema(struct buf *out, const struct rule_entry *rules, size_t rule_count);

#endif
