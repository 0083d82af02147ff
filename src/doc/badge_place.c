#include "doc/badge_place.h"

#include "base/majority.h"

#include <string.h>

/* Behind the marker of a list item. */
static uint32_t item_start(const struct document *doc, struct span item)
{
    str text = document_text(doc, item);
    size_t i = text.n - str_trim_left(text).n, marker = i;
    while (i < text.n && ascii_is_digit(text.at[i]))
        i++;
    if (i < text.n && memchr(i > marker ? ".)" : "-*+", text.at[i], i > marker ? 2 : 3))
        i++;
    else
        i = marker;
    while (i < text.n && (text.at[i] == ' ' || text.at[i] == '\t'))
        i++;
    return item.start + (uint32_t)i;
}

/* What an entry holds: a cell of a row, or all behind the marker. Empty: no such cell. */
static struct span content_of(const struct document *doc, const struct entry *entry, uint16_t cell)
{
    if (entry->kind != ENTRY_ROW)
        return span_of(item_start(doc, entry->span), entry->span.end);
    const struct row *row = &doc->rows[entry->row];
    if (cell >= row->cell_count || cell == row->hidden)
        return span_of(0, 0);
    return cell_trim(doc, row_cells(doc, row)[cell]);
}

static str text_between(const struct document *doc, uint32_t start, uint32_t end)
{
    return document_text(doc, span_of(start, end));
}

/* Behind a code link: `]` of brackets around it, then a joint. */
static bool is_code_joint(str text)
{
    return badge_joint_length(str_skip(text, str_starts(text, STR("]")) ? 1 : 0)) ==
           text.n - (str_starts(text, STR("]")) ? 1 : 0);
}

struct badge_place badge_place_of(const struct badge_styles *styles,
                                  struct document *const *documents, struct badge_run run,
                                  const struct reference *code)
{
    const struct badge_use *uses = styles->uses.at, *first = &uses[run.first],
                           *last = &uses[run.first + run.count - 1];
    const struct document *doc = documents[first->document];
    const struct reference *image = &doc->references[first->reference];
    struct span content = content_of(doc, &doc->entries[image->entry], image->cell);
    struct badge_place place = {.kind = PLACE_ELSEWHERE, .cell = image->cell};
    if (run.count > 1)
        place.between = text_between(doc, first->span.end, first[1].span.start);
    str behind = text_between(doc, last->span.end, content.end);
    if (first->span.start == content.start && behind.n == 0) {
        place.kind = PLACE_ALONE;
    } else if (first->span.start == content.start) {
        place.kind = PLACE_LEAD;
        place.joint = str_sub(behind, 0, badge_joint_length(behind));
    } else if (code && code->span.end <= first->span.start) {
        place.joint = text_between(doc, code->span.end, first->span.start);
        place.kind = is_code_joint(place.joint) ? PLACE_CODE : PLACE_ELSEWHERE;
    }
    return place;
}

/* The run that begins at the offset; of no badges where none does. */
static struct badge_run run_from(const struct badge_styles *styles,
                                 struct document *const *documents, uint32_t document,
                                 uint32_t offset)
{
    uint32_t low = 0, high = (uint32_t)styles->uses.n, end = high;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct badge_use *use = &styles->uses.at[middle];
        if (use->document < document || (use->document == document && use->span.start < offset))
            low = middle + 1;
        else
            high = middle;
    }
    if (low == end || styles->uses.at[low].document != document ||
        styles->uses.at[low].span.start != offset)
        return (struct badge_run){low, 0};
    return badge_run_at(styles, documents, low, end);
}

/* -1: a badge called `name` usually stands before the use, 1: behind it, 0: not known. */
static int side_of(const struct badge_order *order, const struct badge_styles *styles, uint8_t kind,
                   uint32_t name, uint32_t use, uint32_t percent)
{
    uint32_t other = styles->shapes.at[styles->uses.at[use].shape].name;
    uint32_t before = badge_order_count(order, kind, name, other),
             behind = badge_order_count(order, kind, other, name);
    if (majority_is(before, before + behind, percent))
        return -1;
    return majority_is(behind, before + behind, percent);
}

/* The spot among other badges: behind those that usually stand before it. */
static bool find_among(const struct badge_order *order, const struct badge_styles *styles,
                       const struct document *doc, const struct entry *entry, struct badge_run run,
                       const struct badge_place *place, uint32_t name, uint32_t percent,
                       struct badge_spot *out)
{
    uint32_t before = 0;
    for (uint32_t i = 0; i < run.count; i++) {
        int side = side_of(order, styles, entry->kind, name, run.first + i, percent);
        if (side == 0 || (side > 0 && before < i))
            return false;
        before += side > 0;
    }
    const struct badge_use *uses = &styles->uses.at[run.first];
    str between = run.count > 1       ? text_between(doc, uses[0].span.end, uses[1].span.start)
                  : place->between.at ? place->between
                                      : STR(" ");
    if (before < run.count)
        *out = (struct badge_spot){uses[before].span.start, STR(""), between};
    else
        *out = (struct badge_spot){uses[before - 1].span.end, between, STR("")};
    return true;
}

/* Another picture or tag may be a badge of a form that is not read. */
static bool may_be_badge(str text)
{
    return str_starts(text, STR("!")) || str_starts(text, STR("[!")) || str_starts(text, STR("<"));
}

static bool find_behind_code(const struct document *doc, const struct reference *code,
                             const struct badge_place *place, struct badge_spot *out)
{
    size_t prefix = str_starts(place->joint, STR("]")) ? 1 : 0;
    str rest = str_skip(doc->source, code->span.end);
    bool fits = code->cell == place->cell && (prefix == 1) == str_starts(rest, STR("]"));
    rest = str_skip(rest, prefix);
    bool spaced = rest.n == 0 || ascii_is_space(rest.at[0]) || rest.at[0] == '|';
    *out = (struct badge_spot){code->span.end + (uint32_t)prefix, str_skip(place->joint, prefix),
                               spaced ? STR("") : STR(" ")};
    return fits && !may_be_badge(str_skip(rest, badge_joint_length(rest)));
}

bool badge_place_find(const struct badge_order *order, const struct badge_styles *styles,
                      struct document *const *documents, uint32_t document,
                      const struct entry *entry, const struct reference *code,
                      const struct badge_place *place, uint32_t name, uint32_t percent,
                      struct badge_spot *out)
{
    const struct document *doc = documents[document];
    struct span content = content_of(doc, entry, place->cell);
    str text = document_text(doc, content);
    *out = (struct badge_spot){content.start, STR(""), STR("")};
    if (place->kind == PLACE_ALONE)
        return entry->kind == ENTRY_ROW && content.start > 0 && text.n == 0;
    if (str_find_char(place->joint, '\n') != STR_NPOS)
        return false;
    if (place->kind == PLACE_CODE)
        return find_behind_code(doc, code, place, out);
    if (place->kind != PLACE_LEAD || text.n == 0)
        return false;
    struct badge_run run = run_from(styles, documents, document, content.start);
    if (run.count > 0)
        return find_among(order, styles, doc, entry, run, place, name, percent, out);
    if (badge_joint_length(text) == 0)
        out->behind = place->joint;
    return out->behind.n == 0 || !may_be_badge(text);
}
