#include "lint/recent_text.h"

#include "base/longest_run.h"
#include "lint/recent_row.h"

#include <stdlib.h>

/* Other bytes in the place of some of the page. */
struct edit {
    struct span span;
    size_t start, end; /* in the buffer of all texts */
};

struct rewrite {
    struct recent_text *out;
    const struct recent_plan *plan;
    const struct document *doc;
    str line_end;
    struct row_order order;
    VEC(struct edit) edits;
    struct buf text;
};

static str line_end_of(const struct document *doc)
{
    size_t at = str_find_char(doc->source, '\n');
    bool pair = at != STR_NPOS && at > 0 && doc->source.at[at - 1] == '\r';
    return pair ? STR("\r\n") : STR("\n");
}

static const struct entry *entry_at(const struct rewrite *rewrite, uint32_t index)
{
    return &rewrite->doc->entries[index];
}

/* The bytes of a row of the page: of a table's its whole line. */
static str page_row(const struct rewrite *rewrite, const struct entry *entry)
{
    const struct document *doc = rewrite->doc;
    uint32_t start = document_line_span(doc, document_line(doc, entry->span.start)).start;
    if (entry->row == NO_INDEX)
        return str_trim_right(document_text(doc, span_of(start, entry->span.end)));
    return document_text(doc, document_line_span(doc, document_line(doc, entry->span.start)));
}

static void note(struct rewrite *rewrite, size_t row, const struct recent_outcome *outcome)
{
    rewrite->out->count[outcome->kind]++;
    if (outcome->kind >= RECENT_APART)
        vec_push(&rewrite->out->notes, (struct recent_note){outcome->kind, row, outcome->lacks});
}

/* What stands between two items: a line end, or a blank line too. */
static str between_items(const struct rewrite *rewrite, const struct recent_group *group)
{
    if (!group->bullets || group->end - group->first < 2)
        return rewrite->line_end;
    const uint32_t *entries = rewrite->plan->page->entries.at;
    const struct entry *one = entry_at(rewrite, entries[group->first]);
    const struct entry *two = entry_at(rewrite, entries[group->first + 1]);
    str text = document_text(rewrite->doc, span_of(one->span.start, two->span.start));
    size_t end = str_trim_right(text).n;
    str gap = str_skip(text, end);
    size_t last = str_rfind_char(gap, '\n');
    return last == STR_NPOS ? rewrite->line_end : str_sub(gap, 0, last + 1);
}

/* The header and delimiter row of the first table of the page, each with a line end behind it. */
static bool add_header(struct rewrite *rewrite)
{
    const struct document *doc = rewrite->doc;
    const struct recent_page *page = rewrite->plan->page;
    for (size_t i = 0; i < page->groups.n; i++) {
        if (page->groups.at[i].bullets || page->groups.at[i].list == NO_INDEX)
            continue;
        const struct row *rows =
            table_rows(doc, &doc->tables[doc->lists[page->groups.at[i].list].table]);
        for (int row = 0; row < 2; row++) {
            uint32_t line = document_line(doc, rows[row].span.start);
            buf_add(&rewrite->text, document_text(doc, document_line_span(doc, line)));
            if (row == 0)
                buf_add(&rewrite->text, rewrite->line_end);
        }
        return true;
    }
    return false;
}

static uint32_t columns_of(const struct rewrite *rewrite, const struct recent_group *group)
{
    const struct document *doc = rewrite->doc;
    const struct recent_page *page = rewrite->plan->page;
    if (group->list != NO_INDEX && !group->bullets)
        return doc->tables[doc->lists[group->list].table].columns;
    for (size_t i = 0; i < page->groups.n; i++)
        if (!page->groups.at[i].bullets && page->groups.at[i].list != NO_INDEX)
            return doc->tables[doc->lists[page->groups.at[i].list].table].columns;
    return 0;
}

static char bullet_of(const struct rewrite *rewrite, const struct recent_group *group)
{
    const struct recent_page *page = rewrite->plan->page;
    if (group->bullets && group->first == group->end)
        group = &page->groups.at[0];
    if (!group->bullets || group->first == group->end)
        return '-';
    const struct entry *first = entry_at(rewrite, page->entries.at[group->first]);
    return rewrite->doc->source.at[first->span.start];
}

/* Where the rows of a group stand, with the line end in front of them, or of a list's items behind.
 */
