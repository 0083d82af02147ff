#include "base/map.h"
#include "base/mem.h"
#include "doc/breaks.h"
#include "doc/holdings.h"
#include "doc/reference.h"
#include "doc/title.h"
#include "lint/rule.h"

enum { MAX_TWINS = 8 }; /* originals of one entry that are compared */

/* An entry of a file that the page copies. */
struct original {
    const struct document *doc;
    const struct entry *entry;
    uint32_t next; /* of the same key, or NO_INDEX */
};

struct check {
    struct lint *lint;
    const struct document *page;
    struct map keys, titles; /* into originals; titles: NO_INDEX where several have it */
    VEC(struct original) originals;
    struct buf text;
};

/* A copy and an original side by side. */
struct pair {
    const struct document *page, *file;
    const struct entry *copy, *original;
    struct holdings here, there;
    bool titles_differ;
    uint32_t differences;
};

static str title_of(const struct document *doc, const struct entry *entry)
{
    return title_unnumbered(str_trim(document_text(doc, entry->title)));
}

static bool takes_part(const struct document *doc, const struct entry *entry)
{
    return !entry->navigation && !doc->sections[entry->section].news;
}

static str title_key_of(struct check *check, const struct document *doc, const struct entry *entry)
{
    buf_clear(&check->text);
    title_key(&check->text, title_of(doc, entry));
    return buf_str(&check->text);
}

static void add_original(struct check *check, const struct document *doc, const struct entry *entry)
{
    uint32_t index = (uint32_t)check->originals.n;
    bool added;
    uint32_t *slot = map_put(&check->keys, entry->key, index, &added);
    struct original original = {doc, entry, NO_INDEX};
    if (!added) {
        original.next = *slot;
        *slot = index;
    }
    vec_push(&check->originals, original);
    str key = title_key_of(check, doc, entry);
    if (!title_is_telling(key))
        return;
    slot = map_put_copy(&check->titles, key, index, &added);
    if (!added)
        *slot = NO_INDEX;
}

static uint32_t count_missing(const struct holdings *from, const struct holdings *in)
{
    uint32_t missing = 0;
    for (uint32_t i = 0; i < from->count; i++)
        missing += !holdings_find(in, &from->at[i]);
    return missing;
}

static struct pair compare(struct check *check, const struct entry *copy, uint32_t index)
{
    const struct original *original = &check->originals.at[index];
    struct pair pair = {
        .page = check->page, .file = original->doc, .copy = copy, .original = original->entry};
    holdings_of(&pair.here, pair.page, copy);
    holdings_of(&pair.there, pair.file, pair.original);
    str title = title_of(pair.page, copy), other = title_of(pair.file, pair.original);
    pair.titles_differ = title.n > 0 && other.n > 0 && title_compare(title, other) != TITLES_SAME;
    pair.differences = pair.titles_differ + count_missing(&pair.here, &pair.there) +
                       count_missing(&pair.there, &pair.here);
    return pair;
}

static void pair_free(struct pair *pair)
{
    holdings_free(&pair->here);
    holdings_free(&pair->there);
}

/* The original that an entry is most like; false where it has none. */
static bool find_pair(struct check *check, const struct entry *copy, struct pair *best)
{
    const uint32_t *slot = map_get(&check->keys, copy->key);
    if (!slot) {
        str key = title_key_of(check, check->page, copy);
        slot = title_is_telling(key) ? map_get(&check->titles, key) : NULL;
        if (!slot || *slot == NO_INDEX)
            return false;
        *best = compare(check, copy, *slot);
        return true;
    }
    *best = compare(check, copy, *slot);
    uint32_t next = check->originals.at[*slot].next;
    for (int i = 1; i < MAX_TWINS && next != NO_INDEX && best->differences > 0; i++) {
        struct pair pair = compare(check, copy, next);
        next = check->originals.at[next].next;
        if (pair.differences <= best->differences) {
            pair_free(best);
            *best = pair;
        } else {
            pair_free(&pair);
        }
    }
    return true;
}

