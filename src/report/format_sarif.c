#include "report/format.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "report/occurrence.h"
#include "report/order.h"
#include "report/plain.h"
#include "report/sarif_rule.h"
#include "report/uri.h"
#include "report/utf16.h"

#include <inttypes.h>
#include <stdio.h>

/* SARIF 2.1.0 with errata 01, as GitHub's code scanning takes it: docs/formats.md. */
#define SCHEMA                                                                                     \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
#define ROOT "%SRCROOT%"

enum {
    RESULTS = 25000, /* of a run; more are refused */
    RELATED = 100,   /* of a result; more are not shown */
};

struct sarif {
    const struct report *report;
    struct utf16 *texts;  /* one a document; opened where a place is asked for */
    uint32_t *occurrence; /* one a marked finding: which of those with its fingerprint, from 1 */
};

/* A plain text message, 3.11: brackets would make a link, braces take an argument. */
static json_t *make_message(str message, str help)
{
    struct buf text = {0}, escaped = {0};
    plain_add_message(&text, message, help);
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        if (c == '\\' || c == '[' || c == ']')
            buf_add_char(&escaped, '\\');
        else if (c == '{' || c == '}')
            buf_add_char(&escaped, c);
        buf_add_char(&escaped, c);
    }
    json_t *object = json_object();
    json_put(object, "text", json_text(buf_str(&escaped)));
    buf_free(&text);
    buf_free(&escaped);
    return object;
}

/* Paths are below the root; only standard input may be given another name. */
static json_t *make_artifact_location(const struct report *report, uint32_t document)
{
    str path = report->documents[document]->path;
    bool below = !str_starts(path, STR("/")) && !str_starts(path, STR("../"));
    json_t *location = json_object();
    struct buf uri = {0};
    buf_add(&uri, str_starts(path, STR("/")) ? STR("file://") : STR(""));
    uri_add_path(&uri, path);
    json_put(location, "uri", json_text(buf_str(&uri)));
    if (below)
        json_put(location, "uriBaseId", json_string(ROOT));
    json_put(location, "index", json_integer(document));
    buf_free(&uri);
    return location;
}

static const struct utf16 *text_of(const struct sarif *sarif, uint32_t document)
{
    utf16_open(&sarif->texts[document], sarif->report->documents[document]);
    return &sarif->texts[document];
}

static json_t *make_region(const struct sarif *sarif, uint32_t document, struct span span)
{
    struct utf16_region region = utf16_region(text_of(sarif, document), span);
    json_t *object = json_object();
    json_put(object, "startLine", json_integer(region.start.line));
    json_put(object, "startColumn", json_integer(region.start.column));
    json_put(object, "endLine", json_integer(region.end.line));
    json_put(object, "endColumn", json_integer(region.end.column));
    return object;
}

static json_t *make_location(const struct sarif *sarif, uint32_t document, struct span span)
{
    json_t *location = json_object(), *physical = json_object();
    json_put(physical, "artifactLocation", make_artifact_location(sarif->report, document));
    json_put(physical, "region", make_region(sarif, document, span));
    json_put(location, "physicalLocation", physical);
    return location;
}

static json_t *one(json_t *item)
{
    json_t *array = json_array();
    json_array_append_new(array, item);
    return array;
}

static json_t *make_related(const struct sarif *sarif, const struct finding *finding)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < finding->related_count && i < RELATED; i++) {
        const struct related *related = &finding->related[i];
        json_t *location = make_location(sarif, related->document, related->span);
        json_put(location, "id", json_integer(i + 1));
        json_put(location, "message", make_message(related->message, STR("")));
        json_array_append_new(array, location);
    }
    return array;
}

/*
 * Whether a reader of SARIF can make the edits: it has text where we have bytes. What is only a
 * proposal (FIX_SHOW) is none.
 */
static bool can_fix(const struct sarif *sarif, const struct finding *finding)
{
    if (finding->edit_count == 0 || (finding->safety != FIX_SAFE && finding->safety != FIX_UNSAFE))
        return false;
    const struct utf16 *text = text_of(sarif, finding->document);
    for (uint32_t i = 0; i < finding->edit_count; i++) {
        const struct edit *edit = &finding->edits[i];
        if (!utf16_is_between(text, edit->span.start) || !utf16_is_between(text, edit->span.end) ||
            utf8_find_invalid(edit->text) != STR_NPOS)
            return false;
    }
    return true;
}

