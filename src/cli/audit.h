/*
 * audit: what an audit is beside a check: how it stands to the audits before, hosts, the patch for
 * links that have moved, and what is kept of it for the next.
 */
#ifndef CURLINT_CLI_AUDIT_H
#define CURLINT_CLI_AUDIT_H

#include "cli/assemble.h"
#include "cli/moved_patch.h"
#include "net/store_audits.h"

/* Zero-initialise but for what is borrowed; audit_free() when done. */
struct audit {
    const struct cli *cli;
    const struct check_options *options;
    const struct documents *documents;
    struct link_cost *cost;     /* the times in it are sorted */
    struct report_audit report; /* what formats see; borrows from the rest */
    struct moved_patch patch;
    struct buf store; /* path, NUL-terminated; empty where nothing is kept */
    str name;         /* of the lists, in the store */
    struct audit_past past;
    VEC(struct report_link) links;
    VEC(struct report_host) hosts;
    VEC(struct audit_link) state;       /* of links, for the next audit */
    VEC(struct audit_finding) findings; /* likewise */
    bool *fresh;
    struct arena arena;
};

/*
 * Fill `audit->report` and let `report`, which is assembled, have it; `listed` is what that goes
 * by. What is wrong with the store is said, and the audit is as if there had been none before.
 */
void audit_make(struct audit *audit, struct report *report, const struct listed *listed,
                const struct findings *findings);
/*
 * After the report: say in a line what is new, write --open-patch, and where the audit came to its
 * `complete` end and all of it was written keep it for the next. `outcome`, or OUTCOME_TROUBLE
 * where the patch could not be written.
 */
enum outcome audit_finish(struct audit *audit, bool complete, enum outcome outcome);
void audit_free(struct audit *audit);

#endif
