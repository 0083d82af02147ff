#include "report/closing.h"

enum { SUM_COUNT = 3 };

/* How many findings of one severity there are, and how many of them are listed. */
struct sum {
    const char *one, *many;
    const char *severity; /* to list them with */
    uint32_t found, listed;
};

static void add_count(struct buf *out, uint32_t count, const char *one, const char *many)
{
    buf_printf(out, "%u %s", count, count == 1 ? one : many);
}

static void add_found(struct buf *out, const struct sum *sums)
{
    bool any = false;
    for (size_t i = 0; i < SUM_COUNT; i++) {
        if (sums[i].listed == 0)
            continue;
        buf_add(out, any ? STR(", ") : STR(""));
        add_count(out, sums[i].listed, sums[i].one, sums[i].many);
        any = true;
    }
    if (any)
        return;
    if (sums[1].found > 0)
        buf_add(out, STR("no errors"));
    else
        buf_add(out, sums[2].found > 0 ? STR("no errors or warnings") : STR("no findings"));
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
        {"error", "errors", "error", report->summary.errors, 0},
        {"warning", "warnings", "warning", report->summary.warnings, 0},
        {"info", "infos", "info", report->summary.infos, 0},
    };
    for (size_t i = 0; i < report->finding_count; i++)
        if (report->findings[i]->severity != SEVERITY_OFF)
            sums[SEVERITY_ERROR - report->findings[i]->severity].listed++;
    add_found(out, sums);
    buf_add(out, STR(" in "));
    add_count(out, report->summary.entries, "entry", "entries");
    buf_add(out, STR(", "));
    add_count(out, report->summary.files, "file", "files");
    add_hidden(out, sums);
    if (report->summary.fixed > 0)
        buf_printf(out, "; fixed %u", report->summary.fixed);
    add_fixable(out, report->summary.fixable_safe, report->summary.fixable_unsafe);
}
