#include "base/map.h"
#include "base/mem.h"
#include "doc/title.h"
#include "lint/rule.h"

enum { OPTION_SCOPE };
enum scope { SCOPE_SECTION, SCOPE_FILE, SCOPE_REPOSITORY };

static const char *const scopes[] = {"section", "file", "repository", NULL};

static const struct option options[] = {
    [OPTION_SCOPE] = {.name = "scope",
                      .type = OPTION_CHOICE,
                      .fallback = "section",
                      .help = "how far apart two entries of one paper must stand to be fine: in "
                              "another section (or table, or list), another file, or nowhere",
                      .choices = scopes},
    {.name = NULL},
};

/* Bytes of a title that are compared word by word. */
enum { MAX_TITLE = 1000 };

/* An entry that was the first with its key in its scope. */
struct place {
    const struct document *doc;
    uint32_t entry;
};

struct seen {
    struct map keys; /* of key and scope: into places */
    VEC(struct place) places;
    struct buf key;
};

static bool is_word_byte(char c)
{
    return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

enum likeness { TITLES_SAME, TITLES_ALIKE, TITLES_DIFFER };

/* The next word of a title, cut off its front; letters of any script, so that it may be a phrase.
 */
static str next_word(str *title)
{
    size_t i = 0, start;
    while (i < title->n && !is_word_byte(title->at[i]))
        i++;
    start = i;
    while (i < title->n && is_word_byte(title->at[i]))
        i++;
    str word = str_sub(*title, start, i);
    *title = str_skip(*title, i);
    return word;
}

static bool has_word(str title, str word)
{
    for (str other; (other = next_word(&title)).n > 0;)
        if (str_eq_nocase(other, word))
            return true;
    return false;
}

/* Whether three in five words of the shorter title are in the other one. */
static bool share_words(str a, str b)
{
    size_t words = 0, others = 0, shared = 0;
    for (str rest = a; next_word(&rest).n > 0;)
        words++;
    for (str rest = b; next_word(&rest).n > 0;)
        others++;
    str shorter = words < others ? a : b, longer = words < others ? b : a;
    for (str word; (word = next_word(&shorter)).n > 0;)
        shared += has_word(longer, word);
    return shared * 5 >= (words < others ? words : others) * 3;
}

static enum likeness compare_titles(str a, str b)
{
    if (a.n > MAX_TITLE || b.n > MAX_TITLE)
        return TITLES_ALIKE;
    struct buf one = {0}, two = {0};
    title_key(&one, a);
    title_key(&two, b);
    bool same = str_eq(buf_str(&one), buf_str(&two)) || one.n == 0 || two.n == 0;
    buf_free(&one);
    buf_free(&two);
    return same ? TITLES_SAME : share_words(a, b) ? TITLES_ALIKE : TITLES_DIFFER;
}

/* Whether one stands inside the other, or both inside an entry of that paper. */
static bool is_one_entry(const struct document *doc, uint32_t first, uint32_t second)
{
    str key = doc->entries[second].key;
    for (uint32_t up = doc->entries[second].parent; up != NO_INDEX; up = doc->entries[up].parent)
        if (up == first || str_eq(doc->entries[up].key, key))
            return true;
    return false;
}

static const char *scope_name(enum scope scope, const struct place *first,
                              const struct document *doc, const struct entry *entry)
{
    if (first->doc != doc)
        return "in this repository";
    if (scope == SCOPE_SECTION && doc->entries[first->entry].list == entry->list)
        return doc->lists[entry->list].kind == LIST_TABLE ? "in this table" : "in this list";
    return scope == SCOPE_SECTION ? "in this section" : "in this file";
}

static void report(struct lint *lint, const struct place *first, const struct document *doc,
                   const struct entry *entry, enum scope scope)
{
    const struct entry *older = &first->doc->entries[first->entry];
    str id = str_skip(entry->key, STR("arxiv:").n);
    str title = document_text(doc, entry->title);
    str other = document_text(first->doc, older->title);
    struct span span = span_is_empty(entry->title) ? entry->span : entry->title;
    const char *where = scope_name(scope, first, doc, entry);
    struct finding *finding;
    switch (compare_titles(title, other)) {
    case TITLES_SAME:
        finding = lint_report(lint, doc, span, "arXiv %.*s is listed twice %s", STR_ARG(id), where);
        lint_help(lint, finding, "keep one of the two entries");
        break;
    case TITLES_ALIKE:
        finding = lint_report(lint, doc, span,
                              "arXiv %.*s is listed twice %s, here as \"%.*s\", first as \"%.*s\"",
                              STR_ARG(id), where, STR_ARG(title), STR_ARG(other));
        lint_help(lint, finding, "keep the entry with the title that the paper has now");
        break;
    default:
        finding = lint_report(lint, doc, span,
                              "\"%.*s\" and \"%.*s\" %s both lead to arXiv %.*s; one of the two "
                              "ids is probably wrong",
                              STR_ARG(title), STR_ARG(other), where, STR_ARG(id));
        lint_help(lint, finding,
                  "look up both papers and correct the wrong id, or delete an entry if it is one "
                  "paper under two titles");
        break;
    }
    lint_related(lint, finding, first->doc,
                 span_is_empty(older->title) ? older->span : older->title, "first listed here");
    lint_entry(lint, finding, entry);
    lint_discriminator(lint, finding, id);
}

/* The first entry with this key in the scope that `name` and `number` say; NULL if this is it. */
static const struct place *first_in(struct seen *seen, const struct document *doc,
                                    const struct entry *entry, char name, uint32_t number)
{
    buf_clear(&seen->key);
    buf_printf(&seen->key, "%c%u ", name, number);
    buf_add(&seen->key, entry->key);
    bool added;
    uint32_t *slot =
        map_put_copy(&seen->keys, buf_str(&seen->key), (uint32_t)seen->places.n, &added);
    if (added)
        vec_push(&seen->places, (struct place){doc, entry_index(doc, entry)});
    return added ? NULL : &seen->places.at[*slot];
}

static void check_entries(struct lint *lint, struct seen *seen, const struct document *doc,
                          enum scope scope)
{
    for (uint32_t i = 0; i < doc->entry_count; i++) {
        const struct entry *entry = &doc->entries[i];
        if (entry->navigation || doc->sections[entry->section].news ||
            !str_starts(entry->key, STR("arxiv:")))
            continue;
        const struct place *first;
        if (scope == SCOPE_SECTION) {
            first = first_in(seen, doc, entry, 'l', entry->list);
            struct place kept = first ? *first : (struct place){0};
            const struct place *nearby = first_in(seen, doc, entry, 's', entry->section);
            if (kept.doc && !is_one_entry(doc, kept.entry, i))
                report(lint, &kept, doc, entry, scope);
            else if (nearby && !is_one_entry(doc, nearby->entry, i))
                report(lint, nearby, doc, entry, scope);
            continue;
        }
        first = first_in(seen, doc, entry, 'a', 0);
        if (first && (first->doc != doc || !is_one_entry(doc, first->entry, i)))
            report(lint, first, doc, entry, scope);
    }
}

static void seen_free(struct seen *seen)
{
    map_free(&seen->keys);
    vec_free(&seen->places);
    buf_free(&seen->key);
}

static void check_document(struct lint *lint, const struct document *doc)
{
    enum scope scope = (enum scope)lint_option(lint, OPTION_SCOPE)->choice;
    if (scope == SCOPE_REPOSITORY)
        return;
    struct seen seen = {0};
    check_entries(lint, &seen, doc, scope);
    seen_free(&seen);
}

static void check_repository(struct lint *lint, const struct repository *repo)
{
    enum scope scope = (enum scope)lint_option(lint, OPTION_SCOPE)->choice;
    if (scope != SCOPE_REPOSITORY)
        return;
    struct seen seen = {0};
    for (uint32_t i = 0; i < repo->document_count; i++)
        check_entries(lint, &seen, repo->documents[i], scope);
    seen_free(&seen);
}

const struct rule rule_arxiv_duplicate = {
    .summary = "two entries of one section are the same paper on arXiv",
    .severity = SEVERITY_ERROR,
    .options = options,
    .document = check_document,
    .repository = check_repository,
};
