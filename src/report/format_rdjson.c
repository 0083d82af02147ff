#include "report/format.h"

#include "base/utf8.h"
#include "report/json.h"
#include "report/plain.h"
#include "report/position.h"

/* The Reviewdog Diagnostic Format: proto/rdf of reviewdog. */
enum { RELATED = 100, SUGGESTION_BYTES = 4096 };

/* Columns count bytes of the line as it is in the file: with a byte order mark. */
static json_t *make_position(const struct document *doc, uint32_t offset)
{
    struct position at = position_of(doc, offset);
    json_t *object = json_object();
    json_put(object, "line", json_integer(at.line));
    json_put(object, "column", json_integer(at.line == 1 ? offset + 1 : at.column));
    return object;
}

static json_t *make_range(const struct document *doc, struct span span)
{
    json_t *range = json_object();
    json_put(range, "start", make_position(doc, span.start));
    json_put(range, "end", make_position(doc, span.end));
    return range;
}

static json_t *make_location(const struct report *report, uint32_t document, struct span span)
{
    json_t *location = json_object();
    json_put(location, "path", json_text(report->names[document]));
    json_put(location, "range", make_range(report->documents[document], span));
    return location;
}

static json_t *make_related(const struct report *report, const struct finding *finding)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < finding->related_count && i < RELATED; i++) {
        const struct related *related = &finding->related[i];
        json_t *object = json_object();
        json_put(object, "message", json_text(related->message));
        json_put(object, "location", make_location(report, related->document, related->span));
        json_array_append_new(array, object);
    }
    return array;
}

/*
 * All edits as one: each suggestion is taken by itself, and a fix is made as a whole or not at all.
 * One over many lines, or that text cannot say, is none; nor is what is only proposed.
 */
static void put_suggestion(json_t *diagnostic, const struct document *doc,
                           const struct finding *finding)
{
    if (finding->edit_count == 0 || (finding->safety != FIX_SAFE && finding->safety != FIX_UNSAFE))
        return;
    struct span whole =
        span_of(finding->edits[0].span.start, finding->edits[finding->edit_count - 1].span.end);
    if (whole.end - whole.start > SUGGESTION_BYTES)
        return;
    struct buf text = {0};
    size_t from = whole.start;
    for (uint32_t i = 0; i < finding->edit_count; i++) {
        const struct edit *edit = &finding->edits[i];
        buf_add(&text, str_sub(doc->source, from, edit->span.start));
        buf_add(&text, edit->text);
        from = edit->span.end;
    }
    if (utf8_find_invalid(buf_str(&text)) == STR_NPOS) {
        json_t *suggestion = json_object(), *list = json_array();
        json_put(suggestion, "range", make_range(doc, whole));
        json_put(suggestion, "text", json_text(buf_str(&text)));
        json_array_append_new(list, suggestion);
        json_put(diagnostic, "suggestions", list);
    }
    buf_free(&text);
}

static json_t *make_code(const struct finding *finding)
{
    struct buf page = {0};
    buf_printf(&page, PLAIN_PAGES "%s.md", finding->rule->id);
    json_t *code = json_object();
    json_put(code, "value", json_string(finding->rule->id));
    json_put(code, "url", json_text(buf_str(&page)));
    buf_free(&page);
    return code;
}

static json_t *make_diagnostic(const struct report *report, const struct finding *finding)
{
    static const char *const severities[] = {
        [SEVERITY_OFF] = "INFO",
        [SEVERITY_INFO] = "INFO",
        [SEVERITY_WARNING] = "WARNING",
        [SEVERITY_ERROR] = "ERROR",
    };
    struct buf text = {0};
    plain_add_message(&text, finding->message, finding->help);
    json_t *diagnostic = json_object();
    json_put(diagnostic, "message", json_text(buf_str(&text)));
    json_put(diagnostic, "location", make_location(report, finding->document, finding->span));
    json_put(diagnostic, "severity", json_string(severities[plain_severity(finding)]));
    json_put(diagnostic, "code", make_code(finding));
    put_suggestion(diagnostic, report->documents[finding->document], finding);
    if (finding->related_count > 0)
        json_put(diagnostic, "related_locations", make_related(report, finding));
    buf_free(&text);
    return diagnostic;
}

static void write_rdjson(const struct report *report, struct buf *out)
{
    buf_add(out, STR("{\n  \"source\": {\n    \"name\": \"curlint\",\n"
                     "    \"url\": \"" PLAIN_HOME "\"\n  },\n  \"diagnostics\": ["));
    for (size_t i = 0; i < report->finding_count; i++) {
        buf_add(out, i > 0 ? STR(",\n    ") : STR("\n    "));
        json_write(out, make_diagnostic(report, report->findings[i]), 4);
    }
    buf_add(out, report->finding_count > 0 ? STR("\n  ]\n}\n") : STR("]\n}\n"));
}

const struct format format_rdjson = {
    .name = "rdjson",
    .summary = "the format of reviewdog, which comments on pull requests anywhere",
    .write = write_rdjson,
};
