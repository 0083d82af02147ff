#include "base/map.h"
#include "base/mem.h"
#include "doc/slug.h"
#include "lint/rule.h"

/*
 * The slug that the heading would have if it were the only one of its name: what its text gives,
 * with the dashes that a badge or emoji at either end leaves, and without a number behind it.
 */
static str name_of(const struct section *section, struct buf *text)
{
    buf_clear(text);
    slug_of(text, section->text);
    size_t at = str_find(section->slug, buf_str(text));
    if (text->n == 0 || at == STR_NPOS)
        return section->slug;
    size_t end = at + text->n;
    str rest = str_skip(section->slug, end);
    size_t number = rest.n;
    while (number > 0 && ascii_is_digit(rest.at[number - 1]))
        number--;
    bool numbered = number > 0 && number < rest.n && rest.at[number - 1] == '-';
    return str_sub(section->slug, 0, numbered ? end + number - 1 : section->slug.n);
}

/* The marks that anchors leave out and names are told apart by: C, C++, C#. */
static void add_marks(struct buf *out, str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.at[i] == '+' || text.at[i] == '#')
            buf_add_char(out, text.at[i]);
}

static void report(struct lint *lint, const struct document *doc, const struct section *section,
                   const struct section *first)
{
    struct finding *finding =
        lint_report(lint, doc, span_is_empty(section->title) ? section->span : section->title,
                    "a second heading \"%.*s\" at this level; its anchor is \"#%.*s\", and moves "
                    "when headings do",
                    STR_ARG(section->text), STR_ARG(section->slug));
    lint_related(lint, finding, doc, span_is_empty(first->title) ? first->span : first->title,
                 "the first, \"#%.*s\"", STR_ARG(first->slug));
    lint_help(lint, finding, "give one of them another name, or put both sections into one");
    lint_discriminator(lint, finding, section->text);
}

/* What stands below one heading. */
struct below {
    uint32_t headings, repeats;
};

struct repeat {
    uint32_t section, first;
};

/*
 * One repeated name is a slip. Several, if not among many more, are groups that were all given one
 * level: a topic, its years, the next topic, its years.
 */
static bool is_slip(const struct below *below)
{
    return below->repeats == 1 || below->repeats * 10 <= below->headings;
}

static void check_document(struct lint *lint, const struct document *doc)
{
    struct map seen = {0}; /* parent and name -> the first such heading */
    struct buf text = {0}, key = {0};
    struct below *below = mem_alloc(doc->section_count, sizeof *below); /* of each heading */
    VEC(struct repeat) repeats = {0};
    for (uint32_t i = 0; i < doc->section_count; i++) {
        const struct section *section = &doc->sections[i];
        if (section->kind != SECTION_HEADING || section->text.n == 0)
            continue;
        uint32_t parent = section_heading(doc, section->parent);
        buf_clear(&key);
        buf_printf(&key, "%u ", parent);
        buf_add(&key, name_of(section, &text));
        add_marks(&key, section->text);
        bool added;
        const uint32_t *first = map_put_copy(&seen, buf_str(&key), i, &added);
        below[parent].headings++;
        below[parent].repeats += !added;
        if (!added)
            vec_push(&repeats, (struct repeat){i, *first});
    }
    for (size_t i = 0; i < repeats.n; i++) {
        const struct section *section = &doc->sections[repeats.at[i].section];
        if (is_slip(&below[section_heading(doc, section->parent)]))
            report(lint, doc, section, &doc->sections[repeats.at[i].first]);
    }
    map_free(&seen);
    buf_free(&text);
    buf_free(&key);
    mem_free(below);
    vec_free(&repeats);
}

const struct rule rule_list_heading = {
    .summary = "two headings of one section have one name",
    .severity = SEVERITY_INFO,
    .document = check_document,
};
