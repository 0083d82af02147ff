/*
 * Entries: rows, list items that hold a link, paragraphs that open with a bold title, headings
 * above the links of one paper.
 */
#include "doc/builder.h"

#include "doc/identity.h"
#include "doc/label.h"

#include <string.h>

/* first_ref_at(), looked for from `hint` on first: entries stand one behind the other. */
static uint32_t first_ref_from(const struct builder *b, uint32_t hint, uint32_t offset)
{
    enum { NEAR = 16 };
    bool behind = hint > 0 && b->references.at[hint - 1].span.start >= offset;
    for (uint32_t i = hint; !behind && i < hint + NEAR && i <= b->references.n; i++)
        if (i == b->references.n || b->references.at[i].span.start >= offset)
            return i;
    return first_ref_at(b, offset);
}

/* The document as far as it is built: what the functions of document.h look at. */
static struct document *view(struct builder *b)
{
    b->doc->references = b->references.at;
    b->doc->reference_count = (uint32_t)b->references.n;
    b->doc->entries = b->entries.at;
    b->doc->papers = b->papers.at;
    b->doc->paper_count = (uint32_t)b->papers.n;
    b->doc->tables = b->tables.at;
    b->doc->rows = b->rows.at;
    b->doc->cells = b->cells.at;
    return b->doc;
}

/* `own` is the part of it that no list inside it holds. */
static void add_entry(struct builder *b, struct entry entry, struct span own)
{
    const struct entry *last = b->entries.n ? &b->entries.at[b->entries.n - 1] : NULL;
    uint32_t hint = last ? last->first_ref + last->ref_count : 0;
    entry.first_ref = first_ref_from(b, hint, entry.span.start);
    entry.ref_count = first_ref_from(b, entry.first_ref, entry.span.end) - entry.first_ref;
    entry.title_ref = entry.paper_ref = NO_INDEX;
    entry.parent = NO_INDEX;
    entry.section = sections_at(b, entry.span.start);
    vec_push(&b->entries, entry);
    vec_push(&b->own_texts, own);
}

/* Of `[//]: #05/29 <!-- comment -->` what stands in front of further comments. */
static str first_note(str cell)
{
    str text = str_trim(cell);
    size_t next = str_find(str_skip(text, 1), STR("<!--"));
    return next == STR_NPOS ? text : str_trim(str_sub(text, 0, next + 1));
}

static void add_row_entries(struct builder *b, uint32_t table)
{
    const struct table *t = &b->tables.at[table];
    for (uint32_t i = t->first_row; i < t->first_row + t->row_count; i++) {
        struct row *row = &b->rows.at[i];
        if (row->kind != ROW_BODY)
            continue;
        row->entry = (uint32_t)b->entries.n;
        struct entry entry = {.span = row->span, .list = t->list, .row = i, .kind = ENTRY_ROW};
        if (row->hidden != UINT16_MAX) {
            struct span cell = b->cells.at[row->first_cell + row->hidden].span;
            str text = first_note(str_sub(b->source, cell.start, cell.end));
            size_t start = (size_t)(text.at - b->source.at);
            entry.hidden = span_of(start, start + text.n);
        }
        add_entry(b, entry, row->span);
    }
}

static bool item_is_entry(const struct builder *b, uint32_t item)
{
    if (b->parts.at[item].entry != NO_INDEX)
        return false;
    struct span own = own_text(b, item);
    if (has_link(b, own))
        return true;
    /* Its links are in a list that belongs to it. */
    for (uint32_t i = item + 1; i < b->parts.at[item].end; i++)
        if (b->parts.at[i].entry == item)
            return has_link(b, b->parts.at[item].span);
    return false;
}

/* Paragraph entries of one section stand together as a list. */
static uint32_t paragraph_list(struct builder *b, struct span span, uint32_t section)
{
    for (size_t i = b->lists.n; i-- > 0;) {
        if (b->lists.at[i].kind != LIST_PARAGRAPHS)
            continue;
        if (b->lists.at[i].section != section)
            break;
        b->lists.at[i].span.end = span.end;
        return (uint32_t)i;
    }
    vec_push(&b->lists,
             (struct list){
                 .span = span, .section = section, .table = NO_INDEX, .kind = LIST_PARAGRAPHS});
    return (uint32_t)b->lists.n - 1;
}

/* "**[back to top](#top)**" opens with a bold link and is no paper. */
static bool leads_somewhere(const struct builder *b, struct span span)
{
    for (uint32_t i = first_ref_at(b, span.start);
         i < b->references.n && b->references.at[i].span.start < span.end; i++)
        if (b->references.at[i].kind == REF_LINK && !str_starts(b->references.at[i].url, STR("#")))
            return true;
    return false;
}

