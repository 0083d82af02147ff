/*
 * evidence: what a link leads to, as JSON.
 */
#ifndef CURLINT_REPORT_EVIDENCE_H
#define CURLINT_REPORT_EVIDENCE_H

#include "net/evidence.h"

#include <jansson.h>

/* A new reference; docs/json.md tells its fields. */
json_t *evidence_json(const struct evidence *evidence);

#endif
