#include "doc/badge_change.h"

#include <stdlib.h>

/*
 * The year in the usual form. An apostrophe that slipped behind it ("ACL24'Findings") is taken for
 * a blank.
 */
static struct badge_change usual_year(struct arena *arena, const struct badge_family *family,
                                      const struct badge_text *badge)
{
    struct buf text = {0};
    const struct venue *venue = &badge->venue;
    struct badge_change change = {.aspect = BADGE_YEAR, .is = venue->year};
    bool slipped =
        venue->note.n > 1 && venue->note.at[0] == '\'' && ascii_is_alpha(venue->note.at[1]);
    change.is.n += slipped;
    if (venue_year_as(&text, venue, family->norms[BADGE_YEAR].value.at)) {
        if (slipped)
            buf_add(&text, STR("%20"));
        change.wanted = arena_str(arena, buf_str(&text));
    }
    buf_free(&text);
    return change;
}

static str usual_link(struct arena *arena, const struct badge_family *family,
                      const struct badge_text *badge)
{
    if (family->wrap == BADGE_OPEN)
        return STR("");
    if (family->wrap == BADGE_REPOSITORY && badge->badge.forge == FORGE_GITHUB)
        return arena_printf(arena, "https://github.com/%.*s/%.*s", STR_ARG(badge->badge.owner),
                            STR_ARG(badge->badge.repo));
    return (str){NULL, 0};
}

void badge_changes_usual(struct badge_changes *out, struct arena *arena,
                         const struct badge_family *family, const struct badge_text *badge,
                         uint32_t aspects)
{
    out->count = 0;
    for (unsigned i = 0; i < BADGE_ASPECT_COUNT; i++)
        if (aspects & 1U << i)
            out->at[out->count++] =
                i == BADGE_YEAR
                    ? usual_year(arena, family, badge)
                    : (struct badge_change){i, badge->aspects[i],
                                            i == BADGE_LINK ? usual_link(arena, family, badge)
                                                            : family->norms[i].value};
}

static void compare(struct badge_changes *changes, enum badge_aspect aspect,
                    const struct badge_text *badge, const struct badge_text *wanted)
{
    str is = badge->aspects[aspect], other = wanted->aspects[aspect];
    bool bare = aspect == BADGE_LINK && badge->wrap == BADGE_BARE;
    if (bare || !str_eq(is, other))
        changes->at[changes->count++] = (struct badge_change){aspect, is, other};
}

void badge_changes_between(struct badge_changes *out, const struct badge_text *badge,
                           const struct badge_text *wanted)
{
    out->count = 0;
    for (unsigned i = 0; i < BADGE_LINK; i++)
        compare(out, i, badge, wanted);
    if (wanted->wrap != BADGE_BARE)
        compare(out, BADGE_LINK, badge, wanted);
}

static int by_start(const void *a, const void *b)
{
    const struct badge_edit *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->end < y->end ? -1 : x->end > y->end;
}

static unsigned join(struct badge_edit *edits, unsigned count, struct arena *arena)
{
    unsigned last = 0;
    for (unsigned i = 1; i < count; i++) {
        if (edits[i].start > edits[last].end) {
            edits[++last] = edits[i];
            continue;
        }
        edits[last].end = edits[i].end;
        edits[last].text =
            arena_printf(arena, "%.*s%.*s", STR_ARG(edits[last].text), STR_ARG(edits[i].text));
    }
    return count > 0 ? last + 1 : 0;
}

unsigned badge_changes_edits(const struct badge_changes *changes, const struct badge_text *badge,
                             struct arena *arena, struct badge_edit edits[BADGE_EDITS])
{
    unsigned count = 0;
    for (unsigned i = 0; i < changes->count; i++) {
        const struct badge_change *change = &changes->at[i];
        if (!change->wanted.at)
            return 0;
        if (change->aspect == BADGE_LINK && badge->wrap == BADGE_BARE) {
            edits[count++] = (struct badge_edit){0, 0, STR("[")};
            edits[count++] =
                (struct badge_edit){badge->text.n, badge->text.n,
                                    arena_printf(arena, "](%.*s)", STR_ARG(change->wanted))};
            continue;
        }
        if (!change->is.at || (change->aspect == BADGE_LINK && change->is.n > 0))
            return 0;
        size_t start = (size_t)(change->is.at - badge->text.at);
        edits[count++] = (struct badge_edit){start, start + change->is.n, change->wanted};
    }
    qsort(edits, count, sizeof *edits, by_start);
    return join(edits, count, arena);
}

void badge_edits_apply(const struct badge_edit *edits, unsigned count, str text, struct buf *out)
{
    size_t at = 0;
    for (unsigned i = 0; i < count; i++) {
        buf_add(out, str_sub(text, at, edits[i].start));
        buf_add(out, edits[i].text);
        at = edits[i].end;
    }
    buf_add(out, str_skip(text, at));
}

static bool yields(const struct badge_edit *edits, unsigned count, str text, str wanted)
{
    struct buf made = {0};
    badge_edits_apply(edits, count, text, &made);
    bool same = str_eq(buf_str(&made), wanted);
    buf_free(&made);
    return same;
}

unsigned badge_changes_edits_to(const struct badge_changes *changes, const struct badge_text *badge,
                                const struct badge_text *wanted, struct arena *arena,
                                struct badge_edit edits[BADGE_EDITS])
{
    unsigned count = badge_changes_edits(changes, badge, arena, edits);
    str a = badge->text, b = wanted->text;
    if ((count == 0 && changes->count > 0) || yields(edits, count, a, b))
        return count;
    size_t start = 0, end = 0;
    while (start < a.n && start < b.n && a.at[start] == b.at[start])
        start++;
    while (end < a.n - start && end < b.n - start && a.at[a.n - 1 - end] == b.at[b.n - 1 - end])
        end++;
    edits[0] = (struct badge_edit){start, a.n - end, str_sub(b, start, b.n - end)};
    return 1;
}
