#include "base/majority.h"
#include "base/mem.h"
#include "doc/badge_place.h"
#include "doc/badge_style.h"
#include "doc/label.h"
#include "doc/reference.h"
#include "lint/rule.h"

#include <string.h>

enum { OPTION_WHEN };
enum when { WHEN_MOST, WHEN_ALWAYS };

static const char *const whens[] = {"most", "always", NULL};

static const struct option options[] = {
    [OPTION_WHEN] = {.name = "when",
                     .type = OPTION_CHOICE,
                     .fallback = "most",
                     .help =
                         "whether a code link wants a stars badge only in lists where most have "
                         "one, or always",
                     .choices = whens},
    {.name = NULL},
};

enum {
    MAX_LINKS = 500, /* an entry of more is no row of a list */
    SAMPLES = 3,     /* badges of a list that must agree in their place */
};

/* The repository that the entry's code link leads to. */
struct code {
    const struct reference *link; /* NULL where there is none, or more than one repository */
    struct repo_ref repo;
};

/* Entries of one table or list whose code link leads to a repository. */
struct tally {
    uint32_t with, without;
};

/* Where the stars badges of one table or list stand, by voting: the form that outlasts others. */
struct habit {
    struct badge_place place, joint; /* kind and cell of the one, texts of the other */
    uint32_t votes, joint_votes;
    uint32_t agree, all; /* places like `place`, of all */
    uint32_t odd;        /* of all, badges that are unlike those of other lists */
};

struct file {
    const struct document *doc;
    uint32_t number;             /* among the documents */
    uint32_t first_use, end_use; /* of its badges */
    bool *has;                   /* by entry: a stars badge in it, or in what holds it; heap */
    struct tally *lists;         /* by list; heap */
    struct habit *habits;        /* by list; heap; NULL until asked for */
};

struct check {
    struct lint *lint;
    const struct repository *repo;
    const struct badge_styles *styles;
    VEC(struct file) files; /* that have a stars badge */
    struct tally all;       /* of the lists where entries use to have a badge */
    struct badge_order order;
    bool always;       /* also where most have none */
    struct map shared; /* repositories without a badge -> into `papers` */
    VEC(str) papers;   /* the key of the only entry of one; NULL for several */
    struct buf key;
    struct buf template; /* of a stars badge; empty where none is known */
    uint32_t name;       /* of stars, as in a shape */
};

static bool is_code_link(const struct document *doc, const struct reference *ref,
                         struct repo_ref *repo)
{
    return ref->label == LABEL_CODE && ref->forge == FORGE_GITHUB && ref->kind == REF_LINK &&
           reference_repository(ref, repo) && repo->is_root && !reference_image(doc, ref) &&
           str_find_nocase(reference_label(doc, ref), STR("unofficial")) == STR_NPOS;
}

static struct code code_of(const struct document *doc, const struct entry *entry)
{
    struct code code = {0};
    uint32_t self = entry_index(doc, entry);
    if (entry->ref_count > MAX_LINKS)
        return code;
    for (uint32_t i = entry->first_ref; i < entry->first_ref + entry->ref_count; i++) {
        const struct reference *ref = &doc->references[i];
        struct repo_ref repo;
        if (ref->entry != self || !is_code_link(doc, ref, &repo))
            continue;
        if (code.link && !repo_same(&repo, &code.repo))
            return (struct code){0};
        if (!code.link)
            code = (struct code){ref, repo};
    }
    return code;
}

/* Whether a stars badge is in the entry, in what it holds or in what holds it. */
static bool has_badge(const struct file *file, uint32_t number)
{
    const struct entry *entry = &file->doc->entries[number];
    if (entry->parent != NO_INDEX && file->has[entry->parent])
        return true; /* parents come first */
    const struct reference *refs = entry_references(file->doc, entry);
    for (uint32_t i = 0; i < entry->ref_count; i++)
        if (refs[i].badge == BADGE_STARS)
            return true;
    return false;
}

