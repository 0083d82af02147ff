#include "report/utf16.h"

#include "base/mem.h"
#include "base/utf8.h"

enum { STEP = 1024 };

/* The first character that begins at or behind a multiple of STEP. */
struct utf16_mark {
    uint32_t offset; /* its first byte */
    uint32_t units;  /* before it, from the start of the source */
};

/* Bytes that one U+FFFD stands for: Unicode 15.0, 3.9, "U+FFFD Substitution of Maximal Subparts".
 */
static size_t ill_formed(str s)
{
    unsigned char first = (unsigned char)s.at[0], low = 0x80, high = 0xbf;
    size_t size = first < 0xc2 || first > 0xf4 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4, n = 1;
    if (first == 0xe0)
        low = 0xa0;
    else if (first == 0xed)
        high = 0x9f;
    else if (first == 0xf0)
        low = 0x90;
    else if (first == 0xf4)
        high = 0x8f;
    while (n < size && n < s.n && (unsigned char)s.at[n] >= low && (unsigned char)s.at[n] <= high) {
        n++;
        low = 0x80;
        high = 0xbf;
    }
    return n;
}

/* The bytes of the character at the start of `s`, which is not empty; its units are added. */
static size_t next(str s, uint32_t *units)
{
    int32_t code = 0;
    size_t n = utf8_next(s, &code);
    *units += code > 0xffff ? 2 : 1;
    return code < 0 ? ill_formed(s) : n;
}

void utf16_open(struct utf16 *utf16, const struct document *doc)
{
    if (utf16->doc)
        return;
    str s = doc->source;
    utf16->doc = doc;
    utf16->marks = mem_alloc(s.n / STEP + 1, sizeof *utf16->marks);
    uint32_t units = 0;
    for (size_t at = 0, i = 0; i <= s.n / STEP; i++) {
        while (at < i * STEP && at < s.n)
            at += next(str_skip(s, at), &units);
        utf16->marks[i] = (struct utf16_mark){(uint32_t)at, units};
    }
}

void utf16_free(struct utf16 *utf16)
{
    mem_free(utf16->marks);
    *utf16 = (struct utf16){0};
}

/* The character that holds the byte `offset`, or the end of the source. */
static struct utf16_mark find(const struct utf16 *utf16, uint32_t offset)
{
    const struct utf16_mark *mark = &utf16->marks[offset / STEP];
    if (mark->offset > offset)
        mark--;
    struct utf16_mark found = *mark;
    while (found.offset < offset) {
        uint32_t units = found.units;
        size_t n = next(str_skip(utf16->doc->source, found.offset), &units);
        if (found.offset + n > offset)
            break;
        found = (struct utf16_mark){found.offset + (uint32_t)n, units};
    }
    return found;
}

static uint32_t clip(const struct utf16 *utf16, uint32_t offset)
{
    return offset < utf16->doc->source.n ? offset : (uint32_t)utf16->doc->source.n;
}

static struct position position(const struct utf16 *utf16, struct utf16_mark mark)
{
    str source = utf16->doc->source;
    uint32_t line = document_line(utf16->doc, mark.offset);
    struct utf16_mark start = find(utf16, document_line_span(utf16->doc, line).start);
    /* What is behind the last line end is no line of the document, but an editor shows one. */
    if (mark.offset == source.n && mark.offset > start.offset &&
        (source.at[source.n - 1] == '\n' || source.at[source.n - 1] == '\r'))
        return (struct position){line + 2, 1};
    uint32_t before = mark.units > start.units ? mark.units - start.units : 0;
    return (struct position){line + 1, before + 1};
}

struct utf16_region utf16_region(const struct utf16 *utf16, struct span span)
{
    struct utf16_mark start = find(utf16, clip(utf16, span.start));
    struct utf16_mark end = find(utf16, clip(utf16, span.end));
    if (end.offset < clip(utf16, span.end))
        end.offset += (uint32_t)next(str_skip(utf16->doc->source, end.offset), &end.units);
    if (end.offset < start.offset)
        end = start;
    return (struct utf16_region){position(utf16, start), position(utf16, end)};
}

bool utf16_is_between(const struct utf16 *utf16, uint32_t offset)
{
    return offset >= utf16->doc->body && offset <= utf16->doc->source.n &&
           find(utf16, offset).offset == offset;
}