/* All of a badge or link: a badge with the link around it. */
static struct span whole(const struct document *doc, uint32_t ref)
{
    uint32_t outer = doc->references[ref].outer;
    return doc->references[outer == NO_INDEX ? ref : outer].span;
}

static struct span title_span(const struct entry *entry)
{
    return span_is_empty(entry->title) ? entry->span : entry->title;
}

static void relate(struct check *check, struct finding *finding, const struct pair *pair,
                   struct span span)
{
    lint_related(check->lint, finding, pair->file, span, "the original");
    lint_entry(check->lint, finding, pair->copy);
}

/* A fix with text of the original, where the copy's place can take it: a pipe ends a cell. */
static void edit(struct check *check, struct finding *finding, const struct pair *pair,
                 struct span span, str text)
{
    bool parts_cells = pair->copy->kind == ENTRY_ROW && pair->original->kind != ENTRY_ROW &&
                       str_find_char(text, '|') != STR_NPOS;
    if (!parts_cells && str_find_char(text, '\n') == STR_NPOS)
        lint_edit(check->lint, finding, FIX_UNSAFE, span, text);
}

static void report_title(struct check *check, const struct pair *pair)
{
    str there = document_text(pair->file, pair->original->title);
    struct buf title = {0}, other = {0};
    title_line(&title, str_trim(document_text(pair->page, pair->copy->title)));
    title_line(&other, str_trim(there));
    struct finding *finding =
        lint_report(check->lint, pair->page, pair->copy->title,
                    "this copy is titled \"%.*s\", the original in %.*s \"%.*s\"",
                    STR_ARG(buf_str(&title)), STR_ARG(pair->file->path), STR_ARG(buf_str(&other)));
    relate(check, finding, pair, pair->original->title);
    lint_discriminator(check->lint, finding, STR("title"));
    edit(check, finding, pair, pair->copy->title, there);
    buf_free(&title);
    buf_free(&other);
}

/* Whether the one stands where the other does: both titles, both "Code", both badges of a venue. */
static bool is_replaced(const struct pair *pair, const struct holding *a, const struct holding *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == HOLDING_LINK)
        return (a->ref == pair->copy->title_ref && b->ref == pair->original->title_ref) ||
               (a->label.n > 0 && str_eq(a->label, b->label));
    if (a->kind == HOLDING_STARS)
        return true;
    size_t one = str_find_char(a->key, '\n'), two = str_find_char(b->key, '\n');
    return one != STR_NPOS && one == two &&
           str_eq(str_sub(a->key, 0, one), str_sub(b->key, 0, two));
}

/* Every link of the copy that leads where `from` does is made to lead where `to` does. */
static void edit_links(struct check *check, struct finding *finding, const struct pair *pair,
                       const struct holding *from, const struct holding *to)
{
    const struct reference *other = &pair->file->references[to->ref];
    str target = document_text(pair->file, other->dest);
    const struct reference *first = &pair->page->references[from->ref];
    for (uint32_t i = pair->copy->first_ref; i < pair->copy->first_ref + pair->copy->ref_count;
         i++) {
        const struct reference *ref = &pair->page->references[i];
        if (ref->kind == REF_LINK && str_eq(ref->url, first->url) && ref->form == FORM_INLINE &&
            other->form == FORM_INLINE && ref->exact && str_find_char(target, ' ') == STR_NPOS)
            edit(check, finding, pair, ref->dest, target);
    }
}

