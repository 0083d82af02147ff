/*
 * replace: other bytes in the place of those that were read from a file, if it still holds them.
 */
#ifndef CURLINT_BASE_REPLACE_H
#define CURLINT_BASE_REPLACE_H

#include "base/err.h"

/*
 * Replace the bytes `old` of the regular file `path` (plain, base/path.h) below the folder `root`
 * by `fresh`: written beside it, synced, given its mode and where possible its owner, renamed over
 * it. No link on the way down from the root is followed. RC_FAIL where the file holds other bytes
 * by now, may not be written, or is no such file any more: it is then left as it is and nothing is
 * left beside it; `err` calls it `name`.
 */
enum rc file_replace(const char *root, str path, const char *name, str old, str fresh,
                     struct err *err) RC_MUST_CHECK;

#endif
