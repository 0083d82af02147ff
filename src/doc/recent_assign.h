/*
 * recent_assign: which file goes with which section of a page of recent papers. For doc/recent
 * alone.
 */
#ifndef CURLINT_DOC_RECENT_ASSIGN_H
#define CURLINT_DOC_RECENT_ASSIGN_H

#include "doc/recent.h"

/* Whether one of the globs matches. */
bool recent_is_among(const str *globs, size_t count, str path);
/* The file, by index, that an original is in. */
uint32_t recent_file_index(const struct recent_plan *plan, uint32_t twin);
/*
 * Set the group of each file: as configured; else by what the page shows of it; else by its name.
 * RC_FAIL: a configured section is not on the page.
 */
enum rc recent_assign(struct recent_plan *plan, struct err *err) RC_MUST_CHECK;

#endif
