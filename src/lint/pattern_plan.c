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

/* What the lists do whatever the shape. */
struct custom {
    bool authors; /* what seems to be authors is */
    bool stars;   /* who links code has the badge of it */
    bool code;    /* who has the badge links the code */
};

/* How a shape stands to what is known of a paper. */
struct fit {
    uint32_t missing, extra; /* 1 << kind */
};

static struct fit fit_of(const struct shape *shape, const struct paper *paper, struct custom custom)
{
    uint32_t known = paper_kinds(paper), has = shape->mask;
    known &= custom.authors ? UINT32_MAX : ~(1u << PIECE_AUTHORS);
    struct fit fit = {.extra = has & ~known & ~UNKNOWN};
    fit.missing = known & FACTS & ~has;
    /* A list shows code by a link or by a badge, and by both where it does so. */
    if (has & 1u << PIECE_CODE && !custom.stars)
        fit.missing &= ~(1u << PIECE_STARS);
    if (has & 1u << PIECE_STARS && !custom.code)
        fit.missing &= ~(1u << PIECE_CODE);
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
static uint32_t cost_of(const struct shape *shape, const struct paper *paper, struct custom custom)
{
    struct fit fit = fit_of(shape, paper, custom);
    uint32_t cost = COST_UNKNOWN * shape->unknown;
    for (uint32_t kind = 0; kind < PIECE_KINDS; kind++)
        cost += (fit.missing >> kind & 1) * COST_MISSING + (fit.extra >> kind & 1) * COST_EXTRA;
    return cost;
}

static bool find_exact(const struct patterns *patterns, const struct paper *paper,
                       struct custom custom, const uint32_t *counts, uint32_t *best)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < patterns->shapes.n; i++)
        if (counts[i] > most && cost_of(&patterns->shapes.at[i], paper, custom) == 0) {
            most = counts[i];
            *best = i;
        }
    return most >= ENOUGH;
}

static bool find_nearest(const struct patterns *patterns, const struct paper *paper,
                         struct custom custom, const uint32_t *counts, uint32_t *best)
{
    uint32_t lowest = UINT32_MAX, most = 0;
    for (uint32_t i = 0; i < patterns->shapes.n; i++) {
        if (counts[i] == 0)
            continue;
        uint32_t cost = cost_of(&patterns->shapes.at[i], paper, custom);
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

static struct custom custom_of(const struct patterns *patterns, const struct pattern_place *place)
{
    struct custom custom = {
        .authors = patterns->authored[patterns->list_sorts[place->document][place->list]]};
    uint32_t links = 0, badges = 0, both = 0;
    for (size_t i = 0; i < patterns->examples.n; i++) {
        uint32_t mask = patterns->shapes.at[patterns->examples.at[i].shape].mask;
        bool link = mask & 1u << PIECE_CODE, badge = mask & 1u << PIECE_STARS;
        links += link;
        badges += badge;
        both += link && badge;
    }
    custom.stars = majority_is(both, links, MAJORITY_PROPOSAL);
    custom.code = majority_is(both, badges, MAJORITY_PROPOSAL);
    return custom;
}

static bool choose_shape(const struct patterns *patterns, const struct pattern_place *place,
                         const struct paper *paper, struct plan *plan)
{
    uint32_t *counts = mem_alloc(patterns->shapes.n + 1, sizeof *counts);
    struct custom custom = custom_of(patterns, place);
    bool found = false;
    for (enum reach reach = 0; reach < REACH_COUNT && !found; reach++) {
        count_shapes(patterns, place, reach, counts);
        plan->reach = reach;
        found = find_exact(patterns, paper, custom, counts, &plan->shape);
    }
    if (!found) /* counts are of all */
        found = find_nearest(patterns, paper, custom, counts, &plan->shape);
    mem_free(counts);
    return found;
}

/*
 * What opens or parts something in a joint: pipes that part cells, emphasis, brackets. Taken
 * together these may not change, or what they are the other half of would stand alone.
 */
struct marks {
    int32_t pipes, stars, lines, ticks, square, round;
};

static struct marks marks_of(const struct pattern_place *place, str joint)
{
    struct marks marks = {0};
    for (size_t i = 0; i < joint.n; i++) {
        char c = joint.at[i];
        bool escaped = i > 0 && joint.at[i - 1] == '\\';
        marks.pipes += place->row && c == '|' && !escaped;
        marks.stars += c == '*' && !escaped;
        marks.lines += c == '_' && !escaped;
        marks.ticks += c == '`';
        marks.square += (c == '[') - (c == ']');
        marks.round += (c == '(') - (c == ')');
    }
    return marks;
}

static struct marks marks_sum(struct marks a, struct marks b)
{
    return (struct marks){a.pipes + b.pipes, a.stars + b.stars,   a.lines + b.lines,
                          a.ticks + b.ticks, a.square + b.square, a.round + b.round};
}

static bool marks_eq(struct marks a, struct marks b)
{
    return a.pipes == b.pipes && a.stars == b.stars && a.lines == b.lines && a.ticks == b.ticks &&
           a.square == b.square && a.round == b.round;
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
                       enum piece_kind before, enum piece_kind behind, struct marks marks,
                       struct arena *arena)
{
    struct majority votes = {0};
    for (size_t i = 0; i < patterns->examples.n; i++) {
        const struct shape *shape = &patterns->shapes.at[patterns->examples.at[i].shape];
        if (!pattern_reaches(patterns, place, REACH_ALL, i))
            continue;
        for (uint32_t j = 0; j <= shape->count; j++)
            if (kind_before(shape, j) == before && kind_behind(shape, j) == behind &&
                marks_eq(marks_of(place, shape->joints[j]), marks))
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

/* Take out the piece of a slot and make one of the joints at its sides. */
static void take_out(const struct patterns *patterns, const struct pattern_place *place,
                     struct plan *plan, uint32_t at, struct arena *arena)
{
    str left = plan->slots[at].joint, right = plan->slots[at + 1].joint;
    struct marks both = marks_sum(marks_of(place, left), marks_of(place, right));
    bool keeps_left = marks_eq(marks_of(place, left), both);
    bool keeps_right = marks_eq(marks_of(place, right), both);
    enum piece_kind before = at > 0 ? plan_kind(plan, at - 1) : PIECE_KINDS;
    str joint = usual_joint(patterns, place, before, plan_kind(plan, at + 1), both, arena);
    if (!joint.at && keeps_right && (!keeps_left || at + 1 == plan->count))
        joint = right;
    else if (!joint.at && keeps_left)
        joint = left;
    else if (!joint.at)
        joint = arena_printf(arena, "%.*s%.*s", STR_ARG(left), STR_ARG(right));
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
    struct marks marks = marks_of(place, joint), none = {0};
    enum piece_kind before = at > 0 ? plan_kind(plan, at - 1) : PIECE_KINDS;
    enum piece_kind behind = plan_kind(plan, at);
    /* What the joint opens or parts, it does on the one side of it or the other. */
    str left = usual_joint(patterns, place, before, kind, none, arena), right = joint;
    if (left.at) {
        str usual = usual_joint(patterns, place, kind, behind, marks, arena);
        right = usual.at ? usual : joint;
    } else {
        right = usual_joint(patterns, place, kind, behind, none, arena);
        left = usual_joint(patterns, place, before, kind, marks, arena);
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
    struct fit fit = fit_of(shape, paper, custom_of(patterns, place));
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
