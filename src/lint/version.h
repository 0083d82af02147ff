/*
 * version: of the library that only this layer uses. All texts are static.
 */
#ifndef CURLINT_LINT_VERSION_H
#define CURLINT_LINT_VERSION_H

/* "10.42": of the headers, which are of the same package as the library. */
const char *pcre2_version_text(void);

#endif
