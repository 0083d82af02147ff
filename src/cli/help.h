/*
 * help: what --help and --version print, made from the tables of commands and flags.
 */
#ifndef CURLINT_CLI_HELP_H
#define CURLINT_CLI_HELP_H

#include "base/buf.h"
#include "cli/command.h"

void help_main(struct buf *out);
void help_command(struct buf *out, const struct command *command);
void help_version(struct buf *out);

/* The command of that name, or NULL. */
const struct command *command_find(str name);
/* The command where none is named. */
const struct command *command_default(void);

#endif
