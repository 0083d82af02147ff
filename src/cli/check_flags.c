#include "cli/check_flags.h"

#include "base/mem.h"
#include "cli/print.h"

const char *const check_colors[] = {"auto", "always", "never", NULL};
const char *const check_severities[] = {"info", "warning", "error", NULL};
const char *const check_failures[] = {"info", "warning", "error", "never", NULL};

enum outcome check_command(const struct cli *cli, const struct flag *flags,
                           struct check_options *options, int argc, char **argv)
{
    struct err err;
    enum outcome outcome = OUTCOME_TROUBLE;
    if (flag_parse(flags, options, &options->operands, argc, argv, &err) == RC_OK) {
        if (options->operands.n == 0)
            vec_push(&options->operands, ".");
        options->fix = (options->fix || options->unsafe_fixes) && !options->diff;
        outcome = run_check(cli, options);
    } else {
        print_failure(&err);
    }
    vec_free(&options->operands);
    vec_free(&options->only);
    vec_free(&options->enable);
    vec_free(&options->disable);
    vec_free(&options->outputs);
    link_options_free(&options->links);
    return outcome;
}
