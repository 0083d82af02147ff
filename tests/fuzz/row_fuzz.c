/* The row splitter: cells are in range, in order, apart by one pipe each, and hold no bare pipe. */
#include "doc/row.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str line = {(const char *)data, size};
    struct cell_vec cells = {0};
    struct row_split split = row_split(&cells, line, 0);
    uint32_t behind = 0;
    for (size_t i = 0; i < split.count; i++) {
        struct span span = cells.at[split.first + i].span;
        assert(span.start <= span.end && span.end <= size && span.start >= behind);
        for (uint32_t k = span.start; k < span.end; k++)
            assert(line.at[k] != '|' || (k > 0 && line.at[k - 1] == '\\'));
        behind = span.end + 1;
    }
    size_t columns = 0;
    if (row_is_delimiter(line, &columns))
        assert(columns >= 1 && columns <= size);
    vec_free(&cells);
    return 0;
}
