#include "doc/badge_style.h"

#include "base/majority.h"
#include "base/map.h"
#include "doc/badge_frame.h"
#include "doc/url.h"

#include <stdlib.h>

enum { FRAMES = 8 };

/* What is only needed while learning. */
struct learner {
    struct badge_styles *styles;
    struct badge_frame frames[FRAMES]; /* the last ones that were new */
    uint32_t frame_shapes[FRAMES], frame_count;
    struct arena arena;       /* of the frames */
    struct map shapes, names; /* into styles->shapes; numbers */
    struct buf key;
    uint32_t percent;
};

static void add_lower(struct buf *out, str s)
{
    for (size_t i = 0; i < s.n; i++)
        buf_add_char(out, ascii_lower(s.at[i]));
}

static void add_field(struct buf *out, str s)
{
    buf_add(out, s);
    buf_add_char(out, '\0');
}

/* The form of an aspect; NULL where the badge says nothing about it. */
static str value_of(const struct badge_text *badge, enum badge_aspect aspect)
{
    bool stars = badge->badge.kind == BADGE_STARS;
    if (aspect == BADGE_YEAR)
        return stars ? (str){NULL, 0} : str_from(badge->venue.form);
    if (aspect == BADGE_LINK || (aspect == BADGE_COLOR && stars))
        return (str){NULL, 0};
    return badge->aspects[aspect];
}

static uint32_t name_of(struct learner *learner, const struct badge_text *badge)
{
    bool stars = badge->badge.kind == BADGE_STARS;
    str alt = badge->aspects[BADGE_ALT];
    buf_clear(&learner->key);
    add_lower(&learner->key, stars ? STR("\x01stars") : alt.n > 0 ? alt : badge->badge.label);
    if (learner->key.n == 0)
        return NO_INDEX;
    uint32_t fresh = learner->styles->name_count;
    bool added;
    uint32_t name = *map_put_copy(&learner->names, buf_str(&learner->key), fresh, &added);
    learner->styles->name_count += added;
    return name;
}

static struct badge_shape new_shape(struct learner *learner, const struct badge_text *badge)
{
    struct arena *arena = &learner->styles->arena;
    struct badge_shape shape = {
        .label = arena_str(arena, badge->badge.label),
        .forge = badge->badge.forge,
        .wrap = badge->wrap,
        .name = name_of(learner, badge),
        .family = NO_INDEX,
    };
    for (unsigned i = 0; i < BADGE_ASPECT_COUNT; i++) {
        str value = value_of(badge, i);
        if (value.at)
            shape.values[i] = arena_str(arena, value);
    }
    return shape;
}

static uint32_t shape_of(struct learner *learner, const struct badge_text *badge)
{
    struct buf *key = &learner->key;
    buf_clear(key);
    buf_add_char(key, (char)('a' + badge->wrap));
    buf_add_char(key, (char)('a' + badge->badge.forge));
    add_field(key, badge->badge.label);
    for (unsigned i = 0; i < BADGE_ASPECT_COUNT; i++)
        add_field(key, value_of(badge, i));
    bool added;
    uint32_t fresh = (uint32_t)learner->styles->shapes.n;
    uint32_t shape = *map_put_copy(&learner->shapes, buf_str(key), fresh, &added);
    if (added)
        vec_push(&learner->styles->shapes, new_shape(learner, badge));
    return shape;
}

/* What a static badge says, up to the year; empty for others. */
static str named(const struct badge_text *badge)
{
    if (badge->badge.kind != BADGE_STATIC)
        return str_sub(badge->text, 0, 0);
    const char *end = badge->venue.name.at + badge->venue.name.n;
    return (str){badge->said.at, (size_t)(end - badge->said.at)};
}

/* The shape of a badge, or NO_INDEX where it cannot be read. */
static uint32_t shape_of_text(struct learner *learner, str text, str *name)
{
    struct badge_text badge;
    for (uint32_t i = 0; i < FRAMES && i < learner->frame_count; i++)
        if (badge_frame_fits(&learner->frames[i], text, name))
            return learner->frame_shapes[i];
    if (!badge_text_read(text, &badge))
        return NO_INDEX;
    uint32_t shape = shape_of(learner, &badge), slot = learner->frame_count % FRAMES;
    *name = named(&badge);
    if (badge_frame_of(&badge, &learner->arena, &learner->frames[slot])) {
        learner->frame_shapes[slot] = shape;
        learner->frame_count++;
    }
    return shape;
}

