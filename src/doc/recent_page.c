#include "doc/recent_page.h"

#include "doc/opaque.h"
#include "doc/twins.h"

enum side { SIDE_START, SIDE_END, SIDES };

static const str words[SIDES] = {STR_INIT("recent:start"), STR_INIT("recent:end")};

/* Which marker a comment on a line of its own is; SIDES for none. */
static enum side side_of(const struct document *doc, size_t at, struct span *line)
{
    const struct opaque *opaque = opaque_at(doc, (uint32_t)at);
    if (!opaque || opaque->span.start > at ||
        (opaque->kind != OPAQUE_COMMENT && opaque->kind != OPAQUE_HTML_BLOCK))
        return SIDES;
    *line = document_line_span(doc, document_line(doc, (uint32_t)at));
    str text = str_trim(document_text(doc, *line));
    if (!str_starts(text, STR("<!--")) || !str_ends(text, STR("-->")) || text.n < 7)
        return SIDES;
    text = str_trim(str_sub(text, 4, text.n - 3));
    for (enum side side = 0; side < SIDES; side++)
        if (str_eq(text, words[side]))
            return side;
    return SIDES;
}

/* The markers of a page: how many of each, and the lines of its first two. */
struct markers {
    uint32_t count[SIDES];
    struct span line[SIDES], second[SIDES];
};

static void find_markers(const struct document *doc, struct markers *out)
{
    static const str open = STR_INIT("<!--");
    *out = (struct markers){0};
    size_t at = 0, found;
    while ((found = str_find(str_skip(doc->source, at), open)) != STR_NPOS) {
        struct span line = {0};
        at += found;
        enum side side = side_of(doc, at, &line);
        at += open.n;
        if (side == SIDES)
            continue;
        if (out->count[side]++ == 0)
            out->line[side] = line;
        else
            out->second[side] = line;
    }
}

bool recent_is_marked(const struct document *doc)
{
    struct markers markers;
    if (!str_has(doc->source, words[SIDE_START]))
        return false;
    find_markers(doc, &markers);
    return markers.count[SIDE_START] > 0;
}

static void find_region(struct recent_page *page)
{
    const struct document *doc = page->doc;
    struct markers markers;
    find_markers(doc, &markers);
    const uint32_t *count = markers.count;
    struct span start = markers.line[SIDE_START], end = markers.line[SIDE_END];
    const struct {
        bool is;
        struct span line;
        const char *fault;
    } faults[] = {
        {count[SIDE_START] > 1, markers.second[SIDE_START],
         "a second <!-- recent:start -->: keep one of them"},
        {count[SIDE_END] > 1, markers.second[SIDE_END],
         "a second <!-- recent:end -->: keep one of them"},
        {count[SIDE_START] > 0 && count[SIDE_END] == 0, start,
         "<!-- recent:start --> without <!-- recent:end -->: put that below the lists"},
        {count[SIDE_START] == 0 && count[SIDE_END] > 0, end,
         "<!-- recent:end --> without <!-- recent:start -->: put that above the lists"},
        {count[SIDE_END] > 0 && start.start > end.start, end,
         "<!-- recent:end --> stands above <!-- recent:start -->: swap them"},
    };
    page->region = span_of(doc->body, doc->source.n);
    page->marked = count[SIDE_START] > 0;
    for (size_t i = 0; i < sizeof faults / sizeof *faults && !page->fault; i++) {
        page->fault = faults[i].is ? faults[i].fault : NULL;
        page->fault_line = faults[i].line;
    }
    if (page->marked && !page->fault)
        page->region = span_of(start.end, end.start);
}

/* Whether nothing but blanks stands in front of the byte on its line. */
static bool opens_line(const struct document *doc, uint32_t offset)
{
    struct span line = document_line_span(doc, document_line(doc, offset));
    return str_trim(document_text(doc, span_of(line.start, offset))).n == 0;
}

static void judge_entry(const struct recent_page *page, struct recent_group *group,
                        const struct entry *entry)
{
    if (!twins_takes(page->doc, entry))
        group->unfit = "is a table of contents or news";
    else if (!opens_line(page->doc, entry->span.start))
        group->unfit = "stands inside something else";
}

static struct recent_group *add_group(struct recent_page *page, uint32_t list, uint32_t section,
                                      uint32_t place)
{
    uint32_t next = (uint32_t)page->entries.n;
    struct recent_group group = {.span = span_of(place, place),
                                 .list = list,
                                 .section = section,
                                 .first = next,
                                 .end = next};
    vec_push(&page->groups, group);
    return &page->groups.at[page->groups.n - 1];
}

static void add_row(struct recent_page *page, struct recent_group *group, const struct row *row)
{
    const struct entry *entry = &page->doc->entries[row->entry];
    struct span line = document_line_span(page->doc, document_line(page->doc, row->span.start));
    if (group->first == group->end)
        group->span.start = line.start;
    group->span.end = line.end;
    judge_entry(page, group, entry);
    vec_push(&page->entries, row->entry);
    group->end = (uint32_t)page->entries.n;
}

/* The section that a row names. */
static uint32_t section_of_row(const struct document *doc, const struct row *row, uint32_t from)
{
    for (uint32_t i = from;
         i < doc->section_count && doc->sections[i].span.start <= row->span.start; i++)
        if (doc->sections[i].kind == SECTION_ROW && span_eq(doc->sections[i].span, row->span))
            return i;
    return NO_INDEX;
}

