#include "report/escape.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

static void write_text(struct glyph *glyph, str text)
{
    memcpy(glyph->text, text.at, text.n);
    glyph->length = (uint8_t)text.n;
}

/* Code points have at most six digits, so that both forms fit. */
static void write_escaped(struct glyph *glyph, int32_t code, char byte)
{
    char text[sizeof glyph->text + 1];
    int n = code < 0x80 ? snprintf(text, sizeof text, "\\x%02x", (unsigned)(unsigned char)byte)
                        : snprintf(text, sizeof text, "<U+%04X>", (unsigned)code & 0x1fffff);
    write_text(glyph, (str){text, (size_t)n});
    glyph->columns = (uint32_t)n;
}

struct glyph escape_next(str s)
{
    char first = s.at[0];
    if (first >= 0x20 && first < 0x7f)
        return (struct glyph){.bytes = 1, .columns = 1, .length = 1, .text = {first}};
    struct glyph glyph = {0};
    int32_t code;
    glyph.bytes = utf8_next(s, &code);
    if (utf8_is_shown(code)) {
        write_text(&glyph, str_sub(s, 0, glyph.bytes));
        glyph.columns = (uint32_t)utf8_width(code);
        glyph.mark = glyph.columns == 0;
    } else if (code == '\t') {
        write_text(&glyph, STR(" "));
        glyph.columns = 1;
    } else {
        write_escaped(&glyph, code, s.at[0]);
    }
    return glyph;
}

struct glyph escape_last(str s)
{
    for (size_t back = s.n < 4 ? s.n : 4; back > 1; back--) {
        str tail = str_skip(s, s.n - back);
        int32_t code;
        if (utf8_next(tail, &code) == back && code >= 0)
            return escape_next(tail);
    }
    return escape_next(str_skip(s, s.n - 1));
}

static void add_glyph(struct buf *out, const struct glyph *glyph)
{
    buf_add(out, (str){glyph->text, glyph->length});
}

void escape_add(struct buf *out, str s)
{
    while (s.n > 0) {
        struct glyph glyph = escape_next(s);
        add_glyph(out, &glyph);
        s = str_skip(s, glyph.bytes);
    }
}

void escape_add_cut(struct buf *out, str s, uint32_t columns)
{
    /* Marks take no column; their number is bounded all the same. */
    size_t bytes = 0, limit = (size_t)columns * 8, fits = 0;
    uint32_t used = 0;
    while (bytes < s.n && bytes < limit) {
        struct glyph glyph = escape_next(str_skip(s, bytes));
        if (used + glyph.columns > columns)
            break;
        used += glyph.columns;
        bytes += glyph.bytes;
        if (used < columns)
            fits = bytes;
    }
    escape_add(out, str_sub(s, 0, bytes == s.n ? s.n : fits));
    if (bytes < s.n)
        buf_add(out, STR("\xe2\x80\xa6"));
}
