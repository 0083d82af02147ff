#include "cli/output.h"
#include "cli/print.h"
#include "cli/run.h"

#include "base/mem.h"

static const char *const color_names[] = {"auto", "always", "never", NULL};
static const char *const severity_names[] = {"info", "warning", "error", NULL};
static const char *const fail_names[] = {"info", "warning", "error", "never", NULL};

#define MEMBER(name) offsetof(struct check_options, name)

static const struct flag audit_flags[] = {
    LINK_FLAGS(struct check_options, links),
    {.name = "no-store",
     .offset = MEMBER(links.no_store),
     .group = "Links",
     .help = "remember nothing: without this and --store, answers are kept in the user's cache"},
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
    {.name = "enable",
     .kind = FLAG_TEXTS,
     .argument = "RULES",
     .offset = MEMBER(enable),
     .group = "Rules",
     .help = "switch these rules on as well, as link/blocked"},
    {.name = "disable",
     .kind = FLAG_TEXTS,
     .argument = "RULES",
     .offset = MEMBER(disable),
     .group = "Rules",
     .help = "switch these rules off"},
    {.name = "fix",
     .offset = MEMBER(fix),
     .group = "Fixing",
     .help = "rewrite links to what has moved for good, where that is safe"},
    {.name = "unsafe-fixes",
     .offset = MEMBER(unsafe_fixes),
     .group = "Fixing",
     .help = "the same where it needs to be looked at"},
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
     .help = "tell on standard error what the run goes by, and of every host"},
    {.name = NULL},
};

static enum outcome audit(const struct cli *cli, int argc, char **argv)
{
    struct check_options options = {
        .severity = LEVEL_WARNING,
        .fail_on = LEVEL_ERROR,
        .links = {.links = true, .audit = true},
    };
    struct err err;
    enum outcome outcome = OUTCOME_TROUBLE;
    if (flag_parse(audit_flags, &options, &options.operands, argc, argv, &err) == RC_OK) {
        if (options.operands.n == 0)
            vec_push(&options.operands, ".");
        options.report = REPORT_ALL;
        options.fix = (options.fix || options.unsafe_fixes) && !options.diff;
        outcome = run_check(cli, &options);
    } else {
        print_failure(&err);
    }
    vec_free(&options.operands);
    vec_free(&options.enable);
    vec_free(&options.disable);
    vec_free(&options.outputs);
    link_options_free(&options.links);
    return outcome;
}

const struct command command_audit = {
    .name = "audit",
    .summary = "ask for what all links lead to, and remember it",
    .usage = "[OPTION...] [PATH...]",
    .flags = audit_flags,
    .run = audit,
};
