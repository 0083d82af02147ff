#include "lint/compare.h"

#include "base/hash.h"
#include "base/mem.h"
#include "lint/locate.h"
#include "lint/rule.h"

#include <stdlib.h>

/* A finding while it is looked for on the other side. */
struct item {
    struct finding *finding;
    uint64_t anchor; /* of its entry by the key that it had in the base; of its file without one */
    uint64_t place;  /* of its first line and its rule, blanks aside */
    bool found;
};

struct items {
    struct item *at; /* heap; by fault, then by anchor */
    size_t n, cap;
};

enum { GROUP_LIMIT = 256 }; /* findings of one kind that are compared one with another */

/* By which an entry of one side is known on the other. */
static uint64_t anchor_of(const struct match *match, bool head, uint32_t document, uint32_t entry)
{
    struct match_side side = head ? match_head(match) : match_base(match);
    if (document >= side.count)
        return 0;
    if (entry == NO_INDEX)
        return hash_field(hash_field(HASH_START, STR("file")), side.documents[document]->path);
    if (head) {
        struct counterpart was = match_entry(match, document, entry);
        if (was.fate != FATE_ADDED) {
            side = match_base(match);
            document = was.document;
            entry = was.entry;
        }
    }
    return hash_add(HASH_START, side.documents[document]->entries[entry].key);
}

static int compare(const struct item *x, const struct item *y)
{
    if (x->finding->fault != y->finding->fault)
        return x->finding->fault < y->finding->fault ? -1 : 1;
    return x->anchor < y->anchor ? -1 : x->anchor > y->anchor;
}

static int by_fault(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    int order = compare(x, y);
    if (order)
        return order;
    /* Those that meet one of the base first are not suppressed, and what the change left alone. */
    if (x->finding->suppressed != y->finding->suppressed)
        return y->finding->suppressed ? -1 : 1;
    if (x->finding->fate != y->finding->fate)
        return x->finding->fate < y->finding->fate ? -1 : 1;
    return x->finding < y->finding ? -1 : 1;
}

static enum fate fate_of(struct match *match, const struct finding *finding)
{
    if (finding->document >= match_head(match).count)
        return FATE_SAME; /* no list: the configuration, a picture */
    return match_fate(match, finding->document, finding->entry, finding->span);
}

/* The first line of a finding, blanks aside, as one of its rule. */
static uint64_t hash_place(const struct finding *finding, const struct document *doc, uint32_t line)
{
    str text = document_text(doc, document_line_span(doc, line));
    return hash_add_unblanked(hash_field(HASH_START, str_from(finding->rule->id)), text);
}

static void collect(struct items *items, struct match *match, struct findings *findings, bool head,
                    bool wary)
{
    struct match_side side = head ? match_head(match) : match_base(match);
    for (size_t i = 0; i < findings->n; i++) {
        struct finding *finding = &findings->at[i];
        finding->fate = head ? fate_of(match, finding) : FATE_SAME;
        finding->status = head ? STATUS_NEW : STATUS_FIXED;
        /* What nobody saw is new where it comes to light, unless that is the comparison's doing. */
        if (!head && finding->suppressed && !wary)
            continue;
        const struct document *doc =
            finding->document < side.count ? side.documents[finding->document] : NULL;
        struct item item = {
            .finding = finding,
            .anchor = anchor_of(match, head, finding->document, finding->entry),
            .place = doc ? hash_place(finding, doc, document_line(doc, finding->span.start)) : 0,
        };
        vec_push(items, item);
    }
    if (items->n > 1)
        qsort(items->at, items->n, sizeof *items->at, by_fault);
}

static void meet(struct item *base, struct item *head)
{
    base->found = head->found = true;
    base->finding->status = head->finding->status = STATUS_EXISTING;
}

/* Equal ones meet in their order, so that those that are left over are the last. */
static void meet_equal(struct items *base, struct items *head)
{
    for (size_t b = 0, h = 0; b < base->n && h < head->n;) {
        if (base->at[b].found || head->at[h].found) {
            bool past = base->at[b].found;
            h += head->at[h].found;
            b += past;
            continue;
        }
        int order = compare(&base->at[b], &head->at[h]);
        if (order == 0)
            meet(&base->at[b], &head->at[h]);
        b += order <= 0;
        h += order >= 0;
    }
}

/* Whether a finding speaks of the entry, itself or as related. */
static bool speaks_of(const struct match *match, bool head, const struct item *item,
                      uint64_t anchor)
{
    struct match_side side = head ? match_head(match) : match_base(match);
    if (item->anchor == anchor)
        return anchor != 0;
    for (uint32_t i = 0; i < item->finding->related_count; i++) {
        const struct related *related = &item->finding->related[i];
        if (related->document >= side.count)
            continue;
        uint32_t entry = locate_entry(side.documents[related->document], related->span);
        if (anchor != 0 && anchor_of(match, head, related->document, entry) == anchor)
            return true;
    }
    return false;
}

