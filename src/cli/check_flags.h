/*
 * check_flags: the options and the course that `check` and `audit` share, and in part others.
 */
#ifndef CURLINT_CLI_CHECK_FLAGS_H
#define CURLINT_CLI_CHECK_FLAGS_H

#include "cli/flag.h"
#include "cli/output.h"
#include "cli/run.h"

/* Choices of options, NULL-ended. */
extern const char *const check_colors[], *const check_severities[], *const check_failures[];

/* Rows of a command's table of flags; `options` is the type that the members are of. */
#define CONFIG_FLAGS(options, config_member, no_config_member)                                     \
    {.name = "config",                                                                             \
     .kind = FLAG_TEXT,                                                                            \
     .argument = "FILE",                                                                           \
     .offset = offsetof(options, config_member),                                                   \
     .group = "Configuration",                                                                     \
     .help = "go by FILE; without this .curlint.yaml, .curlint.yml or .github/curlint.yaml in "    \
             "the root, where there is one"},                                                      \
    {                                                                                              \
        .name = "no-config", .offset = offsetof(options, no_config_member),                        \
        .group = "Configuration", .help = "look for no configuration"                              \
    }

#define DIFF_FLAG                                                                                  \
    {                                                                                              \
        .name = "diff", .offset = offsetof(struct check_options, diff), .group = "Fixing",         \
        .help = "print what --fix, or --unsafe-fixes where given, would change, as a patch in "    \
                "place of the report, and change nothing"                                          \
    }

#define REPORT_FLAGS                                                                               \
    {.name = "severity",                                                                           \
     .kind = FLAG_CHOICE,                                                                          \
     .argument = "LEVEL",                                                                          \
     .offset = offsetof(struct check_options, severity),                                           \
     .choices = check_severities,                                                                  \
     .group = "Report",                                                                            \
     .help = "list findings from LEVEL on (warning where not given)"},                             \
        {.name = "fail-on",                                                                        \
         .kind = FLAG_CHOICE,                                                                      \
         .argument = "LEVEL",                                                                      \
         .offset = offsetof(struct check_options, fail_on),                                        \
         .choices = check_failures,                                                                \
         .group = "Report",                                                                        \
         .help = "exit with 1 for findings from LEVEL on (error where not given)"},                \
        {.name = "format",                                                                         \
         .letter = 'f',                                                                            \
         .kind = FLAG_TEXT,                                                                        \
         .argument = "FORMAT",                                                                     \
         .offset = offsetof(struct check_options, format),                                         \
         .values = output_names,                                                                   \
         .group = "Report",                                                                        \
         .help = "how the report is written (full where not given)"},                              \
    {                                                                                              \
        .name = "output", .letter = 'o', .kind = FLAG_TEXTS, .argument = "FORMAT:FILE",            \
        .offset = offsetof(struct check_options, outputs), .group = "Report",                      \
        .help = "write the report to FILE as well; may be repeated; the FILE - is standard "       \
                "output, and then nothing but what --format names goes there too"                  \
    }

#define COLOR_FLAG                                                                                 \
    {                                                                                              \
        .name = "color", .kind = FLAG_CHOICE, .argument = "WHEN",                                  \
        .offset = offsetof(struct check_options, color), .choices = check_colors,                  \
        .group = "Report", .help = "colours in the report (auto where not given)"                  \
    }

#define QUIET_FLAG(options, quiet_member)                                                          \
    {                                                                                              \
        .name = "quiet", .letter = 'q', .offset = offsetof(options, quiet_member),                 \
        .group = "Report", .help = "print nothing but failures: the exit status tells"             \
    }

/*
 * Read the command line into `options`, which hold what it may leave out, check, and free what it
 * allocated in them.
 */
enum outcome check_command(const struct cli *cli, const struct flag *flags,
                           struct check_options *options, int argc, char **argv);

#endif
