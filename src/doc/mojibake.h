/*
 * mojibake: UTF-8 that was read as Windows-1252 (or Latin-1) and written as UTF-8 again, so that
 * "é" stands as "Ã©". Found only where no text in any language would hold those characters.
 */
#ifndef CURLINT_DOC_MOJIBAKE_H
#define CURLINT_DOC_MOJIBAKE_H

#include "base/buf.h"

/*
 * Bytes of twice-encoded text at `s.at[at]`, a character's first byte; 0 where it is none. What it
 * was before is appended to `out`; `*whole` says whether nothing was lost on the way, so that the
 * one may be put for the other.
 */
size_t mojibake_at(str s, size_t at, struct buf *out, bool *whole);

#endif