static void report_replaced(struct check *check, const struct pair *pair,
                            const struct holding *from, const struct holding *to)
{
    bool link = from->kind == HOLDING_LINK;
    struct buf old = {0}, new = {0};
    struct span span = whole(pair->page, from->ref), other = whole(pair->file, to->ref);
    if (link) {
        buf_add(&old, pair->page->references[from->ref].url);
        buf_add(&new, pair->file->references[to->ref].url);
    } else {
        holding_name(&old, pair->page, from);
        holding_name(&new, pair->file, to);
    }
    struct finding *finding = lint_report(
        check->lint, pair->page, span,
        link ? "this copy leads to %.*s, the original in %.*s to %.*s"
             : "the badge of this copy says \"%.*s\", that of the original in %.*s \"%.*s\"",
        STR_ARG(buf_str(&old)), STR_ARG(pair->file->path), STR_ARG(buf_str(&new)));
    relate(check, finding, pair, other);
    lint_discriminator(check->lint, finding, from->key);
    if (link)
        edit_links(check, finding, pair, from, to);
    else
        edit(check, finding, pair, span, document_text(pair->file, other));
    buf_free(&old);
    buf_free(&new);
}

/* With the brackets around it that are no part of the link: `[[Paper](u)]`. */
static struct span bracketed(const struct document *doc, struct span span)
{
    bool inside = span.start > 0 && span.end < doc->source.n &&
                  doc->source.at[span.start - 1] == '[' && doc->source.at[span.end] == ']';
    return inside ? span_of(span.start - 1, span.end + 1) : span;
}

/* The badge or link of the original right before or right behind a place; NULL where there is none.
 */
static const struct reference *neighbour(const struct pair *pair, struct span place, bool before)
{
    const struct reference *found = NULL;
    for (uint32_t i = 0; i < pair->original->ref_count; i++) {
        const struct reference *ref = &entry_references(pair->file, pair->original)[i];
        if (ref->outer != NO_INDEX)
            continue;
        if (before && ref->span.end <= place.start)
            found = ref;
        if (!before && ref->span.start >= place.end)
            return ref;
    }
    return found;
}

/* What the copy has word for word as the original; NULL where it has not. */
static const struct reference *same_in_copy(const struct pair *pair, const struct reference *ref)
{
    str text = document_text(pair->file, ref->span);
    for (uint32_t i = 0; i < pair->copy->ref_count; i++) {
        const struct reference *own = &entry_references(pair->page, pair->copy)[i];
        if (own->outer == NO_INDEX && own->cell == ref->cell &&
            str_eq(document_text(pair->page, own->span), text))
            return own;
    }
    return NULL;
}

/* Put what the copy lacks beside what it has, parted as in the original. */
static bool insert(struct check *check, struct finding *finding, const struct pair *pair,
                   struct span missing, bool behind)
{
    enum { FARTHEST = 16 }; /* bytes between two that stand side by side */
    missing = bracketed(pair->file, missing);
    const struct reference *beside = neighbour(pair, missing, behind);
    const struct reference *own = beside ? same_in_copy(pair, beside) : NULL;
    if (!own)
        return false;
    struct span there = bracketed(pair->file, beside->span);
    struct span here = bracketed(pair->page, own->span);
    struct span gap =
        behind ? span_of(there.end, missing.start) : span_of(missing.end, there.start);
    str between = document_text(pair->file, gap);
    if (between.n > FARTHEST || break_trim_left(between).n > 0)
        return false;
    struct buf text = {0};
    if (behind)
        buf_add(&text, between);
    buf_add(&text, document_text(pair->file, missing));
    if (!behind)
        buf_add(&text, between);
    uint32_t place = behind ? here.end : here.start;
    lint_edit(check->lint, finding, FIX_UNSAFE, span_of(place, place), buf_str(&text));
    buf_free(&text);
    return true;
}

static const char *kind_name(const struct holding *holding)
{
    static const char *const names[] = {
        [HOLDING_STARS] = "stars badge",
        [HOLDING_BADGE] = "badge",
        [HOLDING_LINK] = "link",
    };
    return names[holding->kind];
}

