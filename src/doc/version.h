/*
 * version: of the library that only this layer uses. All texts are static.
 */
#ifndef CURLINT_DOC_VERSION_H
#define CURLINT_DOC_VERSION_H

/* "0.29.0.gfm.6" */
const char *cmark_version_text(void);

#endif
