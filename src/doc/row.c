#include "doc/row.h"

struct row_split row_split(struct cell_vec *cells, str line, size_t offset)
{
    struct row_split split = {.first = cells->n};
    size_t i = 0;
    while (i < line.n && (line.at[i] == ' ' || line.at[i] == '\t'))
        i++;
    if (i < line.n && line.at[i] == '|') {
        split.leading_pipe = true;
        i++;
    }
    size_t start = i;
    for (size_t next; (next = str_find_char(str_skip(line, i), '|')) != STR_NPOS; i++) {
        i += next;
        if (i > 0 && line.at[i - 1] == '\\')
            continue;
        vec_push(cells, (struct cell){span_of(offset + start, offset + i)});
        start = i + 1;
        split.trailing_pipe = true;
    }
    if (str_trim(str_skip(line, start)).n > 0) {
        vec_push(cells, (struct cell){span_of(offset + start, offset + line.n)});
        split.trailing_pipe = false;
    }
    split.count = cells->n - split.first;
    return split;
}

bool row_is_delimiter(str line, size_t *columns)
{
    str s = str_trim(line);
    if (s.n == 0)
        return false;
    size_t i = s.at[0] == '|', count = 0;
    while (i < s.n) {
        while (i < s.n && ascii_is_space(s.at[i]))
            i++;
        if (i < s.n && s.at[i] == ':')
            i++;
        size_t dashes = i;
        while (i < s.n && s.at[i] == '-')
            i++;
        if (i == dashes)
            return false;
        if (i < s.n && s.at[i] == ':')
            i++;
        while (i < s.n && ascii_is_space(s.at[i]))
            i++;
        count++;
        if (i < s.n && s.at[i++] != '|')
            return false;
    }
    *columns = count;
    return count > 0;
}

bool cell_is_bold_name(str cell, str *name)
{
    static const struct {
        str open, close;
    } BOLD[] = {
        {STR_INIT("**"), STR_INIT("**")},
        {STR_INIT("__"), STR_INIT("__")},
        {STR_INIT("<b>"), STR_INIT("</b>")},
        {STR_INIT("<strong>"), STR_INIT("</strong>")},
    };
    for (size_t i = 0; i < sizeof BOLD / sizeof *BOLD; i++) {
        str open = BOLD[i].open, close = BOLD[i].close;
        if (cell.n <= open.n + close.n || !str_starts(cell, open) || !str_ends(cell, close))
            continue;
        *name = str_trim(str_sub(cell, open.n, cell.n - close.n));
        return name->n > 0 && !str_has(*name, STR("](")) && !str_has(*name, STR("://")) &&
               !str_has(*name, open);
    }
    return false;
}