static void report_missing(struct check *check, const struct pair *pair,
                           const struct holding *holding)
{
    struct buf name = {0};
    struct span span = whole(pair->file, holding->ref);
    holding_name(&name, pair->file, holding);
    struct finding *finding =
        lint_report(check->lint, pair->page, title_span(pair->copy),
                    "this copy lacks the %s \"%.*s\" of the original in %.*s", kind_name(holding),
                    STR_ARG(buf_str(&name)), STR_ARG(pair->file->path));
    relate(check, finding, pair, span);
    lint_discriminator(check->lint, finding, holding->key);
    bool alike = pair->copy->kind == pair->original->kind;
    if (!alike ||
        (!insert(check, finding, pair, span, true) && !insert(check, finding, pair, span, false)))
        lint_help(check->lint, finding, "add it here, or take it away there");
    buf_free(&name);
}

static void report_extra(struct check *check, const struct pair *pair,
                         const struct holding *holding)
{
    struct buf name = {0};
    holding_name(&name, pair->page, holding);
    struct finding *finding =
        lint_report(check->lint, pair->page, whole(pair->page, holding->ref),
                    "the original in %.*s lacks the %s \"%.*s\" of this copy",
                    STR_ARG(pair->file->path), kind_name(holding), STR_ARG(buf_str(&name)));
    relate(check, finding, pair, title_span(pair->original));
    lint_discriminator(check->lint, finding, holding->key);
    lint_help(check->lint, finding, "add it there, or take it away here");
    buf_free(&name);
}

/* Of what one has and the other has not, what stands in the same place is one difference. */
static void report_holdings(struct check *check, const struct pair *pair)
{
    bool *told = mem_alloc(pair->there.count + 1u, sizeof *told);
    for (uint32_t i = 0; i < pair->here.count; i++) {
        const struct holding *own = &pair->here.at[i], *other = NULL;
        if (holdings_find(&pair->there, own))
            continue;
        for (uint32_t k = 0; k < pair->there.count && !other; k++) {
            const struct holding *candidate = &pair->there.at[k];
            if (told[k] || holdings_find(&pair->here, candidate) ||
                !is_replaced(pair, own, candidate))
                continue;
            other = candidate;
            told[k] = true;
        }
        if (other)
            report_replaced(check, pair, own, other);
        else
            report_extra(check, pair, own);
    }
    for (uint32_t k = 0; k < pair->there.count; k++)
        if (!told[k] && !holdings_find(&pair->here, &pair->there.at[k]))
            report_missing(check, pair, &pair->there.at[k]);
    mem_free(told);
}

static void check_page(struct check *check, const struct repository *repo)
{
    const struct form *form = lint_form(check->lint);
    for (uint32_t i = 0; i < repo->document_count; i++) {
        const struct document *doc = repo->documents[i];
        if (!form_copies(form, check->page->path, doc->path))
            continue;
        for (uint32_t k = 0; k < doc->entry_count; k++)
            if (takes_part(doc, &doc->entries[k]))
                add_original(check, doc, &doc->entries[k]);
    }
    for (uint32_t i = 0; i < check->page->entry_count; i++) {
        const struct entry *copy = &check->page->entries[i];
        struct pair pair;
        if (!takes_part(check->page, copy) || !find_pair(check, copy, &pair))
            continue;
        if (pair.titles_differ)
            report_title(check, &pair);
        if (pair.differences > pair.titles_differ)
            report_holdings(check, &pair);
        pair_free(&pair);
    }
}

static bool is_page(const struct form *form, str path)
{
    for (size_t i = 0; i < form->copies_count; i++)
        if (str_eq(form->copies[i].page, path))
            return true;
    return false;
}

static void check_repository(struct lint *lint, const struct repository *repo)
{
    for (uint32_t i = 0; lint_form(lint)->copies_count > 0 && i < repo->document_count; i++) {
        struct check check = {.lint = lint, .page = repo->documents[i]};
        if (!is_page(lint_form(lint), check.page->path))
            continue;
        check_page(&check, repo);
        map_free(&check.keys);
        map_free(&check.titles);
        vec_free(&check.originals);
        buf_free(&check.text);
    }
}

const struct rule rule_entry_copies = {
    .summary = "a copy of an entry has drifted apart from its original",
    .severity = SEVERITY_WARNING,
    .repository = check_repository,
};
