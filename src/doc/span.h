/*
 * span: a range of bytes in the source of a document, [start, end). Line and column are computed
 * only where something is printed (doc/lines.h).
 */
#ifndef CURLINT_DOC_SPAN_H
#define CURLINT_DOC_SPAN_H

#include "base/str.h"

struct span {
    uint32_t start, end; /* bytes; a document is smaller than 4 GiB by doc/limits.h */
};

/* "No such index" in every array of a document. */
#define NO_INDEX UINT32_MAX

static inline struct span span_of(size_t start, size_t end)
{
    return (struct span){(uint32_t)start, (uint32_t)end};
}

static inline uint32_t span_length(struct span span)
{
    return span.end - span.start;
}

static inline bool span_is_empty(struct span span)
{
    return span.start >= span.end;
}

static inline bool span_holds(struct span outer, struct span inner)
{
    return outer.start <= inner.start && inner.end <= outer.end;
}

static inline bool span_overlaps(struct span a, struct span b)
{
    return a.start < b.end && b.start < a.end;
}

static inline bool span_eq(struct span a, struct span b)
{
    return a.start == b.start && a.end == b.end;
}

#endif
