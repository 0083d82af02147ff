#include "report/occurrence.h"

#include "base/mem.h"

#include <stdlib.h>

struct print {
    uint64_t fingerprint;
    size_t index;
};

static int by_fingerprint(const void *a, const void *b)
{
    const struct print *x = a, *y = b;
    if (x->fingerprint != y->fingerprint)
        return x->fingerprint < y->fingerprint ? -1 : 1;
    return x->index < y->index ? -1 : 1;
}

uint32_t *occurrence_number(const struct report *report)
{
    size_t count = report->marked_count;
    uint32_t *occurrence = mem_alloc(count, sizeof *occurrence);
    struct print *prints = mem_alloc(count, sizeof *prints);
    for (size_t i = 0; i < count; i++)
        prints[i] = (struct print){report->marked[i]->fingerprint, i};
    if (count > 1)
        qsort(prints, count, sizeof *prints, by_fingerprint);
    for (size_t i = 0; i < count; i++) {
        bool again = i > 0 && prints[i].fingerprint == prints[i - 1].fingerprint;
        occurrence[prints[i].index] = again ? occurrence[prints[i - 1].index] + 1 : 1;
    }
    mem_free(prints);
    return occurrence;
}
