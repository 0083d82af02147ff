/*
 * html: tags and their attributes in raw HTML, as far as a list uses them: links, pictures,
 * anchors, headings. cmark-gfm passes HTML through unread.
 */
#ifndef CURLINT_DOC_HTML_H
#define CURLINT_DOC_HTML_H

#include "base/buf.h"
#include "doc/span.h"

struct html_tag {
    struct span span; /* from '<' to behind '>'; a comment up to its end or that of the text */
    str name;         /* as written; empty for a comment, declaration or instruction */
    str attributes;   /* between name and '>' */
    bool closing, comment;
};

struct html_attribute {
    str name, value; /* the value without quotes, as written */
};

/*
 * The next tag or comment in `text` at or behind `*at`, which moves behind it. False where there is
 * no more. '<' that opens nothing is passed over.
 */
bool html_next(str text, size_t *at, struct html_tag *tag);
/* The next attribute of `*rest`, which moves behind it; false at the end. */
bool html_attribute(str *rest, struct html_attribute *attribute);
bool html_is(const struct html_tag *tag, str name);

/*
 * Append `text` with character references undone: numbers, and the names that URLs and titles use
 * (amp, lt, gt, quot, apos, nbsp). Others stay as they are.
 */
void html_unescape(struct buf *out, str text);

#endif
