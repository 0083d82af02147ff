/*
 * position: line and column of a byte, from 1. Computed only where something is printed.
 */
#ifndef CURLINT_REPORT_POSITION_H
#define CURLINT_REPORT_POSITION_H

#include "doc/document.h"

struct position {
    uint32_t line;
    uint32_t column; /* in bytes, from the line's first byte; a BOM is not counted */
};

/* Of the byte `offset`, which may be the end of the source. */
struct position position_of(const struct document *doc, uint32_t offset);

#endif
