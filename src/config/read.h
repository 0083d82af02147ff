/*
 * read: a parsed configuration into settings, key by key, by one table of what each key takes.
 */
#ifndef CURLINT_CONFIG_READ_H
#define CURLINT_CONFIG_READ_H

#include "config/parse.h"
#include "lint/settings.h"

/* `document` may be without a root. RC_FAIL: `err` begins with "name:line:column: ". */
enum rc read_settings(struct settings *settings, yaml_document_t *document, const char *name,
                      struct err *err) RC_MUST_CHECK;

#endif
