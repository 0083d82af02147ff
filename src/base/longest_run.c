#include "base/longest_run.h"

#include "base/mem.h"

#include <string.h>

/* How many of the `length` run ends have a value that `value` can follow. */
static size_t count_below(const int64_t *values, const uint32_t *ends, size_t length, int64_t value)
{
    size_t low = 0, high = length;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (values[ends[middle]] <= value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t longest_run(const int64_t *values, size_t n, bool *kept)
{
    /* ends[k]: of all runs of k + 1 items, the last item of the one that ends lowest. */
    uint32_t *ends = mem_alloc(n, sizeof *ends), *before = mem_alloc(n, sizeof *before);
    size_t length = 0;
    for (size_t i = 0; i < n; i++) {
        size_t at = count_below(values, ends, length, values[i]);
        before[i] = at > 0 ? ends[at - 1] : UINT32_MAX;
        ends[at] = (uint32_t)i;
        length += at == length;
    }
    if (kept && n > 0) {
        memset(kept, 0, n * sizeof *kept);
        for (uint32_t i = ends[length - 1]; i != UINT32_MAX; i = before[i])
            kept[i] = true;
    }
    mem_free(ends);
    mem_free(before);
    return length;
}
