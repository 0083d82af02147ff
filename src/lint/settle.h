/*
 * settle: one defect, one finding. Where two rules speak about the same thing, the more specific
 * group is heard: arxiv, badge, table, link, entry, text, in that order. Findings of other groups
 * stand for themselves.
 *
 * The same thing is
 *   - the same span of a document;
 *   - two spans on one reference (a picture and the link around it are one), one in the other;
 *   - the same pair of entries: that of a finding and that of its related place. Here two rules of
 *     one group speak about one thing too, and the one whose id comes first is heard.
 *
 * A finding never gives way to one of a lower severity, which may not even be listed, nor to one
 * that is itself suppressed or dropped.
 */
#ifndef CURLINT_LINT_SETTLE_H
#define CURLINT_LINT_SETTLE_H

#include "lint/run.h"

/* Set `dropped` where another finding speaks. `suppressed` must be known. */
void settle(struct lint *lint);

#endif
