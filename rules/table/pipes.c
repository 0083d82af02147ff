#include "base/majority.h"
#include "lint/rule.h"

/*
 * In a table of fewer rows than make a style, one row is odd where all the others agree and there
 * are at least this many of them.
 */
enum { FEW_OTHERS = 3 };

enum side { LEADING, TRAILING };

/* What a table is asked for one of its sides. */
struct look {
    const struct document *doc;
    const struct table *table;
    enum side side;
};

static bool has_pipe(const struct row *row, enum side side)
{
    return side == LEADING ? row->leading_pipe : row->trailing_pipe;
}

/*
 * Whether the row says how the table is written. The pipe in front of a hidden cell has to be
 * there, so such a row says nothing about its end; and a row of another width is the business of
 * table/columns.
 */
static bool counts(const struct look *look, const struct row *row)
{
    if (row->kind == ROW_SWALLOWED || (look->side == TRAILING && row->hidden != UINT16_MAX))
        return false;
    uint32_t cells = row->hidden == UINT16_MAX ? row->cell_count : row->hidden;
    return cells == look->table->columns;
}

/* Whether the rows share a form but for a few odd ones, of which there are any. */
static bool find_form(const struct look *look, bool *with)
{
    uint32_t rows = 0, pipes = 0;
    for (uint32_t i = 0; i < look->table->row_count; i++) {
        const struct row *row = &table_rows(look->doc, look->table)[i];
        if (!counts(look, row))
            continue;
        rows++;
        pipes += has_pipe(row, look->side);
    }
    *with = pipes * 2 > rows;
    uint32_t odd = *with ? rows - pipes : pipes;
    if (odd == 0)
        return false;
    if (rows < MAJORITY_CASES)
        return odd == 1 && rows > FEW_OTHERS;
    return (uint64_t)(rows - odd) * 100 >= (uint64_t)rows * MAJORITY_STYLE;
}

/*
 * Whether a row may begin with these bytes without its pipe: nothing that opens a list, a heading,
 * a quote, code, a rule or a comment, and no digit, which may be an item's number.
 */
static bool can_begin(str cell)
{
    unsigned char c = cell.n > 0 ? (unsigned char)cell.at[0] : 0;
    return ascii_is_alpha((char)c) || c >= 0x80 || (c == '[' && !str_has(cell, STR("]:"))) ||
           str_starts(cell, STR(":-")) || str_starts(cell, STR("--"));
}

/* The text of the cell at that side. */
static struct span outer_cell(const struct look *look, const struct row *row)
{
    uint32_t at = look->side == LEADING ? 0 : row->cell_count - 1u;
    return cell_trim(look->doc, row_cells(look->doc, row)[at]);
}

static void drop_pipe(struct lint *lint, struct finding *finding, const struct look *look,
                      const struct row *row)
{
    struct span cell = outer_cell(look, row);
    if (look->table->columns < 2)
        return; /* then a pipe is what makes it a row */
    if (look->side == LEADING && can_begin(document_text(look->doc, cell)))
        lint_edit(lint, finding, FIX_SAFE, span_of(row->span.start, cell.start), (str){NULL, 0});
    /* A last cell of blanks is one only between two pipes. */
    if (look->side == TRAILING && !span_is_empty(cell))
        lint_edit(lint, finding, FIX_SAFE, span_of(cell.end, row->span.end), (str){NULL, 0});
}

static void add_pipe(struct lint *lint, struct finding *finding, const struct look *look,
                     const struct row *row)
{
    uint32_t at = look->side == LEADING ? row->span.start : row->span.end;
    /* The blank keeps a backslash at the end from escaping the pipe. */
    lint_edit(lint, finding, FIX_SAFE, span_of(at, at),
              look->side == LEADING ? STR("| ") : STR(" |"));
}

static void report(struct lint *lint, const struct look *look, const struct row *row, bool with)
{
    const char *where = look->side == LEADING ? "begins" : "ends";
    struct span cell = outer_cell(look, row);
    struct span span = span_is_empty(cell) ? row->span : cell;
    struct finding *finding;
    if (with)
        finding = lint_report(lint, look->doc, span,
                              "this row %s without a pipe; the others of its table have one there",
                              where);
    else
        finding =
            lint_report(lint, look->doc, span,
                        "this row %s with a pipe; the others of its table have none there", where);
    struct buf what = {0};
    buf_printf(&what, "%s %.*s", where, STR_ARG(document_text(look->doc, span)));
    lint_discriminator(lint, finding, buf_str(&what));
    buf_free(&what);
    if (with)
        add_pipe(lint, finding, look, row);
    else
        drop_pipe(lint, finding, look, row);
}

static void check_document(struct lint *lint, const struct document *doc)
{
    for (uint32_t i = 0; i < doc->table_count; i++) {
        for (enum side side = LEADING; side <= TRAILING; side++) {
            struct look look = {doc, &doc->tables[i], side};
            bool with;
            if (!find_form(&look, &with))
                continue;
            const struct row *rows = table_rows(doc, look.table);
            for (uint32_t j = 0; j < look.table->row_count; j++)
                if (counts(&look, &rows[j]) && has_pipe(&rows[j], side) != with)
                    report(lint, &look, &rows[j], with);
        }
    }
}

const struct rule rule_table_pipes = {
    .summary = "a row begins or ends without a pipe, or with one, unlike the rest of its table",
    .severity = SEVERITY_INFO,
    .relative = true,
    .document = check_document,
};
