/*
 * occurrence: equal fingerprints told apart, for readers that take them for names.
 */
#ifndef CURLINT_REPORT_OCCURRENCE_H
#define CURLINT_REPORT_OCCURRENCE_H

#include "report/format.h"

/*
 * For each marked finding of a report which of those with its fingerprint it is, from 1, by place;
 * the suppressed ones count, so that one that is silenced renames no other. mem_free() when done.
 */
uint32_t *occurrence_number(const struct report *report);

#endif
