#include "doc/recent_age.h"

#include "doc/title.h"

enum { MONTH_DAYS = 31 };

/* "title:" and the key of the title, as doc/identity.h has it; nothing where it does not tell. */
static void add_title(struct buf *out, const struct document *doc, const struct entry *entry)
{
    struct buf key = {0};
    title_key(&key, twins_title(doc, entry));
    if (title_is_telling(buf_str(&key)))
        buf_printf(out, "title:%.*s", STR_ARG(buf_str(&key)));
    buf_free(&key);
}

void recent_past_add(struct map *past, const struct document *doc)
{
    struct buf title = {0};
    for (uint32_t i = 0; i < doc->entry_count; i++) {
        buf_clear(&title);
        add_title(&title, doc, &doc->entries[i]);
        map_put_copy(past, doc->entries[i].key, 0, NULL);
        if (title.n > 0)
            map_put_copy(past, buf_str(&title), 0, NULL);
    }
    buf_free(&title);
}

static bool recent_past_has(const struct map *past, const struct document *doc,
                            const struct entry *entry)
{
    struct buf title = {0};
    add_title(&title, doc, entry);
    bool has = map_get(past, entry->key) || (title.n > 0 && map_get(past, buf_str(&title)));
    buf_free(&title);
    return has;
}

static struct age age_of_history(const struct map *past, int64_t since, const struct document *doc,
                                 const struct entry *entry)
{
    if (!past)
        return (struct age){DAY_UNKNOWN, DAY_UNKNOWN, false};
    bool old = recent_past_has(past, doc, entry);
    return old ? (struct age){since - 1, since - 1, true} : (struct age){since, since, true};
}

/*
 * The day beside an original, by its neighbours and by itself: where the two name different years,
 * it may be either.
 */
static struct age age_of_original(const struct recent_plan *plan, uint32_t twin)
{
    const struct recent_file *file = recent_file_of(plan, twin);
    const struct entry *entry = plan->twins.at.at[twin].entry;
    struct entry_day day = file->days[entry_index(file->doc, entry)];
    struct age age = {DAY_UNKNOWN, DAY_UNKNOWN, false};
    if (day.source != DAY_WRITTEN)
        return age;
    int64_t alone = entry_day_alone(file->doc, entry, plan->today).day;
    age.first = day.day < alone ? day.day : alone;
    age.last = day.day > alone && day.day <= day_of(plan->today) ? day.day : alone;
    if (age.first > age.last)
        age.first = age.last;
    return age;
}

/* By the date of the original, or where it has none by that of the copy. */
static struct age age_by_date(const struct recent_plan *plan, uint32_t twin,
                              const struct entry *copy)
{
    struct age age = {DAY_UNKNOWN, DAY_UNKNOWN, false};
    if (twin != NO_INDEX)
        age = age_of_original(plan, twin);
    if (age.first != DAY_UNKNOWN || !copy)
        return age;
    struct entry_day day = entry_day_alone(plan->page->doc, copy, plan->today);
    if (day.source == DAY_WRITTEN)
        age.first = age.last = day.day;
    return age;
}

/* The age of an original, of a copy, or of both; either may be missing. */
struct age age_of(const struct recent_plan *plan, uint32_t twin, const struct entry *copy,
                  const struct map *past)
{
    static const enum recent_source all[] = {RECENT_DATE, RECENT_ARXIV, RECENT_HISTORY};
    const struct recent_wish *wish = plan->wish;
    /* What the row becomes counts: the original, where it has one. */
    const struct document *doc = twin == NO_INDEX ? plan->page->doc : plan->twins.at.at[twin].doc;
    const struct entry *entry = twin == NO_INDEX ? copy : plan->twins.at.at[twin].entry;
    struct age age = {DAY_UNKNOWN, DAY_UNKNOWN, false};
    size_t count = wish->by_count > 0 ? wish->by_count : RECENT_SOURCES;
    for (size_t i = 0; i < count && age.first == DAY_UNKNOWN; i++) {
        enum recent_source source = wish->by_count > 0 ? wish->by[i] : all[i];
        if (source == RECENT_DATE)
            age = age_by_date(plan, twin, copy);
        else if (source == RECENT_HISTORY)
            age = age_of_history(past, plan->window.since, doc, entry);
        else if ((age.last = entry_day_arxiv(entry->key).day) != DAY_UNKNOWN)
            age.first = age.last - MONTH_DAYS + 1;
    }
    return age;
}