static void add_part_entry(struct builder *b, uint32_t index)
{
    struct part *part = &b->parts.at[index];
    if (part->kind == PART_TABLE) {
        add_row_entries(b, part->table);
    } else if (part->kind == PART_ITEM && item_is_entry(b, index)) {
        struct entry entry = {
            .span = part->span, .list = part->list, .row = NO_INDEX, .kind = ENTRY_ITEM};
        add_entry(b, entry, own_text(b, index));
    } else if (part->kind == PART_PARAGRAPH && part->opens_bold && part->entry == NO_INDEX &&
               leads_somewhere(b, part->span) &&
               !(part->parent != NO_INDEX && b->parts.at[part->parent].kind == PART_ITEM)) {
        uint32_t section = sections_at(b, part->span.start);
        struct entry entry = {.span = part->span,
                              .title = part->bold,
                              .list = paragraph_list(b, part->span, section),
                              .row = NO_INDEX,
                              .kind = ENTRY_PARAGRAPH};
        add_entry(b, entry, part->span);
    } else if (part->kind == PART_HEADING && part->opens_bold) {
        /* It stands among its like, in the section around its own. */
        uint32_t section = b->sections.at[sections_at(b, part->span.start)].parent;
        struct entry entry = {.span = part->span,
                              .list = paragraph_list(b, part->span, section),
                              .row = NO_INDEX,
                              .kind = ENTRY_PARAGRAPH};
        add_entry(b, entry, part->bold);
        b->entries.at[b->entries.n - 1].section = section;
    }
}

static void find_paper(struct builder *b, struct entry *entry)
{
    entry->navigation = entry->ref_count > 0;
    uint32_t self = (uint32_t)(entry - b->entries.at);
    for (uint32_t i = entry->first_ref; i < entry->first_ref + entry->ref_count; i++) {
        const struct reference *ref = &b->references.at[i];
        if (ref->kind != REF_LINK)
            continue;
        if (str_has(ref->url, STR("://")) || str_starts(ref->url, STR("mailto:")))
            entry->navigation = false;
        if (entry->paper_ref == NO_INDEX && ref->entry == self && ref->names_paper)
            entry->paper_ref = i;
    }
}

/* Which entry is inside which, and whose each reference is: the innermost. */
static void nest(struct builder *b)
{
    VEC(uint32_t) open = {0};
    uint32_t next = 0;
    for (uint32_t i = 0; i < b->references.n || next < b->entries.n;) {
        bool entry_first = next < b->entries.n &&
                           (i >= b->references.n ||
                            b->entries.at[next].span.start <= b->references.at[i].span.start);
        uint32_t at = entry_first ? b->entries.at[next].span.start : b->references.at[i].span.start;
        while (open.n && b->entries.at[open.at[open.n - 1]].span.end <= at)
            open.n--;
        if (entry_first) {
            if (open.n)
                b->entries.at[next].parent = open.at[open.n - 1];
            vec_push(&open, next++);
        } else {
            b->references.at[i++].entry = open.n ? open.at[open.n - 1] : NO_INDEX;
        }
    }
    vec_free(&open);
}

static void place_rest(struct builder *b)
{
    for (size_t i = 0; i < b->references.n; i++)
        b->references.at[i].section = sections_at(b, b->references.at[i].span.start);
    for (size_t i = 0; i < b->lists.n; i++)
        if (b->lists.at[i].kind != LIST_PARAGRAPHS)
            b->lists.at[i].section = sections_at(b, b->lists.at[i].span.start);
    for (size_t i = 0; i < b->tables.n; i++)
        b->tables.at[i].section = sections_at(b, b->tables.at[i].span.start);
    for (size_t i = 0; i < b->definitions.n; i++)
        b->definitions.at[i].section = sections_at(b, b->definitions.at[i].span.start);
    uint32_t entry = 0;
    for (size_t i = 0; i < b->blocks.n; i++) {
        struct block *block = &b->blocks.at[i];
        block->section = sections_at(b, block->span.start);
        while (entry < b->entries.n && b->entries.at[entry].span.start <= block->span.end)
            entry++;
        for (uint32_t k = entry; k-- > 0 && block->entry == NO_INDEX;) {
            if (b->entries.at[k].span.end >= block->span.end &&
                b->entries.at[k].span.start <= block->span.end)
                block->entry = k;
            else if (b->entries.at[k].parent == NO_INDEX)
                break;
        }
    }
}

void entries_build(struct builder *b)
{
    for (uint32_t i = 0; i < b->parts.n; i++)
        add_part_entry(b, i);
    nest(b);
    place_rest(b);
    view(b);
    for (size_t i = 0; i < b->entries.n; i++) {
        struct entry *entry = &b->entries.at[i];
        entry_find_title(b, entry, b->own_texts.at[i]);
        find_paper(b, entry);
        entry->paper = identity_paper(b->doc, entry);
        if (entry->paper != NO_INDEX) {
            entry->key = b->papers.at[entry->paper];
            continue;
        }
        buf_clear(&b->text);
        identity_key(&b->text, b->doc, entry);
        entry->key = arena_str(&b->doc->arena, buf_str(&b->text));
    }
}
