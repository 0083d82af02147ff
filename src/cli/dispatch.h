/*
 * dispatch: from argv to a command. `check` is the command where none is named; --help and
 * --version are answered here.
 */
#ifndef CURLINT_CLI_DISPATCH_H
#define CURLINT_CLI_DISPATCH_H

#include "cli/command.h"

/* Run the command that argv names; the exit status for main. */
enum outcome dispatch(const struct cli *cli, int argc, char **argv);

#endif
