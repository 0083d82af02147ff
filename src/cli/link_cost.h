/*
 * link_cost: what asking for links took, host by host.
 */
#ifndef CURLINT_CLI_LINK_COST_H
#define CURLINT_CLI_LINK_COST_H

#include "base/mem.h"
#include "net/check.h"
#include "report/audit.h"

/* Zero-initialise; link_cost_free() when done. */
struct link_cost {
    VEC(struct report_host) hosts; /* without links: those are counted by who knows them all */
    VEC(uint32_t) times;           /* milliseconds of each answer, of all hosts */
    uint64_t requests;
    struct arena arena; /* of the names */
};

/* Add a host after the run; one that was asked for nothing is none. */
void link_cost_add(struct link_cost *cost, const struct check_host *host);
/*
 * What `percent` of the times are not above; -1 where there are none. They are sorted in place.
 */
int64_t link_cost_within(uint32_t *times, size_t count, unsigned percent);
void link_cost_free(struct link_cost *cost);

#endif
