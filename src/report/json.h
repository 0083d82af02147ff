/*
 * json: what reports in JSON share.
 */
#ifndef CURLINT_REPORT_JSON_H
#define CURLINT_REPORT_JSON_H

#include "base/buf.h"

#include <jansson.h>

/* `text` as a JSON string (a new reference); each byte that is no UTF-8 becomes U+FFFD. */
json_t *json_text(str text);
/* The same without the passwords of addresses. */
json_t *json_text_masked(str text);
/* Set the field `key` of an object; `value` is given up. */
void json_put(json_t *object, const char *key, json_t *value);
/*
 * Append the JSON of `value`, its lines but the first indented by `indent` blanks, without a line
 * end. Everything but ASCII is written as \uXXXX, and so is the bracket of a runner's command
 * (report/escape.h): no byte of a list reaches a terminal, no row is obeyed. `value` is given up.
 */
void json_write(struct buf *out, json_t *value, size_t indent);
/* The same in one line, with a line end. */
void json_write_line(struct buf *out, json_t *value);

#endif
