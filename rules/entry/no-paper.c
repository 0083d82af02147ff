#include "base/mem.h"
#include "doc/paper.h"
#include "doc/reference.h"
#include "lint/rule.h"

enum { OPTION_HOSTS };

static const struct option options[] = {
    [OPTION_HOSTS] = {.name = "hosts",
                      .type = OPTION_LIST,
                      .fallback = "",
                      .help = "further hosts where papers are, without www.; their subdomains too"},
    {.name = NULL},
};

static bool is_under(str host, str wanted)
{
    if (str_starts_nocase(host, STR("www.")))
        host = str_skip(host, 4);
    bool whole = host.n == wanted.n || (host.n > wanted.n && host.at[host.n - wanted.n - 1] == '.');
    return wanted.n > 0 && whole && str_ends_nocase(host, wanted);
}

static bool leads_to_paper(const struct lint *lint, const struct reference *ref)
{
    if (ref->kind != REF_LINK || ref->url.n == 0)
        return false;
    if (ref->paper != NO_INDEX || ref->names_paper || paper_host(ref->url))
        return true;
    const struct option_value *hosts = lint_option(lint, OPTION_HOSTS);
    struct url url;
    reference_url(ref, &url);
    for (size_t i = 0; i < hosts->list_count; i++)
        if (is_under(url.host, hosts->list[i]))
            return true;
    return str_ends_nocase(url.path, STR(".pdf"));
}

static void report(struct lint *lint, const struct document *doc, const struct entry *entry)
{
    struct span span = span_is_empty(entry->title) ? entry->span : entry->title;
    struct finding *finding =
        lint_report(lint, doc, span, "no link of this entry leads to a paper");
    lint_entry(lint, finding, entry);
    lint_discriminator(lint, finding, (str){NULL, 0});
}

/* Of each entry: links of its own, one of them to a paper, entries inside it. */
struct facts {
    bool link, paper, parent;
};

static bool has_paper(const struct document *doc, const struct facts *facts, uint32_t entry)
{
    for (; entry != NO_INDEX; entry = doc->entries[entry].parent)
        if (facts[entry].paper)
            return true;
    return false;
}

static void check_document(struct lint *lint, const struct document *doc)
{
    struct facts *facts = mem_alloc(doc->entry_count, sizeof *facts);
    for (uint32_t i = 0; i < doc->reference_count; i++) {
        const struct reference *ref = &doc->references[i];
        if (ref->entry == NO_INDEX)
            continue;
        struct facts *of = &facts[ref->entry];
        of->link = of->link || (ref->kind == REF_LINK && ref->url.n > 0);
        of->paper = of->paper || leads_to_paper(lint, ref);
    }
    for (uint32_t i = 0; i < doc->entry_count; i++)
        if (doc->entries[i].parent != NO_INDEX)
            facts[doc->entries[i].parent].parent = true;
    for (uint32_t i = 0; i < doc->entry_count; i++) {
        const struct entry *entry = &doc->entries[i];
        if (facts[i].link && !facts[i].parent && !entry->navigation &&
            !doc->sections[entry->section].news && !has_paper(doc, facts, i))
            report(lint, doc, entry);
    }
    mem_free(facts);
}

const struct rule rule_entry_no_paper = {
    .summary = "an entry without a link to a paper",
    .severity = SEVERITY_OFF,
    .options = options,
    .document = check_document,
};
