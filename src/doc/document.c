#include "doc/document.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "doc/badge.h"
#include "doc/label.h"

#include <string.h>

void document_free(struct document *doc)
{
    if (!doc)
        return;
    mem_free(doc->owned);
    arena_free(&doc->arena);
    mem_free(doc);
}

str document_text(const struct document *doc, struct span span)
{
    return str_sub(doc->source, span.start, span.end);
}

uint32_t document_line(const struct document *doc, uint32_t offset)
{
    uint32_t low = 0, high = doc->line_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

struct span document_line_span(const struct document *doc, uint32_t line)
{
    uint32_t start = doc->lines[line];
    uint32_t end = line + 1 < doc->line_count ? doc->lines[line + 1] : (uint32_t)doc->source.n;
    if (line == 0 && start < doc->body)
        start = doc->body;
    if (end > start && doc->source.at[end - 1] == '\n')
        end--;
    if (end > start && doc->source.at[end - 1] == '\r')
        end--;
    return span_of(start, end);
}

const struct row *document_row_at(const struct document *doc, uint32_t offset)
{
    uint32_t low = 0, high = doc->row_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->rows[middle].span.start <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && offset < doc->rows[low - 1].span.end ? &doc->rows[low - 1] : NULL;
}

bool document_is_opaque(const struct document *doc, uint32_t offset)
{
    uint32_t low = 0, high = doc->opaque_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->opaques[middle].span.end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low < doc->opaque_count && doc->opaques[low].span.start <= offset;
}

struct span cell_trim(const struct document *doc, struct cell cell)
{
    str text = document_text(doc, cell.span);
    str trimmed = str_trim(text);
    if (trimmed.n == 0)
        return span_of(cell.span.start, cell.span.start);
    size_t start = cell.span.start + (size_t)(trimmed.at - text.at);
    return span_of(start, start + trimmed.n);
}

const struct cell *row_cells(const struct document *doc, const struct row *row)
{
    return doc->cells + row->first_cell;
}

const struct row *table_rows(const struct document *doc, const struct table *table)
{
    return doc->rows + table->first_row;
}

const struct reference *entry_references(const struct document *doc, const struct entry *entry)
{
    return doc->references + entry->first_ref;
}

uint32_t entry_index(const struct document *doc, const struct entry *entry)
{
    return (uint32_t)(entry - doc->entries);
}

uint32_t reference_index(const struct document *doc, const struct reference *ref)
{
    return (uint32_t)(ref - doc->references);
}

uint32_t document_reference_at(const struct document *doc, uint32_t offset)
{
    uint32_t low = 0, high = doc->reference_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->references[middle].span.start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t document_entry_from(const struct document *doc, uint32_t offset)
{
    uint32_t low = 0, high = doc->entry_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->entries[middle].span.start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t document_entry_at(const struct document *doc, uint32_t offset)
{
    uint32_t behind = document_entry_from(doc, offset + 1);
    uint32_t entry = behind == 0 ? NO_INDEX : behind - 1;
    while (entry != NO_INDEX && doc->entries[entry].span.end <= offset)
        entry = doc->entries[entry].parent;
    return entry;
}

/* The word before the colon in front of a bare URL: "Code: https://...". */
static str word_before(const struct document *doc, uint32_t end)
{
    str line =
        document_line_span(doc, document_line(doc, end)).start < end
            ? str_sub(doc->source, document_line_span(doc, document_line(doc, end)).start, end)
            : (str){NULL, 0};
    line = str_trim_right(line);
    if (str_ends(line, STR("\xef\xbc\x9a"))) /* the full-width colon */
        line.n -= 3;
    else if (str_ends(line, STR(":")))
        line.n -= 1;
    else
        return (str){NULL, 0};
    size_t start = line.n;
    while (start > 0 && !memchr("-*+>|]).,;", line.at[start - 1], 10))
        start--;
    str word = str_trim(str_skip(line, start));
    return word.n <= 40 ? word : (str){NULL, 0};
}

str reference_label(const struct document *doc, const struct reference *ref)
{
    if (ref->form == FORM_BARE || ref->form == FORM_ANGLE)
        return word_before(doc, ref->span.start);
    str text = str_trim(document_text(doc, ref->text));
    size_t before;
    do {
        before = text.n;
        while (text.n > 0 && memchr("[*_`~ ", text.at[0], 6))
            text = str_skip(text, 1);
        while (text.n > 0 && memchr("]*_`~ :", text.at[text.n - 1], 7))
            text.n--;
    } while (text.n != before);
    return text;
}

/* The character that ends right before `offset`: its code point, or -1. */
static int32_t character_before(const struct document *doc, uint32_t offset)
{
    int32_t code;
    uint32_t start = offset - 1;
    if ((unsigned char)doc->source.at[start] < 0x80)
        return doc->source.at[start];
    while (start > 0 && offset - start < 4 && (doc->source.at[start] & 0xc0) == 0x80)
        start--;
    size_t n = utf8_next(str_sub(doc->source, start, offset), &code);
    return n == offset - start ? code : -1;
}

bool reference_is_apart(const struct document *doc, const struct reference *ref)
{
    enum { REACH = 16 }; /* bytes of marks and blanks that are looked across */
    int32_t code = -1;
    uint32_t before = ref->span.start, behind = ref->span.end;
    while (before > 0 && ref->span.start - before < REACH &&
           memchr(" \t*_", doc->source.at[before - 1], 4))
        before--;
    if (before > 0)
        code = character_before(doc, before);
    if (utf8_is_alnum(code) && !(code >= '0' && code <= '9'))
        return false;
    while (behind < doc->source.n && behind - ref->span.end < REACH &&
           memchr(" \t*_", doc->source.at[behind], 4))
        behind++;
    if (behind == doc->source.n)
        return true;
    utf8_next(str_skip(doc->source, behind), &code);
    return !utf8_is_alnum(code);
}

str reference_entry_label(const struct document *doc, const struct reference *ref)
{
    const str none = {NULL, 0};
    if (ref->label == LABEL_NONE || ref->kind != REF_LINK || ref->entry == NO_INDEX ||
        ref->form == FORM_HTML)
        return none;
    const struct entry *entry = &doc->entries[ref->entry];
    if (entry->title_ref == ref - doc->references || entry->navigation ||
        doc->sections[ref->section].news)
        return none;
    str label = reference_label(doc, ref);
    return label.n > 0 && reference_is_apart(doc, ref) ? label : none;
}

/* Whether the line begins with a pipe, quotes aside; `*blank` tells that it is empty. */
static bool opens_with_pipe(const struct document *doc, uint32_t line, bool *blank)
{
    str text = str_trim_left(document_text(doc, document_line_span(doc, line)));
    while (str_starts(text, STR(">")))
        text = str_trim_left(str_skip(text, 1));
    *blank = text.n == 0;
    return str_starts(text, STR("|"));
}

bool reference_took_pipe(const struct document *doc, const struct reference *ref)
{
    bool blank;
    if (ref->form != FORM_BARE || !str_has(ref->url, STR("|")))
        return false;
    uint32_t line = document_line(doc, ref->span.start);
    if (!opens_with_pipe(doc, line, &blank))
        return false;
    uint32_t above = line;
    for (blank = true; blank && above > 0;)
        if (opens_with_pipe(doc, --above, &blank))
            return true;
    return line + 1 < doc->line_count && opens_with_pipe(doc, line + 1, &blank);
}

bool reference_is_badge(const struct reference *ref)
{
    return ref->badge != BADGE_NONE;
}

const struct reference *reference_image(const struct document *doc, const struct reference *ref)
{
    uint32_t self = reference_index(doc, ref);
    for (uint32_t i = self + 1; i < doc->reference_count; i++) {
        const struct reference *inner = &doc->references[i];
        if (inner->span.start >= ref->span.end)
            break;
        if (inner->kind == REF_IMAGE && inner->outer == self)
            return inner;
    }
    return NULL;
}

uint32_t section_heading(const struct document *doc, uint32_t section)
{
    while (section != NO_INDEX && doc->sections[section].kind != SECTION_HEADING &&
           doc->sections[section].kind != SECTION_ROOT)
        section = doc->sections[section].parent;
    return section == NO_INDEX ? 0 : section;
}
