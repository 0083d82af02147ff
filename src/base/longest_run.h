/*
 * longest_run: which items of a sequence are in order, and which few stand in the way.
 */
#ifndef CURLINT_BASE_LONGEST_RUN_H
#define CURLINT_BASE_LONGEST_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The length of the longest subsequence of `values` that never falls. `kept[i]`, where `kept` is
 * not NULL, tells whether item i is in the one that was found. O(n log n); n < 2^32.
 */
size_t longest_run(const int64_t *values, size_t n, bool *kept);

#endif
