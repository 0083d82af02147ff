/*
 * print: the only way from cli/ to standard output and standard error. What comes from a file's
 * name or a list is escaped on its way to standard error: it may be a stranger's.
 */
#ifndef CURLINT_CLI_PRINT_H
#define CURLINT_CLI_PRINT_H

#include "base/err.h"
#include "cli/command.h"

/*
 * Write `bytes` as they are to standard output. Gives `outcome`, or OUTCOME_TROUBLE where that
 * failed, which is said in one line unless the reader has gone (EPIPE).
 */
enum outcome print_output(str bytes, enum outcome outcome);
/* "curlint: TEXT" on standard error, in one line whatever is in it. */
void print_failure(const struct err *err);
void print_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
