#include "report/concise.h"

#include "report/escape.h"
#include "report/position.h"

/* A message holds text of the list, which may be a URL of any length. */
enum { MESSAGE_COLUMNS = 500 };

void concise_place(struct buf *out, const struct report *report, uint32_t document,
                   struct span span)
{
    struct position at = position_of(report->documents[document], span.start);
    escape_add_first(out, report->names[document]);
    buf_printf(out, ":%u:%u", at.line, at.column);
}

void concise_line(struct buf *out, const struct report *report, const struct finding *finding)
{
    concise_place(out, report, finding->document, finding->span);
    buf_printf(out, ": %s[%s]%s ", severity_name(finding->severity), finding->rule->id,
               finding_history(finding));
    escape_add_cut(out, finding->message, MESSAGE_COLUMNS);
    buf_add_char(out, '\n');
}
