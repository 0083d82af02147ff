/*
 * The badges and pictures of an entry that is taken apart.
 */
#include "doc/pieces_private.h"

#include "doc/badge_text.h"
#include "doc/label.h"
#include "doc/reference.h"

enum { MAX_SWAPS = 4 };

static bool is_venue_badge(const struct badge_text *badge)
{
    static const str WORDS[] = {STR_INIT("conference"),  STR_INIT("journal"),
                                STR_INIT("venue"),       STR_INIT("publish"),
                                STR_INIT("publication"), STR_INIT("workshop")};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (str_eq_nocase(badge->badge.label, WORDS[i]) ||
            str_eq_nocase(badge->aspects[BADGE_ALT], WORDS[i]))
            return true;
    return badge->venue.form && label_of(badge->badge.label) == LABEL_NONE;
}

static struct span span_at(const struct taking *taking, str slice)
{
    size_t start = (size_t)(slice.at - taking->doc->source.at);
    return span_of(start, start + slice.n);
}

static void swap_link(struct taking *taking, const struct reference *outer, struct swap *swaps,
                      size_t *count, enum piece_kind *kind)
{
    str mark = {NULL, 0};
    if (!outer || outer->url.n == 0)
        return;
    enum piece_kind target = taking_target(taking, outer, &mark);
    if (target == PIECE_LINK) {
        *kind = PIECE_BADGE;
        return;
    }
    if (target == PIECE_CODE && *kind == PIECE_STARS)
        mark = taking_mark(str_eq(outer->url, taking->pieces->values.root) ? MARK_ROOT : MARK_CODE);
    if (*kind == PIECE_BADGE)
        *kind = target;
    swaps[(*count)++] = (struct swap){outer->dest, mark};
}

static void add_badge(struct taking *taking, const struct reference *image, struct span span)
{
    struct badge_text badge;
    struct swap swaps[MAX_SWAPS];
    size_t count = 0;
    struct piece_values *values = &taking->pieces->values;
    enum piece_kind kind = PIECE_BADGE;
    const struct reference *outer = taking_reference(taking, image->outer);
    bool read = badge_text_read(document_text(taking->doc, span), &badge);
    if (read && image->badge == BADGE_STARS && values->repo.n > 0 &&
        str_eq_nocase(badge.said, values->repo)) {
        kind = PIECE_STARS;
        swaps[count++] = (struct swap){span_at(taking, badge.said), taking_mark(MARK_REPO)};
    } else if (read && image->badge == BADGE_STATIC) {
        size_t id = values->id.n > 0 ? str_find(badge.badge.message, values->id) : STR_NPOS;
        if (id != STR_NPOS) {
            str said = str_sub(badge.badge.message, id, id + values->id.n);
            swaps[count++] = (struct swap){span_at(taking, said), taking_mark(MARK_ID)};
        } else if (is_venue_badge(&badge) && values->venue.n == 0) {
            kind = PIECE_VENUE;
            values->venue = badge.badge.message;
            swaps[count++] =
                (struct swap){span_at(taking, badge.badge.message),
                              taking_venue_mark(taking, MARK_BADGE_VENUE, badge.venue.form)};
        } else if (label_of(badge.badge.message) == LABEL_NONE &&
                   label_of(badge.badge.label) == LABEL_NONE) {
            outer = NULL;
        }
        swap_link(taking, outer, swaps, &count, &kind);
        outer = NULL;
    }
    if (kind == PIECE_STARS)
        swap_link(taking, outer, swaps, &count, &kind);
    taking_add(taking, kind, span, swaps, kind == PIECE_BADGE ? 0 : count);
}

void taking_add_image(struct taking *taking, const struct reference *image)
{
    const struct reference *outer = taking_reference(taking, image->outer);
    struct span span = badge_span(taking->doc, image);
    if (image->badge != BADGE_NONE) {
        if (span_is_empty(span))
            taking_add(taking, PIECE_BADGE, outer ? outer->span : image->span, NULL, 0);
        else
            add_badge(taking, image, span);
        return;
    }
    struct piece_values *values = &taking->pieces->values;
    struct swap swap = {image->dest, taking_mark(MARK_PICTURE)};
    bool simple = !outer && values->picture.n == 0 && image->form != FORM_REFERENCE;
    if (simple)
        values->picture = image->url;
    taking_add(taking, simple ? PIECE_PICTURE : PIECE_LINK, outer ? outer->span : image->span,
               &swap, simple ? 1 : 0);
}