static void add_table(struct recent_page *page, uint32_t list)
{
    const struct document *doc = page->doc;
    const struct table *table = &doc->tables[doc->lists[list].table];
    const struct row *rows = table_rows(doc, table);
    struct recent_group *group = NULL;
    uint32_t section = table->section;
    for (uint32_t i = 1; i < table->row_count; i++) {
        const struct row *row = &rows[i];
        if (row->kind == ROW_DELIMITER || row->kind == ROW_SECTION) {
            uint32_t named =
                row->kind == ROW_SECTION ? section_of_row(doc, row, section) : NO_INDEX;
            section = named == NO_INDEX ? section : named;
            /* Rows in front of the first section row need no group where there are none. */
            if (group && group->first == group->end && group->section == table->section)
                page->groups.n--;
            uint32_t line = document_line(doc, row->span.start);
            group = add_group(page, list, section, document_line_span(doc, line).end);
            if (!opens_line(doc, row->span.start))
                group->unfit = "stands inside something else";
        } else if (row->kind == ROW_BODY && group) {
            add_row(page, group, row);
        } else if (group) {
            group->unfit = "holds a line that is no row";
        }
    }
}

static void add_item(struct recent_page *page, struct recent_group *group,
                     const struct entry *entry)
{
    const struct document *doc = page->doc;
    str text = document_text(doc, entry->span);
    uint32_t end = entry->span.start + (uint32_t)str_trim_right(text).n;
    if (group->first == group->end)
        group->span.start = document_line_span(doc, document_line(doc, entry->span.start)).start;
    else if (str_trim(document_text(doc, span_of(group->span.end, entry->span.start))).n > 0)
        group->unfit = "holds items without a link";
    group->span.end = end;
    judge_entry(page, group, entry);
    vec_push(&page->entries, entry_index(doc, entry));
    group->end = (uint32_t)page->entries.n;
}

/* `*entry` is the first that may stand in the list, and then the first behind it. */
static void add_bullets(struct recent_page *page, uint32_t list, uint32_t *entry)
{
    const struct document *doc = page->doc;
    const struct list *bullets = &doc->lists[list];
    struct recent_group *group = add_group(page, list, bullets->section, bullets->span.start);
    group->bullets = true;
    for (; *entry < doc->entry_count && doc->entries[*entry].span.start < bullets->span.end;
         ++*entry)
        if (doc->entries[*entry].list == list && doc->entries[*entry].parent == NO_INDEX)
            add_item(page, group, &doc->entries[*entry]);
    str all = document_text(doc, bullets->span);
    if (group->first == group->end) {
        page->groups.n--; /* prose */
        return;
    }
    uint32_t start = bullets->span.start + (uint32_t)(all.n - str_trim_left(all).n);
    uint32_t end = bullets->span.start + (uint32_t)str_trim_right(all).n;
    if (start < group->span.start || end > group->span.end)
        group->unfit = "holds items without a link";
}

static void find_groups(struct recent_page *page)
{
    const struct document *doc = page->doc;
    uint32_t entry = document_entry_from(doc, page->region.start);
    for (uint32_t i = 0; i < doc->list_count; i++) {
        const struct list *list = &doc->lists[i];
        if (!span_holds(page->region, list->span) || list->depth > 0)
            continue;
        if (list->kind == LIST_TABLE)
            add_table(page, i);
        else if (list->kind == LIST_BULLET)
            add_bullets(page, i, &entry);
    }
}

void recent_page_read(struct recent_page *page, const struct document *doc)
{
    page->doc = doc;
    find_region(page);
    if (!page->fault)
        find_groups(page);
}

/* Whether the section, or one that it is in below a heading, is of that heading. */
static bool is_below_heading(const struct document *doc, uint32_t section, str heading)
{
    for (; section != NO_INDEX; section = doc->sections[section].parent) {
        if (recent_is_heading(doc, section, heading))
            return true;
        if (doc->sections[section].kind == SECTION_HEADING)
            return false;
    }
    return false;
}

uint32_t recent_page_group(struct recent_page *page, str heading)
{
    const struct document *doc = page->doc;
    for (size_t i = 0; i < page->groups.n; i++)
        if (is_below_heading(doc, page->groups.at[i].section, heading))
            return (uint32_t)i;
    bool bullets = page->groups.n > 0 && page->groups.at[0].bullets;
    for (uint32_t i = 0; i < doc->section_count; i++) {
        if (doc->sections[i].kind != SECTION_HEADING || !recent_is_heading(doc, i, heading) ||
            !span_holds(page->region, doc->sections[i].span))
            continue;
        uint32_t end = doc->sections[i].span.start +
                       (uint32_t)str_trim_right(document_text(doc, doc->sections[i].span)).n;
        add_group(page, NO_INDEX, i, end)->bullets = bullets;
        return (uint32_t)page->groups.n - 1;
    }
    return NO_INDEX;
}

void recent_page_free(struct recent_page *page)
{
    vec_free(&page->groups);
    vec_free(&page->entries);
}

bool recent_is_heading(const struct document *doc, uint32_t section, str text)
{
    return str_eq_nocase(str_trim(doc->sections[section].text), str_trim(text));
}

bool recent_heading_of(const struct document *doc, uint32_t section, struct recent_heading *out)
{
    for (; section != NO_INDEX; section = doc->sections[section].parent) {
        const struct section *at = &doc->sections[section];
        struct window_text window;
        if (at->kind == SECTION_ROOT || !window_text_read(document_text(doc, at->title), &window))
            continue;
        size_t start = (size_t)(window.told.at - doc->source.at);
        *out = (struct recent_heading){section, window, span_of(start, start + window.told.n)};
        return true;
    }
    return false;
}
