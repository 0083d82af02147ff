/*
 * err: why something could not be done, in one line for a person: what, where, how to repair it.
 *
 * A function that can fail returns `enum rc` and takes a `struct err *` last. The text is made
 * where the failing name is known and printed once, by cli/. What is wrong with a list is never an
 * error: it is a finding.
 */
#ifndef CURLINT_BASE_ERR_H
#define CURLINT_BASE_ERR_H

#include "base/str.h"

enum rc {
    RC_OK = 0,
    RC_FAIL,    /* could not be done: `err` says why */
    RC_MISSING, /* what was asked for is not there; only where a header says so */
};

#define RC_MUST_CHECK __attribute__((warn_unused_result))

struct err {
    char text[1024]; /* NUL-terminated, cut at the end if longer; may hold bytes of any name */
};

/* Set the text and return RC_FAIL: `return err_set(err, "%s: not a file", path);`. */
enum rc err_set(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
