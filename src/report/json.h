/*
 * json: what reports in JSON share.
 */
#ifndef CURLINT_REPORT_JSON_H
#define CURLINT_REPORT_JSON_H

#include "base/buf.h"

#include <jansson.h>

/* `text` as a JSON string (a new reference); each byte that is no UTF-8 becomes U+FFFD. */
json_t *json_text(str text);
/*
 * Append the JSON of `root` and a line end. Everything but ASCII is written as \uXXXX: no byte of a
 * list reaches a terminal. `root` is given up.
 */
void json_write(struct buf *out, json_t *root);

#endif
