#include "lint/suppress.h"

#include "lint/directive.h"
#include "lint/locate.h"
#include "lint/selector.h"
#include "lint/trust.h"

#include <stdlib.h>

/* Where one comment switches one rule off: of REACH_ENTRY entries by index, else bytes. */
struct interval {
    uint32_t start, end;
    uint32_t directive, name; /* name: within the directive */
};

struct intervals {
    struct interval *at; /* heap */
    size_t n, cap;
};

/* Everything that the comments of a list say of one rule; by start, of one reach not overlapping.
 */
struct shade {
    struct intervals of[REACH_COUNT];
};

struct list_comments {
    struct directives directives;
    struct shade **shades; /* one a rule, NULL until asked for; NULL without directives */
};

/* The items of the configuration for one entry: which of their names goes for each rule. */
struct item_name {
    uint32_t item, name;
};

struct suppress {
    const struct settings *settings;
    VEC(struct list_comments) lists; /* one a document */
    struct map entries;              /* key of an entry -> group of items */
    VEC(struct item_name) groups;    /* as many as there are rules a group; item NO_INDEX: none */
    struct suppression *items;       /* one an item of the configuration */
    struct suppressed_rules *names;  /* of all items */
    struct suppression *records;     /* of the baseline: those that are too large */
    struct suppressed_rules *record_rules; /* one each */
    VEC(const struct suppression *) told;
    struct suppressions review;
};

/* A suppression that fits, and the one of its names that does. */
struct hit {
    struct suppression *told;
    struct suppressed_rules *name;
};

/*
 * Whether a name is for a rule. A rule that judges suppressions is only meant where it is named:
 * a comment that switches everything off would hide that it is not needed.
 */
static bool is_for(const struct settings *settings, const struct suppressed_rules *name,
                   uint32_t rule)
{
    return name->rules.first <= rule && rule < name->rules.end &&
           !(name->all && settings->rules[rule].rule->suppressions);
}

/* The first name that is for the rule, or NO_INDEX. */
static uint32_t name_for(const struct settings *settings, const struct suppression *told,
                         uint32_t rule)
{
    for (uint32_t i = 0; i < told->name_count; i++)
        if (is_for(settings, &told->names[i], rule))
            return i;
    return NO_INDEX;
}

/* Items of the configuration. */

static bool is_past(struct date day, struct date today)
{
    return day.year > 0 && date_to_epoch(day) < date_to_epoch(today);
}

static uint32_t group_of(struct suppress *suppress, str entry)
{
    bool added;
    size_t rules = suppress->settings->rule_count;
    uint32_t *group =
        map_put(&suppress->entries, entry, (uint32_t)map_count(&suppress->entries), &added);
    for (size_t i = 0; added && i < rules; i++)
        vec_push(&suppress->groups, (struct item_name){NO_INDEX, 0});
    return *group;
}

static void add_item(struct suppress *suppress, uint32_t index, struct date today)
{
    const struct settings *settings = suppress->settings;
    const struct ignore *ignore = &settings->ignores[index];
    struct suppression *item = &suppress->items[index];
    *item = (struct suppression){
        .entry = ignore->entry,
        .until = ignore->until,
        .names = index > 0 ? item[-1].names + item[-1].name_count : suppress->names,
        .name_count = (uint32_t)ignore->rule_count,
        .kind = SUPPRESS_CONFIG,
        .fault = is_past(ignore->until, today) ? SUPPRESSION_EXPIRED : SUPPRESSION_FINE,
    };
    for (uint32_t i = 0; i < item->name_count; i++) {
        struct suppressed_rules *name = &item->names[i];
        name->name = ignore->rules[i];
        name->all = selector_find(settings, name->name, &name->rules) == SELECTOR_ALL;
    }
    if (item->fault == SUPPRESSION_EXPIRED)
        return;
    size_t group = group_of(suppress, ignore->entry) * settings->rule_count;
    for (uint32_t i = 0; i < item->name_count; i++)
        for (uint32_t r = item->names[i].rules.first; r < item->names[i].rules.end; r++)
            if (suppress->groups.at[group + r].item == NO_INDEX &&
                is_for(settings, &item->names[i], r))
                suppress->groups.at[group + r] = (struct item_name){index, i};
}