static json_t *make_fix(const struct sarif *sarif, const struct finding *finding)
{
    json_t *replacements = json_array();
    for (uint32_t i = 0; i < finding->edit_count; i++) {
        const struct edit *edit = &finding->edits[i];
        json_t *replacement = json_object(), *content = json_object();
        json_put(content, "text", json_text(edit->text));
        json_put(replacement, "deletedRegion", make_region(sarif, finding->document, edit->span));
        json_put(replacement, "insertedContent", content);
        json_array_append_new(replacements, replacement);
    }
    json_t *change = json_object(), *fix = json_object(), *properties = json_object();
    json_put(change, "artifactLocation", make_artifact_location(sarif->report, finding->document));
    json_put(change, "replacements", replacements);
    bool safe = finding->safety == FIX_SAFE;
    str description = finding->help.n > 0 ? finding->help
                      : safe              ? STR("a safe edit")
                                          : STR("an edit to be looked at");
    json_put(fix, "description", make_message(description, STR("")));
    json_put(fix, "artifactChanges", one(change));
    json_put(properties, "safety", json_string(safe ? "safe" : "unsafe"));
    json_put(fix, "properties", properties);
    return fix;
}

static json_t *make_suppression(const struct finding *finding)
{
    json_t *suppression = json_object();
    bool external =
        finding->suppressed_by == SUPPRESS_CONFIG || finding->suppressed_by == SUPPRESS_BASELINE;
    json_put(suppression, "kind", json_string(external ? "external" : "inSource"));
    json_put(suppression, "status", json_string("accepted"));
    if (finding->suppression_reason.n > 0)
        json_put(suppression, "justification", json_text(finding->suppression_reason));
    return suppression;
}

static json_t *make_fingerprints(const struct finding *finding, uint32_t occurrence)
{
    char text[40];
    snprintf(text, sizeof text, "%016" PRIx64 ":%" PRIu32, finding->fingerprint, occurrence);
    json_t *fingerprints = json_object();
    /* The name that GitHub goes by, and one of our own for the rest of the world. */
    json_put(fingerprints, "primaryLocationLineHash", json_string(text));
    json_put(fingerprints, "curlint/v1", json_string(text));
    return fingerprints;
}

static const char *const baseline_states[] = {
    [STATUS_NONE] = NULL,
    [STATUS_NEW] = "new",
    [STATUS_EXISTING] = "unchanged",
    [STATUS_FIXED] = "absent",
};

static json_t *make_properties(const struct sarif *sarif, const struct finding *finding)
{
    const struct document *doc = sarif->report->documents[finding->document];
    json_t *properties = json_object();
    if (finding->entry != NO_INDEX)
        json_put(properties, "entry", json_text(doc->entries[finding->entry].key));
    if (finding->url.n > 0)
        json_put(properties, "url", json_text_masked(finding->url));
    return properties;
}

/* A field whose value may be empty, and then is not there. */
static void put_filled(json_t *object, const char *key, json_t *value)
{
    if (json_array_size(value) > 0 || json_object_size(value) > 0)
        json_put(object, key, value);
    else
        json_decref(value);
}

static json_t *make_result(const struct sarif *sarif, size_t index)
{
    const struct report *report = sarif->report;
    const struct finding *finding = report->marked[index];
    json_t *result = json_object();
    json_put(result, "ruleId", json_string(finding->rule->id));
    json_put(result, "ruleIndex", json_integer(finding->rule - report->rules));
    json_put(result, "level", json_string(sarif_level(finding->severity)));
    json_put(result, "message", make_message(finding->message, finding->help));
    json_put(result, "locations", one(make_location(sarif, finding->document, finding->span)));
    json_put(result, "partialFingerprints", make_fingerprints(finding, sarif->occurrence[index]));
    put_filled(result, "relatedLocations", make_related(sarif, finding));
    if (can_fix(sarif, finding))
        json_put(result, "fixes", one(make_fix(sarif, finding)));
    /* Empty tells that it was asked for: 3.27.23 wants it on all results or on none. */
    json_put(result, "suppressions",
             finding->suppressed ? one(make_suppression(finding)) : json_array());
    if (baseline_states[finding->status])
        json_put(result, "baselineState", json_string(baseline_states[finding->status]));
    put_filled(result, "properties", make_properties(sarif, finding));
    return result;
}

