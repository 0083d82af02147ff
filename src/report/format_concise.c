#include "report/format.h"

#include "report/concise.h"

static void write_concise(const struct report *report, struct buf *out)
{
    for (size_t i = 0; i < report->finding_count; i++)
        concise_line(out, report, report->findings[i]);
}

const struct format format_concise = {
    .name = "concise",
    .summary = "one line a finding",
    .lines = true,
    .write = write_concise,
    .statistics = statistics_text,
};
