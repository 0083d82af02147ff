/*
 * print: the only way from cli/ to standard output and standard error. What comes from a file's
 * name or a list is escaped on its way to standard error: it may be a stranger's.
 */
#ifndef CURLINT_CLI_PRINT_H
#define CURLINT_CLI_PRINT_H

#include "base/err.h"
#include "cli/command.h"

enum stream { STREAM_OUTPUT, STREAM_ERROR };

/* The descriptor of a stream, to ask what it is. */
int print_descriptor(enum stream stream);
/*
 * Write `bytes` as they are to a stream. Gives `outcome`, or OUTCOME_TROUBLE where that
 * failed, which is said in one line unless the reader has gone (EPIPE).
 */
enum outcome print_bytes(enum stream stream, str bytes, enum outcome outcome);
/* The same to standard output. */
enum outcome print_output(str bytes, enum outcome outcome);
/* "curlint: TEXT" on standard error, in one line whatever is in it. */
void print_failure(const struct err *err);
void print_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