struct suppress *suppress_new(const struct settings *settings, struct date today)
{
    struct suppress *suppress = mem_alloc(1, sizeof *suppress);
    suppress->settings = settings;
    size_t names = 0;
    for (size_t i = 0; i < settings->ignore_count; i++)
        names += settings->ignores[i].rule_count;
    suppress->items = mem_alloc(settings->ignore_count + 1, sizeof *suppress->items);
    suppress->names = mem_alloc(names + 1, sizeof *suppress->names);
    for (uint32_t i = 0; i < settings->ignore_count; i++)
        add_item(suppress, i, today);
    return suppress;
}

static void list_free(const struct suppress *suppress, struct list_comments *list)
{
    for (size_t i = 0; list->shades && i < suppress->settings->rule_count; i++) {
        for (int reach = 0; list->shades[i] && reach < REACH_COUNT; reach++)
            vec_free(&list->shades[i]->of[reach]);
        mem_free(list->shades[i]);
    }
    mem_free(list->shades);
    directives_free(&list->directives);
}

void suppress_free(struct suppress *suppress)
{
    if (!suppress)
        return;
    for (size_t i = 0; i < suppress->lists.n; i++)
        list_free(suppress, &suppress->lists.at[i]);
    vec_free(&suppress->lists);
    vec_free(&suppress->groups);
    vec_free(&suppress->told);
    map_free(&suppress->entries);
    mem_free(suppress->items);
    mem_free(suppress->names);
    mem_free(suppress->records);
    mem_free(suppress->record_rules);
    mem_free(suppress);
}

/* Comments of lists. */

void suppress_read(struct suppress *suppress, const struct document *doc, const struct match *match)
{
    struct list_comments list = {0};
    directives_read(&list.directives, doc, suppress->settings);
    if (match && list.directives.n > 0)
        trust_base(&list.directives, match, (uint32_t)suppress->lists.n);
    if (list.directives.n > 0)
        list.shades = mem_alloc(suppress->settings->rule_count, sizeof *list.shades);
    vec_push(&suppress->lists, list);
}

static int by_start(const void *a, const void *b)
{
    const struct interval *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->directive < y->directive ? -1 : 1;
}

/* By start, of two that start together the first. */
static void sort_once(struct intervals *intervals)
{
    size_t kept = 0;
    if (intervals->n > 1)
        qsort(intervals->at, intervals->n, sizeof *intervals->at, by_start);
    for (size_t i = 0; i < intervals->n; i++)
        if (kept == 0 || intervals->at[i].start != intervals->at[kept - 1].start)
            intervals->at[kept++] = intervals->at[i];
    intervals->n = kept;
}

/* The next curlint-disable of the rule, or its end, closes the one before. */
static void close_range(struct intervals *ranges, uint32_t end)
{
    if (ranges->n > 0 && ranges->at[ranges->n - 1].end > end)
        ranges->at[ranges->n - 1].end = end;
}

static void add_interval(struct shade *shade, const struct directive *directive, uint32_t index,
                         uint32_t name)
{
    struct interval interval = {directive->start, directive->end, index, name};
    if (directive->told.kind == SUPPRESS_RANGE || directive->told.kind == SUPPRESS_END)
        close_range(&shade->of[REACH_RANGE], directive->told.span.start);
    if (directive->reach < REACH_COUNT)
        vec_push(&shade->of[directive->reach], interval);
}

static struct shade *make_shade(const struct settings *settings, const struct directives *all,
                                uint32_t rule)
{
    struct shade *shade = mem_alloc(1, sizeof *shade);
    for (uint32_t i = 0; i < all->n; i++) {
        uint32_t name = name_for(settings, &all->at[i].told, rule);
        if (name != NO_INDEX)
            add_interval(shade, &all->at[i], i, name);
    }
    for (int reach = 0; reach < REACH_COUNT; reach++)
        sort_once(&shade->of[reach]);
    return shade;
}

