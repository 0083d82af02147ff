#include "doc/repeats.h"

#include "base/hash.h"
#include "base/map.h"
#include "base/mem.h"

#include <stdlib.h>

const char *const repeat_scopes[] = {"section", "file", "repository", NULL};

/*
 * Few entries share a key, so the keys of all are looked at through a set of hashes first: a bit
 * for each hash that was seen, another for each that was seen again.
 */
struct sieve {
    uint32_t *hashes; /* one an entry, 0 for those without key */
    uint32_t count;
    unsigned char *seen, *again; /* bits */
    uint32_t mask;               /* of a hash: which bit */
};

/* An entry that was the first with its key in its scope. */
struct place {
    const struct document *doc;
    uint32_t entry;
};

struct search {
    const struct repeats *what;
    struct map keys; /* of key and scope: into places */
    VEC(struct place) places;
    struct buf key, scoped;
    VEC(struct repeat) found;
};

static bool take_bit(unsigned char *bits, uint32_t bit)
{
    bool was = bits[bit / 8] >> bit % 8 & 1;
    bits[bit / 8] = (unsigned char)(bits[bit / 8] | 1u << bit % 8);
    return was;
}

static bool has_bit(const unsigned char *bits, uint32_t bit)
{
    return bits[bit / 8] >> bit % 8 & 1;
}

static bool takes_part(const struct document *doc, const struct entry *entry)
{
    return !entry->navigation && !doc->sections[entry->section].news;
}

/* The key of an entry, in search->key; empty where it takes no part. */
static str key_of(struct search *search, const struct document *doc, const struct entry *entry)
{
    buf_clear(&search->key);
    if (takes_part(doc, entry))
        search->what->key(search->what->self, &search->key, doc, entry);
    return buf_str(&search->key);
}

/* 0 where the entry takes no part. */
static uint32_t hash_of(struct search *search, const struct document *doc,
                        const struct entry *entry)
{
    uint64_t hash;
    if (search->what->hash) {
        hash = takes_part(doc, entry) ? search->what->hash(search->what->self, doc, entry) : 0;
    } else {
        str key = key_of(search, doc, entry);
        hash = key.n > 0 ? hash_add(HASH_START, key) : 0;
    }
    uint32_t folded = (uint32_t)(hash ^ hash >> 32);
    return folded == 0 && hash != 0 ? 1 : folded;
}

static struct sieve sieve_new(struct search *search, const struct document *const *docs,
                              uint32_t count)
{
    enum { BITS = 16 }; /* for each entry */
    struct sieve sieve = {0};
    for (uint32_t i = 0; i < count; i++)
        sieve.count += docs[i]->entry_count;
    uint32_t size = 64;
    while (size / BITS < sieve.count && size < 1u << 31)
        size *= 2;
    sieve.mask = size - 1;
    sieve.hashes = mem_alloc(sieve.count + 1u, sizeof *sieve.hashes);
    sieve.seen = mem_alloc(size / 8, 1);
    sieve.again = mem_alloc(size / 8, 1);
    uint32_t *hash = sieve.hashes;
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t j = 0; j < docs[i]->entry_count; j++, hash++) {
            *hash = hash_of(search, docs[i], &docs[i]->entries[j]);
            if (*hash && take_bit(sieve.seen, *hash & sieve.mask))
                take_bit(sieve.again, *hash & sieve.mask);
        }
    }
    return sieve;
}

static void sieve_free(struct sieve *sieve)
{
    mem_free(sieve->hashes);
    mem_free(sieve->seen);
    mem_free(sieve->again);
}

/* Whether one stands inside the other, or both inside an entry of that key. */
static bool is_one_entry(const struct document *doc, uint32_t one, uint32_t other)
{
    uint32_t first = one < other ? one : other, second = one < other ? other : one;
    str key = doc->entries[second].key;
    for (uint32_t up = doc->entries[second].parent; up != NO_INDEX; up = doc->entries[up].parent)
        if (up == first || str_eq(doc->entries[up].key, key))
            return true;
    return false;
}

static const char *where_of(enum repeat_scope scope, const struct place *first,
                            const struct document *doc, const struct entry *entry)
{
    if (first->doc != doc)
        return "in this repository";
    if (scope == REPEAT_SECTION && doc->entries[first->entry].list == entry->list)
        return doc->lists[entry->list].kind == LIST_TABLE ? "in this table" : "in this list";
    return scope == REPEAT_SECTION ? "in this section" : "in this file";
}

static bool copies(const struct search *search, const struct document *page,
                   const struct document *file)
{
    return page != file && search->what->copies &&
           search->what->copies(search->what->self, page, file);
}

/*
 * The first entry of the key in the scope that `name` and `number` say, or NULL where this is it. A
 * page of copies gives its place to the file that it copies.
 */
static struct place *first_in(struct search *search, str key, const struct document *doc,
                              const struct entry *entry, char name, uint32_t number)
{
    bool added;
    struct place self = {doc, entry_index(doc, entry)};
    buf_clear(&search->scoped);
    buf_printf(&search->scoped, "%c%u ", name, number);
    buf_add(&search->scoped, key);
    uint32_t *slot =
        map_put_copy(&search->keys, buf_str(&search->scoped), (uint32_t)search->places.n, &added);
    if (added) {
        vec_push(&search->places, self);
        return NULL;
    }
    struct place *first = &search->places.at[*slot];
    if (copies(search, first->doc, doc)) {
        *first = self;
        return NULL;
    }
    return copies(search, doc, first->doc) ? NULL : first;
}

