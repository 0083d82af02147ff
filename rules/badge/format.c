#include "base/majority.h"
#include "base/mem.h"
#include "doc/badge_change.h"
#include "doc/badge_custom.h"
#include "doc/badge_order.h"
#include "doc/badge_style.h"
#include "lint/rule.h"

enum { MAX_NAME = 40 }; /* bytes of a badge's name in a message */

struct check {
    struct lint *lint;
    const struct repository *repo;
    const struct badge_styles *styles;
    const struct form *form;
    struct badge_customs customs;
    bool *given_up; /* by template: it took too long once; heap */
};

static const struct document *document_of(const struct check *check, const struct badge_use *use)
{
    return check->repo->documents[use->document];
}

static const struct badge_shape *shape_of(const struct check *check, const struct badge_use *use)
{
    return &check->styles->shapes.at[use->shape];
}

static const struct badge_family *family_of(const struct check *check, const struct badge_use *use)
{
    return &check->styles->families.at[shape_of(check, use)->family];
}

/* What is said. */

/* How a badge that has something is told from those that have something else. */
static const struct {
    const char *has, *have, *what;
} verbs[BADGE_ASPECT_COUNT] = {
    [BADGE_ALT] = {"has the text", "have", "the text "},
    [BADGE_ADDRESS] = {"comes from", "come from", ""},
    [BADGE_YEAR] = {"says", "write the year as in", "the year "},
    [BADGE_COLOR] = {"is", "are", ""},
    [BADGE_EXTENSION] = {"has", "have", ""},
    [BADGE_QUERY] = {"has", "have", ""},
};

static void say_link(struct buf *out, const struct badge_text *badge, const struct badge_norm *norm)
{
    if (badge->wrap == BADGE_BARE)
        buf_printf(out, "is in no link; %u of %u are in one", norm->count, norm->cases);
    else
        buf_printf(out, "leads nowhere; %u of %u lead to their repository", norm->count,
                   norm->cases);
}

static void say_year(struct buf *out, const struct badge_text *badge,
                     const struct badge_change *change, const struct badge_norm *norm)
{
    const struct venue *venue = &badge->venue;
    str form = change->wanted.at ? change->wanted : norm->value;
    if (str_ends(form, STR("%20")))
        form.n -= 3; /* in place of an apostrophe behind the year */
    buf_printf(out, "says \"%.*s%.*s\"; %u of %u write the year as in \"%.*s%.*s\"",
               STR_ARG(venue->name), STR_ARG(change->is), norm->count, norm->cases,
               STR_ARG(venue->name), STR_ARG(form));
}

static void say_change(struct buf *out, const struct badge_text *badge,
                       const struct badge_change *change, const struct badge_norm *norm)
{
    str is = change->is, usual = norm->value;
    if (change->aspect == BADGE_LINK)
        say_link(out, badge, norm);
    else if (change->aspect == BADGE_YEAR)
        say_year(out, badge, change, norm);
    else if (is.n == 0)
        buf_printf(out, "lacks %s\"%.*s\"; %u of %u have it", verbs[change->aspect].what,
                   STR_ARG(usual), norm->count, norm->cases);
    else if (usual.n == 0)
        buf_printf(out, "%s \"%.*s\"; %u of %u have none", verbs[change->aspect].has, STR_ARG(is),
                   norm->count, norm->cases);
    else
        buf_printf(out, "%s \"%.*s\"; %u of %u %s \"%.*s\"", verbs[change->aspect].has, STR_ARG(is),
                   norm->count, norm->cases, verbs[change->aspect].have, STR_ARG(usual));
}

static void say_changes(struct buf *out, const struct badge_text *badge,
                        const struct badge_changes *changes, const struct badge_family *family)
{
    str name = badge->aspects[BADGE_ALT];
    if (family->norms[BADGE_ALT].value.at)
        name = family->norms[BADGE_ALT].value;
    if (name.n > 0 && name.n <= MAX_NAME)
        buf_printf(out, "this \"%.*s\" badge ", STR_ARG(name));
    else
        buf_add(out, STR("this badge "));
    for (unsigned i = 0; i < changes->count; i++) {
        buf_add(out, i == 0 ? STR("") : STR("; it "));
        say_change(out, badge, &changes->at[i], &family->norms[changes->at[i].aspect]);
    }
}

