#include "doc/badge_custom.h"

static const struct badge_shape *shape_of(const struct badge_customs *customs, size_t use)
{
    return &customs->styles->shapes.at[customs->styles->uses.at[use].shape];
}

/* The form of one aspect in a list, or for NO_INDEX in the file; all usual forms are one. */
static str form_key(struct badge_customs *customs, uint32_t list, const struct badge_shape *shape,
                    unsigned aspect, bool usual)
{
    struct buf *key = &customs->key;
    buf_clear(key);
    buf_printf(key, "%u %u %u ", list, shape->family, aspect);
    if (usual)
        return buf_str(key);
    buf_add_char(key, '=');
    if (aspect == BADGE_LINK)
        buf_add_char(key, (char)('0' + shape->wrap));
    else
        buf_add(key, shape->values[aspect]);
    return buf_str(key);
}

static uint32_t list_of(const struct badge_customs *customs, const struct badge_use *use)
{
    const struct document *doc = customs->documents[use->document];
    return doc->entries[doc->references[use->reference].entry].list;
}

void badge_customs_of_file(struct badge_customs *customs, uint32_t first, uint32_t end,
                           uint32_t aspects)
{
    map_free(&customs->forms);
    for (uint32_t i = first; i < end; i++) {
        const struct badge_shape *shape = shape_of(customs, i);
        uint32_t list = list_of(customs, &customs->styles->uses.at[i]);
        for (unsigned j = 0; shape->family != NO_INDEX && j < BADGE_ASPECT_COUNT; j++) {
            if (!(aspects & 1U << j) || (j != BADGE_LINK && !shape->values[j].at))
                continue;
            bool usual = !(shape->unlike & 1U << j);
            ++*map_put_copy(&customs->forms, form_key(customs, NO_INDEX, shape, j, usual), 0, NULL);
            ++*map_put_copy(&customs->forms, form_key(customs, list, shape, j, usual), 0, NULL);
        }
    }
}

static bool is_habit(struct badge_customs *customs, uint32_t list, const struct badge_shape *shape,
                     unsigned aspect)
{
    const uint32_t *own = map_get(&customs->forms, form_key(customs, list, shape, aspect, false));
    const uint32_t *usual = map_get(&customs->forms, form_key(customs, list, shape, aspect, true));
    return own && *own >= BADGE_HABIT && *own > (usual ? *usual : 0);
}

