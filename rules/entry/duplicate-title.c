#include "base/mem.h"
#include "doc/repeats.h"
#include "doc/title.h"
#include "lint/rule.h"

#include <stdlib.h>

enum { OPTION_SCOPE };

static const struct option options[] = {
    [OPTION_SCOPE] = {.name = "scope",
                      .type = OPTION_CHOICE,
                      .fallback = "section",
                      .help = "how far apart two entries of one title must stand to be fine: in "
                              "another section (or table, or list), another file, or nowhere",
                      .choices = repeat_scopes},
    {.name = NULL},
};

/* What an identity key begins with, and how a sentence names it. */
static const struct {
    str scheme;
    const char *name;
} ids[] = {
    {STR_INIT("arxiv:"), "arXiv"},
    {STR_INIT("doi:"), "DOI"},
    {STR_INIT("openreview:"), "OpenReview"},
    {STR_INIT("acl:"), "ACL"},
};

enum { ID_COUNT = sizeof ids / sizeof *ids };

struct search {
    struct lint *lint;
    VEC(struct repeat) repeats;
};

static size_t id_kind(str key)
{
    size_t kind = 0;
    while (kind < ID_COUNT && !str_starts(key, ids[kind].scheme))
        kind++;
    return kind;
}

/* Whether the text in front is a title for sure: linked, bold, or beside a link to the paper. */
static bool has_title(const struct entry *entry)
{
    return entry->title_ref != NO_INDEX || entry->paper_ref != NO_INDEX ||
           entry->kind == ENTRY_PARAGRAPH || id_kind(entry->key) < ID_COUNT;
}

static str title_of(const struct document *doc, const struct entry *entry)
{
    return title_unnumbered(str_trim(document_text(doc, entry->title)));
}

static uint64_t hash_title(void *self, const struct document *doc, const struct entry *entry)
{
    (void)self;
    return has_title(entry) ? title_hash(title_of(doc, entry)) : 0;
}

static void append_key(void *self, struct buf *out, const struct document *doc,
                       const struct entry *entry)
{
    (void)self;
    size_t start = out->n;
    if (!has_title(entry))
        return;
    title_key(out, title_of(doc, entry));
    if (!title_is_telling(str_skip(buf_str(out), start)))
        out->n = start;
}

static void keep(void *self, const struct repeat *repeat)
{
    struct search *search = self;
    vec_push(&search->repeats, *repeat);
}

static bool copies(void *self, const struct document *page, const struct document *file)
{
    const struct search *search = self;
    return form_copies(lint_form(search->lint), page->path, file->path);
}

static bool quiet(void *self, const struct document *doc, const struct entry *entry)
{
    const struct search *search = self;
    return lint_is_quiet(search->lint, doc, entry);
}

static void report(struct lint *lint, const struct repeat *repeat)
{
    struct buf line = {0};
    title_line(&line, document_text(repeat->doc, repeat->entry->title));
    str title = str_trim(buf_str(&line));
    str key = repeat->entry->key, other = repeat->first->key;
    size_t kind = id_kind(key);
    struct finding *finding;
    if (kind < ID_COUNT && kind == id_kind(other) && !str_eq(key, other)) {
        key = str_skip(key, ids[kind].scheme.n);
        other = str_skip(other, ids[kind].scheme.n);
        finding = lint_report(lint, repeat->doc, repeat->entry->title,
                              "\"%.*s\" is listed twice %s, here as %s %.*s, first as %.*s",
                              STR_ARG(title), repeat->where, ids[kind].name, STR_ARG(key),
                              STR_ARG(other));
        lint_help(lint, finding,
                  "open both: keep one entry if it is one paper, else correct the title or the "
                  "link that was copied");
    } else {
        finding = lint_report(lint, repeat->doc, repeat->entry->title,
                              "\"%.*s\" is listed twice %s", STR_ARG(title), repeat->where);
        lint_help(lint, finding, "keep one of the two entries");
    }
    lint_related(lint, finding, repeat->first_doc, repeat->first->title, "first listed here");
    lint_entry(lint, finding, repeat->entry);
    struct buf discriminator = {0};
    title_key(&discriminator, title_unnumbered(title));
    buf_free(&line);
    lint_discriminator(lint, finding, buf_str(&discriminator));
    buf_free(&discriminator);
}

static int by_first(const void *a, const void *b)
{
    const struct repeat *x = a, *y = b;
    uintptr_t one = (uintptr_t)x->first, two = (uintptr_t)y->first;
    return one < two ? -1 : one > two;
}

/* What stands in three entries of a scope is a phrase of the list and no title. */
static void report_pairs(struct search *search)
{
    struct repeat *at = search->repeats.at;
    size_t n = search->repeats.n;
    if (n > 1)
        qsort(at, n, sizeof *at, by_first);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && at[end].first == at[i].first; end++)
            ;
        if (end - i == 1)
            report(search->lint, &at[i]);
    }
    vec_free(&search->repeats);
}

static struct repeats repeats_of(struct search *search)
{
    return (struct repeats){
        .scope = (enum repeat_scope)lint_option(search->lint, OPTION_SCOPE)->choice,
        .key = append_key,
        .hash = hash_title,
        .found = keep,
        .copies = copies,
        .quiet = quiet,
        .self = search,
    };
}

static void check_document(struct lint *lint, const struct document *doc)
{
    struct search search = {.lint = lint};
    struct repeats repeats = repeats_of(&search);
    if (repeats.scope != REPEAT_REPOSITORY)
        repeats_find_in(&repeats, doc);
    report_pairs(&search);
}

static void check_repository(struct lint *lint, const struct repository *repo)
{
    struct search search = {.lint = lint};
    struct repeats repeats = repeats_of(&search);
    if (repeats.scope == REPEAT_REPOSITORY)
        repeats_find(&repeats, repo->documents, repo->document_count);
    report_pairs(&search);
}

const struct rule rule_entry_duplicate_title = {
    .summary = "two entries of one section have the same title",
    .severity = SEVERITY_WARNING,
    .options = options,
    .document = check_document,
    .repository = check_repository,
};
