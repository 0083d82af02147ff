/*
 * version: of the library that only this layer uses. All texts are static.
 */
#ifndef CURLINT_BASE_VERSION_H
#define CURLINT_BASE_VERSION_H

/* "2.8.0" */
const char *utf8proc_version_text(void);

#endif
