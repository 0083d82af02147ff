#include "cli/dispatch.h"

#include "base/near.h"
#include "cli/flag.h"
#include "cli/help.h"
#include "cli/print.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

enum asked { ASKED_RUN, ASKED_HELP, ASKED_VERSION };

/* What an argument asks for that every command answers the same. */
static enum asked asked_by(const char *argument)
{
    if (strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0)
        return ASKED_HELP;
    if (strcmp(argument, "--version") == 0 || strcmp(argument, "-V") == 0)
        return ASKED_VERSION;
    return ASKED_RUN;
}

static enum asked asked_among(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (asked_by(argv[i]) != ASKED_RUN)
            return asked_by(argv[i]);
    return ASKED_RUN;
}

static enum outcome answer(enum asked asked, const struct command *command)
{
    struct buf out = {0};
    if (asked == ASKED_VERSION)
        help_version(&out);
    else if (command)
        help_command(&out, command);
    else
        help_main(&out);
    enum outcome outcome = print_output(buf_str(&out), OUTCOME_CLEAN);
    buf_free(&out);
    return outcome;
}

/* A mistyped command looks like a path that is not there. */
static const char *meant_command(const char *word)
{
    if (strpbrk(word, "/.") || access(word, F_OK) == 0)
        return NULL;
    struct near near = near_start(str_from(word));
    for (const struct command *const *command = command_table; *command; command++)
        near_offer(&near, (*command)->name);
    return near.best;
}

enum outcome dispatch(const struct cli *cli, int argc, char **argv)
{
    /* A reader that goes away is told by write(), and a run that writes a store goes on. */
    signal(SIGPIPE, SIG_IGN);
    const struct command *command = argc > 1 ? command_find(str_from(argv[1])) : NULL;
    enum asked asked = asked_among(argc, argv);
    if (asked != ASKED_RUN)
        return answer(asked, command);
    if (command)
        return command->run(cli, argc - 1, argv + 1);
    const char *meant = argc > 1 && argv[1][0] != '-' ? meant_command(argv[1]) : NULL;
    if (meant) {
        struct err err;
        err_set(&err, "%s: is neither a command nor a file: did you mean \"%s\"?", argv[1], meant);
        print_failure(&err);
        return OUTCOME_TROUBLE;
    }
    return command_default()->run(cli, argc, argv);
}
