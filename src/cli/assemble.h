/*
 * assemble: findings into a report: which are listed, the sums, and what that is as an exit status.
 */
#ifndef CURLINT_CLI_ASSEMBLE_H
#define CURLINT_CLI_ASSEMBLE_H

#include "cli/documents.h"
#include "cli/run.h"
#include "report/format.h"

/* The findings that a report lists: borrowed from the engine. The owner calls vec_free(). */
struct listed {
    const struct finding **at;
    size_t n, cap;
};

/* Everything is borrowed and must outlive the report. */
enum outcome assemble(struct report *report, struct listed *listed, const struct findings *findings,
                      const struct documents *documents, const struct check_options *options);

#endif