static struct span place_of(const struct rewrite *rewrite, const struct recent_group *group,
                            bool emptied)
{
    const struct document *doc = rewrite->doc;
    struct span span = group->span;
    if (group->bullets && group->list != NO_INDEX) {
        uint32_t line = document_line(doc, span.end);
        if (emptied && line + 1 < doc->line_count)
            span.end = doc->lines[line + 1];
        return span;
    }
    uint32_t line = document_line(doc, span.start);
    if (group->first < group->end && line > 0)
        span.start = document_line_span(doc, line - 1).end;
    return span;
}

/* Behind a list that is begun below a heading, text must not run on. */
static bool needs_blank(const struct document *doc, uint32_t place)
{
    uint32_t line = document_line(doc, place);
    return line + 1 < doc->line_count &&
           str_trim(document_text(doc, document_line_span(doc, line + 1))).n > 0;
}

static void add_row_text(struct rewrite *rewrite, const struct recent_group *group, str separator,
                         uint32_t index, str row)
{
    bool first_item = group->bullets && group->list != NO_INDEX && index == 0;
    if (!first_item)
        buf_add(&rewrite->text, group->bullets && index > 0 ? separator : rewrite->line_end);
    buf_add(&rewrite->text, row);
}

static enum rc begin_list(struct rewrite *rewrite, const struct recent_group *group,
                          struct err *err)
{
    buf_add(&rewrite->text, rewrite->line_end);
    if (group->bullets)
        return RC_OK;
    buf_add(&rewrite->text, rewrite->line_end);
    if (add_header(rewrite))
        return RC_OK;
    return err_set(err,
                   "%.*s:%u: has no table whose header could be taken for this section: write one "
                   "below the heading",
                   STR_ARG(rewrite->doc->path), document_line(rewrite->doc, group->span.start) + 1);
}

/* How many of the rows that stay in a group have to move, at the least. */
static uint32_t count_moved(const struct recent_plan *plan, const struct recent_part *part)
{
    int64_t *places = mem_alloc(part->count + 1, sizeof *places);
    size_t n = 0;
    for (size_t i = part->first; i < part->first + part->count; i++)
        if (plan->rows.at[i].entry != NO_INDEX && !plan->rows.at[i].dropped)
            places[n++] = plan->rows.at[i].entry;
    size_t run = n > 0 ? longest_run(places, n, NULL) : 0;
    mem_free(places);
    return (uint32_t)(n - run);
}

/* Write the rows of a group; `*changed` counts what is not as it was. */
static enum rc write_rows(struct rewrite *rewrite, const struct recent_part *part,
                          const struct recent_list *list, uint32_t *changed, struct err *err)
{
    const struct recent_group *group = list->group;
    str separator = between_items(rewrite, group);
    uint32_t written = 0;
    bool begun = group->list != NO_INDEX;
    for (size_t i = part->first; i < part->first + part->count; i++) {
        const struct recent_row *row = &rewrite->plan->rows.at[i];
        struct recent_outcome outcome = {.kind = RECENT_DROPPED};
        enum rc rc = row->dropped ? RC_OK : recent_row_make(rewrite->out, list, row, &outcome, err);
        if (rc == RC_OK && !row->dropped && !begun)
            rc = begin_list(rewrite, group, err);
        if (rc != RC_OK)
            return rc;
        note(rewrite, i, &outcome);
        *changed += row->dropped || !outcome.stays;
        if (row->dropped)
            continue;
        begun = true;
        add_row_text(rewrite, group, separator, written++,
                     outcome.stays ? page_row(rewrite, entry_at(rewrite, row->entry))
                                   : outcome.text);
    }
    return RC_OK;
}

static enum rc write_group(struct rewrite *rewrite, const struct recent_part *part, struct err *err)
{
    const struct recent_group *group = &rewrite->plan->page->groups.at[part->group];
    struct recent_list list = {.plan = rewrite->plan,
                               .group = group,
                               .line_end = rewrite->line_end,
                               .bullet = bullet_of(rewrite, group),
                               .columns = columns_of(rewrite, group),
                               .order = &rewrite->order};
    struct edit edit = {.start = rewrite->text.n};
    uint32_t moved = count_moved(rewrite->plan, part), changed = 0;
    enum rc rc = write_rows(rewrite, part, &list, &changed, err);
    if (rc != RC_OK)
        return rc;
    if (moved + changed == 0) {
        rewrite->text.n = edit.start;
        return RC_OK;
    }
    edit.span = place_of(rewrite, group, rewrite->text.n == edit.start);
    if (group->list == NO_INDEX && needs_blank(rewrite->doc, edit.span.start))
        buf_add(&rewrite->text, rewrite->line_end);
    edit.end = rewrite->text.n;
    rewrite->out->moved += moved;
    vec_push(&rewrite->edits, edit);
    return RC_OK;
}

