/*
 * percent: bytes that a URL writes as %XX.
 */
#ifndef CURLINT_BASE_PERCENT_H
#define CURLINT_BASE_PERCENT_H

#include "base/buf.h"

/* The byte that "%XX" at `i` stands for, or -1. */
int percent_byte(str s, size_t i);
/* Append `text` with %XX undone; a '%' that no two hex digits follow stays. May give any byte. */
void percent_decode(struct buf *out, str text);

#endif
