/* What cmark-gfm is given, and what it is asked for. */
#include "doc/builder.h"

#include "base/utf8.h"
#include "doc/front.h"
#include "doc/html.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

/* What stands for what is no text: as long as a byte, and no blank or mark to anyone. */
enum { NO_TEXT = 0x1a };

/*
 * What the parser is given for an ASCII byte, or -1 where it can have the byte itself. cmark-gfm
 * turns a NUL into the three bytes of U+FFFD, which would move every offset behind it; vertical
 * tabs and form feeds are blanks to some of its scanners and text to others; a lone CR ends a line,
 * but not the row of a table.
 */
static int tame_byte(str source, size_t i)
{
    switch (source.at[i]) {
    case '\0':
        return NO_TEXT;
    case '\v':
    case '\f':
        return ' ';
    case '\r':
        return i + 1 < source.n && source.at[i + 1] == '\n' ? -1 : '\n';
    default:
        return -1;
    }
}

/* The first byte that is no text, or that tame_byte() may change; or the size. */
static size_t first_wild(str source)
{
    static const char WILD[] = {'\0', '\v', '\f', '\r'};
    size_t invalid = utf8_find_invalid(source);
    size_t first = invalid == STR_NPOS ? source.n : invalid;
    for (size_t i = 0; i < sizeof WILD; i++) {
        size_t at = str_find_char(str_sub(source, 0, first), WILD[i]);
        if (at < first)
            first = at;
    }
    return first;
}

/*
 * The scanners of cmark-gfm stop at a byte that is no UTF-8: a row of a table with one would be no
 * row. GitHub never hands it such bytes.
 */
static str tame(struct document *doc, str source)
{
    size_t i = first_wild(source);
    char *bytes = NULL;
    while (i < source.n) {
        int32_t code = 0;
        size_t length = (signed char)source.at[i] < 0 ? utf8_next(str_skip(source, i), &code) : 1;
        int byte = code < 0 ? NO_TEXT : tame_byte(source, i);
        if (byte >= 0 && !bytes)
            bytes = arena_copy(&doc->arena, source.at, source.n, 1);
        if (byte >= 0)
            bytes[i] = (char)byte;
        i += length;
    }
    doc->partial = bytes != NULL;
    return bytes ? (str){bytes, source.n} : source;
}

/* The source with blanks for its front matter; lines stay where they are. */
static str without_front(struct builder *b)
{
    const struct document *doc = b->doc;
    size_t end = doc->body + front_matter(str_skip(doc->source, doc->body));
    if (end == doc->body)
        return doc->source;
    vec_push(&b->opaques, (struct opaque){span_of(doc->body, end), OPAQUE_FRONT});
    char *bytes = arena_copy(&b->doc->arena, doc->source.at, doc->source.n, 1);
    for (size_t i = doc->body; i < end; i++)
        if (bytes[i] != '\n' && bytes[i] != '\r')
            bytes[i] = ' ';
    return (str){bytes, doc->source.n};
}

str source_for_parser(struct builder *b)
{
    return tame(b->doc, without_front(b));
}

/* Whether the text begins with a character reference for '^'. */
static bool hides_caret(str s)
{
    if (!str_starts(s, STR("&")))
        return false;
    struct buf plain = {0};
    html_unescape(&plain, str_sub(s, 0, 12)); /* no reference is longer */
    bool caret = str_starts(buf_str(&plain), STR("^")) || str_starts(s, STR("&Hat;"));
    buf_free(&plain);
    return caret;
}

/*
 * Whether cmark-gfm is to look for footnotes, which takes two more walks over the whole AST. One
 * begins with `[^`, where the second byte may be escaped or a character reference. In the last case
 * cmark-gfm (0.29.0.gfm.6, handle_close_bracket() in inlines.c) keeps a pointer into text that it
 * frees: a source that holds that has no footnotes.
 */
static bool may_hold_footnotes(str source)
{
    bool found = false;
    for (size_t at; (at = str_find_char(source, '[')) != STR_NPOS;) {
        source = str_skip(source, at + 1);
        if (hides_caret(source))
            return false;
        found = found || str_starts(source, STR("^")) || str_starts(source, STR("\\^"));
    }
    return found;
}

cmark_node *parse_source(str source, cmark_parser **parser)
{
    static const char *const EXTENSIONS[] = {"table", "autolink", "tasklist"};
    cmark_gfm_core_extensions_ensure_registered();
    int footnotes = may_hold_footnotes(source) ? CMARK_OPT_FOOTNOTES : 0;
    *parser = cmark_parser_new(CMARK_OPT_SOURCEPOS | footnotes);
    for (size_t i = 0; i < sizeof EXTENSIONS / sizeof *EXTENSIONS; i++)
        cmark_parser_attach_syntax_extension(*parser, cmark_find_syntax_extension(EXTENSIONS[i]));
    cmark_parser_feed(*parser, source.at ? source.at : "", source.n);
    return cmark_parser_finish(*parser);
}
