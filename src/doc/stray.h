/*
 * stray: closing brackets that close no link and no picture, and what stands around them: Markdown
 * that almost is a link. The AST has only text there. Private to src/doc: rules find the result in
 * document->strays.
 */
#ifndef CURLINT_DOC_STRAY_H
#define CURLINT_DOC_STRAY_H

#include "doc/document.h"

/*
 * Set doc->strays of a document that has everything else. What is in code, comments and tags is
 * passed over, and what a backslash escapes.
 */
void strays_find(struct document *doc);

#endif
