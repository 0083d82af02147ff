/*
 * literal: plain text, and URLs, as Markdown that shows them as they are.
 */
#ifndef CURLINT_DOC_LITERAL_H
#define CURLINT_DOC_LITERAL_H

#include "base/buf.h"

/*
 * Append a title or a name as inline Markdown: what would be markup on GitHub is escaped, and
 * nothing else. Blanks and controls become one space each run. `row`: it stands in a table, where a
 * pipe would end the cell. `front`: it stands at the start of a line. LaTeX between dollars stays,
 * for GitHub sets it as arXiv does; other dollars that GitHub would pair are kept apart.
 */
void literal_add(struct buf *out, str text, bool row, bool front);

/*
 * Append a URL or path as the destination of a link, in parentheses or in quotation marks of HTML:
 * blanks, quotation marks, brackets, pipes and controls percent-encoded.
 */
void literal_add_url(struct buf *out, str url);

/*
 * Append the text of a static badge as the badge server reads it: `-` and `_` twice, the rest that
 * is no letter, digit or apostrophe percent-encoded.
 */
void literal_add_badge(struct buf *out, str text);

#endif
