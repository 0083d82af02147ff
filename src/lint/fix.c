#include "lint/fix.h"

#include "base/mem.h"

#include <stdlib.h>

/* An edit of a wanted finding. */
struct piece {
    struct edit edit;
    size_t finding;  /* those of one stand together */
    size_t sequence; /* so that two insertions at one place keep their order */
};

struct pieces {
    struct piece *at;
    size_t n, cap;
};

/*
 * The offsets at which edits begin or end, and which of them lie in edits that are made. An edit
 * takes all offsets from its start to its end, both included, so that two edits which touch cannot
 * both be made: what stands between an insertion and a deletion at one place is nobody's to say.
 */
struct ground {
    uint32_t *offsets; /* sorted, each once */
    uint32_t *taken;   /* a Fenwick tree: how many offsets before an index are taken */
    size_t count;
};

bool fix_is_wanted(const struct document *doc, const struct finding *finding, enum safety most)
{
    if (finding->suppressed || finding->status == STATUS_EXISTING ||
        finding->status == STATUS_FIXED || finding->safety == FIX_NONE || finding->safety > most)
        return false;
    for (uint32_t i = 0; i < finding->edit_count; i++)
        if (!str_eq(document_text(doc, finding->edits[i].span), finding->edits[i].text))
            return true;
    return false;
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static int by_start(const void *a, const void *b)
{
    const struct piece *x = a, *y = b;
    if (x->edit.span.start != y->edit.span.start)
        return x->edit.span.start < y->edit.span.start ? -1 : 1;
    return x->sequence < y->sequence ? -1 : 1;
}

static struct ground ground_of(const struct pieces *pieces)
{
    struct ground ground = {0};
    size_t count = pieces->n * 2;
    ground.offsets = mem_alloc(count, sizeof *ground.offsets);
    for (size_t i = 0; i < pieces->n; i++) {
        ground.offsets[2 * i] = pieces->at[i].edit.span.start;
        ground.offsets[2 * i + 1] = pieces->at[i].edit.span.end;
    }
    qsort(ground.offsets, count, sizeof *ground.offsets, by_number);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || ground.offsets[i] != ground.offsets[ground.count - 1])
            ground.offsets[ground.count++] = ground.offsets[i];
    ground.taken = mem_alloc(ground.count + 1, sizeof *ground.taken);
    return ground;
}

static void ground_free(struct ground *ground)
{
    mem_free(ground->offsets);
    mem_free(ground->taken);
}

static size_t index_of(const struct ground *ground, uint32_t offset)
{
    size_t low = 0, high = ground->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (ground->offsets[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static uint32_t taken_before(const struct ground *ground, size_t index)
{
    uint32_t sum = 0;
    for (; index > 0; index &= index - 1)
        sum += ground->taken[index];
    return sum;
}

static bool is_free(const struct ground *ground, struct span span)
{
    return taken_before(ground, index_of(ground, span.end) + 1) ==
           taken_before(ground, index_of(ground, span.start));
}

/* Each offset is taken once, so that all of this takes n log n. */
static void take(struct ground *ground, struct span span)
{
    for (size_t i = index_of(ground, span.start), end = index_of(ground, span.end); i <= end; i++) {
        if (taken_before(ground, i + 1) > taken_before(ground, i))
            continue; /* two edits of one finding may touch */
        for (size_t node = i + 1; node <= ground->count; node += node & -node)
            ground->taken[node]++;
    }
}

static bool fits(const struct ground *ground, const struct piece *pieces, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!is_free(ground, pieces[i].edit.span))
            return false;
    return true;
}

/* The edits that are made, by place; returns of how many findings. */
static uint32_t choose(const struct pieces *wanted, struct pieces *chosen)
{
    uint32_t made = 0;
    struct ground ground = ground_of(wanted);
    for (size_t i = 0, end; i < wanted->n; i = end) {
        for (end = i + 1; end < wanted->n && wanted->at[end].finding == wanted->at[i].finding;)
            end++;
        if (!fits(&ground, &wanted->at[i], end - i))
            continue;
        made++;
        for (size_t k = i; k < end; k++) {
            take(&ground, wanted->at[k].edit.span);
            vec_push(chosen, wanted->at[k]);
        }
    }
    ground_free(&ground);
    if (chosen->n > 1)
        qsort(chosen->at, chosen->n, sizeof *chosen->at, by_start);
    return made;
}

static void write(struct buf *out, str source, const struct pieces *pieces)
{
    size_t at = 0;
    for (size_t i = 0; i < pieces->n; i++) {
        const struct edit *edit = &pieces->at[i].edit;
        buf_add(out, str_sub(source, at, edit->span.start));
        buf_add(out, edit->text);
        at = edit->span.end;
    }
    buf_add(out, str_skip(source, at));
}

/*
 * The changes so far, then the pieces, as one. Both name places in the bytes between the two; what
 * overlaps or touches there becomes one change. `behind` is how much further on those bytes are
 * than the first ones, `ahead` how much further the last ones are than those.
 */
static void compose(struct changes *changes, const struct pieces *pieces)
{
    struct changes all = {0};
    int64_t behind = 0, ahead = 0;
    for (size_t i = 0, j = 0; i < changes->n || j < pieces->n;) {
        uint32_t start = UINT32_MAX;
        if (i < changes->n)
            start = changes->at[i].after.start;
        if (j < pieces->n && pieces->at[j].edit.span.start < start)
            start = pieces->at[j].edit.span.start;
        struct change change = {.before.start = (uint32_t)(start - behind),
                                .after.start = (uint32_t)(start + ahead)};
        uint32_t end = start;
        for (bool more = true; more;) {
            more = false;
            for (; i < changes->n && changes->at[i].after.start <= end; i++, more = true) {
                struct change old = changes->at[i];
                behind += (int64_t)span_length(old.after) - span_length(old.before);
                end = old.after.end > end ? old.after.end : end;
            }
            for (; j < pieces->n && pieces->at[j].edit.span.start <= end; j++, more = true) {
                struct edit edit = pieces->at[j].edit;
                ahead += (int64_t)edit.text.n - span_length(edit.span);
                end = edit.span.end > end ? edit.span.end : end;
            }
        }
        change.before.end = (uint32_t)(end - behind);
        change.after.end = (uint32_t)(end + ahead);
        vec_push(&all, change);
    }
    changes_free(changes);
    *changes = all;
}

uint32_t fix_round(const struct document *doc, const struct finding *findings, size_t count,
                   enum safety most, struct changes *changes, struct buf *out)
{
    struct pieces wanted = {0}, chosen = {0};
    uint32_t made = 0;
    for (size_t i = 0; i < count; i++)
        if (fix_is_wanted(doc, &findings[i], most))
            for (uint32_t e = 0; e < findings[i].edit_count; e++)
                vec_push(&wanted, (struct piece){findings[i].edits[e], i, wanted.n});
    if (wanted.n > 0) {
        made = choose(&wanted, &chosen);
        write(out, doc->source, &chosen);
        compose(changes, &chosen);
    }
    vec_free(&wanted);
    vec_free(&chosen);
    return made;
}

void changes_free(struct changes *changes)
{
    vec_free(changes);
}
