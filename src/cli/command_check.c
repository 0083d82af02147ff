#include "cli/flag.h"
#include "cli/output.h"
#include "cli/print.h"
#include "cli/run.h"

#include "base/mem.h"
#include "config/baseline.h"

static const char *const color_names[] = {"auto", "always", "never", NULL};
static const char *const severity_names[] = {"info", "warning", "error", NULL};
static const char *const fail_names[] = {"info", "warning", "error", "never", NULL};

static const char *const reach_names[] = {"auto", "new", "rows", "files", "all", NULL};
static const char *const from_names[] = {"auto", "base", "head", NULL};

#define MEMBER(name) offsetof(struct check_options, name)

static const struct flag check_flags[] = {
    {.name = "config",
     .kind = FLAG_TEXT,
     .argument = "FILE",
     .offset = MEMBER(config),
     .group = "Configuration",
     .help = "go by FILE; without this .curlint.yaml, .curlint.yml or .github/curlint.yaml in the "
             "root, where there is one"},
    {.name = "no-config",
     .offset = MEMBER(no_config),
     .group = "Configuration",
     .help = "look for no configuration"},
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
    {.name = "diff",
     .offset = MEMBER(diff),
     .group = "Fixing",
     .help = "print what --fix, or --unsafe-fixes where given, would change, as a patch in place "
             "of the report, and change nothing"},
    {.name = "severity",
     .kind = FLAG_CHOICE,
     .argument = "LEVEL",
     .offset = MEMBER(severity),
     .choices = severity_names,
     .group = "Report",
     .help = "list findings from LEVEL on (warning where not given)"},
    {.name = "fail-on",
     .kind = FLAG_CHOICE,
     .argument = "LEVEL",
     .offset = MEMBER(fail_on),
     .choices = fail_names,
     .group = "Report",
     .help = "exit with 1 for findings from LEVEL on (error where not given)"},
    {.name = "format",
     .letter = 'f',
     .kind = FLAG_TEXT,
     .argument = "FORMAT",
     .offset = MEMBER(format),
     .values = output_names,
     .group = "Report",
     .help = "how the report is written (full where not given)"},
    {.name = "output",
     .letter = 'o',
     .kind = FLAG_TEXTS,
     .argument = "FORMAT:FILE",
     .offset = MEMBER(outputs),
     .group = "Report",
     .help = "write the report to FILE as well; may be repeated; the FILE - is standard output, "
             "and then nothing but what --format names goes there too"},
    {.name = "statistics",
     .offset = MEMBER(statistics),
     .group = "Report",
     .help = "print the number of findings of each rule in place of the report, as text or with "
             "--format json"},
    {.name = "color",
     .kind = FLAG_CHOICE,
     .argument = "WHEN",
     .offset = MEMBER(color),
     .choices = color_names,
     .group = "Report",
     .help = "colours in the report (auto where not given)"},
    {.name = "quiet",
     .letter = 'q',
     .offset = MEMBER(quiet),
     .group = "Report",
     .help = "print nothing but failures: the exit status tells"},
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
    struct err err;
    enum outcome outcome = OUTCOME_TROUBLE;
    if (flag_parse(check_flags, &options, &options.operands, argc, argv, &err) == RC_OK) {
        if (options.operands.n == 0)
            vec_push(&options.operands, ".");
        options.fix = (options.fix || options.unsafe_fixes) && !options.diff;
        outcome = run_check(cli, &options);
    } else {
        print_failure(&err);
    }
    vec_free(&options.operands);
    vec_free(&options.only);
    vec_free(&options.enable);
    vec_free(&options.disable);
    vec_free(&options.outputs);
    link_options_free(&options.links);
    return outcome;
}

const struct command command_check = {
    .name = "check",
    .summary = "lint lists and say what is wrong with them",
    .usage = "[OPTION...] [PATH...]",
    .flags = check_flags,
    .run = check,
};
