/*
 * fake_report: reports made by hand, for tests of the formats.
 */
#ifndef CURLINT_TESTS_FAKE_REPORT_H
#define CURLINT_TESTS_FAKE_REPORT_H

#include "report/format.h"

#include "fake.h"

#include <string.h>

#define FAKE_PAGE                                                                                  \
    "# badge/repository\n\n## What it does\n\nFlags a badge\nof another.\n\n"                      \
    "## Why it matters\n\nThe number misleads.\n\nMore.\n"

static const struct rule fake_rule = {.summary = "stars of another repository",
                                      .severity = SEVERITY_ERROR};
static const struct rule_entry fake_rules[] = {{"badge/repository", &fake_rule, FAKE_PAGE},
                                               {"text/encoding", &fake_rule, ""},
                                               {NULL, NULL, NULL}};

/* A report over one or two documents, made by hand. */
struct fake_report {
    struct document docs[2];
    struct document *documents[2];
    str names[2];
    struct finding findings[8];
    const struct finding *listed[8], *marked[8];
    struct report report;
    struct buf out;
};

static inline void fake_add_document(struct fake_report *setup, const char *name, str source)
{
    uint32_t i = setup->report.document_count++;
    setup->docs[i] = fake_document(name, source);
    setup->documents[i] = &setup->docs[i];
    setup->names[i] = str_from(name);
    setup->report.documents = setup->documents;
    setup->report.names = setup->names;
    setup->report.rules = fake_rules;
    setup->report.summary.files++;
}

static inline struct finding *fake_add_finding(struct fake_report *setup, enum severity severity,
                                               struct span span, const char *message)
{
    size_t i = setup->report.marked_count++;
    setup->findings[i] = (struct finding){.rule = &fake_rules[0],
                                          .severity = severity,
                                          .span = span,
                                          .entry = NO_INDEX,
                                          .message = str_from(message)};
    setup->listed[setup->report.finding_count++] = setup->marked[i] = &setup->findings[i];
    setup->report.findings = setup->listed;
    setup->report.marked = setup->marked;
    setup->report.summary.errors += severity == SEVERITY_ERROR;
    setup->report.summary.warnings += severity == SEVERITY_WARNING;
    setup->report.summary.infos += severity == SEVERITY_INFO;
    return &setup->findings[i];
}

/* Suppress the finding that was added last. */
static inline void fake_suppress(struct fake_report *setup, const char *reason)
{
    struct finding *finding = &setup->findings[setup->report.marked_count - 1];
    finding->suppressed = true;
    finding->suppression_reason = str_from(reason);
    setup->report.finding_count--;
}

static inline const struct format *fake_format(const char *name)
{
    for (const struct format *const *format = format_table; *format; format++)
        if (strcmp((*format)->name, name) == 0)
            return *format;
    fail_msg("no format %s", name);
    return NULL;
}

static inline str fake_write(struct fake_report *setup, const char *format)
{
    buf_clear(&setup->out);
    fake_format(format)->write(&setup->report, &setup->out);
    return buf_str(&setup->out);
}

static inline void fake_finish(struct fake_report *setup)
{
    for (uint32_t i = 0; i < setup->report.document_count; i++)
        fake_free(&setup->docs[i]);
    buf_free(&setup->out);
}

#endif
