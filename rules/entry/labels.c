#include "base/majority.h"
#include "base/map.h"
#include "base/mem.h"
#include "doc/label.h"
#include "lint/rule.h"

/* One way to write a label. */
struct spelling {
    str text;       /* arena */
    uint32_t label; /* which label it is a spelling of; NO_INDEX for other texts */
    uint32_t count; /* in all files */
    uint32_t here;  /* in the file that is looked at */
};

/* How often a file has a spelling. */
struct usage {
    uint32_t document, spelling, count;
};

/* How the links of one label are spelt, in one file or in all. */
struct habit {
    uint32_t cases, most; /* links, and those of the spelling that most have */
    uint32_t form;        /* that spelling */
};

enum { RECENT = 16 };

/* What is known of the whole run. */
struct labels {
    struct lint *lint;
    struct map spellings, folds; /* a text, a label -> its number */
    VEC(struct spelling) at;
    VEC(struct usage) usages;    /* file by file */
    VEC(struct habit) all, here; /* of each label: in all files, in the file that is looked at */
    VEC(uint32_t) touched;       /* spellings of the file that is looked at */
    uint32_t recent[RECENT];     /* spellings met last: most links have one of a few */
};

static uint32_t add_label(struct labels *labels, str text)
{
    struct buf fold = {0};
    label_fold(&fold, text);
    uint32_t label = NO_INDEX;
    if (fold.n > 0) {
        bool added;
        label = *map_put_copy(&labels->folds, buf_str(&fold), (uint32_t)labels->all.n, &added);
        if (added) {
            vec_push(&labels->all, (struct habit){0});
            vec_push(&labels->here, (struct habit){0});
        }
    }
    buf_free(&fold);
    return label;
}

static uint32_t spelling_of(struct labels *labels, str text)
{
    size_t hash = (text.n + (unsigned char)text.at[0] + (unsigned char)text.at[text.n - 1]);
    uint32_t *recent = &labels->recent[hash % RECENT];
    if (*recent < labels->at.n && str_eq(labels->at.at[*recent].text, text))
        return *recent;
    uint32_t *slot = map_get(&labels->spellings, text);
    if (!slot) {
        struct spelling spelling = {.text = arena_str(lint_arena(labels->lint), text)};
        spelling.label = add_label(labels, text);
        slot = map_put(&labels->spellings, spelling.text, (uint32_t)labels->at.n, NULL);
        vec_push(&labels->at, spelling);
    }
    return *recent = *slot;
}

static void add_cases(struct habit *habit, uint32_t spelling, uint32_t count, uint32_t all)
{
    habit->cases += count;
    if (all > habit->most) {
        habit->most = all;
        habit->form = spelling;
    }
}

static void count_document(struct labels *labels, const struct document *doc, uint32_t number)
{
    for (uint32_t i = 0; i < doc->reference_count; i++) {
        str label = reference_entry_label(doc, &doc->references[i]);
        if (label.n == 0)
            continue;
        uint32_t spelling = spelling_of(labels, label);
        if (labels->at.at[spelling].label != NO_INDEX && labels->at.at[spelling].here++ == 0)
            vec_push(&labels->touched, spelling);
    }
    for (size_t i = 0; i < labels->touched.n; i++) {
        uint32_t index = labels->touched.at[i];
        struct spelling *spelling = &labels->at.at[index];
        uint32_t here = spelling->here;
        spelling->here = 0;
        spelling->count += here;
        add_cases(&labels->all.at[spelling->label], index, here, spelling->count);
        vec_push(&labels->usages, (struct usage){number, index, here});
    }
    labels->touched.n = 0;
}

static bool is_style(const struct habit *habit)
{
    return habit->cases >= MAJORITY_CASES &&
           (uint64_t)habit->most * 100 >= (uint64_t)habit->cases * MAJORITY_STYLE;
}

/* Whether the label is written as its owner writes it; a list may go wrong as a whole. */
static bool is_proper(str label)
{
    static const str names[] = {STR_INIT("arXiv"),      STR_INIT("GitHub"), STR_INIT("YouTube"),
                                STR_INIT("OpenReview"), STR_INIT("BibTeX"), STR_INIT("PyTorch"),
                                STR_INIT("TensorFlow")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(label, names[i]))
            return true;
    return false;
}

/* How a label is to be spelt, and by which habit; the latter NULL where the configuration says. */
struct wanted {
    str form; /* empty where nothing is known */
    const struct habit *habit;
    const char *where; /* static */
};

