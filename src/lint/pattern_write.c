#include "lint/pattern_private.h"

#include "doc/badge_text.h"
#include "lint/template.h"

/* The stars badge as the configuration wants it. */
static bool fill_template(const struct patterns *patterns, str filled, struct buf *out)
{
    struct badge_text badge;
    const struct form *form = patterns->form;
    if (!form || !badge_text_split(filled, &badge) || !badge_text_read(filled, &badge))
        return false;
    for (size_t i = 0; i < form->badge_count; i++) {
        const struct template *template = form->badges[i].compiled;
        if (template_is_for(template, &badge))
            return template_compare(template, &badge) == TEMPLATE_DIFFERS &&
                   template_fill(template, &badge, out);
    }
    return false;
}

static bool write_slot(const struct patterns *patterns, const struct pattern_place *place,
                       const struct plan *plan, const struct paper *paper, const struct slot *slot,
                       bool front, struct buf *out, struct arena *arena)
{
    str form = pattern_form(patterns, place, plan, paper, slot, arena);
    size_t start = out->n;
    struct buf configured = {0};
    if (!form.at || !pattern_fill(patterns, place, paper, form, front, out))
        return false;
    bool badge = slot->kind == PIECE_STARS || slot->kind == PIECE_VENUE;
    if (badge && fill_template(patterns, str_skip(buf_str(out), start), &configured)) {
        out->n = start;
        buf_add(out, buf_str(&configured));
    }
    buf_free(&configured);
    return true;
}

static bool write_plan(const struct patterns *patterns, const struct pattern_place *place,
                       const struct plan *plan, const struct paper *paper, struct buf *out,
                       uint32_t *lacking, struct arena *arena)
{
    size_t start = out->n;
    for (uint32_t i = 0; i <= plan->count; i++) {
        const struct slot *slot = &plan->slots[i];
        buf_add(out, slot->joint);
        if (i < plan->count &&
            !write_slot(patterns, place, plan, paper, slot, out->n == start, out, arena)) {
            *lacking |= 1u << slot->kind;
            out->n = start;
            return false;
        }
    }
    return true;
}

bool pattern_write(const struct patterns *patterns, const struct pattern_place *place,
                   const struct paper *paper, struct buf *out, uint32_t *left_out,
                   uint32_t *lacking)
{
    struct plan plan = {0};
    struct arena arena = {0};
    uint32_t shown = 0;
    *left_out = *lacking = 0;
    bool fine = pattern_plan(patterns, place, paper, &plan, &arena) &&
                write_plan(patterns, place, &plan, paper, out, lacking, &arena);
    for (uint32_t i = 0; i < plan.count; i++)
        shown |= 1u << plan.slots[i].kind;
    uint32_t optional = 1u << PIECE_VENUE | 1u << PIECE_PROJECT | 1u << PIECE_PICTURE;
    if (!(shown & (1u << PIECE_CODE | 1u << PIECE_STARS)))
        optional |= 1u << PIECE_CODE;
    *left_out = paper_kinds(paper) & optional & ~shown;
    if (fine && patterns->shapes.at[plan.shape].unknown > 0)
        *left_out |= 1u << PIECE_TEXT;
    arena_free(&arena);
    return fine;
}
