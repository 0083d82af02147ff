/*
 * format: the contract of an output format. One format is one file, report/format_<name>.c, that
 * defines `const struct format format_<name>`. Sorted findings in, bytes out; no decisions.
 */
#ifndef CURLINT_REPORT_FORMAT_H
#define CURLINT_REPORT_FORMAT_H

#include "base/buf.h"
#include "lint/rule.h"

/* What a run found, ready to print: sorted by file, place, rule. All borrowed. */
struct report {
    const struct finding *const *findings; /* those to list */
    size_t finding_count;
    struct document *const *documents;
    uint32_t document_count;
    struct {
        uint32_t errors, warnings, infos, entries, files;
    } summary;        /* infos are counted though they may not be listed */
    const str *names; /* one a document: what a person in the working directory calls it */
    const struct rule_entry *rules;
    bool color;     /* escape sequences may be used */
    uint32_t width; /* columns of the terminal; 0 where there is none */
};

struct format {
    const char *name;    /* as in --format */
    const char *summary; /* one line for --help */
    void (*write)(const struct report *report, struct buf *out);
};

/* Generated: every format_*.c, sorted by name, NULL-ended. */
extern const struct format *const format_table[];

#endif
