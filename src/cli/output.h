/*
 * output: the formats of a report and where each goes.
 */
#ifndef CURLINT_CLI_OUTPUT_H
#define CURLINT_CLI_OUTPUT_H

#include "cli/files.h"
#include "cli/print.h"
#include "cli/run.h"
#include "report/format.h"

/*
 * Whether --format, --statistics and every FORMAT:FILE of the options can be read as such, and
 * whether no two of them are for one file, for one stream that cannot hold both, or in each
 * other's place.
 */
enum rc output_check(const struct check_options *options, struct err *err) RC_MUST_CHECK;
/*
 * Whether what the options write goes to none of the lists that the run reads: `--open-patch
 * README.md` asks for a patch of that name. The options have passed output_check().
 */
enum rc output_spares(const struct check_options *options, struct place *place,
                      const struct files *files, struct err *err) RC_MUST_CHECK;
/* Append the names of all formats, ", " between. */
void output_names(struct buf *out);

/* Where the report goes: standard output may be taken by what was standard input, mended. */
enum stream output_stream(const struct check_options *options);
/* Whether what goes to a stream is coloured. */
bool output_wants_color(const struct cli *cli, enum color_choice choice, enum stream stream);
/*
 * Write the report to each --output, each file aside and then renamed; then to output_stream(),
 * unless --quiet, and there `statistics` in its place where they are not NULL. The options have
 * passed output_check(). `outcome`, or OUTCOME_TROUBLE where something could not be written, which
 * has been said; the rest is written all the same.
 */
enum outcome output_report(struct report *report, const struct statistics *statistics,
                           const struct cli *cli, const struct check_options *options,
                           enum outcome outcome);
/*
 * Write a patch to standard output unless --quiet: as it is, or, where that is a terminal or
 * colours are wanted, as it may be seen there.
 */
enum outcome output_patch(str patch, const struct cli *cli, const struct check_options *options,
                          enum outcome outcome);

#endif
