#include "cli/flag.h"
#include "cli/print.h"
#include "report/catalog.h"

#include "base/mem.h"

enum { RULES_TEXT, RULES_JSON };
static const char *const format_names[] = {"text", "json", NULL};

struct rules_options {
    uint32_t format;
};

static const struct flag rules_flags[] = {
    {.name = "format",
     .letter = 'f',
     .kind = FLAG_CHOICE,
     .argument = "FORMAT",
     .offset = offsetof(struct rules_options, format),
     .choices = format_names,
     .group = "Report",
     .help = "how the list is written (text where not given)"},
    {.name = NULL},
};

static enum outcome rules(const struct cli *cli, int argc, char **argv)
{
    struct rules_options options = {0};
    struct texts operands = {0};
    struct buf out = {0};
    struct err err;
    enum outcome outcome = OUTCOME_TROUBLE;
    if (flag_parse(rules_flags, &options, &operands, argc, argv, &err) != RC_OK)
        goto out;
    if (operands.n > 0) {
        err_set(&err, "rules: takes no \"%s\": `curlint explain ID` tells of one rule",
                operands.at[0]);
        goto out;
    }
    if (options.format == RULES_JSON)
        catalog_json(&out, cli->rules, cli->rule_count);
    else
        catalog_text(&out, cli->rules, cli->rule_count);
    outcome = print_output(buf_str(&out), OUTCOME_CLEAN);
    goto done;
out:
    print_failure(&err);
done:
    vec_free(&operands);
    buf_free(&out);
    return outcome;
}

const struct command command_rules = {
    .name = "rules",
    .summary = "list the rules",
    .usage = "[OPTION...]",
    .flags = rules_flags,
    .run = rules,
};
