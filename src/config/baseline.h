/*
 * baseline: the file `.curlint-baseline.json` into records and back. docs/baseline.md says what it
 * holds. It is JSON with a line for each record, so that two branches which both made it smaller
 * can be merged.
 */
#ifndef CURLINT_CONFIG_BASELINE_H
#define CURLINT_CONFIG_BASELINE_H

#include "base/buf.h"
#include "lint/baseline.h"

#define BASELINE_NAME ".curlint-baseline.json"
enum { BASELINE_BYTES_MAX = 8 * 1024 * 1024 };

/*
 * Add the records of the file at `path` to the empty `baseline` and append its bytes to `text`,
 * which the records' spans lead to. `name` is what errors call it. RC_MISSING: it is not there.
 * RC_FAIL: `err` begins with "name:line:column: ", or with "name: " where it can't be read.
 */
enum rc baseline_load(struct baseline *baseline, struct buf *text, const char *path,
                      const char *name, struct err *err) RC_MUST_CHECK;
/* The same from bytes. */
enum rc baseline_parse(struct baseline *baseline, str text, const char *name,
                       struct err *err) RC_MUST_CHECK;
/* Append the file; the records come in the order that they have. */
void baseline_write(struct buf *out, const struct baseline *baseline);

#endif
