#include "doc/url.h"
#include "lint/rule.h"

#include <stdlib.h>

/* Hosts of papers, code and talks that serve https, and lead there from http. Sorted. */
static const str HOSTS[] = {
    STR_INIT("aclanthology.org"),
    STR_INIT("aclweb.org"),
    STR_INIT("arxiv.org"),
    STR_INIT("bitbucket.org"),
    STR_INIT("dl.acm.org"),
    STR_INIT("doi.org"),
    STR_INIT("dx.doi.org"),
    STR_INIT("en.wikipedia.org"),
    STR_INIT("export.arxiv.org"),
    STR_INIT("github.com"),
    STR_INIT("gitlab.com"),
    STR_INIT("huggingface.co"),
    STR_INIT("ieeexplore.ieee.org"),
    STR_INIT("jmlr.org"),
    STR_INIT("kaggle.com"),
    STR_INIT("link.springer.com"),
    STR_INIT("medium.com"),
    STR_INIT("nature.com"),
    STR_INIT("openaccess.thecvf.com"),
    STR_INIT("openreview.net"),
    STR_INIT("papers.nips.cc"),
    STR_INIT("proceedings.mlr.press"),
    STR_INIT("proceedings.neurips.cc"),
    STR_INIT("pytorch.org"),
    STR_INIT("raw.githubusercontent.com"),
    STR_INIT("reddit.com"),
    STR_INIT("science.org"),
    STR_INIT("sciencedirect.com"),
    STR_INIT("semanticscholar.org"),
    STR_INIT("tensorflow.org"),
    STR_INIT("twitter.com"),
    STR_INIT("wikipedia.org"),
    STR_INIT("x.com"),
    STR_INIT("youtu.be"),
    STR_INIT("youtube.com"),
    STR_INIT("zhihu.com"),
};

static int by_name(const void *key, const void *item)
{
    return str_cmp(*(const str *)key, *(const str *)item);
}

static bool is_known(str host)
{
    char name[64];
    if (str_starts_nocase(host, STR("www.")))
        host = str_skip(host, 4);
    if (host.n > sizeof name)
        return false;
    for (size_t i = 0; i < host.n; i++)
        name[i] = ascii_lower(host.at[i]);
    str lower = {name, host.n};
    return bsearch(&lower, HOSTS, sizeof HOSTS / sizeof *HOSTS, sizeof *HOSTS, by_name);
}

static void check_reference(struct lint *lint, const struct document *doc,
                            const struct reference *ref)
{
    static const str INSECURE = STR_INIT("http://");
    if (!str_starts_nocase(ref->url, INSECURE))
        return;
    struct url url;
    url_split(ref->url, &url);
    if (url.port.n > 0 || url.userinfo.n > 0 || !is_known(url.host))
        return;
    struct span span = span_is_empty(ref->dest) ? ref->span : ref->dest;
    struct finding *finding =
        lint_report(lint, doc, span, "%.*s serves https, and this goes by http", STR_ARG(url.host));
    lint_help(lint, finding, "write https://");
    lint_url(finding, ref->url);
    lint_discriminator(lint, finding, ref->url);
    if (ref->exact && ref->definition == NO_INDEX &&
        str_starts_nocase(document_text(doc, ref->dest), INSECURE))
        lint_edit(lint, finding, FIX_SAFE, span_of(ref->dest.start + 4, ref->dest.start + 4),
                  STR("s"));
}

const struct rule rule_link_insecure = {
    .summary = "a link by http to a host that serves https",
    .severity = SEVERITY_INFO,
    .reference = check_reference,
};
