#include "lint/rule.h"
#include "net/evidence.h"

/* What is said of each verdict that is no proof; NULL: nothing. */
static const char *const sentences[VERDICT_COUNT] = {
    [VERDICT_SUSPICIOUS] = "the link seems to lead to a page that is no more",
    [VERDICT_FLAKY] = "this time the link could not be followed",
    [VERDICT_INSECURE] = "a browser warns whoever follows the link",
};

static void check_answer(struct lint *lint, const struct document *doc, const struct reference *ref,
                         const struct evidence *evidence)
{
    const char *sentence = sentences[evidence->verdict];
    if (sentence)
        lint_report_link(lint, doc, ref, evidence, "%s (%.*s)", sentence,
                         STR_ARG(evidence->reason));
    else if (evidence->fragment == FRAGMENT_MISSING && verdict_is_alive(evidence->verdict))
        lint_report_link(lint, doc, ref, evidence,
                         "the page is there, but has no place of the name behind the \"#\"");
}

const struct rule rule_link_unreachable = {
    .summary = "a link that could not be followed this time",
    .severity = SEVERITY_WARNING,
    .answer = check_answer,
};
