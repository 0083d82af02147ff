#include "report/audit_record.h"

#include "report/json.h"
#include "report/record.h"

static json_t *make_verdicts(const uint32_t verdicts[VERDICT_COUNT])
{
    json_t *object = json_object();
    for (int i = 0; i < VERDICT_COUNT; i++)
        json_put(object, verdict_name((enum verdict)i), json_integer(verdicts[i]));
    return object;
}

static json_t *make_time(int64_t milliseconds)
{
    return milliseconds >= 0 ? json_integer(milliseconds) : json_null();
}

static json_t *make_numbers(const struct audit_numbers *numbers)
{
    json_t *object = json_object();
    json_put(object, "finished", json_integer(numbers->finished));
    json_put(object, "urls", json_integer(report_audit_urls(numbers)));
    json_put(object, "verdicts", make_verdicts(numbers->verdicts));
    json_put(object, "errors", json_integer(numbers->errors));
    json_put(object, "warnings", json_integer(numbers->warnings));
    json_put(object, "infos", json_integer(numbers->infos));
    json_put(object, "requests", json_integer((json_int_t)numbers->requests));
    json_put(object, "median_ms", make_time(numbers->median));
    json_put(object, "slow_ms", make_time(numbers->slow));
    return object;
}

static json_t *make_since(const struct report_audit *audit)
{
    if (!report_audit_has_past(audit))
        return json_null();
    json_t *object = json_object();
    json_put(object, "finished", json_integer(audit->past[audit->past_count - 1].finished));
    json_put(object, "findings", json_integer(audit->since.findings));
    json_put(object, "links", make_verdicts(audit->since.links));
    json_put(object, "mended", make_verdicts(audit->since.mended));
    return object;
}

static json_t *make_hosts(const struct report_audit *audit)
{
    json_t *list = json_array();
    for (size_t i = 0; i < audit->host_count; i++) {
        const struct report_host *host = &audit->hosts[i];
        json_t *object = json_object();
        json_put(object, "name", json_text(host->name));
        json_put(object, "urls", json_integer(host->links));
        json_put(object, "verdicts", make_verdicts(host->verdicts));
        json_put(object, "requests", json_integer((json_int_t)host->requests));
        json_put(object, "failures", json_integer((json_int_t)host->failures));
        json_put(object, "median_ms", make_time(host->median));
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *make_patches(const struct report *report)
{
    json_t *list = json_array();
    for (size_t i = 0; i < report->audit->patch_count; i++) {
        const struct report_patch *patch = &report->audit->patches[i];
        json_t *object = json_object();
        json_put(object, "file", json_text(report->names[patch->document]));
        json_put(object, "links", json_integer(patch->links));
        json_put(object, "text", json_text(patch->text));
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *make_past(const struct report_audit *audit)
{
    json_t *list = json_array();
    for (size_t i = 0; i < audit->past_count; i++)
        json_array_append_new(list, make_numbers(&audit->past[i]));
    return list;
}

json_t *audit_record(const struct report *report)
{
    const struct report_audit *audit = report->audit;
    json_t *object = json_object();
    json_put(object, "lists", json_text(audit->lists));
    json_put(object, "numbers", make_numbers(&audit->numbers));
    json_put(object, "since", make_since(audit));
    json_put(object, "hosts", make_hosts(audit));
    json_put(object, "patches", make_patches(report));
    json_put(object, "past", make_past(audit));
    return object;
}

json_t *audit_record_link(const struct report *report, const struct report_link *link)
{
    json_t *object = record_finding(report, link->finding);
    json_put(object, "new", json_boolean(link->fresh));
    return object;
}
