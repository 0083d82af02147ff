#include "doc/target.h"
#include "doc/url.h"
#include "lint/rule.h"

/* "node.js" or "2405.18218" may be the name of a file. */
static bool is_file(const struct lint *lint, const struct document *doc, str url)
{
    const struct tree *tree = lint_tree(lint);
    if (!tree)
        return false;
    struct buf path = {0};
    bool found = target_resolve(&path, doc, url).kind == TARGET_PATH &&
                 tree->look(tree->self, buf_str(&path), NULL) != TREE_MISSING;
    buf_free(&path);
    return found;
}

static void check_reference(struct lint *lint, const struct document *doc,
                            const struct reference *ref, struct buf *repair)
{
    if (ref->plain || reference_is_badge(ref))
        return; /* of badges, badge/malformed knows better */
    enum url_fault fault = url_check(ref->url, repair);
    if (fault == URL_FINE)
        return;
    if ((fault == URL_NO_SCHEME || fault == URL_BARE_ID) && is_file(lint, doc, ref->url))
        return;
    struct finding *finding =
        lint_report(lint, doc, span_is_empty(ref->dest) ? ref->span : ref->dest,
                    "the target \"%.*s\" %s; %s", STR_ARG(ref->url), url_fault_text(fault),
                    ref->kind == REF_IMAGE ? "GitHub shows no picture" : "the link leads nowhere");
    lint_url(finding, ref->url);
    lint_discriminator(lint, finding, ref->url);
    if (repair->n == 0) {
        lint_help(lint, finding, "copy the address again from the page it leads to");
        return;
    }
    lint_help(lint, finding, "write \"%.*s\"", STR_ARG(buf_str(repair)));
    bool inside = ref->exact && !span_is_empty(ref->dest);
    /* escapes and entities in what is written would be lost */
    if (inside && str_eq(document_text(doc, ref->dest), ref->url) && ref->form != FORM_BARE)
        lint_edit(lint, finding, FIX_SAFE, ref->dest, buf_str(repair));
}

static void check_document(struct lint *lint, const struct document *doc)
{
    struct once once = {0};
    struct buf repair = {0};
    for (uint32_t i = 0; i < doc->reference_count; i++)
        if (once_take(&once, doc, &doc->references[i]))
            check_reference(lint, doc, &doc->references[i], &repair);
    buf_free(&repair);
    once_free(&once);
}

const struct rule rule_link_malformed = {
    .summary = "a link or picture has a target that cannot work",
    .severity = SEVERITY_ERROR,
    .document = check_document,
};
