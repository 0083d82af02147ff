#include "doc/columns.h"

#include "doc/shown.h"

static struct span cell_of(const struct document *doc, const struct row *row, uint32_t column)
{
    /* A lone pipe is a header of one empty cell, which the row does not have. */
    return column < row->cell_count ? cell_trim(doc, row_cells(doc, row)[column])
                                    : span_of(row->span.end, row->span.end);
}

struct span column_header(const struct document *doc, const struct table *table, uint32_t column)
{
    return cell_of(doc, &table_rows(doc, table)[0], column);
}

struct span column_delimiter(const struct document *doc, const struct table *table, uint32_t column)
{
    return cell_of(doc, &table_rows(doc, table)[1], column);
}

void column_name(struct buf *out, const struct document *doc, const struct table *table,
                 uint32_t column)
{
    shown_text(out, document_text(doc, column_header(doc, table, column)));
}

enum column_align column_align(const struct document *doc, const struct table *table,
                               uint32_t column)
{
    str cell = document_text(doc, column_delimiter(doc, table, column));
    bool left = str_starts(cell, STR(":")), right = str_ends(cell, STR(":"));
    return left && right ? ALIGN_CENTER : left ? ALIGN_LEFT : right ? ALIGN_RIGHT : ALIGN_NONE;
}

static const char *const align_names[] = {
    [ALIGN_ANY] = "any",       [ALIGN_NONE] = "none",   [ALIGN_LEFT] = "left",
    [ALIGN_CENTER] = "center", [ALIGN_RIGHT] = "right",
};

const char *column_align_name(enum column_align align)
{
    return align_names[align];
}

enum column_align column_align_from(str name)
{
    enum column_align align = ALIGN_RIGHT;
    while (align != ALIGN_ANY && !str_eq(name, str_from(align_names[align])))
        align--;
    return align;
}

void columns_names(struct buf *out, const struct document *doc, const struct table *table)
{
    for (uint32_t i = 0; i < table->columns; i++) {
        column_name(out, doc, table, i);
        buf_add_char(out, '\n');
    }
}

void columns_aligns(struct buf *out, const struct document *doc, const struct table *table)
{
    for (uint32_t i = 0; i < table->columns; i++)
        buf_printf(out, "%s\n", column_align_name(column_align(doc, table, i)));
}
