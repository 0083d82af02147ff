#include "cli/assemble.h"

#include "cli/comparison.h"
#include "lint/fix.h"

static void count(struct report *report, const struct documents *documents,
                  const struct finding *finding)
{
    const struct document *doc = documents->at[finding->document];
    bool list = finding->document < documents->n;
    if (list && fix_is_wanted(doc, finding, FIX_SAFE))
        report->summary.fixable_safe++;
    else if (list && fix_is_wanted(doc, finding, FIX_UNSAFE))
        report->summary.fixable_unsafe++;
    if (finding->severity == SEVERITY_ERROR)
        report->summary.errors++;
    else if (finding->severity == SEVERITY_WARNING)
        report->summary.warnings++;
    else if (finding->severity == SEVERITY_INFO)
        report->summary.infos++;
}

/* What --severity lists, and the sums, which count the others too. */
enum outcome assemble(struct report *report, struct listed *listed, const struct findings *findings,
                      const struct documents *documents, const struct check_options *options)
{
    static const enum severity severities[] = {
        [LEVEL_INFO] = SEVERITY_INFO,
        [LEVEL_WARNING] = SEVERITY_WARNING,
        [LEVEL_ERROR] = SEVERITY_ERROR,
        [LEVEL_NEVER] = SEVERITY_ERROR + 1,
    };
    enum outcome outcome = OUTCOME_CLEAN;
    for (size_t i = 0; i < findings->n; i++) {
        const struct finding *finding = &findings->at[i];
        if (documents->comparison && !comparison_shows(documents->comparison, documents, finding))
            continue;
        bool shown = finding->severity >= severities[options->severity];
        if (shown)
            vec_push(&listed->marked, finding);
        if (finding->suppressed) {
            report->summary.suppressed++;
            continue;
        }
        count(report, documents, finding);
        vec_push(&listed->found, finding);
        if (shown)
            vec_push(&listed->shown, finding);
        if (finding->severity >= severities[options->fail_on] && finding->status != STATUS_EXISTING)
            outcome = OUTCOME_FOUND;
    }
    for (size_t i = 0; i < documents->n; i++)
        report->summary.entries += documents->at[i]->entry_count;
    report->summary.files = (uint32_t)documents->n;
    if (documents->comparison)
        comparison_report(documents->comparison, documents, severities[options->severity], report);
    report->findings = listed->shown.at;
    report->finding_count = listed->shown.n;
    report->marked = listed->marked.at;
    report->marked_count = listed->marked.n;
    report->fails_from = severities[options->fail_on];
    report->documents = documents->at;
    report->document_count =
        (uint32_t)(documents->n + documents->other_count + documents->file_count);
    report->names = documents->names.at;
    report->rules = documents->settings->rules;
    return outcome;
}

void listed_free(struct listed *listed)
{
    vec_free(&listed->found);
    vec_free(&listed->shown);
    vec_free(&listed->marked);
}
