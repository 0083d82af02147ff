#include "report/format.h"

#include "base/secret.h"

#include "report/closing.h"
#include "report/escape.h"
#include "report/position.h"
#include "report/window.h"

#include <stdio.h>

enum {
    DEFAULT_WIDTH = 100,
    TEXT_COLUMNS = 500, /* of a message or help: a list may hold a URL of any length */
    EDIT_COLUMNS = 60,
    RELATED_LIMIT = 5,
};

enum style { STYLE_ERROR, STYLE_WARNING, STYLE_INFO, STYLE_TITLE, STYLE_GUTTER, STYLE_HELP };

/* ECMA-48, SGR. */
static const char *const colors[] = {
    [STYLE_ERROR] = "1;31", [STYLE_WARNING] = "1;33", [STYLE_INFO] = "1;36",
    [STYLE_TITLE] = "1",    [STYLE_GUTTER] = "1;34",  [STYLE_HELP] = "1;36",
};

static const enum style severity_styles[] = {
    [SEVERITY_OFF] = STYLE_INFO,
    [SEVERITY_INFO] = STYLE_INFO,
    [SEVERITY_WARNING] = STYLE_WARNING,
    [SEVERITY_ERROR] = STYLE_ERROR,
};

static const char *const safety_names[] = {
    [FIX_NONE] = "none",
    [FIX_SAFE] = "safe",
    [FIX_UNSAFE] = "unsafe",
    [FIX_SHOW] = "by hand",
};

/* A line as it is shown, without passwords; kept since many findings may be on one long line. */
struct shown {
    const struct document *doc; /* NULL: none yet */
    uint32_t line;
    struct buf text;
};

/* One finding being written. */
struct screen {
    const struct report *report;
    struct buf *out;
    int gutter;          /* digits of the largest line number shown */
    struct shown *shown; /* two: of the last finding, and of what was related last */
};

static void begin(const struct screen *screen, enum style style)
{
    if (screen->report->color)
        buf_printf(screen->out, "\x1b[%sm", colors[style]);
}

static void end(const struct screen *screen)
{
    if (screen->report->color)
        buf_add(screen->out, STR("\x1b[0m"));
}

static void paint(const struct screen *screen, enum style style, str text)
{
    begin(screen, style);
    buf_add(screen->out, text);
    end(screen);
}

/* What stands left of the text: blanks as wide as a line number, then `sign`. */
static void add_gutter(const struct screen *screen, const char *sign)
{
    begin(screen, STYLE_GUTTER);
    buf_printf(screen->out, "%*s%s", screen->gutter, "", sign);
    end(screen);
}

static void repeat(struct buf *out, char c, uint32_t count)
{
    while (count-- > 0)
        buf_add_char(out, c);
}

/* "  = help: TEXT" */
static void add_note(const struct screen *screen, str label, str text)
{
    add_gutter(screen, " = ");
    paint(screen, STYLE_HELP, label);
    buf_add(screen->out, STR(": "));
    escape_add_cut(screen->out, text, TEXT_COLUMNS);
    buf_add_char(screen->out, '\n');
}

static str show_line(struct shown *shown, const struct document *doc, uint32_t line)
{
    if (shown->doc != doc || shown->line != line) {
        buf_clear(&shown->text);
        buf_add(&shown->text, document_text(doc, document_line_span(doc, line)));
        secret_mask(shown->text.at, shown->text.n);
        shown->doc = doc;
        shown->line = line;
    }
    return buf_str(&shown->text);
}

/* The line that the span begins on, with `sign` under the span. */
static void add_source(const struct screen *screen, const struct document *doc, struct span span,
                       char sign, enum style style)
{
    struct buf *out = screen->out;
    if (doc->source.n == 0)
        return; /* a picture, or an empty list */
    uint32_t number = document_line(doc, span.start);
    struct span line = document_line_span(doc, number);
    uint32_t width = screen->report->width ? screen->report->width : DEFAULT_WIDTH;
    uint32_t margin = (uint32_t)screen->gutter + 3;
    uint32_t from = span.start > line.start ? span.start - line.start : 0;
    uint32_t to = span.end > line.start ? span.end - line.start : 0;
    struct buf text = {0};
    struct shown *shown = &screen->shown[sign == '^' ? 0 : 1];
    struct window window = window_write(&text, show_line(shown, doc, number), span_of(from, to),
                                        width > margin ? width - margin : 0);
    add_gutter(screen, " |\n");
    begin(screen, STYLE_GUTTER);
    buf_printf(out, "%*u |", screen->gutter, number + 1);
    end(screen);
    if (text.n > 0)
        buf_add_char(out, ' ');
    buf_add(out, buf_str(&text));
    buf_add_char(out, '\n');
    add_gutter(screen, " | ");
    repeat(out, ' ', window.start);
    begin(screen, style);
    repeat(out, sign, window.columns);
    end(screen);
    buf_add_char(out, '\n');
    buf_free(&text);

    uint32_t last = document_line(doc, span.end > span.start ? span.end - 1 : span.start);
    if (last > number) {
        char note[32];
        int n = snprintf(note, sizeof note, "it goes on to line %u", last + 1);
        add_note(screen, STR("note"), (str){note, (size_t)n});
    }
}