/* Where a change shows: what is to be written otherwise, or what it is missing behind. */
static struct span change_span(struct span all, const struct badge_text *badge,
                               const struct badge_change *change)
{
    str is = change->is;
    if (change->aspect == BADGE_LINK || !is.at)
        return all;
    if (is.n == 0 && change->aspect != BADGE_ALT)
        is = badge->said;
    size_t start = all.start + (size_t)(is.at - badge->text.at);
    return is.n > 0 ? span_of(start, start + is.n) : all;
}

static struct span changes_span(struct span all, const struct badge_text *badge,
                                const struct badge_changes *changes)
{
    struct span span = change_span(all, badge, &changes->at[0]);
    for (unsigned i = 1; i < changes->count; i++) {
        struct span other = change_span(all, badge, &changes->at[i]);
        span.start = other.start < span.start ? other.start : span.start;
        span.end = other.end > span.end ? other.end : span.end;
    }
    return span;
}

static void name_finding(struct check *check, struct finding *finding, uint32_t document,
                         uint32_t reference, const struct badge_text *badge)
{
    lint_discriminator(check->lint, finding, badge->text);
    lint_url(finding, check->repo->documents[document]->references[reference].url);
}

static void mend(struct lint *lint, struct finding *finding, struct span all,
                 const struct badge_edit *edits, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        lint_edit(lint, finding, FIX_SAFE,
                  span_of(all.start + edits[i].start, all.start + edits[i].end), edits[i].text);
}

static void report(struct check *check, const struct badge_use *use, const struct badge_text *badge,
                   const struct badge_changes *changes)
{
    struct buf text = {0};
    say_changes(&text, badge, changes, family_of(check, use));
    struct finding *finding =
        lint_report(check->lint, document_of(check, use), changes_span(use->span, badge, changes),
                    "%.*s", STR_ARG(buf_str(&text)));
    name_finding(check, finding, use->document, use->reference, badge);
    struct badge_edit edits[BADGE_EDITS];
    unsigned count = badge_changes_edits(changes, badge, lint_arena(check->lint), edits);
    if (count > 1) { /* reports show only the number of them */
        buf_clear(&text);
        badge_edits_apply(edits, count, badge->text, &text);
        lint_help(check->lint, finding, "write \"%.*s\"", STR_ARG(buf_str(&text)));
    }
    mend(check->lint, finding, use->span, edits, count);
    buf_free(&text);
}

static bool is_configured(const struct check *check, const struct badge_text *badge)
{
    for (size_t i = 0; i < check->form->badge_count; i++)
        if (template_is_for(check->form->badges[i].compiled, badge))
            return true;
    return false;
}

static void check_use(struct check *check, const struct badge_use *use)
{
    const struct badge_shape *shape = shape_of(check, use);
    struct badge_text badge;
    uint32_t aspects = shape->unlike;
    if (!badge_text_read(document_text(document_of(check, use), use->span), &badge))
        return;
    for (unsigned i = 0; i < BADGE_ASPECT_COUNT; i++)
        if (aspects & 1U << i && badge_is_custom(&check->customs, use, i, &badge))
            aspects &= ~(1U << i);
    if (aspects == 0 || is_configured(check, &badge))
        return;
    struct badge_changes changes;
    badge_changes_usual(&changes, lint_arena(check->lint), family_of(check, use), &badge, aspects);
    report(check, use, &badge, &changes);
}

/* The badges [first, end) of one document. */
static void check_uses(struct check *check, uint32_t first, uint32_t end)
{
    uint32_t aspects = 0;
    for (uint32_t i = first; i < end; i++)
        aspects |= shape_of(check, &check->styles->uses.at[i])->unlike;
    if (aspects == 0)
        return;
    badge_customs_of_file(&check->customs, first, end, aspects);
    for (uint32_t i = first; i < end; i++)
        if (shape_of(check, &check->styles->uses.at[i])->unlike)
            check_use(check, &check->styles->uses.at[i]);
}

