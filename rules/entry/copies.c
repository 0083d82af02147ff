#include "base/mem.h"
#include "doc/breaks.h"
#include "doc/reference.h"
#include "doc/title.h"
#include "doc/twins.h"
#include "lint/rule.h"

struct check {
    struct lint *lint;
    const struct document *page;
    struct twins twins;
};

/* The original that an entry is most like; false where it has none. */
static bool find_pair(struct check *check, const struct entry *copy, struct twin_pair *best)
{
    bool titled;
    uint32_t next = twins_find(&check->twins, check->page, copy, &titled);
    if (next == NO_INDEX)
        return false;
    const struct twin *twin = &check->twins.at.at[next];
    pair_read(best, check->page, copy, twin->doc, twin->entry);
    if (titled)
        return true;
    next = twin->next;
    for (int i = 1; i < TWINS_MAX && next != NO_INDEX && best->differences > 0; i++) {
        struct twin_pair pair;
        twin = &check->twins.at.at[next];
        pair_read(&pair, check->page, copy, twin->doc, twin->entry);
        next = twin->next;
        if (pair.differences < best->differences) {
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

static void relate(struct check *check, struct finding *finding, const struct twin_pair *pair,
                   struct span span)
{
    lint_related(check->lint, finding, pair->file, span, "the original");
    lint_entry(check->lint, finding, pair->copy);
}

/* A fix with text of the original, where the copy's place can take it: a pipe ends a cell. */
static void edit(struct check *check, struct finding *finding, const struct twin_pair *pair,
                 struct span span, str text)
{
    bool parts_cells = pair->copy->kind == ENTRY_ROW && pair->original->kind != ENTRY_ROW &&
                       str_find_char(text, '|') != STR_NPOS;
    if (!parts_cells && str_find_char(text, '\n') == STR_NPOS)
        lint_edit(check->lint, finding, FIX_UNSAFE, span, text);
}

static void report_title(struct check *check, const struct twin_pair *pair)
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

/* Every link of the copy that leads where `from` does is made to lead where `to` does. */
static void edit_links(struct check *check, struct finding *finding, const struct twin_pair *pair,
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

static void report_replaced(struct check *check, const struct twin_pair *pair,
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
static const struct reference *neighbour(const struct twin_pair *pair, struct span place,
                                         bool before)
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
static const struct reference *same_in_copy(const struct twin_pair *pair,
                                            const struct reference *ref)
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
static bool insert(struct check *check, struct finding *finding, const struct twin_pair *pair,
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

static void report_missing(struct check *check, const struct twin_pair *pair,
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

static void report_extra(struct check *check, const struct twin_pair *pair,
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
static void report_holdings(struct check *check, const struct twin_pair *pair)
{
    bool *told = mem_alloc(pair->there.count + 1u, sizeof *told);
    for (uint32_t i = 0; i < pair->here.count; i++) {
        const struct holding *own = &pair->here.at[i];
        if (holdings_find(&pair->there, own))
            continue;
        const struct holding *other = pair_replacement(pair, own, told);
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
        if (form_copies(form, check->page->path, doc->path))
            twins_add(&check->twins, doc);
    }
    for (uint32_t i = 0; i < check->page->entry_count; i++) {
        const struct entry *copy = &check->page->entries[i];
        struct twin_pair pair;
        if (!twins_takes(check->page, copy) || !find_pair(check, copy, &pair))
            continue;
        if (pair.titles_differ)
            report_title(check, &pair);
        if (pair.differences > pair.titles_differ)
            report_holdings(check, &pair);
        pair_free(&pair);
    }
}

static void check_repository(struct lint *lint, const struct repository *repo)
{
    for (uint32_t i = 0; i < repo->document_count; i++) {
        struct check check = {.lint = lint, .page = repo->documents[i]};
        if (!form_is_copy(lint_form(lint), check.page->path))
            continue;
        check_page(&check, repo);
        twins_free(&check.twins);
    }
}

const struct rule rule_entry_copies = {
    .summary = "a copy of an entry has drifted apart from its original",
    .severity = SEVERITY_WARNING,
    .repository = check_repository,
};
