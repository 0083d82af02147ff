#include "doc/recent.h"
#include "lint/rule.h"

/* Without a configuration, a page is one of recent papers where so many entries, */
enum { CASES = 20, PERCENT = 95 }; /* almost all of which other lists have, stand below a window. */

struct check {
    struct lint *lint;
    const struct repository *repo;
    struct recent_page page;
    struct recent_plan plan;
    struct recent_wish wish;
    VEC(struct document *) files;
};

static struct span span_of_title(const struct entry *entry)
{
    return span_is_empty(entry->title) ? entry->span : entry->title;
}

/*
 * Whether the month of the paper says the same as what its list says. Only what the list was asked
 * to go by, or both together, are enough to call a page wrong.
 */
static bool is_certain(const struct check *check, str key, bool recent)
{
    int64_t last = entry_day_arxiv(key).day, since = check->plan.window.since;
    if (check->wish.given || check->page.marked)
        return true;
    return last != DAY_UNKNOWN && (recent ? last - 30 >= since : last < since);
}

/* One finding for the old rows of a section: they come in dozens. */
static void report_old(struct check *check, const struct recent_part *part)
{
    const struct document *page = check->page.doc;
    const struct recent_row *first = NULL;
    uint32_t old = 0;
    for (size_t i = part->first; i < part->first + part->count; i++) {
        const struct recent_row *row = &check->plan.rows.at[i];
        if (!row->dropped || !is_certain(check, page->entries[row->entry].key, false))
            continue;
        first = !first || row->entry < first->entry ? row : first;
        old++;
    }
    if (!first)
        return;
    struct date since = day_date(check->plan.window.since);
    const struct entry *entry = &page->entries[first->entry];
    struct finding *finding =
        old == 1
            ? lint_report(check->lint, page, span_of_title(entry),
                          "this entry came before %04d-%02d-%02d, from when on this page shows "
                          "what is recent",
                          since.year, since.month, since.day)
            : lint_report(check->lint, page, span_of_title(entry),
                          "this and %u more of the section came before %04d-%02d-%02d, "
                          "from when on this page shows what is recent",
                          old - 1, since.year, since.month, since.day);
    lint_entry(check->lint, finding, entry);
    lint_discriminator(check->lint, finding, STR("old"));
    lint_help(check->lint, finding,
              "`curlint recent` takes out what is too old and stands in another list");
}

static void report_lacking(struct check *check, const struct recent_row *row,
                           const struct recent_group *group)
{
    const struct twin *twin = &check->plan.twins.at.at[row->original];
    const struct document *page = check->page.doc;
    struct date since = day_date(check->plan.window.since);
    if (!is_certain(check, twin->entry->key, true))
        return;
    struct finding *finding =
        lint_report(check->lint, twin->doc, span_of_title(twin->entry),
                    "%.*s shows what is recent, from %04d-%02d-%02d on, and lacks this entry",
                    STR_ARG(page->path), since.year, since.month, since.day);
    lint_related(check->lint, finding, page, page->sections[group->section].span,
                 "where it belongs");
    lint_entry(check->lint, finding, twin->entry);
    lint_discriminator(check->lint, finding, page->path);
    lint_help(check->lint, finding, "`curlint recent` adds it there");
}

/* Whether it lists papers: a table of contents and news do not. */
static bool is_list(const struct recent_page *page, const struct recent_group *group)
{
    for (uint32_t i = group->first; i < group->end; i++)
        if (!twins_takes(page->doc, &page->doc->entries[page->entries.at[i]]))
            return false;
    return true;
}

static void report_all(struct check *check)
{
    for (size_t i = 0; i < check->plan.parts.n; i++) {
        const struct recent_part *part = &check->plan.parts.at[i];
        if (!part->shown || !is_list(&check->page, &check->page.groups.at[part->group]))
            continue;
        report_old(check, part);
        for (size_t k = part->first; k < part->first + part->count; k++)
            if (check->plan.rows.at[k].entry == NO_INDEX)
                report_lacking(check, &check->plan.rows.at[k], &check->page.groups.at[part->group]);
    }
}

/* Whether a page that nobody names as such is one beyond doubt. */
static bool is_unmistakable(const struct check *check)
{
    uint32_t cases = 0, twins = 0;
    for (size_t i = 0; i < check->plan.rows.n; i++) {
        cases++;
        twins += check->plan.rows.at[i].original != NO_INDEX;
    }
    return cases >= CASES && (uint64_t)twins * 100 >= (uint64_t)cases * PERCENT;
}

/* Only the lists below headings that tell a window take part, where nothing else says which do. */
static void keep_windowed(struct recent_page *page)
{
    size_t kept = 0;
    for (size_t i = 0; i < page->groups.n; i++) {
        struct recent_heading heading;
        if (is_list(page, &page->groups.at[i]) &&
            recent_heading_of(page->doc, page->groups.at[i].section, &heading))
            page->groups.at[kept++] = page->groups.at[i];
    }
    page->groups.n = kept;
}

static void check_page(struct check *check, const struct document *doc)
{
    struct err err;
    bool told = check->wish.given || recent_is_marked(doc);
    recent_page_read(&check->page, doc);
    if (check->page.fault) {
        struct finding *finding =
            lint_report(check->lint, doc, check->page.fault_line, "%s", check->page.fault);
        lint_discriminator(check->lint, finding, STR("comments"));
        return;
    }
    if (!told)
        keep_windowed(&check->page);
    for (uint32_t i = 0; i < check->repo->document_count; i++)
        if (recent_repeats(&check->wish, doc->path, check->repo->documents[i]->path))
            vec_push(&check->files, check->repo->documents[i]);
    if (recent_window_find(&check->plan, &check->page, &check->wish, lint_today(check->lint)) !=
            RC_OK ||
        recent_plan_make(&check->plan, check->files.at, check->files.n, NULL, &err) != RC_OK)
        return; /* what is wrong with the configuration, the command says */
    if (told || is_unmistakable(check))
        report_all(check);
}

/* Whether a page is worth a look: a heading that holds lists tells a window. */
static bool tells_window(const struct document *doc)
{
    struct window_text window;
    for (uint32_t i = 0; i < doc->section_count; i++)
        if (doc->sections[i].kind == SECTION_HEADING &&
            window_text_read(document_text(doc, doc->sections[i].title), &window))
            return doc->entry_count >= CASES;
    return false;
}

static void check_repository(struct lint *lint, const struct repository *repo)
{
    const struct recent_wish *wish = &lint_form(lint)->recent;
    for (uint32_t i = 0; i < repo->document_count; i++) {
        const struct document *doc = repo->documents[i];
        bool is_page = wish->given ? str_eq(doc->path, wish->page)
                                   : recent_is_marked(doc) || tells_window(doc);
        if (!is_page)
            continue;
        struct check check = {.lint = lint, .repo = repo, .wish = *wish};
        check_page(&check, doc);
        recent_plan_free(&check.plan);
        recent_page_free(&check.page);
        vec_free(&check.files);
    }
}

const struct rule rule_repo_recent = {
    .summary = "the page of recent papers holds an entry older than its window, or lacks one",
    .severity = SEVERITY_WARNING,
    .repository = check_repository,
};
