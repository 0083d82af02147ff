/* The Markdown that a family of badges shares, with named parts. */
#include "doc/badge_style.h"

#include "doc/venue.h"

/* A brace of the text itself is doubled. */
static void add_literal(struct buf *out, str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.at[i] == '{' || s.at[i] == '}')
            buf_add_char(out, s.at[i]);
        buf_add_char(out, s.at[i]);
    }
}

/* What a static badge says: label, and a venue with its year, or any text. */
static bool add_static(struct buf *out, const struct badge_family *family,
                       const struct badge_shape *shape)
{
    const struct badge_norm *year = &family->norms[BADGE_YEAR];
    const char *mark = year->value.at ? venue_mark(year->value.at) : NULL;
    if (shape->label.n > 0) {
        add_literal(out, shape->label);
        buf_add_char(out, '-');
    }
    if (year->value.at && !mark)
        return false;
    if (mark)
        buf_printf(out, "{venue}%s{year}{note}", mark);
    else
        buf_add(out, STR("{text}"));
    buf_add_char(out, '-');
    add_literal(out, family->norms[BADGE_COLOR].value);
    return true;
}

static void add_link(struct buf *out, enum badge_wrap wrap)
{
    static const str links[] = {
        [BADGE_BARE] = STR_INIT(""),
        [BADGE_OPEN] = STR_INIT("]()"),
        [BADGE_REPOSITORY] = STR_INIT("](https://github.com/{owner}/{repo})"),
        [BADGE_ELSEWHERE] = STR_INIT("]({link})"),
    };
    buf_add(out, links[wrap]);
}

static bool has_norms(const struct badge_family *family, bool stars)
{
    const struct badge_norm *link = &family->norms[BADGE_LINK];
    for (unsigned i = 0; i < BADGE_LINK; i++)
        if (!family->norms[i].value.at && i != BADGE_YEAR && !(stars && i == BADGE_COLOR))
            return false;
    return link->value.at || family->bare;
}

bool badge_style_template(const struct badge_styles *styles, uint32_t number, struct buf *out)
{
    const struct badge_family *family = &styles->families.at[number];
    const struct badge_shape *shape = &styles->shapes.at[family->shape];
    bool stars = shape->forge != FORGE_NONE;
    if (!has_norms(family, stars))
        return false;
    struct buf text = {0};
    buf_add(&text, family->wrap == BADGE_BARE ? STR("![") : STR("[!["));
    add_literal(&text, family->norms[BADGE_ALT].value);
    buf_add(&text, STR("]("));
    add_literal(&text, family->norms[BADGE_ADDRESS].value);
    bool done = true;
    if (stars)
        buf_add(&text, STR("{owner}/{repo}"));
    else
        done = add_static(&text, family, shape);
    add_literal(&text, family->norms[BADGE_EXTENSION].value);
    add_literal(&text, family->norms[BADGE_QUERY].value);
    buf_add_char(&text, ')');
    add_link(&text, family->wrap);
    if (done)
        buf_add(out, buf_str(&text));
    buf_free(&text);
    return done;
}
