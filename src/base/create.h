/*
 * create: a file where there is none yet, whole or not at all.
 */
#ifndef CURLINT_BASE_CREATE_H
#define CURLINT_BASE_CREATE_H

#include "base/err.h"

#include <sys/types.h>

/*
 * Make `path` (plain, base/path.h) below the folder `root`, and the folders on the way that are
 * not there: written aside, synced, given `mode`, and put in its place in one step. No link on the
 * way down from the root is followed. RC_FAIL where something of that name is there, even if it
 * came meanwhile: it is left as it is, and nothing is left beside it. `err` calls the file `name`.
 */
enum rc file_create(const char *root, str path, const char *name, str contents, mode_t mode,
                    struct err *err) RC_MUST_CHECK;

#endif
