/*
 * evidence_json: what links lead to, read from a file in place of asking: the answers that a report
 * holds, or those that a test wants.
 */
#ifndef CURLINT_NET_EVIDENCE_JSON_H
#define CURLINT_NET_EVIDENCE_JSON_H

#include "base/err.h"
#include "net/evidence.h"

/*
 * Read `{"schema": 1, "answers": [{"url": …, "evidence": …}]}`, the evidence as docs/json.md tells,
 * of which the verdict alone must be there, and call `visit` for each, in order; all slices live in
 * `arena`. RC_FAIL: `err` says what is wrong in the file `name`; some may have been visited.
 */
enum rc evidence_read(str json, const char *name, struct arena *arena,
                      void (*visit)(void *self, str url, const struct evidence *evidence),
                      void *self, struct err *err) RC_MUST_CHECK;

#endif
