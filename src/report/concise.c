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

void concise_more(struct buf *out, const struct report *report, const struct finding *finding,
                  uint32_t related_limit)
{
    if (finding->help.n > 0) {
        buf_add(out, STR("\nhelp: "));
        escape_add_cut(out, finding->help, MESSAGE_COLUMNS);
    }
    for (uint32_t i = 0; i < finding->related_count && i < related_limit; i++) {
        const struct related *related = &finding->related[i];
        buf_add(out, STR("\nnote: "));
        escape_add_cut(out, related->message, MESSAGE_COLUMNS);
        buf_add(out, STR(" ("));
        concise_place(out, report, related->document, related->span);
        buf_add_char(out, ')');
    }
}
