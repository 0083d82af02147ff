#include "doc/recent.h"

#include "doc/recent_age.h"
#include "doc/recent_assign.h"

#include <stdlib.h>

bool recent_repeats(const struct recent_wish *wish, str page, str file)
{
    return !str_eq(page, file) &&
           (wish->of_count == 0 || recent_is_among(wish->of, wish->of_count, file));
}

static void set_days(struct recent_window *window, struct date today, uint32_t days)
{
    enum { SECONDS = 86400 };
    window->days = days;
    window->since = day_of(date_from_epoch(date_to_epoch(today) - (int64_t)days * SECONDS));
}

enum rc recent_window_find(struct recent_plan *plan, struct recent_page *page,
                           const struct recent_wish *wish, struct date today)
{
    plan->page = page;
    plan->wish = wish;
    plan->today = today;
    plan->window = (struct recent_window){.heading = NO_INDEX};
    if (wish->days > 0)
        set_days(&plan->window, today, wish->days);
    else if (wish->since.year > 0)
        plan->window.since = day_of(wish->since);
    if (plan->window.since > day_of(today))
        return RC_FAIL;
    if (plan->window.since != 0)
        return RC_OK;
    for (size_t i = 0; i < page->groups.n; i++) {
        struct recent_heading heading;
        if (!recent_heading_of(page->doc, page->groups.at[i].section, &heading))
            continue;
        if (heading.window.form == WINDOW_DAYS)
            set_days(&plan->window, today, heading.window.days);
        else
            plan->window.since = day_of(heading.window.since);
        plan->window.heading = heading.section;
        return RC_OK;
    }
    return RC_MISSING;
}

static void read_files(struct recent_plan *plan, struct document *const *docs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct recent_file file = {.doc = docs[i],
                                   .days = entry_days(docs[i], plan->today),
                                   .first_twin = (uint32_t)plan->twins.at.n,
                                   .group = NO_INDEX};
        vec_push(&plan->files, file);
        twins_add(&plan->twins, docs[i]);
    }
}

const struct recent_file *recent_file_of(const struct recent_plan *plan, uint32_t twin)
{
    return &plan->files.at[recent_file_index(plan, twin)];
}

enum rc recent_plan_check(const struct recent_plan *plan, struct err *err)
{
    const struct document *doc = plan->page->doc;
    for (size_t i = 0; i < plan->files.n; i++) {
        uint32_t index = plan->files.at[i].group;
        if (index == NO_INDEX || !plan->page->groups.at[index].unfit)
            continue;
        const struct recent_group *group = &plan->page->groups.at[index];
        return err_set(err, "%.*s:%u: the list can't be rebuilt: it %s", STR_ARG(doc->path),
                       document_line(doc, group->span.start) + 1, group->unfit);
    }
    return RC_OK;
}

/*
 * The original of an entry of the page: of those that are the same paper one in a file of the
 * section, the one that is most like it, one of its kind, one of the same bytes, the first.
 */
static uint32_t choose_original(struct recent_plan *plan, const struct entry *entry, uint32_t group)
{
    bool titled;
    uint32_t next = twins_find(&plan->twins, plan->page->doc, entry, &titled);
    uint32_t best = NO_INDEX, best_cost = 0;
    for (int i = 0; i < TWINS_MAX && next != NO_INDEX; i++) {
        const struct twin *twin = &plan->twins.at.at[next];
        struct twin_pair pair;
        pair_read(&pair, plan->page->doc, entry, twin->doc, twin->entry);
        uint32_t differences = pair.differences < 1000 ? pair.differences : 1000;
        bool same = str_eq(str_trim(document_text(plan->page->doc, entry->span)),
                           str_trim(document_text(twin->doc, twin->entry->span)));
        uint32_t cost = differences * 4 + (twin->entry->kind != entry->kind) * 2u + !same +
                        (recent_file_of(plan, next)->group == group ? 0 : 10000);
        pair_free(&pair);
        if (best == NO_INDEX || cost < best_cost) {
            best = next;
            best_cost = cost;
        }
        next = titled ? NO_INDEX : twin->next;
    }
    return best;
}

/* What the run over rows and originals knows. */
struct planning {
    struct recent_plan *plan;
    const struct map *past;
    struct map shown; /* keys of the page's entries, and of those that were added */
    bool *used;       /* twins that are the original of some row */
};

/* Whether an original is to be on the page, whatever is there now. */
static bool is_recent(const struct planning *planning, uint32_t twin)
{
    struct age age = age_of(planning->plan, twin, NULL, planning->past);
    return age.last != DAY_UNKNOWN && age.first >= planning->plan->window.since;
}

/* Whether a row holds a badge or a link that its original lacks, which would be lost with it. */
static bool holds_more(const struct recent_plan *plan, const struct entry *entry,
                       const struct twin *twin)
{
    struct twin_pair pair;
    pair_read(&pair, plan->page->doc, entry, twin->doc, twin->entry);
    bool more = pair.differences > 0 && pair_extra(&pair);
    pair_free(&pair);
    return more;
}

