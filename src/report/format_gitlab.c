#include "report/format.h"

#include "base/mem.h"
#include "report/json.h"
#include "report/occurrence.h"
#include "report/plain.h"
#include "report/position.h"

#include <inttypes.h>
#include <stdio.h>

/* A Code Quality report: what GitLab reads of Code Climate's format (docs/formats.md). */
static const char *const severities[] = {
    [SEVERITY_OFF] = "info",
    [SEVERITY_INFO] = "info",
    [SEVERITY_WARNING] = "minor",
    [SEVERITY_ERROR] = "major",
};

/* By the path from the root, where GitLab looks for it. */
static json_t *make_location(const struct report *report, const struct finding *finding)
{
    const struct document *doc = report->documents[finding->document];
    json_t *location = json_object(), *lines = json_object();
    json_put(lines, "begin", json_integer(position_of(doc, finding->span.start).line));
    json_put(location, "path", json_text(doc->path));
    json_put(location, "lines", lines);
    return location;
}

/* GitLab keeps one of those with the same fingerprint: each has its own. */
static json_t *make_item(const struct report *report, const struct finding *finding,
                         uint32_t occurrence)
{
    char fingerprint[40];
    snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64 ":%" PRIu32, finding->fingerprint,
             occurrence);
    struct buf text = {0};
    plain_add_message(&text, finding->message, finding->help);
    json_t *item = json_object();
    json_put(item, "description", json_text(buf_str(&text)));
    json_put(item, "check_name", json_string(finding->rule->id));
    json_put(item, "fingerprint", json_string(fingerprint));
    json_put(item, "severity", json_string(severities[plain_severity(finding)]));
    json_put(item, "location", make_location(report, finding));
    buf_free(&text);
    return item;
}

static void write_gitlab(const struct report *report, struct buf *out)
{
    uint32_t *occurrence = occurrence_number(report);
    bool any = false;
    buf_add_char(out, '[');
    for (size_t i = 0; i < report->marked_count; i++) {
        if (report->marked[i]->suppressed)
            continue;
        buf_add(out, any ? STR(",\n  ") : STR("\n  "));
        json_write(out, make_item(report, report->marked[i], occurrence[i]), 2);
        any = true;
    }
    buf_add(out, any ? STR("\n]\n") : STR("]\n"));
    mem_free(occurrence);
}

const struct format format_gitlab = {
    .name = "gitlab",
    .summary = "a Code Quality report, for merge requests of GitLab",
    .write = write_gitlab,
};
