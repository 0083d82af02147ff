#include "doc/row.h"
#include "lint/rule.h"

/* `[//]: #05/29` hides only behind the last column; as a column of its own it is shown. */
static bool is_comment(str cell)
{
    return str_starts(cell, STR("<!--"));
}

static str cell_text(const struct document *doc, const struct row *row, uint32_t cell)
{
    return document_text(doc, cell_trim(doc, row_cells(doc, row)[cell]));
}

/* Cells that GitHub counts: all but the hidden trailer, unless that one fills a column. */
static uint32_t counted_cells(const struct document *doc, const struct row *row, uint32_t columns)
{
    if (row->hidden == UINT16_MAX)
        return row->cell_count;
    if (row->hidden < columns && is_comment(cell_text(doc, row, row->hidden)))
        return row->hidden + 1u;
    return row->hidden;
}

static bool is_code_split(const struct document *doc, const struct row *row, uint32_t first)
{
    /* A backtick left open before the pipe and closed behind it: the pipe was meant as code. */
    size_t ticks = 0;
    str before = document_text(doc, row_cells(doc, row)[first].span);
    for (size_t i = 0; i < before.n; i++)
        ticks += before.at[i] == '`';
    return ticks % 2 == 1;
}

static void report_excess(struct lint *lint, const struct document *doc, const struct table *table,
                          const struct row *row, uint32_t counted)
{
    const struct cell *cells = row_cells(doc, row);
    uint32_t first = table->columns;
    while (first < counted && span_is_empty(cell_trim(doc, cells[first])))
        first++;
    if (first == counted)
        return; /* only blanks are dropped: nothing is lost */
    uint32_t last = counted - 1;
    while (span_is_empty(cell_trim(doc, cells[last])))
        last--;

    struct span dropped =
        span_of(cell_trim(doc, cells[first]).start, cell_trim(doc, cells[last]).end);
    str text = document_text(doc, dropped);
    struct finding *finding =
        lint_report(lint, doc, dropped,
                    "this row has %u cells but the table has %u columns; GitHub drops \"%.*s\"",
                    last + 1, table->columns, STR_ARG(text));
    bool code = false;
    for (uint32_t i = 0; i <= first && !code; i++)
        code = is_code_split(doc, row, i);
    if (code)
        lint_help(lint, finding, "a pipe in code splits the row too: write it as `\\|`");
    else
        lint_help(lint, finding,
                  "move it into one of the %u columns (`<br>` starts a new line in a cell), or "
                  "write a pipe that is text as `\\|`",
                  table->columns);
    lint_discriminator(lint, finding, text);
}

/* Close the row and add the blank cells that it lacks, in front of a hidden trailer. */
static void pad(struct lint *lint, struct finding *finding, const struct document *doc,
                const struct row *row, uint32_t missing)
{
    struct span place = span_of(row->span.end, row->span.end);
    if (row->hidden != UINT16_MAX) {
        uint32_t start = row_cells(doc, row)[row->hidden].span.start;
        place = span_of(start, start);
    } else {
        str line = str_trim_right(document_text(doc, row->span));
        place = span_of(row->span.start + line.n, row->span.end);
    }
    bool closed = row->trailing_pipe || row->hidden != UINT16_MAX;
    struct buf text = {0};
    for (uint32_t i = 0; i < missing + !closed; i++)
        buf_add(&text, STR(" |"));
    lint_edit(lint, finding, FIX_UNSAFE, place, buf_str(&text));
    buf_free(&text);
}

static void report_missing(struct lint *lint, const struct document *doc, const struct table *table,
                           const struct row *row, uint32_t counted)
{
    const struct row *header = table_rows(doc, table);
    const char *plural = counted == 1 ? "" : "s";
    struct finding *finding;
    if (row->hidden != UINT16_MAX && row->hidden == counted) {
        str note = cell_text(doc, row, row->hidden);
        finding = lint_report(lint, doc, row->span,
                              "this row has %u cell%s but the table has %u columns; GitHub shows "
                              "the note \"%.*s\" as one of them",
                              counted, plural, table->columns, STR_ARG(note));
    } else {
        str name = counted < header->cell_count ? cell_text(doc, header, counted) : (str){NULL, 0};
        finding = lint_report(lint, doc, row->span,
                              "this row has %u cell%s but the table has %u columns; GitHub leaves "
                              "\"%.*s\"%s empty",
                              counted, plural, table->columns, STR_ARG(name),
                              counted + 1 < table->columns ? " and what follows it" : "");
    }
    lint_help(lint, finding, "write %u cells between pipes; an empty cell is `| |`",
              table->columns);
    pad(lint, finding, doc, row, table->columns - counted);
    str first = row->cell_count > 0 ? cell_text(doc, row, 0) : (str){NULL, 0};
    lint_discriminator(lint, finding, first);
}

/* A second table that no blank line parts from this one: its rows are table/swallowed's. */
static bool begins_second_table(const struct document *doc, const struct table *table, uint32_t at)
{
    size_t columns;
    const struct row *rows = table_rows(doc, table);
    return at + 1 < table->row_count &&
           row_is_delimiter(document_text(doc, rows[at + 1].span), &columns);
}

static void check_document(struct lint *lint, const struct document *doc)
{
    for (uint32_t i = 0; i < doc->table_count; i++) {
        const struct table *table = &doc->tables[i];
        const struct row *rows = table_rows(doc, table);
        for (uint32_t j = 2; j < table->row_count && !begins_second_table(doc, table, j); j++) {
            if (rows[j].kind != ROW_BODY)
                continue;
            uint32_t counted = counted_cells(doc, &rows[j], table->columns);
            if (counted > table->columns)
                report_excess(lint, doc, table, &rows[j], counted);
            else if (counted < table->columns)
                report_missing(lint, doc, table, &rows[j], counted);
        }
    }
}

const struct rule rule_table_columns = {
    .summary = "a row has more or fewer cells than the table has columns",
    .severity = SEVERITY_ERROR,
    .document = check_document,
};
