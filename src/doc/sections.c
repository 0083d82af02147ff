#include "doc/builder.h"
#include "doc/slug.h"

#include <stdlib.h>

/*
 * The slug before repeats are numbered. The blank that a badge or emoji at either end leaves behind
 * counts ("# Name [![x](y)](z)" is "#name-"); those of a tag's own layout are not in its text.
 */
static str first_slug(struct builder *b, str text)
{
    struct buf slug = {0};
    slug_of(&slug, str_find_char(text, '\n') == STR_NPOS ? text : str_trim(text));
    str copy = arena_str(&b->doc->arena, buf_str(&slug));
    buf_free(&slug);
    return copy;
}

void sections_add(struct builder *b, enum section_kind kind, int level, struct span span,
                  struct span title, str text)
{
    str slug = kind == SECTION_HEADING ? first_slug(b, text) : (str){NULL, 0};
    vec_push(&b->sections, (struct section){
                               .span = span,
                               .title = title,
                               .text = arena_str(&b->doc->arena, str_trim(text)),
                               .slug = slug,
                               .parent = NO_INDEX,
                               .kind = (uint8_t)kind,
                               .level = (uint8_t)level,
                           });
}

static int by_start(const void *a, const void *b)
{
    const struct section *x = a, *y = b;
    if ((x->kind == SECTION_ROOT) != (y->kind == SECTION_ROOT))
        return x->kind == SECTION_ROOT ? -1 : 1;
    return x->span.start < y->span.start ? -1 : x->span.start > y->span.start;
}

/* GitHub numbers repeated slugs: "name", "name-1", "name-2", passing over names already taken. */
static void number_slugs(struct builder *b)
{
    struct map taken = {0};
    for (size_t i = 0; i < b->sections.n; i++) {
        struct section *section = &b->sections.at[i];
        if (section->kind != SECTION_HEADING)
            continue;
        str base = section->slug;
        bool added;
        uint32_t *repeats = map_put_copy(&taken, section->slug, 0, &added);
        while (!added) {
            str next = arena_printf(&b->doc->arena, "%.*s-%u", STR_ARG(base), ++*repeats);
            map_put_copy(&taken, next, 0, &added);
            section->slug = next;
        }
    }
    map_free(&taken);
}

static void mark(struct builder *b, uint32_t offset, uint32_t section)
{
    vec_push(&b->marks, (struct section_mark){offset, section});
}

/* Nest by level; rows of sections end with their table, which `table_end` tells. */
void sections_finish(struct builder *b)
{
    qsort(b->sections.at, b->sections.n, sizeof *b->sections.at, by_start);
    uint32_t open[10] = {0}; /* per level, the section that is open; 0 is the root */
    size_t table = 0;
    uint32_t current = 0;
    for (uint32_t i = 0; i < b->sections.n; i++) {
        struct section *section = &b->sections.at[i];
        while (table < b->tables.n && b->tables.at[table].span.end <= section->span.start) {
            if (b->sections.at[current].kind == SECTION_ROW) {
                current = b->sections.at[current].parent;
                mark(b, b->tables.at[table].span.end, current);
                open[8] = 0;
            }
            table++;
        }
        for (int level = section->level - 1; level >= 0; level--) {
            if (i > 0 && (open[level] || level == 0)) {
                section->parent = open[level];
                break;
            }
        }
        open[section->level] = i;
        for (int level = section->level + 1; level < 10; level++)
            open[level] = 0;
        current = i;
        mark(b, section->span.start, i);
    }
    for (; table < b->tables.n; table++) {
        if (b->sections.at[current].kind == SECTION_ROW &&
            b->tables.at[table].span.end > b->sections.at[current].span.start) {
            current = b->sections.at[current].parent;
            mark(b, b->tables.at[table].span.end, current);
        }
    }
    number_slugs(b);
}

uint32_t sections_at(const struct builder *b, uint32_t offset)
{
    size_t low = 0, high = b->marks.n;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (b->marks.at[middle].offset <= offset)
            low = middle;
        else
            high = middle;
    }
    return b->marks.n ? b->marks.at[low].section : 0;
}
