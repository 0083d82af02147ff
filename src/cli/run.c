#include "cli/run.h"

#include "base/mem.h"
#include "cli/files.h"
#include "cli/output.h"
#include "cli/place.h"
#include "cli/print.h"
#include "cli/setup.h"
#include "cli/tally.h"
#include "lint/engine.h"

#include <string.h>

/* Everything that one check has in hand. */
struct run {
    const struct cli *cli;
    const struct check_options *options;
    struct place place;
    struct settings settings;
    struct files files;
    VEC(struct document *) documents; /* owned; in order of path */
    VEC(str) names;                   /* one a document, for people; borrowed from files */
    struct tree tree;
    VEC(const struct finding *) listed; /* borrowed from the engine */
    struct report report;
};

static struct date today(const struct run *run)
{
    return date_from_epoch(run->cli->clock.wall(run->cli->clock.self));
}

/* Whether anything but an unnamed standard input is checked: only then links can be followed. */
static bool has_place(const struct check_options *options)
{
    bool any = options->input_name != NULL;
    for (size_t i = 0; i < options->operands.n; i++)
        any = any || strcmp(options->operands.at[i], "-") != 0;
    return any;
}

static enum rc prepare(struct run *run, struct err *err)
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
        rc =
            place_open(&run->place, run->cli, &paths, !options->config && !options->no_config, err);
    if (rc == RC_OK)
        rc = setup_settings(&run->settings, &run->place, options, err);
    vec_free(&paths);
    run->tree = place_tree(&run->place);
    return rc;
}

/* Read and parse. A file that cannot be read is said and left out, and the run ends with 2. */
static void load(struct run *run)
{
    for (size_t i = 0; i < run->files.n; i++) {
        const struct file *file = &run->files.at[i];
        struct buf bytes = {0};
        struct err err;
        size_t size = 0;
        if (files_read(file, &run->place, &bytes, (size_t)run->settings.limits.file_bytes, &size,
                       &err) != RC_OK) {
            print_failure(&err);
            run->files.trouble = true;
            buf_free(&bytes);
            continue;
        }
        struct document *doc =
            document_build(file->path, bytes.at, size, &run->settings.limits, today(run));
        vec_push(&run->documents, doc);
        vec_push(&run->names, file->name);
    }
}

static void count(struct run *run, const struct finding *finding)
{
    if (finding->severity == SEVERITY_ERROR)
        run->report.summary.errors++;
    else if (finding->severity == SEVERITY_WARNING)
        run->report.summary.warnings++;
    else if (finding->severity == SEVERITY_INFO)
        run->report.summary.infos++;
}

/* What --severity lists, and the sums, which count the others too. */
static enum outcome assemble(struct run *run, const struct findings *findings)
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
        if (finding->suppressed)
            continue;
        count(run, finding);
        if (finding->severity >= severities[run->options->severity])
            vec_push(&run->listed, finding);
        if (finding->severity >= severities[run->options->fail_on])
            outcome = OUTCOME_FOUND;
    }
    for (size_t i = 0; i < run->documents.n; i++)
        run->report.summary.entries += run->documents.at[i]->entry_count;
    run->report.summary.files = (uint32_t)run->documents.n;
    run->report.findings = run->listed.at;
    run->report.finding_count = run->listed.n;
    run->report.documents = run->documents.at;
    run->report.document_count = (uint32_t)run->documents.n;
    run->report.names = run->names.at;
    run->report.rules = run->settings.rules;
    return outcome;
}

static enum outcome print_text(const struct run *run, struct buf *text, enum outcome outcome)
{
    if (!run->options->quiet)
        outcome = print_output(buf_str(text), outcome);
    buf_free(text);
    return outcome;
}

static enum outcome lint(struct run *run)
{
    struct engine *engine =
        engine_new(&run->settings, has_place(run->options) ? &run->tree : NULL, today(run));
    for (size_t i = 0; i < run->documents.n; i++)
        engine_document(engine, run->documents.at[i]);
    const struct findings *findings = engine_finish(engine);
    enum outcome outcome = assemble(run, findings);
    if (run->options->statistics) {
        struct buf text = {0};
        tally_rules(&text, findings, run->settings.rules, run->settings.rule_count);
        outcome = print_text(run, &text, outcome);
    } else {
        outcome = output_report(&run->report, run->cli, run->options, outcome);
    }
    engine_free(engine);
    return outcome;
}

static enum outcome show_model(struct run *run)
{
    struct buf text = {0};
    tally_model(&text, run->documents.at, run->names.at, (uint32_t)run->documents.n);
    return print_text(run, &text, OUTCOME_CLEAN);
}

static void tell(const struct run *run)
{
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
    for (size_t i = 0; i < run->documents.n; i++)
        document_free(run->documents.at[i]);
    vec_free(&run->documents);
    vec_free(&run->names);
    vec_free(&run->listed);
    files_free(&run->files);
    settings_free(&run->settings);
    place_close(&run->place);
}

enum outcome run_check(const struct cli *cli, const struct check_options *options)
{
    struct run run = {.cli = cli, .options = options};
    struct err err;
    enum outcome outcome = OUTCOME_TROUBLE;
    settings_init(&run.settings, cli->rules, cli->rule_count);
    if (prepare(&run, &err) == RC_OK) {
        files_find(&run.files, &run.place, &run.settings, &options->operands, options->input_name,
                   !options->quiet);
        if (options->verbose)
            tell(&run);
        load(&run);
        outcome = options->debug_model ? show_model(&run) : lint(&run);
        if (run.files.trouble)
            outcome = OUTCOME_TROUBLE;
    } else {
        print_failure(&err);
    }
    release(&run);
    return outcome;
}
