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

/* What stands before the bracket of a logging command; each is looked for anywhere in a line. */
static const str command_heads[] = {STR_INIT("##"), STR_INIT("##vso"), STR_INIT("##teamcity")};

bool escape_is_command(str s, size_t at)
{
    if (s.at[at] != '[')
        return false;
    for (size_t i = 0; i < sizeof command_heads / sizeof *command_heads; i++)
        if (str_ends_nocase(str_sub(s, 0, at), command_heads[i]))
            return true;
    return false;
}

struct glyph escape_at(str s, size_t at)
{
    char first = s.at[at];
    if (first >= 0x20 && first < 0x7f && !escape_is_command(s, at))
        return (struct glyph){.bytes = 1, .columns = 1, .length = 1, .text = {first}};
    struct glyph glyph = {0};
    int32_t code;
    glyph.bytes = utf8_next(str_skip(s, at), &code);
    if (code != '[' && utf8_is_shown(code)) {
        write_text(&glyph, str_sub(s, at, at + glyph.bytes));
        glyph.columns = (uint32_t)utf8_width(code);
        glyph.mark = glyph.columns == 0;
    } else if (code == '\t') {
        write_text(&glyph, STR(" "));
        glyph.columns = 1;
    } else {
        write_escaped(&glyph, code, first);
    }
    return glyph;
}

struct glyph escape_before(str s, size_t end)
{
    for (size_t back = end < 4 ? end : 4; back > 1; back--) {
        int32_t code;
        if (utf8_next(str_sub(s, end - back, end), &code) == back && code >= 0)
            return escape_at(s, end - back);
    }
    return escape_at(str_sub(s, 0, end), end - 1);
}

static void add_glyph(struct buf *out, const struct glyph *glyph)
{
    buf_add(out, (str){glyph->text, glyph->length});
}

void escape_add_part(struct buf *out, str s, size_t from, size_t to)
{
    s = str_sub(s, 0, to);
    while (from < s.n) {
        struct glyph glyph = escape_at(s, from);
        add_glyph(out, &glyph);
        from += glyph.bytes;
    }
}

void escape_add(struct buf *out, str s)
{
    escape_add_part(out, s, 0, s.n);
}

/* What GitHub's runner, a program of .NET, trims from the start of a line. */
static bool is_trimmed(int32_t code)
{
    return (code >= 0x09 && code <= 0x0d) || code == 0x20 || code == 0x85 || code == 0xa0 ||
           code == 0x1680 || (code >= 0x2000 && code <= 0x200a) || code == 0x2028 ||
           code == 0x2029 || code == 0x202f || code == 0x205f || code == 0x3000;
}

void escape_add_first(struct buf *out, str s)
{
    size_t at = 0;
    int32_t code = ' ';
    while (at < s.n && is_trimmed(code))
        at += utf8_next(str_skip(s, at), &code);
    if (code != ':' || at == s.n || s.at[at] != ':') {
        escape_add(out, s);
        return;
    }
    escape_add(out, str_sub(s, 0, at - 1));
    buf_add(out, STR("\\x3a"));
    escape_add(out, str_skip(s, at));
}

void escape_add_cut(struct buf *out, str s, uint32_t columns)
{
    /* Marks take no column; their number is bounded all the same. */
    size_t bytes = 0, limit = (size_t)columns * 8, fits = 0;
    uint32_t used = 0;
    while (bytes < s.n && bytes < limit) {
        struct glyph glyph = escape_at(s, bytes);
        if (used + glyph.columns > columns)
            break;
        used += glyph.columns;
        bytes += glyph.bytes;
        if (used < columns)
            fits = bytes;
    }
    escape_add_part(out, s, 0, bytes == s.n ? s.n : fits);
    if (bytes < s.n)
        buf_add(out, STR("\xe2\x80\xa6"));
}
