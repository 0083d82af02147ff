#include "lint/match.h"

#include "base/hash.h"
#include "base/map.h"
#include "base/mem.h"
#include "lint/likeness.h"

#include <stdlib.h>

/* In an age: behind all that was left alone. */
#define EDITED (UINT64_C(1) << 62)

/* An entry of either side that has no counterpart yet. */
struct open {
    uint64_t key, text; /* hashes */
    uint32_t document, entry;
    uint32_t path; /* number of its document's path: equal on both sides */
    bool taken;
};

struct opens {
    struct open *at; /* heap */
    size_t n, cap;
};

/* What became of an entry of the base. */
enum kept { KEPT_NOT, KEPT_EDITED, KEPT_SAME };

/* Hashes of lines, in order. */
struct line_set {
    uint64_t *at; /* heap */
    size_t n, cap;
};

struct match {
    struct match_side base, head;
    uint32_t *same;          /* one a document of the head: the same in the base or NO_INDEX */
    struct counterpart **of; /* one array a document of the head; NULL where it is the same */
    uint8_t **kept;          /* one array of enum kept a document of the base; NULL the same way */
    struct line_set lines;   /* of what changed of the base, once they are asked for */
    struct line_set loose;   /* of these, those of no entry that was left alone */
    bool knows_lines;
};

/* The text of an entry without blanks, outer pipes and the mark of an item: re-aligning and
 * re-wrapping change none of it. */
static uint64_t hash_text(const struct document *doc, struct span span)
{
    str text = str_trim(document_text(doc, span));
    if (text.n > 1 && str_has(STR("-*+"), str_sub(text, 0, 1)) && ascii_is_space(text.at[1]))
        text = str_skip(text, 2);
    while (text.n > 0 && (text.at[0] == '|' || ascii_is_space(text.at[0])))
        text = str_skip(text, 1);
    while (text.n > 0 && (text.at[text.n - 1] == '|' || ascii_is_space(text.at[text.n - 1])))
        text.n--;
    uint64_t hash = HASH_START;
    for (size_t i = 0; i < text.n; i++)
        if (!ascii_is_space(text.at[i]) && text.at[i] != '>')
            hash = hash_add(hash, str_sub(text, i, i + 1));
    return hash;
}

static void pair(struct match *match, struct open base, struct open head, bool same)
{
    match->kept[base.document][base.entry] = same ? KEPT_SAME : KEPT_EDITED;
    match->of[head.document][head.entry] = (struct counterpart){
        .document = base.document,
        .entry = base.entry,
        .fate = same ? FATE_SAME : FATE_EDITED,
    };
}

static bool is_equal(const struct document *base, uint32_t one, const struct document *head,
                     uint32_t other)
{
    return str_eq(document_text(base, base->entries[one].span),
                  document_text(head, head->entries[other].span)) &&
           str_eq(base->entries[one].key, head->entries[other].key);
}

/* The entries of one file that are the same, byte for byte, from its beginning and from its end on:
 * nearly all of them. */
static void match_straight(struct match *match, uint32_t base, uint32_t head)
{
    const struct document *was = match->base.documents[base], *is = match->head.documents[head];
    uint32_t fewer = was->entry_count < is->entry_count ? was->entry_count : is->entry_count;
    uint32_t first = 0, last = 0;
    while (first < fewer && is_equal(was, first, is, first)) {
        pair(match, (struct open){.document = base, .entry = first},
             (struct open){.document = head, .entry = first}, true);
        first++;
    }
    while (first + last < fewer) {
        uint32_t one = was->entry_count - last - 1, other = is->entry_count - last - 1;
        if (!is_equal(was, one, is, other))
            break;
        pair(match, (struct open){.document = base, .entry = one},
             (struct open){.document = head, .entry = other}, true);
        last++;
    }
}

static bool is_open(const struct match *match, bool head, uint32_t document, uint32_t entry)
{
    return head ? match->of[document] && match->of[document][entry].fate == FATE_ADDED
                : match->kept[document] && match->kept[document][entry] == KEPT_NOT;
}

/* All entries of a side that have no counterpart yet. */
static void collect(struct opens *opens, const struct match *match, bool head, struct map *paths)
{
    struct match_side side = head ? match->head : match->base;
    for (uint32_t d = 0; d < side.count; d++) {
        const struct document *doc = side.documents[d];
        uint32_t path = *map_put(paths, doc->path, (uint32_t)map_count(paths), NULL);
        for (uint32_t i = 0; i < doc->entry_count; i++) {
            const struct entry *entry = &doc->entries[i];
            if (is_open(match, head, d, i))
                vec_push(opens, (struct open){.key = hash_add(HASH_START, entry->key),
                                              .text = hash_text(doc, entry->span),
                                              .document = d,
                                              .entry = i,
                                              .path = path});
        }
    }
}

