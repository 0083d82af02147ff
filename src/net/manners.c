#include "net/manners.h"

/*
 * arXiv: no more than one request every three seconds, one connection at a time (help/api/tou); who
 * goes on after a 403 counts as an attacker (help/robots).
 * Hugging Face: 100 pages in five minutes for each address (hub-docs, rate-limits).
 * GitHub: a burst of requests for pages is answered by 429 and a wait of a minute, whatever token
 * is shown; one a second is not.
 */
static const struct check_host_rule rules[] = {
    {.host = STR_INIT("arxiv.org"), .at_once = 1, .rate = 1.0 / 3},
    {.host = STR_INIT("github.com"), .at_once = 2, .rate = 1},
    {.host = STR_INIT("huggingface.co"), .at_once = 1, .rate = 1.0 / 3},
};

const struct check_host_rule *manners(size_t *count)
{
    *count = sizeof rules / sizeof *rules;
    return rules;
}
