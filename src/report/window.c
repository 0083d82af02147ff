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

/* A character and the marks that join it, from the byte `at` of `s` on. */
static struct stretch next_cluster(str s, size_t at)
{
    struct stretch cluster = {0};
    while (at + cluster.bytes < s.n && cluster.bytes < CLUSTER_BYTES) {
        struct glyph glyph = escape_at(s, at + cluster.bytes);
        if (cluster.bytes > 0 && !glyph.mark)
            break;
        cluster.bytes += glyph.bytes;
        cluster.columns += glyph.columns;
    }
    return cluster;
}

/* The same before the byte `at`. */
static struct stretch last_cluster(str s, size_t at)
{
    struct stretch cluster = {0};
    while (cluster.bytes < at && cluster.bytes < CLUSTER_BYTES) {
        struct glyph glyph = escape_before(s, at - cluster.bytes);
        cluster.bytes += glyph.bytes;
        cluster.columns += glyph.columns;
        if (!glyph.mark)
            break;
    }
    return cluster;
}

/* As many clusters as fit `columns` before the byte `at` of `s`. */
static struct stretch measure_before(str s, size_t at, uint32_t columns)
{
    struct stretch all = {0};
    size_t limit = (size_t)columns * 8;
    while (all.bytes < at && all.bytes < limit) {
        struct stretch cluster = last_cluster(s, at - all.bytes);
        if (all.columns + cluster.columns > columns)
            break;
        all.bytes += cluster.bytes;
        all.columns += cluster.columns;
    }
    return all;
}

/* The same from the byte `at` on. */
static struct stretch measure_behind(str s, size_t at, uint32_t columns)
{
    struct stretch all = {0};
    size_t limit = (size_t)columns * 8;
    while (at + all.bytes < s.n && all.bytes < limit) {
        struct stretch cluster = next_cluster(s, at + all.bytes);
        if (all.columns + cluster.columns > columns)
            break;
        all.bytes += cluster.bytes;
        all.columns += cluster.columns;
    }
    return all;
}

/* Where the character begins that the byte `at` is a later one of; `at` itself where it is none. */
static uint32_t character_start(str line, uint32_t at)
{
    for (uint32_t back = 1; back < 4 && back <= at; back++)
        if (escape_at(line, at - back).bytes > back)
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
        mark.end = last + (uint32_t)escape_at(line, last).bytes;
    for (size_t moved = 0; mark.start > 0 && mark.start < size && moved < CLUSTER_BYTES;) {
        if (!escape_at(line, mark.start).mark)
            break;
        size_t bytes = escape_before(line, mark.start).bytes;
        mark.start -= (uint32_t)bytes;
        moved += bytes;
    }
    return mark;
}

/*
 * How many columns may go before a mark of `marked` columns that ends at `end`: half of what it
 * leaves, and what the text behind it does not need.
 */
static uint32_t lead_of(str line, size_t end, uint32_t marked, uint32_t width)
{
    if (marked + 2 * LEAD > width)
        return LEAD;
    uint32_t spare = width - marked, half = spare / 2;
    uint32_t right = measure_behind(line, end, spare).columns;
    return right < spare - half ? spare - right : half;
}

struct window window_write(struct buf *out, str line, struct span mark, uint32_t width)
{
    width = width < WINDOW_LEAST ? WINDOW_LEAST : width;
    mark = snap(line, mark);
    struct stretch inner = measure_behind(str_sub(line, 0, mark.end), mark.start, width);
    /* An empty mark, also that at the end of the line, has a caret of one column. */
    uint32_t columns = inner.columns == 0 ? 1 : inner.columns;
    if (inner.bytes < span_length(mark))
        columns = width;

    /* A column is kept for "…" where not all of a side fits. */
    uint32_t lead = lead_of(line, mark.end, columns, width);
    struct stretch left = measure_before(line, mark.start, lead);
    bool cut_left = left.bytes < mark.start;
    if (cut_left)
        left = measure_before(line, mark.start, lead - 1);
    uint32_t start = left.columns + cut_left, room = width - start;
    struct stretch right = measure_behind(line, mark.start, room);
    bool cut_right = right.bytes < line.n - mark.start;
    if (cut_right)
        right = measure_behind(line, mark.start, room > 0 ? room - 1 : 0);

    if (cut_left)
        buf_add(out, ELLIPSIS);
    escape_add_part(out, line, mark.start - left.bytes, mark.start + right.bytes);
    if (cut_right)
        buf_add(out, ELLIPSIS);
    uint32_t shown = right.columns + cut_right;
    if (columns > shown && shown > 0)
        columns = shown;
    return (struct window){start, columns};
}
