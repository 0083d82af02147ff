#include "lint/likeness.h"

#include "base/hash.h"
#include "base/mem.h"

#include <stdlib.h>

enum {
    SHORT_WORD = 2,  /* bytes: "a", "of" tell nothing */
    COMMON = 64,     /* entries that hold a token: what is in more of them finds no pair */
    MAX_TOKENS = 400 /* of an entry; one that holds more is no row */
};

#define LEAST_SHARE 0.5

/* The tokens of an entry: sorted hashes, each once. */
struct bag {
    uint32_t first, count;
};

/* An entry of the base that holds a token. */
struct posting {
    uint32_t token, base;
};

struct likeness {
    VEC(uint32_t) tokens;
    VEC(struct bag) bags[2];
    VEC(struct posting) postings;
    VEC(struct alike) pairs;
    uint32_t *shared; /* with each entry of the base, while one of the head is looked at */
};

struct likeness *likeness_new(void)
{
    return mem_alloc(1, sizeof(struct likeness));
}

void likeness_free(struct likeness *likeness)
{
    vec_free(&likeness->tokens);
    vec_free(&likeness->bags[LIKENESS_BASE]);
    vec_free(&likeness->bags[LIKENESS_HEAD]);
    vec_free(&likeness->postings);
    vec_free(&likeness->pairs);
    mem_free(likeness->shared);
    mem_free(likeness);
}

static int by_token(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static void add_token(struct likeness *likeness, uint64_t hash)
{
    vec_push(&likeness->tokens, (uint32_t)(hash ^ hash >> 32));
}

static bool is_word(char c)
{
    return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

static void add_words(struct likeness *likeness, str text)
{
    for (size_t i = 0; i < text.n;) {
        uint64_t hash = HASH_START;
        size_t start = i;
        for (; i < text.n && is_word(text.at[i]); i++) {
            char lower = ascii_lower(text.at[i]);
            hash = hash_add(hash, (str){&lower, 1});
        }
        if (i - start > SHORT_WORD)
            add_token(likeness, hash);
        i += i == start;
    }
}

static int by_start(const void *a, const void *b)
{
    const struct span *x = a, *y = b;
    return x->start < y->start ? -1 : x->start > y->start;
}

/* Each address is one token, for its parts are in every row; what stands between them is words. */
static void add_entry(struct likeness *likeness, const struct document *doc,
                      const struct entry *entry)
{
    VEC(struct span) addresses = {0};
    uint32_t at = entry->span.start;
    for (uint32_t i = 0; i < entry->ref_count; i++) {
        const struct reference *ref = &entry_references(doc, entry)[i];
        add_token(likeness, hash_add(HASH_START, ref->url));
        vec_push(&addresses, ref->dest);
    }
    /* Nor is a comment anything that an entry is known by. */
    uint32_t low = 0, high = doc->opaque_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->opaques[middle].span.start < entry->span.start)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < doc->opaque_count && doc->opaques[low].span.start < entry->span.end; low++)
        if (doc->opaques[low].kind == OPAQUE_COMMENT)
            vec_push(&addresses, doc->opaques[low].span);
    if (addresses.n > 1)
        qsort(addresses.at, addresses.n, sizeof *addresses.at, by_start);
    for (size_t i = 0; i < addresses.n; i++) {
        if (span_is_empty(addresses.at[i]) || addresses.at[i].start < at)
            continue;
        add_words(likeness, document_text(doc, span_of(at, addresses.at[i].start)));
        at = addresses.at[i].end;
    }
    if (at < entry->span.end)
        add_words(likeness, document_text(doc, span_of(at, entry->span.end)));
    vec_free(&addresses);
}

void likeness_add(struct likeness *likeness, enum likeness_side side, const struct document *doc,
                  uint32_t entry)
{
    uint32_t first = (uint32_t)likeness->tokens.n;
    add_entry(likeness, doc, &doc->entries[entry]);
    uint32_t count = (uint32_t)likeness->tokens.n - first, kept = 0;
    uint32_t *tokens = likeness->tokens.at + first;
    if (count > 1)
        qsort(tokens, count, sizeof *tokens, by_token);
    for (uint32_t i = 0; i < count && kept < MAX_TOKENS; i++)
        if (kept == 0 || tokens[i] != tokens[kept - 1])
            tokens[kept++] = tokens[i];
    likeness->tokens.n = first + kept;
    vec_push(&likeness->bags[side], (struct bag){first, kept});
}

