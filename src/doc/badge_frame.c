#include "doc/badge_frame.h"

#include <string.h>

bool badge_frame_of(const struct badge_text *badge, struct arena *arena, struct badge_frame *out)
{
    const char *end = badge->text.at + badge->text.n;
    str said = badge->badge.kind == BADGE_STARS ? badge->said : badge->badge.message;
    const char *behind = said.at + said.n;
    *out =
        (struct badge_frame){.stars = badge->badge.kind == BADGE_STARS, .form = badge->venue.form};
    if (badge->wrap == BADGE_ELSEWHERE)
        return false;
    if (badge->wrap == BADGE_REPOSITORY) {
        static const str GITHUB = STR_INIT("https://github.com/");
        str link = badge->aspects[BADGE_LINK];
        if (!str_starts(link, GITHUB) || !str_eq(str_skip(link, GITHUB.n), said))
            return false;
        out->twice = true;
        end = link.at + GITHUB.n;
    }
    out->head = arena_str(arena, str_sub(badge->text, 0, (size_t)(said.at - badge->text.at)));
    out->tail = arena_str(arena, (str){behind, (size_t)(end - behind)});
    out->label = (size_t)(badge->said.at - badge->text.at);
    return true;
}

/* A name that GitHub can have, and no ending that the badge server would cut off. */
static bool is_repository(str said)
{
    size_t slash = str_find_char(said, '/');
    size_t dot = str_rfind_char(said, '.');
    return slash != STR_NPOS && (dot == STR_NPOS || dot + 6 < said.n) &&
           forge_name_ok(str_sub(said, 0, slash), str_skip(said, slash + 1));
}

/* A message without a dash of its own, a fragment or an ending. */
static bool is_message(str said)
{
    for (size_t i = 0; i < said.n; i++) {
        char c = said.at[i];
        if (c == '-' && i + 1 < said.n && said.at[i + 1] == '-')
            i++;
        else if (!ascii_is_alnum(c) && (!c || !strchr("%'_!+*,:", c)))
            return false;
    }
    return said.n > 0 && said.at[0] != '-' && said.at[said.n - 1] != '-';
}

static bool fits_stars(const struct badge_frame *frame, str text)
{
    size_t frame_bytes = frame->head.n + frame->tail.n + frame->twice;
    if (text.n <= frame_bytes || !str_starts(text, frame->head))
        return false;
    size_t rest = text.n - frame_bytes, length = frame->twice ? rest / 2 : rest;
    str said = str_sub(text, frame->head.n, frame->head.n + length);
    str behind = str_skip(text, frame->head.n + length);
    if (!str_starts(behind, frame->tail) || !is_repository(said))
        return false;
    behind = str_skip(behind, frame->tail.n);
    return !frame->twice ||
           (behind.n == length + 1 && str_starts(behind, said) && behind.at[length] == ')');
}

bool badge_frame_fits(const struct badge_frame *frame, str text, str *name)
{
    *name = str_sub(text, 0, 0);
    if (text.n > BADGE_TEXT_LIMIT)
        return false;
    if (frame->stars)
        return fits_stars(frame, text);
    if (text.n <= frame->head.n + frame->tail.n || !str_starts(text, frame->head) ||
        !str_ends(text, frame->tail))
        return false;
    struct venue venue;
    str said = str_sub(text, frame->head.n, text.n - frame->tail.n);
    venue_read(said, &venue);
    *name = str_sub(text, frame->label, frame->head.n + (size_t)(venue.name.n));
    return venue.form == frame->form && is_message(said);
}
