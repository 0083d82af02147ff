#include "report/format.h"

#include "report/escape.h"
#include "report/position.h"

/* A message holds text of the list, which may be a URL of any length. */
enum { MESSAGE_COLUMNS = 500 };

static void write_concise(const struct report *report, struct buf *out)
{
    for (size_t i = 0; i < report->finding_count; i++) {
        const struct finding *finding = report->findings[i];
        struct position at = position_of(report->documents[finding->document], finding->span.start);
        escape_add_first(out, report->names[finding->document]);
        buf_printf(out, ":%u:%u: %s[%s] ", at.line, at.column, severity_name(finding->severity),
                   finding->rule->id);
        escape_add_cut(out, finding->message, MESSAGE_COLUMNS);
        buf_add_char(out, '\n');
    }
}

const struct format format_concise = {
    .name = "concise",
    .summary = "one line a finding",
    .write = write_concise,
};
