/*
 * file: whole files in, whole files out. Paths are bytes, NUL-terminated, as the system takes them.
 */
#ifndef CURLINT_BASE_FILE_H
#define CURLINT_BASE_FILE_H

#include "base/buf.h"
#include "base/err.h"

/*
 * Append the contents of a regular file to `out`. More than `limit` bytes, a directory, a device or
 * a failing read is RC_FAIL; a path that is not there is RC_MISSING. `*size` (may be NULL) gets the
 * size that the system reports, also when that is over the limit, which then is RC_OK with nothing
 * appended: the caller makes a finding of it.
 */
enum rc file_read(struct buf *out, const char *path, size_t limit, size_t *size,
                  struct err *err) RC_MUST_CHECK;
/* The same from an open descriptor that need not be a file (standard input). */
enum rc file_read_fd(struct buf *out, int fd, const char *name, size_t limit, size_t *size,
                     struct err *err) RC_MUST_CHECK;
/* Write all of it. RC_FAIL: `errno` says why. */
enum rc file_write_fd(int fd, str contents) RC_MUST_CHECK;
/*
 * Replace or make `path`: written beside it, synced, given the old file's mode, renamed over it.
 * On failure the old file stays as it was and nothing is left beside it. A device or a pipe is
 * never replaced: it is written to.
 */
enum rc file_write(const char *path, str contents, struct err *err) RC_MUST_CHECK;

#endif