/* Whether the heading says what is not so: some recent paper is older, or it leaves some out. */
static bool is_false(const struct recent_plan *plan, const struct window_text *told)
{
    if (told->form == WINDOW_DAYS)
        return plan->window.days > 0 && told->days != plan->window.days;
    int64_t day = day_of(told->since), since = plan->window.since;
    if (plan->window.days == 0)
        return day != since;
    int64_t low = day < since ? day : since, high = day < since ? since : day;
    for (uint32_t i = 0; i < plan->twins.at.n; i++)
        if (plan->ages[i] >= low && plan->ages[i] < high &&
            recent_file_of(plan, i)->group != NO_INDEX)
            return true;
    return false;
}

static void write_heading(struct rewrite *rewrite, const struct recent_heading *heading)
{
    const struct recent_plan *plan = rewrite->plan;
    struct edit edit = {.span = heading->told, .start = rewrite->text.n};
    if (!is_false(plan, &heading->window) ||
        !window_text_write(&rewrite->text, &heading->window, day_date(plan->window.since),
                           plan->window.days))
        return;
    edit.end = rewrite->text.n;
    rewrite->out->heading = true;
    vec_push(&rewrite->edits, edit);
}

/* Each heading that tells the window of a list that is shown, once. */
static void write_headings(struct rewrite *rewrite)
{
    const struct recent_plan *plan = rewrite->plan;
    bool *seen = mem_alloc(rewrite->doc->section_count + 1u, sizeof *seen);
    for (size_t i = 0; i < plan->parts.n; i++) {
        struct recent_heading heading;
        uint32_t section = plan->page->groups.at[plan->parts.at[i].group].section;
        if (!plan->parts.at[i].shown || !recent_heading_of(rewrite->doc, section, &heading) ||
            seen[heading.section])
            continue;
        seen[heading.section] = true;
        write_heading(rewrite, &heading);
    }
    mem_free(seen);
}

static int by_place(const void *a, const void *b)
{
    const struct edit *x = a, *y = b;
    return x->span.start < y->span.start ? -1 : x->span.start > y->span.start;
}

static void apply(struct rewrite *rewrite)
{
    struct buf *bytes = &rewrite->out->bytes;
    if (rewrite->edits.n > 1)
        qsort(rewrite->edits.at, rewrite->edits.n, sizeof *rewrite->edits.at, by_place);
    uint32_t done = 0;
    for (size_t i = 0; i < rewrite->edits.n; i++) {
        const struct edit *edit = &rewrite->edits.at[i];
        buf_add(bytes, str_sub(rewrite->doc->source, done, edit->span.start));
        buf_add(bytes, str_sub(buf_str(&rewrite->text), edit->start, edit->end));
        done = edit->span.end;
    }
    buf_add(bytes, str_skip(rewrite->doc->source, done));
}

static void learn_order(struct rewrite *rewrite)
{
    const struct recent_page *page = rewrite->plan->page;
    for (size_t i = 0; rewrite->plan->wish->row.n > 0 && i < page->entries.n; i++) {
        struct row_values values = {0};
        row_values_read(&values, rewrite->doc, entry_at(rewrite, page->entries.at[i]),
                        rewrite->doc->path);
        row_order_add(&rewrite->order, &values);
        row_values_free(&values);
    }
}

enum rc recent_text_make(struct recent_text *out, const struct recent_plan *plan, struct err *err)
{
    struct rewrite rewrite = {
        .out = out, .plan = plan, .doc = plan->page->doc, .line_end = line_end_of(plan->page->doc)};
    enum rc rc = recent_plan_check(plan, err);
    if (rc == RC_OK)
        learn_order(&rewrite);
    for (size_t i = 0; rc == RC_OK && i < plan->parts.n; i++)
        if (plan->parts.at[i].shown)
            rc = write_group(&rewrite, &plan->parts.at[i], err);
    if (rc == RC_OK) {
        write_headings(&rewrite);
        apply(&rewrite);
    }
    vec_free(&rewrite.edits);
    buf_free(&rewrite.text);
    return rc;
}

void recent_text_free(struct recent_text *text)
{
    buf_free(&text->bytes);
    vec_free(&text->notes);
    arena_free(&text->arena);
}
