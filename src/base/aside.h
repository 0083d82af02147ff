/*
 * aside: a new file beside the one that it is to become, so that no reader ever meets a half.
 */
#ifndef CURLINT_BASE_ASIDE_H
#define CURLINT_BASE_ASIDE_H

#include "base/buf.h"

/*
 * Make a file in `folder` of a name that nobody has, for its owner alone; `name` gets that,
 * NUL-terminated. The descriptor, which is the caller's to close, or -1 with `errno`.
 */
int aside_open(int folder, struct buf *name);

#endif
