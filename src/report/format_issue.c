#include "report/format.h"

#include "report/summary.h"

/* An issue takes 65,536 characters; the rest is for what a workflow puts around it. */
enum { LIMIT = 64000 };

static void write_issue(const struct report *report, struct buf *out)
{
    summary_add(out, report, LIMIT);
}

const struct format format_issue = {
    .name = "issue",
    .summary = "the same for an issue or a comment, which take 65,536 characters",
    .write = write_issue,
};
