/*
 * uri: paths as parts of addresses.
 */
#ifndef CURLINT_REPORT_URI_H
#define CURLINT_REPORT_URI_H

#include "base/buf.h"

/*
 * Append `path` with every byte but letters, digits, "-._~" and "/" percent-encoded (RFC
 * 3986, 2.3), so that a colon in it makes no scheme and nothing in it ends a link.
 */
void uri_add_path(struct buf *out, str path);

#endif
