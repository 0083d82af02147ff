#include "lint/recent_row.h"

#include "doc/entry_date.h"
#include "doc/pieces.h"
#include "doc/transplant.h"
#include "doc/written_date.h"

/* A row of the page, its original, and the bytes that come of them. */
struct writing {
    struct recent_text *text;
    const struct recent_list *list;
    const struct document *page, *file;
    const struct entry *copy, *original; /* copy: NULL for a new one */
    struct buf out;
};

/* Behind the pipe that closes the last column of a row; the end of an item. */
static uint32_t visible_end(const struct document *doc, const struct entry *entry)
{
    if (entry->row == NO_INDEX)
        return entry->span.start + (uint32_t)str_trim_right(document_text(doc, entry->span)).n;
    const struct row *row = &doc->rows[entry->row];
    uint32_t columns = doc->tables[row->table].columns;
    if (row->cell_count == 0)
        return row->span.end;
    uint32_t last = columns < row->cell_count ? columns : row->cell_count;
    uint32_t end = row_cells(doc, row)[last - 1].span.end;
    return end < row->span.end && doc->source.at[end] == '|' ? end + 1 : end;
}

/* Whether both are written alike, so that the one can stand where the other does. */
static bool has_shape(const struct recent_list *list, const struct document *doc,
                      const struct entry *entry)
{
    if (list->group->bullets)
        return entry->kind == ENTRY_ITEM && doc->lists[entry->list].kind == LIST_BULLET;
    return entry->kind == ENTRY_ROW &&
           doc->tables[doc->rows[entry->row].table].columns == list->columns;
}

static void copy_part(struct writing *writing, uint32_t start, uint32_t end)
{
    if (start < end)
        transplant(&writing->out, writing->file, writing->original, span_of(start, end),
                   writing->page->path);
}

/* Where a mark goes: in front of the title's link, or inside of it. */
static uint32_t mark_place(const struct writing *writing, struct span mark)
{
    const struct entry *original = writing->original;
    bool inside = mark.start >= writing->copy->title.start;
    return inside || original->title_ref == NO_INDEX
               ? original->title.start
               : writing->file->references[original->title_ref].span.start;
}

/* The date of an item, where one stands at `place`. */
static struct span date_at(const struct document *doc, const struct entry *entry,
                           enum entry_date_place place)
{
    struct written_date date;
    struct span span = entry_date_text(doc, entry, place, NO_INDEX);
    bool dated = written_date_read(document_text(doc, span), &date) == WRITTEN_DATE;
    return dated ? span : span_of(span.start, span.start);
}

/* The date in front of an item of the page, with what is around it, where its original has none. */
static str own_date(const struct writing *writing)
{
    const struct document *page = writing->page;
    const struct entry *copy = writing->copy;
    if (!copy || writing->original->kind != ENTRY_ITEM)
        return (str){NULL, 0};
    for (enum entry_date_place place = 0; place < ENTRY_DATE_PLACES; place++)
        if (!span_is_empty(date_at(writing->file, writing->original, place)))
            return (str){NULL, 0};
    struct span date = date_at(page, copy, ENTRY_DATE_FRONT);
    if (span_is_empty(date))
        return (str){NULL, 0};
    size_t marker = item_marker_length(document_text(page, copy->span));
    uint32_t end = date.end + 1;
    while (end < copy->span.end && page->source.at[end] == ' ')
        end++;
    return document_text(page, span_of(copy->span.start + marker, end));
}

/* The original up to the end of its last column, with the date and the marks that the copy has in
 * front. */
static void write_visible(struct writing *writing, uint32_t end)
{
    const struct recent_wish *wish = writing->list->plan->wish;
    uint32_t start = writing->original->span.start;
    struct span mark = {0, 0};
    str date = own_date(writing);
    if (date.n > 0) {
        uint32_t marker =
            (uint32_t)item_marker_length(document_text(writing->file, writing->original->span));
        copy_part(writing, start, start + marker);
        buf_add(&writing->out, date);
        start += marker;
    }
    if (writing->copy && span_is_empty(recent_front_mark(wish, writing->file, writing->original)) &&
        !span_is_empty(writing->original->title))
        mark = recent_front_mark(wish, writing->page, writing->copy);
    if (span_is_empty(mark)) {
        copy_part(writing, start, end);
        return;
    }
    uint32_t place = mark_place(writing, mark);
    copy_part(writing, start, place);
    while (writing->out.n > 0 && writing->out.at[writing->out.n - 1] == ' ')
        writing->out.n--;
    buf_add(&writing->out, document_text(writing->page, mark));
    copy_part(writing, place, end);
}

