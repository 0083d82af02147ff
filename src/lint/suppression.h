/*
 * suppression: what somebody said about findings that are not wanted, and what came of it. A
 * comment in a list, an item of `ignore` in the configuration, a record of the baseline. Rules that
 * judge suppressions get them once all others have spoken (lint/rule.h, hook `suppressions`).
 */
#ifndef CURLINT_LINT_SUPPRESSION_H
#define CURLINT_LINT_SUPPRESSION_H

#include "doc/document.h"

enum suppression_kind {
    SUPPRESS_ENTRY,    /* curlint-ignore: findings on the entry that the comment stands in */
    SUPPRESS_LINE,     /* curlint-disable-next-line: those that begin on the next line */
    SUPPRESS_RANGE,    /* curlint-disable: those from here on */
    SUPPRESS_FILE,     /* curlint-disable-file: those in the whole file */
    SUPPRESS_END,      /* curlint-enable: ends what curlint-disable began */
    SUPPRESS_CONFIG,   /* an item of `ignore` in the configuration: those on an entry */
    SUPPRESS_BASELINE, /* a record of the baseline: so and so many of a rule on an entry */
    SUPPRESS_NOTHING,  /* a comment of ours that cannot be read */
};

enum suppression_fault {
    SUPPRESSION_FINE,
    SUPPRESSION_WORD,    /* there is no directive `wrong` */
    SUPPRESSION_RULE,    /* there is no rule `wrong` */
    SUPPRESSION_OPEN,    /* the comment does not end */
    SUPPRESSION_SHOWN,   /* GitHub shows the comment, because of the "--" at `wrong` */
    SUPPRESSION_ALONE,   /* a curlint-ignore that stands in nothing */
    SUPPRESSION_EXPIRED, /* an item of `ignore` whose last day has passed */
    SUPPRESSION_NO_ENTRY /* an item of `ignore` for an entry that no list has */
};

/* Rules that one selector means: they stand side by side in the table, which is sorted by id. */
struct rule_range {
    uint32_t first, end;
};

/* What one rule, group or "all" in a suppression came to. */
struct suppressed_rules {
    str name;         /* as written; empty where all rules are meant by naming none */
    struct span span; /* of it, in a comment */
    struct rule_range rules;
    uint32_t uses; /* findings that it suppressed; of curlint-enable: rules that it switched on */
    bool all;
    bool judged; /* what it is for would have been found, if it were there */
};

struct suppression {
    const struct document *doc; /* where it is written: a list, the configuration, the baseline */
    struct span span;           /* the comment, the item's line, the record */
    struct span reason;         /* of a comment; may be empty */
    struct span wrong;          /* what the fault is about */
    const char *meant;          /* what was probably meant by it, or NULL; static */
    str entry;                  /* the key that an item or a record is for */
    struct date until;          /* of an item: its last day */
    struct suppressed_rules *names;
    uint32_t name_count; /* none: every name given is unknown */
    uint32_t count;      /* of a record: how many findings it knows; its name's uses are left */
    uint8_t kind, fault;
};

/*
 * Comments by file and place, then items of the configuration, then those records of the baseline
 * that count more than there is.
 */
struct suppressions {
    const struct suppression *const *at;
    size_t count;
};

#endif
