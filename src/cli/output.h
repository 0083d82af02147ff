/*
 * output: the formats of a report and where each goes.
 */
#ifndef CURLINT_CLI_OUTPUT_H
#define CURLINT_CLI_OUTPUT_H

#include "cli/run.h"
#include "report/format.h"

/*
 * Whether --format, --statistics and every FORMAT:FILE of the options can be read as such, and
 * whether no two of them are for one file or for one stream that cannot hold both.
 */
enum rc output_check(const struct check_options *options, struct err *err) RC_MUST_CHECK;
/* Append the names of all formats, ", " between. */
void output_names(struct buf *out);

/* Whether what goes to standard output is coloured. */
bool output_wants_color(const struct cli *cli, enum color_choice choice);
/*
 * Write the report to each --output, each file aside and then renamed; then to standard output,
 * unless --quiet, and there `statistics` in its place where they are not NULL. The options have
 * passed output_check(). `outcome`, or OUTCOME_TROUBLE where something could not be written, which
 * has been said; the rest is written all the same.
 */
enum outcome output_report(struct report *report, const struct statistics *statistics,
                           const struct cli *cli, const struct check_options *options,
                           enum outcome outcome);

#endif
