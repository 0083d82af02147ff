/*
 * Marks that a page of recent papers has of its own: words in front of a title, and what begins
 * with '#' in a hidden cell.
 */
#include "doc/recent.h"

const char *const recent_marks[] = {":star:", "\xe2\xad\x90", "#Recommend", NULL};

static str mark_at(const struct recent_wish *wish, size_t i)
{
    if (wish->mark_count > 0)
        return i < wish->mark_count ? wish->marks[i] : (str){NULL, 0};
    return i < sizeof recent_marks / sizeof *recent_marks ? str_from(recent_marks[i])
                                                          : (str){NULL, 0};
}

static bool is_hidden_kind(str mark)
{
    return mark.at[0] == '#';
}

/* Length of the mark that a text ends or begins with; 0 for none. */
static size_t mark_length(const struct recent_wish *wish, str text, bool at_end)
{
    str mark;
    for (size_t i = 0; (mark = mark_at(wish, i)).n > 0; i++)
        if (!is_hidden_kind(mark) && (at_end ? str_ends(text, mark) : str_starts(text, mark)))
            return mark.n;
    return 0;
}

/* From where on marks stand right in front of a place on its line or in its cell. */
static uint32_t marks_before(const struct recent_wish *wish, const struct document *doc,
                             uint32_t from, uint32_t place)
{
    uint32_t start = place;
    for (;;) {
        str before = str_trim_right(document_text(doc, span_of(from, start)));
        size_t n = mark_length(wish, before, true);
        if (n == 0)
            break;
        start = from + (uint32_t)(before.n - n);
    }
    if (start < place)
        start = from + (uint32_t)str_trim_right(document_text(doc, span_of(from, start))).n;
    return start;
}

struct span recent_front_mark(const struct recent_wish *wish, const struct document *doc,
                              const struct entry *entry)
{
    uint32_t place = entry->title_ref == NO_INDEX ? entry->title.start
                                                  : doc->references[entry->title_ref].span.start;
    if (span_is_empty(entry->title) || place < entry->span.start)
        return span_of(entry->span.start, entry->span.start);
    uint32_t start = marks_before(wish, doc, entry->span.start, place);
    if (start < place)
        return span_of(start, place);
    uint32_t end = entry->title.start;
    for (;;) {
        str rest = document_text(doc, span_of(end, entry->title.end));
        size_t blanks = rest.n - str_trim_left(rest).n;
        size_t n = mark_length(wish, str_skip(rest, blanks), false);
        if (n == 0)
            return end == entry->title.start ? span_of(end, end)
                                             : span_of(entry->title.start, end + blanks);
        end += (uint32_t)(blanks + n);
    }
}

bool recent_is_hidden_mark(const struct recent_wish *wish, const struct document *doc,
                           const struct entry *entry)
{
    str mark, text = document_text(doc, entry->hidden);
    for (size_t i = 0; (mark = mark_at(wish, i)).n > 0; i++)
        if (is_hidden_kind(mark) && str_has(text, mark))
            return true;
    return false;
}

static bool has_front_mark(const struct recent_wish *wish, const struct document *doc,
                           const struct entry *entry)
{
    return !span_is_empty(recent_front_mark(wish, doc, entry));
}

bool recent_is_marked_row(const struct recent_wish *wish, const struct document *page,
                          const struct entry *copy, const struct document *file,
                          const struct entry *original)
{
    bool front = has_front_mark(wish, page, copy), hidden = recent_is_hidden_mark(wish, page, copy);
    return (front && !(original && has_front_mark(wish, file, original))) ||
           (hidden && !(original && recent_is_hidden_mark(wish, file, original)));
}
