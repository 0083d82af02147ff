/*
 * version: of the libraries that only this layer uses. All texts are static.
 */
#ifndef CURLINT_NET_VERSION_H
#define CURLINT_NET_VERSION_H

/* "libcurl/7.88.1 OpenSSL/3.0.20 zlib/1.2.13 ...": what it was built with says what it can do.
 * Loads it. */
const char *curl_version_text(void);
/* "3.40.1" */
const char *sqlite_version_text(void);
/* "expat_2.5.0" */
const char *expat_version_text(void);

#endif
