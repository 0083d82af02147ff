#include "doc/anchors.h"

#include "base/utf8.h"

/* Longest stretch of tags and blanks between an anchor and its heading. */
enum { GAP_LIMIT = 400 };

/* In lower case, and without the joiners of emoji, which GitHub drops from a heading. */
static void fold(struct buf *out, str s)
{
    buf_clear(out);
    while (s.n > 0) {
        int32_t code;
        size_t n = utf8_next(s, &code);
        if (code < 0)
            buf_add_char(out, s.at[0]);
        else if (code != 0x200d)
            utf8_put(out, utf8_lower(code));
        s = str_skip(s, n);
    }
}

static str without_prefix(str name)
{
    static const str PREFIX = STR_INIT("user-content-"); /* GitHub puts it there itself */
    return str_starts(name, PREFIX) ? str_skip(name, PREFIX.n) : name;
}

static void add(struct anchors *anchors, str name, uint32_t section)
{
    name = without_prefix(name);
    if (name.n == 0)
        return;
    bool added;
    fold(&anchors->folded, name);
    map_put_copy(&anchors->map, buf_str(&anchors->folded), (uint32_t)anchors->names.n, &added);
    if (added)
        vec_push(&anchors->names, (struct anchor_name){name, section});
}

/* Whether nothing but tags and blanks stands there; it begins, or else ends, inside a tag. */
static bool is_gap(const struct document *doc, uint32_t start, uint32_t end, bool begins_inside)
{
    if (end > start + GAP_LIMIT)
        return false;
    bool inside = begins_inside;
    for (uint32_t i = start; i < end; i++) {
        char c = doc->source.at[i];
        if (c == '<' || c == '>')
            inside = c == '<';
        else if (!inside && !ascii_is_space(c))
            return false;
    }
    return inside != begins_inside;
}

/* The heading that holds the tag of an id, or stands right behind or right before it. */
static uint32_t heading_at(const struct document *doc, struct span id)
{
    uint32_t low = 0, high = doc->section_count; /* the first that starts behind it */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->sections[middle].span.start <= id.start)
            low = middle + 1;
        else
            high = middle;
    }
    const struct section *above = low > 0 ? &doc->sections[low - 1] : NULL;
    bool is_heading = above && above->kind == SECTION_HEADING;
    if (is_heading && span_holds(above->span, id))
        return low - 1;
    if (low < doc->section_count && doc->sections[low].kind == SECTION_HEADING &&
        is_gap(doc, id.end, doc->sections[low].span.start, true))
        return low;
    return is_heading && is_gap(doc, above->span.end, id.start, false) ? low - 1 : NO_INDEX;
}

void anchors_read(struct anchors *anchors, const struct document *doc)
{
    for (uint32_t i = 0; i < doc->section_count; i++) {
        const struct section *section = &doc->sections[i];
        if (section->kind != SECTION_HEADING)
            continue;
        add(anchors, section->slug, i);
        /* "## Name <!-- omit in toc -->": whether the blank counts is not known */
        if (str_ends(document_text(doc, section->title), STR("-->")) &&
            str_ends(section->slug, STR("-")))
            add(anchors, str_sub(section->slug, 0, section->slug.n - 1), i);
    }
    for (uint32_t i = 0; i < doc->anchor_count; i++)
        add(anchors, doc->anchors[i].name, heading_at(doc, doc->anchors[i].span));
}

const struct anchor_name *anchors_find(struct anchors *anchors, str fragment)
{
    fold(&anchors->folded, without_prefix(fragment));
    const uint32_t *index = map_get(&anchors->map, buf_str(&anchors->folded));
    return index ? &anchors->names.at[*index] : NULL;
}

void anchors_free(struct anchors *anchors)
{
    map_free(&anchors->map);
    vec_free(&anchors->names);
    buf_free(&anchors->folded);
}
