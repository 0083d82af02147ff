/*
 * assemble: findings into a report: which are listed, the sums, and what that is as an exit status.
 */
#ifndef CURLINT_CLI_ASSEMBLE_H
#define CURLINT_CLI_ASSEMBLE_H

#include "cli/documents.h"
#include "cli/run.h"
#include "report/format.h"

/* The findings that a report goes by: borrowed from the engine. listed_free() when done. */
struct listed {
    VEC(const struct finding *) found;  /* of any severity */
    VEC(const struct finding *) shown;  /* those of these that --severity lists */
    VEC(const struct finding *) marked; /* and with them the suppressed ones of that severity */
};

/*
 * Complete `report`, whose sums begin at zero but for `fixed`. Everything is borrowed and must
 * outlive it.
 */
enum outcome assemble(struct report *report, struct listed *listed, const struct findings *findings,
                      const struct documents *documents, const struct check_options *options);
void listed_free(struct listed *listed);

#endif