static void look_at(struct learner *learner, const struct document *doc, uint32_t document)
{
    for (uint32_t i = 0; i < doc->reference_count; i++) {
        const struct reference *image = &doc->references[i];
        if ((image->badge != BADGE_STARS && image->badge != BADGE_STATIC) ||
            image->badge_fault != BADGE_FINE || image->entry == NO_INDEX)
            continue;
        struct span span = badge_span(doc, image);
        str text = document_text(doc, span), name;
        uint32_t shape = shape_of_text(learner, text, &name);
        if (shape == NO_INDEX)
            continue;
        learner->styles->shapes.at[shape].count++;
        size_t start = span.start + (size_t)(name.at - text.at);
        vec_push(&learner->styles->uses,
                 (struct badge_use){document, i, shape, span, span_of(start, start + name.n)});
    }
}

/* Shapes of one family stand together: what tells them, and which they are. */
struct member {
    uint32_t group, shape;
};

static int by_group(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    return x->shape < y->shape ? -1 : x->shape > y->shape;
}

/* The usual value of an aspect among `count` shapes. */
static struct badge_norm norm_of(const struct learner *learner, const struct member *members,
                                 size_t count, enum badge_aspect aspect)
{
    const struct badge_shape *shapes = learner->styles->shapes.at;
    struct badge_norm norm = {{NULL, 0}, 0, 0};
    struct majority majority = {0};
    str first = shapes[members[0].shape].values[aspect];
    bool one = first.at != NULL;
    for (size_t i = 0; i < count; i++) {
        str value = shapes[members[i].shape].values[aspect];
        norm.cases += value.at ? shapes[members[i].shape].count : 0;
        one = one && value.at && str_eq(value, first);
    }
    norm.count = norm.cases;
    if (norm.cases < MAJORITY_CASES)
        return norm;
    if (one) { /* the most frequent case needs no counting */
        norm.value = first;
        return norm;
    }
    for (size_t i = 0; i < count; i++) {
        const struct badge_shape *shape = &shapes[members[i].shape];
        if (shape->values[aspect].at)
            majority_add_times(&majority, shape->values[aspect], shape->count);
    }
    str value = majority_form(&majority, MAJORITY_CASES, learner->percent, &norm.count);
    if (value.at)
        norm.value = arena_str(&learner->styles->arena, value);
    majority_free(&majority);
    return norm;
}

static void settle_link(const struct learner *learner, struct badge_family *family,
                        const struct member *members, size_t count)
{
    uint32_t wraps[BADGE_ELSEWHERE + 1] = {0};
    for (size_t i = 0; i < count; i++) {
        const struct badge_shape *shape = &learner->styles->shapes.at[members[i].shape];
        wraps[shape->wrap] += shape->count;
    }
    struct badge_norm *norm = &family->norms[BADGE_LINK];
    *norm = (struct badge_norm){{NULL, 0}, family->cases - wraps[BADGE_BARE], family->cases};
    family->wrap = BADGE_BARE;
    family->bare = majority_is(wraps[BADGE_BARE], family->cases, learner->percent);
    if (!majority_is(norm->count, norm->cases, learner->percent))
        return;
    norm->value = STR("](");
    family->wrap = BADGE_ELSEWHERE;
    for (unsigned i = BADGE_OPEN; i <= BADGE_REPOSITORY; i++)
        if (majority_is(wraps[i], family->cases, learner->percent))
            family->wrap = (enum badge_wrap)i;
    if (family->wrap == BADGE_REPOSITORY)
        norm->count = wraps[BADGE_REPOSITORY];
}

enum { PARAMETERS = 32 };

static uint32_t count_parameters(str query)
{
    uint32_t count = 0;
    for (str name, value; url_next_parameter(&query, &name, &value);)
        count++;
    return count;
}

static bool has_parameter(str query, str name, str value)
{
    for (str other, its; url_next_parameter(&query, &other, &its);)
        if (str_eq(other, name) && str_eq(its, value))
            return true;
    return false;
}

bool badge_query_agrees(str query, str usual)
{
    if (str_eq(query, usual))
        return true;
    query = str_skip(query, 1); /* '?' */
    usual = str_skip(usual, 1);
    if (count_parameters(query) > PARAMETERS || count_parameters(usual) > PARAMETERS)
        return false;
    str rest = usual, name, value;
    while (url_next_parameter(&rest, &name, &value))
        if (!has_parameter(query, name, value))
            return false;
    rest = query;
    while (url_next_parameter(&rest, &name, &value))
        if (str_eq(name, STR("style")) && !has_parameter(usual, name, value))
            return false;
    return true;
}

