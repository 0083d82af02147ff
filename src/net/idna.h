/*
 * idna: names of hosts in the ASCII form that DNS knows ("xn--...").
 */
#ifndef CURLINT_NET_IDNA_H
#define CURLINT_NET_IDNA_H

#include "base/buf.h"

/*
 * Append `host` in lower case with each label that is not ASCII in Punycode (RFC 3492). False where
 * it is not UTF-8, or a label is empty or longer than DNS allows; what was appended is then of no
 * use.
 */
bool idna_to_ascii(struct buf *out, str host);

#endif
