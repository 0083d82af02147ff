#include "doc/builder.h"
#include "doc/news.h"
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

static int by_offset(const void *a, const void *b)
{
    const struct section_end *x = a, *y = b;
    return x->offset < y->offset ? -1 : x->offset > y->offset;
}

static void sort_ends(struct builder *b)
{
    for (size_t i = 0; i < b->tables.n; i++)
        vec_push(&b->ends,
                 (struct section_end){b->tables.at[i].span.start, b->tables.at[i].span.end});
    if (b->ends.n)
        qsort(b->ends.at, b->ends.n, sizeof *b->ends.at, by_offset);
}

/* A level per kind and rank, with the section that is open there; 0 is the root. */
struct open_sections {
    uint32_t at[10];
    uint32_t current;
};

/* Leave the rows and bold lines that stand in what ends here; a heading goes on behind it. */
static void leave(struct builder *b, struct open_sections *open, struct section_end end)
{
    uint32_t left = open->current;
    const struct section *section = &b->sections.at[left];
    while ((section->kind == SECTION_BOLD || section->kind == SECTION_ROW) &&
           section->span.start >= end.start) {
        open->at[section->level] = 0;
        left = section->parent;
        section = &b->sections.at[left];
    }
    if (left != open->current)
        mark(b, end.offset, left);
    open->current = left;
}

static bool is_news(const struct builder *b, const struct section *section)
{
    enum heading_sense sense = heading_sense(section->text);
    bool part = sense == HEADING_PART || section->kind != SECTION_HEADING;
    return sense == HEADING_NEWS ||
           (part && section->parent != NO_INDEX && b->sections.at[section->parent].news);
}

/* Nest by level; rows and bold lines end with what they stand in. */
void sections_finish(struct builder *b)
{
    struct open_sections open = {0};
    size_t end = 0;
    qsort(b->sections.at, b->sections.n, sizeof *b->sections.at, by_start);
    sort_ends(b);
    for (uint32_t i = 0; i < b->sections.n; i++) {
        struct section *section = &b->sections.at[i];
        while (end < b->ends.n && b->ends.at[end].offset <= section->span.start)
            leave(b, &open, b->ends.at[end++]);
        for (int level = section->level - 1; level >= 0; level--) {
            if (i > 0 && (open.at[level] || level == 0)) {
                section->parent = open.at[level];
                break;
            }
        }
        section->news = is_news(b, section);
        open.at[section->level] = i;
        for (int level = section->level + 1; level < 10; level++)
            open.at[level] = 0;
        open.current = i;
        mark(b, section->span.start, i);
    }
    while (end < b->ends.n)
        leave(b, &open, b->ends.at[end++]);
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
