#include "base/map.h"
#include "base/mem.h"
#include "doc/badge.h"
#include "doc/target.h"
#include "lint/rule.h"

enum { OPTION_ALLOW };

/* A form that at least 95 % of at least 20 links of one name share is the list's style. */
enum { STYLE_CASES = 20, STYLE_PERCENT = 95 };

static const struct option options[] = {
    [OPTION_ALLOW] = {.name = "allow",
                      .type = OPTION_LIST,
                      .fallback = "soon|TBD|TBA|TODO|WIP|to be released|to appear|N/A",
                      .help = "texts of links that may stand without a target; a text that holds "
                              "one of them as whole words counts too, letter case aside"},
    {.name = NULL},
};

struct tally {
    uint32_t all, empty;
};

/* How often the links of each name that an empty one has are empty in this file. */
struct usage {
    struct map names; /* into tallies */
    VEC(struct tally) tallies;
    bool lengths[UINT8_MAX + 1]; /* of the texts behind those names, the last: and longer ones */
    uint32_t titles;             /* that are empty: papers that can't be read yet */
};

/* What links of one sort share: their own text, or the kind and alt text of their badge. */
struct sort {
    str text;
    uint8_t badge; /* enum badge_kind, or BADGE_NONE */
    bool picture;  /* an image that stands alone */
};

static bool is_empty(const struct reference *ref)
{
    if (ref->scheme != SCHEME_NONE)
        return false;
    str url = str_trim(ref->url);
    return url.n == 0 || (url.n == 1 && url.at[0] == '#' && ref->kind == REF_LINK);
}

/* The title of its entry: `[Paper of next month]()`. */
static bool is_title(const struct document *doc, const struct reference *ref)
{
    return ref->entry != NO_INDEX &&
           doc->entries[ref->entry].title_ref == reference_index(doc, ref);
}

/* What stands between the tags of an <a>, or between the brackets. */
static str visible_text(const struct document *doc, const struct reference *ref)
{
    if (ref->form != FORM_HTML || ref->kind == REF_IMAGE)
        return str_trim(document_text(doc, ref->text));
    str tag = document_text(doc, ref->span);
    size_t open = str_find_char(tag, '>');
    if (open == STR_NPOS)
        return (str){NULL, 0};
    str inside = str_skip(tag, open + 1);
    size_t close = str_find_nocase(inside, STR("</a"));
    return close == STR_NPOS ? (str){NULL, 0} : str_trim(str_sub(inside, 0, close));
}

/* The badge inside a link, or NULL. */
static const struct reference *inner_badge(const struct document *doc, const struct reference *ref)
{
    const struct reference *image = ref->kind == REF_LINK ? reference_image(doc, ref) : NULL;
    return image && reference_is_badge(image) ? image : NULL;
}

static struct sort sort_of(const struct document *doc, const struct reference *ref)
{
    const struct reference *badge = inner_badge(doc, ref);
    return (struct sort){
        .text = visible_text(doc, badge ? badge : ref),
        .badge = badge ? badge->badge : BADGE_NONE,
        .picture = ref->kind == REF_IMAGE,
    };
}

static void sort_name(struct buf *out, const struct sort *sort)
{
    buf_clear(out);
    buf_add_char(out, (char)('0' + sort->badge));
    buf_add_char(out, sort->picture ? 'i' : 'l');
    for (size_t i = 0; i < sort->text.n; i++)
        buf_add_char(out, ascii_lower(sort->text.at[i]));
}

static bool *length_slot(struct usage *usage, str text)
{
    return &usage->lengths[text.n < UINT8_MAX ? text.n : UINT8_MAX];
}

static bool has_name(const struct reference *ref)
{
    return ref->form != FORM_BARE && ref->form != FORM_ANGLE;
}

/* The names that count are those of empty links. */
static void add_names(struct usage *usage, const struct document *doc, uint32_t first)
{
    struct buf name = {0};
    for (uint32_t i = first; i < doc->reference_count; i++) {
        const struct reference *ref = &doc->references[i];
        if (!is_empty(ref) || !has_name(ref))
            continue;
        usage->titles += is_title(doc, ref);
        bool added;
        struct sort sort = sort_of(doc, ref);
        sort_name(&name, &sort);
        *length_slot(usage, sort.text) = true;
        map_put_copy(&usage->names, buf_str(&name), (uint32_t)usage->tallies.n, &added);
        if (added)
            vec_push(&usage->tallies, (struct tally){0});
    }
    buf_free(&name);
}

/* Where links of that sort are counted; NULL where no empty one is of it. */
static struct tally *find_tally(struct usage *usage, struct buf *name, const struct sort *sort)
{
    if (!*length_slot(usage, sort->text))
        return NULL; /* most links: titles */
    sort_name(name, sort);
    const uint32_t *slot = map_get(&usage->names, buf_str(name));
    return slot ? &usage->tallies.at[*slot] : NULL;
}

