/*
 * run: a check from its options to its exit status: load, parse, lint, report.
 */
#ifndef CURLINT_CLI_RUN_H
#define CURLINT_CLI_RUN_H

#include "cli/command.h"
#include "cli/flag.h"
#include "cli/links.h"

enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* --severity and --fail-on, from the least; the last is of --fail-on alone. */
enum level { LEVEL_INFO, LEVEL_WARNING, LEVEL_ERROR, LEVEL_NEVER };

/* --report: what is reported beside a base. */
enum report_reach {
    REPORT_AUTO,  /* REPORT_ROWS where there is a base */
    REPORT_NEW,   /* what the change did */
    REPORT_ROWS,  /* and what was there before on what it added or edited */
    REPORT_FILES, /* and anywhere in the files that it changed */
    REPORT_ALL,   /* everything: nothing is compared */
};

/* --config-from: whose configuration, suppressions and baseline count. */
enum config_from { CONFIG_FROM_AUTO, CONFIG_FROM_BASE, CONFIG_FROM_HEAD };

/* What the command line of `check` says; texts are borrowed from argv. */
struct check_options {
    struct texts operands;              /* paths, or "-"; at least one */
    const char *input_name;             /* --stdin-filename, or NULL */
    const char *config;                 /* --config, or NULL */
    struct texts only, enable, disable; /* selectors, commas between */
    const char *base;                   /* --base, or NULL */
    bool staged, changed;
    uint32_t report;            /* enum report_reach */
    uint32_t config_from;       /* enum config_from */
    const char *format;         /* --format, or NULL */
    struct texts outputs;       /* FORMAT:FILE */
    uint32_t severity, fail_on; /* enum level */
    uint32_t color;             /* enum color_choice */
    bool fix;                   /* write: --fix or --unsafe-fixes, without --diff */
    bool unsafe_fixes;          /* what needs to be looked at too */
    bool diff;                  /* a patch in place of the report */
    const char *open_patch;     /* --open-patch, or NULL */
    const char *baseline;       /* --baseline, or NULL */
    struct link_options links;
    bool no_baseline, no_config, quiet, verbose, statistics, debug_model;
};

enum outcome run_check(const struct cli *cli, const struct check_options *options);

/* What a run has found, for a command that does something else with it than to report. Borrowed. */
struct run_found {
    const struct findings *findings;
    struct document *const *documents;
    const struct settings *settings;
    struct place *place;
    bool whole;   /* all lists that there are were looked at */
    bool trouble; /* something that was asked for could not be read, which has been said */
};

/* The same up to the findings, which `use` is called with. */
enum outcome run_lint(const struct cli *cli, const struct check_options *options,
                      enum outcome (*use)(const struct run_found *found, void *self), void *self);

#endif
