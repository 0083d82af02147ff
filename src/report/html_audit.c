#include "report/html_audit.h"

#include "base/mem.h"
#include "report/html.h"
#include "report/html_chart.h"

/* A page is to stay below 5 MiB: bytes that a part of it may take. */
enum { HOSTS_ROOM = 512 * 1024 };

static void add_tile(struct buf *out, const char *kind, const char *name, uint64_t number)
{
    buf_printf(out, "<div class=\"tile %s\"><dt>%s</dt><dd>", kind, name);
    html_add_number(out, number);
    buf_add(out, STR("</dd></div>\n"));
}

static void add_since(struct buf *out, const struct report_audit *audit)
{
    if (!report_audit_has_past(audit)) {
        buf_add(out, STR("<p>This is the first audit that is remembered: what is new can be told "
                         "from the next one on.</p>\n"));
        return;
    }
    const uint32_t *links = audit->since.links, *mended = audit->since.mended;
    buf_add(out, STR("<h2 id=\"new\">New since "));
    html_add_date(out, audit->past[audit->past_count - 1].finished);
    buf_add(out, STR("</h2>\n<dl class=\"tiles\">\n"));
    add_tile(out, "dead", "dead links", links[VERDICT_GONE]);
    add_tile(out, "moved", "moved links", links[VERDICT_MOVED]);
    add_tile(out, "other", "unreachable links", report_count_unreachable(links));
    add_tile(out, "other", "other findings", audit->since.findings);
    add_tile(out, "fine", "dead links mended or gone", mended[VERDICT_GONE]);
    add_tile(out, "fine", "moved links mended or gone", mended[VERDICT_MOVED]);
    buf_add(out, STR("</dl>\n"));
}

void html_audit_add_totals(struct buf *out, const struct report *report)
{
    const struct audit_numbers *numbers = &report->audit->numbers;
    const uint32_t *verdicts = numbers->verdicts;
    buf_add(out, STR("<dl class=\"tiles\">\n"));
    add_tile(out, "all", "links", report_audit_urls(numbers));
    add_tile(out, "fine", "alive", report_count_alive(verdicts));
    add_tile(out, "dead", "dead", verdicts[VERDICT_GONE]);
    add_tile(out, "moved", "moved", verdicts[VERDICT_MOVED]);
    add_tile(out, "other", "unreachable", report_count_unreachable(verdicts));
    add_tile(out, "blocked", "blocked", verdicts[VERDICT_BLOCKED]);
    add_tile(out, "all", "not asked", report_count_not_asked(verdicts));
    add_tile(out, "error", "errors", numbers->errors);
    add_tile(out, "warning", "warnings", numbers->warnings);
    add_tile(out, "all", "infos", numbers->infos);
    add_tile(out, "all", "requests", numbers->requests);
    buf_add(out, STR("</dl>\n"));
    add_since(out, report->audit);
}

/* --- history --- */

static const struct audit_numbers *audit_at(const struct report_audit *audit, size_t i)
{
    return i < audit->past_count ? &audit->past[i] : &audit->numbers;
}

static void add_charts(struct buf *out, const struct report_audit *audit)
{
    enum { TIME, DEAD, MOVED, BLOCKED, MEDIAN, SLOW, COLUMNS };
    size_t count = audit->past_count + 1;
    int64_t *at[COLUMNS];
    for (int c = 0; c < COLUMNS; c++)
        at[c] = mem_alloc(count, sizeof **at);
    for (size_t i = 0; i < count; i++) {
        const struct audit_numbers *numbers = audit_at(audit, i);
        at[TIME][i] = numbers->finished;
        at[DEAD][i] = numbers->verdicts[VERDICT_GONE];
        at[MOVED][i] = numbers->verdicts[VERDICT_MOVED];
        at[BLOCKED][i] = numbers->verdicts[VERDICT_BLOCKED];
        at[MEDIAN][i] = numbers->median;
        at[SLOW][i] = numbers->slow;
    }
    const struct html_chart links = {
        .id = "chart-links",
        .title = "Links",
        .unit = "",
        .times = at[TIME],
        .count = count,
        .series = {{"dead", "dead", at[DEAD]},
                   {"moved", "moved", at[MOVED]},
                   {"blocked", "blocked", at[BLOCKED]}},
        .series_count = 3,
    };
    const struct html_chart times = {
        .id = "chart-times",
        .title = "Time of an answer, in milliseconds",
        .unit = " ms",
        .times = at[TIME],
        .count = count,
        .series = {{"half of them within", "fine", at[MEDIAN]},
                   {"nine in ten within", "other", at[SLOW]}},
        .series_count = 2,
    };
    buf_add(out, STR("<div class=\"charts\">\n"));
    html_chart_add(out, &links);
    html_chart_add(out, &times);
    buf_add(out, STR("</div>\n"));
    for (int c = 0; c < COLUMNS; c++)
        mem_free(at[c]);
}