static void count_usage(struct usage *usage, const struct document *doc)
{
    struct buf name = {0};
    for (uint32_t i = 0; i < doc->reference_count; i++) {
        const struct reference *ref = &doc->references[i];
        if (!has_name(ref))
            continue;
        struct sort sort = sort_of(doc, ref);
        struct tally *tally = find_tally(usage, &name, &sort);
        if (tally) {
            tally->all++;
            tally->empty += is_empty(ref);
        }
    }
    buf_free(&name);
}

/* Badges that the list does not link, and links that it always leaves open. */
static bool is_style(struct usage *usage, const struct document *doc, const struct reference *ref)
{
    struct buf name = {0};
    struct sort sort = sort_of(doc, ref);
    const struct tally *tally = find_tally(usage, &name, &sort);
    buf_free(&name);
    if (!tally)
        return false;
    if (inner_badge(doc, ref))
        return tally->empty * 2 >= tally->all;
    return tally->all >= STYLE_CASES &&
           (uint64_t)tally->empty * 100 >= (uint64_t)tally->all * STYLE_PERCENT;
}

static bool is_allowed(const struct lint *lint, str text)
{
    const struct option_value *allow = lint_option(lint, OPTION_ALLOW);
    for (size_t i = 0; i < allow->list_count; i++)
        if (str_has_words(text, allow->list[i]))
            return true;
    return false;
}

/* `[Back to top](#)`: "#" is the top of the page, and here it is meant. */
static bool means_top(str url, str text)
{
    static const str WORDS[] = {STR_INIT("top"), STR_INIT("up"), STR_INIT("back"),
                                STR_INIT("home")};
    static const str ARROWS[] = {STR_INIT("↑"),  STR_INIT("⬆"),  STR_INIT("▲"),       STR_INIT("🔝"),
                                 STR_INIT("🔼"),  STR_INIT("⏫"),  STR_INIT("^"),       STR_INIT("⇧"),
                                 STR_INIT("顶"), STR_INIT("頂"), STR_INIT("arrow_up")};
    if (url.n == 0)
        return false;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (str_has_words(text, WORDS[i]))
            return true;
    for (size_t i = 0; i < sizeof ARROWS / sizeof *ARROWS; i++)
        if (str_has(text, ARROWS[i]))
            return true;
    return false;
}

static void report(struct lint *lint, const struct document *doc, const struct reference *ref,
                   str text)
{
    struct finding *finding;
    const struct reference *image = ref->kind == REF_LINK ? reference_image(doc, ref) : NULL;
    if (image)
        finding = lint_report(lint, doc, ref->span,
                              "the link around the picture \"%.*s\" has no target; on GitHub it "
                              "leads to this very page",
                              STR_ARG(document_text(doc, image->text)));
    else if (ref->kind == REF_IMAGE)
        finding = lint_report(lint, doc, ref->span,
                              "this picture has no source; GitHub shows a broken one");
    else if (text.n > 0 && str_trim(ref->url).n > 0)
        finding = lint_report(lint, doc, ref->span,
                              "the link \"%.*s\" leads to \"#\", which on GitHub is the top of "
                              "this very page",
                              STR_ARG(text));
    else if (text.n > 0)
        finding = lint_report(lint, doc, ref->span,
                              "the link \"%.*s\" has no target; on GitHub it leads to this very "
                              "page",
                              STR_ARG(text));
    else
        finding = lint_report(lint, doc, ref->span,
                              "this link has neither text nor target; GitHub shows nothing of it");
    if (ref->kind == REF_IMAGE)
        lint_help(lint, finding, "name the file of the picture, or delete the whole construct");
    else
        lint_help(lint, finding, "fill in the address, or take the link away");
    lint_discriminator(lint, finding, text);
}

static void check_document(struct lint *lint, const struct document *doc)
{
    uint32_t first = 0;
    while (first < doc->reference_count && !is_empty(&doc->references[first]))
        first++;
    if (first == doc->reference_count)
        return;

    struct usage usage = {0};
    struct once once = {0};
    add_names(&usage, doc, first);
    count_usage(&usage, doc);
    for (uint32_t i = first; i < doc->reference_count; i++) {
        const struct reference *ref = &doc->references[i];
        if (!is_empty(ref) || !once_take(&once, doc, ref))
            continue;
        str text = visible_text(doc, ref);
        if (ref->form == FORM_HTML && text.n == 0 && str_trim(ref->url).n > 0)
            continue; /* <a href="#"></a> is an anchor that shows nothing */
        if (str_starts(text, STR("![")) && !reference_image(doc, ref))
            continue; /* a picture that is none, the matter of another rule */
        if (usage.titles >= STYLE_CASES && is_title(doc, ref))
            continue; /* so the list writes papers that can't be read yet */
        if (!is_style(&usage, doc, ref) && !is_allowed(lint, text) &&
            !means_top(str_trim(ref->url), text))
            report(lint, doc, ref, text);
    }
    map_free(&usage.names);
    vec_free(&usage.tallies);
    once_free(&once);
}

const struct rule rule_link_empty = {
    .summary = "a link without a target, or a picture without a source",
    .severity = SEVERITY_WARNING,
    .options = options,
    .document = check_document,
};