/* A file with links enough has a style of its own; the others go by that of all. */
static struct wanted wanted_of(const struct labels *labels, uint32_t label)
{
    const struct form *form = lint_form(labels->lint);
    for (size_t i = 0; i < form->label_count; i++) {
        const uint32_t *slot = map_get(&labels->spellings, form->labels[i]);
        if (slot && labels->at.at[*slot].label == label)
            return (struct wanted){.form = form->labels[i]};
    }
    const struct habit *here = &labels->here.at[label], *all = &labels->all.at[label];
    bool own = here->cases >= MAJORITY_CASES;
    const struct habit *habit = own ? here : all;
    if (form->label_count > 0 || !is_style(habit))
        return (struct wanted){0};
    return (struct wanted){labels->at.at[habit->form].text, habit,
                           own ? "of this file" : "of the list"};
}

static bool is_wrong(str label, const struct wanted *wanted)
{
    return wanted->form.n > 0 && !str_eq(wanted->form, label) &&
           !(wanted->habit && is_proper(label));
}

static void report(struct lint *lint, const struct document *doc, const struct reference *ref,
                   str label, const struct wanted *wanted)
{
    size_t start = (size_t)(label.at - doc->source.at);
    struct span span = span_of(start, start + label.n);
    struct finding *finding;
    if (wanted->habit)
        finding = lint_report(lint, doc, span,
                              "this link is called \"%.*s\" where %u of %u %s say \"%.*s\"",
                              STR_ARG(label), wanted->habit->most, wanted->habit->cases,
                              wanted->where, STR_ARG(wanted->form));
    else
        finding = lint_report(lint, doc, span,
                              "this link is called \"%.*s\", which the configuration spells "
                              "\"%.*s\"",
                              STR_ARG(label), STR_ARG(wanted->form));
    lint_discriminator(lint, finding, label);
    if (ref->form == FORM_REFERENCE) /* its text may be what names its definition */
        lint_help(lint, finding, "write \"%.*s\"", STR_ARG(wanted->form));
    else
        lint_edit(lint, finding, FIX_SAFE, span, wanted->form);
}

static void check_document(struct labels *labels, const struct document *doc,
                           const struct usage *usages, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        const struct spelling *spelling = &labels->at.at[usages[i].spelling];
        add_cases(&labels->here.at[spelling->label], usages[i].spelling, usages[i].count,
                  usages[i].count);
    }
    for (size_t i = 0; i < count; i++) {
        const struct spelling *spelling = &labels->at.at[usages[i].spelling];
        struct wanted wanted = wanted_of(labels, spelling->label);
        wrong += is_wrong(spelling->text, &wanted);
    }
    for (uint32_t i = 0; wrong > 0 && i < doc->reference_count; i++) {
        str label = reference_entry_label(doc, &doc->references[i]);
        const uint32_t *slot = label.n ? map_get(&labels->spellings, label) : NULL;
        if (!slot || labels->at.at[*slot].label == NO_INDEX)
            continue;
        struct wanted wanted = wanted_of(labels, labels->at.at[*slot].label);
        if (is_wrong(label, &wanted))
            report(labels->lint, doc, &doc->references[i], label, &wanted);
    }
    for (size_t i = 0; i < count; i++)
        labels->here.at[labels->at.at[usages[i].spelling].label] = (struct habit){0};
}

static void check_repository(struct lint *lint, const struct repository *repo)
{
    struct labels labels = {.lint = lint};
    const struct form *form = lint_form(lint);
    for (size_t i = 0; i < form->label_count; i++)
        if (form->labels[i].n > 0)
            spelling_of(&labels, form->labels[i]);
    for (uint32_t i = 0; i < repo->document_count; i++)
        count_document(&labels, repo->documents[i], i);
    for (size_t i = 0, end; i < labels.usages.n; i = end) {
        uint32_t number = labels.usages.at[i].document;
        for (end = i + 1; end < labels.usages.n && labels.usages.at[end].document == number; end++)
            ;
        check_document(&labels, repo->documents[number], &labels.usages.at[i], end - i);
    }
    map_free(&labels.spellings);
    map_free(&labels.folds);
    vec_free(&labels.at);
    vec_free(&labels.usages);
    vec_free(&labels.all);
    vec_free(&labels.here);
    vec_free(&labels.touched);
}

const struct rule rule_entry_labels = {
    .summary = "a link is called by another spelling of the list's label",
    .severity = SEVERITY_INFO,
    .relative = true,
    .repository = check_repository,
};
