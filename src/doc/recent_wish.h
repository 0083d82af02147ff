/*
 * recent_wish: what a list says of its page of recent papers; plain data (doc/recent.h goes by it).
 */
#ifndef CURLINT_DOC_RECENT_WISH_H
#define CURLINT_DOC_RECENT_WISH_H

#include "base/clock.h"
#include "base/str.h"

/* The files that a section of the page shows. */
struct recent_section {
    str heading;
    const str *of; /* globs */
    size_t of_count;
    uint32_t line; /* of the configuration, from 1 */
};

/* What tells how old an entry is. */
enum recent_source {
    RECENT_DATE,    /* what is written beside it */
    RECENT_ARXIV,   /* the month of its id */
    RECENT_HISTORY, /* whether git had it before */
    RECENT_SOURCES
};

/* What a list says of its page (`recent:`); all borrowed. Zero: nothing. */
struct recent_wish {
    bool given;
    str page;
    const str *of; /* globs of the files that it repeats; none: all other lists */
    size_t of_count;
    enum recent_source by[RECENT_SOURCES]; /* the first that tells counts */
    size_t by_count;                       /* 0: date, arXiv, history */
    uint32_t days;                         /* the last so many; 0: not said */
    struct date since;                     /* from this day on; year 0: not said */
    const struct recent_section *sections;
    size_t section_count;
    const str *marks; /* none: recent_marks */
    size_t mark_count;
    str row; /* the template of a row, or empty */
};

#endif
