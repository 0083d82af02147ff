#include "lint/rule.h"
#include "net/evidence.h"

static void check_answer(struct lint *lint, const struct document *doc, const struct reference *ref,
                         const struct evidence *evidence)
{
    if (evidence->verdict != VERDICT_GONE)
        return;
    struct finding *finding = lint_report_link(lint, doc, ref, evidence, "the link is dead (%.*s)",
                                               STR_ARG(evidence->reason));
    if (evidence->hop_count > 1)
        lint_help(lint, finding, "it led on to %.*s; name where the page is now",
                  STR_ARG(evidence->final));
    else
        lint_help(lint, finding,
                  "name where the page is now, or what https://web.archive.org/ has of it");
}

const struct rule rule_link_dead = {
    .summary = "a link to a page that is gone",
    .severity = SEVERITY_ERROR,
    .answer = check_answer,
};
