/*
 * patch: what fixing changes, as a unified patch that `git apply` takes. It holds the bytes of the
 * list as they are, whatever they are; patch_show() is for a terminal.
 */
#ifndef CURLINT_REPORT_PATCH_H
#define CURLINT_REPORT_PATCH_H

#include "base/buf.h"
#include "lint/fix.h"

/*
 * Append the patch of the file `path` (plain, base/path.h), whose bytes were `before` and are to be
 * `after`: they differ by `changes`. Nothing where they do not differ. Linear in their length.
 */
void patch_add(struct buf *out, str path, str before, str after, const struct changes *changes);
/* Append a patch, escaped as report/escape.h says and coloured where asked. */
void patch_show(struct buf *out, str patch, bool color);

#endif
