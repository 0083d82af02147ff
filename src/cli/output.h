/*
 * output: the formats of a report and where each goes.
 */
#ifndef CURLINT_CLI_OUTPUT_H
#define CURLINT_CLI_OUTPUT_H

#include "cli/run.h"
#include "report/format.h"

/* The format of that name; RC_FAIL: there is none, and `err` tells which was probably meant. */
enum rc output_format(const struct format **out, str name, struct err *err) RC_MUST_CHECK;
/* Whether every FORMAT:FILE of the options can be read as such. */
enum rc output_check(const struct check_options *options, struct err *err) RC_MUST_CHECK;
/* Append the names of all formats, ", " between. */
void output_names(struct buf *out);

/* Whether what goes to standard output is coloured. */
bool output_wants_color(const struct cli *cli, enum color_choice choice);
/*
 * Write the report to each --output, then to standard output unless --quiet. `outcome`, or
 * OUTCOME_TROUBLE where something could not be written, which has been said.
 */
enum outcome output_report(struct report *report, const struct cli *cli,
                           const struct check_options *options, enum outcome outcome);

#endif
