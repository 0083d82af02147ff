/*
 * Which shape an entry takes: that of most examples which say the same things; where there are too
 * few of these, the nearest shape, with pieces taken out or put in by how the list joins others.
 */
#include "lint/pattern_private.h"

enum {
    NEAR = 40,  /* examples that stand near */
    ENOUGH = 3, /* that share a shape, so that it is no accident */
    /* What it costs to make a shape fit, each piece; their order matters. */
    COST_EXTRA = 2,
    COST_UNKNOWN = 3,
    COST_RARE = 3,
    COST_MISSING = 4,
};

/* Pieces that say something of a paper that not every paper has. */
static const uint32_t FACTS = 1u << PIECE_CODE | 1u << PIECE_STARS | 1u << PIECE_VENUE |
                              1u << PIECE_PROJECT | 1u << PIECE_PICTURE;
static const uint32_t UNKNOWN = 1u << PIECE_LINK | 1u << PIECE_BADGE | 1u << PIECE_TEXT;

uint32_t paper_kinds(const struct paper *paper)
{
    uint32_t kinds = 1u << PIECE_TITLE | 1u << PIECE_PAPER | 1u << PIECE_DATE;
    kinds |= paper->authors.n > 0 ? 1u << PIECE_AUTHORS : 0;
    kinds |= paper->code.n > 0 ? 1u << PIECE_CODE : 0;
    kinds |= paper->repo.n > 0 ? 1u << PIECE_STARS : 0;
    kinds |= paper->venue.n > 0 ? 1u << PIECE_VENUE : 0;
    kinds |= paper->venue.n == 0 && paper->id.n > 0 ? 1u << PIECE_PREPRINT : 0;
    kinds |= paper->project.n > 0 ? 1u << PIECE_PROJECT : 0;
    kinds |= paper->picture.n > 0 ? 1u << PIECE_PICTURE : 0;
    return kinds;
}

static bool is_in_section(const struct example *example, const struct pattern_place *place)
{
    return example->document == place->document && example->list == place->list &&
           example->section == place->section;
}

bool pattern_reaches(const struct patterns *patterns, const struct pattern_place *place,
                     enum reach reach, size_t index)
{
    const struct example *examples = patterns->examples.at, *example = &examples[index];
    uint32_t sort = patterns->list_sorts[place->document][place->list];
    if (reach >= REACH_FILE)
        return example->sort == sort &&
               (reach == REACH_ALL || example->document == place->document);
    if (!is_in_section(example, place))
        return false;
    if (reach == REACH_SECTION)
        return true;
    /* Those of a section stand together but for nested ones. */
    size_t far = place->front ? index - NEAR : index + NEAR;
    return far >= patterns->examples.n || !is_in_section(&examples[far], place);
}

/* How a shape stands to what is known of a paper. */
struct fit {
    uint32_t missing, extra; /* 1 << kind */
};

static struct fit fit_of(const struct shape *shape, const struct paper *paper, bool authored)
{
    uint32_t known = paper_kinds(paper), has = shape->mask;
    known &= authored ? UINT32_MAX : ~(1u << PIECE_AUTHORS);
    struct fit fit = {.extra = has & ~known & ~UNKNOWN};
    fit.missing = known & FACTS & ~has;
    /* A list shows code by a link or by a badge, and by both where it does so. */
    if (has & (1u << PIECE_CODE | 1u << PIECE_STARS))
        fit.missing &= ~(1u << PIECE_CODE | 1u << PIECE_STARS);
    /* A picture is often left out at first, and then its place stays. */
    fit.extra &= ~(1u << PIECE_PICTURE);
    return fit;
}

/* Count by shape the examples that are reached. */
static void count_shapes(const struct patterns *patterns, const struct pattern_place *place,
                         enum reach reach, uint32_t *counts)
{
    for (size_t i = 0; i < patterns->shapes.n; i++)
        counts[i] = 0;
    for (size_t i = 0; i < patterns->examples.n; i++)
        if (pattern_reaches(patterns, place, reach, i))
            counts[patterns->examples.at[i].shape]++;
}

/* What it costs to make the shape fit. */
static uint32_t cost_of(const struct shape *shape, const struct paper *paper, bool authored)
{
    struct fit fit = fit_of(shape, paper, authored);
    uint32_t cost = COST_UNKNOWN * shape->unknown;
    for (uint32_t kind = 0; kind < PIECE_KINDS; kind++)
        cost += (fit.missing >> kind & 1) * COST_MISSING + (fit.extra >> kind & 1) * COST_EXTRA;
    return cost;
}