static bool is_case(const struct document *doc, const struct entry *entry)
{
    /* A badge that GitHub cannot read as one is the matter of badge/malformed. */
    return code_of(doc, entry).link && !str_has(document_text(doc, entry->span), STR("/stars/"));
}

/* Looks for badges on the way. */
static uint32_t count_without(struct file *file)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < file->doc->entry_count; i++) {
        const struct entry *entry = &file->doc->entries[i];
        file->has[i] = has_badge(file, i);
        if (!file->has[i] && is_case(file->doc, entry)) {
            file->lists[entry->list].without++;
            count++;
        }
    }
    return count;
}

static void count_with(struct file *file)
{
    for (uint32_t i = 0; i < file->doc->entry_count; i++) {
        const struct entry *entry = &file->doc->entries[i];
        if (file->has[i] && code_of(file->doc, entry).link)
            file->lists[entry->list].with++;
    }
}

/* A table or list where as many of the entries have a badge as have none. */
static bool is_with_badges(const struct tally *tally)
{
    return tally->with >= tally->without && tally->with > 0;
}

static void open_file(struct check *check, uint32_t number, uint32_t first, uint32_t end)
{
    const struct document *doc = check->repo->documents[number];
    struct file file = {.doc = doc, .number = number, .first_use = first, .end_use = end};
    file.has = mem_alloc(doc->entry_count + 1, sizeof *file.has);
    file.lists = mem_alloc(doc->list_count + 1, sizeof *file.lists);
    vec_push(&check->files, file);
}

static const struct badge_shape *stars_of(const struct check *check, uint32_t use)
{
    const struct badge_shape *shape = &check->styles->shapes.at[check->styles->uses.at[use].shape];
    return shape->forge == FORGE_GITHUB ? shape : NULL;
}

/* The files that have stars badges which can be read; where one is always wanted, all. */
static void open_files(struct check *check)
{
    const struct badge_use *uses = check->styles->uses.at;
    uint32_t use = 0, count = (uint32_t)check->styles->uses.n;
    for (uint32_t i = 0; i < check->repo->document_count; i++) {
        uint32_t first = use;
        bool stars = check->always;
        for (; use < count && uses[use].document == i; use++)
            stars = stars || stars_of(check, use);
        if (stars)
            open_file(check, i, first, use);
    }
}

/* False where no entry is without a badge. */
static bool count_all(struct check *check)
{
    uint32_t without = 0;
    for (size_t i = 0; i < check->files.n; i++)
        without += count_without(&check->files.at[i]);
    for (size_t i = 0; without > 0 && i < check->files.n; i++) {
        struct file *file = &check->files.at[i];
        count_with(file);
        for (uint32_t j = 0; j < file->doc->list_count; j++)
            if (is_with_badges(&file->lists[j])) {
                check->all.with += file->lists[j].with;
                check->all.without += file->lists[j].without;
            }
    }
    return without > 0;
}

/* Where the badges stand. */

static bool is_same_place(const struct badge_place *a, const struct badge_place *b)
{
    return a->kind == b->kind && a->cell == b->cell;
}

static bool is_same_joint(const struct badge_place *a, const struct badge_place *b)
{
    return str_eq(a->joint, b->joint);
}

/* The majority vote of Boyer and Moore: a form that most have wins, whatever the order. */
static void vote(struct badge_place *leader, uint32_t *votes, const struct badge_place *place,
                 bool (*same)(const struct badge_place *, const struct badge_place *))
{
    if (*votes == 0)
        *leader = *place;
    if (*votes == 0 || same(leader, place))
        ++*votes;
    else
        --*votes;
}

