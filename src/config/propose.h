/*
 * propose: a configuration that fits a list, with comments: what `init` writes. What is a style is
 * set; what the list only mostly does stands in a comment, to be switched on.
 */
#ifndef CURLINT_CONFIG_PROPOSE_H
#define CURLINT_CONFIG_PROPOSE_H

#include "base/buf.h"
#include "lint/habits.h"
#include "lint/settings.h"

/*
 * Append the configuration to `out`, and to `told` a line for each thing that was inferred, with
 * the number of its cases. `settings` hold the defaults of rules and options.
 */
void propose_config(struct buf *out, struct buf *told, const struct habits *habits,
                    const struct settings *settings);

#endif
