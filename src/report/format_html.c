#include "report/format.h"

#include "base/mem.h"
#include "report/closing.h"
#include "report/html.h"
#include "report/html_audit.h"
#include "report/order.h"
#include "report/plain.h"

enum { FINDINGS_ROOM = 1280 * 1024 /* bytes of a page */ };

/*
 * The page asks for nothing and runs nothing but what is known by its hash: should text of a list
 * get out of its place in spite of all, it does nothing.
 */
static void add_policy(struct buf *out)
{
    buf_add(out, STR("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                     "script-src "));
    html_add_hash(out, html_script_sha256);
    buf_add(out, STR("; style-src "));
    html_add_hash(out, html_style_sha256);
    buf_add(out, STR("; base-uri 'none'; form-action 'none'\">\n"));
}

static void add_title(struct buf *out, const struct report *report)
{
    if (report->audit) {
        buf_add(out, STR("Audit of "));
        html_add(out, report->audit->lists);
    } else {
        buf_add(out, STR("curlint"));
    }
}

static void add_head(struct buf *out, const struct report *report)
{
    buf_add(out, STR("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"));
    add_policy(out);
    buf_add(out, STR("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<meta name=\"color-scheme\" content=\"light dark\">\n"
                     "<meta name=\"referrer\" content=\"no-referrer\">\n<title>"));
    add_title(out, report);
    buf_printf(out, "</title>\n<style>%s</style>\n</head>\n<body>\n<header>\n<h1>", html_style);
    add_title(out, report);
    buf_add(out, STR("</h1>\n<p>"));
    if (report->audit) {
        html_add_date(out, report->audit->numbers.finished);
        buf_add(out, STR(": "));
    }
    closing_add(out, report);
    buf_add(out, STR(".</p>\n</header>\n<main>\n"));
}

/* The script brings them to life; without it they would do nothing, and are hidden. */
static void add_controls(struct buf *out, const struct report *report)
{
    buf_add(out,
            STR("<form id=\"controls\" role=\"search\" aria-label=\"Filter the rows\" hidden>\n"
                "<label>Search <input id=\"search\" type=\"search\" autocomplete=\"off\">"
                "</label>\n<label>Show <select id=\"kind\"><option value=\"\">everything"
                "</option></select></label>\n"));
    if (report->audit && report_audit_has_past(report->audit))
        buf_add(out, STR("<label><input id=\"fresh\" type=\"checkbox\"> new only</label>\n"));
    buf_add(out, STR("<output id=\"count\" aria-live=\"polite\"></output>\n</form>\n"));
}

/* Links have a part of their own in an audit. */
static bool is_listed(const struct report *report, size_t i)
{
    return !report->audit || !report->findings[i]->evidence;
}

static void add_finding(struct buf *out, const struct report *report, size_t i)
{
    const struct finding *finding = report->findings[i];
    const char *severity = severity_name(finding->severity), *id = finding->rule->id;
    bool fresh = report->audit && report->audit->fresh[i];
    buf_printf(out, "<tr data-k=\"%s\"%s><td><span class=\"tag %s\">%s</span>%s%s</td><td>",
               severity, fresh ? " data-n" : "", severity, severity, finding_history(finding),
               fresh ? " <span class=\"new\">new</span>" : "");
    buf_printf(out, "<a href=\"" PLAIN_PAGES "%s.md\">%s</a></td><td>", id, id);
    html_add(out, report->names[finding->document]);
    buf_add(out, STR("</td><td>"));
    html_add_place(out, report, finding->document, finding->span);
    buf_add(out, STR("</td><td>"));
    html_add(out, finding->message);
    if (finding->help.n > 0) {
        buf_add(out, STR("<br><small>"));
        html_add(out, finding->help);
        buf_add(out, STR("</small>"));
    }
    buf_add(out, STR("</td></tr>\n"));
}

/* Mark the most important that there is room for; gives the number of the others. */
static size_t choose(const struct report *report, bool *shown)
{
    size_t *order = order_by_importance(report->findings, report->finding_count);
    struct buf text = {0};
    size_t used = 0, left_out = 0;
    for (size_t i = 0; i < report->finding_count; i++) {
        if (!is_listed(report, order[i]))
            continue;
        buf_clear(&text);
        if (used <= FINDINGS_ROOM)
            add_finding(&text, report, order[i]);
        used += text.n;
        shown[order[i]] = used <= FINDINGS_ROOM;
        left_out += !shown[order[i]];
    }
    buf_free(&text);
    mem_free(order);
    return left_out;
}

static void add_findings(struct buf *out, const struct report *report)
{
    bool *shown = mem_alloc(report->finding_count, sizeof *shown);
    size_t left_out = choose(report, shown), count = 0;
    for (size_t i = 0; i < report->finding_count; i++)
        count += shown[i];
    buf_add(out,
            STR("<section aria-labelledby=\"findings\">\n<h2 id=\"findings\">Findings</h2>\n"));
    if (count == 0) {
        buf_add(out, STR("<p>There are none.</p>\n</section>\n"));
        mem_free(shown);
        return;
    }
    buf_add(out, STR("<div class=\"scroll far\" role=\"region\" aria-labelledby=\"findings\" "
                     "tabindex=\"0\">\n<table class=\"sortable findings\">\n<thead><tr>"
                     "<th scope=\"col\">severity</th><th scope=\"col\">rule</th>"
                     "<th scope=\"col\">file</th><th scope=\"col\" data-t=\"n\">line</th>"
                     "<th scope=\"col\">what</th></tr></thead>\n<tbody class=\"rows\">\n"));
    for (size_t i = 0; i < report->finding_count; i++)
        if (shown[i])
            add_finding(out, report, i);
    buf_add(out, STR("</tbody></table>\n</div>\n"));
    html_add_left_out(out, left_out);
    buf_add(out, STR("</section>\n"));
    mem_free(shown);
}

static void write_html(const struct report *report, struct buf *out)
{
    add_head(out, report);
    if (report->audit) {
        html_audit_add_totals(out, report);
        html_audit_add_history(out, report);
    }
    add_controls(out, report);
    if (report->audit)
        html_audit_add_links(out, report);
    add_findings(out, report);
    if (report->audit)
        html_audit_add_hosts(out, report);
    buf_printf(out,
               "</main>\n<footer><p>Made by <a href=\"" PLAIN_HOME "\">curlint</a>.</p></footer>\n"
               "<script>%s</script>\n</body>\n</html>\n",
               html_script);
}

const struct format format_html = {
    .name = "html",
    .summary = "one page for a browser, which holds all that it needs",
    .write = write_html,
};
