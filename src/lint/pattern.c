#include "lint/pattern.h"

#include "doc/columns.h"
#include "doc/names.h"

/* What makes lists comparable: columns of the same names; being items; being paragraphs. */
static uint32_t sort_of(struct patterns *patterns, const struct document *doc,
                        const struct list *list, struct buf *name)
{
    bool table = list->kind == LIST_TABLE, paragraphs = list->kind == LIST_PARAGRAPHS;
    buf_clear(name);
    buf_add_char(name, table ? 't' : paragraphs ? 'p' : 'i');
    if (table)
        columns_names(name, doc, &doc->tables[list->table]);
    return *map_put_copy(&patterns->sorts, buf_str(name), (uint32_t)map_count(&patterns->sorts),
                         NULL);
}

static void find_sorts(struct patterns *patterns, struct document *const *docs, uint32_t count)
{
    struct buf name = {0};
    patterns->list_sorts = mem_alloc(count, sizeof *patterns->list_sorts);
    patterns->document_count = count;
    for (uint32_t d = 0; d < count; d++) {
        patterns->list_sorts[d] = mem_alloc(docs[d]->list_count, sizeof **patterns->list_sorts);
        for (uint32_t i = 0; i < docs[d]->list_count; i++)
            patterns->list_sorts[d][i] = sort_of(patterns, docs[d], &docs[d]->lists[i], &name);
    }
    buf_free(&name);
}

static uint32_t add_shape(struct patterns *patterns, const struct pieces *pieces)
{
    struct arena *arena = &patterns->arena;
    uint32_t count = (uint32_t)pieces->at.n;
    uint8_t *kinds = arena_alloc(arena, count + 1);
    str *joints = arena_alloc(arena, (count + 1) * sizeof *joints);
    struct shape shape = {.kinds = kinds, .joints = joints, .count = count, .mask = pieces->kinds};
    for (uint32_t i = 0; i <= count; i++)
        joints[i] = arena_str(arena, pieces->joints.at[i]);
    for (uint32_t i = 0; i < count; i++) {
        kinds[i] = (uint8_t)pieces->at.at[i].kind;
        shape.unknown += kinds[i] >= PIECE_LINK;
    }
    vec_push(&patterns->shapes, shape);
    return (uint32_t)patterns->shapes.n - 1;
}

static uint32_t shape_of(struct patterns *patterns, const struct pieces *pieces, struct buf *key)
{
    bool added;
    buf_clear(key);
    for (size_t i = 0; i < pieces->joints.n; i++) {
        buf_add(key, pieces->joints.at[i]);
        if (i < pieces->at.n)
            buf_add_char(key, (char)(1 + pieces->at.at[i].kind));
    }
    uint32_t *slot = map_put_copy(&patterns->shape_keys, buf_str(key), 0, &added);
    if (added)
        *slot = add_shape(patterns, pieces);
    return *slot;
}

static void add_example(struct patterns *patterns, uint32_t document, const struct document *doc,
                        uint32_t index, const struct pieces *pieces, struct buf *key)
{
    const struct entry *entry = &doc->entries[index];
    str *forms = arena_alloc(&patterns->arena, (pieces->at.n + 1) * sizeof *forms);
    for (size_t i = 0; i < pieces->at.n; i++)
        forms[i] = arena_str(&patterns->arena, pieces->at.at[i].form);
    vec_push(&patterns->examples,
             (struct example){
                 .document = document,
                 .list = entry->list,
                 .section = entry->section,
                 .entry = index,
                 .sort = patterns->list_sorts[document][entry->list],
                 .shape = shape_of(patterns, pieces, key),
                 .forms = forms,
                 .authors = arena_str(&patterns->arena, pieces->values.authors),
                 .venue = arena_str(&patterns->arena, pieces->values.venue),
             });
}

/*
 * One name behind a title may be the rest of that title: it is taken for an author only where most
 * of what is has several names.
 */
static void find_authored(struct patterns *patterns)
{
    size_t sorts = map_count(&patterns->sorts);
    uint32_t *certain = mem_alloc(sorts + 1, sizeof *certain);
    uint32_t *all = mem_alloc(sorts + 1, sizeof *all);
    patterns->authored = mem_alloc(sorts + 1, sizeof *patterns->authored);
    for (size_t i = 0; i < patterns->examples.n; i++) {
        const struct example *example = &patterns->examples.at[i];
        all[example->sort] += example->authors.n > 0;
        certain[example->sort] += example->authors.n > 0 && names_of_people(example->authors);
    }
    for (size_t i = 0; i < sorts; i++)
        patterns->authored[i] = certain[i] * 2 >= all[i];
    mem_free(certain);
    mem_free(all);
}

void patterns_learn(struct patterns *patterns, struct document *const *docs, uint32_t count,
                    const struct form *form)
{
    struct buf key = {0};
    patterns->form = form;
    find_sorts(patterns, docs, count);
    for (uint32_t d = 0; d < count; d++) {
        struct pieces pieces = {0};
        for (uint32_t i = 0; i < docs[d]->entry_count; i++) {
            const struct entry *entry = &docs[d]->entries[i];
            if (!entry->navigation && !docs[d]->sections[entry->section].news &&
                pieces_read(&pieces, docs[d], entry))
                add_example(patterns, d, docs[d], i, &pieces, &key);
        }
        pieces_free(&pieces);
    }
    find_authored(patterns);
    buf_free(&key);
}

void patterns_free(struct patterns *patterns)
{
    for (uint32_t d = 0; d < patterns->document_count; d++)
        mem_free(patterns->list_sorts[d]);
    mem_free(patterns->list_sorts);
    mem_free(patterns->authored);
    vec_free(&patterns->examples);
    vec_free(&patterns->shapes);
    map_free(&patterns->sorts);
    map_free(&patterns->shape_keys);
    arena_free(&patterns->arena);
}

const struct example *pattern_usual(const struct patterns *patterns)
{
    size_t sorts = map_count(&patterns->sorts);
    uint32_t *counts = mem_alloc(sorts + 1, sizeof *counts);
    const struct example *usual = NULL;
    for (size_t i = 0; i < patterns->examples.n; i++)
        counts[patterns->examples.at[i].sort]++;
    for (size_t i = 0; i < patterns->examples.n; i++)
        if (!usual || counts[patterns->examples.at[i].sort] > counts[usual->sort])
            usual = &patterns->examples.at[i];
    mem_free(counts);
    return usual;
}
