/*
 * command: the contract of a command. One command is one file, cli/command_<name>.c, that defines
 * `const struct command command_<name>`.
 */
#ifndef CURLINT_CLI_COMMAND_H
#define CURLINT_CLI_COMMAND_H

#include "lint/rule.h"

/* Exit statuses: nothing at or above --fail-on, something, could not do the job. */
enum outcome { OUTCOME_CLEAN = 0, OUTCOME_FOUND = 1, OUTCOME_TROUBLE = 2 };

/* What main hands down. */
struct cli {
    const struct rule_entry *rules; /* the generated table */
    size_t rule_count;
    struct clock clock;
    const char *(*environment)(const char *name); /* getenv */
};

struct command {
    const char *name;
    const char *summary;      /* one line for --help */
    const char *usage;        /* what follows the name: "[PATH...]" */
    const struct flag *flags; /* cli/flag.h; ended by a NULL name */
    /* `argv[0]` is the command's name. */
    enum outcome (*run)(const struct cli *cli, int argc, char **argv);
};

/* Generated: every command_*.c, sorted by name, NULL-ended. */
extern const struct command *const command_table[];

#endif
