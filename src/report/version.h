/*
 * version: of the library that only this layer uses. All texts are static.
 */
#ifndef CURLINT_REPORT_VERSION_H
#define CURLINT_REPORT_VERSION_H

/* "2.14" */
const char *jansson_version_text(void);

#endif
