#include "report/patch.h"

#include "base/mem.h"
#include "report/escape.h"

#include <string.h>

enum { CONTEXT = 3 };

/* Whole lines that are replaced by others; between two blocks at least one line stays. */
struct blocks {
    struct change *at;
    size_t n, cap;
};

/* A patch being written. */
struct writer {
    struct buf *out;
    str before, after;
    size_t at;    /* how much of `before` has been counted */
    size_t lines; /* in there */
    int64_t more; /* by how many lines `after` is ahead there */
    struct blocks blocks;
};

static bool same(const struct writer *writer, struct change change)
{
    return str_eq(str_sub(writer->before, change.before.start, change.before.end),
                  str_sub(writer->after, change.after.start, change.after.end));
}

static bool begins_line(str text, size_t at)
{
    return at == 0 || text.at[at - 1] == '\n';
}

/* From the beginning of the line on. */
static struct change from_line(const struct writer *writer, struct change change)
{
    size_t newline = str_rfind_char(str_sub(writer->before, 0, change.before.start), '\n');
    uint32_t start = newline == STR_NPOS ? 0 : (uint32_t)newline + 1;
    change.after.start -= change.before.start - start;
    change.before.start = start;
    return change;
}

/* Up to the end of a line, at the latest up to `limit` in `before`; false where none ends there. */
static bool up_to_line(const struct writer *writer, struct change *change, size_t limit)
{
    size_t end = change->before.end;
    if (!begins_line(writer->before, end) || !begins_line(writer->after, change->after.end)) {
        size_t newline = str_find_char(str_sub(writer->before, end, limit), '\n');
        end = newline == STR_NPOS ? limit : end + newline + 1;
        change->after.end += (uint32_t)(end - change->before.end);
        change->before.end = (uint32_t)end;
        return newline != STR_NPOS || end == writer->before.n;
    }
    return true;
}

/* The lines that change; changes of one line, and of lines that follow each other, are one block.
 */
static void find_blocks(struct writer *writer, const struct changes *changes)
{
    for (size_t i = 0; i < changes->n;) {
        struct change block = changes->at[i++];
        if (same(writer, block))
            continue;
        block = from_line(writer, block);
        for (bool open = true; open;) {
            size_t limit = i < changes->n ? changes->at[i].before.start : writer->before.n;
            bool whole = up_to_line(writer, &block, limit);
            str between = str_sub(writer->before, block.before.end, limit);
            open = i < changes->n && (!whole || str_find_char(between, '\n') == STR_NPOS);
            if (open) {
                block.before.end = changes->at[i].before.end;
                block.after.end = changes->at[i].after.end;
                i++;
            }
        }
        vec_push(&writer->blocks, block);
    }
}

static void add_lines(struct writer *writer, char sign, str lines)
{
    while (lines.n > 0) {
        size_t newline = str_find_char(lines, '\n');
        size_t end = newline == STR_NPOS ? lines.n : newline + 1;
        buf_add_char(writer->out, sign);
        buf_add(writer->out, str_sub(lines, 0, end));
        if (newline == STR_NPOS)
            buf_add(writer->out, STR("\n\\ No newline at end of file\n"));
        lines = str_skip(lines, end);
    }
}

static size_t count_lines(str text)
{
    size_t count = 0;
    for (size_t newline; (newline = str_find_char(text, '\n')) != STR_NPOS; count++)
        text = str_skip(text, newline + 1);
    return count + (text.n > 0);
}

/* Where the line begins that is `count` lines above the one at `start`; not before `limit`. */
static size_t lines_above(str text, size_t start, size_t limit, int count)
{
    while (count-- > 0 && start > limit) {
        size_t newline = str_rfind_char(str_sub(text, limit, start - 1), '\n');
        start = newline == STR_NPOS ? limit : limit + newline + 1;
    }
    return start;
}

static size_t lines_below(str text, size_t end, size_t limit, int count)
{
    while (count-- > 0 && end < limit) {
        size_t newline = str_find_char(str_sub(text, end, limit), '\n');
        end = newline == STR_NPOS ? limit : end + newline + 1;
    }
    return end;
}

/* An empty range is named by the line above it. */
static void add_range(struct buf *out, char sign, size_t above, size_t count)
{
    buf_printf(out, " %c%zu", sign, count == 0 ? above : above + 1);
    if (count != 1)
        buf_printf(out, ",%zu", count);
}

