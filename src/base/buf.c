#include "base/buf.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void reserve(struct buf *buf, size_t more)
{
    if (buf->cap - buf->n >= more)
        return;
    size_t cap = buf->cap ? buf->cap : 64;
    while (cap - buf->n < more)
        cap *= 2;
    buf->at = mem_resize(buf->at, cap, 1);
    buf->cap = cap;
}

void buf_add(struct buf *buf, str s)
{
    if (s.n == 0)
        return;
    reserve(buf, s.n);
    memcpy(buf->at + buf->n, s.at, s.n);
    buf->n += s.n;
}

void buf_add_char(struct buf *buf, char c)
{
    reserve(buf, 1);
    buf->at[buf->n++] = c;
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n > 0) {
        reserve(buf, (size_t)n + 1);
        vsnprintf(buf->at + buf->n, (size_t)n + 1, format, again);
        buf->n += (size_t)n;
    }
    va_end(again);
}

str buf_str(const struct buf *buf)
{
    return (str){buf->at, buf->n};
}

void buf_clear(struct buf *buf)
{
    buf->n = 0;
}

void buf_free(struct buf *buf)
{
    mem_free(buf->at);
    *buf = (struct buf){0};
}
