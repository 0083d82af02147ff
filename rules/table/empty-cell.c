#include "doc/columns.h"
#include "doc/shown.h"
#include "lint/rule.h"

struct check {
    struct lint *lint;
    const struct form *form;
    struct buf name, text;
};

/* Whether the columns of a table are called as the configuration says, in that order. */
static bool is_of(struct check *check, const struct document *doc, const struct table *table,
                  const struct table_form *form)
{
    if (table->columns != form->column_count)
        return false;
    for (uint32_t i = 0; i < table->columns; i++) {
        buf_clear(&check->name);
        buf_clear(&check->text);
        column_name(&check->name, doc, table, i);
        shown_text(&check->text, form->columns[i].name);
        if (!str_eq(buf_str(&check->name), buf_str(&check->text)))
            return false;
    }
    return true;
}

/* The columns that the table's are to be, or NULL where it is of no kind that is configured. */
static const struct column *columns_of(struct check *check, const struct document *doc,
                                       const struct table *table)
{
    for (size_t i = 0; i < check->form->table_count; i++)
        if (is_of(check, doc, table, &check->form->tables[i]))
            return check->form->tables[i].columns;
    return NULL;
}

/* Whether a reader sees nothing in the cell: no text and no picture. */
static bool is_empty(struct check *check, const struct document *doc, const struct entry *entry,
                     struct span cell)
{
    str text = document_text(doc, cell);
    if (text.n == 0)
        return true;
    if (ascii_is_alnum(text.at[0]) ||
        (text.n > 1 && text.at[0] == '[' && ascii_is_alnum(text.at[1])))
        return false; /* most cells */
    buf_clear(&check->text);
    shown_text(&check->text, text);
    if (check->text.n > 0)
        return false;
    const struct reference *references = entry_references(doc, entry);
    for (uint32_t i = 0; i < entry->ref_count; i++)
        if (references[i].kind == REF_IMAGE && span_overlaps(references[i].span, cell))
            return false;
    return true;
}

static void check_row(struct check *check, const struct document *doc, const struct row *row,
                      const struct column *columns, uint32_t count)
{
    for (uint32_t i = 0; i < row->cell_count && i < count; i++) {
        struct cell cell = row_cells(doc, row)[i];
        if (!columns[i].required ||
            !is_empty(check, doc, &doc->entries[row->entry], cell_trim(doc, cell)))
            continue;
        str name = columns[i].name;
        struct finding *finding = lint_report(
            check->lint, doc, cell.span,
            "the cell of \"%.*s\" is empty; the configuration requires it", STR_ARG(name));
        lint_discriminator(check->lint, finding, name);
    }
}

static void check_document(struct lint *lint, const struct document *doc)
{
    struct check check = {.lint = lint, .form = lint_form(lint)};
    for (uint32_t i = 0; check.form->table_count > 0 && i < doc->table_count; i++) {
        const struct table *table = &doc->tables[i];
        const struct column *columns = columns_of(&check, doc, table);
        const struct row *rows = table_rows(doc, table);
        for (uint32_t j = 2; columns && j < table->row_count; j++)
            if (rows[j].kind == ROW_BODY)
                check_row(&check, doc, &rows[j], columns, table->columns);
    }
    buf_free(&check.name);
    buf_free(&check.text);
}

const struct rule rule_table_empty_cell = {
    .summary = "a cell that the configuration requires is empty",
    .severity = SEVERITY_WARNING,
    .document = check_document,
};
