#include "report/audit.h"

#include "lint/rule.h"

const char *report_verdict_word(enum verdict verdict)
{
    static const char *const words[VERDICT_COUNT] = {
        [VERDICT_OK] = "alive",
        [VERDICT_MOVED] = "moved",
        [VERDICT_REDIRECTED] = "redirected",
        [VERDICT_SUSPICIOUS] = "suspicious",
        [VERDICT_GONE] = "dead",
        [VERDICT_BLOCKED] = "blocked",
        [VERDICT_FLAKY] = "unreachable",
        [VERDICT_INSECURE] = "insecure",
        [VERDICT_REFUSED] = "refused",
        [VERDICT_NOT_CHECKED] = "not checked",
    };
    return words[verdict];
}

str report_link_word(const struct report_link *link)
{
    enum verdict verdict = link->finding->evidence->verdict;
    if (verdict != VERDICT_OK && verdict != VERDICT_REDIRECTED)
        return str_from(report_verdict_word(verdict));
    str id = str_from(link->finding->rule->id);
    return str_skip(id, str_find_char(id, '/') + 1);
}

unsigned report_link_rank(const struct report_link *link)
{
    static const unsigned ranks[VERDICT_COUNT] = {
        [VERDICT_GONE] = 0,        [VERDICT_MOVED] = 1,      [VERDICT_SUSPICIOUS] = 2,
        [VERDICT_FLAKY] = 2,       [VERDICT_INSECURE] = 2,   [VERDICT_BLOCKED] = 3,
        [VERDICT_OK] = 4,          [VERDICT_REDIRECTED] = 4, [VERDICT_REFUSED] = 4,
        [VERDICT_NOT_CHECKED] = 4,
    };
    return 2 * ranks[link->finding->evidence->verdict] + !link->fresh;
}

uint32_t report_audit_urls(const struct audit_numbers *numbers)
{
    uint32_t urls = 0;
    for (int i = 0; i < VERDICT_COUNT; i++)
        urls += numbers->verdicts[i];
    return urls;
}

uint32_t report_count_alive(const uint32_t verdicts[VERDICT_COUNT])
{
    return verdicts[VERDICT_OK] + verdicts[VERDICT_REDIRECTED];
}

uint32_t report_count_unreachable(const uint32_t verdicts[VERDICT_COUNT])
{
    return verdicts[VERDICT_FLAKY] + verdicts[VERDICT_INSECURE] + verdicts[VERDICT_SUSPICIOUS];
}

uint32_t report_count_not_asked(const uint32_t verdicts[VERDICT_COUNT])
{
    return verdicts[VERDICT_REFUSED] + verdicts[VERDICT_NOT_CHECKED];
}