static json_t *make_tool(const struct report *report)
{
    json_t *tool = json_object(), *driver = json_object(), *rules = json_array();
    for (const struct rule_entry *entry = report->rules; entry->id; entry++)
        json_array_append_new(rules, sarif_rule(entry));
    json_put(driver, "name", json_string("curlint"));
    json_put(driver, "version", json_string(CURLINT_VERSION));
    json_put(driver, "semanticVersion", json_string(CURLINT_VERSION));
    json_put(driver, "informationUri", json_string(PLAIN_HOME));
    json_put(driver, "rules", rules);
    json_put(tool, "driver", driver);
    return tool;
}

static json_t *make_invocation(const struct report *report)
{
    json_t *invocation = json_object();
    json_put(invocation, "executionSuccessful", json_boolean(!report->incomplete));
    if (report->marked_count > RESULTS) {
        struct buf text = {0};
        buf_printf(&text, "%zu further findings are not listed: a run holds at most %d results",
                   report->marked_count - RESULTS, RESULTS);
        json_t *notification = json_object();
        json_put(notification, "level", json_string("warning"));
        json_put(notification, "message", make_message(buf_str(&text), STR("")));
        json_put(invocation, "toolExecutionNotifications", one(notification));
        buf_free(&text);
    }
    return invocation;
}

static json_t *make_artifact(const struct report *report, uint32_t document)
{
    json_t *artifact = json_object();
    json_put(artifact, "location", make_artifact_location(report, document));
    json_put(artifact, "mimeType", json_string("text/markdown"));
    json_put(artifact, "roles", one(json_string("analysisTarget")));
    return artifact;
}

/* Append an array item of the run: one at a time, the tree of all would take a gigabyte. */
static void add_item(struct buf *out, bool first, json_t *item)
{
    buf_add(out, first ? STR("\n        ") : STR(",\n        "));
    json_write(out, item, 8);
}

static void add_results(const struct sarif *sarif, struct buf *out)
{
    const struct report *report = sarif->report;
    size_t *order = order_by_importance(report->marked, report->marked_count);
    for (size_t i = 0; i < report->marked_count && i < RESULTS; i++)
        add_item(out, i == 0, make_result(sarif, order[i]));
    mem_free(order);
}

static void write_sarif(const struct report *report, struct buf *out)
{
    const struct sarif sarif = {
        .report = report,
        .texts = mem_alloc(report->document_count, sizeof *sarif.texts),
        .occurrence = occurrence_number(report),
    };
    buf_add(out, STR("{\n  \"$schema\": \"" SCHEMA "\",\n"
                     "  \"version\": \"2.1.0\",\n"
                     "  \"runs\": [\n    {\n      \"tool\": "));
    json_write(out, make_tool(report), 6);
    buf_add(out, STR(",\n      \"invocations\": ["));
    add_item(out, true, make_invocation(report));
    buf_add(out, STR("\n      ],\n      \"columnKind\": \"utf16CodeUnits\",\n"
                     "      \"newlineSequences\": [\"\\r\\n\", \"\\n\", \"\\r\"],\n"
                     "      \"artifacts\": ["));
    for (uint32_t i = 0; i < report->document_count; i++)
        add_item(out, i == 0, make_artifact(report, i));
    buf_add(out, STR("\n      ],\n      \"results\": ["));
    add_results(&sarif, out);
    buf_add(out, STR("\n      ]\n    }\n  ]\n}\n"));
    for (uint32_t i = 0; i < report->document_count; i++)
        utf16_free(&sarif.texts[i]);
    mem_free(sarif.texts);
    mem_free(sarif.occurrence);
}

const struct format format_sarif = {
    .name = "sarif",
    .summary = "SARIF 2.1.0, for code scanning and editors",
    .write = write_sarif,
};
