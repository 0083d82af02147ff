#include "doc/builder.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

#include <string.h>

/* The part of a line behind the marks of the quotes around it; `*lazy` where one is missing. */
static struct span behind_marks(const struct builder *b, uint32_t line, uint8_t quotes, bool *lazy)
{
    *lazy = false;
    struct span span = document_line_span(b->doc, line);
    for (; quotes > 0; quotes--) {
        uint32_t i = span.start;
        while (i < span.end && (b->source.at[i] == ' ' || b->source.at[i] == '\t'))
            i++;
        if (i == span.end || b->source.at[i] != '>') {
            *lazy = true;
            break;
        }
        span.start = i + 1;
    }
    return span;
}

static struct span behind_quotes(const struct builder *b, uint32_t line, uint8_t quotes)
{
    bool lazy;
    return behind_marks(b, line, quotes, &lazy);
}

static str line_text(const struct builder *b, struct span span)
{
    return str_sub(b->source, span.start, span.end);
}

/* A table that begins on the line of its list item's marker: `- | a | b |`. */
static struct span behind_marker(const struct builder *b, struct span span)
{
    str text = str_trim_left(line_text(b, span));
    size_t digits = 0;
    while (digits < text.n && ascii_is_digit(text.at[digits]))
        digits++;
    size_t marker = digits && digits < text.n && (text.at[digits] == '.' || text.at[digits] == ')')
                        ? digits + 1
                    : text.n && (text.at[0] == '-' || text.at[0] == '+' || text.at[0] == '*') ? 1
                                                                                              : 0;
    if (marker && marker < text.n && ascii_is_space(text.at[marker]))
        span.start = (uint32_t)(text.at - b->source.at) + (uint32_t)marker;
    return span;
}

/* The header's line behind quotes and, where it opens a list item, behind the item's marker. */
static struct span header_span(const struct builder *b, const struct part *part, uint32_t line)
{
    struct span span = behind_quotes(b, line, part->quotes);
    bool on_marker = part->parent != NO_INDEX && b->parts.at[part->parent].kind == PART_ITEM &&
                     b->parts.at[part->parent].first_line == line;
    return on_marker ? behind_marker(b, span) : span;
}

/* Whether the cells of `line` are those of the AST's row, of which there are `columns`. */
static bool is_row_of(struct builder *b, struct span line, cmark_node *row, uint16_t columns)
{
    struct cell_vec cells = {0};
    struct row_split split = row_split(&cells, line_text(b, line), line.start);
    /* a lone pipe is a row of one empty cell */
    size_t width = split.count == 0 && split.leading_pipe ? 1 : split.count;
    bool same = width == columns && row;
    cmark_node *cell = same ? cmark_node_first_child(row) : NULL;
    for (size_t i = 0; cell && same && i < split.count; i++, cell = cmark_node_next(cell)) {
        content_of_cell(&b->content, b->source, cells.at[i].span);
        str text = cmark_node_first_child(cell) ? str_from(cmark_node_get_string_content(cell))
                                                : (str){NULL, 0};
        same = str_eq(str_trim(text), b->content.text);
    }
    vec_free(&cells);
    return same;
}

/*
 * The header's line: the first from the node's start that says what the AST's header says and whose
 * next line is a delimiter row of the table's width. The node itself may start earlier (cmark-gfm
 * issue 222). `*sure` is false where there is none: cmark-gfm took pipes of the paragraph above for
 * cells of the header.
 */
static uint32_t find_header(struct builder *b, const struct part *part, uint16_t columns,
                            bool *sure)
{
    cmark_node *row = cmark_node_first_child(part->node);
    uint32_t likely = NO_INDEX;
    for (uint32_t line = part->first_line; line <= part->last_line && line + 1 < b->doc->line_count;
         line++) {
        size_t found;
        bool lazy; /* such a line goes on with a paragraph and opens nothing */
        struct span next = behind_marks(b, line + 1, part->quotes, &lazy);
        if (lazy || !row_is_delimiter(line_text(b, next), &found) || found != columns)
            continue;
        *sure = is_row_of(b, header_span(b, part, line), row, columns);
        if (*sure)
            return line;
        if (likely == NO_INDEX)
            likely = line;
    }
    *sure = false;
    return likely == NO_INDEX ? part->first_line : likely;
}

static bool is_hidden(str cell)
{
    str s = str_trim(cell);
    if (str_starts(s, STR("[//]: ")) || str_starts(s, STR("[//]:#")) ||
        str_starts_nocase(s, STR("[comment]: ")))
        return true;
    /* One comment or several. */
    bool any = false;
    while (str_starts(s, STR("<!--"))) {
        size_t end = str_find(str_skip(s, 4), STR("-->"));
        if (end == STR_NPOS)
            return false;
        s = str_trim_left(str_skip(s, 4 + end + 3));
        any = true;
    }
    return any && s.n == 0;
}

static uint32_t add_row(struct builder *b, uint32_t table, enum row_kind kind, struct span line)
{
    str text = str_trim_right(line_text(b, line));
    str core = str_trim_left(text);
    struct row_split split = row_split(&b->cells, text, line.start);
    struct row row = {
        .span =
            span_of((size_t)(core.at ? core.at - b->source.at : line.start), line.start + text.n),
        .table = table,
        .first_cell = (uint32_t)split.first,
        .cell_count = (uint16_t)(split.count < UINT16_MAX ? split.count : UINT16_MAX - 1),
        .hidden = UINT16_MAX,
        .kind = (uint8_t)kind,
        .leading_pipe = split.leading_pipe,
        .trailing_pipe = split.trailing_pipe,
        .entry = NO_INDEX,
    };
    if (kind == ROW_BODY && row.cell_count > 1) {
        const struct cell *last = &b->cells.at[row.first_cell + row.cell_count - 1u];
        if (is_hidden(line_text(b, last->span))) {
            row.hidden = (uint16_t)(row.cell_count - 1);
            row.trailing_pipe = true;
        }
    }
    vec_push(&b->rows, row);
    return (uint32_t)b->rows.n - 1;
}

