#include "report/window.h"

#include "report/escape.h"

#define ELLIPSIS STR("\xe2\x80\xa6")

enum {
    WINDOW_LEAST = 20,
    LEAD = 8,           /* columns before a span that does not fit */
    CLUSTER_BYTES = 64, /* longer piles of marks are parted */
};

/* A part of the line that begins or ends at a given byte. */
struct stretch {
    size_t bytes;
    uint32_t columns;
};

/* A character and the marks that join it, at the start of `s`. */
static struct stretch next_cluster(str s)
{
    struct stretch cluster = {0};
    while (cluster.bytes < s.n && cluster.bytes < CLUSTER_BYTES) {
        struct glyph glyph = escape_next(str_skip(s, cluster.bytes));
        if (cluster.bytes > 0 && !glyph.mark)
            break;
        cluster.bytes += glyph.bytes;
        cluster.columns += glyph.columns;
    }
    return cluster;
}

/* The same at the end of `s`. */
static struct stretch last_cluster(str s)
{
    struct stretch cluster = {0};
    while (cluster.bytes < s.n && cluster.bytes < CLUSTER_BYTES) {
        struct glyph glyph = escape_last(str_sub(s, 0, s.n - cluster.bytes));
        cluster.bytes += glyph.bytes;
        cluster.columns += glyph.columns;
        if (!glyph.mark)
            break;
    }
    return cluster;
}

/* As many clusters of `s` as fit `columns`, from its start or from its end. */
static struct stretch measure(str s, uint32_t columns, struct stretch (*next)(str), bool from_end)
{
    struct stretch all = {0};
    size_t limit = (size_t)columns * 8;
    while (all.bytes < s.n && all.bytes < limit) {
        str rest = from_end ? str_sub(s, 0, s.n - all.bytes) : str_skip(s, all.bytes);
        struct stretch cluster = next(rest);
        if (all.columns + cluster.columns > columns)
            break;
        all.bytes += cluster.bytes;
        all.columns += cluster.columns;
    }
    return all;
}

static struct stretch measure_before(str s, uint32_t columns)
{
    return measure(s, columns, last_cluster, true);
}

static struct stretch measure_behind(str s, uint32_t columns)
{
    return measure(s, columns, next_cluster, false);
}

/* Where the character begins that the byte `at` is a later one of; `at` itself where it is none. */
static uint32_t character_start(str line, uint32_t at)
{
    for (uint32_t back = 1; back < 4 && back <= at; back++)
        if (escape_next(str_skip(line, at - back)).bytes > back)
            return at - back;
    return at;
}

/* The mark clipped to the line, its ends moved out of characters and its start before marks. */
static struct span snap(str line, struct span mark)
{
    uint32_t size = (uint32_t)line.n;
    mark.end = mark.end > size ? size : mark.end;
    mark.start = character_start(line, mark.start > mark.end ? mark.end : mark.start);
    uint32_t last = character_start(line, mark.end);
    if (last < mark.end)
        mark.end = last + (uint32_t)escape_next(str_skip(line, last)).bytes;
    for (size_t moved = 0; mark.start > 0 && mark.start < size && moved < CLUSTER_BYTES;) {
        if (!escape_next(str_skip(line, mark.start)).mark)
            break;
        size_t bytes = escape_last(str_sub(line, 0, mark.start)).bytes;
        mark.start -= (uint32_t)bytes;
        moved += bytes;
    }
    return mark;
}

/*
 * How many columns may go before a mark of `marked` columns: half of what it leaves, and what the
 * text behind it does not need.
 */
static uint32_t lead_of(str behind, uint32_t marked, uint32_t width)
{
    if (marked + 2 * LEAD > width)
        return LEAD;
    uint32_t spare = width - marked, half = spare / 2;
    uint32_t right = measure_behind(behind, spare).columns;
    return right < spare - half ? spare - right : half;
}

/* The same as `measure`, with a column kept for "…" where not all of `s` fits. */
static struct stretch cut(str s, uint32_t columns, struct stretch (*measure_side)(str, uint32_t),
                          bool *is_cut)
{
    struct stretch part = measure_side(s, columns);
    *is_cut = part.bytes < s.n;
    return *is_cut ? measure_side(s, columns > 0 ? columns - 1 : 0) : part;
}

struct window window_write(struct buf *out, str line, struct span mark, uint32_t width)
{
    width = width < WINDOW_LEAST ? WINDOW_LEAST : width;
    mark = snap(line, mark);
    str before = str_sub(line, 0, mark.start), from = str_skip(line, mark.start);
    str marked = str_sub(from, 0, span_length(mark));
    struct stretch inner = measure_behind(marked, width);
    /* An empty mark, also that at the end of the line, has a caret of one column. */
    uint32_t columns = inner.columns == 0 ? 1 : inner.columns;
    if (inner.bytes < marked.n)
        columns = width;

    bool cut_left, cut_right;
    uint32_t lead = lead_of(str_skip(from, marked.n), columns, width);
    struct stretch left = cut(before, lead, measure_before, &cut_left);
    uint32_t start = left.columns + cut_left;
    struct stretch right = cut(from, width - start, measure_behind, &cut_right);
    if (cut_left)
        buf_add(out, ELLIPSIS);
    escape_add(out, str_sub(line, mark.start - left.bytes, mark.start + right.bytes));
    if (cut_right)
        buf_add(out, ELLIPSIS);
    uint32_t shown = right.columns + cut_right;
    if (columns > shown && shown > 0)
        columns = shown;
    return (struct window){start, columns};
}