/* Whether what stands behind the last column is the page's: a mark, or what only it has. */
static bool keeps_tail(const struct writing *writing)
{
    const struct recent_wish *wish = writing->list->plan->wish;
    if (!writing->copy || span_is_empty(writing->copy->hidden))
        return false;
    return span_is_empty(writing->original->hidden) ||
           (recent_is_hidden_mark(wish, writing->page, writing->copy) &&
            !recent_is_hidden_mark(wish, writing->file, writing->original));
}

static void write_copied(struct writing *writing)
{
    const struct entry *original = writing->original;
    if (original->kind == ENTRY_ITEM) {
        write_visible(writing, visible_end(writing->file, original));
        if (writing->out.n > 0)
            writing->out.at[0] = writing->list->bullet;
        return;
    }
    if (!keeps_tail(writing)) {
        write_visible(writing, original->span.end);
        return;
    }
    write_visible(writing, visible_end(writing->file, original));
    if (writing->out.n > 0 && writing->out.at[writing->out.n - 1] != '|')
        buf_add_char(&writing->out, '|');
    buf_add(&writing->out,
            document_text(writing->page, span_of(visible_end(writing->page, writing->copy),
                                                 writing->copy->span.end)));
}

static enum rc write_by_template(struct writing *writing, struct err *err)
{
    const struct recent_list *list = writing->list;
    str template = list->plan->wish->row, path = writing->file->path;
    if (template.n == 0)
        return err_set(
            err,
            "%.*s:%u: is written otherwise than the list of %.*s that it goes to: say how it "
            "is written there by `row` below `recent` in the configuration",
            STR_ARG(path), document_line(writing->file, writing->original->span.start) + 1,
            STR_ARG(writing->page->path));
    if ((item_marker_length(template) > 0) != list->group->bullets)
        return err_set(err,
                       "%.*s:%u: goes to a list of %s in %.*s, and `row` below `recent` in the "
                       "configuration is %s",
                       STR_ARG(path),
                       document_line(writing->file, writing->original->span.start) + 1,
                       list->group->bullets ? "bullets" : "rows", STR_ARG(writing->page->path),
                       list->group->bullets ? "a row: begin it with `- `" : "a bullet");
    struct row_values values = {0}, own = {0};
    row_values_read(&values, writing->file, writing->original, writing->page->path);
    if (writing->copy) {
        row_values_read(&own, writing->page, writing->copy, writing->page->path);
        if (values.count[ROW_PICTURE] == 0)
            row_values_take(&values, ROW_PICTURE, &own);
        if (values.count[ROW_DATE] == 0)
            row_values_take(&values, ROW_DATE, &own);
    }
    row_order_apply(list->order, &values);
    row_template_fill(&writing->out, template, &values, !list->group->bullets);
    if (list->group->bullets && writing->out.n > 0)
        writing->out.at[0] = list->bullet;
    row_values_free(&values);
    row_values_free(&own);
    return RC_OK;
}

/* Marks of the page that a template knows no place for. */
static void mark_rendered(struct writing *writing)
{
    const struct recent_wish *wish = writing->list->plan->wish;
    struct span mark = recent_front_mark(wish, writing->page, writing->copy);
    str title = str_trim(document_text(writing->file, writing->original->title));
    size_t at = str_find(buf_str(&writing->out), title);
    if (span_is_empty(mark) || at == STR_NPOS || title.n == 0)
        return;
    bool inside = mark.start >= writing->copy->title.start;
    if (!inside && at > 0 && writing->out.at[at - 1] == '[')
        at--;
    struct buf whole = {0};
    buf_add(&whole, str_trim_right(str_sub(buf_str(&writing->out), 0, at)));
    buf_add(&whole, document_text(writing->page, mark));
    buf_add(&whole, str_skip(buf_str(&writing->out), at));
    buf_free(&writing->out);
    writing->out = whole;
}

/* The lines of an item, ended as the page ends its own. */
static str take(struct writing *writing)
{
    struct buf lines = {0};
    for (size_t i = 0; i < writing->out.n; i++) {
        char c = writing->out.at[i];
        bool pair = c == '\r' && i + 1 < writing->out.n && writing->out.at[i + 1] == '\n';
        i += pair;
        if (c == '\n' || c == '\r')
            buf_add(&lines, writing->list->line_end);
        else
            buf_add_char(&lines, c);
    }
    str text = arena_str(&writing->text->arena, buf_str(&lines));
    buf_free(&lines);
    return text;
}

