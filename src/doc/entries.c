/*
 * Entries: rows, list items that hold a link, paragraphs that open with a bold title. What belongs
 * to whom is settled before sections are nested, because a bold line is a title above the links of
 * one paper and a heading above a list of papers.
 */
#include "doc/builder.h"

#include "doc/identity.h"
#include "doc/label.h"

#include <string.h>

/* References whose span starts in [start, end). */
static uint32_t first_ref_at(const struct builder *b, uint32_t offset)
{
    size_t low = 0, high = b->references.n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (b->references.at[middle].span.start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

static bool has_link(const struct builder *b, struct span span)
{
    for (uint32_t i = first_ref_at(b, span.start);
         i < b->references.n && b->references.at[i].span.start < span.end; i++)
        if (b->references.at[i].kind == REF_LINK)
            return true;
    return false;
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

/* The part of an item that is its own: up to a list inside it. */
static struct span own_text(const struct builder *b, uint32_t item)
{
    struct span span = b->parts.at[item].span;
    for (uint32_t i = item + 1; i < b->parts.at[item].end; i++) {
        if (b->parts.at[i].kind == PART_LIST) {
            if (b->parts.at[i].span.start < span.end)
                span.end = b->parts.at[i].span.start;
            break;
        }
    }
    return span;
}

/* `Paper: [Title of the Paper](u)`: the label says what follows, which is an entry of its own. */
static bool has_title_text(const struct builder *b, uint32_t first, uint32_t end)
{
    if (first >= b->references.n || b->references.at[first].span.start >= end ||
        b->references.at[first].form == FORM_BARE)
        return false;
    struct span span = b->references.at[first].text;
    str text = str_sub(b->source, span.start, span.end);
    size_t blanks = 0;
    for (size_t i = 0; i < text.n; i++)
        blanks += text.at[i] == ' ';
    return blanks >= 2 && label_of(text) == LABEL_NONE && !label_is_venue(text);
}

static str item_text(const struct builder *b, struct span own)
{
    str text = str_trim(str_sub(b->source, own.start, own.end));
    while (text.n > 0 && memchr("-*+ \t>", text.at[0], 6))
        text = str_skip(text, 1);
    return text;
}

/* "intro: CVPR 2017", "Keywords: trees": what is said of a paper without a link. */
static bool is_attribute(str word)
{
    static const str WORDS[] = {
        STR_INIT("intro"),       STR_INIT("introduction"), STR_INIT("keyword"),
        STR_INIT("keywords"),    STR_INIT("author"),       STR_INIT("authors"),
        STR_INIT("venue"),       STR_INIT("publisher"),    STR_INIT("abstract"),
        STR_INIT("summary"),     STR_INIT("note"),         STR_INIT("notes"),
        STR_INIT("comment"),     STR_INIT("comments"),     STR_INIT("tags"),
        STR_INIT("institution"), STR_INIT("简介"),         STR_INIT("作者"),
        STR_INIT("关键词"),      STR_INIT("摘要"),
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (str_eq_nocase(word, WORDS[i]))
            return true;
    return false;
}

/* What stands before the colon of "github(Caffe): <u>"; LABEL_NONE where it is no label. */
static enum label_kind label_before_colon(str text)
{
    size_t colon = str_find_char(text, ':');
    size_t wide = str_find(text, STR("\xef\xbc\x9a"));
    if (wide < colon)
        colon = wide;
    if (colon == STR_NPOS)
        return LABEL_NONE;
    str word = str_sub(text, 0, colon);
    word = str_trim(str_sub(word, 0, str_find_char(word, '(')));
    return is_attribute(word) ? LABEL_OTHER : label_of(word);
}

/* "Paper: https://...", "[code](...)": a line about a paper and not a paper. */
static bool is_label_item(struct builder *b, uint32_t item)
{
    struct span span = own_text(b, item);
    uint32_t first = first_ref_at(b, span.start);
    str text = item_text(b, span);
    enum label_kind label = label_before_colon(text);
    if (label != LABEL_NONE)
        return label != LABEL_PAPER || !has_title_text(b, first, span.end);
    bool all = first < b->references.n && b->references.at[first].span.start < span.end;
    for (uint32_t i = first; i < b->references.n && b->references.at[i].span.start < span.end; i++)
        all = all &&
              (b->references.at[i].kind == REF_IMAGE || b->references.at[i].label != LABEL_NONE);
    return all && text.n > 0 && text.at[0] == '[';
}

/* Whether most items of the list are lines about the paper above it. */
static bool is_label_list(struct builder *b, uint32_t list)
{
    uint32_t labels = 0, items = 0;
    for (uint32_t i = list + 1; i < b->parts.at[list].end; i++) {
        if (b->parts.at[i].kind != PART_ITEM || b->parts.at[i].parent != list)
            continue;
        items++;
        labels += is_label_item(b, i);
    }
    return items > 0 && labels * 2 >= items;
}

static void own_parts(struct builder *b, uint32_t owner, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        b->parts.at[i].entry = owner;
}

/* A paragraph of nothing but pictures and bare links. */
static bool is_bare(const struct builder *b, const struct part *part)
{
    uint32_t at = part->span.start;
    for (uint32_t i = first_ref_at(b, at);; i++) {
        bool more = i < b->references.n && b->references.at[i].span.start < part->span.end;
        const struct reference *ref = &b->references.at[i];
        if (more && ref->span.start < at)
            continue; /* the picture in a link */
        uint32_t end = more ? ref->span.start : part->span.end;
        if (str_trim(str_sub(b->source, at, end)).n > (more && ref->form == FORM_ANGLE))
            return false;
        if (!more)
            return at > part->span.start;
        bool picture = ref->kind == REF_IMAGE ||
                       str_starts(str_sub(b->source, ref->text.start, ref->text.end), STR("!["));
        if (!picture && ref->form != FORM_BARE && ref->form != FORM_ANGLE)
            return false;
        at = ref->span.end;
    }
}

/* The block behind a bold line, pictures aside, says what the line is. */
static void settle_bold(struct builder *b, uint32_t index)
{
    struct part *part = &b->parts.at[index];
    uint32_t next = part->next;
    while (next != NO_INDEX && part->only_bold && b->parts.at[next].kind == PART_PARAGRAPH &&
           is_bare(b, &b->parts.at[next])) {
        own_parts(b, index, next, b->parts.at[next].end);
        part->span.end = b->parts.at[next].span.end;
        next = b->parts.at[next].next;
    }
    uint8_t kind = next == NO_INDEX ? PART_OTHER : b->parts.at[next].kind;
    if (kind == PART_LIST && is_label_list(b, next)) {
        own_parts(b, index, next, b->parts.at[next].end);
        part->span.end = b->parts.at[next].span.end;
        return;
    }
    if (part->only_bold && !has_link(b, part->span) && (kind == PART_LIST || kind == PART_TABLE)) {
        sections_add(b, SECTION_BOLD, 7, part->span, part->bold,
                     str_sub(b->source, part->bold.start, part->bold.end));
        part->opens_bold = false;
    }
}

/*
 * - [Title](u)
 *   - Authors
 *   - Code: [official](u)
 * The item that the last line belongs to, or NO_INDEX.
 */
static uint32_t labelled_item(struct builder *b, uint32_t item)
{
    uint32_t list = b->parts.at[item].parent;
    uint32_t above = list == NO_INDEX ? NO_INDEX : b->parts.at[list].parent;
    if (above == NO_INDEX || b->parts.at[above].kind != PART_ITEM ||
        label_before_colon(item_text(b, own_text(b, item))) == LABEL_NONE ||
        !is_label_item(b, item) || !has_link(b, own_text(b, above)))
        return NO_INDEX;
    return b->parts.at[above].entry == NO_INDEX ? above : b->parts.at[above].entry;
}

void entries_own(struct builder *b)
{
    for (uint32_t i = 0; i < b->parts.n; i++) {
        struct part *part = &b->parts.at[i];
        bool in_item = part->parent != NO_INDEX && b->parts.at[part->parent].kind == PART_ITEM;
        if (part->kind == PART_PARAGRAPH && part->opens_bold && !in_item)
            settle_bold(b, i);
        /* - **Title**, then its links one level deeper. */
        if (part->kind == PART_LIST && in_item && part->entry == NO_INDEX && is_label_list(b, i) &&
            !is_label_item(b, part->parent))
            own_parts(b, part->parent, i, part->end);
        if (part->kind == PART_ITEM && part->entry == NO_INDEX) {
            uint32_t owner = labelled_item(b, i);
            if (owner != NO_INDEX)
                own_parts(b, owner, i, part->end);
        }
    }
}

/* `own` is the part of it that no list inside it holds. */
static void add_entry(struct builder *b, struct entry entry, struct span own)
{
    entry.first_ref = first_ref_at(b, entry.span.start);
    entry.ref_count = first_ref_at(b, entry.span.end) - entry.first_ref;
    entry.title_ref = entry.paper_ref = NO_INDEX;
    entry.parent = NO_INDEX;
    entry.section = sections_at(b, entry.span.start);
    vec_push(&b->entries, entry);
    vec_push(&b->own_texts, own);
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
            str cell = str_sub(b->source, b->cells.at[row->first_cell + row->hidden].span.start,
                               b->cells.at[row->first_cell + row->hidden].span.end);
            str text = str_trim(cell);
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
static uint32_t paragraph_list(struct builder *b, struct span span)
{
    uint32_t section = sections_at(b, span.start);
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
        struct entry entry = {.span = part->span,
                              .title = part->bold,
                              .list = paragraph_list(b, part->span),
                              .row = NO_INDEX,
                              .kind = ENTRY_PARAGRAPH};
        add_entry(b, entry, part->span);
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
