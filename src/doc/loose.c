#include "doc/loose.h"

/* The line as the block sees it: behind the markers of quotes and the indentation. */
static struct span content_span(const struct document *doc, const struct block *block,
                                uint32_t line)
{
    struct span span = document_line_span(doc, line);
    if (span.start < block->span.start && block->span.start <= span.end)
        span.start = block->span.start;
    while (span.start < span.end &&
           (ascii_is_space(doc->source.at[span.start]) || doc->source.at[span.start] == '>'))
        span.start++;
    return span;
}

static bool is_trailer(str cell)
{
    return str_starts(cell, STR("[//]:")) || str_starts(cell, STR("<!--"));
}

struct loose_line loose_line(const struct document *doc, const struct block *block, uint32_t line)
{
    struct loose_line loose = {.span = content_span(doc, block, line)};
    str text = document_text(doc, loose.span);
    if (str_find_char(text, '|') == STR_NPOS)
        return loose;

    struct cell_vec cells = {0};
    struct row_split split = row_split(&cells, text, loose.span.start);
    size_t columns;
    loose.leading = split.leading_pipe;
    loose.closed = split.trailing_pipe;
    loose.cells = (uint32_t)split.count;
    loose.pipes = (uint32_t)(split.count + split.leading_pipe + split.trailing_pipe);
    loose.pipes -= loose.pipes > 0;
    loose.code = document_is_opaque(doc, loose.span.start);
    loose.delimiter = loose.pipes > 0 && row_is_delimiter(text, &columns);
    if (split.count > 1 && !split.trailing_pipe &&
        is_trailer(str_trim(document_text(doc, cells.at[split.count - 1].span)))) {
        loose.cells--;
        loose.closed = true;
    }
    vec_free(&cells);
    return loose;
}

bool loose_is_header(const struct loose_line *line, const struct loose_line *next)
{
    return next->delimiter && !line->delimiter && line->pipes > 0 && !line->code &&
           line->cells != next->cells;
}

void loose_range(const struct document *doc, const struct block *block, uint32_t *first,
                 uint32_t *last)
{
    *first = document_line(doc, block->span.start);
    uint32_t end = block->span.end > block->span.start ? block->span.end - 1 : block->span.end;
    *last = document_line(doc, end);
}
