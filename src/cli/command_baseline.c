#include "cli/check_flags.h"
#include "cli/place.h"
#include "cli/print.h"

#include "base/file.h"
#include "base/mem.h"
#include "config/baseline.h"

struct baseline_options {
    struct check_options check;
    const char *file;
    bool shrink, force;
};

#define MEMBER(name) offsetof(struct baseline_options, name)

static const struct flag baseline_flags[] = {
    {.name = "file",
     .kind = FLAG_TEXT,
     .argument = "FILE",
     .offset = MEMBER(file),
     .group = "Baseline",
     .help = "write FILE; without this " BASELINE_NAME " in the root"},
    {.name = "shrink",
     .offset = MEMBER(shrink),
     .group = "Baseline",
     .help = "only lower counts and drop records, whatever else was found"},
    {.name = "force",
     .offset = MEMBER(force),
     .group = "Baseline",
     .help = "write it anew, also where it grows"},
    CONFIG_FLAGS(struct baseline_options, check.config, check.no_config),
    QUIET_FLAG(struct baseline_options, check.quiet),
    {.name = NULL},
};

/* A baseline that is about to be written. */
struct writing {
    const struct baseline_options *options;
    const char *path, *name;
    struct baseline old, fresh;
    bool existed;
};

static enum rc read_old(struct writing *writing, struct err *err)
{
    struct buf text = {0};
    enum rc rc = baseline_load(&writing->old, &text, writing->path, writing->name, err);
    buf_free(&text);
    writing->existed = rc == RC_OK;
    if (rc == RC_FAIL && writing->options->force) {
        /* It is going to be replaced, whatever is in it. */
        baseline_free(&writing->old);
        writing->old = (struct baseline){0};
        return RC_OK;
    }
    return rc == RC_MISSING ? RC_OK : rc;
}

static void tell(const struct writing *writing)
{
    unsigned long long before = baseline_total(&writing->old),
                       after = baseline_total(&writing->fresh);
    const char *plural = after == 1 ? "" : "s";
    if (!writing->existed)
        print_note("%s: knows %llu finding%s now: commit it", writing->name, after, plural);
    else if (after == 0)
        print_note("%s: knows no finding any more (%llu before): delete it", writing->name, before);
    else
        print_note("%s: knows %llu finding%s (%llu before)", writing->name, after, plural, before);
}

static enum outcome write_fresh(struct writing *writing)
{
    struct buf out = {0};
    struct err err;
    enum outcome outcome = OUTCOME_CLEAN;
    baseline_sort(&writing->fresh);
    baseline_write(&out, &writing->fresh);
    if (file_write(writing->path, buf_str(&out), &err) != RC_OK) {
        print_failure(&err);
        outcome = OUTCOME_TROUBLE;
    } else if (!writing->options->check.quiet) {
        tell(writing);
    }
    buf_free(&out);
    return outcome;
}

static enum outcome refuse(const struct writing *writing, const struct baseline_record *first,
                           uint64_t more)
{
    if (!writing->options->check.quiet)
        print_note("%s: is left as it was: %llu finding%s more than it knows, first %.*s on %.*s: "
                   "mend what is new and run again, or take it in by --force; --shrink only "
                   "lowers counts",
                   writing->name, (unsigned long long)more, more == 1 ? "" : "s",
                   STR_ARG(first->rule), STR_ARG(first->place));
    return OUTCOME_FOUND;
}

static enum outcome renew(struct writing *writing, const struct run_found *found)
{
    const struct baseline_options *options = writing->options;
    uint64_t more;
    baseline_count(&writing->fresh, found->findings, found->documents);
    baseline_keep(&writing->fresh, &writing->old, found->settings, found->whole);
    if (options->shrink)
        baseline_shrink(&writing->fresh, &writing->old);
    baseline_sort(&writing->fresh);
    const struct baseline_record *first = baseline_growth(&writing->fresh, &writing->old, &more);
    if (writing->existed && first && !options->force)
        return refuse(writing, first, more);
    if (!writing->existed && writing->fresh.n == 0) {
        if (!options->check.quiet)
            print_note("no findings: no baseline is needed");
        return OUTCOME_CLEAN;
    }
    return write_fresh(writing);
}

static enum outcome use_findings(const struct run_found *found, void *self)
{
    const struct baseline_options *options = self;
    struct writing writing = {.options = options, .path = options->file, .name = options->file};
    struct err err;
    enum outcome outcome = OUTCOME_TROUBLE;
    if (!options->file) {
        writing.path = place_absolute(found->place, STR(BASELINE_NAME)).at;
        writing.name = place_name(found->place, STR(BASELINE_NAME)).at;
    }
    if (found->trouble)
        print_note("%s: is left as it was: not everything could be read", writing.name);
    else if (read_old(&writing, &err) == RC_OK)
        outcome = renew(&writing, found);
    else
        print_failure(&err);
    baseline_free(&writing.old);
    baseline_free(&writing.fresh);
    return outcome;
}

static enum outcome baseline(const struct cli *cli, int argc, char **argv)
{
    struct baseline_options options = {.check.no_baseline = true};
    struct texts *operands = &options.check.operands;
    struct err err;
    enum outcome outcome = OUTCOME_TROUBLE;
    if (flag_parse(baseline_flags, &options, operands, argc, argv, &err) != RC_OK) {
        print_failure(&err);
    } else if (options.shrink && options.force) {
        err_set(&err, "baseline: --shrink and --force cannot both be: leave one out");
        print_failure(&err);
    } else {
        if (operands->n == 0)
            vec_push(operands, ".");
        outcome = run_lint(cli, &options.check, use_findings, &options);
    }
    vec_free(operands);
    return outcome;
}

const struct command command_baseline = {
    .name = "baseline",
    .summary = "write down what a list has, so that only what is new is found",
    .usage = "[OPTION...] [PATH...]",
    .flags = baseline_flags,
    .run = baseline,
};
