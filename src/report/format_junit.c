#include "report/format.h"

#include "report/concise.h"
#include "report/escape.h"
#include "report/position.h"
#include "report/xml.h"

/* JUnit's XML as Jenkins has a schema for it: a suite a file, a test case a finding. */
enum { TEXT_COLUMNS = 500, RELATED_LIMIT = 5 };

struct tests {
    size_t count, failures, skipped, errors;
};

/* The same as for the exit status; what does not fail the check is a test that was skipped. */
static bool fails(const struct report *report, const struct finding *finding)
{
    return finding->status != STATUS_EXISTING && finding->severity >= report->fails_from;
}

/* Of the findings from `i` on that are in its file. */
static struct tests count_file(const struct report *report, size_t i)
{
    struct tests tests = {0};
    uint32_t document = report->findings[i]->document;
    for (; i < report->finding_count && report->findings[i]->document == document; i++) {
        tests.count++;
        if (fails(report, report->findings[i]))
            tests.failures++;
        else
            tests.skipped++;
    }
    return tests;
}

/* The line of `concise`, and below it what there is more to say. */
static void add_details(struct buf *out, const struct report *report, const struct finding *finding)
{
    struct buf text = {0};
    concise_line(&text, report, finding);
    text.n--;
    concise_more(&text, report, finding, RELATED_LIMIT);
    xml_add_lines(out, buf_str(&text));
    buf_free(&text);
}

static void add_case(struct buf *out, const struct report *report, const struct finding *finding)
{
    struct position at = position_of(report->documents[finding->document], finding->span.start);
    const char *outcome = fails(report, finding) ? "failure" : "skipped";
    struct buf name = {0}, message = {0};
    buf_printf(&name, "%s %u:%u", finding->rule->id, at.line, at.column);
    escape_add_cut(&message, finding->message, TEXT_COLUMNS);
    buf_add(out, STR("    <testcase"));
    xml_attribute(out, "classname", report->names[finding->document]);
    xml_attribute(out, "name", buf_str(&name));
    buf_printf(out, ">\n      <%s", outcome);
    xml_attribute(out, "type", str_from(severity_name(finding->severity)));
    xml_attribute(out, "message", buf_str(&message));
    buf_add_char(out, '>');
    add_details(out, report, finding);
    buf_printf(out, "</%s>\n    </testcase>\n", outcome);
    buf_free(&name);
    buf_free(&message);
}

static void add_counts(struct buf *out, struct tests tests, bool skipped)
{
    xml_attribute_number(out, "tests", tests.count);
    xml_attribute_number(out, "failures", tests.failures);
    xml_attribute_number(out, "errors", tests.errors);
    if (skipped)
        xml_attribute_number(out, "skipped", tests.skipped);
    buf_add(out, STR(">\n"));
}

/* The check itself: a report without any test would be taken for one that broke off. */
static void add_run(struct buf *out, const struct report *report)
{
    buf_add(out, STR("  <testsuite name=\"curlint\""));
    add_counts(out, (struct tests){.count = 1, .errors = report->incomplete}, true);
    buf_add(out, STR("    <testcase classname=\"curlint\" name=\"check\""));
    buf_add(out, report->incomplete
                     ? STR(">\n      <error type=\"incomplete\" message=\"not everything could be "
                           "read: standard error tells what\"/>\n    </testcase>\n")
                     : STR("/>\n"));
    buf_add(out, STR("  </testsuite>\n"));
}

static void write_junit(const struct report *report, struct buf *out)
{
    struct tests all = {.count = 1 + report->finding_count, .errors = report->incomplete};
    for (size_t i = 0; i < report->finding_count; i++)
        all.failures += fails(report, report->findings[i]);
    buf_add(out, STR(XML_HEAD "<testsuites name=\"curlint\""));
    add_counts(out, all, false);
    add_run(out, report);
    for (size_t i = 0; i < report->finding_count;) {
        struct tests tests = count_file(report, i);
        buf_add(out, STR("  <testsuite"));
        xml_attribute(out, "name", report->names[report->findings[i]->document]);
        add_counts(out, tests, true);
        for (size_t end = i + tests.count; i < end; i++)
            add_case(out, report, report->findings[i]);
        buf_add(out, STR("  </testsuite>\n"));
    }
    buf_add(out, STR("</testsuites>\n"));
}

const struct format format_junit = {
    .name = "junit",
    .summary = "the XML of JUnit: a test that failed for each finding that fails the check",
    .write = write_junit,
};
