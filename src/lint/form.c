#include "lint/form.h"

#include "base/glob.h"
#include "doc/recent.h"

static bool is_among(const struct copies *copies, str file)
{
    for (size_t i = 0; i < copies->of_count; i++)
        if (glob_match(copies->of[i], file) != GLOB_NONE)
            return true;
    return copies->of_count == 0;
}

bool form_is_copy(const struct form *form, str page)
{
    for (size_t i = 0; i < form->copies_count; i++)
        if (str_eq(form->copies[i].page, page))
            return true;
    return form->recent.given && str_eq(form->recent.page, page);
}

bool form_copies(const struct form *form, str page, str file)
{
    for (size_t i = 0; i < form->copies_count; i++)
        if (str_eq(form->copies[i].page, page) && !str_eq(page, file) &&
            is_among(&form->copies[i], file))
            return true;
    return form->recent.given && str_eq(form->recent.page, page) &&
           recent_repeats(&form->recent, page, file);
}
