/*
 * version: of the library that only this layer uses.
 */
#ifndef CURLINT_CONFIG_VERSION_H
#define CURLINT_CONFIG_VERSION_H

/* "0.2.5"; static. */
const char *yaml_version_text(void);

#endif