static struct recent_row plan_row(const struct planning *planning, uint32_t index, uint32_t group,
                                  bool shown)
{
    struct recent_plan *plan = planning->plan;
    const struct document *doc = plan->page->doc;
    const struct entry *entry = &doc->entries[index];
    struct recent_row row = {.entry = index, .original = choose_original(plan, entry, group)};
    const struct twin *twin = row.original == NO_INDEX ? NULL : &plan->twins.at.at[row.original];
    row.marked = recent_is_marked_row(plan->wish, doc, entry, twin ? twin->doc : NULL,
                                      twin ? twin->entry : NULL);
    struct age age = age_of(plan, row.original, entry, planning->past);
    row.day = age.by_history ? DAY_UNKNOWN : age.last;
    if (row.original == NO_INDEX)
        return row;
    row.dropped = shown && !row.marked && age.last != DAY_UNKNOWN &&
                  age.last < plan->window.since && !is_recent(planning, row.original) &&
                  !holds_more(plan, entry, twin);
    planning->used[row.original] = planning->used[row.original] || !row.dropped;
    return row;
}

/* Rows without a day stand behind the one in front of them. */
static void rank_page_rows(struct recent_row *rows, size_t count)
{
    int64_t last = DAY_UNKNOWN;
    for (size_t i = 0; i < count && last == DAY_UNKNOWN; i++)
        if (!rows[i].marked)
            last = rows[i].day;
    for (size_t i = 0; i < count; i++) {
        if (!rows[i].marked && rows[i].day != DAY_UNKNOWN)
            last = rows[i].day;
        rows[i].rank = last;
    }
}

static void plan_page_rows(struct planning *planning)
{
    struct recent_plan *plan = planning->plan;
    const struct recent_page *page = plan->page;
    bool *shown = mem_alloc(page->groups.n + 1, sizeof *shown);
    for (size_t i = 0; i < plan->files.n; i++)
        if (plan->files.at[i].group != NO_INDEX)
            shown[plan->files.at[i].group] = true;
    for (uint32_t g = 0; g < page->groups.n; g++) {
        const struct recent_group *group = &page->groups.at[g];
        struct recent_part part = {.first = plan->rows.n, .group = g, .shown = shown[g]};
        for (uint32_t i = group->first; i < group->end; i++) {
            uint32_t index = page->entries.at[i];
            struct recent_row row = plan_row(planning, index, g, part.shown);
            vec_push(&plan->rows, row);
            if (row.dropped)
                continue;
            map_put(&planning->shown, page->doc->entries[index].key, 0, NULL);
            if (row.original != NO_INDEX)
                map_put(&planning->shown, plan->twins.at.at[row.original].entry->key, 0, NULL);
        }
        part.count = plan->rows.n - part.first;
        if (part.count > 0)
            rank_page_rows(plan->rows.at + part.first, part.count);
        vec_push(&plan->parts, part);
    }
    mem_free(shown);
}

/* Whether an entry that the page has not is to be added; `*row` is its row then. */
static bool is_wanted(struct planning *planning, uint32_t twin, struct recent_row *row)
{
    struct recent_plan *plan = planning->plan;
    const struct entry *entry = plan->twins.at.at[twin].entry;
    if (entry->parent != NO_INDEX || planning->used[twin] || str_starts(entry->key, STR("text:")) ||
        map_get(&planning->shown, entry->key))
        return false;
    struct age age = age_of(plan, twin, NULL, planning->past);
    plan->undated += age.last == DAY_UNKNOWN;
    /* What only git knows to be recent goes in front, and stays where it is from then on. */
    int64_t rank = age.by_history ? INT64_MAX : age.last;
    *row = (struct recent_row){.entry = NO_INDEX,
                               .original = twin,
                               .day = age.by_history ? DAY_UNKNOWN : age.last,
                               .rank = rank};
    return age.last != DAY_UNKNOWN && age.first >= plan->window.since;
}

struct arrival {
    uint32_t group, file;
    struct recent_row row;
};

/* Whether the original is written as the rows of its section are. */
static bool has_shape(const struct recent_plan *plan, const struct arrival *arrival)
{
    enum entry_kind kind = plan->twins.at.at[arrival->row.original].entry->kind;
    return kind == (plan->page->groups.at[arrival->group].bullets ? ENTRY_ITEM : ENTRY_ROW);
}

static bool can_be_written(const struct recent_plan *plan, const struct arrival *arrival)
{
    const struct entry *entry = plan->twins.at.at[arrival->row.original].entry;
    bool link = entry->title_ref != NO_INDEX || entry->paper_ref != NO_INDEX;
    return has_shape(plan, arrival) || (link && !span_is_empty(entry->title));
}

static int by_group(const void *a, const void *b)
{
    const struct arrival *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    return x->row.original < y->row.original ? -1 : x->row.original > y->row.original;
}

/*
 * Keep one of those that are the same paper, in the first section that shows a file of it: one that
 * is written alike, else the first. It is the one that will be taken for its original.
 */