static void keep(struct search *search, struct place first, const struct document *doc,
                 const struct entry *entry)
{
    struct repeat repeat = {
        .doc = doc,
        .first_doc = first.doc,
        .entry = entry,
        .first = &first.doc->entries[first.entry],
        .where = where_of(search->what->scope, &first, doc, entry),
    };
    vec_push(&search->found, repeat);
}

static void look_at(struct search *search, const struct document *doc, const struct entry *entry)
{
    uint32_t self = entry_index(doc, entry);
    str key = key_of(search, doc, entry);
    if (key.n == 0)
        return;
    if (search->what->scope != REPEAT_SECTION) {
        struct place *first = first_in(search, key, doc, entry, 'a', 0);
        if (first && (first->doc != doc || !is_one_entry(doc, first->entry, self)))
            keep(search, *first, doc, entry);
        return;
    }
    struct place *listed = first_in(search, key, doc, entry, 'l', entry->list);
    struct place kept = listed ? *listed : (struct place){0};
    struct place *nearby = first_in(search, key, doc, entry, 's', entry->section);
    if (kept.doc && !is_one_entry(doc, kept.entry, self))
        keep(search, kept, doc, entry);
    else if (nearby && !is_one_entry(doc, nearby->entry, self))
        keep(search, *nearby, doc, entry);
}

/* An entry that shares its key, and when its turn comes. */
struct turn {
    const struct document *doc;
    const struct entry *entry;
    uint64_t age;
    size_t place;
    bool quiet; /* behind all others */
};

static struct turn turn_of(const struct search *search, const struct document *doc,
                           const struct entry *entry, size_t place)
{
    const struct repeats *what = search->what;
    return (struct turn){
        .doc = doc,
        .entry = entry,
        .age = what->age ? what->age(what->self, doc, entry) : 0,
        .place = place,
        .quiet = what->quiet && what->quiet(what->self, doc, entry),
    };
}

static int by_turn(const void *a, const void *b)
{
    const struct turn *x = a, *y = b;
    if (x->quiet != y->quiet)
        return x->quiet ? 1 : -1;
    if (x->age != y->age)
        return x->age < y->age ? -1 : 1;
    return x->place < y->place ? -1 : 1;
}

static int by_address(const void *a, const void *b)
{
    uintptr_t one = (uintptr_t) * (const struct entry *const *)a;
    uintptr_t two = (uintptr_t) * (const struct entry *const *)b;
    return one < two ? -1 : one > two;
}

/* How many of the `n` sorted addresses are below `entry`; with `equal` also those that are it. */
static size_t rank(const struct entry *const *sorted, size_t n, const struct entry *entry,
                   bool equal)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = by_address(&sorted[middle], &entry);
        if (order < 0 || (equal && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void report(struct search *search)
{
    size_t n = search->found.n;
    const struct entry **firsts = mem_alloc(n + 1, sizeof *firsts);
    for (size_t i = 0; i < n; i++)
        firsts[i] = search->found.at[i].first;
    qsort(firsts, n, sizeof *firsts, by_address);
    for (size_t i = 0; i < n; i++) {
        struct repeat *repeat = &search->found.at[i];
        repeat->count = (uint32_t)(rank(firsts, n, repeat->first, true) -
                                   rank(firsts, n, repeat->first, false));
        search->what->found(search->what->self, repeat);
    }
    mem_free(firsts);
}

static void find(const struct repeats *what, const struct document *const *docs, uint32_t count)
{
    struct search search = {.what = what};
    struct sieve sieve = sieve_new(&search, docs, count);
    VEC(struct turn) turns = {0};
    const uint32_t *hash = sieve.hashes;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < docs[i]->entry_count; j++, hash++)
            if (*hash && has_bit(sieve.again, *hash & sieve.mask)) {
                struct turn turn = turn_of(&search, docs[i], &docs[i]->entries[j], turns.n);
                vec_push(&turns, turn);
            }
    if (turns.n > 1)
        qsort(turns.at, turns.n, sizeof *turns.at, by_turn);
    for (size_t i = 0; i < turns.n; i++)
        look_at(&search, turns.at[i].doc, turns.at[i].entry);
    report(&search);
    vec_free(&search.found);
    vec_free(&turns);
    sieve_free(&sieve);
    map_free(&search.keys);
    vec_free(&search.places);
    buf_free(&search.key);
    buf_free(&search.scoped);
}

void repeats_find(const struct repeats *what, struct document *const *docs, uint32_t count)
{
    if (what->scope != REPEAT_REPOSITORY)
        return;
    VEC(const struct document *) all = {0};
    for (uint32_t i = 0; i < count; i++)
        vec_push(&all, docs[i]);
    find(what, all.at, count);
    vec_free(&all);
}

void repeats_find_in(const struct repeats *what, const struct document *doc)
{
    if (what->scope != REPEAT_REPOSITORY)
        find(what, &doc, 1);
}