static bool is_word_byte(char c)
{
    return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

/* The next word or number of what a badge says; empty at the end. */
static str next_word(str *rest)
{
    size_t i = 0, end;
    while (i < rest->n && !is_word_byte(rest->at[i]))
        i += rest->at[i] == '%' ? 3 : 1;
    i = i < rest->n ? i : rest->n;
    for (end = i; end < rest->n && is_word_byte(rest->at[end]);)
        end++;
    str word = str_sub(*rest, i, end);
    *rest = str_skip(*rest, end);
    return word;
}

static str word_key(struct badge_customs *customs, const struct badge_shape *shape, str word,
                    bool usual)
{
    struct buf *key = &customs->key;
    buf_clear(key);
    buf_printf(key, "%u ", shape->family);
    str color = usual ? STR("=") : shape->values[BADGE_COLOR];
    for (size_t i = 0; i < color.n; i++)
        buf_add_char(key, ascii_lower(color.at[i]));
    buf_add_char(key, ' ');
    for (size_t i = 0; i < word.n; i++)
        buf_add_char(key, ascii_lower(word.at[i]));
    return buf_str(key);
}

static void count_word(struct badge_customs *customs, const struct badge_shape *shape, str word,
                       str entry)
{
    bool usual = !(shape->unlike & 1U << BADGE_COLOR), added;
    uint32_t *slot = map_put_copy(&customs->words, word_key(customs, shape, word, usual),
                                  (uint32_t)customs->papers.n, &added);
    if (added)
        vec_push(&customs->papers, entry);
    else if (!str_eq(customs->papers.at[*slot], entry))
        customs->papers.at[*slot] = (str){NULL, 0};
}

/* A name in a family, letter case aside. */
static str name_key(struct badge_customs *customs, const struct badge_use *use)
{
    struct buf *key = &customs->key;
    const struct document *doc = customs->documents[use->document];
    str name = document_text(doc, use->name);
    buf_clear(key);
    buf_printf(key, "%u ", customs->styles->shapes.at[use->shape].family);
    for (size_t i = 0; i < name.n; i++)
        buf_add_char(key, ascii_lower(name.at[i]));
    return buf_str(key);
}

static void look_at(struct badge_customs *customs, const struct badge_use *use)
{
    const struct badge_shape *shape = &customs->styles->shapes.at[use->shape];
    const struct document *doc = customs->documents[use->document];
    struct badge_text badge;
    if (!badge_text_read(document_text(doc, use->span), &badge))
        return;
    if (!(shape->unlike & 1U << BADGE_COLOR)) {
        bool added;
        map_put_copy(&customs->names, name_key(customs, use), 0, &added);
        customs->colored[shape->family] += added;
    }
    str entry = doc->entries[doc->references[use->reference].entry].key;
    for (str rest = badge.said, word; (word = next_word(&rest)).n > 0;)
        count_word(customs, shape, word, entry);
}

/* The names and words of all families that have an unusual colour. */
static void look_at_colors(struct badge_customs *customs)
{
    const struct badge_styles *styles = customs->styles;
    bool *odd = mem_alloc(styles->families.n + 1, sizeof *odd);
    customs->colored = mem_alloc(styles->families.n + 1, sizeof *customs->colored);
    for (size_t i = 0; i < styles->shapes.n; i++)
        if (styles->shapes.at[i].unlike & 1U << BADGE_COLOR)
            odd[styles->shapes.at[i].family] = true;
    for (size_t i = 0; i < styles->uses.n; i++)
        if (shape_of(customs, i)->family != NO_INDEX && odd[shape_of(customs, i)->family])
            look_at(customs, &styles->uses.at[i]);
    mem_free(odd);
}

/* Whether the family's badges say one of a few things, the kinds of papers, again and again. */
static bool is_of_kinds(const struct badge_customs *customs, uint32_t family)
{
    enum { REPEATED = 4 };
    const struct badge_norm *color = &customs->styles->families.at[family].norms[BADGE_COLOR];
    return (uint64_t)customs->colored[family] * REPEATED <= color->count;
}

/*
 * Whether the badge's colour may say something. What is of no venue and year and has a new word may
 * be the first of a new kind, with a colour of its own.
 */
static bool is_coded(struct badge_customs *customs, const struct badge_use *use,
                     const struct badge_text *badge)
{
    str said = badge->said;
    const struct badge_shape *shape = &customs->styles->shapes.at[use->shape];
    if (!customs->colored)
        look_at_colors(customs);
    if (customs->colored[shape->family] < BADGE_NAMES &&
        !map_get(&customs->names, name_key(customs, use)))
        return true;
    bool kind = badge->badge.kind == BADGE_STATIC && !badge->venue.form &&
                is_of_kinds(customs, shape->family);
    for (str word; (word = next_word(&said)).n > 0;) {
        const uint32_t *own = map_get(&customs->words, word_key(customs, shape, word, false));
        if (own && (kind || !customs->papers.at[*own].at) &&
            !map_get(&customs->words, word_key(customs, shape, word, true)))
            return true;
    }
    return false;
}

bool badge_is_custom(struct badge_customs *customs, const struct badge_use *use,
                     enum badge_aspect aspect, const struct badge_text *badge)
{
    const struct badge_shape *shape = &customs->styles->shapes.at[use->shape];
    return is_habit(customs, NO_INDEX, shape, aspect) ||
           is_habit(customs, list_of(customs, use), shape, aspect) ||
           (aspect == BADGE_COLOR && is_coded(customs, use, badge));
}

void badge_customs_free(struct badge_customs *customs)
{
    map_free(&customs->forms);
    map_free(&customs->words);
    map_free(&customs->names);
    mem_free(customs->colored);
    vec_free(&customs->papers);
    buf_free(&customs->key);
}
