/*
 * version: of the library that only this layer uses. All texts are static.
 */
#ifndef CURLINT_GIT_VERSION_H
#define CURLINT_GIT_VERSION_H

/* "1.5.1": of the headers; the library does not tell its own as a text. */
const char *git2_version_text(void);

#endif
