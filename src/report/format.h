/*
 * format: the contract of an output format. One format is one file, report/format_<name>.c, that
 * defines `const struct format format_<name>`. Sorted findings in, bytes out; no decisions.
 */
#ifndef CURLINT_REPORT_FORMAT_H
#define CURLINT_REPORT_FORMAT_H

#include "base/buf.h"
#include "lint/rule.h"
#include "report/audit.h"
#include "report/statistics.h"

/* What the base has and the head has no more, in documents of their own: those of the base. */
struct report_gone {
    const struct finding *const *at; /* those of the severity that is listed; sorted */
    size_t n;
    struct document *const *documents;
};

/* What a change is compared with; `source` is NULL where nothing is. Borrowed. */
struct report_comparison {
    const char *base;   /* commit in hex; "" where there was nothing before */
    const char *source; /* what named it: "option", "test-merge", ... (docs/comparison.md) */
    const char *why;    /* one sentence */
    uint32_t gone;      /* findings of the base that the head has no more */
    struct report_gone gone_findings; /* of these, what can be told of one by one */
};

/* What a run found, ready to print: sorted by file, place, rule. All borrowed. */
struct report {
    const struct finding *const *findings; /* those to list */
    size_t finding_count;
    /* The same and, in their places, the suppressed ones: for a format that can mark them. */
    const struct finding *const *marked;
    size_t marked_count;
    struct document *const *documents;
    uint32_t document_count;
    struct {
        uint32_t errors, warnings, infos, suppressed, entries, files;
        uint32_t fixed;          /* by this run: they are not among the findings */
        uint32_t fixable_safe;   /* of all findings: those that --fix would mend */
        uint32_t fixable_unsafe; /* those that it takes --unsafe-fixes to mend */
    } summary;                   /* infos are counted though they may not be listed */
    const str *names; /* one a document: what a person in the working directory calls it */
    const struct rule_entry *rules;      /* ended by a NULL id */
    const struct report_audit *audit;    /* NULL: the run is no audit */
    struct report_comparison comparison; /* beside a base, entries and files are what it touches */
    enum severity fails_from;            /* what is new and as grave as this fails the check */
    bool incomplete;                     /* something that was to be checked could not be read */
    bool color;                          /* escape sequences may be used */
    uint32_t width;                      /* columns of the terminal; 0 where there is none */
    /*
     * What GitHub needs for the path of a document: the folder of the root below the workspace,
     * "lists/"; and the address in front of it that shows the file as it was checked,
     * "https://github.com/o/r/blob/0123abcd/". Empty where that is nothing or not known.
     */
    str folder, address;
};

struct format {
    const char *name;    /* as in --format */
    const char *summary; /* one line for --help */
    bool lines;          /* may share a stream: each line stands for itself */
    void (*write)(const struct report *report, struct buf *out);
    /* What stands in place of a report for --statistics; NULL where it has no form for that. */
    void (*statistics)(const struct statistics *statistics, struct buf *out);
};

/* Generated: every format_*.c, sorted by name, NULL-ended. */
extern const struct format *const format_table[];

#endif
