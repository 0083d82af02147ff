#include "cli/run.h"

#include "cli/assemble.h"
#include "cli/audit.h"
#include "cli/comparison.h"
#include "cli/documents.h"
#include "cli/github.h"
#include "cli/mend.h"
#include "cli/output.h"
#include "cli/place.h"
#include "cli/print.h"
#include "cli/request.h"
#include "cli/setup.h"
#include "cli/tally.h"

#include <string.h>

/* Everything that one check has in hand. */
struct run {
    const struct cli *cli;
    const struct check_options *options;
    struct place place;
    struct settings settings;
    struct files files;
    struct tree tree;
    struct documents documents;
    struct answers answers;
    struct link_cost cost;
    struct request request;
    struct comparison comparison;
};

/* Whether anything but an unnamed standard input is checked: only then links can be followed. */
static bool has_place(const struct check_options *options)
{
    bool any = options->input_name != NULL;
    for (size_t i = 0; i < options->operands.n; i++)
        any = any || strcmp(options->operands.at[i], "-") != 0;
    return any;
}

/* `compare`: with what the options and the environment say. */
static enum rc prepare(struct run *run, bool compare, struct err *err)
{
    const struct check_options *options = run->options;
    struct texts paths = {0};
    for (size_t i = 0; i < options->operands.n; i++)
        if (strcmp(options->operands.at[i], "-") != 0)
            vec_push(&paths, options->operands.at[i]);
    if (options->input_name)
        vec_push(&paths, options->input_name);
    enum rc rc = output_check(options, err);
    if (rc == RC_OK)
        rc = links_check(&options->links, err);
    if (rc == RC_OK)
        rc = request_read(&run->request, run->cli, options, err);
    const struct place_wish wish = {
        .compare = compare ? &run->request.base : NULL,
        .find_config = !options->config && !options->no_config,
        .config_of_base = run->request.config_of_base,
    };
    if (rc == RC_OK)
        rc = place_open(&run->place, run->cli, &paths, &wish, err);
    if (rc == RC_OK && run->request.required && !place_has_base(&run->place) &&
        !run->place.choice.all_files)
        rc = err_set(err, "%s: there is nothing to compare with: %s", run->place.root.at,
                     run->place.repo ? "give --base, --staged or --changed"
                                     : "it is in no git repository");
    if (rc == RC_OK)
        rc = setup_settings(&run->settings, &run->place, options, err);
    vec_free(&paths);
    run->tree = place_tree(&run->place);
    run->documents = (struct documents){
        .settings = &run->settings,
        .tree = has_place(options) ? &run->tree : NULL,
        .today = date_from_epoch(run->cli->clock.wall(run->cli->clock.self)),
    };
    return rc;
}

static enum outcome report(struct run *run, const struct findings *findings, uint32_t fixed)
{
    struct report report = {.incomplete = run->files.trouble, .summary.fixed = fixed};
    struct listed listed = {0};
    struct statistics statistics = {0};
    struct audit audit = {
        .cli = run->cli, .options = run->options, .documents = &run->documents, .cost = &run->cost};
    enum outcome outcome = assemble(&report, &listed, findings, &run->documents, run->options);
    github_locate(&report, &run->place, run->cli);
    if (run->options->links.audit)
        audit_make(&audit, &report, &listed, findings);
    if (run->options->statistics)
        statistics_count(&statistics, listed.found.at, listed.found.n);
    outcome = output_report(&report, run->options->statistics ? &statistics : NULL, run->cli,
                            run->options, outcome);
    if (run->options->links.audit)
        outcome = audit_finish(&audit, !run->files.trouble, outcome);
    audit_free(&audit);
    statistics_free(&statistics);
    listed_free(&listed);
    return outcome;
}

static enum outcome lint(struct run *run)
{
    const struct findings *findings;
    struct engine *engine = documents_lint(&run->documents, &findings);
    enum outcome outcome = report(run, findings, 0);
    engine_free(engine);
    return outcome;
}

/* --fix: the report is of what remains. */
static enum outcome fix(struct run *run, struct mending *mending)
{
    const struct findings *findings;
    struct engine *engine = mend_rounds(mending, &findings);
    if (!mend_write(mending)) {
        run->files.trouble = true;
        engine_free(engine);
        engine = documents_lint(&run->documents, &findings);
    }
    enum outcome outcome = report(run, findings, mend_count(mending));
    engine_free(engine);
    return outcome;
}

/* --diff: what --fix would write. */
static enum outcome diff(struct run *run, struct mending *mending)
{
    const struct findings *findings;
    struct engine *engine = mend_rounds(mending, &findings);
    struct buf patch = {0};
    mend_patch(mending, &patch);
    if (!run->options->quiet)
        mend_tell(mending, findings);
    enum outcome outcome = output_patch(buf_str(&patch), run->cli, run->options,
                                        patch.n > 0 ? OUTCOME_FOUND : OUTCOME_CLEAN);
    buf_free(&patch);
    engine_free(engine);
    return outcome;
}

static enum outcome mend(struct run *run)
{
    struct mending mending = mend_start(&run->documents, &run->place,
                                        run->options->unsafe_fixes ? FIX_UNSAFE : FIX_SAFE);
    enum outcome outcome = run->options->diff ? diff(run, &mending) : fix(run, &mending);
    mend_free(&mending);
    return outcome;
}

