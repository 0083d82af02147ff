#include "doc/badge_text.h"

#include <string.h>

/* The bytes up to `end`, cut off the front with it, where none of `refused` is among them. */
static bool cut(str *rest, str end, const char *refused, str *out)
{
    size_t at = str_find(*rest, end);
    if (at == STR_NPOS)
        return false;
    *out = str_sub(*rest, 0, at);
    *rest = str_skip(*rest, at + end.n);
    for (size_t i = 0; i < out->n; i++)
        if (!out->at[i] || strchr(refused, out->at[i]))
            return false;
    return true;
}

/* "&amp;" and the like: the URL differs from what is written. */
static bool has_entity(str url)
{
    for (size_t i = 0; i < url.n; i++) {
        if (url.at[i] != '&')
            continue;
        size_t end = i + 1;
        while (end < url.n && (ascii_is_alnum(url.at[end]) || url.at[end] == '#'))
            end++;
        if (end < url.n && url.at[end] == ';')
            return true;
    }
    return false;
}

bool badge_text_split(str text, struct badge_text *out)
{
    static const char outside[] = "[]()<>\\\" \t\r\n"; /* of a destination in its plain form */
    *out = (struct badge_text){.text = text};
    bool wrapped = str_starts(text, STR("[!["));
    str rest = str_skip(text, wrapped ? 3 : 2);
    if (text.n > BADGE_TEXT_LIMIT || (!wrapped && !str_starts(text, STR("!["))) ||
        !cut(&rest, STR("]("), "[]\\<&\r\n", &out->aspects[BADGE_ALT]) ||
        !cut(&rest, STR(")"), outside, &out->url) || has_entity(out->url))
        return false;
    str *link = &out->aspects[BADGE_LINK];
    if (!wrapped)
        return rest.n == 0;
    if (!str_starts(rest, STR("](")))
        return false;
    rest = str_skip(rest, 2);
    if (!cut(&rest, STR(")"), outside, link) || has_entity(*link))
        return false;
    out->wrap = link->n == 0 ? BADGE_OPEN : BADGE_ELSEWHERE;
    return rest.n == 0;
}

static str between(const char *start, const char *end)
{
    return (str){start, (size_t)(end - start)};
}

/* The bytes of the URL around what it says: from `said` to `end` it is content. */
static void set_frame(struct badge_text *out, const char *said, const char *end)
{
    const char *path_end = out->badge.path.at + out->badge.path.n;
    out->aspects[BADGE_ADDRESS] = between(out->url.at, said);
    out->aspects[BADGE_EXTENSION] = between(end, path_end);
    out->aspects[BADGE_QUERY] = between(path_end, out->url.at + out->url.n);
}

static bool leads_to_repository(const struct badge_text *badge)
{
    static const str GITHUB = STR_INIT("https://github.com/");
    str link = badge->aspects[BADGE_LINK];
    if (badge->badge.forge == FORGE_GITHUB && str_starts(link, GITHUB) &&
        str_eq_nocase(str_skip(link, GITHUB.n), badge->said))
        return true; /* as nearly all are: no need to take the URL apart */
    return badge_is_of(&badge->badge, link);
}

static bool read_stars(struct badge_text *out)
{
    const struct badge *badge = &out->badge;
    if (badge->owner.n == 0 || badge->repo.n == 0)
        return false;
    const char *end = badge->repo.at + badge->repo.n;
    out->said = between(badge->owner.at, end);
    set_frame(out, badge->owner.at, end);
    if (out->wrap == BADGE_ELSEWHERE && leads_to_repository(out))
        out->wrap = BADGE_REPOSITORY;
    return true;
}

static bool read_static(struct badge_text *out)
{
    static const str PATH = STR_INIT("/badge/");
    const struct badge *badge = &out->badge;
    if (!str_starts(badge->path, PATH) || badge->color.n == 0)
        return false;
    const char *said = badge->path.at + PATH.n;
    out->said = between(said, badge->message.at + badge->message.n);
    out->aspects[BADGE_COLOR] = badge->color;
    set_frame(out, said, badge->color.at + badge->color.n);
    venue_read(badge->message, &out->venue);
    out->aspects[BADGE_YEAR] = out->venue.year;
    return true;
}

bool badge_text_read(str text, struct badge_text *out)
{
    if (!badge_text_split(text, out))
        return false;
    enum badge_kind kind = badge_parse(out->url, &out->badge);
    if (out->badge.fault != BADGE_FINE)
        return false;
    return kind == BADGE_STARS ? read_stars(out) : kind == BADGE_STATIC && read_static(out);
}

struct span badge_span(const struct document *doc, const struct reference *image)
{
    static const struct span NOWHERE = {0, 0};
    if (image->form != FORM_INLINE || !image->exact)
        return NOWHERE;
    if (image->outer == NO_INDEX)
        return image->span;
    const struct reference *link = &doc->references[image->outer];
    bool alone = link->form == FORM_INLINE && link->exact && span_eq(link->text, image->span);
    return alone ? link->span : NOWHERE;
}
