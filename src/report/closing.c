#include "report/closing.h"

enum { SUM_COUNT = 3 };

/* How many findings of one severity there are, and how many of them are listed. */
struct sum {
    const char *one, *many;
    const char *severity; /* to list them with */
    uint32_t found, listed;
    uint32_t older; /* of those that are listed: there before the change */
};

static void add_count(struct buf *out, uint32_t count, const char *one, const char *many)
{
    buf_printf(out, "%u %s", count, count == 1 ? one : many);
}

/* "2 errors, 1 warning"; of a comparison "2 new errors, 1 older warning". */
static bool add_listed(struct buf *out, const struct sum *sums, bool older, const char *which)
{
    bool any = false;
    for (size_t i = 0; i < SUM_COUNT; i++) {
        uint32_t count = older ? sums[i].older : sums[i].listed - sums[i].older;
        if (count == 0)
            continue;
        buf_add(out, any ? STR(", ") : STR(""));
        buf_printf(out, "%u %s%s", count, which, count == 1 ? sums[i].one : sums[i].many);
        any = true;
    }
    return any;
}

static void add_nothing(struct buf *out, const struct sum *sums, const char *which)
{
    if (sums[1].found > 0)
        buf_printf(out, "no %serrors", which);
    else
        buf_printf(out, sums[2].found > 0 ? "no %serrors or warnings" : "no %sfindings", which);
}

static void add_found(struct buf *out, const struct report *report, const struct sum *sums)
{
    bool beside = report->comparison.source != NULL;
    if (!add_listed(out, sums, false, beside ? "new " : ""))
        add_nothing(out, sums, beside ? "new " : "");
    buf_add(out, STR(" in "));
    const char *one = beside ? "changed entry" : "entry";
    add_count(out, report->summary.entries, one, beside ? "changed entries" : "entries");
    buf_add(out, STR(", "));
    add_count(out, report->summary.files, "file", "files");
    struct buf older = {0};
    if (add_listed(&older, sums, true, "older "))
        buf_printf(out, "; %.*s", STR_ARG(buf_str(&older)));
    buf_free(&older);
}

static void add_hidden(struct buf *out, const struct sum *sums)
{
    const char *severity = NULL;
    for (size_t i = 0; i < SUM_COUNT; i++) {
        if (sums[i].found <= sums[i].listed)
            continue;
        buf_add(out, severity ? STR(", ") : STR("; "));
        add_count(out, sums[i].found - sums[i].listed, sums[i].one, sums[i].many);
        severity = sums[i].severity;
    }
    if (severity)
        buf_printf(out, " not shown (--severity %s)", severity);
}

static void add_fixable(struct buf *out, uint32_t safe, uint32_t more)
{
    if (safe > 0)
        buf_printf(out, "; %u fixable with --fix", safe);
    if (more > 0)
        buf_printf(out,
                   safe > 0 ? ", %u more with --unsafe-fixes" : "; %u fixable with --unsafe-fixes",
                   more);
}

void closing_add(struct buf *out, const struct report *report)
{
    struct sum sums[SUM_COUNT] = {
        {"error", "errors", "error", report->summary.errors, 0, 0},
        {"warning", "warnings", "warning", report->summary.warnings, 0, 0},
        {"info", "infos", "info", report->summary.infos, 0, 0},
    };
    for (size_t i = 0; i < report->finding_count; i++) {
        const struct finding *finding = report->findings[i];
        if (finding->severity == SEVERITY_OFF)
            continue;
        sums[SEVERITY_ERROR - finding->severity].listed++;
        sums[SEVERITY_ERROR - finding->severity].older += finding->status == STATUS_EXISTING;
    }
    add_found(out, report, sums);
    add_hidden(out, sums);
    if (report->comparison.source && report->comparison.gone > 0)
        buf_printf(out, "; %u fixed", report->comparison.gone);
    if (report->summary.fixed > 0)
        buf_printf(out, "; fixed %u", report->summary.fixed);
    add_fixable(out, report->summary.fixable_safe, report->summary.fixable_unsafe);
}
