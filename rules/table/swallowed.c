#include "doc/row.h"
#include "lint/rule.h"

#include <string.h>

/* Lines that a table took in and that were meant to stand below it. */
struct taken {
    uint32_t first, end; /* rows of the table */
    uint32_t header;     /* of a second table among them, or `end` */
};

/* The rows of a table, and those of its document that a look needs. */
struct look {
    const struct document *doc;
    const struct table *table;
    const struct row *rows;
};

static str row_text(const struct look *look, uint32_t row)
{
    return document_text(look->doc, look->rows[row].span);
}

/* The width of a delimiter row, 0 where the row is none. */
static size_t delimiter_width(const struct look *look, uint32_t row)
{
    size_t columns;
    return look->rows[row].kind == ROW_SWALLOWED && row_is_delimiter(row_text(look, row), &columns)
               ? columns
               : 0;
}

static bool is_text(const struct look *look, uint32_t row)
{
    return look->rows[row].kind == ROW_SWALLOWED && delimiter_width(look, row) == 0;
}

static bool has_reference(const struct document *doc, struct span span)
{
    uint32_t first = document_reference_at(doc, span.start);
    return first < doc->reference_count && doc->references[first].span.start < span.end;
}

static bool is_entry(const struct look *look, uint32_t row)
{
    return row < look->table->row_count && look->rows[row].kind == ROW_BODY &&
           has_reference(look->doc, look->rows[row].span);
}

/* Whether a row has the texts of the table's own header. */
static bool repeats_header(const struct look *look, uint32_t row)
{
    const struct row *header = &look->rows[0], *other = &look->rows[row];
    if (header->cell_count != other->cell_count)
        return false;
    for (uint32_t i = 0; i < header->cell_count; i++)
        if (!str_eq(document_text(look->doc, cell_trim(look->doc, row_cells(look->doc, header)[i])),
                    document_text(look->doc, cell_trim(look->doc, row_cells(look->doc, other)[i]))))
            return false;
    return true;
}

/*
 * A header with its delimiter row: the table's own once more, or a row without links between rows
 * that have some. Any other delimiter row parts rows: a sum from what it adds up, groups.
 */
static bool is_header(const struct look *look, uint32_t row)
{
    if (row + 1 >= look->table->row_count || look->rows[row].kind == ROW_SWALLOWED)
        return false;
    size_t width = delimiter_width(look, row + 1);
    if (width == 0 || width != look->rows[row].cell_count ||
        has_reference(look->doc, look->rows[row].span))
        return false;
    uint32_t above = row - 1; /* of what is no text */
    while (above > 1 && look->rows[above].kind == ROW_SWALLOWED)
        above--;
    return repeats_header(look, row) ||
           (is_entry(look, row + 2) && (above == 1 || is_entry(look, above)));
}

/* The next lines that were taken in, at or behind `row`. */
static bool find_taken(const struct look *look, uint32_t row, struct taken *taken)
{
    while (row < look->table->row_count && !is_text(look, row) && !is_header(look, row))
        row++;
    taken->first = row;
    while (row < look->table->row_count && is_text(look, row))
        row++;
    taken->end = taken->header = row;
    if (row < look->table->row_count && is_header(look, row))
        taken->end = row + 2;
    return taken->first < look->table->row_count;
}

/* What stands in front of a row on its line; false where it is more than blanks and quote marks. */
static bool read_prefix(const struct look *look, uint32_t row, str *prefix)
{
    struct span line =
        document_line_span(look->doc, document_line(look->doc, look->rows[row].span.start));
    *prefix = document_text(look->doc, span_of(line.start, look->rows[row].span.start));
    for (size_t i = 0; i < prefix->n; i++)
        if (!memchr(" \t>", prefix->at[i], 3))
            return false;
    *prefix = str_trim_right(*prefix);
    return true;
}

/* Whether a line of text is a paragraph, and nothing else, once a blank line stands above it. */
static bool stays_text(str line)
{
    return !(str_starts(line, STR("[")) && str_has(line, STR("]:"))) && /* would be hidden */
           str_find_char(line, '|') == STR_NPOS;
}

