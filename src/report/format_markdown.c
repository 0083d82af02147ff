#include "report/format.h"

#include "report/summary.h"

enum { LIMIT = 1024 * 1024 }; /* bytes of a step's summary; GitHub drops a longer one whole */

static void write_markdown(const struct report *report, struct buf *out)
{
    summary_add(out, report, LIMIT);
}

static void write_statistics(const struct statistics *statistics, struct buf *out)
{
    if (statistics->n > 0)
        summary_add_rules(out, statistics);
}

const struct format format_markdown = {
    .name = "markdown",
    .summary = "a summary for a job of GitHub Actions",
    .write = write_markdown,
    .statistics = write_statistics,
};