/* Call for the place of each run of badges that holds one of stars. */
static void each_place(struct check *check, struct file *file, bool counting)
{
    struct document *const *documents = check->repo->documents;
    for (uint32_t i = file->first_use, end; i < file->end_use; i = end) {
        struct badge_run run = badge_run_at(check->styles, documents, i, file->end_use);
        const struct badge_shape *stars = NULL;
        end = i + run.count;
        for (uint32_t j = i; j < end && !stars; j++)
            stars = stars_of(check, j);
        if (!stars)
            continue;
        const struct reference *image = &file->doc->references[check->styles->uses.at[i].reference];
        const struct entry *entry = &file->doc->entries[image->entry];
        struct habit *habit = &file->habits[entry->list];
        struct badge_place place =
            badge_place_of(check->styles, documents, run, code_of(file->doc, entry).link);
        if (counting) {
            habit->all++;
            habit->odd += stars->unlike != 0;
            habit->agree += is_same_place(&place, &habit->place);
        } else {
            vote(&habit->place, &habit->votes, &place, is_same_place);
            vote(&habit->joint, &habit->joint_votes, &place, is_same_joint);
        }
        if (place.between.at)
            habit->joint.between = place.between;
    }
}

static bool find_spot(struct check *check, struct file *file, const struct entry *entry,
                      const struct code *code, struct badge_spot *spot)
{
    if (!file->habits) {
        file->habits = mem_alloc(file->doc->list_count + 1, sizeof *file->habits);
        each_place(check, file, false);
        each_place(check, file, true);
    }
    const struct habit *habit = &file->habits[entry->list];
    if (habit->all < SAMPLES || habit->odd * 2 > habit->all ||
        (uint64_t)habit->agree * 100 < (uint64_t)habit->all * MAJORITY_STYLE)
        return false;
    struct badge_place place = habit->place;
    place.joint = habit->joint.joint;
    place.between = habit->joint.between;
    return badge_place_find(&check->order, check->styles, check->repo->documents, file->number,
                            entry, code->link, &place, check->name, MAJORITY_STYLE, spot);
}

/* What is said. */

/* The template with its parts filled in; false where it has other parts. */
static bool fill(struct buf *out, str template, const struct repo_ref *repo)
{
    while (template.n > 0) {
        char c = template.at[0];
        if (str_starts(template, STR("{owner}"))) {
            buf_add(out, repo->owner);
            template = str_skip(template, STR("{owner}").n);
        } else if (str_starts(template, STR("{repo}"))) {
            buf_add(out, repo->name);
            template = str_skip(template, STR("{repo}").n);
        } else if (c == '{' || c == '}') {
            if (template.n < 2 || template.at[1] != c)
                return false;
            buf_add_char(out, c);
            template = str_skip(template, 2);
        } else {
            buf_add_char(out, c);
            template = str_skip(template, 1);
        }
    }
    return true;
}

static void mend(struct check *check, struct finding *finding, struct file *file,
                 const struct entry *entry, const struct code *code)
{
    struct buf text = {0}, whole = {0};
    struct badge_spot spot;
    if (check->template.n > 0 && fill(&text, buf_str(&check->template), &code->repo)) {
        lint_help(check->lint, finding, "write \"%.*s\"", STR_ARG(buf_str(&text)));
        if (find_spot(check, file, entry, code, &spot)) {
            buf_add(&whole, spot.before);
            buf_add(&whole, buf_str(&text));
            buf_add(&whole, spot.behind);
            lint_edit(check->lint, finding, FIX_SAFE, span_of(spot.offset, spot.offset),
                      buf_str(&whole));
        }
    }
    buf_free(&text);
    buf_free(&whole);
}

static str repo_key(struct check *check, const struct repo_ref *repo)
{
    buf_clear(&check->key);
    for (size_t i = 0; i < repo->owner.n; i++)
        buf_add_char(&check->key, ascii_lower(repo->owner.at[i]));
    buf_add_char(&check->key, '/');
    for (size_t i = 0; i < repo->name.n; i++)
        buf_add_char(&check->key, ascii_lower(repo->name.at[i]));
    return buf_str(&check->key);
}

static void note_repository(struct check *check, struct file *file, const struct entry *entry)
{
    struct code code = code_of(file->doc, entry);
    bool added;
    uint32_t fresh = (uint32_t)check->papers.n;
    uint32_t number = *map_put_copy(&check->shared, repo_key(check, &code.repo), fresh, &added);
    if (added)
        vec_push(&check->papers, entry->key);
    else if (!str_eq(check->papers.at[number], entry->key))
        check->papers.at[number] = (str){NULL, 0};
}

