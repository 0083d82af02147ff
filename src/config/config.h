/*
 * config: `.curlint.yaml` into typed settings. docs/configuration.md says what it may hold.
 */
#ifndef CURLINT_CONFIG_CONFIG_H
#define CURLINT_CONFIG_CONFIG_H

#include "base/buf.h"
#include "lint/settings.h"

enum { CONFIG_BYTES_MAX = 1024 * 1024 };

/* What it may be called, below the root; NULL-ended. */
extern const char *const config_names[];

/*
 * Look for a configuration in the folder `dir`, and with `upward` in those above it. RC_OK: `out`
 * is replaced by its path, NUL behind it; RC_MISSING: there is none; RC_FAIL: two stand side by
 * side.
 */
enum rc config_find(struct buf *out, const char *dir, bool upward, struct err *err) RC_MUST_CHECK;

/*
 * Change `settings`, which hold the defaults, by the file at `path`. `name` is what errors call it.
 * RC_FAIL: `err` begins with "name:line:column: ", or with "name: " where the file can't be read.
 */
enum rc config_load(struct settings *settings, const char *path, const char *name,
                    struct err *err) RC_MUST_CHECK;
/* The same from bytes. */
enum rc config_load_text(struct settings *settings, str text, const char *name,
                         struct err *err) RC_MUST_CHECK;

#endif