/* `|**Name** | | |`: recognised before the entries are, so that its name can scope them. */
static bool read_section_row(struct builder *b, struct row *row, uint16_t columns)
{
    const struct cell *cells = b->cells.at + row->first_cell;
    bool closed = row->leading_pipe && row->trailing_pipe && columns > 1;
    if (row->cell_count < (closed ? 1 : 2))
        return false;
    for (uint16_t i = 1; i < row->cell_count; i++)
        if (i != row->hidden && str_trim(line_text(b, cells[i].span)).n > 0)
            return false;
    str name, cell = str_trim(line_text(b, cells[0].span));
    if (!cell_is_bold_name(cell, &name))
        return false;
    size_t start = (size_t)(name.at - b->source.at);
    sections_add(b, SECTION_ROW, 8, row->span, span_of(start, start + name.n), name);
    row->kind = ROW_SECTION;
    return true;
}

static void disagree(struct builder *b, bool differ)
{
    b->doc->disagreements += differ;
    b->doc->cell_disagreements += differ;
}

/* Whether a cell of the AST says `text`, blanks around it aside. */
static bool says(cmark_node *cell, str text)
{
    const char *own = cmark_node_get_string_content(cell);
    while (ascii_is_space(*own))
        own++;
    if (strncmp(own, text.at, text.n) != 0)
        return false;
    for (own += text.n; ascii_is_space(*own);)
        own++;
    return *own == '\0';
}

/* The inlines of one row; the AST's cells and ours go side by side. */
static void scan_cells(struct builder *b, uint32_t index, cmark_node *node)
{
    struct row row = b->rows.at[index];
    cmark_node *cell = cmark_node_first_child(node);
    for (uint16_t i = 0; cell && i < row.cell_count; i++, cell = cmark_node_next(cell)) {
        content_of_cell(&b->content, b->source, b->cells.at[row.first_cell + i].span);
        bool made_up = cmark_node_get_start_column(cell) == 0;
        if (made_up || b->content.text.n == 0) {
            disagree(b, made_up && b->content.text.n > 0);
            continue;
        }
        disagree(b, !says(cell, b->content.text));
        leaf_inlines(b, cell, i, b->cells.at[row.first_cell + i].span);
    }
    for (; cell; cell = cmark_node_next(cell))
        b->doc->disagreements +=
            cmark_node_get_start_column(cell) != 0 && cmark_node_first_child(cell) != NULL;
}

static void build_body_row(struct builder *b, uint32_t table, cmark_node *node, uint8_t quotes,
                           uint16_t columns)
{
    int number = cmark_node_get_start_line(node);
    if (number < 1 || (uint32_t)number > b->doc->line_count) {
        b->doc->disagreements++;
        return;
    }
    uint32_t line = (uint32_t)number - 1;
    struct span span = behind_quotes(b, line, quotes);
    uint32_t index = add_row(b, table, ROW_BODY, span);
    b->covered[line] = 1;
    struct row *row = &b->rows.at[index];
    size_t width;
    bool pipes = row->leading_pipe || row->cell_count > 1 || row->trailing_pipe;
    if (columns > 1 && !pipes)
        row->kind = ROW_SWALLOWED;
    else if (row_is_delimiter(line_text(b, span), &width) && width > 1)
        row->kind = ROW_SWALLOWED;
    else
        read_section_row(b, row, columns);
    scan_cells(b, index, node);
}

static bool has_text(cmark_node *row)
{
    for (cmark_node *cell = cmark_node_first_child(row); cell; cell = cmark_node_next(cell))
        if (cmark_node_first_child(cell))
            return true;
    return false;
}

void tables_build(struct builder *b, uint32_t index)
{
    struct part *part = &b->parts.at[index];
    uint32_t table = (uint32_t)b->tables.n;
    uint16_t columns = cmark_gfm_extensions_get_table_columns(part->node);
    bool sure;
    uint32_t header = find_header(b, part, columns, &sure);
    part->table = table;
    part->list = (uint32_t)b->lists.n;
    vec_push(&b->lists, (struct list){.table = table, .kind = LIST_TABLE});
    vec_push(
        &b->tables,
        (struct table){.list = part->list, .first_row = (uint32_t)b->rows.n, .columns = columns});
    uint32_t first = add_row(b, table, ROW_HEADER, header_span(b, part, header));
    add_row(b, table, ROW_DELIMITER, behind_quotes(b, header + 1, part->quotes));
    b->covered[header] = b->covered[header + 1] = 1;
    cmark_node *row = cmark_node_first_child(part->node);
    if (row) {
        if (sure)
            scan_cells(b, first, row);
        else /* cmark-gfm took pipes of the paragraph above for cells of the header */
            b->doc->disagreements += has_text(row);
        row = cmark_node_next(row);
    }
    for (; row; row = cmark_node_next(row))
        build_body_row(b, table, row, part->quotes, columns);
    struct table *made = &b->tables.at[table];
    table_read_headers(b, made);
    made->row_count = (uint32_t)b->rows.n - made->first_row;
    made->span = span_of(b->rows.at[first].span.start, b->rows.at[b->rows.n - 1].span.end);
    b->lists.at[part->list].span = made->span;
    part->span = made->span;
}
