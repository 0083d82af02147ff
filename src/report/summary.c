#include "report/summary.h"

#include "base/mem.h"
#include "report/closing.h"
#include "report/markdown.h"
#include "report/order.h"
#include "report/position.h"
#include "report/summary_audit.h"

enum {
    ENDING = 256,       /* bytes kept for the counts of what does not fit */
    TEXT_COLUMNS = 500, /* of a message or help: a list may hold a URL of any length */
    NAME_COLUMNS = 200,
    RELATED_LIMIT = 5,
    OPEN_FINDINGS = 20, /* more are folded away, file by file, behind a table of rules */
    FIXED_SHARE = 4,    /* what the change fixed has at most one part of so many */
};

static const char *const safety_names[] = {
    [FIX_NONE] = "",
    [FIX_SAFE] = " (safe)",
    [FIX_UNSAFE] = " (look at it)",
    [FIX_SHOW] = " (by hand)",
};

struct summary {
    const struct report *report;
    bool *shown; /* one a finding */
};

static void add_related(struct buf *out, const struct report *report, const struct finding *finding)
{
    for (uint32_t i = 0; i < finding->related_count && i < RELATED_LIMIT; i++) {
        const struct related *related = &finding->related[i];
        buf_add(out, STR("<br>note: "));
        markdown_add_cell(out, related->message, TEXT_COLUMNS);
        buf_add(out, STR(", "));
        if (related->document != finding->document) {
            markdown_add_code(out, report->names[related->document], NAME_COLUMNS);
            buf_add_char(out, ' ');
        }
        markdown_add_place(out, report, related->document, related->span);
    }
    if (finding->related_count > RELATED_LIMIT)
        buf_printf(out, "<br>and %u more", finding->related_count - RELATED_LIMIT);
}

static void add_finding(struct buf *out, const struct report *report, const struct finding *finding)
{
    buf_printf(out, "| **%s**%s | ", severity_name(finding->severity), finding_history(finding));
    markdown_add_rule(out, finding->rule);
    buf_add(out, STR(" | "));
    markdown_add_place(out, report, finding->document, finding->span);
    buf_add(out, STR(" | "));
    markdown_add_cell(out, finding->message, TEXT_COLUMNS);
    if (finding->help.n > 0) {
        buf_add(out, STR("<br>help: "));
        markdown_add_cell(out, finding->help, TEXT_COLUMNS);
    }
    if (finding->edit_count > 0) {
        buf_add(out, STR("<br>suggestion: "));
        markdown_add_edits(out, report->documents[finding->document], finding);
        buf_add(out, str_from(safety_names[finding->safety]));
    }
    add_related(out, report, finding);
    buf_add(out, STR(" |\n"));
}

static void add_count(struct buf *out, uint32_t count, const char *what, bool *first)
{
    if (count > 0) {
        buf_printf(out, "%s%u %s%s", *first ? "" : ", ", count, what, count == 1 ? "" : "s");
        *first = false;
    }
}

/* What stands above the findings [from, to), which are those of one file. */
static void add_file(struct buf *out, const struct report *report, size_t from, size_t to)
{
    uint32_t counts[SEVERITY_ERROR + 1] = {0};
    for (size_t i = from; i < to; i++)
        counts[report->findings[i]->severity]++;
    bool first = true;
    buf_printf(out, "<details%s>\n<summary><code>",
               report->finding_count > OPEN_FINDINGS ? "" : " open");
    markdown_add_name(out, report->names[report->findings[from]->document]);
    buf_add(out, STR("</code>: "));
    for (int severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--)
        add_count(out, counts[severity], severity_name((enum severity)severity), &first);
    buf_add(out, STR("</summary>\n\n| | rule | place | what |\n|:--|:--|:--|:--|\n"));
}

#define FILE_END STR("\n</details>\n\n")

/* The findings of the file that the finding `from` is in end before this one. */
static size_t file_end(const struct report *report, size_t from)
{
    size_t to = from;
    while (to < report->finding_count &&
           report->findings[to]->document == report->findings[from]->document)
        to++;
    return to;
}

/* Choose the most important findings that fit `room` bytes; gives the number of the others. */
static size_t choose(const struct summary *summary, size_t room)
{
    const struct report *report = summary->report;
    size_t *order = order_by_importance(report->findings, report->finding_count);
    size_t *heads = mem_alloc(report->document_count, sizeof *heads);
    struct buf text = {0};
    for (size_t from = 0; from < report->finding_count; from = file_end(report, from)) {
        buf_clear(&text);
        add_file(&text, report, from, file_end(report, from));
        heads[report->findings[from]->document] = text.n + FILE_END.n;
    }
    size_t used = 0, count = 0;
    for (; count < report->finding_count; count++) {
        const struct finding *finding = report->findings[order[count]];
        buf_clear(&text);
        add_finding(&text, report, finding);
        used += text.n + heads[finding->document];
        heads[finding->document] = 0;
        if (used > room)
            break;
        summary->shown[order[count]] = true;
    }
    buf_free(&text);
    mem_free(heads);
    mem_free(order);
    return report->finding_count - count;
}

