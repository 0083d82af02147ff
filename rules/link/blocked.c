#include "lint/rule.h"
#include "net/evidence.h"

static void check_answer(struct lint *lint, const struct document *doc, const struct reference *ref,
                         const struct evidence *evidence)
{
    if (evidence->verdict == VERDICT_BLOCKED)
        lint_report_link(lint, doc, ref, evidence, "the link could not be checked (%.*s)",
                         STR_ARG(evidence->reason));
}

const struct rule rule_link_blocked = {
    .summary = "a link whose server answers no program",
    .severity = SEVERITY_OFF,
    .answer = check_answer,
};
