#include "doc/twins.h"

#include "doc/title.h"

bool twins_takes(const struct document *doc, const struct entry *entry)
{
    return !entry->navigation && !doc->sections[entry->section].news;
}

str twins_title(const struct document *doc, const struct entry *entry)
{
    return title_unnumbered(str_trim(document_text(doc, entry->title)));
}

static str title_key_of(struct twins *twins, const struct document *doc, const struct entry *entry)
{
    buf_clear(&twins->text);
    title_key(&twins->text, twins_title(doc, entry));
    return buf_str(&twins->text);
}

static void add_twin(struct twins *twins, const struct document *doc, const struct entry *entry)
{
    uint32_t index = (uint32_t)twins->at.n;
    bool added;
    uint32_t *slot = map_put(&twins->keys, entry->key, index, &added);
    vec_push(&twins->at, (struct twin){doc, entry, NO_INDEX, index});
    if (!added) {
        struct twin *first = &twins->at.at[*slot];
        twins->at.at[first->last].next = index;
        first->last = index;
    }
    str key = title_key_of(twins, doc, entry);
    if (!title_is_telling(key))
        return;
    slot = map_put_copy(&twins->titles, key, index, &added);
    if (!added)
        *slot = NO_INDEX;
}

void twins_add(struct twins *twins, const struct document *doc)
{
    for (uint32_t i = 0; i < doc->entry_count; i++)
        if (twins_takes(doc, &doc->entries[i]))
            add_twin(twins, doc, &doc->entries[i]);
}

uint32_t twins_find(struct twins *twins, const struct document *doc, const struct entry *entry,
                    bool *titled)
{
    const uint32_t *slot = map_get(&twins->keys, entry->key);
    *titled = !slot;
    if (slot)
        return *slot;
    str key = title_key_of(twins, doc, entry);
    slot = title_is_telling(key) ? map_get(&twins->titles, key) : NULL;
    return slot ? *slot : NO_INDEX;
}

void twins_free(struct twins *twins)
{
    vec_free(&twins->at);
    map_free(&twins->keys);
    map_free(&twins->titles);
    buf_free(&twins->text);
}

static uint32_t count_missing(const struct holdings *from, const struct holdings *in)
{
    uint32_t missing = 0;
    for (uint32_t i = 0; i < from->count; i++)
        missing += !holdings_find(in, &from->at[i]);
    return missing;
}

void pair_read(struct twin_pair *pair, const struct document *page, const struct entry *copy,
               const struct document *file, const struct entry *original)
{
    *pair = (struct twin_pair){.page = page, .file = file, .copy = copy, .original = original};
    holdings_of(&pair->here, page, copy);
    holdings_of(&pair->there, file, original);
    str title = twins_title(page, copy), other = twins_title(file, original);
    pair->titles_differ = title.n > 0 && other.n > 0 && title_compare(title, other) != TITLES_SAME;
    pair->differences = pair->titles_differ + count_missing(&pair->here, &pair->there) +
                        count_missing(&pair->there, &pair->here);
}

void pair_free(struct twin_pair *pair)
{
    holdings_free(&pair->here);
    holdings_free(&pair->there);
}

static bool is_replaced(const struct twin_pair *pair, const struct holding *a,
                        const struct holding *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == HOLDING_LINK)
        return (a->ref == pair->copy->title_ref && b->ref == pair->original->title_ref) ||
               (a->label.n > 0 && str_eq(a->label, b->label));
    if (a->kind == HOLDING_STARS)
        return true;
    size_t one = str_find_char(a->key, '\n'), two = str_find_char(b->key, '\n');
    return one != STR_NPOS && one == two &&
           str_eq(str_sub(a->key, 0, one), str_sub(b->key, 0, two));
}

const struct holding *pair_replacement(const struct twin_pair *pair, const struct holding *own,
                                       bool *told)
{
    for (uint32_t i = 0; i < pair->there.count; i++) {
        const struct holding *candidate = &pair->there.at[i];
        if (told[i] || holdings_find(&pair->here, candidate) || !is_replaced(pair, own, candidate))
            continue;
        told[i] = true;
        return candidate;
    }
    return NULL;
}

const struct holding *pair_extra(const struct twin_pair *pair)
{
    const struct holding *extra = NULL;
    bool *told = mem_alloc(pair->there.count + 1u, sizeof *told);
    for (uint32_t i = 0; i < pair->here.count && !extra; i++)
        if (!holdings_find(&pair->there, &pair->here.at[i]) &&
            !pair_replacement(pair, &pair->here.at[i], told))
            extra = &pair->here.at[i];
    mem_free(told);
    return extra;
}
