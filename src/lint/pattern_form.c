/*
 * In which form a piece is written: as most examples of the same shape write it.
 */
#include "lint/pattern_private.h"

#include "doc/venue.h"

/* The form of a slot in an example, or NULL: the same piece of the same shape, else of the kind. */
static str form_in(const struct patterns *patterns, const struct example *example,
                   const struct slot *slot)
{
    const struct shape *shape = &patterns->shapes.at[example->shape];
    uint32_t turn = 0;
    for (uint32_t i = 0; i < shape->count; i++)
        if (shape->kinds[i] == slot->kind && turn++ == slot->turn)
            return example->forms[i];
    return (str){NULL, 0};
}

static bool has_mark(str form, enum mark mark)
{
    return str_find_char(form, (char)mark) != STR_NPOS;
}

/* Whether the form can say what is known of the paper. */
static bool suits(str form, const struct paper *paper)
{
    /* The form of a URL is known from links to papers in the same place alone. */
    if (has_mark(form, MARK_URL) && paper->id.n > 0 && !has_mark(form, MARK_ID))
        return false;
    if (has_mark(form, MARK_ID) && paper->id.n == 0 && !has_mark(form, MARK_URL))
        return false;
    bool code = has_mark(form, MARK_CODE) || has_mark(form, MARK_ROOT);
    bool repo = has_mark(form, MARK_REPO) || has_mark(form, MARK_NAME) || has_mark(form, MARK_ROOT);
    return !(code && paper->code.n == 0) && !(repo && paper->repo.n == 0);
}

/* The name of a venue as a person says it: "NeurIPS". */
static bool is_venue_named(str written, str wanted)
{
    struct venue a, b;
    venue_read(written, &a);
    venue_read(wanted, &b);
    return str_eq_nocase(str_trim(a.name), str_trim(b.name));
}

/* Whether an example of a venue counts: one without a year tells nothing of those with one. */
static bool is_venue_alike(const struct example *example, const struct paper *paper, bool named)
{
    struct venue a, b;
    venue_read(example->venue, &a);
    venue_read(paper->venue, &b);
    return !a.form == !b.form && (!named || is_venue_named(example->venue, paper->venue));
}

struct wish {
    enum reach reach;
    bool shape; /* of the same shape */
    bool venue; /* of the same venue */
    uint32_t least;
};

static str vote(const struct patterns *patterns, const struct pattern_place *place,
                const struct plan *plan, const struct paper *paper, const struct slot *slot,
                struct wish wish, struct arena *arena)
{
    struct majority votes = {0};
    for (size_t i = 0; i < patterns->examples.n; i++) {
        const struct example *example = &patterns->examples.at[i];
        if (!pattern_reaches(patterns, place, wish.reach, i) ||
            (wish.shape && example->shape != plan->shape) ||
            (slot->kind == PIECE_VENUE && !is_venue_alike(example, paper, wish.venue)))
            continue;
        str form = form_in(patterns, example, slot);
        if (form.at && suits(form, paper))
            majority_add(&votes, form);
    }
    str form = majority_form(&votes, wish.least, 0, NULL);
    form = form.at ? arena_str(arena, form) : form;
    majority_free(&votes);
    return form;
}

str pattern_form(const struct patterns *patterns, const struct pattern_place *place,
                 const struct plan *plan, const struct paper *paper, const struct slot *slot,
                 struct arena *arena)
{
    enum { ENOUGH = 3 };
    const struct wish wishes[] = {
        {REACH_ALL, false, true, ENOUGH},   {plan->reach, true, false, ENOUGH},
        {REACH_ALL, true, false, ENOUGH},   {REACH_SECTION, false, false, ENOUGH},
        {REACH_FILE, false, false, ENOUGH}, {REACH_ALL, false, false, 1},
    };
    str form = {NULL, 0};
    for (size_t i = slot->kind != PIECE_VENUE; i < sizeof wishes / sizeof *wishes && !form.at; i++)
        form = vote(patterns, place, plan, paper, slot, wishes[i], arena);
    return form;
}
