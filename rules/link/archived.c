#include "doc/reference.h"
#include "lint/rule.h"
#include "net/evidence.h"

static void check_answer(struct lint *lint, const struct document *doc, const struct reference *ref,
                         const struct evidence *evidence)
{
    static const struct {
        size_t offset;
        const char *sentence;
    } states[] = {
        {offsetof(struct repo_facts, disabled), "the repository is disabled by its host"},
        {offsetof(struct repo_facts, archived), "the repository is archived: nobody works on it"},
        {offsetof(struct repo_facts, empty), "the repository is empty"},
    };
    if (evidence->paper && evidence->paper->withdrawn && !reference_is_repeated(doc, ref))
        lint_report_link(lint, doc, ref, evidence, "the paper was withdrawn by its authors");
    for (size_t i = 0; evidence->repo && i < sizeof states / sizeof *states; i++)
        if (*(const bool *)((const char *)evidence->repo + states[i].offset)) {
            if (!reference_is_repeated(doc, ref))
                lint_report_link(lint, doc, ref, evidence, "%s", states[i].sentence);
            return;
        }
}

const struct rule rule_link_archived = {
    .summary = "a link to a withdrawn paper, or to a repository that is archived or empty",
    .severity = SEVERITY_INFO,
    .answer = check_answer,
};
