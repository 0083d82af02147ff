/*
 * front: the YAML that a page for Jekyll, Hugo or Hugging Face begins with. GitHub shows it as a
 * table; to the parser it would be a rule and a heading.
 */
#ifndef CURLINT_DOC_FRONT_H
#define CURLINT_DOC_FRONT_H

#include "base/str.h"

/* Bytes of `source` up to the end of the line that closes its front matter, 0 without any. */
size_t front_matter(str source);

#endif
