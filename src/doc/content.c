#include "doc/content.h"

#include <string.h>

void content_in_line(struct content *content, str text, uint32_t source)
{
    content->limit = UINT32_MAX;
    content->text = text;
    content->pieces.n = 0;
    vec_push(&content->pieces, (struct piece){0, source});
}

void content_of_cell(struct content *content, str source, struct span cell)
{
    str raw = str_sub(source, cell.start, cell.end);
    str trimmed = str_trim(raw);
    uint32_t start = trimmed.n ? (uint32_t)(trimmed.at - source.at) : cell.start;
    content_in_line(content, trimmed, start);
    if (!str_has(trimmed, STR("\\|")))
        return;
    buf_clear(&content->copy);
    for (size_t i = 0; i < trimmed.n; i++) {
        if (trimmed.at[i] == '\\' && i + 1 < trimmed.n && trimmed.at[i + 1] == '|')
            vec_push(&content->pieces,
                     (struct piece){(uint32_t)content->copy.n, start + (uint32_t)++i});
        buf_add_char(&content->copy, trimmed.at[i]);
    }
    content->text = buf_str(&content->copy);
}

/* The next line of `*rest` with its end cut off; `*end` is the length of the end. */
static str next_line(str *rest, size_t *end)
{
    size_t i = 0;
    while (i < rest->n && rest->at[i] != '\n' && rest->at[i] != '\r')
        i++;
    str line = str_sub(*rest, 0, i);
    *end = 0;
    if (i < rest->n)
        *end = rest->at[i] == '\r' && i + 1 < rest->n && rest->at[i + 1] == '\n' ? 2 : 1;
    *rest = str_skip(*rest, i + *end);
    return line;
}

/*
 * Where the content line `want` begins in the source line `have`, or STR_NPOS. cmark-gfm strips
 * markers and blanks in front and, on the last line of a block, blanks behind.
 */
static size_t match_line(str have, str want, bool last)
{
    if (last) {
        have = str_trim_right(have);
        want = str_trim_right(want);
    }
    str core = str_trim_left(want);
    if (core.n == 0)
        return have.n >= want.n ? have.n - want.n : have.n;
    if (!str_ends(have, core))
        return STR_NPOS;
    size_t at = have.n - core.n, blanks = want.n - core.n;
    /* A tab that was taken in part comes back as blanks: then only the core is verbatim. */
    if (blanks <= at && memcmp(have.at + at - blanks, want.at, blanks) == 0)
        return at - blanks;
    return at;
}

static bool match_from(struct content *content, const struct document *doc, str source, str text,
                       uint32_t line, uint32_t *last)
{
    content_in_line(content, text, 0);
    content->limit = (uint32_t)source.n;
    content->pieces.n = 0;
    str rest = text;
    size_t offset = 0;
    for (; rest.n > 0; line++) {
        if (line >= doc->line_count)
            return false;
        struct span span = document_line_span(doc, line);
        size_t end;
        str want = next_line(&rest, &end);
        str have = str_sub(source, span.start, span.end);
        size_t at = match_line(have, want, rest.n == 0);
        if (at == STR_NPOS)
            return false;
        uint32_t begin = span.start + (uint32_t)at;
        size_t blanks = want.n - str_trim_left(want).n;
        if (blanks > 0 && at + str_trim_right(want).n > have.n) {
            /* Only the core is verbatim; the blanks in front stand for part of a tab. */
            vec_push(&content->pieces, (struct piece){(uint32_t)offset, begin});
            offset += blanks;
            want = str_skip(want, blanks);
        }
        struct piece *previous =
            content->pieces.n ? &content->pieces.at[content->pieces.n - 1] : NULL;
        if (!previous || previous->source - previous->content != begin - (uint32_t)offset)
            vec_push(&content->pieces, (struct piece){(uint32_t)offset, begin});
        offset += want.n + end;
        *last = line;
    }
    return content->pieces.n > 0;
}

bool content_locate(struct content *content, const struct document *doc, str source, str text,
                    uint32_t first, uint32_t last, uint32_t *found_first, uint32_t *found_last)
{
    for (uint32_t line = first; line <= last && line < doc->line_count; line++) {
        if (match_from(content, doc, source, text, line, found_last)) {
            *found_first = line;
            return true;
        }
    }
    return false;
}

static uint32_t to_source(const struct content *content, uint32_t offset)
{
    size_t low = 0, high = content->pieces.n;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (content->pieces.at[middle].content <= offset)
            low = middle;
        else
            high = middle;
    }
    return content->pieces.at[low].source + (offset - content->pieces.at[low].content);
}

struct span content_span(const struct content *content, struct span span)
{
    uint32_t start = to_source(content, span.start);
    /* The end belongs to the byte before it: what follows may stand on another line. */
    uint32_t end = span.end > span.start ? to_source(content, span.end - 1) + 1 : start;
    if (end > content->limit)
        end = content->limit;
    return span_of(start < end ? start : end, end);
}

void content_free(struct content *content)
{
    vec_free(&content->pieces);
    buf_free(&content->copy);
}
