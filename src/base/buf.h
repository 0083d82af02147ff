/*
 * buf: bytes being written, growing as needed. Holds any byte. The owner calls buf_free().
 */
#ifndef CURLINT_BASE_BUF_H
#define CURLINT_BASE_BUF_H

#include "base/str.h"

/* Zero-initialise to start: `struct buf buf = {0};`. */
struct buf {
    char *at; /* owned; not NUL-terminated */
    size_t n, cap;
};

void buf_add(struct buf *buf, str s);
void buf_add_char(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What was written so far; borrowed, valid until the next write. */
str buf_str(const struct buf *buf);
/* Forget the contents, keep the memory. */
void buf_clear(struct buf *buf);
void buf_free(struct buf *buf);

#endif
