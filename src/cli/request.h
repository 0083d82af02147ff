/*
 * request: what a run is asked to compare with, by its options and by what pre-commit or GitHub
 * Actions say in the environment.
 */
#ifndef CURLINT_CLI_REQUEST_H
#define CURLINT_CLI_REQUEST_H

#include "cli/run.h"
#include "config/event.h"
#include "git/base.h"

struct request {
    struct base_request base; /* borrows from the environment, the options and `event` */
    struct event event;
    bool config_of_base; /* what the base says counts, not what the change says */
    bool required;       /* an option asks for a comparison: it can't be left out */
};

/*
 * Zero-initialise; request_free() when done. RC_FAIL: options that do not go together, or that
 * need a comparison where standard input is checked.
 */
enum rc request_read(struct request *request, const struct cli *cli,
                     const struct check_options *options, struct err *err) RC_MUST_CHECK;
void request_free(struct request *request);

#endif
