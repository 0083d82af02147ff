#include "doc/reference.h"
#include "doc/repeats.h"
#include "doc/title.h"
#include "lint/rule.h"

enum { OPTION_SCOPE };

static const struct option options[] = {
    [OPTION_SCOPE] = {.name = "scope",
                      .type = OPTION_CHOICE,
                      .fallback = "section",
                      .help = "how far apart two entries of one paper must stand to be fine: in "
                              "another section (or table, or list), another file, or nowhere",
                      .choices = repeat_scopes},
    {.name = NULL},
};

/* Words of the name of a thing; titles of papers are longer. */
enum { MAX_NAME = 3 };

static bool is_name(str title)
{
    size_t words = 0;
    while (words <= MAX_NAME && title_word(&title).n > 0)
        words++;
    return words > 0 && words <= MAX_NAME;
}

/* The title link, where it leads elsewhere than to a paper on arXiv; else NULL. */
static const struct reference *own_page(const struct document *doc, const struct entry *entry)
{
    if (entry->title_ref == NO_INDEX)
        return NULL;
    const struct reference *ref = &doc->references[entry->title_ref];
    return ref->arxiv == ARXIV_NONE && ref->url.n > 0 ? ref : NULL;
}

/*
 * Whether the two are different things that share a paper: sizes of one model, parts of a data set,
 * two implementations.
 */
static bool are_things(const struct repeat *repeat)
{
    const struct reference *one = own_page(repeat->first_doc, repeat->first);
    const struct reference *two = own_page(repeat->doc, repeat->entry);
    struct repo_ref a, b;
    if (one && two && reference_repository(one, &a) && reference_repository(two, &b) &&
        !repo_same(&a, &b))
        return true;
    str old_name = document_text(repeat->first_doc, repeat->first->title);
    str name = document_text(repeat->doc, repeat->entry->title);
    if (!is_name(old_name) || !is_name(name) || title_compare(old_name, name) == TITLES_SAME)
        return false;
    return (one && two && !str_eq(one->url, two->url)) ||
           str_eq_nocase(title_word(&old_name), title_word(&name));
}

static void append_key(void *self, struct buf *out, const struct document *doc,
                       const struct entry *entry)
{
    (void)self;
    (void)doc;
    if (str_starts(entry->key, STR("arxiv:")))
        buf_add(out, entry->key);
}

static void report(void *self, const struct repeat *repeat)
{
    struct lint *lint = self;
    if (are_things(repeat))
        return;
    const struct document *doc = repeat->doc;
    const struct entry *entry = repeat->entry, *older = repeat->first;
    str id = str_skip(entry->key, STR("arxiv:").n);
    struct buf title = {0}, other = {0};
    title_line(&title, document_text(doc, entry->title));
    title_line(&other, document_text(repeat->first_doc, older->title));
    struct span span = span_is_empty(entry->title) ? entry->span : entry->title;
    enum titles likeness = title_compare(buf_str(&title), buf_str(&other));
    struct finding *finding =
        likeness == TITLES_SAME ? lint_report(lint, doc, span, "arXiv %.*s is listed twice %s",
                                              STR_ARG(id), repeat->where)
        : likeness == TITLES_ALIKE
            ? lint_report(lint, doc, span,
                          "arXiv %.*s is listed twice %s, here as \"%.*s\", first as \"%.*s\"",
                          STR_ARG(id), repeat->where, STR_ARG(buf_str(&title)),
                          STR_ARG(buf_str(&other)))
            : lint_report(lint, doc, span,
                          "\"%.*s\" and \"%.*s\" %s both lead to arXiv %.*s: one paper "
                          "under two titles, or a wrong id",
                          STR_ARG(buf_str(&title)), STR_ARG(buf_str(&other)), repeat->where,
                          STR_ARG(id));
    static const char *const help[] = {
        [TITLES_SAME] = "keep one of the two entries",
        [TITLES_ALIKE] = "keep the entry with the title that the paper has now",
        [TITLES_DIFFER] =
            "look up both: correct the wrong id, or keep one entry if it is one paper",
    };
    lint_help(lint, finding, "%s", help[likeness]);
    buf_free(&title);
    buf_free(&other);
    lint_related(lint, finding, repeat->first_doc,
                 span_is_empty(older->title) ? older->span : older->title, "first listed here");
    lint_entry(lint, finding, entry);
    lint_discriminator(lint, finding, id);
}

static struct repeats repeats_of(struct lint *lint)
{
    struct repeats repeats = lint_repeats(lint, OPTION_SCOPE);
    repeats.key = append_key;
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

const struct rule rule_arxiv_duplicate = {
    .summary = "two entries of one section are the same paper on arXiv",
    .severity = SEVERITY_ERROR,
    .options = options,
    .document = check_document,
    .repository = check_repository,
};
