/*
 * tally: numbers in place of findings: --debug-model.
 */
#ifndef CURLINT_CLI_TALLY_H
#define CURLINT_CLI_TALLY_H

#include "base/buf.h"
#include "doc/document.h"

/* What was understood of each document, and the sums. `names` has one a document. */
void tally_model(struct buf *out, struct document *const *documents, const str *names,
                 uint32_t count);

#endif
