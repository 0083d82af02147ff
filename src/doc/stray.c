#include "doc/stray.h"

#include "base/mem.h"

#include <string.h>

/* A walk over the closing brackets of a document. */
struct walk {
    const struct document *doc; /* borrowed */
    uint32_t next_ref;
    VEC(uint32_t) open; /* references that hold the place, outermost first */
};

enum {
    TEXT_BYTES = 500,    /* between the brackets of a link; no label or title is longer */
    TARGET_BYTES = 2000, /* between the parentheses */
    BLANKS = 3,
    STRAYS_A_PLACE = 32, /* on one line or in one cell; what has more is no list's text */
};

static bool is_escaped(const struct document *doc, uint32_t offset)
{
    uint32_t backslashes = 0;
    while (offset > backslashes && doc->source.at[offset - backslashes - 1] == '\\')
        backslashes++;
    return backslashes % 2 == 1;
}

/* Bring the references that hold `offset` up to date. */
static void follow(struct walk *walk, uint32_t offset)
{
    const struct document *doc = walk->doc;
    for (;;) {
        while (walk->open.n > 0 &&
               doc->references[walk->open.at[walk->open.n - 1]].span.end <= offset)
            walk->open.n--;
        if (walk->next_ref == doc->reference_count ||
            doc->references[walk->next_ref].span.start > offset)
            return;
        vec_push(&walk->open, walk->next_ref++);
    }
}

/* Whether the bracket closes the text of a link or picture, or stands in its destination. */
static bool is_of_link(const struct walk *walk, uint32_t offset)
{
    for (size_t i = walk->open.n, depth = 0; i-- > 0 && depth < 16; depth++) {
        const struct reference *ref = &walk->doc->references[walk->open.at[i]];
        bool brackets = ref->form == FORM_INLINE || ref->form == FORM_REFERENCE;
        if (brackets && ref->text.end <= offset && offset < ref->span.end)
            return true;
    }
    return false;
}

/* The line that holds the offset, or the cell. */
static struct span place_of(const struct document *doc, uint32_t offset)
{
    const struct row *row = document_row_at(doc, offset);
    if (!row || row->cell_count == 0)
        return document_line_span(doc, document_line(doc, offset));
    const struct cell *cells = row_cells(doc, row);
    uint16_t low = 0, high = row->cell_count;
    while (low < high) {
        uint16_t middle = (uint16_t)(low + (high - low) / 2);
        if (cells[middle].span.end <= offset)
            low = (uint16_t)(middle + 1);
        else
            high = middle;
    }
    return low < row->cell_count ? cells[low].span : row->span;
}

/* The "[" whose "]" stands at `close`, not before `start`. */
static uint32_t find_open(const struct document *doc, uint32_t close, uint32_t start)
{
    uint32_t depth = 0;
    if (close - start > TEXT_BYTES)
        start = close - TEXT_BYTES;
    for (uint32_t i = close; i-- > start;) {
        char c = doc->source.at[i];
        if ((c != '[' && c != ']') || is_escaped(doc, i))
            continue;
        if (c == ']')
            depth++;
        else if (depth-- == 0)
            return i;
    }
    return NO_INDEX;
}

/* Behind the bracket that closes the one at `open`, not past `limit`. */
static uint32_t find_close(const struct document *doc, uint32_t open, uint32_t limit)
{
    char opener = doc->source.at[open], closer = opener == '(' ? ')' : ']';
    uint32_t depth = 0;
    if (limit - open > TARGET_BYTES)
        limit = open + TARGET_BYTES;
    for (uint32_t i = open; i < limit; i++) {
        char c = doc->source.at[i];
        if ((c != opener && c != closer) || is_escaped(doc, i))
            continue;
        if (c == opener)
            depth++;
        else if (--depth == 0)
            return i + 1;
    }
    return NO_INDEX;
}

/* Whether a reference starts in [start, end). */
static bool has_link(const struct document *doc, uint32_t start, uint32_t end)
{
    for (uint32_t i = document_reference_at(doc, start);
         i < doc->reference_count && doc->references[i].span.start < end; i++)
        if (doc->references[i].kind == REF_LINK)
            return true;
    return false;
}

/* The offset of the "(" or "[" behind the bracket, or NO_INDEX. */
static uint32_t follower(const struct document *doc, uint32_t close)
{
    uint32_t i = close + 1, size = (uint32_t)doc->source.n;
    while (i < size && i - close <= BLANKS &&
           (doc->source.at[i] == ' ' || doc->source.at[i] == '\t'))
        i++;
    bool found = i < size && (doc->source.at[i] == '(' || doc->source.at[i] == '[');
    return found ? i : NO_INDEX;
}

static struct stray describe(const struct document *doc, uint32_t close, uint32_t next)
{
    struct span place = place_of(doc, close);
    struct stray stray = {
        .open = find_open(doc, close, place.start),
        .close = close,
        .next = next,
        .next_end = next < place.end ? find_close(doc, next, place.end) : NO_INDEX,
        .limit = place.end,
    };
    if (stray.open == NO_INDEX)
        return stray;
    stray.image = stray.open > place.start && doc->source.at[stray.open - 1] == '!' &&
                  !is_escaped(doc, stray.open - 1);
    stray.holds_link = has_link(doc, stray.open, close);
    return stray;
}

static bool is_stray(struct walk *walk, uint32_t close)
{
    follow(walk, close);
    return !is_of_link(walk, close) && !is_escaped(walk->doc, close) &&
           !document_is_opaque(walk->doc, close);
}

void strays_find(struct document *doc)
{
    struct walk walk = {.doc = doc};
    VEC(struct stray) strays = {0};
    uint32_t limit = 0, here = 0; /* of the place that the last one stands in */
    for (size_t at = doc->body; at < doc->source.n; at++) {
        size_t found = str_find_char(str_skip(doc->source, at), ']');
        if (found == STR_NPOS)
            break;
        at += found;
        uint32_t close = (uint32_t)at, next = follower(doc, close);
        if (next == NO_INDEX || !is_stray(&walk, close))
            continue;
        here = close < limit ? here + 1 : 0;
        if (here >= STRAYS_A_PLACE)
            continue;
        vec_push(&strays, describe(doc, close, next));
        limit = strays.at[strays.n - 1].limit;
    }
    doc->strays = arena_copy(&doc->arena, strays.at, strays.n, sizeof *strays.at);
    doc->stray_count = (uint32_t)strays.n;
    vec_free(&strays);
    vec_free(&walk.open);
}