static bool find_exact(const struct patterns *patterns, const struct paper *paper, bool authored,
                       const uint32_t *counts, uint32_t *best)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < patterns->shapes.n; i++)
        if (counts[i] > most && cost_of(&patterns->shapes.at[i], paper, authored) == 0) {
            most = counts[i];
            *best = i;
        }
    return most >= ENOUGH;
}

static bool find_nearest(const struct patterns *patterns, const struct paper *paper, bool authored,
                         const uint32_t *counts, uint32_t *best)
{
    uint32_t lowest = UINT32_MAX, most = 0;
    for (uint32_t i = 0; i < patterns->shapes.n; i++) {
        if (counts[i] == 0)
            continue;
        uint32_t cost = cost_of(&patterns->shapes.at[i], paper, authored);
        /* A rare shape is better than one that has no place for what is known, and no better than
         * one that has a place too many. */
        cost += counts[i] < ENOUGH ? COST_RARE : 0;
        if (cost < lowest || (cost == lowest && counts[i] > most)) {
            lowest = cost;
            most = counts[i];
            *best = i;
        }
    }
    return lowest < UINT32_MAX;
}

static bool is_authored(const struct patterns *patterns, const struct pattern_place *place)
{
    return patterns->authored[patterns->list_sorts[place->document][place->list]];
}

static bool choose_shape(const struct patterns *patterns, const struct pattern_place *place,
                         const struct paper *paper, struct plan *plan)
{
    uint32_t *counts = mem_alloc(patterns->shapes.n + 1, sizeof *counts);
    bool found = false, authored = is_authored(patterns, place);
    for (enum reach reach = 0; reach < REACH_COUNT && !found; reach++) {
        count_shapes(patterns, place, reach, counts);
        plan->reach = reach;
        found = find_exact(patterns, paper, authored, counts, &plan->shape);
    }
    if (!found) /* counts are of all */
        found = find_nearest(patterns, paper, authored, counts, &plan->shape);
    mem_free(counts);
    return found;
}

/* Pipes that part cells: their number may not change. */
static uint32_t count_pipes(const struct pattern_place *place, str joint)
{
    uint32_t pipes = 0;
    for (size_t i = 0; i < joint.n && place->row; i++)
        pipes += joint.at[i] == '|' && (i == 0 || joint.at[i - 1] != '\\');
    return pipes;
}

static enum piece_kind kind_before(const struct shape *shape, uint32_t joint)
{
    return joint > 0 ? shape->kinds[joint - 1] : PIECE_KINDS;
}

static enum piece_kind kind_behind(const struct shape *shape, uint32_t joint)
{
    return joint < shape->count ? shape->kinds[joint] : PIECE_KINDS;
}

/* What most examples have between two kinds; PIECE_KINDS is an end. NULL where none has them. */
static str usual_joint(const struct patterns *patterns, const struct pattern_place *place,
                       enum piece_kind before, enum piece_kind behind, uint32_t pipes,
                       struct arena *arena)
{
    struct majority votes = {0};
    for (size_t i = 0; i < patterns->examples.n; i++) {
        const struct shape *shape = &patterns->shapes.at[patterns->examples.at[i].shape];
        if (!pattern_reaches(patterns, place, REACH_ALL, i))
            continue;
        for (uint32_t j = 0; j <= shape->count; j++)
            if (kind_before(shape, j) == before && kind_behind(shape, j) == behind &&
                count_pipes(place, shape->joints[j]) == pipes)
                majority_add(&votes, shape->joints[j]);
    }
    str form = majority_form(&votes, 1, 0, NULL);
    str joint = form.at ? arena_str(arena, form) : form;
    majority_free(&votes);
    return joint;
}

static enum piece_kind plan_kind(const struct plan *plan, uint32_t slot)
{
    return slot < plan->count ? plan->slots[slot].kind : PIECE_KINDS;
}