/* What the copy holds and the original does not; empty for nothing. Arena. */
static str lacking(const struct writing *writing, uint32_t *differences)
{
    struct twin_pair pair;
    struct buf name = {0};
    pair_read(&pair, writing->page, writing->copy, writing->file, writing->original);
    *differences = pair.differences;
    const struct holding *extra = pair.differences > 0 ? pair_extra(&pair) : NULL;
    if (extra) {
        static const char *const kinds[] = {
            [HOLDING_STARS] = "stars badge", [HOLDING_BADGE] = "badge", [HOLDING_LINK] = "link"};
        buf_printf(&name, "the %s \"", kinds[extra->kind]);
        holding_name(&name, writing->page, extra);
        buf_add_char(&name, '"');
    }
    str lacks = arena_str(&writing->text->arena, buf_str(&name));
    pair_free(&pair);
    buf_free(&name);
    return lacks;
}

/* Marks that stand where they are not looked for, and would be lost. */
static bool loses_mark(const struct writing *writing, str fresh)
{
    const struct recent_wish *wish = writing->list->plan->wish;
    str old = document_text(writing->page, writing->copy->span);
    for (size_t i = 0; i < wish->mark_count; i++)
        if (str_has(old, wish->marks[i]) && !str_has(fresh, wish->marks[i]))
            return true;
    for (size_t i = 0; wish->mark_count == 0 && recent_marks[i]; i++)
        if (str_has(old, str_from(recent_marks[i])) && !str_has(fresh, str_from(recent_marks[i])))
            return true;
    return false;
}

static enum rc make_copy(struct writing *writing, bool alike, struct recent_outcome *out,
                         struct err *err)
{
    uint32_t differences;
    str old = str_trim_right(document_text(writing->page, writing->copy->span));
    if (alike) {
        write_copied(writing);
        out->text = take(writing);
        if (str_eq(old, str_trim_right(out->text))) {
            str bare = document_text(writing->file, writing->original->span);
            bool own = !str_eq(old, str_trim_right(bare));
            *out = (struct recent_outcome){own ? RECENT_MARKED : RECENT_SAME, true, {0}, {0}};
            return RC_OK;
        }
    }
    out->lacks = lacking(writing, &differences);
    out->stays = true;
    out->kind = out->lacks.n > 0 ? RECENT_APART : RECENT_ALIKE;
    if (out->lacks.n > 0 || (!alike && differences == 0))
        return RC_OK;
    if (!alike) {
        enum rc rc = write_by_template(writing, err);
        if (rc != RC_OK)
            return rc;
        mark_rendered(writing);
        out->text = take(writing);
    }
    if (loses_mark(writing, out->text)) {
        out->kind = RECENT_APART;
        out->lacks = STR("its mark");
        return RC_OK;
    }
    /* What a template makes of an original may be what is there already, whatever differs. */
    out->stays = str_eq(old, str_trim_right(out->text));
    out->kind = out->stays ? RECENT_ALIKE : RECENT_CHANGED;
    return RC_OK;
}

enum rc recent_row_make(struct recent_text *text, const struct recent_list *list,
                        const struct recent_row *row, struct recent_outcome *out, struct err *err)
{
    const struct recent_plan *plan = list->plan;
    *out = (struct recent_outcome){.kind = RECENT_ALONE, .stays = true};
    if (row->original == NO_INDEX)
        return RC_OK;
    const struct twin *twin = &plan->twins.at.at[row->original];
    struct writing writing = {
        .text = text,
        .list = list,
        .page = plan->page->doc,
        .file = twin->doc,
        .copy = row->entry == NO_INDEX ? NULL : &plan->page->doc->entries[row->entry],
        .original = twin->entry,
    };
    bool alike = has_shape(list, twin->doc, twin->entry);
    enum rc rc = RC_OK;
    if (writing.copy) {
        rc = make_copy(&writing, alike, out, err);
    } else {
        *out = (struct recent_outcome){.kind = RECENT_NEW};
        if (alike)
            write_copied(&writing);
        else
            rc = write_by_template(&writing, err);
        out->text = take(&writing);
    }
    buf_free(&writing.out);
    return rc;
}
