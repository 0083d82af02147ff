#include "report/summary_audit.h"

#include "base/clock.h"
#include "base/secret.h"
#include "report/audit_links.h"
#include "report/escape.h"
#include "report/markdown.h"
#include "report/prose.h"
#include "report/row_title.h"

enum {
    NAME_COLUMNS = 200,
    URL_COLUMNS = 300,
    ROW_COLUMNS = 100,
    REASON_COLUMNS = 200,
    OPEN_LINKS = 20,
    ENDING = 512,
};

#define FILE_END STR("\n</details>\n\n")

void summary_audit_add_title(struct buf *out, const struct report *report)
{
    struct buf name = {0};
    escape_add_cut(&name, report->audit->lists, NAME_COLUMNS);
    buf_add(out, STR(SUMMARY_AUDIT_MARK "\n## Audit of "));
    prose_add_code(out, buf_str(&name));
    buf_add(out, STR("\n\n"));
    buf_free(&name);
}

static void add_row(struct buf *out, const char *name, uint32_t all, bool has_past, uint32_t fresh,
                    uint32_t mended)
{
    buf_printf(out, "| %s | %u |", name, all);
    if (has_past)
        buf_printf(out, " %u | %u |", fresh, mended);
    buf_add_char(out, '\n');
}

void summary_audit_add_numbers(struct buf *out, const struct report *report)
{
    const struct report_audit *audit = report->audit;
    const uint32_t *now = audit->numbers.verdicts;
    const uint32_t *fresh = audit->since.links, *mended = audit->since.mended;
    bool has_past = report_audit_has_past(audit);
    buf_add(out, STR("| links | |"));
    if (has_past) {
        struct date last = date_from_epoch(audit->past[audit->past_count - 1].finished);
        buf_printf(out, " new since %04d-%02d-%02d | mended or gone |", last.year, last.month,
                   last.day);
    }
    buf_add(out, has_past ? STR("\n|:--|--:|--:|--:|\n") : STR("\n|:--|--:|\n"));
    add_row(out, "dead", now[VERDICT_GONE], has_past, fresh[VERDICT_GONE], mended[VERDICT_GONE]);
    add_row(out, "moved", now[VERDICT_MOVED], has_past, fresh[VERDICT_MOVED],
            mended[VERDICT_MOVED]);
    add_row(out, "unreachable", report_count_unreachable(now), has_past,
            report_count_unreachable(fresh), report_count_unreachable(mended));
    buf_printf(out, "\nOf %u links %u are alive, %u blocked and %u not asked for.\n\n",
               report_audit_urls(&audit->numbers), report_count_alive(now), now[VERDICT_BLOCKED],
               report_count_not_asked(now));
}

static void add_url(struct buf *out, str url)
{
    struct buf masked = {0};
    buf_add(&masked, url);
    secret_mask(masked.at, masked.n);
    markdown_add_code(out, buf_str(&masked), URL_COLUMNS);
    buf_free(&masked);
}

static void add_link(struct buf *out, const struct report *report, const struct report_link *link)
{
    const struct finding *finding = link->finding;
    struct buf row = {0};
    row_title_add(&row, report->documents[finding->document], finding);
    buf_printf(out, "| **%.*s**%s | ", STR_ARG(report_link_word(link)), link->fresh ? " new" : "");
    markdown_add_place(out, report, finding->document, finding->span);
    buf_add(out, STR(" | "));
    markdown_add_code(out, buf_str(&row), ROW_COLUMNS);
    buf_add(out, STR(" | "));
    add_url(out, finding->url);
    buf_add(out, STR(" | "));
    if (finding->evidence->verdict == VERDICT_MOVED)
        add_url(out, finding->evidence->final);
    else if (finding->evidence->verdict == VERDICT_OK)
        markdown_add_cell(out, finding->message, REASON_COLUMNS);
    else
        markdown_add_cell(out, finding->evidence->reason, REASON_COLUMNS);
    buf_add(out, STR(" |\n"));
    buf_free(&row);
}

static void add_heading(struct buf *out, const struct report *report, const struct audit_file *file)
{
    buf_printf(out, "<details%s>\n<summary><code>",
               report->audit->link_count > OPEN_LINKS ? "" : " open");
    markdown_add_name(out, report->names[file->document]);
    buf_add(out, STR("</code>: "));
    audit_file_add_counts(out, file);
    buf_add(out, STR("</summary>\n\n| | place | entry | link | now at, or why |\n"
                     "|:--|:--|:--|:--|:--|\n"));
}

static void add_ending(struct buf *out, const struct report *report, const struct audit_file *file,
                       void *self)
{
    (void)report;
    (void)file;
    (void)self;
    buf_add(out, FILE_END);
}

void summary_audit_add_links(struct buf *out, const struct report *report, size_t room)
{
    const struct report_audit *audit = report->audit;
    const struct audit_links_form form = {add_heading, add_link, add_ending, FILE_END.n};
    if (audit->link_count == 0 || room < ENDING)
        return;
    size_t left_out = audit_links_add(out, report, &form, room - ENDING, NULL);
    if (left_out > 0)
        buf_printf(out, "%zu more %s for this summary: the report in JSON has all.\n\n", left_out,
                   left_out == 1 ? "link is too much" : "links are too many");
    uint32_t links = 0;
    for (size_t i = 0; i < audit->patch_count; i++)
        links += audit->patches[i].links;
    if (links > 0)
        buf_printf(out,
                   "`curlint audit --open-patch links.patch` and `git apply links.patch` mend %u "
                   "moved link%s.\n\n",
                   links, links == 1 ? "" : "s");
}
