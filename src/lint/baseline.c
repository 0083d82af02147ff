#include "lint/baseline.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "lint/run.h"

#include <stdlib.h>

/* What a record is found by: no id holds a blank. Valid UTF-8. */
static void make_key(struct buf *out, str rule, str place, bool is_file)
{
    buf_add(out, rule);
    buf_add(out, is_file ? STR(" f ") : STR(" e "));
    utf8_clean(out, place);
}

struct baseline_record *baseline_find(const struct baseline *baseline, str rule, str place,
                                      bool is_file)
{
    struct buf key = {0};
    make_key(&key, rule, place, is_file);
    const uint32_t *found = map_get(&baseline->index, buf_str(&key));
    buf_free(&key);
    return found ? &baseline->at[*found] : NULL;
}

struct baseline_record *baseline_add(struct baseline *baseline, str rule, str place, bool is_file)
{
    struct buf key = {0};
    bool added;
    make_key(&key, rule, place, is_file);
    uint32_t *number = map_put_copy(&baseline->index, buf_str(&key), (uint32_t)baseline->n, &added);
    if (added) {
        str copy = arena_str(&baseline->arena, buf_str(&key));
        vec_push(baseline, (struct baseline_record){.rule = str_sub(copy, 0, rule.n),
                                                    .place = str_skip(copy, rule.n + 3),
                                                    .is_file = is_file});
    }
    buf_free(&key);
    return &baseline->at[*number];
}

static int by_rule_and_place(const void *a, const void *b)
{
    const struct baseline_record *x = a, *y = b;
    int order = str_cmp(x->rule, y->rule);
    if (order == 0)
        order = x->is_file - y->is_file;
    return order == 0 ? str_cmp(x->place, y->place) : order;
}

void baseline_sort(struct baseline *baseline)
{
    struct buf key = {0};
    size_t kept = 0;
    for (size_t i = 0; i < baseline->n; i++)
        if (baseline->at[i].count > 0)
            baseline->at[kept++] = baseline->at[i];
    baseline->n = kept;
    if (kept > 1)
        qsort(baseline->at, kept, sizeof *baseline->at, by_rule_and_place);
    map_free(&baseline->index);
    for (size_t i = 0; i < kept; i++) {
        const struct baseline_record *record = &baseline->at[i];
        buf_clear(&key);
        make_key(&key, record->rule, record->place, record->is_file);
        map_put_copy(&baseline->index, buf_str(&key), (uint32_t)i, NULL);
    }
    buf_free(&key);
}

void baseline_free(struct baseline *baseline)
{
    vec_free(baseline);
    map_free(&baseline->index);
    arena_free(&baseline->arena);
}

/* An info neither fails a run nor is listed; what judges suppressions would judge itself. */
static bool belongs(const struct finding *finding)
{
    return !finding->suppressed && finding->severity >= SEVERITY_WARNING &&
           !finding->rule->rule->suppressions;
}

static str place_of(const struct finding *finding, struct document *const *documents)
{
    const struct document *doc = documents[finding->document];
    return finding->entry == NO_INDEX ? doc->path : doc->entries[finding->entry].key;
}

void baseline_count(struct baseline *baseline, const struct findings *findings,
                    struct document *const *documents)
{
    for (size_t i = 0; i < findings->n; i++) {
        const struct finding *finding = &findings->at[i];
        if (belongs(finding))
            baseline_add(baseline, str_from(finding->rule->id), place_of(finding, documents),
                         finding->entry == NO_INDEX)
                ->count++;
    }
}

bool baseline_is_judged(const struct settings *settings, const struct baseline_record *record)
{
    uint32_t rule = settings_find_rule(settings, record->rule);
    return rule == NO_INDEX ||
           (settings->rule[rule].severity != SEVERITY_OFF && !settings->rule[rule].left_out &&
            !settings->rules[rule].rule->answer);
}

void baseline_keep(struct baseline *fresh, const struct baseline *old,
                   const struct settings *settings, bool whole)
{
    for (size_t i = 0; i < old->n; i++) {
        const struct baseline_record *record = &old->at[i];
        if (whole && baseline_is_judged(settings, record))
            continue;
        struct baseline_record *kept =
            baseline_add(fresh, record->rule, record->place, record->is_file);
        kept->count = kept->count > record->count ? kept->count : record->count;
    }
}

static uint32_t count_in(const struct baseline *baseline, const struct baseline_record *record)
{
    const struct baseline_record *same =
        baseline_find(baseline, record->rule, record->place, record->is_file);
    return same ? same->count : 0;
}

void baseline_shrink(struct baseline *fresh, const struct baseline *old)
{
    for (size_t i = 0; i < fresh->n; i++) {
        uint32_t most = count_in(old, &fresh->at[i]);
        fresh->at[i].count = fresh->at[i].count < most ? fresh->at[i].count : most;
    }
}

const struct baseline_record *baseline_growth(const struct baseline *fresh,
                                              const struct baseline *old, uint64_t *more)
{
    const struct baseline_record *first = NULL;
    *more = 0;
    for (size_t i = 0; i < fresh->n; i++) {
        uint32_t before = count_in(old, &fresh->at[i]);
        if (fresh->at[i].count <= before)
            continue;
        *more += fresh->at[i].count - before;
        first = first ? first : &fresh->at[i];
    }
    return first;
}

uint64_t baseline_total(const struct baseline *baseline)
{
    uint64_t total = 0;
    for (size_t i = 0; i < baseline->n; i++)
        total += baseline->at[i].count;
    return total;
}

static struct baseline_record *record_of(struct lint *lint, const struct draft *draft)
{
    const struct finding *finding = &draft->finding;
    if (draft->dropped || !belongs(finding))
        return NULL;
    return baseline_find(lint->baseline, str_from(finding->rule->id),
                         place_of(finding, lint->documents.at), finding->entry == NO_INDEX);
}

/* Where there are more than are known, nobody can tell which are new: all are listed. */
void baseline_apply(struct lint *lint)
{
    VEC(struct baseline_record *) records = {0};
    for (size_t i = 0; i < lint->baseline->n; i++)
        lint->baseline->at[i].found = 0;
    for (size_t i = 0; i < lint->drafts.n; i++) {
        struct baseline_record *record = record_of(lint, &lint->drafts.at[i]);
        if (record)
            record->found++;
        vec_push(&records, record);
    }
    for (size_t i = 0; i < lint->drafts.n; i++) {
        struct finding *finding = &lint->drafts.at[i].finding;
        if (!records.at[i] || records.at[i]->found > records.at[i]->count)
            continue;
        finding->suppressed = true;
        finding->suppressed_by = SUPPRESS_BASELINE;
        finding->suppression_reason = STR("baseline");
    }
    vec_free(&records);
}
