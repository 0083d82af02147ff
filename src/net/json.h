/*
 * json: what answers of services are read with, on jansson.
 */
#ifndef CURLINT_NET_JSON_H
#define CURLINT_NET_JSON_H

#include "base/str.h"

#include <jansson.h>

/* The value that `text` is, the caller's to free with json_decref(); NULL: it is none. */
json_t *json_read(str text);
/* A text of an object, borrowed from it; empty where there is none. */
str json_text_at(const json_t *object, const char *key);

#endif
