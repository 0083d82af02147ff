#include "base/majority.h"

struct leader {
    str form;
    uint32_t count;
};

void majority_add(struct majority *majority, str form)
{
    majority_add_times(majority, form, 1);
}

void majority_add_times(struct majority *majority, str form, uint32_t times)
{
    if (!majority->last || !str_eq(map_key(majority->last), form))
        majority->last = map_put_copy(&majority->forms, form, 0, NULL);
    *majority->last += times;
    majority->cases += times;
}

static void challenge(void *self, str form, uint32_t count)
{
    struct leader *leader = self;
    if (count > leader->count)
        *leader = (struct leader){form, count};
}

str majority_form(const struct majority *majority, uint32_t cases, uint32_t percent,
                  uint32_t *count)
{
    struct leader leader = {{NULL, 0}, 0};
    map_each(&majority->forms, challenge, &leader);
    if (count)
        *count = leader.count;
    if (majority->cases < cases ||
        (uint64_t)leader.count * 100 < (uint64_t)majority->cases * percent)
        return (str){NULL, 0};
    return leader.form;
}

bool majority_differs(const struct majority *majority, str form)
{
    const uint32_t *cases = map_get(&majority->forms, form);
    return form.n > 0 && (cases ? *cases : 0) < majority->cases;
}

void majority_free(struct majority *majority)
{
    map_free(&majority->forms);
    *majority = (struct majority){0};
}