/* The blocks [first, end) with lines around them. */
static void add_hunk(struct writer *writer, size_t first, size_t end)
{
    const struct change *blocks = writer->blocks.at;
    size_t floor = first > 0 ? blocks[first - 1].before.end : 0;
    size_t ceiling = end < writer->blocks.n ? blocks[end].before.start : writer->before.n;
    size_t start = lines_above(writer->before, blocks[first].before.start, floor, CONTEXT);
    size_t stop = lines_below(writer->before, blocks[end - 1].before.end, ceiling, CONTEXT);
    writer->lines += count_lines(str_sub(writer->before, writer->at, start));
    size_t old = count_lines(str_sub(writer->before, start, stop));
    size_t fresh = old;
    for (size_t i = first; i < end; i++) {
        fresh += count_lines(str_sub(writer->after, blocks[i].after.start, blocks[i].after.end));
        fresh -= count_lines(str_sub(writer->before, blocks[i].before.start, blocks[i].before.end));
    }
    buf_add(writer->out, STR("@@"));
    add_range(writer->out, '-', writer->lines, old);
    add_range(writer->out, '+', writer->lines + (size_t)writer->more, fresh);
    buf_add(writer->out, STR(" @@\n"));
    size_t at = start;
    for (size_t i = first; i < end; i++) {
        struct change block = blocks[i];
        add_lines(writer, ' ', str_sub(writer->before, at, block.before.start));
        add_lines(writer, '-', str_sub(writer->before, block.before.start, block.before.end));
        add_lines(writer, '+', str_sub(writer->after, block.after.start, block.after.end));
        at = block.before.end;
    }
    add_lines(writer, ' ', str_sub(writer->before, at, stop));
    writer->at = stop;
    writer->lines += old;
    writer->more += (int64_t)fresh - (int64_t)old;
}

static bool are_near(const struct writer *writer, size_t block)
{
    size_t start = writer->blocks.at[block].before.end;
    size_t limit = writer->blocks.at[block + 1].before.start;
    return lines_below(writer->before, start, limit, 2 * CONTEXT) == limit;
}

/* As git writes a name: in quotes where a byte of it needs an escape. */
static void add_name(struct buf *out, const char *side, str path)
{
    static const char escaped[] = "\a\b\t\n\v\f\r\"\\", letters[] = "abtnvfr\"\\";
    bool quoted = false;
    for (size_t i = 0; i < path.n; i++)
        quoted |= (unsigned char)path.at[i] < 0x20 || (unsigned char)path.at[i] >= 0x7f ||
                  path.at[i] == '"' || path.at[i] == '\\';
    buf_printf(out, "%s%s", quoted ? "\"" : "", side);
    for (size_t i = 0; i < path.n; i++) {
        char byte = path.at[i];
        const char *found = byte ? strchr(escaped, byte) : NULL;
        if (found)
            buf_printf(out, "\\%c", letters[found - escaped]);
        else if ((unsigned char)byte < 0x20 || (unsigned char)byte >= 0x7f)
            buf_printf(out, "\\%03o", (unsigned)(unsigned char)byte);
        else
            buf_add_char(out, byte);
    }
    buf_add(out, quoted ? STR("\"") : STR(""));
}

static void add_header(struct buf *out, str path)
{
    /* Without the tab a blank would end the name. */
    str end = str_find_char(path, ' ') == STR_NPOS ? STR("\n") : STR("\t\n");
    buf_add(out, STR("diff --git "));
    add_name(out, "a/", path);
    buf_add_char(out, ' ');
    add_name(out, "b/", path);
    buf_add(out, STR("\n--- "));
    add_name(out, "a/", path);
    buf_add(out, end);
    buf_add(out, STR("+++ "));
    add_name(out, "b/", path);
    buf_add(out, end);
}

void patch_add(struct buf *out, str path, str before, str after, const struct changes *changes)
{
    struct writer writer = {.out = out, .before = before, .after = after};
    find_blocks(&writer, changes);
    if (writer.blocks.n > 0)
        add_header(out, path);
    for (size_t first = 0, end; first < writer.blocks.n; first = end) {
        for (end = first + 1; end < writer.blocks.n && are_near(&writer, end - 1);)
            end++;
        add_hunk(&writer, first, end);
    }
    vec_free(&writer.blocks);
}

/* ECMA-48, SGR. */
static const char *color_of(str line)
{
    static const struct {
        str start;
        const char *color;
    } colors[] = {
        {STR_INIT("diff "), "1"}, {STR_INIT("--- "), "1"}, {STR_INIT("+++ "), "1"},
        {STR_INIT("@@"), "36"},   {STR_INIT("-"), "31"},   {STR_INIT("+"), "32"},
    };
    for (size_t i = 0; i < sizeof colors / sizeof *colors; i++)
        if (str_starts(line, colors[i].start))
            return colors[i].color;
    return NULL;
}

void patch_show(struct buf *out, str patch, bool color)
{
    while (patch.n > 0) {
        str line = str_cut(&patch, '\n');
        const char *code = color ? color_of(line) : NULL;
        if (str_ends(line, STR("\r")))
            line.n--;
        if (code)
            buf_printf(out, "\x1b[%sm", code);
        escape_add(out, line);
        buf_add(out, code ? STR("\x1b[0m\n") : STR("\n"));
    }
}