/* Templates of the configuration. */

static void say_link_unlike(struct buf *out, const struct badge_text *badge,
                            const struct badge_change *change)
{
    if (badge->wrap == BADGE_BARE)
        buf_add(out, STR("is in no link"));
    else if (badge->wrap == BADGE_OPEN)
        buf_printf(out, "leads nowhere, not to \"%.*s\"", STR_ARG(change->wanted));
    else if (change->wanted.n == 0)
        buf_printf(out, "leads to \"%.*s\", not nowhere", STR_ARG(change->is));
    else
        buf_printf(out, "leads to \"%.*s\", not to \"%.*s\"", STR_ARG(change->is),
                   STR_ARG(change->wanted));
}

static void say_unlike(struct buf *out, const struct badge_text *badge,
                       const struct badge_changes *changes)
{
    for (unsigned i = 0; i < changes->count; i++) {
        const struct badge_change *change = &changes->at[i];
        buf_add(out, i == 0 ? STR(": it ") : STR(", and it "));
        if (change->aspect == BADGE_LINK)
            say_link_unlike(out, badge, change);
        else if (change->is.n == 0)
            buf_printf(out, "lacks %s\"%.*s\"", verbs[change->aspect].what,
                       STR_ARG(change->wanted));
        else if (change->wanted.n == 0)
            buf_printf(out, "has \"%.*s\" too much", STR_ARG(change->is));
        else
            buf_printf(out, "%s \"%.*s\", not \"%.*s\"", verbs[change->aspect].has,
                       STR_ARG(change->is), STR_ARG(change->wanted));
    }
}

/* A badge, and a template that is for it. */
struct subject {
    uint32_t document, reference;
    struct span span;
    struct badge_text badge;
    const struct badge_form *form;
};

/* What is to be said and done where the template could be filled in; `filled` lives long enough. */
static struct finding *report_filled(struct check *check, const struct subject *subject, str filled)
{
    const struct badge_text *badge = &subject->badge;
    struct badge_text wanted;
    struct badge_changes changes;
    struct badge_edit edits[BADGE_EDITS];
    struct buf text = {0};
    if (!badge_text_read(filled, &wanted))
        badge_text_split(filled, &wanted);
    badge_changes_between(&changes, badge, &wanted);
    unsigned count =
        badge_changes_edits_to(&changes, badge, &wanted, lint_arena(check->lint), edits);
    say_unlike(&text, badge, &changes);
    struct span span = subject->span;
    if (changes.count > 0)
        span = changes_span(subject->span, badge, &changes);
    else if (count > 0 && edits[0].start < edits[0].end)
        span = span_of(subject->span.start + edits[0].start, subject->span.start + edits[0].end);
    struct finding *finding = lint_report(check->lint, check->repo->documents[subject->document],
                                          span, "this badge is unlike the template \"%.*s\"%.*s",
                                          STR_ARG(subject->form->name), STR_ARG(buf_str(&text)));
    lint_help(check->lint, finding, "write \"%.*s\"", STR_ARG(filled));
    mend(check->lint, finding, subject->span, edits, count);
    buf_free(&text);
    return finding;
}

static struct finding *report_unfilled(struct check *check, const struct subject *subject)
{
    str odd = template_odd(subject->form->compiled, &subject->badge);
    size_t start = subject->span.start + (size_t)(odd.at - subject->badge.text.at);
    struct buf why = {0};
    str lacking = template_lacking(subject->form->compiled, &subject->badge);
    if (lacking.n > 0)
        buf_printf(&why, ": it has no {%.*s}", STR_ARG(lacking));
    struct finding *finding =
        lint_report(check->lint, check->repo->documents[subject->document],
                    span_of(start, start + odd.n), "this badge is unlike the template \"%.*s\"%.*s",
                    STR_ARG(subject->form->name), STR_ARG(buf_str(&why)));
    buf_free(&why);
    lint_help(check->lint, finding, "write it as \"%.*s\"", STR_ARG(subject->form->template));
    return finding;
}

