#include "report/format.h"

#include "report/json.h"
#include "report/position.h"

#include <inttypes.h>
#include <stdio.h>

/* Described in docs/json.md and docs/findings.schema.json. */
enum { SCHEMA = 1 };

static const char *const safety_names[] = {
    [FIX_NONE] = "none",
    [FIX_SAFE] = "safe",
    [FIX_UNSAFE] = "unsafe",
    [FIX_SHOW] = "show",
};

static void set(json_t *object, const char *key, json_t *value)
{
    json_object_set_new_nocheck(object, key, value);
}

static void set_place(json_t *object, const struct report *report, uint32_t document,
                      struct span span)
{
    const struct document *doc = report->documents[document];
    struct position start = position_of(doc, span.start), end = position_of(doc, span.end);
    set(object, "file", json_text(report->names[document]));
    set(object, "line", json_integer(start.line));
    set(object, "column", json_integer(start.column));
    set(object, "end_line", json_integer(end.line));
    set(object, "end_column", json_integer(end.column));
}

static json_t *make_entry(const struct document *doc, const struct entry *entry)
{
    json_t *object = json_object();
    set(object, "key", json_text(entry->key));
    set(object, "title", json_text(document_text(doc, entry->title)));
    set(object, "section", json_text(doc->sections[entry->section].text));
    return object;
}

static json_t *make_related(const struct report *report, const struct finding *finding)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < finding->related_count; i++) {
        const struct related *related = &finding->related[i];
        json_t *object = json_object();
        set(object, "message", json_text(related->message));
        set_place(object, report, related->document, related->span);
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *make_fix(const struct finding *finding)
{
    json_t *object = json_object(), *edits = json_array();
    set(object, "safety", json_string(safety_names[finding->safety]));
    for (uint32_t i = 0; i < finding->edit_count; i++) {
        json_t *edit = json_object();
        set(edit, "start", json_integer(finding->edits[i].span.start));
        set(edit, "end", json_integer(finding->edits[i].span.end));
        set(edit, "text", json_text(finding->edits[i].text));
        json_array_append_new(edits, edit);
    }
    set(object, "edits", edits);
    return object;
}

static json_t *make_finding(const struct report *report, const struct finding *finding)
{
    const struct document *doc = report->documents[finding->document];
    char fingerprint[17];
    snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64, finding->fingerprint);
    json_t *object = json_object();
    set(object, "rule", json_string(finding->rule->id));
    set(object, "severity", json_string(severity_name(finding->severity)));
    set(object, "message", json_text(finding->message));
    set_place(object, report, finding->document, finding->span);
    set(object, "fingerprint", json_string(fingerprint));
    if (finding->url.n > 0)
        set(object, "url", json_text(finding->url));
    if (finding->entry != NO_INDEX)
        set(object, "entry", make_entry(doc, &doc->entries[finding->entry]));
    set(object, "related", make_related(report, finding));
    if (finding->edit_count > 0)
        set(object, "fix", make_fix(finding));
    return object;
}

static json_t *make_summary(const struct report *report)
{
    json_t *object = json_object();
    set(object, "errors", json_integer(report->summary.errors));
    set(object, "warnings", json_integer(report->summary.warnings));
    set(object, "infos", json_integer(report->summary.infos));
    set(object, "entries", json_integer(report->summary.entries));
    set(object, "files", json_integer(report->summary.files));
    return object;
}

/* One finding at a time: the tree of 200,000 would take a gigabyte. */
static void write_json(const struct report *report, struct buf *out)
{
    buf_printf(out, "{\n  \"schema\": %d,\n  \"findings\": [", SCHEMA);
    for (size_t i = 0; i < report->finding_count; i++) {
        buf_add(out, i > 0 ? STR(",\n    ") : STR("\n    "));
        json_write(out, make_finding(report, report->findings[i]), 4);
    }
    buf_add(out, report->finding_count > 0 ? STR("\n  ],\n") : STR("],\n"));
    buf_add(out, STR("  \"summary\": "));
    json_write(out, make_summary(report), 2);
    buf_add(out, STR("\n}\n"));
}

const struct format format_json = {
    .name = "json",
    .summary = "one object, docs/json.md tells which, for programs",
    .write = write_json,
};
