#include "cli/check_flags.h"

#include "config/baseline.h"

static const char *const reach_names[] = {"auto", "new", "rows", "files", "all", NULL};
static const char *const from_names[] = {"auto", "base", "head", NULL};

#define MEMBER(name) offsetof(struct check_options, name)

static const struct flag check_flags[] = {
    CONFIG_FLAGS(struct check_options, config, no_config),
    {.name = "baseline",
     .kind = FLAG_TEXT,
     .argument = "FILE",
     .offset = MEMBER(baseline),
     .group = "Configuration",
     .help = "leave out the findings that FILE knows; without this " BASELINE_NAME
             " in the root, where there is one"},
    {.name = "no-baseline",
     .offset = MEMBER(no_baseline),
     .group = "Configuration",
     .help = "look for no baseline"},
    {.name = "stdin-filename",
     .kind = FLAG_TEXT,
     .argument = "PATH",
     .offset = MEMBER(input_name),
     .group = "Configuration",
     .help = "take standard input, the path -, for the file PATH"},
    {.name = "only",
     .kind = FLAG_TEXTS,
     .argument = "RULES",
     .offset = MEMBER(only),
     .group = "Rules",
     .help = "switch on these rules alone: ids, groups or all, commas between; may be repeated"},
    {.name = "enable",
     .kind = FLAG_TEXTS,
     .argument = "RULES",
     .offset = MEMBER(enable),
     .group = "Rules",
     .help = "switch these rules on as well"},
    {.name = "disable",
     .kind = FLAG_TEXTS,
     .argument = "RULES",
     .offset = MEMBER(disable),
     .group = "Rules",
     .help = "switch these rules off"},
    {.name = "links",
     .offset = MEMBER(links.links),
     .group = "Links",
     .help = "ask for what links lead to, over the network"},
    LINK_FLAGS(struct check_options, links),
    {.name = "base",
     .kind = FLAG_TEXT,
     .argument = "REV",
     .offset = MEMBER(base),
     .group = "Comparison",
     .help = "report what the change since REV did; \"REV...\": since HEAD left REV"},
    {.name = "staged",
     .offset = MEMBER(staged),
     .group = "Comparison",
     .help = "report what the change that is staged does, for a hook before a commit"},
    {.name = "changed",
     .offset = MEMBER(changed),
     .group = "Comparison",
     .help = "report what the change in the worktree does since the last commit"},
    {.name = "report",
     .kind = FLAG_CHOICE,
     .argument = "REACH",
     .offset = MEMBER(report),
     .choices = reach_names,
     .group = "Comparison",
     .help = "beside a base: new findings alone, those that were there before on changed rows too "
             "(where not given), those in changed files too, or all without comparing"},
    {.name = "config-from",
     .kind = FLAG_CHOICE,
     .argument = "SIDE",
     .offset = MEMBER(config_from),
     .choices = from_names,
     .group = "Comparison",
     .help = "whose configuration, suppressions and baseline count; auto: of a pull request from "
             "a fork those of the base, else those of the head"},
    {.name = "fix",
     .offset = MEMBER(fix),
     .group = "Fixing",
     .help = "mend what can be mended safely, and report what remains; standard input comes out "
             "mended, with the report on standard error"},
    {.name = "unsafe-fixes",
     .offset = MEMBER(unsafe_fixes),
     .group = "Fixing",
     .help = "the same with the fixes that need to be looked at"},
    DIFF_FLAG,
    REPORT_FLAGS,
    {.name = "statistics",
     .offset = MEMBER(statistics),
     .group = "Report",
     .help = "print the number of findings of each rule in place of the report, as text or with "
             "--format json"},
    COLOR_FLAG,
    QUIET_FLAG(struct check_options, quiet),
    {.name = "verbose",
     .letter = 'v',
     .offset = MEMBER(verbose),
     .group = "Report",
     .help = "tell on standard error what the run goes by"},
    {.name = "debug-model",
     .offset = MEMBER(debug_model),
     .group = "Report",
     .help = "print what was understood of each file in place of the report"},
    {.name = NULL},
};

static enum outcome check(const struct cli *cli, int argc, char **argv)
{
    struct check_options options = {.severity = LEVEL_WARNING, .fail_on = LEVEL_ERROR};
    return check_command(cli, check_flags, &options, argc, argv);
}

const struct command command_check = {
    .name = "check",
    .summary = "lint lists and say what is wrong with them",
    .usage = "[OPTION...] [PATH...]",
    .flags = check_flags,
    .run = check,
};