/* One way of knowing an entry again: `compare` orders entries so that those that may be one stand
 * together, equal. */
typedef int comparison(const void *a, const void *b);

static int by_number(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

static int by_place(const struct open *x, const struct open *y)
{
    int order = by_number(x->document, y->document);
    return order ? order : by_number(x->entry, y->entry);
}

static int compare_text_here(const struct open *x, const struct open *y)
{
    int order = by_number(x->key, y->key);
    order = order ? order : by_number(x->text, y->text);
    return order ? order : by_number(x->path, y->path);
}

static int compare_text(const struct open *x, const struct open *y)
{
    int order = by_number(x->key, y->key);
    return order ? order : by_number(x->text, y->text);
}

static int compare_key_here(const struct open *x, const struct open *y)
{
    int order = by_number(x->key, y->key);
    return order ? order : by_number(x->path, y->path);
}

static int compare_key(const struct open *x, const struct open *y)
{
    return by_number(x->key, y->key);
}

/* qsort() takes no context: one function for each way. */
#define ORDER(name)                                                                                \
    static int by_##name(const void *a, const void *b)                                             \
    {                                                                                              \
        int order = compare_##name(a, b);                                                          \
        return order ? order : by_place(a, b);                                                     \
    }
ORDER(text_here)
ORDER(text)
ORDER(key_here)
ORDER(key)

static const struct way {
    comparison *sort;
    int (*compare)(const struct open *x, const struct open *y);
} ways[] = {
    {by_text_here, compare_text_here},
    {by_text, compare_text},
    {by_key_here, compare_key_here},
    {by_key, compare_key},
};

static void meet(struct match *match, struct open *base, struct open *head)
{
    base->taken = head->taken = true;
    pair(match, *base, *head, base->text == head->text);
}

/* Drop what has found its counterpart. */
static void sift(struct opens *opens)
{
    size_t kept = 0;
    for (size_t i = 0; i < opens->n; i++)
        if (!opens->at[i].taken)
            opens->at[kept++] = opens->at[i];
    opens->n = kept;
}

/* Pair equal ones in their order; what is left over on one side waits for the next way. */
static void match_equal(struct match *match, struct opens *base, struct opens *head,
                        const struct way *way)
{
    if (base->n == 0 || head->n == 0)
        return;
    qsort(base->at, base->n, sizeof *base->at, way->sort);
    qsort(head->at, head->n, sizeof *head->at, way->sort);
    for (size_t b = 0, h = 0; b < base->n && h < head->n;) {
        int order = way->compare(&base->at[b], &head->at[h]);
        if (order == 0)
            meet(match, &base->at[b], &head->at[h]);
        b += order <= 0;
        h += order >= 0;
    }
    sift(base);
    sift(head);
}

/* What is left has another key: an edit of the id or the link. */
static void match_alike(struct match *match, struct opens *base, struct opens *head)
{
    struct likeness *likeness = likeness_new();
    for (size_t i = 0; i < base->n; i++)
        likeness_add(likeness, LIKENESS_BASE, match->base.documents[base->at[i].document],
                     base->at[i].entry);
    for (size_t i = 0; i < head->n; i++)
        likeness_add(likeness, LIKENESS_HEAD, match->head.documents[head->at[i].document],
                     head->at[i].entry);
    const struct alike *alike;
    size_t count = likeness_pairs(likeness, &alike);
    for (size_t i = 0; i < count; i++)
        meet(match, &base->at[alike[i].base], &head->at[alike[i].head]);
    likeness_free(likeness);
}

static uint64_t hash_line(const struct document *doc, uint32_t line)
{
    return hash_text(doc, document_line_span(doc, line));
}

static int by_hash(const void *a, const void *b)
{
    return by_number(*(const uint64_t *)a, *(const uint64_t *)b);
}

static void sort_lines(struct line_set *lines)
{
    if (lines->n > 1)
        qsort(lines->at, lines->n, sizeof *lines->at, by_hash);
}

/* The lines of a document that entries stand on which were left alone; the caller frees them. */
static bool *taken_lines(const struct match *match, uint32_t document)
{
    const struct document *doc = match->base.documents[document];
    bool *taken = mem_alloc(doc->line_count + 1u, sizeof *taken);
    for (uint32_t i = 0; i < doc->entry_count; i++) {
        struct span span = doc->entries[i].span;
        if (match->kept[document][i] != KEPT_SAME || span_is_empty(span))
            continue;
        uint32_t last = document_line(doc, span.end - 1);
        for (uint32_t line = document_line(doc, span.start); line <= last; line++)
            taken[line] = true;
    }
    return taken;
}

static void read_lines(struct match *match)
{
    match->knows_lines = true;
    for (uint32_t d = 0; d < match->base.count; d++) {
        const struct document *doc = match->base.documents[d];
        if (!match->kept[d])
            continue;
        bool *taken = taken_lines(match, d);
        for (uint32_t i = 0; i < doc->line_count; i++) {
            uint64_t hash = hash_line(doc, i);
            vec_push(&match->lines, hash);
            if (!taken[i])
                vec_push(&match->loose, hash);
        }
        mem_free(taken);
    }
    sort_lines(&match->lines);
    sort_lines(&match->loose);
}

static void find_same(struct match *match)
{
    struct map paths = {0};
    match->same = mem_alloc(match->head.count + 1u, sizeof *match->same);
    match->of = mem_alloc(match->head.count + 1u, sizeof *match->of);
    match->kept = mem_alloc(match->base.count + 1u, sizeof *match->kept);
    for (uint32_t d = 0; d < match->base.count; d++) {
        const struct document *doc = match->base.documents[d];
        map_put(&paths, doc->path, d, NULL);
        match->kept[d] = mem_alloc(doc->entry_count + 1u, sizeof **match->kept);
    }
    for (uint32_t d = 0; d < match->head.count; d++) {
        const struct document *doc = match->head.documents[d];
        const uint32_t *base = map_get(&paths, doc->path);
        match->same[d] = base && match->base.documents[*base] == doc ? *base : NO_INDEX;
        if (match->same[d] != NO_INDEX) {
            mem_free(match->kept[*base]);
            match->kept[*base] = NULL;
            continue;
        }
        match->of[d] = mem_alloc(doc->entry_count + 1u, sizeof **match->of);
        for (uint32_t i = 0; i < doc->entry_count; i++)
            match->of[d][i] = (struct counterpart){NO_INDEX, NO_INDEX, FATE_ADDED};
        if (base)
            match_straight(match, *base, d);
    }
    map_free(&paths);
}

struct match *match_new(struct match_side base, struct match_side head)
{
    struct match *match = mem_alloc(1, sizeof *match);
    struct opens before = {0}, after = {0};
    struct map paths = {0};
    match->base = base;
    match->head = head;
    find_same(match);
    collect(&before, match, false, &paths);
    collect(&after, match, true, &paths);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        match_equal(match, &before, &after, &ways[i]);
    match_alike(match, &before, &after);
    map_free(&paths);
    vec_free(&before);
    vec_free(&after);
    return match;
}

void match_free(struct match *match)
{
    if (!match)
        return;
    for (uint32_t d = 0; d < match->head.count; d++)
        mem_free(match->of[d]);
    for (uint32_t d = 0; d < match->base.count; d++)
        mem_free(match->kept[d]);
    mem_free(match->of);
    mem_free(match->kept);
    mem_free(match->same);
    vec_free(&match->lines);
    vec_free(&match->loose);
    mem_free(match);
}

bool match_is_shared(const struct match *match, uint32_t document)
{
    return match->same[document] != NO_INDEX;
}

struct counterpart match_entry(const struct match *match, uint32_t document, uint32_t entry)
{
    if (match_is_shared(match, document))
        return (struct counterpart){match->same[document], entry, FATE_SAME};
    return match->of[document][entry];
}

bool match_is_kept(const struct match *match, uint32_t document, uint32_t entry)
{
    return !match->kept[document] || match->kept[document][entry] != KEPT_NOT;
}

static bool have_lines(const struct line_set *lines, const struct document *doc, struct span span)
{
    uint32_t last = document_line(doc, span_is_empty(span) ? span.start : span.end - 1);
    for (uint32_t i = document_line(doc, span.start); i <= last; i++) {
        uint64_t hash = hash_line(doc, i);
        if (lines->n == 0 || !bsearch(&hash, lines->at, lines->n, sizeof hash, by_hash))
            return false;
    }
    return true;
}

enum fate match_fate(struct match *match, uint32_t document, uint32_t entry, struct span span)
{
    const struct document *doc = match->head.documents[document];
    if (match_is_shared(match, document))
        return FATE_SAME;
    enum fate fate = entry == NO_INDEX ? FATE_ADDED : (enum fate)match->of[document][entry].fate;
    if (fate != FATE_ADDED)
        return fate;
    if (!match->knows_lines)
        read_lines(match);
    /* A row that stood outside of its table was no entry then. */
    bool stood = entry == NO_INDEX ? have_lines(&match->lines, doc, span)
                                   : have_lines(&match->loose, doc, doc->entries[entry].span);
    return stood ? FATE_SAME : FATE_ADDED;
}

uint64_t match_age(const struct match *match, uint32_t document, uint32_t entry)
{
    struct counterpart was = match_entry(match, document, entry);
    uint64_t place = (uint64_t)was.document << 32 | was.entry;
    return was.fate == FATE_ADDED ? UINT64_MAX : was.fate == FATE_EDITED ? EDITED | place : place;
}

struct match_side match_base(const struct match *match)
{
    return match->base;
}

struct match_side match_head(const struct match *match)
{
    return match->head;
}
