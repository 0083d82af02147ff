#include "report/format.h"

#include "report/json.h"
#include "report/record.h"

/* The objects of the JSON report, a line each, so that a reader needs no more than one at a time.
 */
static void write_ndjson(const struct report *report, struct buf *out)
{
    for (size_t i = 0; i < report->finding_count; i++)
        json_write_line(out, record_finding(report, report->findings[i]));
    json_t *last = json_object();
    json_put(last, "schema", json_integer(RECORD_SCHEMA));
    json_put(last, "summary", record_summary(report));
    if (report->comparison.source)
        json_put(last, "comparison", record_comparison(report));
    json_write_line(out, last);
}

const struct format format_ndjson = {
    .name = "ndjson",
    .summary = "the objects of json, one line a finding and one with the totals",
    .write = write_ndjson,
};
