#include "doc/repeats.h"
#include "doc/title.h"
#include "doc/url.h"
#include "lint/rule.h"

enum { OPTION_SCOPE };

static const struct option options[] = {
    [OPTION_SCOPE] = {.name = "scope",
                      .type = OPTION_CHOICE,
                      .fallback = "section",
                      .help = "how far apart two entries of one link must stand to be fine: in "
                              "another section (or table, or list), another file, or nowhere",
                      .choices = repeat_scopes},
    {.name = NULL},
};

/* The link that the entry stands for: its title's, else the one labelled as the paper; or NULL. */
static const struct reference *primary_link(const struct document *doc, const struct entry *entry)
{
    uint32_t self = entry_index(doc, entry);
    const uint32_t order[] = {entry->title_ref, entry->paper_ref};
    for (size_t i = 0; i < 2; i++) {
        if (order[i] == NO_INDEX)
            continue;
        const struct reference *ref = &doc->references[order[i]];
        if (ref->entry == self && ref->url.n > 0)
            return ref;
    }
    return NULL;
}

static bool is_url_key(str key)
{
    return str_starts(key, STR("url:"));
}

/* Keys of arXiv are another rule's. A page's fragments are different places to the list. */
static void append_key(void *self, struct buf *out, const struct document *doc,
                       const struct entry *entry)
{
    (void)self;
    static const str others[] = {STR_INIT("arxiv:"), STR_INIT("title:"), STR_INIT("text:")};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (str_starts(entry->key, others[i]))
            return;
    if (!is_url_key(entry->key)) {
        buf_add(out, entry->key);
        return;
    }
    const struct reference *link = primary_link(doc, entry);
    if (!link || !url_is_web(link->url))
        return;
    size_t hash = str_find_char(link->url, '#');
    buf_add(out, entry->key);
    if (hash != STR_NPOS)
        buf_add(out, str_skip(link->url, hash));
}

static str title_of(const struct document *doc, const struct entry *entry)
{
    return title_unnumbered(str_trim(document_text(doc, entry->title)));
}

static bool is_telling(str title)
{
    struct buf key = {0};
    title_key(&key, title);
    bool telling = title_is_telling(buf_str(&key));
    buf_free(&key);
    return telling;
}

/* Whether the entry begins with its title, `- [name](u): what it is`, badges in front aside. */
static bool leads_with_title(const struct document *doc, const struct entry *entry)
{
    if (entry->kind == ENTRY_ROW || entry->title_ref == NO_INDEX)
        return false;
    uint32_t start = entry->span.start;
    for (uint32_t i = entry->first_ref; i < entry->title_ref; i++)
        start = doc->references[i].span.end;
    struct span title = doc->references[entry->title_ref].span;
    if (title.start < start)
        return false;
    str before = document_text(doc, span_of(start, title.start));
    for (size_t i = 0; i < before.n; i++)
        if (ascii_is_alpha(before.at[i]) || (unsigned char)before.at[i] >= 0x80)
            return false;
    return true;
}

static size_t longest_number(str text)
{
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < text.n; i++) {
        run = ascii_is_digit(text.at[i]) ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/* Whether the address is that of one document: a file, a number, a long name. */
static bool names_document(str text)
{
    enum { NUMBER = 6, NAME = 24 };
    struct url url;
    url_split(text, &url);
    str last = url.path;
    while (str_ends(last, STR("/")))
        last.n--;
    size_t slash = str_rfind_char(last, '/');
    if (slash != STR_NPOS)
        last = str_skip(last, slash + 1);
    return str_ends_nocase(last, STR(".pdf")) || last.n >= NAME || longest_number(last) >= NUMBER ||
           longest_number(url.query) >= NUMBER;
}

enum verdict { VERDICT_FINE, VERDICT_TWICE, VERDICT_RENAMED, VERDICT_WRONG };

/*
 * A paper's id names one paper. Any other page may well be that of two entries: a project, a
 * repository, the programme of a conference; one that three entries have is.
 */
static enum verdict judge(const struct repeat *repeat)
{
    const struct entry *entry = repeat->entry, *first = repeat->first;
    str title = title_of(repeat->doc, entry), other = title_of(repeat->first_doc, first);
    if (title.n == 0 || other.n == 0)
        return VERDICT_FINE;
    bool telling = is_telling(title), both = telling && is_telling(other);
    enum titles titles = title_compare(title, other);
    if (titles == TITLES_SAME)
        return telling || (leads_with_title(repeat->doc, entry) &&
                           leads_with_title(repeat->first_doc, first))
                   ? VERDICT_TWICE
                   : VERDICT_FINE;
    bool one = !is_url_key(entry->key) || names_document(primary_link(repeat->doc, entry)->url);
    if (!both || !one || repeat->count > 1)
        return VERDICT_FINE;
    return titles == TITLES_ALIKE ? VERDICT_RENAMED : VERDICT_WRONG;
}

static struct finding *say(struct lint *lint, const struct repeat *repeat, enum verdict verdict,
                           str link)
{
    const struct document *doc = repeat->doc;
    struct span span =
        span_is_empty(repeat->entry->title) ? repeat->entry->span : repeat->entry->title;
    struct buf title = {0}, other = {0};
    title_line(&title, document_text(doc, repeat->entry->title));
    title_line(&other, document_text(repeat->first_doc, repeat->first->title));
    str here = str_trim(buf_str(&title)), there = str_trim(buf_str(&other));
    struct finding *finding =
        verdict == VERDICT_TWICE
            ? lint_report(lint, doc, span, "\"%.*s\" is listed twice %s, with one link",
                          STR_ARG(here), repeat->where)
        : verdict == VERDICT_RENAMED
            ? lint_report(lint, doc, span,
                          "%.*s is listed twice %s, here as \"%.*s\", first as \"%.*s\"",
                          STR_ARG(link), repeat->where, STR_ARG(here), STR_ARG(there))
            : lint_report(lint, doc, span,
                          "\"%.*s\" and \"%.*s\" %s both lead to %.*s: one page under "
                          "two titles, or a wrong link",
                          STR_ARG(here), STR_ARG(there), repeat->where, STR_ARG(link));
    static const char *const help[] = {
        [VERDICT_TWICE] = "keep one of the two entries",
        [VERDICT_RENAMED] = "keep the entry with the title that the paper has now",
        [VERDICT_WRONG] = "look up both and correct the wrong link, or delete an entry if it is "
                          "one paper under two titles",
    };
    lint_help(lint, finding, "%s", help[verdict]);
    buf_free(&title);
    buf_free(&other);
    return finding;
}

static void report(void *self, const struct repeat *repeat)
{
    struct lint *lint = self;
    enum verdict verdict = judge(repeat);
    if (verdict == VERDICT_FINE)
        return;
    const struct reference *ref = primary_link(repeat->doc, repeat->entry);
    str link = ref ? ref->url : repeat->entry->key;
    struct finding *finding = say(lint, repeat, verdict, link);
    struct span first =
        span_is_empty(repeat->first->title) ? repeat->first->span : repeat->first->title;
    lint_related(lint, finding, repeat->first_doc, first, "first listed here");
    lint_entry(lint, finding, repeat->entry);
    lint_discriminator(lint, finding, repeat->entry->key);
    if (ref)
        lint_url(finding, ref->url);
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

const struct rule rule_entry_duplicate_link = {
    .summary = "two entries of one section have the same link",
    .severity = SEVERITY_WARNING,
    .options = options,
    .document = check_document,
    .repository = check_repository,
};