/* Take out the piece of a slot and one of the joints at its sides. */
static void take_out(const struct patterns *patterns, const struct pattern_place *place,
                     struct plan *plan, uint32_t at, struct arena *arena)
{
    str left = plan->slots[at].joint, right = plan->slots[at + 1].joint;
    uint32_t left_pipes = count_pipes(place, left), right_pipes = count_pipes(place, right);
    bool first = at == 0, last = at + 1 == plan->count;
    str joint = usual_joint(patterns, place, first ? PIECE_KINDS : plan_kind(plan, at - 1),
                            plan_kind(plan, at + 1), left_pipes + right_pipes, arena);
    if (!joint.at && left_pipes > 0 && right_pipes > 0)
        joint = arena_printf(arena, "%.*s%.*s", STR_ARG(left), STR_ARG(right));
    if (!joint.at)
        joint = right_pipes > 0 || (last && left_pipes == 0) ? right : left;
    for (uint32_t i = at; i < plan->count; i++)
        plan->slots[i] = plan->slots[i + 1];
    plan->count--;
    plan->slots[at].joint = joint;
}

/* Where examples that have it put a piece of this kind: behind which other one. */
static bool find_spot(const struct patterns *patterns, const struct pattern_place *place,
                      const struct plan *plan, enum piece_kind kind, uint32_t *spot)
{
    enum { REACHES = SLOTS + 1 };
    uint32_t votes[REACHES] = {0}, best = 0;
    for (size_t i = 0; i < patterns->examples.n; i++) {
        const struct shape *shape = &patterns->shapes.at[patterns->examples.at[i].shape];
        if (!(shape->mask & 1u << kind) || !pattern_reaches(patterns, place, REACH_ALL, i))
            continue;
        for (uint32_t j = 0; j < shape->count; j++) {
            if (shape->kinds[j] != kind)
                continue;
            for (uint32_t at = 0; at <= plan->count; at++) {
                enum piece_kind before = at > 0 ? plan_kind(plan, at - 1) : PIECE_KINDS;
                votes[at] += kind_before(shape, j) == before;
                votes[at] += kind_behind(shape, j + 1) == plan_kind(plan, at);
            }
        }
    }
    for (uint32_t at = 0; at <= plan->count; at++)
        if (votes[at] > votes[best])
            best = at;
    *spot = best;
    return votes[best] > 0;
}

static void put_in(const struct patterns *patterns, const struct pattern_place *place,
                   struct plan *plan, enum piece_kind kind, struct arena *arena)
{
    uint32_t at;
    if (plan->count + 2 >= SLOTS || !find_spot(patterns, place, plan, kind, &at))
        return;
    str joint = plan->slots[at].joint;
    uint32_t pipes = count_pipes(place, joint);
    enum piece_kind before = at > 0 ? plan_kind(plan, at - 1) : PIECE_KINDS;
    /* Cells end on the one side of it or the other. */
    str left = usual_joint(patterns, place, before, kind, 0, arena), right = joint;
    if (left.at) {
        str usual = usual_joint(patterns, place, kind, plan_kind(plan, at), pipes, arena);
        right = usual.at ? usual : joint;
    } else {
        right = usual_joint(patterns, place, kind, plan_kind(plan, at), 0, arena);
        left = usual_joint(patterns, place, before, kind, pipes, arena);
        left = left.at ? left : joint;
    }
    if (!right.at)
        return;
    for (uint32_t i = plan->count + 1; i > at; i--)
        plan->slots[i] = plan->slots[i - 1];
    plan->count++;
    plan->slots[at] = (struct slot){left, kind, 0};
    plan->slots[at + 1].joint = right;
}

bool pattern_plan(const struct patterns *patterns, const struct pattern_place *place,
                  const struct paper *paper, struct plan *plan, struct arena *arena)
{
    if (!choose_shape(patterns, place, paper, plan))
        return false;
    const struct shape *shape = &patterns->shapes.at[plan->shape];
    uint32_t turns[PIECE_KINDS] = {0};
    if (shape->count + 1 > SLOTS)
        return false;
    plan->count = shape->count;
    for (uint32_t i = 0; i <= shape->count; i++) {
        enum piece_kind kind = kind_behind(shape, i);
        plan->slots[i] =
            (struct slot){shape->joints[i], kind, i < shape->count ? turns[kind]++ : 0};
    }
    struct fit fit = fit_of(shape, paper, is_authored(patterns, place));
    fit.extra |= UNKNOWN;
    fit.extra |= paper->picture.n == 0 ? 1u << PIECE_PICTURE : 0;
    for (uint32_t i = plan->count; i-- > 0;)
        if (fit.extra & 1u << plan->slots[i].kind)
            take_out(patterns, place, plan, i, arena);
    for (uint32_t kind = 0; kind < PIECE_KINDS; kind++)
        if (fit.missing & 1u << kind)
            put_in(patterns, place, plan, (enum piece_kind)kind, arena);
    return true;
}
