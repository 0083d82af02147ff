#include "report/format.h"

#include "base/mem.h"
#include "report/closing.h"
#include "report/escape.h"
#include "report/order.h"
#include "report/plain.h"
#include "report/position.h"
#include "report/prose.h"
#include "report/uri.h"

enum {
    LIMIT = 1024 * 1024, /* bytes of a step's summary; GitHub drops a longer one whole */
    ENDING = 256,        /* of these, kept for the count of what does not fit */
    TEXT_COLUMNS = 500,  /* of a message or help: a list may hold a URL of any length */
    RELATED_LIMIT = 5,
    OPEN_FINDINGS = 20, /* more are folded away, file by file */
};

struct summary {
    const struct report *report;
    bool *shown; /* one a finding */
};

/* The address of a line: on GitHub in the source view, which alone has numbered lines. */
static void add_address(struct buf *out, const struct report *report, uint32_t document,
                        uint32_t line)
{
    buf_add(out, report->address);
    uri_add_path(out, report->documents[document]->path);
    buf_printf(out, "%s#L%u", report->address.n > 0 ? "?plain=1" : "", line);
}

/* "[10:47](README.md#L10)" */
static void add_place(struct buf *out, const struct report *report, uint32_t document,
                      struct span span)
{
    struct position at = position_of(report->documents[document], span.start);
    buf_printf(out, "[%u:%u](", at.line, at.column);
    add_address(out, report, document, at.line);
    buf_add_char(out, ')');
}

static void add_finding(struct buf *out, const struct report *report, const struct finding *finding)
{
    buf_add(out, STR("- "));
    add_place(out, report, finding->document, finding->span);
    buf_printf(out, " **%s** `%s`%s ", severity_name(finding->severity), finding->rule->id,
               finding_history(finding));
    prose_add(out, finding->message, TEXT_COLUMNS);
    buf_add_char(out, '\n');
    if (finding->help.n > 0) {
        buf_add(out, STR("  - help: "));
        prose_add(out, finding->help, TEXT_COLUMNS);
        buf_add_char(out, '\n');
    }
    for (uint32_t i = 0; i < finding->related_count && i < RELATED_LIMIT; i++) {
        const struct related *related = &finding->related[i];
        buf_add(out, STR("  - note: "));
        prose_add(out, related->message, TEXT_COLUMNS);
        buf_add(out, STR(", "));
        if (related->document != finding->document) {
            struct buf name = {0};
            escape_add(&name, report->names[related->document]);
            prose_add_code(out, buf_str(&name));
            buf_add_char(out, ' ');
            buf_free(&name);
        }
        add_place(out, report, related->document, related->span);
        buf_add_char(out, '\n');
    }
    if (finding->related_count > RELATED_LIMIT)
        buf_printf(out, "  - and %u more\n", finding->related_count - RELATED_LIMIT);
}

/* A name in a block of HTML, where Markdown says nothing. */
static void add_name(struct buf *out, str name)
{
    struct buf safe = {0};
    escape_add(&safe, name);
    for (size_t i = 0; i < safe.n; i++) {
        if (str_find_char(STR("&<>\"'"), safe.at[i]) != STR_NPOS)
            buf_printf(out, "&#%d;", safe.at[i]);
        else
            buf_add_char(out, safe.at[i]);
    }
    buf_free(&safe);
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
    add_name(out, report->names[report->findings[from]->document]);
    buf_add(out, STR("</code>: "));
    for (int severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--)
        add_count(out, counts[severity], severity_name((enum severity)severity), &first);
    buf_add(out, STR("</summary>\n\n"));
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

static void add_findings(struct buf *out, const struct summary *summary)
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

static void add_rules(struct buf *out, const struct statistics *statistics)
{
    buf_add(out, STR("| rule | severity | findings | with a safe fix |\n|:--|:--|--:|--:|\n"));
    for (size_t i = 0; i < statistics->n; i++) {
        const struct rule_count *count = &statistics->at[i];
        buf_printf(out, "| [%s](" PLAIN_PAGES "%s.md) | %s | %u | %u |\n", count->rule->id,
                   count->rule->id, severity_name(count->severity), count->findings, count->safe);
    }
    buf_add_char(out, '\n');
}

static void write_markdown(const struct report *report, struct buf *out)
{
    buf_add(out, STR("## curlint\n\n"));
    closing_add(out, report);
    buf_add(out, STR(".\n\n"));
    if (report->finding_count == 0)
        return;
    struct statistics statistics = {0};
    statistics_count(&statistics, report->findings, report->finding_count);
    add_rules(out, &statistics);
    statistics_free(&statistics);
    const struct summary summary = {report, mem_alloc(report->finding_count, sizeof(bool))};
    size_t hidden = choose(&summary, LIMIT - ENDING - out->n);
    add_findings(out, &summary);
    if (hidden > 0)
        buf_printf(out, "%zu more %s for a summary of 1 MiB.\n", hidden,
                   hidden == 1 ? "finding is too much" : "findings are too many");
    mem_free(summary.shown);
}

static void write_statistics(const struct statistics *statistics, struct buf *out)
{
    if (statistics->n > 0)
        add_rules(out, statistics);
}

const struct format format_markdown = {
    .name = "markdown",
    .summary = "a summary for a job of GitHub Actions or an issue",
    .write = write_markdown,
    .statistics = write_statistics,
};
