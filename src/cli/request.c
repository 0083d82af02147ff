#include "cli/request.h"

#include <string.h>

static bool is_input(const struct check_options *options)
{
    for (size_t i = 0; i < options->operands.n; i++)
        if (strcmp(options->operands.at[i], "-") == 0)
            return true;
    return false;
}

static enum rc check_options(const struct check_options *options, struct err *err)
{
    int sides = (options->base != NULL) + options->staged + options->changed;
    if (options->staged && options->changed)
        return err_set(err, "--staged and --changed: give one of them");
    if (options->base && options->changed)
        return err_set(err, "--base compares with the worktree as it is: leave out --changed");
    if (options->report == REPORT_ALL && sides > 0)
        return err_set(err, "--report all compares with nothing: leave out --base, --staged and "
                            "--changed");
    if (is_input(options) && sides > 0)
        return err_set(err, "standard input is in no repository: leave out --base, --staged and "
                            "--changed");
    if (options->config && options->config_from == CONFIG_FROM_BASE)
        return err_set(err, "--config names the configuration: leave out --config-from");
    if (options->staged && (options->fix || options->diff))
        return err_set(err, "%s: what is staged is not changed: use --changed",
                       options->diff           ? "--diff"
                       : options->unsafe_fixes ? "--unsafe-fixes"
                                               : "--fix");
    return RC_OK;
}

static bool is_whole(const struct check_options *options)
{
    return options->report == REPORT_ALL || options->debug_model || is_input(options);
}

enum rc request_read(struct request *request, const struct cli *cli,
                     const struct check_options *options, struct err *err)
{
    const char *(*env)(const char *) = cli->environment;
    event_read(&request->event, env("GITHUB_EVENT_PATH"));
    const struct event *event = &request->event;
    request->base = (struct base_request){
        .base = options->base,
        .staged = options->staged,
        .changed = options->changed,
        .whole = is_whole(options),
        .pre_commit = env("PRE_COMMIT"),
        .pre_commit_from = env("PRE_COMMIT_FROM_REF"),
        .pre_commit_to = env("PRE_COMMIT_TO_REF"),
        .workspace = env("GITHUB_WORKSPACE"),
        .event = env("GITHUB_EVENT_NAME"),
        .sha = env("GITHUB_SHA"),
        .ref = env("GITHUB_REF"),
        .base_ref = env("GITHUB_BASE_REF"),
        .event_base = event->base,
        .event_head = event->head,
        .before = event->before,
        .default_branch = event->default_branch,
    };
    request->required = options->base || options->staged || options->changed ||
                        (options->report != REPORT_AUTO && options->report != REPORT_ALL);
    request->config_of_base = options->config_from == CONFIG_FROM_BASE ||
                              (options->config_from == CONFIG_FROM_AUTO && event->fork &&
                               !options->base && !options->staged && !options->changed);
    return check_options(options, err);
}

void request_free(struct request *request)
{
    arena_free(&request->event.arena);
}
