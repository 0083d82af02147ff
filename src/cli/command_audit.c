#include "cli/check_flags.h"

#define MEMBER(name) offsetof(struct check_options, name)

static const struct flag audit_flags[] = {
    LINK_FLAGS(struct check_options, links),
    {.name = "no-store",
     .offset = MEMBER(links.no_store),
     .group = "Links",
     .help = "remember nothing: without this and --store, answers are kept in the user's cache"},
    CONFIG_FLAGS(struct check_options, config, no_config),
    {.name = "only",
     .kind = FLAG_TEXTS,
     .argument = "RULES",
     .offset = MEMBER(only),
     .group = "Rules",
     .help = "switch on these rules alone, as link: ids, groups or all, commas between"},
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
     .help = "mend what can be mended safely, links to what has moved for good among it"},
    {.name = "unsafe-fixes",
     .offset = MEMBER(unsafe_fixes),
     .group = "Fixing",
     .help = "the same with the fixes that need to be looked at"},
    {.name = "open-patch",
     .kind = FLAG_TEXT,
     .argument = "FILE",
     .offset = MEMBER(open_patch),
     .group = "Fixing",
     .help = "write FILE as a patch for git apply that rewrites links to what has moved for good, "
             "where that is safe"},
    DIFF_FLAG,
    REPORT_FLAGS,
    COLOR_FLAG,
    QUIET_FLAG(struct check_options, quiet),
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
        .report = REPORT_ALL,
        .links = {.links = true, .audit = true},
    };
    return check_command(cli, audit_flags, &options, argc, argv);
}

const struct command command_audit = {
    .name = "audit",
    .summary = "check all links and all rules, and tell what is new since the last audit",
    .usage = "[OPTION...] [PATH...]",
    .flags = audit_flags,
    .run = audit,
};