/* Code of several papers is a framework, whose stars would say nothing of one of them. */
static bool is_framework(struct check *check, const struct code *code)
{
    const uint32_t *number = map_get(&check->shared, repo_key(check, &code->repo));
    return number && !check->papers.at[*number].at;
}

static void report(struct check *check, struct file *file, const struct entry *entry)
{
    struct code code = code_of(file->doc, entry);
    if (is_framework(check, &code))
        return;
    struct span span = span_is_empty(code.link->dest) ? code.link->span : code.link->dest;
    struct buf text = {0};
    buf_printf(&text, "no badge of the entry shows the stars of %.*s/%.*s",
               STR_ARG(code.repo.owner), STR_ARG(code.repo.name));
    if (!check->always)
        buf_printf(&text, "; %u of %u entries with a code link have one", check->all.with,
                   check->all.with + check->all.without);
    struct finding *finding =
        lint_report(check->lint, file->doc, span, "%.*s", STR_ARG(buf_str(&text)));
    buf_free(&text);
    lint_url(finding, code.link->url);
    mend(check, finding, file, entry, &code);
}

/* The form of the list's stars badges: the configured one, else the usual one. */
static void find_template(struct check *check)
{
    const struct badge_styles *styles = check->styles;
    const struct form *form = lint_form(check->lint);
    check->name = NO_INDEX;
    for (size_t i = 0; i < form->badge_count && check->template.n == 0; i++)
        if (template_is_stars(form->badges[i].compiled))
            buf_add(&check->template, form->badges[i].template);
    for (uint32_t i = 0; i < styles->families.n; i++) {
        const struct badge_shape *shape = &styles->shapes.at[styles->families.at[i].shape];
        if (shape->forge != FORGE_GITHUB)
            continue;
        check->name = shape->name;
        if (check->template.n == 0)
            badge_style_template(styles, i, &check->template);
    }
}

static bool wants_badges(const struct check *check, const struct tally *tally)
{
    return tally->without > 0 && (check->always || is_with_badges(tally));
}

/* Call `visit` for each entry that should have a badge. */
static void each_case(struct check *check,
                      void (*visit)(struct check *, struct file *, const struct entry *))
{
    for (size_t i = 0; i < check->files.n; i++) {
        struct file *file = &check->files.at[i];
        for (uint32_t j = 0; j < file->doc->entry_count; j++) {
            const struct entry *entry = &file->doc->entries[j];
            if (!file->has[j] && wants_badges(check, &file->lists[entry->list]) &&
                is_case(file->doc, entry))
                visit(check, file, entry);
        }
    }
}

static void report_all(struct check *check)
{
    find_template(check);
    badge_order_learn(&check->order, check->styles, check->repo->documents, 0,
                      (uint32_t)check->styles->uses.n);
    each_case(check, note_repository);
    each_case(check, report);
}

static void check_repository(struct lint *lint, const struct repository *repo)
{
    struct check check = {
        .lint = lint,
        .repo = repo,
        .styles = lint_badge_styles(lint),
        .always = lint_option(lint, OPTION_WHEN)->choice == WHEN_ALWAYS,
    };
    open_files(&check);
    if (count_all(&check) &&
        (check.always ||
         majority_is(check.all.with, check.all.with + check.all.without, MAJORITY_STYLE)))
        report_all(&check);
    for (size_t i = 0; i < check.files.n; i++) {
        mem_free(check.files.at[i].has);
        mem_free(check.files.at[i].lists);
        mem_free(check.files.at[i].habits);
    }
    vec_free(&check.files);
    map_free(&check.order.pairs);
    map_free(&check.shared);
    vec_free(&check.papers);
    buf_free(&check.key);
    buf_free(&check.template);
}

const struct rule rule_badge_missing = {
    .summary = "a code link without the stars badge that others have",
    .severity = SEVERITY_INFO,
    .options = options,
    .relative = true,
    .repository = check_repository,
};
