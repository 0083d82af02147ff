#include "doc/repeats.h"
#include "doc/title.h"
#include "lint/rule.h"

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

/* What stands in three entries of a scope is a phrase of the list and no title. */
static void report(void *self, const struct repeat *repeat)
{
    struct lint *lint = self;
    if (repeat->count > 1)
        return;
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

static struct repeats repeats_of(struct lint *lint)
{
    struct repeats repeats = lint_repeats(lint, OPTION_SCOPE);
    repeats.key = append_key;
    repeats.hash = hash_title;
    repeats.found = report;
    return repeats;
}

static void check_document(struct lint *lint, const struct document *doc)
{
    struct repeats repeats = repeats_of(lint);
    repeats_find_in(&repeats, doc);
}

static void check_repository(struct lint *lint, const struct repository *repo)
{
    struct repeats repeats = repeats_of(lint);
    repeats_find(&repeats, repo->documents, repo->document_count);
}

const struct rule rule_entry_duplicate_title = {
    .summary = "two entries of one section have the same title",
    .severity = SEVERITY_WARNING,
    .options = options,
    .document = check_document,
    .repository = check_repository,
};
