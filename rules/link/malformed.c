#include "doc/badge.h"
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

/* `[Paper](https://...`, whose parenthesis never closes: what is wrong there link/syntax says. */
static bool is_unclosed(const struct document *doc, const struct reference *ref)
{
    uint32_t low = 0, high = doc->stray_count, start = ref->span.start;
    if (ref->form != FORM_BARE || start == 0 || doc->source.at[start - 1] != '(')
        return false;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->strays[middle].next < start - 1)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == doc->stray_count)
        return false;
    const struct stray *stray = &doc->strays[low];
    return stray->next == start - 1 && stray->next_end == NO_INDEX && stray->open != NO_INDEX;
}

static void check_reference(struct lint *lint, const struct document *doc,
                            const struct reference *ref, struct buf *repair)
{
    if (ref->plain || reference_is_badge(ref))
        return; /* of badges, badge/malformed knows better */
    enum url_fault fault = url_check(ref->url, repair);
    if (fault == URL_FINE || reference_took_pipe(doc, ref) || is_unclosed(doc, ref))
        return;
    if ((fault == URL_NO_SCHEME || fault == URL_BARE_ID || fault == URL_ADDRESS) &&
        is_file(lint, doc, ref->url))
        return;
    struct finding *finding =
        lint_report(lint, doc, span_is_empty(ref->dest) ? ref->span : ref->dest,
                    "the target \"%.*s\" %s; %s", STR_ARG(ref->url), url_fault_text(fault),
                    ref->kind == REF_IMAGE ? "GitHub shows no picture" : "the link leads nowhere");
    lint_url(finding, ref->url);
    lint_discriminator(lint, finding, ref->url);
    if (repair->n == 0) {
        lint_help(lint, finding,
                  fault == URL_LOCAL ? "put the file into the repository, or link to it on the web"
                                     : "copy the address again from the page it leads to");
        return;
    }
    lint_help(lint, finding, "write \"%.*s\"", STR_ARG(buf_str(repair)));
    bool inside = ref->exact && !span_is_empty(ref->dest);
    /* escapes and entities in what is written would be lost */
    if (inside && str_eq(document_text(doc, ref->dest), ref->url) && ref->form != FORM_BARE)
        lint_edit(lint, finding, FIX_SAFE, ref->dest, buf_str(repair));
}

/* Whether text between parentheses was meant as a target, and not as a remark. */
static bool is_target(str text)
{
    static const str STARTS[] = {STR_INIT("http://"), STR_INIT("https://"), STR_INIT("www."),
                                 STR_INIT("./"),      STR_INIT("../"),      STR_INIT("/")};
    static const str ENDS[] = {STR_INIT(".md"),  STR_INIT(".pdf"),  STR_INIT(".png"),
                               STR_INIT(".jpg"), STR_INIT(".jpeg"), STR_INIT(".gif"),
                               STR_INIT(".svg"), STR_INIT(".webp")};
    for (size_t i = 0; i < sizeof STARTS / sizeof *STARTS; i++)
        if (str_starts_nocase(text, STARTS[i]))
            return true;
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++)
        if (str_ends_nocase(text, ENDS[i]))
            return true;
    return false;
}

/* The target with its blanks encoded, where the repository holds such a file. */
static void repair_file(const struct lint *lint, const struct document *doc, str target,
                        struct buf *repair)
{
    buf_clear(repair);
    if (!is_file(lint, doc, target))
        return;
    for (size_t i = 0; i < target.n; i++)
        if (target.at[i] == ' ')
            buf_add(repair, STR("%20"));
        else
            buf_add_char(repair, target.at[i]);
}

/*
 * `[Code](https://github.com/o/my name)`: with a blank in its destination it is no link, so that no
 * reference tells of it (CommonMark 6.3).
 */
static void check_stray(struct lint *lint, const struct document *doc, const struct stray *stray,
                        struct buf *repair)
{
    if (stray->next != stray->close + 1 || stray->next_end == NO_INDEX || stray->open == NO_INDEX ||
        stray->holds_link || doc->source.at[stray->next] != '(')
        return;
    str target = str_trim(str_sub(doc->source, stray->next + 1, stray->next_end - 1));
    size_t blank = str_find_char(target, ' ');
    struct badge badge;
    if (blank == STR_NPOS || !is_target(target) || str_find_char(target, '"') != STR_NPOS ||
        str_find(target, STR(" '")) != STR_NPOS || badge_parse(target, &badge) != BADGE_NONE)
        return;
    size_t start = (size_t)(target.at - doc->source.at);
    struct span span = span_of(start, start + target.n);
    struct finding *finding =
        lint_report(lint, doc, span, "the target \"%.*s\" %s; GitHub shows the whole %s as text",
                    STR_ARG(target), url_fault_text(URL_SPACE), stray->image ? "picture" : "link");
    lint_url(finding, target);
    lint_discriminator(lint, finding, target);
    repair_file(lint, doc, target, repair);
    if (repair->n > 0) {
        lint_help(lint, finding, "write \"%.*s\"", STR_ARG(buf_str(repair)));
        lint_edit(lint, finding, FIX_SAFE, span, buf_str(repair));
    } else {
        lint_help(lint, finding, "take the blank out, or write it as %%20");
    }
}

static void check_document(struct lint *lint, const struct document *doc)
{
    struct once once = {0};
    struct buf repair = {0};
    for (uint32_t i = 0; i < doc->reference_count; i++)
        if (once_take(&once, doc, &doc->references[i]))
            check_reference(lint, doc, &doc->references[i], &repair);
    for (uint32_t i = 0; i < doc->stray_count; i++)
        check_stray(lint, doc, &doc->strays[i], &repair);
    buf_free(&repair);
    once_free(&once);
}

const struct rule rule_link_malformed = {
    .summary = "a link or picture has a target that cannot work",
    .severity = SEVERITY_ERROR,
    .document = check_document,
};
