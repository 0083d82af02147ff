#include "cli/flag.h"
#include "cli/output.h"
#include "cli/print.h"
#include "lint/selector.h"

#include "base/mem.h"

struct explain_options {
    uint32_t color;
};

static const char *const color_names[] = {"auto", "always", "never", NULL};

static const struct flag explain_flags[] = {
    {.name = "color",
     .kind = FLAG_CHOICE,
     .argument = "WHEN",
     .offset = offsetof(struct explain_options, color),
     .choices = color_names,
     .group = "Report",
     .help = "bold headings (auto where not given)"},
    {.name = NULL},
};

/* The page is our own text; on a terminal its headings stand out. */
static void add_page(struct buf *out, const char *page, bool color)
{
    str rest = str_from(page);
    bool code = false;
    while (rest.n > 0) {
        str line = str_cut(&rest, '\n');
        code = code != str_starts(line, STR("```"));
        bool heading = color && !code && str_starts(line, STR("#"));
        buf_printf(out, "%s%.*s%s\n", heading ? "\x1b[1m" : "", STR_ARG(line),
                   heading ? "\x1b[0m" : "");
    }
}

/* A rule, or all of a group. */
static enum rc explain_one(struct buf *out, const struct settings *settings, str selector,
                           bool color, struct err *err)
{
    if (selector_kind(settings, selector) == SELECTOR_UNKNOWN)
        return selector_explain(settings, selector, err);
    for (size_t i = 0; i < settings->rule_count; i++) {
        if (!selector_matches(selector, settings->rules[i].id))
            continue;
        if (out->n > 0)
            buf_add_char(out, '\n');
        add_page(out, settings->rules[i].page, color);
    }
    return RC_OK;
}

static enum rc explain_all(struct buf *out, const struct cli *cli, const struct texts *operands,
                           bool color, struct err *err)
{
    if (operands->n == 0)
        return err_set(err, "explain: which rule? `curlint rules` lists them all");
    struct settings settings;
    settings_init(&settings, cli->rules, cli->rule_count);
    enum rc rc = RC_OK;
    for (size_t i = 0; rc == RC_OK && i < operands->n; i++)
        rc = explain_one(out, &settings, str_from(operands->at[i]), color, err);
    settings_free(&settings);
    return rc;
}

static enum outcome explain(const struct cli *cli, int argc, char **argv)
{
    struct explain_options options = {0};
    struct texts operands = {0};
    struct buf out = {0};
    struct err err;
    enum outcome outcome = OUTCOME_TROUBLE;
    enum rc rc = flag_parse(explain_flags, &options, &operands, argc, argv, &err);
    if (rc == RC_OK)
        rc = explain_all(&out, cli, &operands,
                         output_wants_color(cli, (enum color_choice)options.color, STREAM_OUTPUT),
                         &err);
    if (rc == RC_OK)
        outcome = print_output(buf_str(&out), OUTCOME_CLEAN);
    else
        print_failure(&err);
    vec_free(&operands);
    buf_free(&out);
    return outcome;
}

const struct command command_explain = {
    .name = "explain",
    .summary = "print the pages of rules",
    .usage = "[OPTION...] RULE...",
    .flags = explain_flags,
    .run = explain,
};