static void add_shown(struct buf *out, const struct summary *summary)
{
    const struct report *report = summary->report;
    for (size_t from = 0, to; from < report->finding_count; from = to) {
        to = file_end(report, from);
        size_t first = from;
        while (first < to && !summary->shown[first])
            first++;
        if (first == to)
            continue;
        add_file(out, report, from, to);
        for (size_t i = first; i < to; i++)
            if (summary->shown[i])
                add_finding(out, report, report->findings[i]);
        buf_add(out, FILE_END);
    }
}

static void add_findings(struct buf *out, const struct report *report, size_t room)
{
    const struct summary summary = {report, mem_alloc(report->finding_count, sizeof(bool))};
    size_t hidden = choose(&summary, room);
    add_shown(out, &summary);
    if (hidden > 0)
        buf_printf(out, "%zu more %s for this summary: the log or the other outputs hold all.\n",
                   hidden, hidden == 1 ? "finding is too much" : "findings are too many");
    mem_free(summary.shown);
}

/* What is gone has its place in the base, to which no address leads that is known to hold. */
static void add_gone(struct buf *out, const struct report *report, const struct finding *finding)
{
    const struct report_gone *gone = &report->comparison.gone_findings;
    struct position at = position_of(gone->documents[finding->document], finding->span.start);
    buf_add(out, STR("| "));
    markdown_add_rule(out, finding->rule);
    buf_add(out, STR(" | "));
    markdown_add_code(out, gone->documents[finding->document]->path, NAME_COLUMNS);
    buf_printf(out, " %u:%u | ", at.line, at.column);
    markdown_add_cell(out, finding->message, TEXT_COLUMNS);
    buf_add(out, STR(" |\n"));
}

/* What the change fixed, and where it was. */
static void add_fixed(struct buf *out, const struct report *report, size_t room)
{
    const struct report_gone *gone = &report->comparison.gone_findings;
    size_t count = 0;
    struct buf text = {0};
    buf_printf(&text,
               "<details>\n<summary>%u fixed by this change</summary>\n\n"
               "| rule | place before the change | what |\n|:--|:--|:--|\n",
               report->comparison.gone);
    for (; count < gone->n; count++) {
        size_t before = text.n;
        add_gone(&text, report, gone->at[count]);
        if (text.n + FILE_END.n + ENDING > room) {
            text.n = before;
            break;
        }
    }
    if (count > 0) {
        buf_add(out, buf_str(&text));
        if (report->comparison.gone > count)
            buf_printf(out, "\nand %zu more\n", report->comparison.gone - count);
        buf_add(out, FILE_END);
    }
    buf_free(&text);
}

void summary_add_rules(struct buf *out, const struct statistics *statistics)
{
    buf_add(out, STR("| rule | severity | findings | with a safe fix |\n|:--|:--|--:|--:|\n"));
    for (size_t i = 0; i < statistics->n; i++) {
        const struct rule_count *count = &statistics->at[i];
        buf_add(out, STR("| "));
        markdown_add_rule(out, count->rule);
        buf_printf(out, " | %s | %u | %u |\n", severity_name(count->severity), count->findings,
                   count->safe);
    }
    buf_add_char(out, '\n');
}

/* What no part of an audit has said: the findings, and what the change fixed. */
static void add_rest(struct buf *out, const struct report *report, size_t limit)
{
    size_t start = out->n;
    if (report->finding_count > OPEN_FINDINGS) {
        struct statistics statistics = {0};
        statistics_count(&statistics, report->findings, report->finding_count);
        summary_add_rules(out, &statistics);
        statistics_free(&statistics);
    }
    struct buf fixed = {0};
    size_t room = limit - ENDING - (out->n - start);
    if (report->comparison.gone_findings.n > 0)
        add_fixed(&fixed, report, room / FIXED_SHARE);
    if (report->finding_count > 0)
        add_findings(out, report, room - fixed.n);
    buf_add(out, buf_str(&fixed));
    buf_free(&fixed);
}

static void add_sums(struct buf *out, const struct report *report)
{
    closing_add(out, report);
    buf_add(out, STR(".\n\n"));
}

/* Links have a part of their own, and half the room or what the other findings leave of it. */
static void add_audit(struct buf *out, const struct report *report, size_t limit)
{
    size_t start = out->n;
    struct report others = *report;
    const struct finding **listed = mem_alloc(report->finding_count, sizeof *listed);
    others.findings = listed;
    others.finding_count = 0;
    for (size_t i = 0; i < report->finding_count; i++)
        if (!report->findings[i]->evidence)
            listed[others.finding_count++] = report->findings[i];
    summary_audit_add_title(out, report);
    add_sums(out, report);
    summary_audit_add_numbers(out, report);
    struct buf links = {0}, rest = {0};
    size_t room = limit - (out->n - start);
    summary_audit_add_links(&links, report, room / 2);
    if (others.finding_count > 0)
        add_rest(&rest, &others, room - links.n);
    buf_clear(&links);
    summary_audit_add_links(&links, report, rest.n < room / 2 ? room - rest.n : room / 2);
    buf_add(out, buf_str(&links));
    buf_add(out, buf_str(&rest));
    buf_free(&links);
    buf_free(&rest);
    mem_free(listed);
}

void summary_add(struct buf *out, const struct report *report, size_t limit)
{
    size_t start = out->n;
    if (report->audit) {
        add_audit(out, report, limit);
        return;
    }
    buf_add(out, STR("## curlint\n\n"));
    add_sums(out, report);
    add_rest(out, report, limit - (out->n - start));
}
