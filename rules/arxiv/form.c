#include "base/majority.h"
#include "base/mem.h"
#include "doc/arxiv_style.h"
#include "lint/rule.h"

enum { OPTION_FORM, OPTION_VERSION };
enum page { PAGE_LIST, PAGE_ANY, PAGE_ABS, PAGE_PDF, PAGE_HTML };
enum version { VERSION_LIST, VERSION_ANY, VERSION_NEVER };

static const char *const forms[] = {"list", "any", "abs", "pdf", "html", NULL};
static const char *const versions[] = {"list", "any", "never", NULL};

static const struct option options[] = {
    [OPTION_FORM] = {.name = "form",
                     .type = OPTION_CHOICE,
                     .fallback = "list",
                     .help = "the page that a link to a paper leads to; list: the one that 95 % of "
                             "the list's links lead to",
                     .choices = forms},
    [OPTION_VERSION] = {.name = "version",
                        .type = OPTION_CHOICE,
                        .fallback = "list",
                        .help = "whether a link may name a version; list: not where 95 % of the "
                                "list's links name none",
                        .choices = versions},
    {.name = NULL},
};

static const str HOME = STR_INIT("https://arxiv.org");

/* What the links of the list have in common; an empty slice where nothing is said. */
struct custom {
    struct majority forms, versions, origins;
    str form, version, origin; /* the version: "v" where there is none in the custom */
};

static void count(struct custom *custom, const struct repository *repo)
{
    for (uint32_t d = 0; d < repo->document_count; d++) {
        const struct document *doc = repo->documents[d];
        for (uint32_t i = 0; i < doc->reference_count; i++) {
            struct arxiv_style style;
            if (!arxiv_style_of(doc, &doc->references[i], &style))
                continue;
            majority_add(&custom->forms, style.form);
            majority_add(&custom->versions, style.version.n > 0 ? STR("v") : STR("none"));
            majority_add(&custom->origins, style.origin);
        }
    }
}

static void learn(const struct lint *lint, struct custom *custom, const struct repository *repo)
{
    enum page form = (enum page)lint_option(lint, OPTION_FORM)->choice;
    enum version version = (enum version)lint_option(lint, OPTION_VERSION)->choice;
    count(custom, repo);
    if (form == PAGE_LIST)
        custom->form = majority_form(&custom->forms, MAJORITY_CASES, MAJORITY_STYLE, NULL);
    else if (form != PAGE_ANY)
        custom->form = str_from(forms[form]);
    if (version == VERSION_LIST)
        custom->version = majority_form(&custom->versions, MAJORITY_CASES, MAJORITY_STYLE, NULL);
    else if (version == VERSION_NEVER)
        custom->version = STR("none");
    custom->origin = majority_form(&custom->origins, MAJORITY_CASES, MAJORITY_STYLE, NULL);
}

/* What is unlike the custom, for "this link ..."; NULL where nothing is. Brings `style` in line. */
static const char *compare(const struct custom *custom, struct arxiv_style *style)
{
    const char *differs = NULL;
    if (str_eq(custom->origin, HOME) && !str_eq(style->origin, HOME)) {
        differs = str_starts_nocase(style->origin, STR("http:")) ? "goes by http"
                  : str_has(style->origin, STR("www."))          ? "goes by www.arxiv.org"
                                                                 : "goes by export.arxiv.org";
        style->origin = HOME;
    }
    if (str_eq(custom->version, STR("none")) && style->version.n > 0) {
        differs = "names a version";
        style->version = (str){NULL, 0};
    }
    if (custom->form.n > 0 && !str_eq(custom->form, style->form)) {
        differs = str_eq(style->form, STR("abs"))   ? "leads to the abstract"
                  : str_eq(style->form, STR("pdf")) ? "leads to the PDF"
                                                    : "leads to the HTML";
        style->form = custom->form;
    }
    return differs;
}

static void check_reference(struct lint *lint, const struct custom *custom,
                            const struct document *doc, const struct reference *ref)
{
    struct arxiv_style style;
    if (!arxiv_style_of(doc, ref, &style))
        return;
    const char *differs = compare(custom, &style);
    if (!differs)
        return;
    struct span span = span_is_empty(ref->dest) ? ref->span : ref->dest;
    struct finding *finding =
        lint_report(lint, doc, span, "this link to arXiv %.*s %s, unlike the list's others",
                    STR_ARG(style.id), differs);
    struct buf text = {0};
    arxiv_style_write(&text, &style);
    lint_help(lint, finding, "write %.*s", STR_ARG(buf_str(&text)));
    lint_url(finding, ref->url);
    lint_discriminator(lint, finding, ref->url);
    if (ref->exact && ref->definition == NO_INDEX &&
        str_eq(document_text(doc, ref->dest), ref->url))
        lint_edit(lint, finding, FIX_SAFE, ref->dest, buf_str(&text));
    buf_free(&text);
}

static void check_repository(struct lint *lint, const struct repository *repo)
{
    struct custom custom = {0};
    learn(lint, &custom, repo);
    bool any = majority_differs(&custom.forms, custom.form) ||
               majority_differs(&custom.versions, custom.version) ||
               majority_differs(&custom.origins, custom.origin);
    for (uint32_t d = 0; any && d < repo->document_count; d++)
        for (uint32_t i = 0; i < repo->documents[d]->reference_count; i++)
            check_reference(lint, &custom, repo->documents[d], &repo->documents[d]->references[i]);
    majority_free(&custom.forms);
    majority_free(&custom.versions);
    majority_free(&custom.origins);
}

const struct rule rule_arxiv_form = {
    .summary = "a link to arXiv in another form than the list's others",
    .severity = SEVERITY_INFO,
    .options = options,
    .relative = true,
    .repository = check_repository,
};
