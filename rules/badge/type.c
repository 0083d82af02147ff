#include "base/map.h"
#include "base/mem.h"
#include "base/percent.h"
#include "doc/badge_style.h"
#include "lint/rule.h"

#include <string.h>

/* A way to show a name. */
struct spelling {
    uint32_t uses, first; /* badges; the first of them */
    uint32_t letters;     /* equal for spellings of the same letters */
};

struct check {
    struct lint *lint;
    const struct repository *repo;
    const struct badge_styles *styles;
    struct map raw;     /* a name as it is written -> its spelling; NO_INDEX: no name */
    struct map shown;   /* as it is shown -> its spelling */
    struct map letters; /* its letters alone -> into `usual` */
    VEC(struct spelling) spellings;
    VEC(uint32_t) usual; /* by letters: the most frequent spelling */
    struct buf key, text;
};

static str written(const struct check *check, uint32_t use)
{
    const struct badge_use *badge = &check->styles->uses.at[use];
    return document_text(check->repo->documents[badge->document], badge->name);
}

/* Start a key with what tells names of one kind of badges from those of another. */
static void start_key(struct check *check, uint32_t use)
{
    const struct badge_use *badge = &check->styles->uses.at[use];
    buf_clear(&check->key);
    uint32_t name = check->styles->shapes.at[badge->shape].name;
    buf_add(&check->key, (str){(const char *)&name, sizeof name});
}

/* As the badge server shows it: `_` is a blank, `__` and `--` are what they look like halved. */
static void add_shown(struct buf *out, str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        bool doubled = i + 1 < text.n && text.at[i + 1] == c && (c == '_' || c == '-');
        if (doubled)
            i++;
        else if (c == '_')
            c = ' ';
        else if (c == '-')
            c = '\n'; /* the badge has two parts */
        buf_add_char(out, c);
    }
}

/* A number for the letters of the text, letter case aside; NO_INDEX where it has none. */
static uint32_t letters_of(struct check *check, uint32_t use)
{
    bool letters = false, added;
    start_key(check, use);
    for (size_t i = 0; i < check->text.n; i++) {
        char c = check->text.at[i];
        if (!memchr("-_ ", c, 3))
            buf_add_char(&check->key, ascii_lower(c));
        letters = letters || ascii_is_alpha(c) || (unsigned char)c >= 0x80;
    }
    if (!letters)
        return NO_INDEX;
    uint32_t fresh = (uint32_t)check->usual.n;
    uint32_t number = *map_put_copy(&check->letters, buf_str(&check->key), fresh, &added);
    if (added)
        vec_push(&check->usual, NO_INDEX);
    return number;
}

/* The spelling of check->text. */
static uint32_t spelling_of_text(struct check *check, uint32_t use)
{
    bool added;
    start_key(check, use);
    add_shown(&check->key, str_trim(buf_str(&check->text)));
    uint32_t fresh = (uint32_t)check->spellings.n;
    uint32_t spelling = *map_put_copy(&check->shown, buf_str(&check->key), fresh, &added);
    if (added)
        vec_push(&check->spellings, (struct spelling){0, use, letters_of(check, use)});
    return spelling;
}

/* The spelling of a use's name, or NO_INDEX. Few names are written in many badges. */
static uint32_t spelling_of(struct check *check, uint32_t use)
{
    const struct badge_use *badge = &check->styles->uses.at[use];
    bool added;
    if (span_is_empty(badge->name) || check->styles->shapes.at[badge->shape].name == NO_INDEX)
        return NO_INDEX;
    start_key(check, use);
    buf_add(&check->key, written(check, use));
    uint32_t *slot = map_put_copy(&check->raw, buf_str(&check->key), NO_INDEX, &added);
    if (added) {
        buf_clear(&check->text);
        percent_decode(&check->text, written(check, use));
        *slot = spelling_of_text(check, use);
    }
    return *slot;
}

/* False where no name is spelt in two ways. */
static bool count(struct check *check)
{
    for (uint32_t i = 0; i < check->styles->uses.n; i++) {
        uint32_t spelling = spelling_of(check, i);
        if (spelling != NO_INDEX)
            check->spellings.at[spelling].uses++;
    }
    bool found = false;
    for (uint32_t i = 0; i < check->spellings.n; i++) {
        const struct spelling *spelling = &check->spellings.at[i];
        if (spelling->letters == NO_INDEX)
            continue;
        uint32_t *usual = &check->usual.at[spelling->letters];
        found = found || *usual != NO_INDEX;
        if (*usual == NO_INDEX || spelling->uses > check->spellings.at[*usual].uses)
            *usual = i;
    }
    return found;
}

/* The bytes of a label that both names have. */
static size_t common_label(str a, str b)
{
    size_t end = str_find_char(a, '-');
    return end != STR_NPOS && str_starts(b, str_sub(a, 0, end + 1)) ? end + 1 : 0;
}

static void report(struct check *check, uint32_t use, const struct spelling *usual)
{
    const struct badge_use *badge = &check->styles->uses.at[use],
                           *first = &check->styles->uses.at[usual->first];
    const struct document *doc = check->repo->documents[badge->document];
    str name = written(check, use), other = written(check, usual->first);
    struct span here = badge->name, there = first->name;
    size_t label = common_label(name, other);
    here.start += (uint32_t)label;
    there.start += (uint32_t)label;
    name = str_skip(name, label);
    other = str_skip(other, label);
    struct finding *finding =
        lint_report(check->lint, doc, here, "\"%.*s\" is written \"%.*s\" in %u other badge%s",
                    STR_ARG(name), STR_ARG(other), usual->uses, usual->uses == 1 ? "" : "s");
    lint_help(check->lint, finding, "keep to one spelling");
    lint_related(check->lint, finding, check->repo->documents[first->document], there,
                 "\"%.*s\" is written here", STR_ARG(other));
    lint_url(finding, doc->references[badge->reference].url);
}

static void check_repository(struct lint *lint, const struct repository *repo)
{
    struct check check = {.lint = lint, .repo = repo, .styles = lint_badge_styles(lint)};
    uint32_t end = count(&check) ? (uint32_t)check.styles->uses.n : 0;
    for (uint32_t i = 0; i < end; i++) {
        uint32_t spelling = spelling_of(&check, i);
        uint32_t letters = spelling == NO_INDEX ? NO_INDEX : check.spellings.at[spelling].letters;
        if (letters == NO_INDEX)
            continue;
        /* Of two that are equally frequent neither is the rarer. */
        const struct spelling *usual = &check.spellings.at[check.usual.at[letters]];
        if (check.spellings.at[spelling].uses < usual->uses)
            report(&check, i, usual);
    }
    map_free(&check.raw);
    map_free(&check.shown);
    map_free(&check.letters);
    vec_free(&check.spellings);
    vec_free(&check.usual);
    buf_free(&check.key);
    buf_free(&check.text);
}

const struct rule rule_badge_type = {
    .summary = "the text of a badge spelt in two ways",
    .severity = SEVERITY_INFO,
    .relative = true,
    .repository = check_repository,
};
