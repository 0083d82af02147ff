/*
 * statistics: findings counted by rule.
 */
#ifndef CURLINT_REPORT_STATISTICS_H
#define CURLINT_REPORT_STATISTICS_H

#include "base/buf.h"
#include "lint/rule.h"

struct rule_count {
    const struct rule_entry *rule; /* static */
    uint32_t findings;             /* at least 1 */
    uint32_t safe;                 /* of these, with a safe fix */
    enum severity severity;        /* the highest */
};

/* Zero-initialise; statistics_free() when done. */
struct statistics {
    struct rule_count *at; /* owned */
    size_t n, cap;
};

/* The rules of which there are findings, by their number, severity and id. */
void statistics_count(struct statistics *statistics, const struct finding *const *findings,
                      size_t count);
void statistics_free(struct statistics *statistics);

/* One line a rule and, where some can be fixed, what the marks mean. */
void statistics_text(const struct statistics *statistics, struct buf *out);

#endif