/* Whether what follows the table leaves a paragraph at its end alone. */
static bool ends_well(const struct look *look)
{
    const struct row *last = &look->rows[look->table->row_count - 1];
    uint32_t line = document_line(look->doc, last->span.start) + 1;
    if (line >= look->doc->line_count)
        return true;
    str next = document_text(look->doc, document_line_span(look->doc, line));
    str text = str_trim(next);
    /* A line of dashes would make a heading of the text; one that is indented would join it. */
    return text.n == 0 || (text.at == next.at && text.at[0] == '#') ||
           (text.n > 1 && memchr("-*+", text.at[0], 3) && ascii_is_space(text.at[1])) ||
           str_starts(next, STR("</")) || str_starts(next, STR("<!--"));
}

/* Whether a delimiter row stands below the row. */
static bool is_above_delimiter(const struct look *look, uint32_t row)
{
    return row + 1 < look->table->row_count && delimiter_width(look, row + 1) > 0;
}

/*
 * Whether the second table is one of its own: each row as wide as its header, and with the same
 * pipes around it.
 */
static bool is_whole_table(const struct look *look, const struct taken *taken)
{
    const struct row *header = &look->rows[taken->header];
    for (uint32_t i = taken->header + 1;
         i < look->table->row_count && (i < taken->end || !is_above_delimiter(look, i)); i++) {
        const struct row *row = &look->rows[i];
        uint32_t cells = row->hidden == UINT16_MAX ? row->cell_count : row->hidden;
        if (!is_text(look, i) &&
            (cells != header->cell_count || row->leading_pipe != header->leading_pipe ||
             row->trailing_pipe != header->trailing_pipe))
            return false;
    }
    return true;
}

/*
 * Whether blank lines make of the text what was meant: a second table is one, and text is the end
 * of the table or stands right above the second one.
 */
static bool can_part(const struct look *look, const struct taken *taken)
{
    for (uint32_t i = taken->first; i < taken->header; i++)
        if (!stays_text(row_text(look, i)))
            return false;
    if (taken->header < taken->end)
        return is_whole_table(look, taken);
    return taken->end == look->table->row_count && ends_well(look);
}

static void part(struct lint *lint, struct finding *finding, const struct look *look, uint32_t row,
                 str prefix)
{
    struct buf text = {0};
    buf_add(&text, prefix);
    buf_add_char(&text, '\n');
    uint32_t start = look->doc->lines[document_line(look->doc, look->rows[row].span.start)];
    lint_edit(lint, finding, FIX_SAFE, span_of(start, start), buf_str(&text));
    buf_free(&text);
}

static void mend(struct lint *lint, struct finding *finding, const struct look *look,
                 const struct taken *taken)
{
    str first, second;
    if (!can_part(look, taken) || !read_prefix(look, taken->first, &first)) {
        lint_help(lint, finding,
                  "end the table above it with a blank line, or write it into a cell of a row");
        return;
    }
    lint_help(lint, finding, "put a blank line above it");
    part(lint, finding, look, taken->first, first);
    if (taken->first < taken->header && taken->header < taken->end &&
        read_prefix(look, taken->header, &second))
        part(lint, finding, look, taken->header, second);
}

static void report(struct lint *lint, const struct look *look, const struct taken *taken)
{
    uint32_t lines = taken->header - taken->first;
    struct span span =
        span_of(look->rows[taken->first].span.start, look->rows[taken->end - 1].span.end);
    struct finding *finding;
    if (lines == 0)
        finding = lint_report(lint, look->doc, span,
                              "no blank line parts this header from the table above; GitHub shows "
                              "it and its delimiter row as two more rows");
    else if (taken->header < taken->end)
        finding = lint_report(lint, look->doc, span,
                              "no blank line parts this text and the table below it from the "
                              "table above; GitHub shows all of it as one table");
    else if (lines == 1)
        finding = lint_report(lint, look->doc, span,
                              "no blank line parts this text from the table above; GitHub shows "
                              "it as a row");
    else
        finding = lint_report(lint, look->doc, span,
                              "no blank line parts these %u lines of text from the table above; "
                              "GitHub shows them as rows",
                              lines);
    lint_discriminator(lint, finding, row_text(look, taken->first));
    mend(lint, finding, look, taken);
}

static void check_document(struct lint *lint, const struct document *doc)
{
    for (uint32_t i = 0; i < doc->table_count; i++) {
        struct look look = {doc, &doc->tables[i], table_rows(doc, &doc->tables[i])};
        struct taken taken;
        for (uint32_t row = 2; find_taken(&look, row, &taken); row = taken.end)
            report(lint, &look, &taken);
    }
}

const struct rule rule_table_swallowed = {
    .summary = "text or a second table that the table above takes in as rows",
    .severity = SEVERITY_WARNING,
    .document = check_document,
};