static const struct interval *interval_at(const struct intervals *intervals, uint32_t at)
{
    size_t low = 0, high = intervals->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (intervals->at[middle].start <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && at < intervals->at[low - 1].end ? &intervals->at[low - 1] : NULL;
}

static struct hit find_comment(struct suppress *suppress, uint32_t document, uint32_t rule,
                               uint32_t offset, uint32_t entry)
{
    struct list_comments *list = &suppress->lists.at[document];
    if (list->directives.n == 0)
        return (struct hit){0};
    if (!list->shades[rule])
        list->shades[rule] = make_shade(suppress->settings, &list->directives, rule);
    for (int reach = 0; reach < REACH_COUNT; reach++) {
        if (reach == REACH_ENTRY && entry == NO_INDEX)
            continue;
        const struct interval *found =
            interval_at(&list->shades[rule]->of[reach], reach == REACH_ENTRY ? entry : offset);
        if (found) {
            struct suppression *told = &list->directives.at[found->directive].told;
            return (struct hit){told, &told->names[found->name]};
        }
    }
    return (struct hit){0};
}

static struct hit find_item(const struct suppress *suppress, uint32_t rule, str key)
{
    const uint32_t *group = map_get(&suppress->entries, key);
    if (!group)
        return (struct hit){0};
    struct item_name found = suppress->groups.at[*group * suppress->settings->rule_count + rule];
    if (found.item == NO_INDEX)
        return (struct hit){0};
    struct suppression *item = &suppress->items[found.item];
    return (struct hit){item, &item->names[found.name]};
}

/* What suppresses a finding of the rule at an offset, on an entry or on none. */
static struct hit find(struct lint *lint, uint32_t document, uint32_t rule, uint32_t offset,
                       uint32_t entry)
{
    struct suppress *suppress = lint->suppress;
    if (document >= suppress->lists.n)
        return (struct hit){0};
    struct hit hit = find_comment(suppress, document, rule, offset, entry);
    if (!hit.told && entry != NO_INDEX && map_count(&suppress->entries) > 0)
        hit = find_item(suppress, rule, lint->documents.at[document]->entries[entry].key);
    return hit;
}

/* The entry that a finding is on, or on a line of which it begins: blanks behind a row are its. */
static uint32_t entry_of(const struct document *doc, const struct finding *finding)
{
    if (finding->entry != NO_INDEX)
        return finding->entry;
    struct span line = document_line_span(doc, document_line(doc, finding->span.start));
    while (line.start < line.end && ascii_is_space(doc->source.at[line.start]))
        line.start++;
    return locate_entry(doc, span_of(line.start, line.start));
}

static bool is_needed(const struct suppress *suppress, uint32_t document)
{
    return map_count(&suppress->entries) > 0 ||
           (document < suppress->lists.n && suppress->lists.at[document].directives.n > 0);
}

static str reason_of(const struct suppress *suppress, const struct suppression *told)
{
    return told->kind == SUPPRESS_CONFIG
               ? suppress->settings->ignores[told - suppress->items].reason
               : document_text(told->doc, told->reason);
}

/*
 * Where only the base's suppressions count: one that reaches over lines says nothing of what the
 * change put there, for what ends it may have been taken away.
 */
static bool is_doubted(struct lint *lint, const struct suppression *told,
                       const struct finding *finding)
{
    bool over_lines = told->kind == SUPPRESS_LINE || told->kind == SUPPRESS_RANGE;
    return lint->wary && over_lines && finding->document < lint->list_count &&
           match_fate(lint->match, finding->document, finding->entry, finding->span) != FATE_SAME;
}

void suppress_drafts(struct lint *lint, size_t first)
{
    struct suppress *suppress = lint->suppress;
    for (size_t i = first; i < lint->drafts.n; i++) {
        struct finding *finding = &lint->drafts.at[i].finding;
        if (!is_needed(suppress, finding->document))
            continue;
        const struct document *doc = lint->documents.at[finding->document];
        struct hit hit =
            find(lint, finding->document, (uint32_t)(finding->rule - lint->settings->rules),
                 finding->span.start, entry_of(doc, finding));
        if (!hit.told)
            continue;
        hit.name->uses++;
        if (is_doubted(lint, hit.told, finding))
            continue;
        finding->suppressed = true;
        finding->suppressed_by = (enum suppression_kind)hit.told->kind;
        finding->suppression_reason = reason_of(suppress, hit.told);
    }
}

bool suppress_is_quiet(struct lint *lint, const struct document *doc, const struct entry *entry)
{
    uint32_t document = run_document(lint, doc);
    if (!is_needed(lint->suppress, document))
        return false;
    uint32_t offset = span_is_empty(entry->title) ? entry->span.start : entry->title.start;
    return find(lint, document, lint->running, offset, entry_index(doc, entry)).told != NULL;
}

/* What came of it. */

/*
 * Whether the run would have found what the rules find: all of them that are on where nobody
 * narrows them down are on, and have seen what they look at.
 */
static bool is_judged(const struct lint *lint, const struct suppressed_rules *name)
{
    bool any = false;
    for (uint32_t r = name->rules.first; lint->tree && r < name->rules.end; r++) {
        const struct rule *rule = lint->settings->rules[r].rule;
        if (lint->settings->rule[r].left_out)
            return false;
        if (lint->settings->rule[r].severity == SEVERITY_OFF || rule->suppressions)
            continue;
        bool runs = rule->document || rule->entry || rule->reference || rule->repository;
        /* What a link leads to may be another thing tomorrow; who means that has to name it. */
        if (!runs && rule->answer && name->all)
            continue;
        if (!runs || (rule->repository && !lint->whole))
            return false;
        any = true;
    }
    return any;
}

static void judge(struct suppress *suppress, const struct lint *lint, struct suppression *told,
                  bool needs_all)
{
    for (uint32_t i = 0; i < told->name_count; i++)
        told->names[i].judged = told->kind == SUPPRESS_END ||
                                ((lint->whole || !needs_all) && is_judged(lint, &told->names[i]));
    vec_push(&suppress->told, told);
}

/* Which of the entries that the configuration names are there. */
static void look_for_entries(struct suppress *suppress, const struct lint *lint)
{
    bool *there = mem_alloc(map_count(&suppress->entries) + 1, sizeof *there);
    for (size_t i = 0; i < suppress->lists.n; i++) {
        const struct document *doc = lint->documents.at[i];
        for (uint32_t j = 0; j < doc->entry_count; j++) {
            const uint32_t *group = map_get(&suppress->entries, doc->entries[j].key);
            if (group)
                there[*group] = true;
        }
    }
    for (size_t i = 0; i < suppress->settings->ignore_count; i++) {
        struct suppression *item = &suppress->items[i];
        const uint32_t *group = map_get(&suppress->entries, item->entry);
        if (item->fault == SUPPRESSION_FINE && group && !there[*group])
            item->fault = SUPPRESSION_NO_ENTRY;
    }
    mem_free(there);
}

/* The line of the configuration that an item begins on, without blanks around it. */
static struct span item_span(const struct document *config, uint32_t line)
{
    if (line == 0 || line > config->line_count)
        return span_of(0, 0);
    struct span span = document_line_span(config, line - 1);
    str text = str_trim(document_text(config, span));
    size_t start = text.n > 0 ? (size_t)(text.at - config->source.at) : span.start;
    return span_of(start, start + text.n);
}

static void review_baseline(struct suppress *suppress, const struct lint *lint)
{
    const struct baseline *baseline = lint->baseline;
    suppress->records = mem_alloc(baseline->n + 1, sizeof *suppress->records);
    suppress->record_rules = mem_alloc(baseline->n + 1, sizeof *suppress->record_rules);
    for (size_t i = 0; i < baseline->n; i++) {
        const struct baseline_record *record = &baseline->at[i];
        if (record->found >= record->count || !baseline_is_judged(lint->settings, record))
            continue;
        suppress->record_rules[i] =
            (struct suppressed_rules){.name = record->rule, .uses = record->found, .judged = true};
        suppress->records[i] = (struct suppression){
            .doc = baseline->file,
            .span = record->span,
            .entry = record->place,
            .names = &suppress->record_rules[i],
            .name_count = 1,
            .count = record->count,
            .kind = SUPPRESS_BASELINE,
        };
        vec_push(&suppress->told, &suppress->records[i]);
    }
}

const struct suppressions *suppress_review(struct lint *lint)
{
    struct suppress *suppress = lint->suppress;
    for (size_t i = 0; i < suppress->lists.n; i++) {
        struct directives *directives = &suppress->lists.at[i].directives;
        for (size_t j = 0; j < directives->n; j++)
            judge(suppress, lint, &directives->at[j].told, false);
    }
    if (lint->whole && map_count(&suppress->entries) > 0)
        look_for_entries(suppress, lint);
    for (size_t i = 0; lint->config && i < suppress->settings->ignore_count; i++) {
        suppress->items[i].doc = lint->config;
        suppress->items[i].span = item_span(lint->config, suppress->settings->ignores[i].line);
        judge(suppress, lint, &suppress->items[i], true);
    }
    if (lint->baseline && lint->whole)
        review_baseline(suppress, lint);
    suppress->review = (struct suppressions){suppress->told.at, suppress->told.n};
    return &suppress->review;
}
