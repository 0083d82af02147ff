/*
 * compare: what a change did to the findings: which are new, which were there before, which are
 * gone.
 */
#ifndef CURLINT_LINT_COMPARE_H
#define CURLINT_LINT_COMPARE_H

#include "lint/finding.h"

struct compared {
    uint32_t new, existing, fixed; /* findings that are not suppressed, infos included */
};

/*
 * Set the status and the fate of each finding of both sides. Findings are known again by rule, by
 * what is wrong, and by the entry, wherever it moved; those that join entries, as repeats do, by
 * one of these. Where there are more of a kind than before, those on what the change added are the
 * new ones, then those on what it edited, then the last. Suppressed ones are neither new nor fixed;
 * `wary`, as in engine_match(): those that the base suppressed were there before.
 */
struct compared compare_findings(struct match *match, struct findings *base, struct findings *head,
                                 bool wary);

#endif
