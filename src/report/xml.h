/*
 * xml: text in XML 1.0, in an attribute or between tags.
 */
#ifndef CURLINT_REPORT_XML_H
#define CURLINT_REPORT_XML_H

#include "base/buf.h"

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/*
 * Append any bytes as text. Markup, line ends, tabs, everything but ASCII and the bracket of a
 * runner's command (report/escape.h) are written as references, so that no byte of a list reaches a
 * terminal and no row is obeyed. What XML 1.0 has no form for, most control characters, and each
 * byte that is no UTF-8 becomes U+FFFD.
 */
void xml_add(struct buf *out, str text);
/* The same between tags, where a line end may stand as it is. */
void xml_add_lines(struct buf *out, str text);
/* Append ` name="value"`. */
void xml_attribute(struct buf *out, const char *name, str value);
void xml_attribute_number(struct buf *out, const char *name, size_t value);

#endif
