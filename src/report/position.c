#include "report/position.h"

#include "base/utf8.h"

struct position position_of(const struct document *doc, uint32_t offset)
{
    uint32_t line = document_line(doc, offset);
    uint32_t start = document_line_span(doc, line).start;
    return (struct position){line + 1, offset > start ? offset - start + 1 : 1};
}

uint32_t position_utf16_column(const struct document *doc, uint32_t offset)
{
    uint32_t start = document_line_span(doc, document_line(doc, offset)).start;
    uint32_t column = 1;
    str text = str_sub(doc->source, start, offset);
    while (text.n > 0) {
        int32_t code;
        text = str_skip(text, utf8_next(text, &code));
        column += code > 0xffff ? 2 : 1;
    }
    return column;
}
