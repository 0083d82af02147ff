/*
 * parse: the bytes of a configuration file as libyaml's document tree, with everything refused that
 * a list's configuration has no use for and a stranger could do harm with: aliases (which
 * multiply), tags, a second document, deep nesting.
 */
#ifndef CURLINT_CONFIG_PARSE_H
#define CURLINT_CONFIG_PARSE_H

#include "base/err.h"

#include <yaml.h>

/*
 * RC_OK: the caller calls yaml_document_delete(); a text without content gives a document without
 * a root. RC_FAIL: `err` begins with "name:line:column: ", both from 1, columns in characters.
 */
enum rc parse_yaml(yaml_document_t *out, str text, const char *name, struct err *err) RC_MUST_CHECK;

#endif
