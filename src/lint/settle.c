#include "lint/settle.h"

#include "lint/locate.h"

#include <stdlib.h>

/* From the most specific on. */
static const str ranks[] = {STR_INIT("arxiv"), STR_INIT("badge"), STR_INIT("table"),
                            STR_INIT("link"),  STR_INIT("entry"), STR_INIT("text")};

enum {
    RANK_COUNT = sizeof ranks / sizeof *ranks,
    RANK_NONE = RANK_COUNT,
    /* More findings than this on one reference are no list's: only equal spans are compared. */
    NEST_LIMIT = 64,
};

/* The highest severity with which each rank speaks about one thing. */
struct voices {
    enum severity severity[RANK_COUNT];
};

/* A finding that takes part, and what it speaks about. */
struct claim {
    struct draft *draft;
    struct span span;
    uint32_t document, reference;
    unsigned rank;
    bool joins; /* it speaks about several entries, and of nothing else at its place */
};

struct pair {
    struct draft *draft;
    uint64_t first, second; /* document and entry, the lower one first */
    unsigned rank;
};

struct claims {
    struct claim *at;
    size_t n, cap;
};

struct pairs {
    struct pair *at;
    size_t n, cap;
};

static unsigned rank_of(const struct rule_entry *rule)
{
    str rest = str_from(rule->id);
    str group = str_cut(&rest, '/');
    unsigned rank = 0;
    while (rank < RANK_COUNT && !str_eq(group, ranks[rank]))
        rank++;
    return rank;
}

static void speak(struct voices *voices, unsigned rank, enum severity severity)
{
    if (severity > voices->severity[rank])
        voices->severity[rank] = severity;
}

/* Whether a more specific rank speaks at least as loudly. */
static bool is_silenced(const struct voices *voices, unsigned rank, enum severity severity)
{
    for (unsigned i = 0; i < rank; i++)
        if (voices->severity[i] >= severity)
            return true;
    return false;
}

static int by_place(const void *a, const void *b)
{
    const struct claim *x = a, *y = b;
    if (x->document != y->document)
        return x->document < y->document ? -1 : 1;
    if (x->reference != y->reference)
        return x->reference < y->reference ? -1 : 1;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end < y->span.end ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return x->draft->sequence < y->draft->sequence ? -1 : 1;
}

/* A run of claims on one span, by rank. */
static void settle_equal(struct claim *claims, size_t count)
{
    struct voices voices = {{SEVERITY_OFF}};
    for (size_t i = 0; i < count; i++) {
        struct draft *draft = claims[i].draft;
        if (is_silenced(&voices, claims[i].rank, draft->finding.severity))
            draft->dropped = true;
        else if (!claims[i].joins)
            speak(&voices, claims[i].rank, draft->finding.severity);
    }
}

static bool is_spoken_for(const struct claim *claim, const struct claim *claims, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct claim *other = &claims[i];
        if (other->rank < claim->rank && !other->draft->dropped && !other->joins &&
            other->draft->finding.severity >= claim->draft->finding.severity &&
            (span_holds(other->span, claim->span) || span_holds(claim->span, other->span)))
            return true;
    }
    return false;
}

/* The claims on one reference. Rank by rank, so that a dropped one silences no other. */
static void settle_nested(const struct claim *claims, size_t count)
{
    for (unsigned rank = 1; rank < RANK_COUNT; rank++)
        for (size_t i = 0; i < count; i++)
            if (claims[i].rank == rank && is_spoken_for(&claims[i], claims, count))
                claims[i].draft->dropped = true;
}

/* Whether a finding is about its entry and another. */
static bool joins(const struct lint *lint, const struct finding *finding)
{
    for (uint32_t i = 0; finding->entry != NO_INDEX && i < finding->related_count; i++) {
        const struct related *related = &finding->related[i];
        const struct document *doc = lint->documents.at[related->document];
        uint32_t entry = locate_entry(doc, related->span);
        if (entry != NO_INDEX &&
            (related->document != finding->document || entry != finding->entry))
            return true;
    }
    return false;
}

