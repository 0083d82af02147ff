/*
 * version: of the library that only this layer uses. All texts are static.
 */
#ifndef CURLINT_CONFIG_VERSION_H
#define CURLINT_CONFIG_VERSION_H

/* "0.2.5" */
const char *yaml_version_text(void);

#endif