static enum outcome show_model(struct run *run)
{
    const struct documents *documents = &run->documents;
    struct buf text = {0};
    tally_model(&text, documents->at, documents->names.at, (uint32_t)documents->n);
    enum outcome outcome = OUTCOME_CLEAN;
    if (!run->options->quiet)
        outcome = print_output(buf_str(&text), outcome);
    buf_free(&text);
    return outcome;
}

static void tell(const struct run *run)
{
    if (run->place.repo)
        print_note("comparison: %s", run->place.choice.why);
    print_note("root: %s", run->place.root.n ? run->place.root.at : "/");
    print_note("repository: %s", run->place.repo ? repo_git_dir(run->place.repo) : "none");
    print_note("configuration: %s", run->options->config      ? run->options->config
                                    : run->place.config.n > 0 ? run->place.config.at
                                                              : "none");
    for (size_t i = 0; i < run->files.n; i++)
        print_note("file: %s", run->files.at[i].name.at);
}

static void release(struct run *run)
{
    comparison_free(&run->comparison);
    documents_free(&run->documents);
    answers_free(&run->answers);
    link_cost_free(&run->cost);
    request_free(&run->request);
    files_free(&run->files);
    settings_free(&run->settings);
    place_close(&run->place);
}

static struct link_request link_request(struct run *run)
{
    const struct check_options *options = run->options;
    return (struct link_request){
        .cli = run->cli,
        .options = &options->links,
        .documents = &run->documents,
        .filter = place_has_base(&run->place) ? comparison_links(&run->comparison) : NULL,
        .quiet = options->quiet,
        .verbose = options->verbose,
        .cost = &run->cost};
}

/* Learn what the links lead to, where the run is to know it. */
static enum rc ask(struct run *run, struct err *err)
{
    if (!links_are_wanted(&run->options->links))
        return RC_OK;
    struct link_request request = link_request(run);
    bool incomplete = false;
    run->documents.answers = &run->answers;
    enum rc rc = links_answer(&run->answers, &request, &incomplete, err);
    run->files.trouble = run->files.trouble || incomplete;
    return rc;
}

static enum outcome plan(struct run *run)
{
    struct link_request request = link_request(run);
    struct err err;
    if (links_plan(&request, &err) == RC_OK)
        return OUTCOME_CLEAN;
    print_failure(&err);
    return OUTCOME_TROUBLE;
}

/* Everything that there is to look at, read and parsed. */
static enum rc load(struct run *run, bool compare, struct err *err)
{
    const struct check_options *options = run->options;
    enum rc rc = prepare(run, compare, err);
    if (rc != RC_OK)
        return rc;
    files_find(&run->files, &run->place, &run->settings, &options->operands, options->input_name,
               !options->quiet);
    if (options->verbose)
        tell(run);
    if (output_spares(options, &run->place, &run->files, err) != RC_OK)
        return RC_FAIL;
    if (place_has_base(&run->place)) {
        comparison_open(&run->comparison, &run->place, &run->settings, run->documents.today,
                        options, run->request.config_of_base);
        rc = comparison_load(&run->comparison, &run->documents, &run->files, err);
    } else {
        documents_load(&run->documents, &run->files, &run->place);
    }
    if (rc == RC_OK && !options->no_baseline)
        rc = documents_baseline(&run->documents, &run->place, options->baseline, err);
    if (rc == RC_OK && run->documents.comparison && !options->no_baseline)
        rc = documents_baseline(&run->comparison.before, &run->place, options->baseline, err);
    if (options->verbose && run->documents.baseline)
        print_note("baseline: %s",
                   options->baseline ? options->baseline : run->documents.baseline_file->path.at);
    return rc;
}

enum outcome run_check(const struct cli *cli, const struct check_options *options)
{
    struct run run = {.cli = cli, .options = options};
    struct err err;
    enum outcome outcome = OUTCOME_TROUBLE;
    settings_init(&run.settings, cli->rules, cli->rule_count);
    if (load(&run, true, &err) != RC_OK)
        print_failure(&err);
    else if (options->debug_model)
        outcome = show_model(&run);
    else if (options->links.plan)
        outcome = plan(&run);
    else if (ask(&run, &err) != RC_OK)
        print_failure(&err);
    else
        outcome = options->fix || options->diff ? mend(&run) : lint(&run);
    if (run.files.trouble)
        outcome = OUTCOME_TROUBLE;
    release(&run);
    return outcome;
}

enum outcome run_lint(const struct cli *cli, const struct check_options *options,
                      enum outcome (*use)(const struct run_found *found, void *self), void *self)
{
    struct run run = {.cli = cli, .options = options};
    struct err err;
    enum outcome outcome = OUTCOME_TROUBLE;
    settings_init(&run.settings, cli->rules, cli->rule_count);
    if (load(&run, false, &err) == RC_OK) {
        struct run_found found = {
            .documents = run.documents.at,
            .settings = &run.settings,
            .place = &run.place,
            .whole = documents_are_whole(&run.documents),
            .trouble = run.files.trouble,
        };
        struct engine *engine = documents_lint(&run.documents, &found.findings);
        outcome = use(&found, self);
        engine_free(engine);
    } else {
        print_failure(&err);
    }
    release(&run);
    return outcome;
}