static void settle_places(struct lint *lint, struct claims *claims)
{
    for (size_t i = 0; i < lint->drafts.n; i++) {
        struct draft *draft = &lint->drafts.at[i];
        const struct finding *finding = &draft->finding;
        unsigned rank = rank_of(finding->rule);
        if (finding->suppressed || rank == RANK_NONE)
            continue;
        const struct document *doc = lint->documents.at[finding->document];
        vec_push(claims, (struct claim){.draft = draft,
                                        .span = finding->span,
                                        .document = finding->document,
                                        .reference = locate_reference(doc, finding->span),
                                        .rank = rank,
                                        .joins = joins(lint, finding)});
    }
    if (claims->n > 1)
        qsort(claims->at, claims->n, sizeof *claims->at, by_place);
    for (size_t i = 0, end; i < claims->n; i = end) {
        const struct claim *first = &claims->at[i];
        for (end = i + 1; end < claims->n && claims->at[end].document == first->document &&
                          claims->at[end].reference == first->reference;
             end++)
            ;
        for (size_t j = i, same; j < end; j = same) {
            for (same = j + 1; same < end && span_eq(claims->at[same].span, claims->at[j].span);
                 same++)
                ;
            settle_equal(&claims->at[j], same - j);
        }
        if (first->reference != NO_INDEX && end - i <= NEST_LIMIT)
            settle_nested(first, end - i);
    }
}

static int by_pair(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    if (x->second != y->second)
        return x->second < y->second ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    /* within a group by severity, then by id, which is the order of the table of rules */
    const struct finding *f = &x->draft->finding, *g = &y->draft->finding;
    if (f->severity != g->severity)
        return f->severity > g->severity ? -1 : 1;
    if (f->rule != g->rule)
        return f->rule < g->rule ? -1 : 1;
    return x->draft->sequence < y->draft->sequence ? -1 : 1;
}

static uint64_t entry_number(uint32_t document, uint32_t entry)
{
    return (uint64_t)document << 32 | entry;
}

/* The pairs of different entries that a finding joins. */
static void add_pairs(struct lint *lint, struct draft *draft, unsigned rank, struct pairs *pairs)
{
    const struct finding *finding = &draft->finding;
    uint64_t self = entry_number(finding->document, finding->entry);
    for (uint32_t i = 0; finding->entry != NO_INDEX && i < finding->related_count; i++) {
        const struct related *related = &finding->related[i];
        uint32_t entry = locate_entry(lint->documents.at[related->document], related->span);
        uint64_t other = entry_number(related->document, entry);
        if (entry == NO_INDEX || other == self)
            continue;
        vec_push(pairs, (struct pair){.draft = draft,
                                      .first = self < other ? self : other,
                                      .second = self < other ? other : self,
                                      .rank = rank});
        draft->pairs++;
    }
}

static void settle_pairs(struct lint *lint, const struct claims *claims, struct pairs *pairs)
{
    for (size_t i = 0; i < claims->n; i++)
        if (!claims->at[i].draft->dropped)
            add_pairs(lint, claims->at[i].draft, claims->at[i].rank, pairs);
    if (pairs->n > 1)
        qsort(pairs->at, pairs->n, sizeof *pairs->at, by_pair);
    struct voices voices = {{SEVERITY_OFF}};
    const struct pair *speaker = NULL; /* the first of this rank on this pair that is heard */
    for (size_t i = 0; i < pairs->n; i++) {
        const struct pair *pair = &pairs->at[i];
        if (i == 0 || pair->first != pair[-1].first || pair->second != pair[-1].second) {
            voices = (struct voices){{SEVERITY_OFF}};
            speaker = NULL;
        } else if (pair->rank != pair[-1].rank) {
            speaker = NULL;
        }
        enum severity severity = pair->draft->finding.severity;
        bool second = speaker && speaker->draft->finding.rule != pair->draft->finding.rule;
        /* One that joins several pairs goes only where others speak for each of them. */
        if (second || is_silenced(&voices, pair->rank, severity)) {
            pair->draft->dropped = --pair->draft->pairs == 0;
            continue;
        }
        speak(&voices, pair->rank, severity);
        speaker = speaker ? speaker : pair;
    }
}

void settle(struct lint *lint)
{
    struct claims claims = {0};
    struct pairs pairs = {0};
    settle_places(lint, &claims);
    settle_pairs(lint, &claims, &pairs);
    vec_free(&claims);
    vec_free(&pairs);
}