/* Whether two speak of one entry. */
static bool share_entry(const struct match *match, const struct item *base, const struct item *head)
{
    if (speaks_of(match, false, base, head->anchor) || speaks_of(match, true, head, base->anchor))
        return true;
    struct match_side side = match_head(match);
    for (uint32_t i = 0; i < head->finding->related_count; i++) {
        const struct related *related = &head->finding->related[i];
        if (related->document >= side.count)
            continue;
        uint32_t entry = locate_entry(side.documents[related->document], related->span);
        if (speaks_of(match, false, base, anchor_of(match, true, related->document, entry)))
            return true;
    }
    return false;
}

/*
 * Findings that join entries are one where they join one of them: which of two repeats is blamed
 * may change, and that is no new defect.
 */
static bool join_one_entry(const struct match *match, const struct item *base,
                           const struct item *head)
{
    return base->finding->related_count > 0 && head->finding->related_count > 0 &&
           share_entry(match, base, head);
}

/* On a line that was left alone, whatever holds it now: another file, no table any more. */
static bool stand_on_one_line(const struct match *match, const struct item *base,
                              const struct item *head)
{
    (void)match;
    return head->finding->fate == FATE_SAME && base->place == head->place;
}

/* Let those of one fault meet that `are_one` says are, but for a fault that is found too often. */
static void meet_by(bool (*are_one)(const struct match *match, const struct item *base,
                                    const struct item *head),
                    const struct match *match, struct items *base, struct items *head)
{
    for (size_t b = 0, h = 0, be, he; b < base->n && h < head->n; b = be, h = he) {
        uint64_t fault = base->at[b].finding->fault, other = head->at[h].finding->fault;
        for (be = b; be < base->n && base->at[be].finding->fault == fault && fault <= other;)
            be++;
        for (he = h; he < head->n && head->at[he].finding->fault == other && other <= fault;)
            he++;
        if (fault != other || be - b > GROUP_LIMIT || he - h > GROUP_LIMIT)
            continue;
        for (size_t i = h; i < he; i++)
            for (size_t j = b; j < be && !head->at[i].found; j++)
                if (!base->at[j].found && are_one(match, &base->at[j], &head->at[i]))
                    meet(&base->at[j], &head->at[i]);
    }
}

static int by_hash(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/*
 * What is left of a finding over many lines when some of them were mended: rows outside of any
 * table, of which the first few were brought back.
 */
static void keep_remains(const struct match *match, const struct items *base,
                         const struct items *head)
{
    struct match_side before = match_base(match);
    VEC(uint64_t) places = {0};
    for (size_t i = 0; i < base->n; i++) {
        const struct finding *finding = base->at[i].finding;
        if (base->at[i].found || finding->document >= before.count || span_is_empty(finding->span))
            continue;
        const struct document *doc = before.documents[finding->document];
        uint32_t last = document_line(doc, finding->span.end - 1);
        for (uint32_t line = document_line(doc, finding->span.start); line <= last; line++)
            vec_push(&places, hash_place(finding, doc, line));
    }
    if (places.n > 1)
        qsort(places.at, places.n, sizeof *places.at, by_hash);
    for (size_t i = 0; i < head->n && places.n > 0; i++) {
        struct finding *finding = head->at[i].finding;
        if (finding->status == STATUS_NEW && finding->fate == FATE_SAME &&
            finding->document < match_head(match).count &&
            bsearch(&head->at[i].place, places.at, places.n, sizeof *places.at, by_hash))
            finding->status = STATUS_EXISTING;
    }
    vec_free(&places);
}

/* What a change can't be blamed for. */
static void pardon(struct finding *finding)
{
    if (finding->status == STATUS_NEW && finding->fate == FATE_SAME &&
        finding->rule->rule->relative)
        finding->status = STATUS_EXISTING;
}

struct compared compare_findings(struct match *match, struct findings *base, struct findings *head,
                                 bool wary)
{
    struct items before = {0}, after = {0};
    struct compared compared = {0};
    collect(&before, match, base, false, wary);
    collect(&after, match, head, true, wary);
    meet_by(stand_on_one_line, match, &before, &after);
    meet_equal(&before, &after);
    meet_by(join_one_entry, match, &before, &after);
    keep_remains(match, &before, &after);
    for (size_t i = 0; i < after.n; i++) {
        struct finding *finding = after.at[i].finding;
        pardon(finding);
        compared.new += !finding->suppressed && finding->status == STATUS_NEW;
        compared.existing += !finding->suppressed && finding->status == STATUS_EXISTING;
    }
    for (size_t i = 0; i < before.n; i++)
        compared.fixed += !before.at[i].found && !before.at[i].finding->suppressed;
    vec_free(&before);
    vec_free(&after);
    return compared;
}
