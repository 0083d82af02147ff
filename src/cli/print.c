#include "cli/print.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "report/escape.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Write all of it; the errno, or 0. */
static int write_all(int fd, str bytes)
{
    while (bytes.n > 0) {
        ssize_t n = write(fd, bytes.at, bytes.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        bytes = str_skip(bytes, (size_t)n);
    }
    return 0;
}

/* C0, DEL, C1, and the marks that turn the direction of what follows (Unicode, UAX 9). */
static bool is_unsafe(int32_t code)
{
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x200e || code == 0x200f ||
           (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

static void add_escaped(struct buf *out, str text)
{
    for (size_t at = 0, n; at < text.n; at += n) {
        int32_t code;
        n = utf8_next(str_skip(text, at), &code);
        if (!is_unsafe(code) && !escape_is_command(text, at))
            buf_add(out, str_sub(text, at, at + n));
        else
            for (size_t i = at; i < at + n; i++)
                buf_printf(out, "\\x%02x", (unsigned char)text.at[i]);
    }
}

/* A failing standard error leaves nobody to tell. */
static void print_line(str text)
{
    struct buf line = {0};
    buf_add(&line, STR("curlint: "));
    add_escaped(&line, text);
    buf_add_char(&line, '\n');
    (void)write_all(STDERR_FILENO, buf_str(&line));
    buf_free(&line);
}

int print_descriptor(enum stream stream)
{
    return stream == STREAM_OUTPUT ? STDOUT_FILENO : STDERR_FILENO;
}

enum outcome print_bytes(enum stream stream, str bytes, enum outcome outcome)
{
    int why = write_all(print_descriptor(stream), bytes);
    if (why == 0)
        return outcome;
    struct err err;
    const char *name = stream == STREAM_OUTPUT ? "output" : "error";
    if (why != EPIPE && err_set(&err, "standard %s: cannot be written: %s", name, strerror(why)))
        print_failure(&err);
    return OUTCOME_TROUBLE;
}

enum outcome print_output(str bytes, enum outcome outcome)
{
    return print_bytes(STREAM_OUTPUT, bytes, outcome);
}

void print_failure(const struct err *err)
{
    print_line(str_from(err->text));
}

void print_note(const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    print_line(str_from(text));
}
