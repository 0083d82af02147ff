/*
 * opaque: what kind of bytes that are no prose stand at an offset.
 */
#ifndef CURLINT_DOC_OPAQUE_H
#define CURLINT_DOC_OPAQUE_H

#include "doc/document.h"

/* The code, comment or tag that holds the byte, or NULL; borrowed from the document. */
const struct opaque *opaque_at(const struct document *doc, uint32_t offset);
/* Whether the byte stands in a code span or code block. */
bool opaque_is_code(const struct document *doc, uint32_t offset);

#endif
