#include "doc/row.h"
#include "lint/rule.h"

/* What a row is to the sections of its table. */
enum part {
    PART_OTHER, /* an entry, or anything else that may stand in a section */
    PART_NAME,  /* names a section, and well */
    PART_SHORT, /* names one, in a row that lacks cells */
    PART_ASIDE, /* a bold name alone, but not in the first cell */
    PART_MIXED, /* a bold name in the first cell, no link, and text in others */
};

/* How many rows of a table are of each part. */
struct tally {
    uint32_t parts[PART_MIXED + 1];
    uint32_t nested; /* sections that begin right where the one above them does */
    uint32_t filled; /* sections with rows */
};

struct look {
    const struct document *doc;
    const struct table *table;
    struct tally tally;
};

static str cell_text(const struct document *doc, const struct row *row, uint32_t cell)
{
    return document_text(doc, cell_trim(doc, row_cells(doc, row)[cell]));
}

/* The first of the cells from `cell` on that holds anything, or NO_INDEX. */
static uint32_t next_filled(const struct document *doc, const struct row *row, uint32_t cell)
{
    uint32_t count = row->hidden == UINT16_MAX ? row->cell_count : row->hidden;
    while (cell < count && cell_text(doc, row, cell).n == 0)
        cell++;
    return cell < count ? cell : NO_INDEX;
}

static enum part part_of(const struct document *doc, const struct table *table,
                         const struct row *row)
{
    if (row->kind == ROW_SECTION)
        return row->cell_count < table->columns ? PART_SHORT : PART_NAME;
    if (row->kind != ROW_BODY || doc->entries[row->entry].ref_count > 0)
        return PART_OTHER;
    uint32_t first = next_filled(doc, row, 0);
    str name;
    if (first == NO_INDEX || !cell_is_bold_name(cell_text(doc, row, first), &name))
        return PART_OTHER;
    bool alone = next_filled(doc, row, first + 1) == NO_INDEX;
    return first == 0 ? alone ? PART_OTHER : PART_MIXED : alone ? PART_ASIDE : PART_OTHER;
}

/* `| ## Name | | |`: a heading, which is none in a cell. */
static bool is_heading(const struct document *doc, const struct row *row, str *name)
{
    if (row->kind != ROW_BODY || row->cell_count == 0)
        return false;
    str cell = cell_text(doc, row, 0);
    if (!str_starts(cell, STR("##")) || next_filled(doc, row, 1) != NO_INDEX)
        return false;
    size_t marks = 0;
    while (marks < cell.n && cell.at[marks] == '#')
        marks++;
    *name = str_trim(str_skip(cell, marks));
    return marks <= 6 && marks < cell.n && cell.at[marks] == ' ' && name->n > 0;
}

static bool is_section(const struct row *row)
{
    return row->kind == ROW_SECTION;
}

/* Whether the section that the row names has nothing in it. */
static bool is_empty(const struct look *look, uint32_t row)
{
    return row + 1 == look->table->row_count ||
           is_section(&table_rows(look->doc, look->table)[row + 1]);
}

static void count_parts(struct look *look)
{
    const struct row *rows = table_rows(look->doc, look->table);
    for (uint32_t i = 2; i < look->table->row_count; i++) {
        look->tally.parts[part_of(look->doc, look->table, &rows[i])]++;
        if (!is_section(&rows[i]))
            continue;
        look->tally.filled += !is_empty(look, i);
        look->tally.nested += is_empty(look, i) && i + 1 < look->table->row_count;
    }
}

/* Few rows of one part may be slips; what a table does often is its way of writing. */
static bool is_slip(const struct look *look, enum part part)
{
    const struct tally *tally = &look->tally;
    if (part == PART_SHORT)
        return tally->parts[PART_NAME] > tally->parts[PART_SHORT];
    return tally->parts[PART_NAME] > 0 && tally->parts[part] <= tally->parts[PART_NAME] &&
           tally->parts[part] * 10 <= tally->parts[PART_OTHER] + 9;
}

static void check_malformed(struct lint *lint, const struct look *look, const struct row *row)
{
    const struct document *doc = look->doc;
    struct finding *finding;
    str name;
    if (is_heading(doc, row, &name)) {
        finding = lint_report(lint, doc, cell_trim(doc, row_cells(doc, row)[0]),
                              "a heading inside a table is none; GitHub shows its \"#\" as text");
        lint_help(lint, finding, "write the section's name in bold: `|**%.*s** | |`",
                  STR_ARG(name));
        return;
    }
    enum part part = part_of(doc, look->table, row);
    if (part <= PART_NAME || !is_slip(look, part))
        return;
    uint32_t first = next_filled(doc, row, 0);
    struct span span = cell_trim(doc, row_cells(doc, row)[first]);
    cell_is_bold_name(document_text(doc, span), &name);
    if (part == PART_SHORT) {
        finding = lint_report(
            lint, doc, span, "this row names a section and has %u cell%s; the table has %u columns",
            row->cell_count, row->cell_count == 1 ? "" : "s", look->table->columns);
        lint_help(lint, finding, "write %u cells between pipes; an empty cell is `| |`",
                  look->table->columns);
    } else if (part == PART_ASIDE) {
        finding = lint_report(lint, doc, span,
                              "the name of a section stands in the first cell of its row; here it "
                              "is in cell %u",
                              first + 1);
        lint_help(lint, finding, "move it into the first cell");
    } else {
        struct span more = cell_trim(doc, row_cells(doc, row)[next_filled(doc, row, 1)]);
        str text = document_text(doc, more);
        finding = lint_report(lint, doc, more,
                              "a row that names the section \"%.*s\" has \"%.*s\" in another cell",
                              STR_ARG(name), STR_ARG(text));
        lint_help(lint, finding, "leave all cells but the first empty, or link the paper");
    }
    lint_discriminator(lint, finding, name);
}

/*
 * Sections at the end of the table, and one that another follows at once. More of those are a
 * section's sections.
 */
static void check_empty(struct lint *lint, const struct look *look, uint32_t at)
{
    const struct row *row = &table_rows(look->doc, look->table)[at];
    if (!is_section(row) || !is_empty(look, at) || look->tally.filled == 0)
        return;
    if (at + 1 < look->table->row_count && look->tally.nested > 1)
        return;
    struct span span = cell_trim(look->doc, row_cells(look->doc, row)[0]);
    str name = {NULL, 0};
    cell_is_bold_name(document_text(look->doc, span), &name);
    struct finding *finding = lint_report(
        lint, look->doc, span, "the section \"%.*s\" of this table has no row", STR_ARG(name));
    lint_help(lint, finding, "remove the row, or put it above the rows that it names");
    lint_discriminator(lint, finding, name);
}

static void check_document(struct lint *lint, const struct document *doc)
{
    for (uint32_t i = 0; i < doc->table_count; i++) {
        struct look look = {.doc = doc, .table = &doc->tables[i]};
        count_parts(&look);
        for (uint32_t j = 2; j < look.table->row_count; j++) {
            check_malformed(lint, &look, &table_rows(doc, look.table)[j]);
            check_empty(lint, &look, j);
        }
    }
}

const struct rule rule_table_section_row = {
    .summary = "a row that names a section is malformed, or its section is empty",
    .severity = SEVERITY_INFO,
    .document = check_document,
};
