#include "lint/locate.h"

uint32_t locate_entry(const struct document *doc, struct span span)
{
    uint32_t behind = document_entry_from(doc, span.start + 1);
    uint32_t entry = behind == 0 ? NO_INDEX : behind - 1;
    while (entry != NO_INDEX && !span_holds(doc->entries[entry].span, span))
        entry = doc->entries[entry].parent;
    return entry;
}

uint32_t locate_heading(const struct document *doc, uint32_t offset)
{
    uint32_t low = 0, high = doc->section_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->sections[middle].span.start <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? NO_INDEX : section_heading(doc, low - 1);
}

uint32_t locate_reference(const struct document *doc, struct span span)
{
    uint32_t behind = document_reference_at(doc, span.start + 1);
    uint32_t ref = behind == 0 ? NO_INDEX : behind - 1;
    while (ref != NO_INDEX && !span_holds(doc->references[ref].span, span))
        ref = doc->references[ref].outer;
    while (ref != NO_INDEX && doc->references[ref].outer != NO_INDEX)
        ref = doc->references[ref].outer;
    return ref;
}