static bool is_unlike(const struct badge_shape *shape, const struct badge_family *family,
                      enum badge_aspect aspect)
{
    str value = shape->values[aspect], usual = family->norms[aspect].value;
    if (!usual.at)
        return false;
    if (aspect == BADGE_LINK)
        return shape->wrap == BADGE_BARE ||
               (shape->wrap == BADGE_OPEN && family->wrap == BADGE_REPOSITORY);
    if (!value.at || (aspect == BADGE_ALT && usual.n == 0))
        return false; /* a text is no worse than none */
    if (aspect == BADGE_QUERY)
        return !badge_query_agrees(value, usual);
    return aspect == BADGE_COLOR ? !str_eq_nocase(value, usual) : !str_eq(value, usual);
}

static void settle_family(struct learner *learner, const struct member *members, size_t count)
{
    struct badge_shape *shapes = learner->styles->shapes.at;
    uint32_t number = (uint32_t)learner->styles->families.n;
    struct badge_family family = {.shape = members[0].shape};
    for (size_t i = 0; i < count; i++) {
        struct badge_shape *shape = &shapes[members[i].shape];
        shape->family = number;
        family.cases += shape->count;
        if (shape->count > shapes[family.shape].count)
            family.shape = members[i].shape;
    }
    if (family.cases >= MAJORITY_CASES) {
        for (unsigned i = 0; i < BADGE_LINK; i++)
            family.norms[i] = norm_of(learner, members, count, i);
        settle_link(learner, &family, members, count);
    }
    for (size_t i = 0; i < count; i++)
        for (unsigned j = 0; j < BADGE_ASPECT_COUNT; j++)
            if (is_unlike(&shapes[members[i].shape], &family, j))
                shapes[members[i].shape].unlike |= 1U << j;
    vec_push(&learner->styles->families, family);
}

static size_t run_end(const struct member *members, size_t start, size_t count)
{
    size_t end = start + 1;
    while (end < count && members[end].group == members[start].group)
        end++;
    return end;
}

/* What tells the family of a shape; empty where nothing does. */
static void group_key(struct buf *out, const struct badge_shape *shape, bool by_alt)
{
    bool stars = shape->forge != FORGE_NONE;
    buf_clear(out);
    if (stars) {
        buf_add_char(out, (char)shape->forge);
        return;
    }
    if (shape->label.n == 0 && shape->values[BADGE_ALT].n == 0)
        return;
    add_lower(out, shape->label);
    buf_add_char(out, '\0');
    if (by_alt || shape->label.n == 0)
        add_lower(out, shape->values[BADGE_ALT]);
}

/* Part the shapes of one label by alt text where no alt text is usual. */
static void part_by_alt(struct learner *learner, struct map *groups, struct member *members,
                        size_t count)
{
    const struct badge_shape *shapes = learner->styles->shapes.at;
    if (shapes[members[0].shape].label.n == 0 ||
        norm_of(learner, members, count, BADGE_ALT).value.at)
        return;
    for (size_t i = 0; i < count; i++) {
        group_key(&learner->key, &shapes[members[i].shape], true);
        uint32_t fresh = (uint32_t)map_count(groups);
        members[i].group = *map_put_copy(groups, buf_str(&learner->key), fresh, NULL);
    }
}

static void settle_families(struct learner *learner)
{
    struct map groups = {0};
    VEC(struct member) members = {0};
    for (uint32_t i = 0; i < learner->styles->shapes.n; i++) {
        group_key(&learner->key, &learner->styles->shapes.at[i], false);
        if (learner->key.n == 0)
            continue;
        uint32_t fresh = (uint32_t)map_count(&groups);
        uint32_t group = *map_put_copy(&groups, buf_str(&learner->key), fresh, NULL);
        vec_push(&members, (struct member){group, i});
    }
    if (members.n > 1)
        qsort(members.at, members.n, sizeof *members.at, by_group);
    for (size_t i = 0, end; i < members.n; i = end) {
        end = run_end(members.at, i, members.n);
        part_by_alt(learner, &groups, &members.at[i], end - i);
    }
    if (members.n > 1)
        qsort(members.at, members.n, sizeof *members.at, by_group);
    for (size_t i = 0, end; i < members.n; i = end) {
        end = run_end(members.at, i, members.n);
        settle_family(learner, &members.at[i], end - i);
    }
    map_free(&groups);
    vec_free(&members);
}

void badge_styles_learn(struct badge_styles *styles, struct document *const *documents,
                        uint32_t count, uint32_t percent)
{
    struct learner learner = {.styles = styles, .percent = percent};
    for (uint32_t i = 0; i < count; i++)
        look_at(&learner, documents[i], i);
    settle_families(&learner);
    map_free(&learner.shapes);
    map_free(&learner.names);
    buf_free(&learner.key);
    arena_free(&learner.arena);
}

void badge_styles_free(struct badge_styles *styles)
{
    vec_free(&styles->uses);
    vec_free(&styles->shapes);
    vec_free(&styles->families);
    arena_free(&styles->arena);
}
