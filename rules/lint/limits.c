#include "lint/rule.h"

struct limit {
    const char *before, *unit; /* "... <measured> ..." */
    const char *help;
};

/* By enum refusal_kind. */
static const struct limit limits[] = {
    [REFUSED_SIZE] = {"this file has", "bytes",
                      "split the list into files by topic or year, or raise `file-bytes` under "
                      "`limits` in the configuration"},
    [REFUSED_LINE] = {"this line has", "bytes",
                      "break the line, or raise `line-bytes` under `limits` in the configuration"},
    [REFUSED_TABLE] = {"the table here has", "columns",
                       "split the table, or raise `table-columns` under `limits` in the "
                       "configuration"},
    [REFUSED_NESTING] = {"quotes and lists stand here", "deep inside each other",
                         "remove the markers at the start of the line that were not meant, or "
                         "raise `nesting` under `limits` in the configuration"},
    [REFUSED_MARKUP] = {"the text up to here has", "marks that open something",
                        "close what is left open, split the file, or raise `brackets` under "
                        "`limits` in the configuration"},
    [REFUSED_CELLS] = {"the tables up to here lack", "cells, each of which GitHub makes up",
                       "give each row as many cells as its table has columns"},
    [REFUSED_USES] = {"the definitions here would make", "bytes by being used over and over",
                      "shorten the definition that is used so often"},
    [REFUSED_NODES] = {"the text up to here has", "marks of Markdown",
                       "split the list into files by topic or year"},
};

static void check_document(struct lint *lint, const struct document *doc)
{
    const struct refusal *refusal = &doc->refusal;
    if (refusal->kind == REFUSED_NOT || refusal->kind >= sizeof limits / sizeof limits[0])
        return;
    const struct limit *limit = &limits[refusal->kind];
    struct finding *finding = lint_report(
        lint, doc, refusal->span,
        "%s %llu %s, over the limit of %llu; nothing in the file was checked", limit->before,
        (unsigned long long)refusal->measured, limit->unit, (unsigned long long)refusal->limit);
    lint_help(lint, finding, "%s", limit->help);
    lint_discriminator(lint, finding, str_from(limit->unit));
}

const struct rule rule_lint_limits = {
    .summary = "a file is over a limit and was not checked",
    .severity = SEVERITY_ERROR,
    .document = check_document,
};
