#include "report/record.h"

#include "report/evidence.h"
#include "report/json.h"
#include "report/position.h"

#include <inttypes.h>
#include <stdio.h>

static const char *const safety_names[] = {
    [FIX_NONE] = "none",
    [FIX_SAFE] = "safe",
    [FIX_UNSAFE] = "unsafe",
    [FIX_SHOW] = "show",
};

static const char *const status_names[] = {
    [STATUS_NEW] = "new",
    [STATUS_EXISTING] = "existing",
    [STATUS_FIXED] = "fixed",
};

static const char *const fate_names[] = {
    [FATE_SAME] = "none",
    [FATE_EDITED] = "edited",
    [FATE_ADDED] = "added",
};

static void set_place(json_t *object, const struct report *report, uint32_t document,
                      struct span span)
{
    const struct document *doc = report->documents[document];
    struct position start = position_of(doc, span.start), end = position_of(doc, span.end);
    json_put(object, "file", json_text(report->names[document]));
    json_put(object, "line", json_integer(start.line));
    json_put(object, "column", json_integer(start.column));
    json_put(object, "end_line", json_integer(end.line));
    json_put(object, "end_column", json_integer(end.column));
}

static json_t *make_entry(const struct document *doc, const struct entry *entry)
{
    json_t *object = json_object();
    json_put(object, "key", json_text(entry->key));
    json_put(object, "title", json_text(document_text(doc, entry->title)));
    json_put(object, "section", json_text(doc->sections[entry->section].text));
    return object;
}

static json_t *make_related(const struct report *report, const struct finding *finding)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < finding->related_count; i++) {
        const struct related *related = &finding->related[i];
        json_t *object = json_object();
        json_put(object, "message", json_text(related->message));
        set_place(object, report, related->document, related->span);
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *make_fix(const struct finding *finding)
{
    json_t *object = json_object(), *edits = json_array();
    json_put(object, "safety", json_string(safety_names[finding->safety]));
    for (uint32_t i = 0; i < finding->edit_count; i++) {
        json_t *edit = json_object();
        json_put(edit, "start", json_integer(finding->edits[i].span.start));
        json_put(edit, "end", json_integer(finding->edits[i].span.end));
        json_put(edit, "text", json_text(finding->edits[i].text));
        json_array_append_new(edits, edit);
    }
    json_put(object, "edits", edits);
    return object;
}

json_t *record_finding(const struct report *report, const struct finding *finding)
{
    const struct document *doc = report->documents[finding->document];
    char fingerprint[17];
    snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64, finding->fingerprint);
    json_t *object = json_object();
    json_put(object, "rule", json_string(finding->rule->id));
    json_put(object, "severity", json_string(severity_name(finding->severity)));
    json_put(object, "message", json_text(finding->message));
    set_place(object, report, finding->document, finding->span);
    json_put(object, "fingerprint", json_string(fingerprint));
    if (finding->status != STATUS_NONE) {
        json_put(object, "status", json_string(status_names[finding->status]));
        json_put(object, "change", json_string(fate_names[finding->fate]));
    }
    if (finding->url.n > 0)
        json_put(object, "url", json_text_masked(finding->url));
    if (finding->evidence)
        json_put(object, "evidence", evidence_json(finding->evidence));
    if (finding->entry != NO_INDEX)
        json_put(object, "entry", make_entry(doc, &doc->entries[finding->entry]));
    json_put(object, "related", make_related(report, finding));
    if (finding->edit_count > 0)
        json_put(object, "fix", make_fix(finding));
    return object;
}

json_t *record_summary(const struct report *report)
{
    json_t *object = json_object();
    json_put(object, "errors", json_integer(report->summary.errors));
    json_put(object, "warnings", json_integer(report->summary.warnings));
    json_put(object, "infos", json_integer(report->summary.infos));
    json_put(object, "suppressed", json_integer(report->summary.suppressed));
    json_put(object, "entries", json_integer(report->summary.entries));
    json_put(object, "files", json_integer(report->summary.files));
    json_put(object, "fixed", json_integer(report->summary.fixed));
    return object;
}

json_t *record_comparison(const struct report *report)
{
    uint32_t count[STATUS_FIXED + 1] = {0};
    for (size_t i = 0; i < report->finding_count; i++)
        count[report->findings[i]->status]++;
    json_t *object = json_object();
    json_put(object, "base",
             report->comparison.base[0] ? json_string(report->comparison.base) : json_null());
    json_put(object, "source", json_string(report->comparison.source));
    json_put(object, "why", json_text(str_from(report->comparison.why)));
    json_put(object, "new", json_integer(count[STATUS_NEW]));
    json_put(object, "existing", json_integer(count[STATUS_EXISTING]));
    json_put(object, "fixed", json_integer(report->comparison.gone));
    return object;
}
