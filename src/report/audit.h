/*
 * audit: what the report of an audit knows beside its findings. Plain data: who asks for links, and
 * who remembers audits, is not known here.
 */
#ifndef CURLINT_REPORT_AUDIT_H
#define CURLINT_REPORT_AUDIT_H

#include "lint/finding.h"
#include "net/audit_numbers.h"

/* A link with something the matter: a finding that has evidence, of any severity. */
struct report_link {
    const struct finding *finding; /* never suppressed */
    bool fresh;                    /* not so in the audit before */
};

/* A host of links, or one that was asked on their behalf. */
struct report_host {
    str name;
    uint32_t links; /* distinct URLs, which `verdicts` are of */
    uint32_t verdicts[VERDICT_COUNT];
    uint64_t requests, failures; /* this time; failures: without an answer */
    int64_t median;              /* milliseconds that half of them were answered within; -1: none */
};

/* The patch that mends the links of one file which have moved. */
struct report_patch {
    uint32_t document;
    uint32_t links; /* that it mends */
    str text;       /* bytes of the list in it are as they are */
};

/* All borrowed. */
struct report_audit {
    str lists; /* what was audited, for people: the name of the folder */
    struct audit_numbers numbers;
    const struct report_link *links; /* by file and place */
    size_t link_count;
    const struct report_host *hosts; /* those with the most links first */
    size_t host_count;
    const struct report_patch *patches; /* by file */
    size_t patch_count;
    const struct audit_numbers *past; /* the audits before, the oldest first */
    size_t past_count;
    const bool *fresh; /* one a listed finding: it was not there in the audit before */
    struct {
        uint32_t findings;              /* that are no links, of any severity */
        uint32_t links[VERDICT_COUNT];  /* by what is the matter with them now */
        uint32_t mended[VERDICT_COUNT]; /* by what was the matter: URLs that are alive, or gone from
                                           the lists */
    } since;                            /* the audit before; all 0 without one */
};

/* Whether there is an audit before to tell by what is new. */
static inline bool report_audit_has_past(const struct report_audit *audit)
{
    return audit->past_count > 0;
}

/* What people call it: "alive", "dead", ... */
const char *report_verdict_word(enum verdict verdict);
/* The same of a link; of one that is alive the name of the rule that has something to say. */
str report_link_word(const struct report_link *link);
/* Which links go first where not all of them can be listed: from 0 to below this. */
enum { REPORT_LINK_RANKS = 10 };
unsigned report_link_rank(const struct report_link *link);
/* How many distinct URLs an audit was of. */
uint32_t report_audit_urls(const struct audit_numbers *numbers);
/* How many of some verdicts are what people call so. */
uint32_t report_count_alive(const uint32_t verdicts[VERDICT_COUNT]);
uint32_t report_count_unreachable(const uint32_t verdicts[VERDICT_COUNT]);
uint32_t report_count_not_asked(const uint32_t verdicts[VERDICT_COUNT]);

#endif