static void report_unlike(struct check *check, const struct subject *subject)
{
    struct buf filled = {0};
    struct finding *finding;
    if (template_fill(subject->form->compiled, &subject->badge, &filled))
        finding =
            report_filled(check, subject, arena_str(lint_arena(check->lint), buf_str(&filled)));
    else
        finding = report_unfilled(check, subject);
    name_finding(check, finding, subject->document, subject->reference, &subject->badge);
    buf_free(&filled);
}

static void give_up(struct check *check, const struct subject *subject)
{
    check->given_up[subject->form - check->form->badges] = true;
    struct finding *finding =
        lint_report(check->lint, check->repo->documents[subject->document], subject->span,
                    "the template \"%.*s\" takes too many steps on this badge, so no more badges "
                    "are compared with it",
                    STR_ARG(subject->form->name));
    lint_help(check->lint, finding, "give its parts simpler patterns in the configuration");
    name_finding(check, finding, subject->document, subject->reference, &subject->badge);
}

/* A badge must be as one of the templates that are for it; the first of them is held against it. */
static void check_subject(struct check *check, struct subject *subject)
{
    const struct badge_form *unlike = NULL;
    for (size_t i = 0; i < check->form->badge_count; i++) {
        subject->form = &check->form->badges[i];
        if (!template_is_for(subject->form->compiled, &subject->badge))
            continue;
        enum template_verdict verdict =
            check->given_up[i] ? TEMPLATE_FITS
                               : template_compare(subject->form->compiled, &subject->badge);
        if (verdict == TEMPLATE_GIVES_UP)
            give_up(check, subject);
        if (verdict != TEMPLATE_DIFFERS)
            return;
        unlike = unlike ? unlike : subject->form;
    }
    struct repo_ref repo;
    const struct badge_text *badge = &subject->badge;
    if (!unlike || (badge->badge.kind == BADGE_STARS && badge->wrap == BADGE_ELSEWHERE &&
                    forge_parse(badge->aspects[BADGE_LINK], &repo)))
        return; /* two repositories are the matter of badge/repository */
    subject->form = unlike;
    report_unlike(check, subject);
}

static void check_templates(struct check *check)
{
    check->given_up = mem_alloc(check->form->badge_count + 1, sizeof *check->given_up);
    for (uint32_t i = 0; check->form->badge_count > 0 && i < check->repo->document_count; i++) {
        const struct document *doc = check->repo->documents[i];
        for (uint32_t j = 0; j < doc->reference_count; j++) {
            const struct reference *ref = &doc->references[j];
            struct subject subject = {.document = i, .reference = j, .span = badge_span(doc, ref)};
            if (ref->kind != REF_IMAGE || ref->entry == NO_INDEX || ref->badge_fault != BADGE_FINE)
                continue;
            str text = document_text(doc, subject.span);
            if (badge_text_read(text, &subject.badge) || badge_text_split(text, &subject.badge))
                check_subject(check, &subject);
            else if (reference_is_badge(ref) && text.n > BADGE_TEXT_LIMIT)
                lint_report(check->lint, doc, subject.span,
                            "this badge is longer than %d bytes, so it is compared with no "
                            "template",
                            (int)BADGE_TEXT_LIMIT);
        }
    }
}

/* The order in which badges stand side by side. */

/* What a badge is called: its alt text, else its label. */
static str called(const struct check *check, uint32_t use)
{
    const struct badge_shape *shape = shape_of(check, &check->styles->uses.at[use]);
    return shape->values[BADGE_ALT].n > 0 ? shape->values[BADGE_ALT]
           : shape->forge != FORGE_NONE   ? STR("stars")
                                          : shape->label;
}

