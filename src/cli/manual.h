/*
 * manual: the tables of commands and flags as a manual page and as docs/cli.md. Built into cmake's
 * `manual` program, not into curlint's commands.
 */
#ifndef CURLINT_CLI_MANUAL_H
#define CURLINT_CLI_MANUAL_H

#include "base/buf.h"

/* curlint(1) in mdoc(7). */
void manual_page(struct buf *out);
/* The reference of all options in Markdown. */
void manual_markdown(struct buf *out);

#endif
