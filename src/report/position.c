#include "report/position.h"

struct position position_of(const struct document *doc, uint32_t offset)
{
    uint32_t line = document_line(doc, offset);
    uint32_t start = document_line_span(doc, line).start;
    return (struct position){line + 1, offset > start ? offset - start + 1 : 1};
}