static int by_posting(const void *a, const void *b)
{
    const struct posting *x = a, *y = b;
    if (x->token != y->token)
        return x->token < y->token ? -1 : 1;
    return x->base < y->base ? -1 : x->base > y->base;
}

static void index_base(struct likeness *likeness)
{
    for (uint32_t i = 0; i < likeness->bags[LIKENESS_BASE].n; i++) {
        struct bag bag = likeness->bags[LIKENESS_BASE].at[i];
        for (uint32_t t = 0; t < bag.count; t++)
            vec_push(&likeness->postings, (struct posting){likeness->tokens.at[bag.first + t], i});
    }
    if (likeness->postings.n > 1)
        qsort(likeness->postings.at, likeness->postings.n, sizeof *likeness->postings.at,
              by_posting);
}

/* Where the postings of a token begin; `*count`: how many there are. */
static size_t find_postings(const struct likeness *likeness, uint32_t token, size_t *count)
{
    size_t low = 0, high = likeness->postings.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (likeness->postings.at[middle].token < token)
            low = middle + 1;
        else
            high = middle;
    }
    for (*count = 0;
         low + *count < likeness->postings.n && likeness->postings.at[low + *count].token == token;
         ++*count)
        if (*count > COMMON)
            break;
    return low;
}

static uint32_t count_shared(const struct likeness *likeness, struct bag a, struct bag b)
{
    uint32_t shared = 0;
    const uint32_t *x = likeness->tokens.at + a.first, *y = likeness->tokens.at + b.first;
    for (uint32_t i = 0, j = 0; i < a.count && j < b.count;) {
        uint32_t one = x[i], other = y[j];
        shared += one == other;
        i += one <= other;
        j += other <= one;
    }
    return shared;
}

/* All entries of the base that are alike to one of the head. */
static void find_pairs(struct likeness *likeness, uint32_t head)
{
    struct bag bag = likeness->bags[LIKENESS_HEAD].at[head];
    VEC(uint32_t) met = {0};
    for (uint32_t t = 0; t < bag.count; t++) {
        size_t count;
        size_t first = find_postings(likeness, likeness->tokens.at[bag.first + t], &count);
        for (size_t i = 0; i < count && count <= COMMON; i++) {
            uint32_t base = likeness->postings.at[first + i].base;
            if (likeness->shared[base]++ == 0)
                vec_push(&met, base);
        }
    }
    for (size_t i = 0; i < met.n; i++) {
        struct bag other = likeness->bags[LIKENESS_BASE].at[met.at[i]];
        likeness->shared[met.at[i]] = 0;
        double share = 2.0 * count_shared(likeness, bag, other) / (bag.count + other.count);
        if (share >= LEAST_SHARE)
            vec_push(&likeness->pairs, (struct alike){met.at[i], head, share});
    }
    vec_free(&met);
}

static int by_share(const void *a, const void *b)
{
    const struct alike *x = a, *y = b;
    if (x->share > y->share || x->share < y->share)
        return x->share > y->share ? -1 : 1;
    if (x->head != y->head)
        return x->head < y->head ? -1 : 1;
    return x->base < y->base ? -1 : x->base > y->base;
}

/* The best pair of each entry, where it is not the better one of another. */
static void choose(struct likeness *likeness)
{
    bool *base = mem_alloc(likeness->bags[LIKENESS_BASE].n + 1, sizeof *base);
    bool *head = mem_alloc(likeness->bags[LIKENESS_HEAD].n + 1, sizeof *head);
    size_t kept = 0;
    if (likeness->pairs.n > 1)
        qsort(likeness->pairs.at, likeness->pairs.n, sizeof *likeness->pairs.at, by_share);
    for (size_t i = 0; i < likeness->pairs.n; i++) {
        struct alike pair = likeness->pairs.at[i];
        if (base[pair.base] || head[pair.head])
            continue;
        base[pair.base] = head[pair.head] = true;
        likeness->pairs.at[kept++] = pair;
    }
    likeness->pairs.n = kept;
    mem_free(base);
    mem_free(head);
}

size_t likeness_pairs(struct likeness *likeness, const struct alike **pairs)
{
    likeness->shared = mem_alloc(likeness->bags[LIKENESS_BASE].n + 1, sizeof *likeness->shared);
    index_base(likeness);
    for (uint32_t i = 0; i < likeness->bags[LIKENESS_HEAD].n; i++)
        find_pairs(likeness, i);
    choose(likeness);
    *pairs = likeness->pairs.at;
    return likeness->pairs.n;
}
