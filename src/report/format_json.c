#include "report/format.h"

#include "report/audit_record.h"
#include "report/json.h"
#include "report/record.h"

static json_t *make_finding(const struct report *report, size_t i)
{
    json_t *finding = record_finding(report, report->findings[i]);
    if (report->audit)
        json_put(finding, "new", json_boolean(report->audit->fresh[i]));
    return finding;
}

/* All links with something the matter, listed or not. */
static void add_links(struct buf *out, const struct report *report)
{
    const struct report_audit *audit = report->audit;
    buf_add(out, STR(",\n  \"links\": ["));
    for (size_t i = 0; i < audit->link_count; i++) {
        buf_add(out, i > 0 ? STR(",\n    ") : STR("\n    "));
        json_write(out, audit_record_link(report, &audit->links[i]), 4);
    }
    buf_add(out, audit->link_count > 0 ? STR("\n  ]") : STR("]"));
}

/* One finding at a time: the tree of 200,000 would take a gigabyte. */
static void write_json(const struct report *report, struct buf *out)
{
    buf_printf(out, "{\n  \"schema\": %d,\n  \"findings\": [", RECORD_SCHEMA);
    for (size_t i = 0; i < report->finding_count; i++) {
        buf_add(out, i > 0 ? STR(",\n    ") : STR("\n    "));
        json_write(out, make_finding(report, i), 4);
    }
    buf_add(out, report->finding_count > 0 ? STR("\n  ],\n") : STR("],\n"));
    buf_add(out, STR("  \"summary\": "));
    json_write(out, record_summary(report), 2);
    if (report->comparison.source) {
        buf_add(out, STR(",\n  \"comparison\": "));
        json_write(out, record_comparison(report), 2);
    }
    if (report->audit) {
        add_links(out, report);
        buf_add(out, STR(",\n  \"audit\": "));
        json_write(out, audit_record(report), 2);
    }
    buf_add(out, STR("\n}\n"));
}

static void write_statistics(const struct statistics *statistics, struct buf *out)
{
    json_t *root = json_object(), *list = json_array();
    for (size_t i = 0; i < statistics->n; i++) {
        const struct rule_count *count = &statistics->at[i];
        json_t *object = json_object();
        json_put(object, "rule", json_string(count->rule->id));
        json_put(object, "severity", json_string(severity_name(count->severity)));
        json_put(object, "findings", json_integer(count->findings));
        json_put(object, "safe_fixes", json_integer(count->safe));
        json_array_append_new(list, object);
    }
    json_put(root, "schema", json_integer(RECORD_SCHEMA));
    json_put(root, "statistics", list);
    json_write(out, root, 0);
    buf_add_char(out, '\n');
}

const struct format format_json = {
    .name = "json",
    .summary = "one object, docs/json.md tells which, for programs",
    .write = write_json,
    .statistics = write_statistics,
};
