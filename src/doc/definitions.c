#include "doc/builder.h"

#include "doc/html.h"

#include <string.h>

/* `line` without quote marks, list markers and blanks: where a definition could begin. */
static size_t skip_prefix(str line)
{
    size_t i = 0;
    while (i < line.n) {
        char c = line.at[i];
        bool marker =
            (c == '-' || c == '+' || c == '*') && i + 1 < line.n && ascii_is_space(line.at[i + 1]);
        if (c != '>' && !ascii_is_space(c) && !marker)
            break;
        i++;
    }
    return i;
}

static void add(struct builder *b, struct span span, str label, str dest)
{
    struct definition definition = {
        .span = span,
        .label =
            span_of((size_t)(label.at - b->source.at), (size_t)(label.at - b->source.at) + label.n),
        .dest =
            span_of((size_t)(dest.at - b->source.at), (size_t)(dest.at - b->source.at) + dest.n),
        .url = dest,
    };
    if (memchr(dest.at, '&', dest.n) || memchr(dest.at, '\\', dest.n)) {
        buf_clear(&b->text);
        html_unescape(&b->text, dest);
        definition.url = arena_str(&b->doc->arena, buf_str(&b->text));
    }
    buf_clear(&b->text);
    inline_label(&b->text, label);
    map_put_copy(&b->labels, buf_str(&b->text), (uint32_t)b->definitions.n, &definition.first);
    vec_push(&b->definitions, definition);
}

/*
 * A definition that begins at `start`; the offset behind it, or 0. The destination may stand on
 * the next line, the title on the one after.
 */
static size_t read_definition(struct builder *b, size_t start)
{
    str s = str_skip(b->source, start);
    str label;
    size_t i = inline_bracketed_label(s, &label);
    if (i == 0 || str_trim(label).n == 0 || i >= s.n || s.at[i] != ':' || label.at[0] == '^')
        return 0;
    i++;
    while (i < s.n && ascii_is_space(s.at[i]))
        i++;
    str dest = {0};
    size_t n = inline_destination(str_skip(s, i), &dest);
    if (n == STR_NPOS || n == 0)
        return 0;
    size_t end = i + n, line_end = end;
    while (line_end < s.n && s.at[line_end] != '\n' && s.at[line_end] != '\r')
        line_end++;
    str rest = str_trim(str_sub(s, end, line_end));
    if (rest.n > 0 && inline_title(rest) != rest.n)
        return 0;
    add(b, span_of(start, start + line_end), label, dest);
    return start + line_end;
}

void definitions_find(struct builder *b)
{
    if (!str_has(b->source, STR("]:")))
        return;
    for (size_t i = 0; i < b->parts.n; i++) {
        if (b->parts.at[i].kind != PART_TABLE)
            continue;
        /* A table's own lines are found when it is built; here its extent is enough. */
        uint32_t first = b->parts.at[i].first_line, last = b->parts.at[i].last_line;
        memset(b->covered + first, 1, last - first + 1);
    }
    for (uint32_t line = 0; line < b->doc->line_count; line++) {
        if (b->covered[line])
            continue;
        struct span span = document_line_span(b->doc, line);
        str text = str_sub(b->source, span.start, span.end);
        size_t behind = read_definition(b, span.start + skip_prefix(text));
        while (behind && line + 1 < b->doc->line_count && b->doc->lines[line + 1] < behind)
            line++;
    }
}
