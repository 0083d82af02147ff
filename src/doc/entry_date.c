#include "doc/entry_date.h"

static bool is_among(const char *set, char c)
{
    while (*set && *set != c)
        set++;
    return *set != '\0';
}

static struct span trimmed(const struct document *doc, struct span span, const char *front,
                           const char *end)
{
    while (span.start < span.end && is_among(front, doc->source.at[span.start]))
        span.start++;
    while (span.start < span.end && is_among(end, doc->source.at[span.end - 1]))
        span.end--;
    return span;
}

static bool is_word(str text, size_t at, size_t n)
{
    return (at == 0 || !ascii_is_alpha(text.at[at - 1])) &&
           (at + n == text.n || !ascii_is_alpha(text.at[at + n]));
}

static bool names_date(str header)
{
    size_t at = str_find_nocase(header, STR("date"));
    return (at != STR_NPOS && is_word(header, at, STR("date").n)) || str_has(header, STR("日期"));
}

uint32_t entry_date_column(const struct document *doc, const struct table *table, uint32_t from)
{
    const struct row *header = table_rows(doc, table);
    for (uint32_t c = from; c < header->cell_count && c < table->columns; c++)
        if (names_date(document_text(doc, row_cells(doc, header)[c].span)))
            return c;
    return NO_INDEX;
}

static struct span hidden_text(const struct document *doc, struct span hidden)
{
    str text = document_text(doc, hidden);
    size_t colon = str_find(text, STR("]:"));
    if (str_starts(text, STR("[")) && colon != STR_NPOS)
        hidden.start += (uint32_t)colon + 2;
    return trimmed(doc, hidden, "<>!-#(\"' \t", "<>-)\"' \t");
}

static struct span column_text(const struct document *doc, const struct entry *entry,
                               uint32_t column)
{
    struct span none = span_of(entry->span.start, entry->span.start);
    if (entry->row == NO_INDEX || column == NO_INDEX)
        return none;
    const struct row *row = &doc->rows[entry->row];
    if (column >= row->cell_count || column == row->hidden)
        return none;
    return trimmed(doc, row_cells(doc, row)[column].span, " \t*`_[(", " \t*`_])");
}

static struct span front_text(const struct document *doc, struct span entry)
{
    enum { REACH = 24 };
    struct span span = trimmed(doc, entry, "-*+ \t\\", "");
    str text = str_sub(document_text(doc, span), 0, REACH);
    bool bracket = text.n > 0 && (text.at[0] == '[' || text.at[0] == '(');
    size_t close = bracket ? str_find_char(text, text.at[0] == '[' ? ']' : ')') : STR_NPOS;
    return close == STR_NPOS ? span_of(span.start, span.start)
                             : span_of(span.start + 1, span.start + close);
}

static struct span end_text(const struct document *doc, struct span entry)
{
    str text = str_trim_right(document_text(doc, entry));
    size_t line = str_rfind_char(text, '\n');
    if (line == STR_NPOS)
        return span_of(entry.start, entry.start);
    return trimmed(doc, span_of(entry.start + line + 1, entry.start + text.n), " \t*_\\",
                   " \t*_\\");
}

struct span entry_date_text(const struct document *doc, const struct entry *entry,
                            enum entry_date_place place, uint32_t column)
{
    if (place == ENTRY_DATE_HIDDEN)
        return hidden_text(doc, entry->hidden);
    if (place == ENTRY_DATE_COLUMN)
        return column_text(doc, entry, column);
    if (place == ENTRY_DATE_FRONT && entry->kind == ENTRY_ITEM)
        return front_text(doc, entry->span);
    if (place == ENTRY_DATE_END && entry->kind == ENTRY_PARAGRAPH)
        return end_text(doc, entry->span);
    return span_of(entry->span.start, entry->span.start);
}
