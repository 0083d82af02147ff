/*
 * badge_custom: what looks like a slip in a badge and is a custom: a form that its file, table or
 * list has of its own, a colour that says something.
 */
#ifndef CURLINT_DOC_BADGE_CUSTOM_H
#define CURLINT_DOC_BADGE_CUSTOM_H

#include "base/map.h"
#include "doc/badge_style.h"

/* A colour that goes with fewer names than this may belong to them. */
enum { BADGE_NAMES = 3 };
/* So many of one form in a file or list, and more than of the usual one, are its own style. */
enum { BADGE_HABIT = 3 };

/* Set `styles` and `documents`, which are borrowed, and zero the rest; badge_customs_free(). */
struct badge_customs {
    const struct badge_styles *styles;
    struct document *const *documents;
    struct map forms;  /* of one file -> badges */
    struct map words;  /* of badges with a colour -> into `papers` */
    VEC(str) papers;   /* the key of the only entry with such a word; NULL for several */
    struct map names;  /* of badges with the usual colour of their family */
    uint32_t *colored; /* by family: how many such names; heap; NULL until a colour is asked for */
    struct buf key;
};

/* Look at the uses [first, end), which are those of one file. `aspects` (1 << aspect) are asked. */
void badge_customs_of_file(struct badge_customs *customs, uint32_t first, uint32_t end,
                           uint32_t aspects);
/*
 * Whether a badge of that file, unlike its family in an aspect, is as the file or its table or list
 * usually has it; or has an unusual colour while no badge of the usual one has its name, or a word
 * that it shares with a badge of its colour in another entry ("Best Paper"), or any such word where
 * the family tells kinds of papers apart. Names only count where few have the usual colour: it may
 * then belong to them.
 */
bool badge_is_custom(struct badge_customs *customs, const struct badge_use *use,
                     enum badge_aspect aspect, const struct badge_text *badge);
void badge_customs_free(struct badge_customs *customs);

#endif
