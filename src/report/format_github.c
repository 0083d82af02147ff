#include "report/format.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "report/closing.h"
#include "report/concise.h"
#include "report/escape.h"
#include "report/order.h"
#include "report/plain.h"
#include "report/utf16.h"

#include <string.h>

/*
 * Workflow commands, as GitHub's runner reads them (actions/runner, ActionCommandManager.cs), and
 * after them, as plain lines, what has no place among the annotations.
 */
enum {
    ANNOTATIONS = 10,     /* of a kind, of a step; more are dropped */
    MESSAGE_UNITS = 4096, /* UTF-16; what is longer is cut */
    TEXT_COLUMNS = 500,   /* of a message or help: a list may hold a URL of any length */
    RELATED_LIMIT = 3,
};

static const char *const kinds[] = {
    [SEVERITY_OFF] = "notice",
    [SEVERITY_INFO] = "notice",
    [SEVERITY_WARNING] = "warning",
    [SEVERITY_ERROR] = "error",
};

/* `special` are the bytes that end a part of the command; "%" goes with the rest: one pass. */
static void add_encoded(struct buf *out, str text, const char *special)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        if (c != '\0' && strchr(special, c))
            buf_printf(out, "%%%02X", (unsigned char)c);
        else
            buf_add_char(out, c);
    }
}

static void add_property(struct buf *out, str text)
{
    add_encoded(out, text, "%\r\n:,");
}

static void add_data(struct buf *out, str text)
{
    add_encoded(out, text, "%\r\n");
}

/* As much of `text` as the runner keeps, with "…" for the rest. */
static str cut_message(struct buf *text)
{
    size_t at = 0, fits = 0;
    uint32_t units = 0;
    while (at < text->n) {
        int32_t code;
        at += utf8_next(str_skip(buf_str(text), at), &code);
        units += code > 0xffff ? 2 : 1;
        if (units < MESSAGE_UNITS)
            fits = at;
        if (units > MESSAGE_UNITS) {
            text->n = fits;
            buf_add(text, STR("\xe2\x80\xa6"));
            break;
        }
    }
    return buf_str(text);
}

/* The annotation does not show the column, nor the log the place: both read the message. */
static void add_message(struct buf *out, const struct report *report, const struct finding *finding)
{
    struct buf text = {0};
    concise_place(&text, report, finding->document, finding->span);
    buf_add(&text, STR(": "));
    escape_add_cut(&text, finding->message, TEXT_COLUMNS);
    concise_more(&text, report, finding, RELATED_LIMIT);
    add_data(out, cut_message(&text));
    buf_free(&text);
}

static void add_file(struct buf *out, const struct report *report, uint32_t document)
{
    struct buf path = {0};
    escape_add(&path, report->folder);
    escape_add(&path, report->documents[document]->path);
    add_property(out, buf_str(&path));
    buf_free(&path);
}

/* The runner takes columns only where the region is in one line. */
static void add_annotation(struct buf *out, const struct report *report,
                           const struct finding *finding, struct utf16 *text)
{
    const struct document *doc = report->documents[finding->document];
    struct span span = finding->span;
    uint32_t line = document_line(doc, span.start);
    uint32_t last = document_line(doc, span_is_empty(span) ? span.start : span.end - 1);
    buf_printf(out, "::%s file=", kinds[plain_severity(finding)]);
    add_file(out, report, finding->document);
    buf_printf(out, ",line=%u,endLine=%u", line + 1, last + 1);
    if (line == last) {
        struct span end = document_line_span(doc, line);
        utf16_open(text, doc);
        struct utf16_region region =
            utf16_region(text, span_of(span.start, span.end < end.end ? span.end : end.end));
        buf_printf(out, ",col=%u,endColumn=%u", region.start.column, region.end.column);
    }
    buf_add(out, STR(",title="));
    add_property(out, STR("curlint "));
    add_property(out, str_from(finding->rule->id));
    add_property(out, str_from(finding_history(finding)));
    buf_add(out, STR("::"));
    add_message(out, report, finding);
    buf_add_char(out, '\n');
}

/* Whether each finding is among those of its kind that are shown; counts those that are not. */
static size_t choose(const struct report *report, bool *shown)
{
    size_t left[SEVERITY_ERROR + 1] = {0}, hidden = 0;
    for (size_t i = 0; i <= SEVERITY_ERROR; i++)
        left[i] = ANNOTATIONS;
    left[SEVERITY_INFO]--; /* one is kept for the notice of how many more there are */
    size_t *order = order_spread(report->findings, report->finding_count, report->rules);
    for (size_t i = 0; i < report->finding_count; i++) {
        size_t *room = &left[plain_severity(report->findings[order[i]])];
        shown[order[i]] = *room > 0;
        if (*room > 0)
            (*room)--;
        else
            hidden++;
    }
    mem_free(order);
    return hidden;
}

static void add_annotations(struct buf *out, const struct report *report, const bool *shown)
{
    for (int severity = SEVERITY_ERROR; severity >= SEVERITY_OFF; severity--) {
        struct utf16 text = {0};
        for (size_t i = 0; i < report->finding_count; i++) {
            const struct finding *finding = report->findings[i];
            if (!shown[i] || plain_severity(finding) != (enum severity)severity)
                continue;
            if (text.doc != report->documents[finding->document])
                utf16_free(&text);
            add_annotation(out, report, finding, &text);
        }
        utf16_free(&text);
    }
}

static void write_github(const struct report *report, struct buf *out)
{
    bool *shown = mem_alloc(report->finding_count, sizeof *shown);
    size_t hidden = choose(report, shown);
    add_annotations(out, report, shown);
    if (hidden > 0) {
        buf_printf(out,
                   "::notice title=curlint::%zu more %s in the log of this step: GitHub shows %d "
                   "annotations of a kind\n::group::%zu more\n",
                   hidden, hidden == 1 ? "finding is" : "findings are", ANNOTATIONS, hidden);
        for (size_t i = 0; i < report->finding_count; i++)
            if (!shown[i])
                concise_line(out, report, report->findings[i]);
        buf_add(out, STR("::endgroup::\n"));
    }
    buf_add(out, STR("curlint: "));
    closing_add(out, report);
    buf_add_char(out, '\n');
    mem_free(shown);
}

const struct format format_github = {
    .name = "github",
    .summary = "annotations of a pull request, for a step of GitHub Actions",
    .lines = true,
    .write = write_github,
};