static size_t keep_once(struct planning *planning, struct arrival *arrivals, size_t count)
{
    const struct recent_plan *plan = planning->plan;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        str key = plan->twins.at.at[arrivals[i].row.original].entry->key;
        bool added;
        uint32_t *slot = map_put(&planning->shown, key, (uint32_t)kept, &added);
        struct arrival *other = added ? NULL : &arrivals[*slot];
        if (added)
            arrivals[kept++] = arrivals[i];
        else if (other->group == arrivals[i].group && !has_shape(plan, other) &&
                 has_shape(plan, &arrivals[i]))
            *other = arrivals[i];
    }
    return kept;
}

/* A new row in the place of the plan's rows: groups in order, each behind its own. */
static void merge_arrivals(struct recent_plan *plan, const struct arrival *arrivals, size_t count)
{
    VEC(struct recent_row) rows = {0};
    size_t next = 0;
    for (size_t p = 0; p < plan->parts.n; p++) {
        struct recent_part *part = &plan->parts.at[p];
        size_t first = rows.n;
        for (size_t i = part->first; i < part->first + part->count; i++)
            vec_push(&rows, plan->rows.at[i]);
        for (; next < count && arrivals[next].group == part->group; next++)
            vec_push(&rows, arrivals[next].row);
        part->first = first;
        part->count = rows.n - first;
    }
    vec_free(&plan->rows);
    plan->rows.at = rows.at;
    plan->rows.n = rows.n;
    plan->rows.cap = rows.cap;
}

/* The sections in the order of the page: a paper goes to the first that shows a file of it. */
static void plan_new_rows(struct planning *planning)
{
    struct recent_plan *plan = planning->plan;
    VEC(struct arrival) arrivals = {0};
    for (uint32_t f = 0; f < plan->files.n; f++) {
        struct recent_file *file = &plan->files.at[f];
        uint32_t end =
            f + 1 < plan->files.n ? plan->files.at[f + 1].first_twin : (uint32_t)plan->twins.at.n;
        for (uint32_t twin = file->first_twin; twin < end; twin++) {
            struct arrival arrival = {file->group, f, {0}};
            if (!is_wanted(planning, twin, &arrival.row))
                continue;
            if (file->group != NO_INDEX && !can_be_written(plan, &arrival))
                plan->linkless++;
            else if (file->group != NO_INDEX)
                vec_push(&arrivals, arrival);
            else if (arrival.row.day != DAY_UNKNOWN && file->homeless++ == 0)
                file->first_homeless = entry_index(file->doc, plan->twins.at.at[twin].entry);
        }
    }
    if (arrivals.n > 1)
        qsort(arrivals.at, arrivals.n, sizeof *arrivals.at, by_group);
    merge_arrivals(plan, arrivals.at, keep_once(planning, arrivals.at, arrivals.n));
    vec_free(&arrivals);
}

/* Dropped ones last; marked ones first; the newest; new ones before others of their day. */
static int by_rank(const void *a, const void *b)
{
    const struct recent_row *x = a, *y = b;
    bool x_new = x->entry == NO_INDEX, y_new = y->entry == NO_INDEX;
    if (x->dropped != y->dropped)
        return x->dropped ? 1 : -1;
    if (x->marked != y->marked)
        return x->marked ? -1 : 1;
    if (!x->marked && !x->dropped && x->rank != y->rank)
        return x->rank > y->rank ? -1 : 1;
    if (x_new != y_new)
        return x_new ? -1 : 1;
    if (x_new)
        return x->original > y->original ? -1 : x->original < y->original;
    return x->entry < y->entry ? -1 : x->entry > y->entry;
}

enum rc recent_plan_make(struct recent_plan *plan, struct document *const *docs, size_t doc_count,
                         const struct map *past, struct err *err)
{
    read_files(plan, docs, doc_count);
    enum rc rc = recent_assign(plan, err);
    if (rc != RC_OK)
        return rc;
    struct planning planning = {.plan = plan, .past = past};
    plan->ages = mem_alloc(plan->twins.at.n + 1, sizeof *plan->ages);
    for (uint32_t i = 0; i < plan->twins.at.n; i++)
        plan->ages[i] = age_of(plan, i, NULL, past).last;
    planning.used = mem_alloc(plan->twins.at.n + 1, sizeof *planning.used);
    plan_page_rows(&planning);
    plan_new_rows(&planning);
    for (size_t i = 0; i < plan->parts.n; i++) {
        const struct recent_part *part = &plan->parts.at[i];
        if (part->shown && part->count > 1)
            qsort(plan->rows.at + part->first, part->count, sizeof *plan->rows.at, by_rank);
    }
    map_free(&planning.shown);
    mem_free(planning.used);
    return RC_OK;
}

void recent_plan_free(struct recent_plan *plan)
{
    for (size_t i = 0; i < plan->files.n; i++)
        mem_free(plan->files.at[i].days);
    mem_free(plan->ages);
    vec_free(&plan->files);
    vec_free(&plan->parts);
    vec_free(&plan->rows);
    twins_free(&plan->twins);
}
