/*
 * order: which findings go first where not all of them can be listed.
 */
#ifndef CURLINT_REPORT_ORDER_H
#define CURLINT_REPORT_ORDER_H

#include "report/format.h"

/*
 * The findings as indices, the most important first: suppressed ones last, before them those that
 * are not new, in each part errors, warnings, infos; what is alike stays in the order given. The
 * caller calls mem_free().
 */
size_t *order_by_importance(const struct finding *const *findings, size_t count);
/*
 * The same, but what is alike is spread: of each rule one finding, then of each a second one, a
 * rule's own taken from one file after the other. `rules` is the table of the report.
 */
size_t *order_spread(const struct finding *const *findings, size_t count,
                     const struct rule_entry *rules);

#endif
