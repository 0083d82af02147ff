/*
 * plain: what formats share that other programs read.
 */
#ifndef CURLINT_REPORT_PLAIN_H
#define CURLINT_REPORT_PLAIN_H

#include "report/format.h"

/* Where the page of a rule can be read: its id and ".md" go behind it. */
#define PLAIN_PAGES "https://github.com/curlint/curlint/blob/main/rules/"
#define PLAIN_HOME  "https://github.com/curlint/curlint"

/* What it counts as: what was there before the change fails nothing, and is an info. */
enum severity plain_severity(const struct finding *finding);
/*
 * Append a message and, on a line of its own, what mends it, which may be empty. A list may hold a
 * URL of any length: each is cut at 2,000 bytes, with "…" for the rest. Any byte may be in it.
 */
void plain_add_message(struct buf *out, str message, str help);

#endif
