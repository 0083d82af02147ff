/*
 * setup: the settings of a run: the rules' defaults, changed by the configuration, changed by the
 * command line.
 */
#ifndef CURLINT_CLI_SETUP_H
#define CURLINT_CLI_SETUP_H

#include "cli/place.h"
#include "cli/run.h"
#include "lint/settings.h"

/* `settings` hold the defaults. RC_FAIL: `err` says what is wrong and where. */
enum rc setup_settings(struct settings *settings, struct place *place,
                       const struct check_options *options, struct err *err) RC_MUST_CHECK;

#endif