static void add_place(const struct screen *screen, uint32_t document, struct span span)
{
    const struct report *report = screen->report;
    struct position at = position_of(report->documents[document], span.start);
    add_gutter(screen, "--> ");
    escape_add(screen->out, report->names[document]);
    buf_printf(screen->out, ":%u:%u\n", at.line, at.column);
}

static void add_quoted(struct buf *out, str text)
{
    struct buf shown = {0};
    buf_add(&shown, text);
    secret_mask(shown.at, shown.n);
    buf_add_char(out, '"');
    escape_add_cut(out, buf_str(&shown), EDIT_COLUMNS);
    buf_add_char(out, '"');
    buf_free(&shown);
}

static void add_fix(const struct screen *screen, const struct finding *finding)
{
    struct buf *out = screen->out;
    const struct document *doc = screen->report->documents[finding->document];
    const struct edit *edit = &finding->edits[0];
    str old = document_text(doc, edit->span);
    add_gutter(screen, " = ");
    paint(screen, STYLE_HELP, STR("fix"));
    buf_add(out, STR(": "));
    if (finding->edit_count > 1) {
        buf_printf(out, "%u edits", finding->edit_count);
    } else if (old.n == 0) {
        buf_add(out, STR("insert "));
        add_quoted(out, edit->text);
    } else if (edit->text.n == 0) {
        buf_add(out, STR("delete "));
        add_quoted(out, old);
    } else {
        add_quoted(out, old);
        buf_add(out, STR(" -> "));
        add_quoted(out, edit->text);
    }
    buf_printf(out, " (%s)\n", safety_names[finding->safety]);
}

static void add_related(const struct screen *screen, const struct finding *finding)
{
    struct buf *out = screen->out;
    uint32_t shown =
        finding->related_count < RELATED_LIMIT ? finding->related_count : RELATED_LIMIT;
    for (uint32_t i = 0; i < shown; i++) {
        const struct related *related = &finding->related[i];
        paint(screen, STYLE_TITLE, STR("note"));
        buf_add(out, STR(": "));
        escape_add_cut(out, related->message, TEXT_COLUMNS);
        buf_add_char(out, '\n');
        add_place(screen, related->document, related->span);
        add_source(screen, screen->report->documents[related->document], related->span, '-',
                   STYLE_GUTTER);
    }
    if (finding->related_count > shown) {
        paint(screen, STYLE_TITLE, STR("note"));
        buf_printf(out, ": and %u more\n", finding->related_count - shown);
    }
}

static int digits(uint32_t number)
{
    int count = 1;
    while (number /= 10)
        count++;
    return count;
}

static int gutter_of(const struct report *report, const struct finding *finding)
{
    uint32_t most = document_line(report->documents[finding->document], finding->span.start);
    for (uint32_t i = 0; i < finding->related_count && i < RELATED_LIMIT; i++) {
        const struct related *related = &finding->related[i];
        uint32_t line = document_line(report->documents[related->document], related->span.start);
        most = line > most ? line : most;
    }
    return digits(most + 1);
}

static void add_finding(const struct report *report, const struct finding *finding,
                        struct shown *shown, struct buf *out)
{
    const struct screen screen = {report, out, gutter_of(report, finding), shown};
    enum style style = severity_styles[finding->severity];
    begin(&screen, style);
    buf_printf(out, "%s[%s]", severity_name(finding->severity), finding->rule->id);
    end(&screen);
    buf_add(out, str_from(finding_history(finding)));
    begin(&screen, STYLE_TITLE);
    buf_add(out, STR(": "));
    escape_add_cut(out, finding->message, TEXT_COLUMNS);
    end(&screen);
    buf_add_char(out, '\n');
    add_place(&screen, finding->document, finding->span);
    add_source(&screen, report->documents[finding->document], finding->span, '^', style);
    if (finding->help.n > 0)
        add_note(&screen, STR("help"), finding->help);
    if (finding->edit_count > 0)
        add_fix(&screen, finding);
    add_related(&screen, finding);
    buf_add_char(out, '\n');
}

static void write_full(const struct report *report, struct buf *out)
{
    struct shown shown[2] = {0};
    for (size_t i = 0; i < report->finding_count; i++)
        add_finding(report, report->findings[i], shown, out);
    for (size_t i = 0; i < 2; i++)
        buf_free(&shown[i].text);
    closing_add(out, report);
    buf_add_char(out, '\n');
}

const struct format format_full = {
    .name = "full",
    .summary = "each finding with its line and what mends it, for people",
    .lines = true,
    .write = write_full,
    .statistics = statistics_text,
};
