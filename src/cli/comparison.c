#include "cli/comparison.h"

#include "cli/scope.h"

void comparison_open(struct comparison *comparison, struct place *place,
                     const struct settings *settings, struct date today,
                     const struct check_options *options, bool wary)
{
    comparison->wary = wary;
    comparison->options = options;
    comparison->place = place;
    snapshot_paths(&place->base, &comparison->held);
    comparison->tree = path_set_tree(&comparison->held);
    comparison->before = (struct documents){
        .settings = settings,
        .tree = &comparison->tree,
        .today = today,
    };
}

static void select_path(struct comparison *comparison, str path)
{
    map_put_copy(&comparison->selected, path, 0, NULL);
}

enum rc comparison_load(struct comparison *comparison, struct documents *documents,
                        struct files *files, struct err *err)
{
    for (size_t i = 0; i < files->n; i++)
        select_path(comparison, files->at[i].path);
    documents->comparison = comparison;
    enum rc rc = scope_load(comparison, documents, files, err);
    comparison->before.whole = documents->whole;
    documents_configure(documents, comparison->place);
    documents_configure(&comparison->before, comparison->place);
    return rc;
}

void comparison_free(struct comparison *comparison)
{
    match_free(comparison->match);
    engine_free(comparison->engine);
    documents_free(&comparison->before);
    path_set_free(&comparison->held);
    map_free(&comparison->selected);
    map_free(&comparison->urls);
    vec_free(&comparison->gone);
}

struct match *comparison_match(struct comparison *comparison, const struct documents *documents)
{
    comparison->before.answers = documents->answers;
    if (!comparison->engine)
        comparison->engine = documents_lint(&comparison->before, &comparison->findings);
    match_free(comparison->match);
    comparison->match =
        match_new((struct match_side){comparison->before.at, (uint32_t)comparison->before.n},
                  (struct match_side){documents->at, (uint32_t)documents->n});
    return comparison->match;
}

void comparison_judge(struct comparison *comparison, struct engine *head)
{
    comparison->compared = engine_compare(comparison->match, comparison->engine, head);
}

static bool is_new_link(void *self, const struct document *doc, const struct reference *ref)
{
    const struct comparison *comparison = self;
    (void)doc;
    return !map_get(&comparison->urls, ref->url);
}

const struct link_filter *comparison_links(struct comparison *comparison)
{
    const struct documents *before = &comparison->before;
    for (size_t d = 0; !comparison->new_links.includes && d < before->n; d++)
        for (uint32_t i = 0; i < before->at[d]->reference_count; i++)
            map_put(&comparison->urls, before->at[d]->references[i].url, 0, NULL);
    comparison->new_links = (struct link_filter){is_new_link, comparison};
    return &comparison->new_links;
}

/* Files that are no lists, as the configuration is, are asked for with any list. */
static bool is_selected(const struct comparison *comparison, const struct documents *documents,
                        uint32_t document)
{
    return document >= documents->n ||
           map_get(&comparison->selected, documents->at[document]->path) != NULL;
}

bool comparison_shows(const struct comparison *comparison, const struct documents *documents,
                      const struct finding *finding)
{
    if (!is_selected(comparison, documents, finding->document))
        return false;
    if (finding->status == STATUS_NEW)
        return true;
    uint32_t reach = comparison->options->report;
    if (finding->document >= documents->n || reach == REPORT_NEW)
        return false;
    return reach == REPORT_FILES ? !match_is_shared(comparison->match, finding->document)
                                 : finding->fate != FATE_SAME;
}

/* How many entries the change added or edited in what was asked for. */
static uint32_t count_entries(const struct comparison *comparison,
                              const struct documents *documents)
{
    uint32_t count = 0;
    for (uint32_t d = 0; d < documents->n; d++) {
        if (!is_selected(comparison, documents, d) || match_is_shared(comparison->match, d))
            continue;
        for (uint32_t i = 0; i < documents->at[d]->entry_count; i++)
            count +=
                match_fate(comparison->match, d, i, documents->at[d]->entries[i].span) != FATE_SAME;
    }
    return count;
}

static void list_gone(struct comparison *comparison, enum severity from)
{
    const struct findings *findings = comparison->findings;
    for (size_t i = 0; findings && i < findings->n; i++) {
        const struct finding *finding = &findings->at[i];
        if (finding->status == STATUS_FIXED && !finding->suppressed && finding->severity >= from)
            vec_push(&comparison->gone, finding);
    }
}

void comparison_report(struct comparison *comparison, const struct documents *documents,
                       enum severity from, struct report *report)
{
    const struct base_choice *choice = &comparison->place->choice;
    list_gone(comparison, from);
    report->summary.entries = count_entries(comparison, documents);
    report->summary.files = comparison->files;
    report->comparison = (struct report_comparison){
        .base = choice->base,
        .source = base_source_name(choice->source),
        .why = choice->why,
        .gone = comparison->compared.fixed,
        .gone_findings = {comparison->gone.at, comparison->gone.n, comparison->before.at},
    };
}