static void report_order(struct check *check, const struct badge_order *order, struct badge_run run,
                         const struct badge_swap *swap)
{
    static const char *const kinds[] = {
        [ENTRY_ROW] = "rows",
        [ENTRY_ITEM] = "items",
        [ENTRY_PARAGRAPH] = "paragraphs",
    };
    const struct badge_use *uses = check->styles->uses.at, *first = &uses[swap->first];
    const struct document *doc = document_of(check, first);
    struct lint *lint = check->lint;
    struct finding *finding = lint_report(
        lint, doc, span_of(first->span.start, uses[swap->second].span.end),
        "the \"%.*s\" badge stands before the \"%.*s\" badge; in %u of %u %s it stands behind it",
        STR_ARG(called(check, swap->first)), STR_ARG(called(check, swap->second)), swap->usual,
        swap->cases, kinds[swap->kind]);
    lint_discriminator(lint, finding, STR("order"));
    uint32_t sorted[BADGE_RUN_LIMIT];
    if (!badge_order_sort(order, check->styles, check->repo->documents, run, MAJORITY_STYLE,
                          sorted))
        return;
    for (uint32_t i = 0; i < run.count; i++)
        if (sorted[i] != run.first + i)
            lint_edit(lint, finding, FIX_SAFE, uses[run.first + i].span,
                      document_text(doc, uses[sorted[i]].span));
}

/* The order in one file, or in one table or list of it; learned when a badge is out of order. */
struct own_order {
    struct badge_order order;
    uint32_t first, end; /* uses; none as yet where they are equal */
};

static void learn_own(const struct check *check, struct own_order *own, uint32_t first,
                      uint32_t end)
{
    if (own->first == first && own->end == end)
        return;
    map_free(&own->order.pairs);
    *own = (struct own_order){.first = first, .end = end};
    badge_order_learn(&own->order, check->styles, check->repo->documents, first, end);
}

static bool is_own_order(const struct check *check, const struct own_order *own,
                         const struct badge_swap *swap)
{
    const struct badge_use *uses = check->styles->uses.at;
    uint32_t a = shape_of(check, &uses[swap->first])->name,
             b = shape_of(check, &uses[swap->second])->name;
    uint32_t here = badge_order_count(&own->order, swap->kind, a, b);
    return here >= BADGE_HABIT && here > badge_order_count(&own->order, swap->kind, b, a);
}

static uint32_t list_of(const struct check *check, uint32_t use)
{
    const struct badge_use *badge = &check->styles->uses.at[use];
    const struct document *doc = document_of(check, badge);
    return doc->entries[doc->references[badge->reference].entry].list;
}

/* The badges [first, end) of one document. */
static void check_order(struct check *check, const struct badge_order *order, uint32_t first,
                        uint32_t end)
{
    struct own_order file = {.first = 0}, list = {.first = 0};
    uint32_t list_first = first, list_end = first;
    for (uint32_t i = first; i < end;) {
        struct badge_run run = badge_run_at(check->styles, check->repo->documents, i, end);
        struct badge_swap swap;
        if (i >= list_end) {
            list_first = i;
            for (list_end = i + 1; list_end < end && list_of(check, list_end) == list_of(check, i);)
                list_end++;
        }
        i += run.count;
        if (!badge_order_find(order, check->styles, check->repo->documents, run, MAJORITY_STYLE,
                              &swap))
            continue;
        learn_own(check, &file, first, end);
        learn_own(check, &list, list_first, list_end);
        if (!is_own_order(check, &file, &swap) && !is_own_order(check, &list, &swap))
            report_order(check, order, run, &swap);
    }
    map_free(&file.order.pairs);
    map_free(&list.order.pairs);
}

static void check_repository(struct lint *lint, const struct repository *repo)
{
    struct check check = {
        .lint = lint,
        .repo = repo,
        .styles = lint_badge_styles(lint),
        .form = lint_form(lint),
    };
    check.customs.styles = check.styles;
    check.customs.documents = repo->documents;
    check_templates(&check);
    uint32_t count = (uint32_t)check.styles->uses.n;
    struct badge_order order = {0};
    badge_order_learn(&order, check.styles, repo->documents, 0, count);
    for (uint32_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count &&
                          check.styles->uses.at[end].document == check.styles->uses.at[i].document;)
            end++;
        check_uses(&check, i, end);
        check_order(&check, &order, i, end);
    }
    map_free(&order.pairs);
    badge_customs_free(&check.customs);
    mem_free(check.given_up);
}

const struct rule rule_badge_format = {
    .summary = "a badge unlike the list's other badges of its kind",
    .severity = SEVERITY_WARNING,
    .relative = true,
    .repository = check_repository,
};