static void add_cell(struct buf *out, int64_t number)
{
    if (number < 0) {
        buf_add(out, STR("<td>–</td>"));
        return;
    }
    buf_printf(out, "<td data-v=\"%lld\">", (long long)number);
    html_add_number(out, (uint64_t)number);
    buf_add(out, STR("</td>"));
}

/* What the charts show, for those who cannot see them. */
static void add_audits(struct buf *out, const struct report_audit *audit)
{
    buf_add(out, STR("<details><summary>The audits in numbers</summary>\n<div class=\"scroll\" "
                     "role=\"region\" aria-label=\"The audits in numbers\" tabindex=\"0\">\n"
                     "<table class=\"sortable numbers\">\n<thead><tr>"
                     "<th scope=\"col\">audit</th>"));
    static const char *const names[] = {"links",       "alive",     "dead",   "moved",
                                        "unreachable", "blocked",   "errors", "warnings",
                                        "requests",    "median ms", "90 % ms"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        buf_printf(out, "<th scope=\"col\" data-t=\"n\">%s</th>", names[i]);
    buf_add(out, STR("</tr></thead>\n<tbody>\n"));
    for (size_t i = audit->past_count + 1; i-- > 0;) {
        const struct audit_numbers *numbers = audit_at(audit, i);
        const uint32_t *verdicts = numbers->verdicts;
        buf_add(out, STR("<tr><th scope=\"row\">"));
        html_add_date(out, numbers->finished);
        buf_add(out, STR("</th>"));
        const int64_t cells[] = {report_audit_urls(numbers),
                                 report_count_alive(verdicts),
                                 verdicts[VERDICT_GONE],
                                 verdicts[VERDICT_MOVED],
                                 report_count_unreachable(verdicts),
                                 verdicts[VERDICT_BLOCKED],
                                 numbers->errors,
                                 numbers->warnings,
                                 (int64_t)numbers->requests,
                                 numbers->median,
                                 numbers->slow};
        for (size_t c = 0; c < sizeof cells / sizeof *cells; c++)
            add_cell(out, cells[c]);
        buf_add(out, STR("</tr>\n"));
    }
    buf_add(out, STR("</tbody></table>\n</div></details>\n"));
}

void html_audit_add_history(struct buf *out, const struct report *report)
{
    buf_add(out, STR("<section aria-labelledby=\"history\">\n<h2 id=\"history\">Audits</h2>\n"));
    if (report_audit_has_past(report->audit))
        add_charts(out, report->audit);
    else
        buf_add(out, STR("<p>Charts begin with the second audit.</p>\n"));
    add_audits(out, report->audit);
    buf_add(out, STR("</section>\n"));
}

/* --- hosts --- */

static void add_host(struct buf *out, const struct report_host *host)
{
    buf_add(out, STR("<tr><th scope=\"row\">"));
    html_add(out, host->name);
    buf_add(out, STR("</th>"));
    const int64_t cells[] = {host->links,
                             report_count_alive(host->verdicts),
                             host->verdicts[VERDICT_GONE],
                             host->verdicts[VERDICT_MOVED],
                             report_count_unreachable(host->verdicts),
                             host->verdicts[VERDICT_BLOCKED],
                             report_count_not_asked(host->verdicts),
                             (int64_t)host->requests,
                             (int64_t)host->failures,
                             host->median};
    for (size_t c = 0; c < sizeof cells / sizeof *cells; c++)
        add_cell(out, cells[c]);
    buf_add(out, STR("</tr>\n"));
}

void html_audit_add_hosts(struct buf *out, const struct report *report)
{
    static const char *const names[] = {"links",       "alive",    "dead",      "moved",
                                        "unreachable", "blocked",  "not asked", "requests",
                                        "failures",    "median ms"};
    const struct report_audit *audit = report->audit;
    buf_add(out,
            STR("<section aria-labelledby=\"hosts\">\n<h2 id=\"hosts\">Hosts</h2>\n<div "
                "class=\"scroll far\" role=\"region\" aria-labelledby=\"hosts\" tabindex=\"0\">\n"
                "<table class=\"sortable numbers\">\n<thead><tr><th scope=\"col\">host</th>"));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        buf_printf(out, "<th scope=\"col\" data-t=\"n\">%s</th>", names[i]);
    buf_add(out, STR("</tr></thead>\n<tbody class=\"rows\">\n"));
    size_t from = out->n, i = 0;
    for (; i < audit->host_count && out->n - from < HOSTS_ROOM; i++)
        add_host(out, &audit->hosts[i]);
    buf_add(out, STR("</tbody></table>\n</div>\n"));
    if (i < audit->host_count)
        buf_printf(out,
                   "<p class=\"left-out\">%zu more hosts, of few links each, are left out.</p>\n",
                   audit->host_count - i);
    buf_add(out, STR("</section>\n"));
}
