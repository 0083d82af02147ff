#include "doc/reference.h"
#include "lint/rule.h"

/* Forges whose page of a file is under /blob/, and the file itself under /raw/. */
static const str HOSTS[] = {STR_INIT("https://github.com/"),     STR_INIT("http://github.com/"),
                            STR_INIT("https://www.github.com/"), STR_INIT("https://gitlab.com/"),
                            STR_INIT("https://huggingface.co/"), STR_INIT("https://gitee.com/")};

static bool has_raw(str query)
{
    str name, value;
    while (url_next_parameter(&query, &name, &value))
        if (str_eq(name, STR("raw")) || str_eq(name, STR("inline")))
            return true;
    return false;
}

/* The offset of "blob" in the URL of a page that shows a file, or STR_NPOS. */
static size_t find_blob(str text)
{
    size_t host = 0;
    for (size_t i = 0; i < sizeof HOSTS / sizeof *HOSTS && host == 0; i++)
        host = str_starts_nocase(text, HOSTS[i]) ? HOSTS[i].n : 0;
    if (host == 0)
        return STR_NPOS;
    struct url url;
    url_split(text, &url);
    size_t found = str_find(url.path, STR("/blob/"));
    if (found == STR_NPOS || has_raw(url.query))
        return STR_NPOS;
    return (size_t)(url.path.at - text.at) + found + 1;
}

static void check_reference(struct lint *lint, const struct document *doc,
                            const struct reference *ref)
{
    bool forge = ref->site == SITE_GITHUB || ref->site == SITE_GITLAB || ref->site == SITE_GITEE ||
                 ref->site == SITE_HUGGING_FACE;
    if (ref->kind != REF_IMAGE || ref->badge || !forge)
        return;
    size_t blob = find_blob(ref->url);
    if (blob == STR_NPOS)
        return;
    bool github = str_find_nocase(str_sub(ref->url, 0, blob), STR("github.com/")) != STR_NPOS;
    struct span span = span_is_empty(ref->dest) ? ref->span : ref->dest;
    struct finding *finding =
        lint_report(lint, doc, span, "the source of this picture is a page that shows it; %s",
                    github ? "GitHub itself puts the picture in its place, others show nothing"
                           : "no picture is shown");
    lint_url(finding, ref->url);
    lint_discriminator(lint, finding, ref->url);
    lint_help(lint, finding, "write \"%s\" in place of \"blob\"",
              str_has(ref->url, STR("huggingface.co/")) ? "resolve" : "raw");
    if (ref->exact && ref->definition == NO_INDEX &&
        str_eq(document_text(doc, ref->dest), ref->url))
        lint_edit(lint, finding, FIX_SAFE, span_of(span.start + blob, span.start + blob + 4),
                  str_has(ref->url, STR("huggingface.co/")) ? STR("resolve") : STR("raw"));
}

const struct rule rule_link_image_page = {
    .summary = "a picture whose source is the page of a file, not the file",
    .severity = SEVERITY_INFO,
    .reference = check_reference,
};
