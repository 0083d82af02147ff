#include "doc/opaque.h"

const struct opaque *opaque_at(const struct document *doc, uint32_t offset)
{
    uint32_t low = 0, high = doc->opaque_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->opaques[middle].span.end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == doc->opaque_count || doc->opaques[low].span.start > offset)
        return NULL;
    return &doc->opaques[low];
}

bool opaque_is_code(const struct document *doc, uint32_t offset)
{
    const struct opaque *opaque = opaque_at(doc, offset);
    return opaque && (opaque->kind == OPAQUE_CODE_SPAN || opaque->kind == OPAQUE_CODE_BLOCK);
}
