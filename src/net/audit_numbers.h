/*
 * audit_numbers: what an audit comes to, in numbers. Plain data: the store keeps them from audit to
 * audit, and reports draw them.
 */
#ifndef CURLINT_NET_AUDIT_NUMBERS_H
#define CURLINT_NET_AUDIT_NUMBERS_H

#include "net/evidence.h"

struct audit_numbers {
    int64_t finished;                 /* seconds since 1970-01-01T00:00:00Z */
    uint32_t verdicts[VERDICT_COUNT]; /* of distinct URLs */
    uint32_t errors, warnings, infos; /* findings of all rules */
    uint64_t requests;                /* that were sent for it */
    int64_t median, slow; /* milliseconds that half, and nine in ten, of them were answered within;
                             -1: none was */
};

#endif
